"""The recommendation behind the choice between size and strength."""

from dataclasses import replace

from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, Priority, TrainingAge, TrainingGoal
from bot.coaching.training_goal import REASONS, Recommendation, recommend


def test_without_any_fact_both_is_recommended_and_no_reason_made_up() -> None:
    assert recommend(Question()) == Recommendation(TrainingGoal.BOTH)


def test_three_answers_of_the_goal_choice_give_a_goal_with_reasons() -> None:
    answers = Question(priority=Priority.APPEARANCE, training_age=TrainingAge.NOVICE, workout_minutes=75)
    assert recommend(answers) == Recommendation(
        TrainingGoal.HYPERTROPHY, ("you_want_bigger_muscles", "you_have_time_for_long_workouts")
    )


def test_every_reason_is_a_claim_of_the_guideline_with_a_goal() -> None:
    goals = {claim.id: claim.training_goal for claim in guideline("training_goal").claims}
    assert [reason.claim for reason in REASONS if goals.get(reason.claim) is None] == []


def test_every_priority_and_every_goal_is_a_reason_for_something() -> None:
    for priority in Priority:
        assert recommend(Question(priority=priority)).reasons, priority
    for goal in TrainingGoal:
        assert recommend(Question(training_goal=goal)).reasons, goal


def test_a_sore_joint_never_makes_strength_more_likely() -> None:
    for priority in Priority:
        healthy = Question(priority=priority, workout_minutes=30)
        sore = replace(healthy, complaints=(BodyPart.KNEE,))
        if recommend(sore).training_goal is TrainingGoal.STRENGTH:
            assert recommend(healthy).training_goal is TrainingGoal.STRENGTH

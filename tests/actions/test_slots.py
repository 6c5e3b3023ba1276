"""Tracker -> Question: the profile from slots, the rest from the message, and what is carried over to the next one."""

from collections.abc import Callable

import pytest

from actions.slots import carried_over, facts_of_message, question_from
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, Equipment, MassUnit, Muscle, Priority, Sex, TrainingAge, TrainingGoal

SQUAT, BENCH = "barbell_back_squat", "barbell_bench_press"
A_SET = {"exercises": [SQUAT], "load": {"value": 100.0, "unit": "kg"}, "reps": 5}


def test_nothing_known_is_an_empty_question(make_tracker: Callable) -> None:
    assert question_from(make_tracker("ask_rep_range"), {}) == Question()


def test_the_profile_comes_from_the_slots(make_tracker: Callable) -> None:
    tracker = make_tracker(
        training_goal="strength",
        training_age="novice",
        days_per_week=3,
        workout_minutes=45,
        equipment=["dumbbells", "bench"],
        complaints=["knee"],
        priority="sport",
        body_mass={"value": 80.0, "unit": "kg"},
        age_years=34,
        sex="female",
    )
    assert question_from(tracker, {}) == Question(
        training_goal=TrainingGoal.STRENGTH,
        training_age=TrainingAge.NOVICE,
        days_per_week=3,
        workout_minutes=45,
        equipment=(Equipment.DUMBBELLS, Equipment.BENCH),
        complaints=(BodyPart.KNEE,),
        priority=Priority.SPORT,
        body_mass_kg=80.0,
        age_years=34,
        sex=Sex.FEMALE,
    )


def test_terms_in_a_question_are_enums_and_no_bare_words(make_tracker: Callable) -> None:
    question = question_from(make_tracker(training_goal="both", training_age="advanced"), {"muscles": ["quads"]})
    assert (question.training_goal, question.training_age) == (TrainingGoal.BOTH, TrainingAge.ADVANCED)
    assert isinstance(question.training_goal, TrainingGoal)
    assert question.muscles == (Muscle.QUADS,)
    assert isinstance(question.muscles[0], Muscle)


def test_the_facts_of_the_lift_come_from_the_message(make_tracker: Callable) -> None:
    facts = A_SET | {
        "target_reps": 10,
        "sets": 3,
        "percent_1rm": 80.0,
        "rpe": 8.0,
        "reps_in_reserve": 2.0,
        "term": "amrap",
    }
    question = question_from(make_tracker(), facts | {"one_rep_max": {"value": 120.0, "unit": "kg"}})
    assert question.exercises == (SQUAT,)
    assert (question.load_kg, question.one_rep_max_kg) == (100.0, 120.0)
    assert (question.reps, question.target_reps, question.sets) == (5, 10, 3)
    assert (question.percent_1rm, question.rpe, question.reps_in_reserve, question.term) == (80.0, 8.0, 2.0, "amrap")


def test_an_exercise_named_twice_counts_once(make_tracker: Callable) -> None:
    facts = {"exercises": [SQUAT, BENCH, SQUAT], "muscles": ["quads", "quads"]}
    question = question_from(make_tracker(), facts)
    assert question.exercises == (SQUAT, BENCH)
    assert question.muscles == (Muscle.QUADS,)


# Masses


def test_pounds_become_kilograms(make_tracker: Callable) -> None:
    question = question_from(make_tracker(body_mass={"value": 180.0, "unit": "lb"}), {})
    assert question.body_mass_kg == pytest.approx(81.6466266)
    assert question.mass_unit is MassUnit.LB


def test_a_load_is_shown_in_the_unit_it_was_said_in(make_tracker: Callable) -> None:
    question = question_from(make_tracker(), {"load": {"value": 225.0, "unit": "lb"}})
    assert question.load_kg == pytest.approx(102.05828325)
    assert question.mass_unit is MassUnit.LB


def test_the_unit_asked_for_wins_over_that_of_the_load(make_tracker: Callable) -> None:
    tracker = make_tracker("inform", "in pounds?", entities=(("mass_unit", "lb"),), mass_unit="lb")
    question = question_from(tracker, A_SET)
    assert (question.load_kg, question.mass_unit) == (100.0, MassUnit.LB)


@pytest.mark.parametrize(
    ("slots", "unit"),
    [
        ({}, "kg"),
        ({"mass_unit": "lb"}, "lb"),
        ({"body_mass": {"value": 180.0, "unit": "lb"}}, "lb"),
        ({"body_mass": {"value": 180.0, "unit": "lb"}, "mass_unit": "kg"}, "kg"),
        ({"body_mass": {"value": 80.0, "unit": None}}, "kg"),
    ],
)
def test_a_load_without_unit_gets_the_lifters(slots: dict, unit: str, make_tracker: Callable) -> None:
    tracker = make_tracker(entities=(("load", {"value": 100.0, "unit": None}),), **slots)
    assert facts_of_message(tracker)["load"] == {"value": 100.0, "unit": unit}


def test_a_body_mass_without_unit_stays_in_kilograms_when_pounds_are_asked_for_later(make_tracker: Callable) -> None:
    tracker = make_tracker(
        "inform", "in pounds?", entities=(("mass_unit", "lb"),), mass_unit="lb", body_mass={"value": 80.0, "unit": None}
    )
    assert question_from(tracker, {}).body_mass_kg == 80.0


def test_a_body_mass_without_unit_is_not_read_in_the_unit_of_a_load(make_tracker: Callable) -> None:
    tracker = make_tracker(body_mass={"value": 80.0, "unit": None})
    assert question_from(tracker, {"load": {"value": 225.0, "unit": "lb"}}).body_mass_kg == 80.0


# Facts of one message


def test_exercises_and_muscles_are_listed_and_other_facts_taken_once(make_tracker: Callable) -> None:
    entities = (
        ("exercise", SQUAT),
        ("exercise", BENCH),
        ("muscle", "quads"),
        ("reps", 5),
        ("reps", 8),
        ("training_goal", "strength"),
    )
    assert facts_of_message(make_tracker(entities=entities)) == {
        "exercises": [SQUAT, BENCH],
        "muscles": ["quads"],
        "reps": 5,
    }


def test_a_message_without_entities_has_no_facts(make_tracker: Callable) -> None:
    tracker = make_tracker()
    del tracker.latest_message["entities"]
    assert facts_of_message(tracker) == {}


# What is carried over


def test_a_follow_up_keeps_the_facts_of_the_last_question(make_tracker: Callable) -> None:
    tracker = make_tracker("inform", "in pounds?", entities=(("mass_unit", "lb"),), last_facts=A_SET)
    assert carried_over(tracker) == A_SET | {"mass_unit": "lb"}


def test_another_target_keeps_the_set_that_was_done(make_tracker: Callable) -> None:
    tracker = make_tracker(entities=(("target_reps", 8),), last_facts=A_SET | {"target_reps": 10})
    assert carried_over(tracker) == A_SET | {"target_reps": 8}


def test_new_numbers_replace_all_old_ones_of_the_lift(make_tracker: Callable) -> None:
    tracker = make_tracker(entities=(("load", {"value": 60.0, "unit": "kg"}),), last_facts=A_SET | {"target_reps": 10})
    assert carried_over(tracker) == {"exercises": [SQUAT], "load": {"value": 60.0, "unit": "kg"}}


def test_another_share_keeps_the_max_it_is_taken_of(make_tracker: Callable) -> None:
    a_share = {"one_rep_max": {"value": 120.0, "unit": "kg"}, "percent_1rm": 80.0}
    tracker = make_tracker("inform", "75%?", entities=(("percent_1rm", 75.0),), last_facts=a_share)
    assert carried_over(tracker) == a_share | {"percent_1rm": 75.0}


def test_another_effort_keeps_the_reps_it_is_about(make_tracker: Callable) -> None:
    tracker = make_tracker("inform", "and at 9?", entities=(("rpe", 9.0),), last_facts={"target_reps": 5, "rpe": 8.0})
    assert carried_over(tracker) == {"target_reps": 5, "rpe": 9.0}


def test_a_unit_asked_for_stays_until_another_is_named(make_tracker: Callable) -> None:
    tracker = make_tracker(
        "ask_working_load", entities=(("target_reps", 10),), mass_unit="lb", last_facts=A_SET | {"mass_unit": "lb"}
    )
    assert question_from(tracker, carried_over(tracker)).mass_unit is MassUnit.LB


def test_another_exercise_replaces_the_old_one_and_its_numbers(make_tracker: Callable) -> None:
    tracker = make_tracker(entities=(("exercise", BENCH),), last_facts=A_SET)
    assert carried_over(tracker) == {"exercises": [BENCH]}


def test_the_same_exercise_named_again_keeps_its_numbers(make_tracker: Callable) -> None:
    tracker = make_tracker(entities=(("exercise", SQUAT), ("target_reps", 10)), last_facts=A_SET)
    assert carried_over(tracker) == A_SET | {"target_reps": 10}


def test_another_muscle_replaces_the_old_one(make_tracker: Callable) -> None:
    tracker = make_tracker(entities=(("muscle", "chest"),), last_facts={"muscles": ["quads"]})
    assert carried_over(tracker) == {"muscles": ["chest"]}


def test_a_word_whose_meaning_was_asked_is_not_kept(make_tracker: Callable) -> None:
    assert carried_over(make_tracker(last_facts={"term": "amrap"})) == {}
    asked = make_tracker(entities=(("term", "rpe"),), last_facts={"term": "amrap"})
    assert carried_over(asked) == {"term": "rpe"}


def test_what_is_remembered_is_not_changed_in_place(make_tracker: Callable) -> None:
    remembered = dict(A_SET)
    carried_over(make_tracker(entities=(("exercise", BENCH),), last_facts=remembered))
    assert remembered == A_SET

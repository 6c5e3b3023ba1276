"""Size, strength or both: scores what speaks for each side and recommends one, with reasons.

The reasons are claims of guidelines/training_goal.yml; weights and limits are in guidelines/goal_choice.yml.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.coaching.advice import Advice, Value
from bot.coaching.amounts import ends
from bot.coaching.guideline import Claim, guideline
from bot.coaching.limits import is_minor, is_older
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, Priority, TrainingAge, TrainingGoal

TOPIC = "training_goal"
SIZE, STRENGTH, BOTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH
OTHER = {SIZE: STRENGTH, STRENGTH: SIZE}
MUSCLE_COMPLAINTS = {BodyPart.HAMSTRING, BodyPart.CALF, BodyPart.CHEST}
WISH, JOINTS, WEEK = "weight_of_your_wish", "weight_of_your_joints", "weight_of_your_week"


@dataclass(frozen=True)
class Recommendation:
    """The goal to train for, why (ids of claims, weightiest first), and what speaks for the other side."""

    training_goal: TrainingGoal
    reasons: tuple[str, ...] = ()
    other_reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """A claim, the figure that weighs it, and for whom it holds."""

    claim: str
    weight: str
    holds: Callable[[Question], bool]


def _priority(priority: Priority) -> Callable[[Question], bool]:
    return lambda question: question.priority is priority


def _goal(training_goal: TrainingGoal) -> Callable[[Question], bool]:
    return lambda question: question.training_goal is training_goal


def _limit(variable: str, training_goal: TrainingGoal | None = None) -> float:
    return ends(guideline("goal_choice").figure(variable, training_goal).amount)[0]


def _joints_complain(question: Question) -> bool:
    return any(part not in MUSCLE_COMPLAINTS for part in question.complaints)


def _short_workouts(question: Question) -> bool:
    return question.workout_minutes is not None and question.workout_minutes <= _limit("short_workout")


def _long_workouts(question: Question) -> bool:
    return question.workout_minutes is not None and question.workout_minutes >= _limit("long_workout")


def _many_days(question: Question) -> bool:
    return question.days_per_week is not None and question.days_per_week >= _limit("workouts_a_week", SIZE)


def _few_days(question: Question) -> bool:
    return question.days_per_week is not None and question.days_per_week <= _limit("few_days")


def _health(question: Question) -> bool:
    return question.priority is Priority.HEALTH or question.training_goal is TrainingGoal.HEALTH


def _new(question: Question) -> bool:
    return question.training_age is TrainingAge.NOVICE


def _trained(question: Question) -> bool:
    return question.training_age in (TrainingAge.INTERMEDIATE, TrainingAge.ADVANCED)


REASONS = (
    Reason("you_want_to_lift_heavy", WISH, _priority(Priority.HEAVY_LIFTS)),
    Reason("your_sport_needs_force", WISH, _priority(Priority.SPORT)),
    Reason("you_like_short_workouts", WISH, _priority(Priority.SHORT_WORKOUTS)),
    Reason("you_want_bigger_muscles", WISH, _priority(Priority.APPEARANCE)),
    Reason("you_put_your_joints_first", WISH, _priority(Priority.JOINT_COMFORT)),
    Reason("you_like_variety", WISH, _priority(Priority.VARIETY)),
    Reason("your_health_gains_from_both", WISH, _health),
    Reason("strength_is_the_goal_you_named", WISH, _goal(STRENGTH)),
    Reason("power_builds_on_strength", WISH, _goal(TrainingGoal.POWER)),
    Reason("size_is_the_goal_you_named", WISH, _goal(SIZE)),
    Reason("more_sets_burn_more_energy", WISH, _goal(TrainingGoal.FAT_LOSS)),
    Reason("longer_sets_build_endurance", WISH, _goal(TrainingGoal.ENDURANCE)),
    Reason("you_want_both", WISH, _goal(BOTH)),
    Reason("lighter_loads_spare_sore_joints", JOINTS, _joints_complain),
    Reason("your_workouts_are_short", WEEK, _short_workouts),
    Reason("heavy_loads_help_bones_as_you_age", WEEK, is_older),
    Reason("age_takes_muscle_and_strength_alike", WEEK, is_older),
    Reason("you_have_time_for_long_workouts", WEEK, _long_workouts),
    Reason("your_week_has_room_for_more_sets", WEEK, _many_days),
    Reason("new_lifters_gain_both_at_once", WEEK, _new),
    Reason("phases_keep_a_trained_body_moving", WEEK, _trained),
    Reason("few_workouts_must_serve_both", WEEK, _few_days),
)


def _claim(claim_id: str) -> Claim:
    return next(claim for claim in guideline(TOPIC).claims if claim.id == claim_id)


def _weight(reason: Reason) -> float:
    return _limit(reason.weight)


def _holding(question: Question) -> list[Reason]:
    """Every reason that holds, the weightiest first."""
    return sorted((each for each in REASONS if each.holds(question)), key=_weight, reverse=True)


def _ids(reasons: list[Reason], goals: tuple[TrainingGoal, ...]) -> tuple[str, ...]:
    chosen = [each.claim for each in reasons if _claim(each.claim).training_goal in goals]
    return tuple(chosen[: int(_limit("reasons_shown"))])


def recommend(question: Question) -> Recommendation:
    """The goal that the known facts speak for. A tie, or no fact at all, means both."""
    reasons = _holding(question)
    score = dict.fromkeys((SIZE, STRENGTH, BOTH), 0.0)
    for reason in reasons:
        score[_claim(reason.claim).training_goal or BOTH] += _weight(reason)
    best = [goal for goal, points in score.items() if points == max(score.values())]
    if len(best) > 1 or best == [BOTH]:
        return Recommendation(BOTH, _ids(reasons, tuple(best)))
    return Recommendation(best[0], _ids(reasons, (best[0],)), _ids(reasons, (OTHER[best[0]],)))


def advise(question: Question) -> Advice:
    """Recommends size, strength or both with the reasons; asks when nothing is known that decides it."""
    rules, found = guideline(TOPIC), recommend(question)
    if not found.reasons:
        return Advice(TOPIC, {}, "ask", (), rules.sources())
    values: dict[str, Value] = {"training_goal": found.training_goal, "reasons": found.reasons}
    variant: str = found.training_goal
    if found.training_goal is BOTH:
        values["phase"] = rules.figure("phase_length").amount
    elif found.other_reasons:
        values |= {"other_goal": OTHER[found.training_goal], "other_reasons": found.other_reasons}
        variant = "contested"
    followed = [each for claim_id in found.reasons for each in _claim(claim_id).sources]
    sources = tuple(dict.fromkeys([*followed, *rules.sources()]))
    return Advice(TOPIC, values, variant, _caveats(question, found), sources)


def _caveats(question: Question, found: Recommendation) -> tuple[str, ...]:
    learning = _new(question) or is_older(question)
    raised = {
        "goal_evidence_is_adult": is_minor(question),
        "goal_build_up_first": found.training_goal is not SIZE and learning,
        "goal_mind_the_sore_spot": bool(question.complaints),
        "goal_fat_depends_on_food": question.training_goal is TrainingGoal.FAT_LOSS,
    }
    return tuple(name for name, holds in raised.items() if holds)

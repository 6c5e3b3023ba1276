"""Length of a workout, and how many sets fit into the time there is."""

from math import floor

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.audience import cited, trained_as
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.coaching.units import SECONDS_PER_MINUTE

TOPIC = "workout_length"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH


def advise(question: Question) -> Advice:
    """Minutes for the goal. Minutes that the lifter has are judged, and filled with sets."""
    goal = trained_as(question.training_goal)
    if question.workout_minutes:
        return _for_minutes(question.workout_minutes, goal, question.training_age)
    if goal is TrainingGoal.HEALTH:
        weekly = guideline(TOPIC).figure("minutes_for_health", goal)
        return Advice(TOPIC, {"weekly_minutes": weekly.amount}, "health", (), cited(guideline(TOPIC), weekly))
    return _one_goal(goal) if goal in (SIZE, STRENGTH) else _side_by_side()


def _one_goal(goal: TrainingGoal) -> Advice:
    figure = guideline(TOPIC).figure("workout", goal)
    values: dict[str, Value] = {"training_goal": goal, "minutes": figure.amount, **_short()}
    return Advice(TOPIC, values, "one_goal", (), cited(guideline(TOPIC), figure))


def _side_by_side() -> Advice:
    rules = guideline(TOPIC)
    size, strength = rules.figure("workout", SIZE), rules.figure("workout", STRENGTH)
    values: dict[str, Value] = {"size_minutes": size.amount, "strength_minutes": strength.amount, **_short()}
    return Advice(TOPIC, values, "", (), cited(rules, size, strength))


def _short() -> dict[str, Value]:
    rules = guideline(TOPIC)
    return {
        "short_minutes": rules.figure("short_workout").amount,
        "short_times": rules.figure("short_workouts_a_week").amount,
    }


def _for_minutes(minutes: int, goal: TrainingGoal | None, age: TrainingAge | None) -> Advice:
    rules = guideline(TOPIC)
    typical = rules.figure("workout", goal if goal in (SIZE, STRENGTH) else SIZE)
    shortest = rules.figure("shortest_workout_that_worked")
    values: dict[str, Value] = {
        "said": Amount(minutes, minutes, "minutes"),
        "sets": sets_that_fit(minutes, goal, age),
        "minutes": typical.amount,
        "shortest": shortest.amount,
    }
    return Advice(TOPIC, values, _judged(minutes), (), cited(rules, typical, shortest))


def _judged(minutes: int) -> str:
    _, longest = bounds(TOPIC, "workout", SIZE)
    if minutes > longest:
        return "long"
    if minutes < constant(TOPIC, "shortest_workout_that_worked"):
        return "tiny"
    return "short" if minutes < constant(TOPIC, "short_workout") else "fits"


def sets_that_fit(minutes: int, goal: TrainingGoal | None, age: TrainingAge | None) -> Amount:
    """Sets that fit into `minutes` after the warm-up, with longest to shortest rest; at least one."""
    goals = (goal,) if goal in (SIZE, STRENGTH) else (SIZE, STRENGTH)
    rests = [end for each in goals for end in bounds("rest_interval", "rest_between_sets", each, age)]
    seconds_left = (minutes - constant(TOPIC, "warm_up")) * SECONDS_PER_MINUTE
    set_seconds = constant(TOPIC, "one_set_takes")
    most, least = (max(1, floor(seconds_left / (set_seconds + rest))) for rest in (min(rests), max(rests)))
    return Amount(least, most, "sets")

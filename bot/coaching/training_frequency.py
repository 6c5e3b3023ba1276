"""Days of training in a week, and how to share them out."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.audience import cited, is_new_older_adult
from bot.coaching.figures import bounds
from bot.coaching.guideline import Figure, guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "training_frequency"
WEEKLY_SPLITS = {
    "full_body": "full_body_days",
    "upper_and_lower_body": "upper_lower_days",
    "push_pull_legs": "push_pull_legs_days",
}


def advise(question: Question) -> Advice:
    """A weekly split for the days the lifter has; else days for the training age, or for each in a list."""
    if question.days_per_week:
        return _for_days(question.days_per_week, question)
    if is_new_older_adult(question):
        return _for_group("days_for_older_adults", "older", None, None)
    if question.training_goal is TrainingGoal.HEALTH:
        return _for_group("days_per_week", "health", TrainingGoal.HEALTH, None)
    if question.training_age:
        return _for_group("days_per_week", "one_age", None, question.training_age)
    return _all_ages()


def _for_days(days: int, question: Question) -> Advice:
    values: dict[str, Value] = {"days": Amount(days, days, "days per week"), **_shared()}
    for weekly_split, variable in WEEKLY_SPLITS.items():
        fewest, most = bounds(TOPIC, variable)
        if fewest <= days <= most:
            values["weekly_split"] = weekly_split
            return _answer(values, "your_days", _caveats(days, question), guideline(TOPIC).figure(variable))
    if days > 1:
        gap = guideline(TOPIC).figure("hours_between_workouts_of_a_muscle")
        return _answer(values, "every_day", _caveats(days, question), gap)
    enough = guideline(TOPIC).figure("times_that_raised_the_1rm", TrainingGoal.STRENGTH)
    return _answer({**values, "enough_for_strength": enough.amount}, "one_day", (), enough)


def _answer(values: dict[str, Value], variant: str, caveats: tuple[str, ...], followed: Figure) -> Advice:
    times = guideline(TOPIC).figure("times_each_muscle_is_trained")
    return Advice(TOPIC, values, variant, caveats, cited(guideline(TOPIC), followed, times))


def _for_group(variable: str, variant: str, goal: TrainingGoal | None, age: TrainingAge | None) -> Advice:
    figure = guideline(TOPIC).figure(variable, goal, age)
    return _answer({"days": figure.amount, **_shared()}, variant, (), figure)


def _all_ages() -> Advice:
    rules = guideline(TOPIC)
    figures = {f"{age}_days": rules.figure("days_per_week", None, age) for age in TrainingAge}
    times = rules.figure("times_each_muscle_is_trained")
    values: dict[str, Value] = {**{name: figure.amount for name, figure in figures.items()}, **_shared()}
    return Advice(TOPIC, values, "", (), cited(rules, *figures.values(), times))


def _shared() -> dict[str, Value]:
    rules = guideline(TOPIC)
    return {"times": rules.figure("times_each_muscle_is_trained").amount,
            "gap": rules.figure("hours_between_workouts_of_a_muscle").amount}  # fmt: skip


def _caveats(days: int, question: Question) -> tuple[str, ...]:
    if question.training_age is not TrainingAge.NOVICE:
        return ()
    _, enough = bounds(TOPIC, "days_per_week", None, TrainingAge.NOVICE)
    return ("fewer_days_when_new",) if days > enough else ()

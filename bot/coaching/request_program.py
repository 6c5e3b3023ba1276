"""The frame of a program: days, split, sets, reps and rest, and published programs that fit. No full program yet."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.amounts import ends
from bot.coaching.audience import cited, fat_loss_caveats, is_new_older_adult, trained_as
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import Figure, guideline
from bot.coaching.load import WITHOUT_LOAD
from bot.coaching.question import Question
from bot.coaching.source import source
from bot.coaching.terms import Equipment, TrainingAge, TrainingGoal
from bot.coaching.training_frequency import WEEKLY_SPLITS

TOPIC = "request_program"
SIZE, STRENGTH, HEALTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.HEALTH
WITH_NUMBERS = (SIZE, STRENGTH, TrainingGoal.ENDURANCE, TrainingGoal.POWER)
REPS_ELSEWHERE = {TrainingGoal.POWER: ("acute_variables", "reps_for_power")}
FOR_BARS = {Equipment.BARBELL, Equipment.FULL_GYM}


def advise(question: Question) -> Advice:
    """The week for the days that are known, else splits to choose from; numbers for the goal, or for both side by side.

    Who is new, trains for health or has no weights gets a whole-body week of their own.
    """
    goal = trained_as(question.training_goal)
    if question.equipment and WITHOUT_LOAD.issuperset(question.equipment):
        return _no_weights(question)
    if goal is HEALTH or question.training_age is TrainingAge.NOVICE or is_new_older_adult(question):
        return _novice(goal, question)
    if question.days_per_week is None:
        return _advice("goal" if goal in WITH_NUMBERS else "", _splits() | _numbers(goal, question), question)
    week = _week(question.days_per_week)
    return _advice("week" if goal in WITH_NUMBERS else "week_open", week | _numbers(goal, question), question)


def _week(days: int) -> dict[str, Value]:
    return {"days": Amount(days, days, "days per week"), "weekly_split": weekly_split(days)}


def weekly_split(days: int) -> str:
    """The split for so many days: the first one in the table that has room for them, else the last."""
    splits = list(WEEKLY_SPLITS)
    fitting = [name for name in splits if days <= bounds("training_frequency", WEEKLY_SPLITS[name])[1]]
    return (fitting or splits[-1:])[0]


def _splits() -> dict[str, Value]:
    rules = guideline("training_frequency")
    return {f"{name}_days": rules.figure(variable).amount for name, variable in WEEKLY_SPLITS.items()}


def _figures(goal: TrainingGoal, age: TrainingAge | None) -> dict[str, Figure]:
    topic, variable = REPS_ELSEWHERE.get(goal, ("rep_range", "reps_per_set"))
    return {
        "sets": guideline("set_count").figure("sets_per_exercise", goal, age),
        "reps": guideline(topic).figure(variable, goal, age),
        "rest": guideline("rest_interval").figure("rest_between_sets", goal, age),
    }


def _numbers(goal: TrainingGoal | None, question: Question) -> dict[str, Value]:
    age = question.training_age
    if goal is not None and goal in WITH_NUMBERS:
        return {"training_goal": goal, **{name: figure.amount for name, figure in _figures(goal, age).items()}}
    goals = {"size": SIZE, "strength": STRENGTH}
    found = {f"{side}_{name}": each for side, goal in goals.items() for name, each in _figures(goal, age).items()}
    return {name: figure.amount for name, figure in found.items()}


def _novice(goal: TrainingGoal | None, question: Question) -> Advice:
    sets, frequency = guideline("set_count"), guideline("training_frequency")
    found = _figures(SIZE if goal is SIZE else STRENGTH, TrainingAge.NOVICE)
    found["days"] = frequency.figure("days_per_week", None, TrainingAge.NOVICE)
    if goal is HEALTH:
        found["sets"] = sets.figure("sets_per_exercise", goal)
        found["days"] = frequency.figure("days_per_week", goal)
    if is_new_older_adult(question):
        found["sets"] = sets.figure("sets_for_older_adults")
        found["rest"] = guideline("rest_interval").figure("rest_for_older_adults")
        found["days"] = frequency.figure("days_for_older_adults")
    values: dict[str, Value] = {name: figure.amount for name, figure in found.items()}
    if question.days_per_week is None:
        return _advice("novice", values, question)
    return _advice("novice_week", values | _week(question.days_per_week), question)


def _no_weights(question: Question) -> Advice:
    rules = guideline(TOPIC)
    figures = {name: rules.figure(f"{name}_without_weights") for name in ("days", "sets", "reps")}
    values: dict[str, Value] = {name: figure.amount for name, figure in figures.items()}
    return Advice(TOPIC, values, "no_weights", _caveats(question, ()), cited(rules, *figures.values()))


def _advice(variant: str, values: dict[str, Value], question: Question) -> Advice:
    programs = _programs(question)
    if programs:
        values["programs"] = programs
    times = _times(question.days_per_week)
    return Advice(TOPIC, values | {"times": times}, variant, _caveats(question, programs), _sources(question))


def _times(days: int | None) -> Value:
    """How often each muscle is trained; with one day a week it cannot be more than once."""
    often = guideline("training_frequency").figure("times_each_muscle_is_trained").amount
    return "once_a_week" if days is not None and days < ends(often)[0] else often


def _sources(question: Question) -> tuple[str, ...]:
    goal = trained_as(question.training_goal)
    followed = _figures(goal if goal in WITH_NUMBERS and goal else SIZE, question.training_age)
    return cited(guideline(TOPIC), *(followed[name] for name in ("reps", "sets", "rest")))


def _programs(question: Question) -> tuple[Value, ...]:
    """Names of published programs for the training age, or for new lifters, and the days; those for the goal first."""
    if question.equipment and not FOR_BARS.intersection(question.equipment):
        return ()
    age, days, goal = question.training_age or TrainingAge.NOVICE, question.days_per_week, question.training_goal
    found = [
        each for each in guideline(TOPIC).figures["program_days"]
        if age in each.training_ages and days in (None, ends(each.amount)[0])
    ]  # fmt: skip
    found.sort(key=lambda each: each.training_goal is not goal)
    return tuple(source(each.source).mark for each in found[: int(constant(TOPIC, "programs_named"))])


def _caveats(question: Question, programs: tuple[Value, ...]) -> tuple[str, ...]:
    most_when_new = bounds("training_frequency", "days_per_week", None, TrainingAge.NOVICE)[1]
    new = question.training_age is TrainingAge.NOVICE
    raised = {
        "fewer_days_when_new": new and (question.days_per_week or 0) > most_when_new,
        "published_programs": bool(programs),
        "program_with_a_sore_spot": bool(question.complaints),
    }
    return (*fat_loss_caveats(question), *(name for name, holds in raised.items() if holds))

"""How heavy to lift, in % of 1RM. Kilos and pounds of one's own are the topic working_load."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited, fat_loss_caveats, is_new_older_adult, trained_as
from bot.coaching.guideline import Figure, guideline
from bot.coaching.question import Question
from bot.coaching.terms import Equipment, TrainingAge, TrainingGoal

TOPIC = "load"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
VARIANTS = {
    SIZE: "size", STRENGTH: "strength", TrainingGoal.ENDURANCE: "endurance", TrainingGoal.POWER: "power",
}  # fmt: skip
LIGHT_GOALS = (TrainingGoal.ENDURANCE, TrainingGoal.POWER)
WITHOUT_LOAD = {Equipment.NONE, Equipment.BANDS, Equipment.PULL_UP_BAR}


def advise(question: Question) -> Advice:
    """Load as a share of 1RM for goal and training age, and the effort to find it by without a 1RM."""
    goal = trained_as(question.training_goal)
    if question.equipment and WITHOUT_LOAD.issuperset(question.equipment):
        return _no_weights(goal, question)
    if is_new_older_adult(question):
        return _answer({"load": guideline(TOPIC).figure("load_for_older_adults")}, {}, "older", question)
    if question.training_age is TrainingAge.NOVICE and goal not in LIGHT_GOALS:
        return _for_goal(SIZE if goal is SIZE else STRENGTH, "novice", question)
    if goal in VARIANTS:
        return _for_goal(goal, VARIANTS[goal], question)
    return _side_by_side(question)


def _no_weights(goal: TrainingGoal | None, question: Question) -> Advice:
    goal, age = goal if goal in (STRENGTH, TrainingGoal.ENDURANCE) else SIZE, question.training_age
    reps = guideline("rep_range").figure("reps_per_set", goal, age)
    effort = guideline("effort").figure("reps_in_reserve", None, age)
    values: dict[str, Value] = {"reps": reps.amount, "reps_in_reserve": effort.amount}
    return Advice(TOPIC, values, "no_weights", _caveats(question), cited(guideline(TOPIC), reps))


def _for_goal(goal: TrainingGoal, variant: str, question: Question) -> Advice:
    load = guideline(TOPIC).figure("load", goal, question.training_age)
    if variant == TrainingGoal.POWER:
        return _answer({"load": load}, {}, variant, question)
    reps = guideline("rep_range").figure("reps_per_set", goal, question.training_age)
    return _answer({"load": load}, {"reps": reps.amount}, variant, question)


def _side_by_side(question: Question) -> Advice:
    age, reps = question.training_age, guideline("rep_range")
    loads = {f"{name}_load": guideline(TOPIC).figure("load", goal, age)
             for name, goal in (("size", SIZE), ("strength", STRENGTH))}  # fmt: skip
    more: dict[str, Value] = {"size_reps": reps.figure("reps_per_set", SIZE, age).amount,
                              "strength_reps": reps.figure("reps_per_set", STRENGTH, age).amount}  # fmt: skip
    return _answer(loads, more, "", question)


def _answer(loads: dict[str, Figure], more: dict[str, Value], variant: str, question: Question) -> Advice:
    effort = guideline("effort").figure("reps_in_reserve", None, question.training_age)
    amounts = {name: figure.amount for name, figure in loads.items()}
    values: dict[str, Value] = {**amounts, **more, "reps_in_reserve": effort.amount}
    return Advice(TOPIC, values, variant, _caveats(question), cited(guideline(TOPIC), *loads.values()))


def _caveats(question: Question) -> tuple[str, ...]:
    new_perhaps = question.training_goal is STRENGTH and question.training_age is None
    given = {"start_lighter": new_perhaps, "joint_friendly_load": bool(question.complaints)}
    return (*fat_loss_caveats(question), *(name for name, holds in given.items() if holds))

"""A workout that is reported: no log yet, so what to write down and what to do next time."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.audience import cited
from bot.coaching.guideline import guideline
from bot.coaching.lift_numbers import implausible, limits_to_show
from bot.coaching.question import Question
from bot.coaching.rounding import to_show
from bot.coaching.terms import TrainingGoal

TOPIC = "report_workout"


def advise(question: Question) -> Advice:
    """Says back only what was said: load and reps, with all sets their volume; never a history."""
    if implausible(question):
        return _advice("implausible", limits_to_show(question))
    lift: dict[str, Value] = {"lift": question.exercises[0] if question.exercises else "this_lift"}
    if question.reps is None:
        return _advice(_by_goal(question), {})
    lift["reps"] = Amount(question.reps, question.reps, "reps")
    if question.load_kg is None:
        return _advice("reps", lift)
    values = lift | {"load": to_show(question.load_kg, question.mass_unit)}
    if question.sets is None or question.sets <= 1:
        return _advice("set", values)
    total_kg = question.sets * question.reps * question.load_kg
    values |= {
        "sets": Amount(question.sets, question.sets, "sets"),
        "volume": to_show(total_kg, question.mass_unit),
    }
    return _advice("sets", values)


def _by_goal(question: Question) -> str:
    variants = {TrainingGoal.HYPERTROPHY: "size", TrainingGoal.STRENGTH: "strength"}
    return variants.get(question.training_goal, "") if question.training_goal else ""


def _advice(variant: str, values: dict[str, Value]) -> Advice:
    step = guideline("progression").figure("load_step")
    over = guideline("progression").figure("to_spare_before_adding")
    shared: dict[str, Value] = {"step": step.amount, "over": over.amount}
    return Advice(TOPIC, shared | values, variant, (), cited(guideline(TOPIC)))

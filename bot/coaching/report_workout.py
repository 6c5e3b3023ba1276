"""A workout that is reported in no words that can be logged: what to tell, and what to watch."""

from bot.coaching.advice import Advice, Amount, Prescription, Value
from bot.coaching.amounts import ends
from bot.coaching.audience import cited
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.lift_numbers import implausible, limits_to_show
from bot.coaching.question import Question
from bot.coaching.rounding import loadable
from bot.coaching.terms import TrainingGoal

TOPIC = "report_workout"
EXAMPLE = "barbell_back_squat"


def advise(question: Question) -> Advice:
    """What a log needs, with an example. Nothing of what was said is repeated: it could not be read."""
    if implausible(question):
        return _advice("implausible", limits_to_show(question))
    return _advice(_by_goal(question), {"example": _example(question)})


def _by_goal(question: Question) -> str:
    variants = {TrainingGoal.HYPERTROPHY: "size", TrainingGoal.STRENGTH: "strength"}
    return variants.get(question.training_goal, "") if question.training_goal else ""


def _example(question: Question) -> Prescription:
    sets, reps = (guideline(TOPIC).figure(f"example_{each}").amount for each in ("sets", "reps"))
    load = loadable(constant(TOPIC, "example_load"), question.mass_unit)
    return Prescription(EXAMPLE, _exactly(sets), _exactly(reps), load=load)


def _exactly(amount: Amount) -> Amount:
    return Amount(*ends(amount), amount.unit)


def _advice(variant: str, values: dict[str, Value]) -> Advice:
    return Advice(TOPIC, values, variant, (), cited(guideline(TOPIC)))

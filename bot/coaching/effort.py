"""How hard to push a set: reps in reserve, RPE, failure."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.audience import cited, claim
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "effort"


def advise(question: Question) -> Advice:
    """Reps to leave in reserve. An effort that the lifter names, apart from a lift, is judged."""
    rules, age = guideline(TOPIC), question.training_age
    reserve, rpe = rules.figure("reps_in_reserve", None, age), rules.figure("rpe", None, age)
    values: dict[str, Value] = {"reps_in_reserve": reserve.amount, "rpe": rpe.amount}
    variant = "novice" if age is TrainingAge.NOVICE else ""
    sources = cited(rules, reserve, claim(rules, "failure_not_needed"), rpe)
    if said := _said(question):
        variant = _judged(said, reserve.amount)
        values |= {"said": said, **(_price_of_failure() if variant == "too_hard" else {})}
    return Advice(TOPIC, values, variant, _caveats(question), sources)


def _said(question: Question) -> Amount | None:
    """The effort asked about. One that comes with reps describes a lift, which effort_conversion answers."""
    if question.reps is not None or question.target_reps is not None:
        return None
    if question.reps_in_reserve is not None:
        return Amount(question.reps_in_reserve, question.reps_in_reserve, "reps in reserve")
    return None if question.rpe is None else Amount(question.rpe, question.rpe, "RPE")


def _judged(said: Amount, advised: Amount) -> str:
    reserve = _in_reserve(said)
    if advised.low is not None and reserve < advised.low:
        return "too_hard"
    return "too_easy" if advised.high is not None and reserve > advised.high else "fits"


def _in_reserve(said: Amount) -> float:
    """Reps in reserve of an effort in reps in reserve or RPE. Source: Helms 2016."""
    effort = said.low or 0
    return constant(TOPIC, "rpe_at_failure") - effort if said.unit == "RPE" else effort


def _price_of_failure() -> dict[str, Value]:
    rules = guideline(TOPIC)
    return {"lost_after_failure": rules.figure("speed_lost_after_failure").amount,
            "lost_short_of_failure": rules.figure("speed_lost_short_of_failure").amount}  # fmt: skip


def _caveats(question: Question) -> tuple[str, ...]:
    return ("missed_heavy_rep",) if question.training_goal in (TrainingGoal.STRENGTH, TrainingGoal.POWER) else ()

"""Easy weeks: when, how long and how; and what time off does."""

from bot.coaching.advice import Advice, Value
from bot.coaching.exercise_choice import citing
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "deload"
CLAIMS = {"strength": "a_week_off_cost_strength"}


def advise(question: Question) -> Advice:
    """How often, how long and what to cut; when needed only for who is new; not a full stop for strength."""
    rules = guideline(TOPIC)
    length, every = rules.figure("length"), rules.figure("every")
    values: dict[str, Value] = {
        "length": length.amount,
        "every": every.amount,
        "off": rules.figure("long_break").amount,
        "regain": rules.figure("back_after_a_long_break").amount,
    }
    variant = _variant(question)
    sources = (length.source, *citing(rules, CLAIMS.get(variant, "less_volume_same_days")))
    return Advice(TOPIC, values, variant, _caveats(question), tuple(dict.fromkeys(sources)))


def _variant(question: Question) -> str:
    if question.training_age is TrainingAge.NOVICE:
        return "novice"
    return "strength" if question.training_goal in (TrainingGoal.STRENGTH, TrainingGoal.POWER) else ""


def _caveats(question: Question) -> tuple[str, ...]:
    return ("deload_is_no_cure", "time_off") if question.complaints else ("time_off",)

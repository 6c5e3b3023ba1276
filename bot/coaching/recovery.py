"""Soreness, rest days and fatigue."""

from bot.coaching.advice import Advice, Value
from bot.coaching.amounts import ends
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "recovery"
VARIANTS = {
    TrainingGoal.HYPERTROPHY: "size",
    TrainingGoal.STRENGTH: "strength",
    TrainingGoal.POWER: "strength",
}


def advise(question: Question) -> Advice:
    """When soreness peaks and goes, and what this goal's training tires most."""
    rules = guideline(TOPIC)
    values: dict[str, Value] = {
        "peak": rules.figure("soreness_peak").amount,
        "gone": rules.figure("soreness_gone").amount,
    }
    variant = VARIANTS.get(question.training_goal, "") if question.training_goal else ""
    sources = rules.sources("iron_alliances") if variant else rules.sources()
    return Advice(TOPIC, values, variant, _caveats(question), sources)


def _caveats(question: Question) -> tuple[str, ...]:
    most_days, _ = ends(guideline(TOPIC).figure("most_training_days").amount)
    caveats = {
        "soreness_fades": question.training_age is TrainingAge.NOVICE,
        "keep_an_easy_day": (question.days_per_week or 0) > most_days,
        "soreness_warning": True,
    }
    return tuple(name for name, holds in caveats.items() if holds)

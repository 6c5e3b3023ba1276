"""Cardio beside lifting."""

from bot.coaching.advice import Advice, Value
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "cardio"
VARIANTS = {
    TrainingGoal.POWER: "power",
    TrainingGoal.FAT_LOSS: "fat_loss",
    TrainingGoal.HEALTH: "health",
    TrainingGoal.ENDURANCE: "health",
}
TRAINED = (TrainingAge.INTERMEDIATE, TrainingAge.ADVANCED)


def advise(question: Question) -> Advice:
    """Minutes a week, and how far from lifting; without a goal, as for size or strength."""
    rules, goal = guideline(TOPIC), question.training_goal
    values: dict[str, Value] = {
        "moderate": rules.figure("moderate").amount,
        "vigorous": rules.figure("vigorous").amount,
        "hours_apart": rules.figure("hours_apart").amount,
    }
    variant = VARIANTS.get(goal, "") if goal else ""
    trained_for_strength = goal is TrainingGoal.STRENGTH and question.training_age in TRAINED
    caveats = ("cardio_apart_when_trained",) if trained_for_strength else ()
    sources = rules.sources() if variant else rules.sources("schumann_2022")
    return Advice(TOPIC, values, variant, caveats, sources)

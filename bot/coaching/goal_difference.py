"""How training for size and training for strength differ."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "goal_difference"
COLUMNS = {"size": TrainingGoal.HYPERTROPHY, "strength": TrainingGoal.STRENGTH}
ROWS = {
    "reps": ("rep_range", "reps_per_set"),
    "load": ("load", "load"),
    "rest": ("rest_interval", "rest_between_sets"),
}


def advise(question: Question) -> Advice:
    """Both styles side by side, with a last word for the goal that was named.

    The figures are those for trained lifters: a beginner's two styles hardly differ, which a caveat says.
    """
    shown = {
        f"{column}_{row}": guideline(topic).figure(variable, goal)
        for column, goal in COLUMNS.items()
        for row, (topic, variable) in ROWS.items()
    }
    values: dict[str, Value] = {name: figure.amount for name, figure in shown.items()}
    variant = str(question.training_goal) if question.training_goal in COLUMNS.values() else ""
    caveats = ("difference_is_small_at_first",) if question.training_age is TrainingAge.NOVICE else ()
    return Advice(TOPIC, values, variant, caveats, cited(guideline(TOPIC), *shown.values()))

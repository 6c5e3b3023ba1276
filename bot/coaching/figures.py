"""The recommended figures of a guideline as plain numbers, for formulas."""

from bot.coaching.errors import KnowledgeError
from bot.coaching.guideline import guideline
from bot.coaching.terms import TrainingAge, TrainingGoal


def bounds(
    topic: str,
    variable: str,
    training_goal: TrainingGoal | None = None,
    training_age: TrainingAge | None = None,
) -> tuple[float, float]:
    """Both ends of the recommended figure. Raises KnowledgeError if there is none, or an end is open."""
    amount = guideline(topic).figure(variable, training_goal, training_age).amount
    if amount.low is None or amount.high is None:
        raise KnowledgeError(f"{topic}.yml: figures/{variable}: has an open end, expected low and high")
    return amount.low, amount.high


def constant(
    topic: str,
    variable: str,
    training_goal: TrainingGoal | None = None,
    training_age: TrainingAge | None = None,
) -> float:
    """The recommended figure that is one number. Raises KnowledgeError if there is none or it is a range."""
    low, high = bounds(topic, variable, training_goal, training_age)
    if low != high:
        raise KnowledgeError(f"{topic}.yml: figures/{variable}: is {low:g} to {high:g}, expected one number")
    return low

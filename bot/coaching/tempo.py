"""Speed of the reps."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited, claim
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "tempo"
TOLD = {
    "strength": ("fast_for_strength", "slow_is_weaker"),
    "power": ("fast_for_power",),
    "novice": ("slow_while_learning",),
    "": (),
}
"""The claims that each variant tells."""


def advise(question: Question) -> Advice:
    """Seconds up and down; as fast as is safe for strength and power, once the lifts are learnt."""
    rules = guideline(TOPIC)
    up, down = rules.figure("seconds_up"), rules.figure("seconds_down")
    grows_alike = rules.figure("seconds_per_rep", TrainingGoal.HYPERTROPHY)
    values: dict[str, Value] = {"up": up.amount, "down": down.amount, "grows_alike": grows_alike.amount}
    variant = _variant(question)
    claims = [claim(rules, each) for each in TOLD[variant]]
    return Advice(TOPIC, values, variant, (), cited(rules, *claims, up, grows_alike))


def _variant(question: Question) -> str:
    if question.training_age is TrainingAge.NOVICE:
        return "novice"
    fast = question.training_goal in (TrainingGoal.STRENGTH, TrainingGoal.POWER)
    return str(question.training_goal) if fast else ""

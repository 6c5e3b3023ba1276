"""Getting going and staying with it. Support, without training numbers."""

from bot.coaching.advice import Advice
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge

TOPIC = "motivation"
LEADS = {
    "": "if_then_plans_help",
    "novice": "liking_it_keeps_you_going",
    "experienced": "variety_keeps_it_fresh",
}
"""Claim that each variant is about; its sources are named first."""


def advise(question: Question) -> Advice:
    """A small next step; a word on gym nerves for the new, on boredom for those who have trained for long."""
    rules, variant = guideline(TOPIC), _variant(question.training_age)
    lead = next(claim for claim in rules.claims if claim.id == LEADS[variant])
    return Advice(TOPIC, {}, variant, (), tuple(dict.fromkeys([*lead.sources, *rules.sources()])))


def _variant(training_age: TrainingAge | None) -> str:
    if training_age is None:
        return ""
    return "novice" if training_age is TrainingAge.NOVICE else "experienced"

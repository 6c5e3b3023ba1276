"""Supplements: creatine in brief, food first, no brands, and no doses for minors."""

from bot.coaching import limits
from bot.coaching.advice import Advice
from bot.coaching.guideline import guideline
from bot.coaching.question import Question

TOPIC = "supplement"


def advise(question: Question) -> Advice:
    """The creatine dose for adults; for minors a word on food and people to ask."""
    rules = guideline(TOPIC)
    if limits.is_minor(question):
        return Advice(TOPIC, {}, "minor", (), ("aap_supplements_2016",))
    return Advice(TOPIC, {"creatine": rules.figure("creatine").amount}, "", (), rules.sources())

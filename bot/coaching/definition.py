"""What a word of the field means."""

from bot.coaching.advice import Advice
from bot.coaching.guideline import guideline
from bot.coaching.question import Question

TOPIC = "definition"


def advise(question: Question) -> Advice:
    """The meaning of the term asked about, or an invitation to name one when it is missing or unknown."""
    rules = guideline(TOPIC)
    for claim in rules.claims:
        if claim.id == question.term:
            return Advice(TOPIC, {"term": claim.id, "meaning": claim.text}, "", (), claim.sources)
    return Advice(TOPIC, {}, "ask")

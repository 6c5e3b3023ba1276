"""Which source an answer names first."""

from bot.coaching.guideline import Guideline


def led_by(source_id: str, rules: Guideline) -> tuple[str, ...]:
    """The guideline's sources with this one first: the source of the number that the answer leads with."""
    return tuple(dict.fromkeys((source_id, *rules.sources())))

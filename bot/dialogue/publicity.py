"""What may be answered where others read along: general questions, and nothing about who asks."""

from collections.abc import Mapping
from typing import Any

from bot.dialogue.unread import is_about_health

PERSONAL_PREFIXES = ("report_", "request_")
PERSONAL_INTENTS = frozenset({
    "ask_log", "ask_next_load", "ask_profile", "ask_program_weeks", "ask_reminders", "answer_log", "correct_log",
    "ask_trial", "ask_handover_status", "rate_handover",
})  # fmt: skip
PERSONAL_ENTITIES = frozenset({"age_years", "body_mass", "sex"})


def is_public(reading: Mapping[str, Any]) -> bool:
    """Whether a message may be answered in public. `reading` is Rasa's parse data."""
    asked = {reading["intent"]["name"] or "", *(each["intent"] for each in reading.get("topics") or ())}
    entities = {each["entity"] for each in reading.get("entities") or ()}
    is_personal = any(map(is_personal_intent, asked)) or not entities.isdisjoint(PERSONAL_ENTITIES)
    return not is_personal and not is_about_health(reading)


def is_personal_intent(intent: str) -> bool:
    """Whether an intent tells of the lifter, or asks for what is the lifter's own."""
    return intent in PERSONAL_INTENTS or intent.startswith(PERSONAL_PREFIXES)

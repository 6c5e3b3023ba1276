"""What in a turn is a reason to offer a human: the responses that it was answered with, and how it was read."""

import re
from collections.abc import Iterable, Sequence

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered

from bot.store.handover_records import HandoverReason

OWN = frozenset({"request_trainer", "request_cancel_handover", "ask_handover_status", "rate_handover"})
"""Who speaks of a trainer already is offered none."""
REASON_OF = {
    "utter_advise_report_complaint": HandoverReason.COMPLAINT,
    "utter_insult": HandoverReason.FRUSTRATED,
    "utter_advise_request_program_nothing_fits": HandoverReason.PROGRAM,
    "utter_caveat_program_gave_up_left_out": HandoverReason.PROGRAM,
    "utter_caveat_program_gave_up_movement": HandoverReason.PROGRAM,
    "utter_advise_technique_": HandoverReason.TECHNIQUE,
    "utter_advise_stall": HandoverReason.PLATEAU,
}
"""What a response begins with, and the reason that it is."""
FLAGGED, OTHERWISE_FLAGGED = "utter_red_flag_", ("utter_red_flag_cleared", "utter_red_flag_still_")
STUCK, FOR_WEEKS = "utter_advise_plateau", re.compile(r"\b(weeks|months?|years?|ages|forever)\b", re.IGNORECASE)
GYM_BUSINESS, TRAINER = "ask_gym_business", "request_trainer"
MISREAD = "misread"


def reasons_in(events: Sequence[Event]) -> set[HandoverReason]:
    """The reasons that a turn (its events) gives; a red flag that was raised is none of them."""
    said = next((event for event in events if isinstance(event, UserUttered)), None)
    reading = said.parse_data if said else {}
    intent = (reading.get("intent") or {}).get("name")
    if intent in OWN:
        return set()
    uttered = uttered_in(events)
    found = {reason for start, reason in REASON_OF.items() if any(each.startswith(start) for each in uttered)}
    if any(each.startswith(FLAGGED) and not each.startswith(OTHERWISE_FLAGGED) for each in uttered):
        found.add(HandoverReason.COMPLAINT)  # a caution
    if any(each.startswith(STUCK) for each in uttered) and said and FOR_WEEKS.search(said.text or ""):
        found.add(HandoverReason.PLATEAU)
    if intent == GYM_BUSINESS:
        found.add(HandoverReason.GYM_BUSINESS)
    if TRAINER in [each["intent"] for each in reading.get("topics") or ()]:
        found.add(HandoverReason.ASKED)  # beside something else
    return found


def misunderstandings_in(events: Iterable[Event]) -> int:
    """How many messages in a row were not understood, the one of this turn the last; 0 if it was."""
    counts = [event.value for event in events if isinstance(event, SlotSet) and event.key == MISREAD]
    return int(counts[-1] or 0) if counts else 0


def uttered_in(events: Iterable[Event]) -> set[str]:
    """The names of the responses in a turn."""
    return {str(event.metadata.get("utter_action") or "") for event in events if isinstance(event, BotUttered)}

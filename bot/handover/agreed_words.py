"""What was agreed with a trainer, as the lifter reads it."""

from collections.abc import Iterable

from bot.handover.words import say, words
from bot.store.handover_records import Agreement, AgreementKind
from bot.wording import WEEKDAYS

CLEARED = "cleared"
"""Value of the note by which a trainer lets Spotter coach again; it is told in no other way."""


def agreed_text(agreed: Iterable[Agreement]) -> str:
    """ "What you agreed: no overhead work (until Monday 7 December); come on Tuesdays."; "" if nothing was."""
    told = [_told(each) for each in agreed if not (each.kind is AgreementKind.NOTE and each.value == CLEARED)]
    return say("status.agreed", agreed="; ".join(told)) if told else ""


def _told(agreement: Agreement) -> str:
    said, until = agreement.text.strip().rstrip("."), agreement.until
    if until is None:
        return said
    return f"{said} (until {WEEKDAYS[until.weekday()]} {until.day} {words()['months'][until.month - 1]})"

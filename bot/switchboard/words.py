"""What the switchboard says: to trainers, and of what was agreed. The rest of a lifter's words are responses."""

from collections.abc import Iterable

from bot.handover.words import words
from bot.store.handover_records import Agreement, AgreementKind
from bot.trainer_desk import CLEARED
from bot.wording import WEEKDAYS

LOOK = "A lifter waits for a trainer. The rest could not be read just now: please look into the conversation."
LATE = "Nobody has replied to this lifter in time. Please look now."
ALERT = "Red flag: the lifter has just told of something that cannot wait. Please look now."
TAKEN = "{trainer} has this conversation now."
ENDED = "{trainer} has ended this. Spotter answers the lifter again."
CANCELLED = "The lifter has called it off."
GOES_ON = "This goes on as a new call of the same lifter."
NOT_KEPT = "(The lifter has not agreed that this message is kept.)"
NO_CONTACT = "ask at the gym's desk"
NOTHING_AGREED = "I am with you again."


def agreed_text(agreed: Iterable[Agreement]) -> str:
    """ "What you agreed: no overhead work (until Monday 7 December); come on Tuesdays."."""
    told = [_told(each) for each in agreed if not (each.kind is AgreementKind.NOTE and each.value == CLEARED)]
    return f"What you agreed: {'; '.join(told)}." if told else NOTHING_AGREED


def _told(agreement: Agreement) -> str:
    said, until = agreement.text.strip().rstrip("."), agreement.until
    if until is None:
        return said
    return f"{said} (until {WEEKDAYS[until.weekday()]} {until.day} {words()['months'][until.month - 1]})"

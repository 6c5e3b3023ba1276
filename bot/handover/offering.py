"""What is said when a human is offered: why, when somebody answers, and what they get to see.

Nothing happens before a yes.
"""

from dataclasses import dataclass

from bot.handover.words import say
from bot.store.handover_records import HandoverReason


@dataclass(frozen=True)
class Outlook:
    """What comes, in words: the gym's hours, who it would be, and the wait; "" for what is not to be told."""

    hours: str = ""
    who: str = ""
    wait: str = ""


def offer_text(reason: HandoverReason, outlook: Outlook) -> str:
    """The offer: why, what comes, and that the lifter says what is passed on. Its buttons: `offer_buttons`."""
    coming = filter(None, (outlook.hours, outlook.who, outlook.wait))
    return " ".join((say(f"offers.{reason}"), *coming, say("offer.shown"), say("offer.cancel")))


def consent_text() -> str:
    """Asked after a yes: whether the trainer may see more than this chat. The very text is what is agreed to."""
    return say("offer.pass_on")


def offer_buttons(reason: HandoverReason) -> tuple[str, str]:
    """Yes and no, as they stand on the buttons."""
    return say("offer.yes"), say("offer.no" if reason is not HandoverReason.RED_FLAG else "offer.no_urgent")

"""What is said when a human is offered or asked for: why, when somebody answers, and what they get to see.

Nothing happens before a yes; only an emergency is told to the trainers at once.
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

    def __str__(self) -> str:
        return joined(self.hours, self.who, self.wait)


def offer_text(reason: HandoverReason, outlook: Outlook) -> str:
    """What comes after a yes. Who asked unprompted hears first that it is gladly done; others have heard why."""
    gladly = say("offers.asked") if reason is HandoverReason.ASKED else ""
    return joined(gladly, str(outlook), say("offer.shown"), say("offer.cancel"))


def prompt_text(reason: HandoverReason) -> str:
    """Why a human is offered unasked, in a sentence or two."""
    return say(f"offers.{reason}")


def asked_text(reason: HandoverReason, outlook: Outlook, wanted: str, *, passes_on: bool) -> str:
    """That a human was asked for: whom the lifter would like (a name or ""), what is seen, and what comes.

    Beside a red flag Spotter coaches nobody meanwhile, and offers no such thing.
    """
    would_like = say("asked.wanted", trainer=wanted) if wanted else ""
    go_on = "" if reason is HandoverReason.RED_FLAG else say("asked.go_on")
    seen = say("asked.everything" if passes_on else "asked.chat")
    return joined(say("asked.done"), would_like, seen, str(outlook), go_on)


def alert_text(outlook: Outlook) -> str:
    """That the trainers were told of an emergency, without being asked."""
    return joined(say("alert.told"), str(outlook), say("asked.chat"), say("alert.no_doctor"))


def status_text(outlook: Outlook, since: str, ahead: int, *, is_urgent: bool = False) -> str:
    """Since when somebody waits, how many are before them, and what comes; with a red flag first whom to call."""
    call = say("status.urgent") if is_urgent else ""
    before = {0: "", 1: say("status.one_ahead")}.get(ahead, say("status.ahead", count=str(ahead)))
    return joined(call, say("status.waiting", at=since), before, str(outlook))


def joined(*sentences: str) -> str:
    """The sentences that there are, one after the other."""
    return " ".join(filter(None, sentences))

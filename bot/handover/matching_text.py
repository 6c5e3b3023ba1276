"""A match in words: who it is, why, or who comes next."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.handover.gym import Contact, Gym
from bot.handover.matching import Fit, Match, Matching, Need, Why
from bot.handover.when import moment_text
from bot.handover.words import language, say
from bot.store.handover_records import HandoverReason
from bot.wording import listed, name

MOST_REASONS = 2
USUAL = "en"
"""The language that Spotter speaks: that a trainer speaks it too is no news."""


def matching_text(
    matching: Matching, need: Need, gym: Gym, now: datetime, reader: ZoneInfo | None = None
) -> str:  # fmt: skip
    """ "Trainer one fits best, because you train for strength and come mornings.", or who is next and when."""
    if matching.free:
        return f"{_instead(matching.free[0], need, gym)}{best_text(matching.free[0], need)}"
    later = matching.later
    if later and matching.is_full:
        return say("matching.full", trainer=later.trainer.name)
    if later and later.at:
        told = say("matching.later", trainer=later.trainer.name, at=moment_text(later.at, now, gym.zone, reader))
    else:
        told = say("matching.nobody")
    return f"{told} {say('matching.call', contact=contact_text(gym.contact))}"


def best_text(found: Match, need: Need) -> str:
    """Who it is, and why."""
    trainer = found.trainer.name
    if need.reason is HandoverReason.RED_FLAG:
        return say("matching.urgent", trainer=trainer)
    if any(fit.why is Why.WANTED for fit in found.fits):
        return say("matching.wanted", trainer=trainer)
    reasons = reasons_text(found.fits)
    return say("matching.best", trainer=trainer, reasons=reasons) if reasons else say("matching.free", trainer=trainer)


def here_text(found: Match, need: Need, gym: Gym, wait: str) -> str:
    """Who is here for a lifter in line, without the reasons, which they have heard; and the wait, if it is known."""
    is_wanted = any(fit.why is Why.WANTED for fit in found.fits)
    here = say("status.here_wanted" if is_wanted else "status.here", trainer=found.trainer.name)
    return f"{_instead(found, need, gym)}{f'{here} {wait}' if wait else say('status.here_unknown', here=here)}"


def _instead(found: Match, need: Need, gym: Gym) -> str:
    """That the trainer whom the lifter asked for is not the one they get."""
    wanted = gym.trainer(need.wanted or "")
    return f"{say('matching.instead', trainer=wanted.name)} " if wanted and wanted != found.trainer else ""


def choice_texts(matching: Matching) -> tuple[tuple[str, str], ...]:
    """The id of each who is free, and a line about them."""
    return tuple((each.trainer.id, _choice_text(each)) for each in matching.free)


def _choice_text(found: Match) -> str:
    reasons = reasons_text(found.fits)
    key = "matching.choice" if reasons else "matching.choice_free"
    return say(key, trainer=found.trainer.name, **({"reasons": reasons} if reasons else {}))


def reasons_text(fits: Sequence[Fit]) -> str:
    """What stands behind "because you": "train for strength and come mornings"; "" without a reason."""
    told = [_reason_text(each) for each in fits if each.why is not Why.TIMES and each != Fit(Why.LANGUAGE, USUAL)]
    times = [say(f"times.{each.value}") for each in fits if each.why is Why.TIMES]
    if times:
        told = [*told[: MOST_REASONS - 1], say("because.times", value=listed(times))]
    return listed(told[:MOST_REASONS]) if told else ""


def _reason_text(fit: Fit) -> str:
    value = language(fit.value) if fit.why is Why.LANGUAGE else name(fit.value)
    return say(f"because.{fit.why}", value=value)


def contact_text(contact: Contact) -> str:
    """ "+49 30 1234, desk@gym.example"."""
    return ", ".join(filter(None, (contact.phone, contact.email)))

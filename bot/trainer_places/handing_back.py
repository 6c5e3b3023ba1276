"""What a trainer writes to hand a conversation back: "hand back: no overhead work for two weeks".

After a red flag that was looked into: "hand back, cleared: …". What was read of it is told before it holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.handover.agreed import agreed_in
from bot.handover.brief_text import short_day
from bot.store.handover_records import Agreement, AgreementKind
from bot.trainer_desk import CLEARED
from bot.trainer_places.words import say

_ASKED = re.compile(
    r"\s*(?:@?spotter[\s,:]+)?hand(?:ing|ed)?[\s-]?back\b(?P<cleared>\s*,?\s*cleared\b)?\s*(?P<mark>[:,.!–—-]?)\s*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
MOST_AGREED = 49


@dataclass(frozen=True)
class HandBack:
    """The words for Spotter, and whether a red flag was looked into."""

    words: str
    is_cleared: bool = False

    def agreed(self, today: date) -> tuple[Agreement, ...]:
        """What was agreed, as it was read."""
        cleared = Agreement(say("read.cleared"), AgreementKind.NOTE, CLEARED)
        return (*agreed_in(self.words, today)[:MOST_AGREED], *((cleared,) if self.is_cleared else ()))


def hand_back_in(text: str) -> HandBack | None:
    """The wish to hand back, if a text is one. "Hand back squats" without a mark is said to the lifter."""
    found = _ASKED.fullmatch(text)
    if found is None or (found["words"].strip() and not found["mark"]):
        return None
    return HandBack(found["words"].strip(), bool(found["cleared"]))


def said_back(agreed: Sequence[Agreement], today: date) -> str:
    """What was read, line by line."""
    if not agreed:
        return say("read.nothing")
    return "\n".join([say("read.what"), *(f"• {_line(each, today)}" for each in agreed)])


def _line(agreement: Agreement, today: date) -> str:
    if agreement.value == CLEARED:
        return agreement.text
    until = say("read.until", day=short_day(agreement.until, today)) if agreement.until else ""
    is_complaint = agreement.kind is AgreementKind.COMPLAINT
    what = agreement.value.replace("_", " ") if is_complaint else agreement.text
    return say(f"read.{agreement.kind}", what=what, until=until)

"""What trainers' places are told of a handover: what it is about, what is said in it, and what becomes of it.

Each is a row in the outbox, in the conversation <place>:<id of the handover>, posted once under an id of its own. They
are in the order in which they were posted, whichever process did it.
"""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.channels.post_office import PostOffice
from bot.channels.replies import plain
from bot.store.handover_records import Handover, HandoverReason
from bot.store.interface import Stores
from bot.store.postbox_records import LIFTER, Posted
from bot.switchboard.followed import Followed
from bot.switchboard.words import LOOK, NOT_KEPT

logger = logging.getLogger(__name__)

SPOTTER = "spotter"
HANDOVER, ESCALATED, CLAIMED, ENDED = "handover", "escalated", "claimed", "ended"
PAGE, HISTORY, EVER = 50, 200, 10_000

Brief = Callable[[Handover], str]


class Places:
    """Tells trainers' places. Its methods block, and raise StoreError; then it is tried again."""

    def __init__(
        self, stores: Stores, office: PostOffice, names: Sequence[str], brief: Brief, now: Callable[[], datetime]
    ) -> None:  # fmt: skip
        self._stores, self._names, self._brief, self._now = stores, tuple(names), brief, now
        self._office = office

    def begin(self, followed: Followed) -> bool:
        """What it is about; True if that is news."""
        found = followed.handover
        if not self._names or HANDOVER in followed.told or self._remembers(followed):
            return False
        is_new = self._post(followed, HANDOVER, HANDOVER, self._text_of(found), reason=found.reason.value)
        followed.first_reason = followed.first_reason or found.reason
        return is_new

    def pass_on(self, followed: Followed) -> bool:
        """What lifter and Spotter have said since it was asked for; True if there is news."""
        is_new = False
        while self._names and (posted := self._news(followed)):
            for each in posted:
                is_new |= self._pass_on(followed, each)
                followed.seen = each.number
        return is_new

    def tell(self, followed: Followed, kind: str, text: str, id: str = "") -> bool:
        """What has become of it; True if that is news. `id` where one kind comes more than once."""
        return bool(self._names) and self._post(followed, id or kind, kind, text)

    def places_of(self, handover: Handover) -> tuple[str, ...]:
        """The conversations in which it is told."""
        return tuple(f"{name}:{handover.id}" for name in self._names)

    def _text_of(self, handover: Handover) -> str:
        """That somebody waits must be told, whatever fails."""
        try:
            return self._brief(handover)
        except Exception as error:  # noqa: BLE001
            logger.error("the brief of a handover failed with %s", type(error).__name__)
            return LOOK

    def _remembers(self, followed: Followed) -> bool:
        """Whether another process, or this one in an earlier life, has begun everywhere; then also how far it came."""
        seen, begun = [], 0
        for place in self.places_of(followed.handover):
            rows = [json.loads(each.body) for each in self._stores.outbox.after(place, 0, EVER)]
            seen.append(max((each["n"] for each in rows if "n" in each), default=0))
            for each in rows:
                if each["kind"] == HANDOVER:
                    begun, followed.first_reason = begun + 1, HandoverReason(each["reason"])
        followed.seen = min(seen) or self._before(followed.handover)
        if begun == len(self._names):
            followed.told.add(HANDOVER)
        return HANDOVER in followed.told

    def _before(self, handover: Handover) -> int:
        """The number up to which things were said before it was asked for."""
        said = self._stores.outbox.latest(handover.conversation, HISTORY)
        return max((each.number for each in said if each.at < handover.asked_at), default=0)

    def _news(self, followed: Followed) -> tuple[Posted, ...]:
        """What has come since, unless a message is not answered yet: whether its text is kept shows only then."""
        where, seen = followed.handover.conversation, followed.seen or 0
        standing = self._stores.outbox.standings([where]).get(where)
        if standing is None or standing.latest <= seen or standing.is_unanswered:
            return ()
        found = self._stores.outbox.after(where, seen, PAGE)
        if not found:
            followed.seen = standing.latest
        return found

    def _pass_on(self, followed: Followed, posted: Posted) -> bool:
        said, found = json.loads(posted.body), followed.handover
        is_over = found.ended_at is not None and posted.at > found.ended_at
        if said["kind"] not in (LIFTER, SPOTTER) or posted.at < found.asked_at or is_over:
            return False
        return self._post(followed, f"said:{posted.number}", said["kind"], said["text"] or NOT_KEPT, n=posted.number)

    def _post(self, followed: Followed, id: str, kind: str, text: str, **more: object) -> bool:
        if id in followed.told:
            return False
        outbox, found, is_new = self._stores.outbox, followed.handover, False
        for place in self.places_of(found):
            if not outbox.is_posted(place, id):
                is_new |= outbox.post(place, id, [plain(text, kind, **more)], self._now(), handover=found.id)
        followed.told.add(id)
        return is_new

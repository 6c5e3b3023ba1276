"""Messages that came in, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from bot.store.log_records import new_id
from bot.store.memory.postbox import InboxRow, Postbox
from bot.store.memory.shared import Memory
from bot.store.postbox_records import ClaimedMessage, IncomingMessage, first_number
from bot.store.record_checks import check_incoming, check_post


class MemoryInboxStore:
    """Messages that came in, for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def take(self, message: IncomingMessage) -> bool:
        """Keep a message to be answered; False if one with its id was taken in its conversation before."""
        check_incoming(message)
        with self._memory.lock:
            new = Postbox(first_number(message.received_at) - 1)
            box = self._memory.postboxes.setdefault(message.conversation, new)
            if any(each.message.id == message.id for each in box.inbox.values()):
                return False
            box.latest += 1
            box.inbox[box.latest] = InboxRow(box.latest, message)
            box.unanswered.append(box.latest)
        return True

    def claim(self, now: datetime, until: datetime, most: int = 1) -> tuple[ClaimedMessage, ...]:
        """Messages to answer, the longest waiting first; nobody else gets them `until` then."""
        claim = new_id()
        with self._memory.lock:
            first = [(box, row) for box in self._memory.postboxes.values() if (row := box.first_unanswered())]
            free = [each for each in first if (each[1].claimed_until or now) <= now]
            longest = sorted(free, key=lambda each: each[1].message.received_at)[:most]
            for box, row in longest:
                new = replace(row, claimed_until=until, claim=claim, attempts=row.attempts + 1)
                box.inbox[row.number] = new
        return tuple(ClaimedMessage(row.message, row.number, row.attempts + 1, claim) for _, row in longest)

    def put_back(self, claimed: ClaimedMessage, until: datetime, *, is_counted: bool = True) -> bool:
        """Give a message back, to be claimed again from a moment on; False if the claim was lost.

        The attempt is counted, or was none.
        """
        with self._memory.lock:
            box = self._held(claimed)
            if box:
                attempts = claimed.attempts if is_counted else claimed.attempts - 1
                row = replace(box.inbox[claimed.number], claimed_until=until, claim=None, attempts=attempts)
                box.inbox[claimed.number] = row
        return box is not None

    def answered(
        self, claimed: ClaimedMessage, replies: Sequence[str], at: datetime, *, is_sent: bool = False,
        is_forgotten: bool = False, unless_taken: bool = False,
    ) -> bool:  # fmt: skip
        """Keep the replies (bodies) and that the message is answered, both or neither. False if the claim was lost.

        With `unless_taken` the replies are left out if a trainer has the conversation.
        """
        message = claimed.message
        check_post(message.conversation, message.id, replies, at)
        with self._memory.lock:
            box = self._held(claimed)
            if box:
                kept = replace(message, text="", payload=None) if is_forgotten else message
                row = box.inbox[claimed.number]
                box.inbox[claimed.number] = replace(row, message=kept, is_answered=True, claim=None)
                box.unanswered.remove(claimed.number)
                said = () if unless_taken and self._memory.is_taken(message.conversation) else replies
                box.add_replies(message.conversation, said, at, is_sent=is_sent, message_id=message.id)
        return box is not None

    def waiting(self) -> tuple[int, datetime | None]:
        """How many messages are not answered yet, and since when the first of them waits."""
        with self._memory.lock:
            boxes = self._memory.postboxes.values()
            since = [box.inbox[each].message.received_at for box in boxes for each in box.unanswered]
        return len(since), min(since, default=None)

    def talks(self, moments: Sequence[datetime]) -> tuple[int, ...]:
        """In how many conversations lifters said something, from each moment up to the next one."""
        with self._memory.lock:
            said = [(each.message.conversation, each.message.received_at)
                    for box in self._memory.postboxes.values() for each in box.inbox.values()]  # fmt: skip
        return tuple(len({name for name, at in said if first <= at < last}) for first, last in pairwise(moments))

    def _held(self, claimed: ClaimedMessage) -> Postbox | None:
        """The postbox of a message that is still claimed."""
        box = self._memory.postboxes.get(claimed.message.conversation)
        row = box.inbox.get(claimed.number) if box else None
        return box if row and not row.is_answered and row.claim == claimed.claim else None

"""Replies that go out, in memory."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.store.errors import MissingError
from bot.store.handover_steps import NO_HANDOVER
from bot.store.log_records import new_id
from bot.store.memory.postbox import OutboxRow, Postbox
from bot.store.memory.shared import Memory
from bot.store.postbox_records import DueReply, Posted, ReplyState, Standing, first_number
from bot.store.record_checks import check_conversation, check_post


class MemoryOutboxStore:
    """Replies that go out, for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def post(
        self, conversation: str, id: str, bodies: Sequence[str], at: datetime, *, is_sent: bool = False,
        unless_taken: bool = False, handover: str | None = None,
    ) -> bool:  # fmt: skip
        """Say something that answers no message: a reminder, a trainer's words. False if that id was posted before.

        With `unless_taken` also False, and nothing is said, if a trainer has the conversation.
        Raises MissingError if the `handover` that it tells trainers of is not there.
        """
        check_post(conversation, id, bodies, at)
        with self._memory.lock:
            if handover is not None and handover not in self._memory.handovers:
                raise MissingError(NO_HANDOVER)
            if unless_taken and self._memory.is_taken(conversation):
                return False
            box = self._memory.postboxes.setdefault(conversation, Postbox(first_number(at) - 1))
            if any(each.post_id == id for each in box.outbox.values()):
                return False
            box.add_replies(conversation, bodies, at, is_sent=is_sent, post_id=id)
        return True

    def is_posted(self, conversation: str, id: str) -> bool:
        """Whether something was posted under an id."""
        check_conversation(conversation)
        with self._memory.lock:
            box = self._memory.postboxes.get(conversation)
            return box is not None and any(each.post_id == id for each in box.outbox.values())

    def after(self, conversation: str, number: int, most: int) -> tuple[Posted, ...]:
        """What was said after a number, the lifter's own messages too, in order: so many at most, the first ones."""
        return tuple(each for each in self._posted(conversation) if each.number > number)[:most]

    def latest(self, conversation: str, most: int) -> tuple[Posted, ...]:
        """What was said last, the lifter's own messages too, in order: so many at most."""
        return tuple(self._posted(conversation)[-most:])

    def standings(self, conversations: Collection[str]) -> dict[str, Standing]:
        """How conversations stand, all in one look; those in which nothing is kept are left out."""
        with self._memory.lock:
            found = {each: self._memory.postboxes.get(each) for each in conversations}
            return {each: Standing(box.latest, bool(box.unanswered)) for each, box in found.items() if box}

    def find(self, conversation: str, number: int) -> Posted | None:
        """A reply by its number."""
        check_conversation(conversation)
        with self._memory.lock:
            box = self._memory.postboxes.get(conversation)
            row = box.outbox.get(number) if box else None
        return row.posted if row else None

    def due(self, channel: str, now: datetime, until: datetime, most: int = 1) -> tuple[DueReply, ...]:
        """Replies to deliver, the longest due first; nobody else gets them `until` then."""
        claim = new_id()
        with self._memory.lock:
            first = [(box, row) for box in self._boxes(channel) if (row := box.first_undelivered())]
            due = [each for each in first if each[1].next_try <= now]
            longest = sorted(due, key=lambda each: (each[1].next_try, each[1].posted.number))[:most]
            found = []
            for box, row in longest:
                new = replace(row, next_try=until, claim=claim, attempts=row.attempts + 1)
                box.outbox[row.posted.number] = new
                found.append(_due(new, claim))
        return tuple(found)

    def sent(self, reply: DueReply) -> bool:
        """A reply was delivered; False if the claim was lost."""
        return self._end(reply, state=ReplyState.SENT)

    def retry_later(self, reply: DueReply, at: datetime) -> bool:
        """A reply could not be delivered, and is due again at a moment; those after it wait."""
        return self._end(reply, next_try=at)

    def give_up(self, reply: DueReply) -> bool:
        """A reply can never be delivered; those after it are due."""
        return self._end(reply, state=ReplyState.FAILED)

    def waiting(self, channel: str) -> tuple[int, datetime | None]:
        """How many replies are not delivered yet, and when the first of them was made."""
        with self._memory.lock:
            made = [box.outbox[each].posted.at for box in self._boxes(channel) for each in box.undelivered]
        return len(made), min(made, default=None)

    def _boxes(self, channel: str) -> list[Postbox]:
        return [box for name, box in self._memory.postboxes.items() if name.partition(":")[0] == channel]

    def _posted(self, conversation: str) -> list[Posted]:
        check_conversation(conversation)
        with self._memory.lock:
            box = self._memory.postboxes.get(conversation)
            return box.posted() if box else []

    def _end(self, reply: DueReply, **new: ReplyState | datetime) -> bool:
        """Changes a reply that is still claimed, and ends the claim."""
        with self._memory.lock:
            box = self._memory.postboxes.get(reply.conversation)
            row = box.outbox.get(reply.number) if box else None
            if box is None or row is None or row.claim != reply.claim:
                return False
            box.change(replace(row, **new))  # type: ignore[arg-type]  # each by its name
        return True


def _due(row: OutboxRow, claim: str) -> DueReply:
    said = row.posted
    return DueReply(said.conversation, said.number, said.body, said.at, row.attempts, claim)

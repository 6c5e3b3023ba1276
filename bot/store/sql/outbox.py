"""Replies that go out, in a database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Engine

from bot.store.log_records import new_id
from bot.store.postbox_records import DueReply, MessageState, Posted, ReplyState, Standing
from bot.store.record_checks import check_conversation, check_post
from bot.store.sql.database import reading, writing
from bot.store.sql.handover_rows import hold_handover, is_taken
from bot.store.sql.postbox_rows import add_replies, backlog, due_of, first_waits, next_number, reply_of, said_of
from bot.store.sql.rows import without_zone
from bot.store.tables import inbox, outbox, postboxes

WAITING = ReplyState.WAITING.value
NAMES_AT_ONCE = 500
"""In one query: a database takes only so many values."""


class SqlOutboxStore:
    """Replies that go out, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def post(
        self, conversation: str, id: str, bodies: Sequence[str], at: datetime, *, is_sent: bool = False,
        unless_taken: bool = False, handover: str | None = None,
    ) -> bool:  # fmt: skip
        """Say something that answers no message: a reminder, a trainer's words. False if that id was posted before.

        With `unless_taken` also False, and nothing is said, if a trainer has the conversation.
        Raises MissingError if the `handover` that it tells trainers of is not there.
        """
        check_post(conversation, id, bodies, at)
        with writing(self._engine) as connection:
            if handover is not None:
                hold_handover(connection, handover)
            next_number(connection, conversation, at)
            if _is_posted(connection, conversation, id) or (unless_taken and is_taken(connection, conversation)):
                return False
            add_replies(connection, conversation, bodies, at, is_sent=is_sent, post_id=id)
        return True

    def is_posted(self, conversation: str, id: str) -> bool:
        """Whether something was posted under an id."""
        check_conversation(conversation)
        with reading(self._engine) as connection:
            return _is_posted(connection, conversation, id)

    def after(self, conversation: str, number: int, most: int) -> tuple[Posted, ...]:
        """What was said after a number, the lifter's own messages too, in order: so many at most, the first ones."""
        check_conversation(conversation)
        said = select(inbox).where(inbox.c.conversation == conversation, inbox.c.number > number)
        replies = select(outbox).where(outbox.c.conversation == conversation, outbox.c.number > number)
        with reading(self._engine) as connection:
            first_said = connection.execute(said.order_by(inbox.c.number).limit(most)).mappings().all()
            first_replies = connection.execute(replies.order_by(outbox.c.number).limit(most)).mappings().all()
        return _in_order([*map(said_of, first_said), *map(reply_of, first_replies)])[:most]

    def latest(self, conversation: str, most: int) -> tuple[Posted, ...]:
        """What was said last, the lifter's own messages too, in order: so many at most."""
        check_conversation(conversation)
        said = select(inbox).where(inbox.c.conversation == conversation).order_by(inbox.c.number.desc())
        replies = select(outbox).where(outbox.c.conversation == conversation).order_by(outbox.c.number.desc())
        with reading(self._engine) as connection:
            last_said = connection.execute(said.limit(most)).mappings().all()
            last_replies = connection.execute(replies.limit(most)).mappings().all()
        return _in_order([*map(said_of, last_said), *map(reply_of, last_replies)])[-most:]

    def standings(self, conversations: Collection[str]) -> dict[str, Standing]:
        """How conversations stand, all in one look; those in which nothing is kept are left out."""
        names, box = list(conversations), postboxes.c
        theirs = (inbox.c.conversation == box.conversation) & (inbox.c.state == MessageState.WAITING.value)
        is_unanswered = select(inbox.c.number).where(theirs).exists()
        look = select(box.conversation, box.latest, is_unanswered.label("is_unanswered"))
        found: dict[str, Standing] = {}
        with reading(self._engine) as connection:
            for first in range(0, len(names), NAMES_AT_ONCE):
                some = look.where(box.conversation.in_(names[first : first + NAMES_AT_ONCE]))
                found |= {name: Standing(latest, bool(waits)) for name, latest, waits in connection.execute(some)}
        return found

    def find(self, conversation: str, number: int) -> Posted | None:
        """A reply by its number."""
        check_conversation(conversation)
        query = select(outbox).where(outbox.c.conversation == conversation, outbox.c.number == number)
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        return reply_of(row) if row else None

    def due(self, channel: str, now: datetime, until: datetime, most: int = 1) -> tuple[DueReply, ...]:
        """Replies to deliver, the longest due first; nobody else gets them `until` then."""
        claim, table = new_id(), outbox.c
        is_due = (table.channel == channel) & (table.next_try <= without_zone(now))
        due = select(outbox).where(is_due, first_waits(outbox, WAITING))
        first = due.order_by(table.next_try, table.number).limit(most)
        with reading(self._engine) as connection:
            if connection.execute(first.limit(1)).first() is None:
                return ()  # as it is most of the time: nothing is locked to see that
        with writing(self._engine, is_lasting=False) as connection:
            rows = connection.execute(first.with_for_update(skip_locked=True, of=outbox)).mappings().all()
            new = {"next_try": without_zone(until), "claimed_by": claim, "attempts": table.attempts + 1}
            for row in rows:
                theirs = (table.conversation == row["conversation"]) & (table.number == row["number"])
                connection.execute(update(outbox).where(theirs).values(new))
        return tuple(due_of(row, claim) for row in rows)

    def sent(self, reply: DueReply) -> bool:
        """A reply was delivered; False if the claim was lost."""
        return self._end(reply, {"state": ReplyState.SENT.value})

    def retry_later(self, reply: DueReply, at: datetime) -> bool:
        """A reply could not be delivered, and is due again at a moment; those after it wait."""
        return self._end(reply, {"next_try": without_zone(at)})

    def give_up(self, reply: DueReply) -> bool:
        """A reply can never be delivered; those after it are due."""
        return self._end(reply, {"state": ReplyState.FAILED.value})

    def waiting(self, channel: str) -> tuple[int, datetime | None]:
        """How many replies are not delivered yet, and when the first of them was made."""
        with reading(self._engine) as connection:
            return backlog(connection, outbox, "made_at", outbox.c.state == WAITING, outbox.c.channel == channel)

    def _end(self, reply: DueReply, new: Mapping[str, object]) -> bool:
        """Changes a row that is still claimed, and ends the claim."""
        table = outbox.c
        theirs = (table.conversation == reply.conversation) & (table.number == reply.number)
        claimed = update(outbox).where(theirs, table.state == WAITING, table.claimed_by == reply.claim)
        with writing(self._engine) as connection:
            return bool(connection.execute(claimed.values({**new, "claimed_by": None})).rowcount)


def _is_posted(connection: Connection, conversation: str, id: str) -> bool:
    same = select(outbox.c.number).where(outbox.c.conversation == conversation, outbox.c.post_id == id)
    return connection.execute(same).first() is not None


def _in_order(posted: Sequence[Posted]) -> tuple[Posted, ...]:
    return tuple(sorted(posted, key=lambda each: each.number))

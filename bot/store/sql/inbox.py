"""Messages that came in, in a database."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.engine import Engine

from bot.store.log_records import new_id
from bot.store.postbox_records import ClaimedMessage, IncomingMessage, MessageState
from bot.store.record_checks import check_incoming, check_post
from bot.store.sql.database import reading, writing
from bot.store.sql.handover_rows import is_taken
from bot.store.sql.lifter_rows import INSERT
from bot.store.sql.postbox_rows import (
    add_replies,
    backlog,
    claimed_of,
    first_waits,
    hold,
    next_number,
    row_of_incoming,
)
from bot.store.sql.rows import without_zone
from bot.store.tables import inbox

WAITING = MessageState.WAITING.value


class SqlInboxStore:
    """Messages that came in, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, message: IncomingMessage) -> bool:
        """Keep a message to be answered; False if one with its id was taken in its conversation before."""
        check_incoming(message)
        same = select(inbox.c.id).where(inbox.c.conversation == message.conversation, inbox.c.message_id == message.id)
        with writing(self._engine) as connection:
            if connection.execute(same).first():
                return False
            row = row_of_incoming(message, next_number(connection, message.conversation, message.received_at))
            unless_there = INSERT[connection.dialect.name](inbox).on_conflict_do_nothing()
            return bool(connection.execute(unless_there.values(row)).rowcount)

    def claim(self, now: datetime, until: datetime, most: int = 1) -> tuple[ClaimedMessage, ...]:
        """Messages to answer, the longest waiting first; nobody else gets them `until` then."""
        claim, moment = new_id(), without_zone(now)
        is_free = or_(inbox.c.claimed_until.is_(None), inbox.c.claimed_until <= moment)
        free = select(inbox).where(first_waits(inbox, WAITING), is_free)
        first = free.order_by(inbox.c.id).limit(most)
        with reading(self._engine) as connection:
            if connection.execute(first.limit(1)).first() is None:
                return ()  # as it is most of the time: nothing is locked to see that
        with writing(self._engine, is_lasting=False) as connection:
            rows = connection.execute(first.with_for_update(skip_locked=True, of=inbox)).mappings().all()
            theirs = update(inbox).where(inbox.c.id.in_([row["id"] for row in rows]))
            new = {"claimed_until": without_zone(until), "claimed_by": claim, "attempts": inbox.c.attempts + 1}
            connection.execute(theirs.values(new))
        return tuple(claimed_of(row, claim) for row in rows)

    def put_back(self, claimed: ClaimedMessage, until: datetime, *, is_counted: bool = True) -> bool:
        """Give a message back, to be claimed again from a moment on; False if the claim was lost.

        The attempt is counted, or was none.
        """
        with writing(self._engine) as connection:
            attempts = claimed.attempts if is_counted else claimed.attempts - 1
            new = {"claimed_until": without_zone(until), "claimed_by": None, "attempts": attempts}
            return bool(connection.execute(update(inbox).where(_is(claimed)).values(new)).rowcount)

    def answered(
        self, claimed: ClaimedMessage, replies: Sequence[str], at: datetime, *, is_sent: bool = False,
        is_forgotten: bool = False, unless_taken: bool = False,
    ) -> bool:  # fmt: skip
        """Keep the replies (bodies) and that the message is answered, both or neither. False if the claim was lost.

        With `unless_taken` the replies are left out if a trainer has the conversation.
        """
        message = claimed.message
        check_post(message.conversation, message.id, replies, at)
        done = {"state": MessageState.ANSWERED.value, "claimed_until": None, "claimed_by": None}
        done |= {"text": "", "payload": None} if is_forgotten else {}
        with writing(self._engine) as connection:
            if not hold(connection, message.conversation):
                return False
            if not connection.execute(update(inbox).where(_is(claimed)).values(done)).rowcount:
                return False
            said = () if unless_taken and is_taken(connection, message.conversation) else replies
            add_replies(connection, message.conversation, said, at, is_sent=is_sent, message_id=message.id)
        return True

    def waiting(self) -> tuple[int, datetime | None]:
        """How many messages are not answered yet, and since when the first of them waits."""
        with reading(self._engine) as connection:
            return backlog(connection, inbox, "received_at", inbox.c.state == WAITING)

    def talks(self, moments: Sequence[datetime]) -> tuple[int, ...]:
        """In how many conversations lifters said something, from each moment up to the next one."""
        count = select(func.count(inbox.c.conversation.distinct()))
        at = inbox.c.received_at
        spans = pairwise(map(without_zone, moments))
        with reading(self._engine) as connection:
            return tuple(int(connection.execute(count.where(at >= a, at < b)).scalar_one()) for a, b in spans)


def _is(claimed: ClaimedMessage) -> Any:  # noqa: ANN401  a condition has no type
    """Whether a row is a message that is still claimed."""
    theirs = (inbox.c.conversation == claimed.message.conversation) & (inbox.c.number == claimed.number)
    return theirs & (inbox.c.state == WAITING) & (inbox.c.claimed_by == claimed.claim)

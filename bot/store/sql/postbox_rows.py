"""What inbox and outbox share: the numbers of a conversation, and its rows."""

from collections.abc import Container, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from bot.store.postbox_records import (
    PLACE,
    ClaimedMessage,
    DueReply,
    IncomingMessage,
    MessageState,
    Posted,
    ReplyState,
    first_number,
    is_about,
)
from bot.store.sql.lifter_rows import INSERT
from bot.store.sql.rows import Row, with_zone, without_zone
from bot.store.tables import inbox, outbox, postboxes


def next_number(connection: Connection, conversation: str, at: datetime) -> int:
    """A new number for a conversation, whose postbox it holds until the transaction ends; made if it is not there.

    Numbers are seen in the order in which they are given: the next one has to wait for this transaction.
    """
    new = INSERT[connection.dialect.name](postboxes).values(conversation=conversation, latest=first_number(at))
    moved = new.on_conflict_do_update(index_elements=["conversation"], set_={"latest": postboxes.c.latest + 1})
    connection.execute(moved)
    query = select(postboxes.c.latest).where(postboxes.c.conversation == conversation)
    return int(connection.execute(query).scalar_one())


def hold(connection: Connection, conversation: str) -> bool:
    """Holds a postbox until the transaction ends; False if it is not there."""
    query = select(postboxes.c.latest).where(postboxes.c.conversation == conversation).with_for_update()
    return connection.execute(query).first() is not None


def add_replies(
    connection: Connection, conversation: str, bodies: Sequence[str], at: datetime, *, is_sent: bool, **answers: str
) -> None:
    """Adds replies to a postbox that is held. `answers` is their message_id or their post_id."""
    latest = select(postboxes.c.latest).where(postboxes.c.conversation == conversation)
    first = int(connection.execute(latest).scalar_one()) + 1
    moment, state = without_zone(at), ReplyState.SENT if is_sent else ReplyState.WAITING
    shared = {
        "conversation": conversation, "channel": conversation.partition(":")[0], "made_at": moment, "attempts": 0,
        "next_try": moment, "state": state.value, **answers,
    }  # fmt: skip
    rows = [shared | {"number": first + each, "position": each, "body": body} for each, body in enumerate(bodies)]
    if rows:
        theirs = update(postboxes).where(postboxes.c.conversation == conversation)
        connection.execute(theirs.values(latest=first + len(rows) - 1))
        connection.execute(insert(outbox), rows)


def row_of_incoming(message: IncomingMessage, number: int) -> dict[str, Any]:
    return {
        "conversation": message.conversation, "number": number, "message_id": message.id, "text": message.text,
        "payload": message.payload, "received_at": without_zone(message.received_at),
        "state": MessageState.WAITING.value, "attempts": 0,
    }  # fmt: skip


def incoming_of(row: Row) -> IncomingMessage:
    return IncomingMessage(
        row["conversation"], row["message_id"], with_zone(row["received_at"]), row["text"], row["payload"]
    )


def claimed_of(row: Row, claim: str) -> ClaimedMessage:
    return ClaimedMessage(incoming_of(row), row["number"], row["attempts"] + 1, claim)


def due_of(row: Row, claim: str) -> DueReply:
    return DueReply(
        row["conversation"], row["number"], row["body"], with_zone(row["made_at"]), row["attempts"] + 1, claim
    )


def said_of(row: Row) -> Posted:
    """What the lifter said, as it is shown."""
    message = incoming_of(row)
    return Posted(message.conversation, row["number"], message.received_at, message.body, message.id)


def reply_of(row: Row) -> Posted:
    return Posted(row["conversation"], row["number"], with_zone(row["made_at"]), row["body"], row["message_id"])


def first_waits(table: Table, waiting: str) -> Any:  # noqa: ANN401  a condition has no type
    """Whether a row of inbox or outbox waits, and none before it in its conversation."""
    earlier = table.alias()
    before = (earlier.c.conversation == table.c.conversation) & (earlier.c.number < table.c.number)
    there_is_one = select(earlier.c.number).where(earlier.c.state == waiting, before).exists()
    return (table.c.state == waiting) & ~there_is_one


def backlog(connection: Connection, table: Table, moment: str, *conditions: object) -> tuple[int, datetime | None]:
    """How many rows of a table there are, and the first moment in one of its columns."""
    count, first = connection.execute(select(func.count(), func.min(table.c[moment])).where(*conditions)).one()
    return count, first and with_zone(first)


def posted_of(connection: Connection, ids: Sequence[str]) -> tuple[Posted, ...]:
    """Everything that was said in conversations, the oldest first."""
    said = connection.execute(select(inbox).where(inbox.c.conversation.in_(ids))).mappings()
    replies = connection.execute(select(outbox).where(outbox.c.conversation.in_(ids))).mappings()
    return tuple(sorted([*map(said_of, said), *map(reply_of, replies)], key=lambda each: (each.at, each.number)))


def boxes_about(connection: Connection, handovers: Container[str]) -> list[str]:
    """The postboxes of what goes to trainers' places about handovers (ids)."""
    query = select(postboxes.c.conversation).where(postboxes.c.conversation.startswith(PLACE, autoescape=True))
    return [each for each in connection.execute(query).scalars() if is_about(each, handovers)]


def erase(connection: Connection, ids: Sequence[str]) -> dict[Any, int]:
    """Deletes the postboxes of conversations; how many rows of each table.

    They are held first, in order, so that nobody adds to them meanwhile.
    """
    for each in sorted(ids):
        hold(connection, each)
    tables = (outbox, inbox, postboxes)
    return {each: connection.execute(delete(each).where(each.c.conversation.in_(ids))).rowcount for each in tables}

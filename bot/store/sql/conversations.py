"""Conversations in a database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from secrets import randbelow
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.store.conversation_records import (
    GONE_ON,
    NO_CONSENT,
    TOPICS,
    Conversation,
    ConversationEvent,
    ConversationState,
    consents_of,
    messages_in,
    topics_in,
)
from bot.store.errors import ChangedError, ConsentMissingError
from bot.store.log_records import ConsentKind, SaidMessage
from bot.store.record_checks import check_conversation, check_turn
from bot.store.records import FIRST_VERSIONS
from bot.store.sql.database import reading, writing
from bot.store.sql.lifter_rows import INSERT, find, lock
from bot.store.sql.rows import conversation_of, event_of, row_of_event, without_zone
from bot.store.sql.scrubbing import scrub
from bot.store.tables import consents, conversation_events, conversations


class SqlConversationStore:
    """Conversations, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, conversation: str, at: datetime) -> Conversation:
        """Keep a new, empty conversation; the one that is there, without its events, if there is one."""
        check_conversation(conversation)
        row = {"id": conversation, "version": randbelow(FIRST_VERSIONS), "changed_at": without_zone(at)}
        state = ConversationState()
        with writing(self._engine) as connection:
            unless_there = INSERT[connection.dialect.name](conversations).on_conflict_do_nothing()
            connection.execute(unless_there.values(**row, state=state.body, health=state.health))
            there = select(conversations).where(conversations.c.id == conversation)
            return conversation_of(connection.execute(there).mappings().one(), ())

    def version(self, conversation: str) -> int | None:
        """The version of a conversation; None if it is not there."""
        check_conversation(conversation)
        query = select(conversations.c.version).where(conversations.c.id == conversation)
        with reading(self._engine) as connection:
            found = connection.execute(query).scalar()
        return None if found is None else int(found)

    def read(self, conversation: str, most: int) -> Conversation | None:
        """A conversation with its latest events, so many at most; None if it is not there."""
        check_conversation(conversation)
        query = select(conversations).where(conversations.c.id == conversation)
        theirs = select(conversation_events).where(conversation_events.c.conversation == conversation)
        latest = theirs.order_by(conversation_events.c.number.desc()).limit(most)
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().first()
            events = [event_of(each) for each in connection.execute(latest).mappings()] if row else []
        return conversation_of(row, tuple(reversed(events))) if row else None

    def append(
        self, conversation: str, version: int, state: ConversationState, events: Sequence[ConversationEvent],
        at: datetime,
    ) -> int:  # fmt: skip
        """Keep what a turn has brought; the new version. Raises ChangedError or ConsentMissingError."""
        check_conversation(conversation)
        check_turn(state, events, at)
        same = update(conversations).where(conversations.c.id == conversation, conversations.c.version == version)
        new = {"version": version + 1, "state": state.body, "health": state.health, "changed_at": without_zone(at)}
        with writing(self._engine) as connection:
            if (kinds := consents_of(state, events)) and not _agreed(connection, conversation, kinds):
                raise ConsentMissingError(NO_CONSENT)
            if not connection.execute(same.values(new)).rowcount:
                raise ChangedError(GONE_ON)
            if events:
                connection.execute(insert(conversation_events), [row_of_event(conversation, each) for each in events])
        return version + 1

    def delete(self, conversation: str) -> bool:
        """Delete a conversation with its events; False if it is not there."""
        check_conversation(conversation)
        with writing(self._engine) as connection:
            count = connection.execute(delete(conversations).where(conversations.c.id == conversation)).rowcount
        if count:
            scrub(self._engine)
        return bool(count)

    def topics(self, since: datetime) -> dict[str, int]:
        """How often each topic was answered since a moment, in all conversations."""
        recent = conversation_events.c.at >= without_zone(since)
        query = select(conversation_events).where(recent, conversation_events.c.body.contains(f'"{TOPICS}"'))
        with reading(self._engine) as connection:
            return dict(Counter(topics_in(map(event_of, connection.execute(query).mappings()))))


def _agreed(connection: Connection, conversation: str, kinds: set[ConsentKind]) -> bool:
    """Whether the consents hold, until the transaction ends."""
    lifter = find(connection, conversation)
    if lifter is None:
        return False
    lock(connection, lifter.id)
    query = select(consents.c.kind).where(consents.c.lifter == lifter.id, consents.c.withdrawn_at.is_(None))
    return kinds <= set(map(ConsentKind, connection.execute(query).scalars()))


def forget_kept_on(connection: Connection, ids: Iterable[str], kind: ConsentKind) -> int:
    """Deletes what conversations kept on a consent; how many records that were."""
    theirs = list(ids)
    events, health = conversation_events.c, conversations.c.health
    kept = delete(conversation_events).where(events.conversation.in_(theirs), events.consent == kind.value)
    count = int(connection.execute(kept).rowcount)
    if kind is ConsentKind.HEALTH:
        nothing = ConversationState().health
        query = update(conversations).where(conversations.c.id.in_(theirs), health != nothing)
        count += int(connection.execute(query.values(health=nothing)).rowcount)
    return count


def erase(connection: Connection, ids: Sequence[str]) -> dict[Any, int]:
    """Deletes conversations; how many rows of each table."""
    wanted = {conversation_events: conversation_events.c.conversation, conversations: conversations.c.id}
    return {table: connection.execute(delete(table).where(id.in_(ids))).rowcount for table, id in wanted.items()}


def messages_of(connection: Connection, ids: Sequence[str]) -> tuple[SaidMessage, ...]:
    """Who said what in conversations, the oldest first."""
    query = select(conversation_events).where(conversation_events.c.conversation.in_(ids))
    rows = connection.execute(query.order_by(conversation_events.c.at, conversation_events.c.number)).mappings()
    return tuple(said for row in rows for said in messages_in(row["conversation"], [event_of(row)]))

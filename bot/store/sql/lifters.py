"""Lifters and the conversations that belong to them."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine

from bot.store.join_code import HOLDS_FOR, code_digest, new_code
from bot.store.log_records import Identity, JoinCode, Lifter
from bot.store.record_checks import check_conversation
from bot.store.sql.database import reading, writing
from bot.store.sql.join import redeem
from bot.store.sql.lifter_rows import find, find_or_make, identities_of, lock
from bot.store.sql.rows import lifter_of, without_zone
from bot.store.tables import join_codes, lifters


class SqlLifterStore:
    """Who is who, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def lifter_of(self, conversation: str, now: datetime) -> Lifter:
        """The lifter that a conversation belongs to; made now if there is none."""
        check_conversation(conversation)
        with reading(self._engine) as connection:
            found = find(connection, conversation)
        if found:
            return found
        with writing(self._engine) as connection:
            return find_or_make(connection, conversation, now)

    def find(self, name: str) -> Lifter | None:
        """The lifter with an id or a conversation; nobody is made."""
        check_conversation(name)
        with reading(self._engine) as connection:
            row = connection.execute(select(lifters).where(lifters.c.id == name)).mappings().first()
            return lifter_of(row) if row else find(connection, name)

    def identities(self, lifter: str) -> tuple[Identity, ...]:
        """The conversations of a lifter, the first one first."""
        with reading(self._engine) as connection:
            return identities_of(connection, lifter)

    def make_join_code(self, lifter: str, now: datetime) -> JoinCode:
        """A code to show now and to type in another conversation, once; the lifter's earlier codes are void."""
        made = JoinCode(new_code(), lifter, now + HOLDS_FOR)
        with writing(self._engine) as connection:
            lock(connection, lifter)
            unused = (join_codes.c.lifter == lifter) & join_codes.c.used_at.is_(None)
            connection.execute(delete(join_codes).where(unused))
            row = {"code": code_digest(made.code), "lifter": lifter, "expires_at": without_zone(made.expires_at)}
            connection.execute(insert(join_codes).values(row))
        return made

    def redeem_join_code(self, code: str, conversation: str, now: datetime) -> Lifter:
        """Make the lifter of a conversation and the one who was shown the code one. Raises JoinCodeError."""
        check_conversation(conversation)
        with writing(self._engine) as connection:
            theirs = find_or_make(connection, conversation, now)
            return redeem(connection, code_digest(code), theirs, now)

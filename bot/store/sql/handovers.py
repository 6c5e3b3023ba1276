"""Handovers, in a database."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection, Engine

import bot.store.handover_steps as steps
from bot.store.errors import MissingError
from bot.store.handover_checks import check_handover, check_note
from bot.store.handover_doing import NOTHING, HandoverDoing, Needs
from bot.store.handover_records import Handover, HandoverState, TrainerAccount, TrainerNote
from bot.store.handover_steps import Deed
from bot.store.log_records import ConsentKind
from bot.store.sql.audit import write
from bot.store.sql.consents import holds
from bot.store.sql.database import reading, writing
from bot.store.sql.handover_rows import (
    forget_complaints,
    hold_handover,
    is_open_in,
    read_handovers,
    read_notes,
    row_of_handover,
    row_of_note,
    write_step,
)
from bot.store.sql.lifter_rows import INSERT, identities_of, lock
from bot.store.sql.rows import without_zone
from bot.store.sql.trainers import hold_trainer
from bot.store.tables import handovers, trainer_notes


class SqlHandoverStore(HandoverDoing):
    """Handovers, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, handover: Handover) -> Handover:
        """Keep a new handover; the one that is there, if it was kept before or another is open in the conversation."""
        check_handover(handover)
        with writing(self._engine) as connection:
            lock(connection, handover.lifter)
            if handover.conversation not in {each.conversation for each in identities_of(connection, handover.lifter)}:
                raise MissingError(steps.NOT_THEIRS)
            if handover.wanted_trainer is not None:
                _at_work(connection, handover.wanted_trainer)
            there = read_handovers(connection, is_open_in(handover.conversation, or_has=handover.id))
            if not there:
                connection.execute(insert(handovers).values(row_of_handover(handover)))
        return next((each for each in there if each.id == handover.id), there[0]) if there else handover

    def find(self, id: str) -> Handover | None:
        """A handover by its id."""
        return next(iter(self._those(handovers.c.id == id)), None)

    def open_in(self, conversation: str) -> Handover | None:
        """The handover that is open in a conversation."""
        return next(iter(self._those(is_open_in(conversation))), None)

    def all_open(self) -> tuple[Handover, ...]:
        """Those that wait, and those that a trainer has, the oldest first."""
        return self._those(handovers.c.ended_at.is_(None))

    def waiting(self) -> tuple[Handover, ...]:
        """Those that nobody has claimed, the longest waiting first."""
        return self._those(handovers.c.state == HandoverState.WAITING.value)

    def of_trainer(self, trainer: str) -> tuple[Handover, ...]:
        """Those that a trainer has now, the longest waiting first."""
        return self._those(handovers.c.state == HandoverState.CLAIMED.value, handovers.c.trainer == trainer)

    def of_lifter(self, lifter: str) -> tuple[Handover, ...]:
        """All handovers of a lifter, the oldest first."""
        return self._those(handovers.c.lifter == lifter)

    def asked_since(self, moment: datetime) -> tuple[Handover, ...]:
        """All that were asked for since a moment, the oldest first."""
        return self._those(handovers.c.asked_at >= without_zone(moment))

    def unanswered(self, before: datetime) -> tuple[Handover, ...]:
        """Open ones without a reply, asked for up to a moment and not escalated yet, the longest waiting first."""
        table = handovers.c
        is_left = table.ended_at.is_(None) & table.replied_at.is_(None) & table.escalated_at.is_(None)
        return self._those(is_left, table.asked_at <= without_zone(before))

    def forget_agreed(self, lifter: str, values: Collection[str] | None = None) -> int:
        """Delete the complaints that a lifter and trainers agreed, all of them or those of values; how many."""
        with writing(self._engine) as connection:
            lock(connection, lifter)
            return forget_complaints(connection, lifter, values)

    def note(self, note: TrainerNote) -> bool:
        """Keep a trainer's note; False if it was kept before. Raises ConsentMissingError."""
        check_note(note)
        with writing(self._engine) as connection:
            found = hold_handover(connection, note.handover)
            entry = Deed(note.trainer, "noted", note.at).entry(found, _at_work(connection, note.trainer))
            if note.is_about_health:
                steps.expect_consent(holds(connection, found.lifter, ConsentKind.HEALTH))
            unless_there = INSERT[connection.dialect.name](trainer_notes).on_conflict_do_nothing()
            is_new = connection.execute(unless_there.values(row_of_note(note) | {"lifter": found.lifter})).rowcount
            if is_new:
                write(connection, entry)
        return bool(is_new)

    def notes(self, handover: str) -> tuple[TrainerNote, ...]:
        """The notes about a handover, the oldest first."""
        with reading(self._engine) as connection:
            return read_notes(connection, trainer_notes.c.handover == handover)

    def _those(self, *conditions: Any) -> tuple[Handover, ...]:  # noqa: ANN401  a condition has no type
        with reading(self._engine) as connection:
            return read_handovers(connection, *conditions)

    def _take(self, id: str, step: steps.Step, deed: Deed | None = None, needs: Needs = NOTHING) -> bool:
        """Takes a step, and keeps in the audit who took it, if it was a trainer's.

        The step is tried first on what is there for anybody to see: who has lost a race already locks nothing.
        """
        there = self.find(id)
        if there is not None and step(there) is None:
            return False
        with writing(self._engine) as connection:
            found = hold_handover(connection, id)
            after = step(found)
            if after is None:
                return False
            if needs.trainer:
                _at_work(connection, needs.trainer)
            if needs.consent:
                steps.expect_consent(holds(connection, found.lifter, ConsentKind.HEALTH))
            entry = deed and deed.entry(found, _at_work(connection, deed.trainer))
            if after != found:
                write_step(connection, found, after)
                if entry:
                    write(connection, entry)
        return True


def _at_work(connection: Connection, trainer: str) -> TrainerAccount:
    return steps.at_work(hold_trainer(connection, trainer))

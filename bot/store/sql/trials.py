"""Trials, in a database."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine

import bot.store.trial_steps as steps
from bot.store.errors import MissingError
from bot.store.handover_steps import at_work
from bot.store.sql.audit import write
from bot.store.sql.database import reading, writing
from bot.store.sql.lifter_rows import INSERT, identities_of, lock
from bot.store.sql.rows import without_zone
from bot.store.sql.trainers import hold_trainer
from bot.store.sql.trial_rows import read_trials, row_of_trial
from bot.store.tables import diaries, trials
from bot.store.trial_checks import check_trial
from bot.store.trial_doing import TrialDoing
from bot.store.trial_records import Trial, TrialState
from bot.store.trial_steps import Deed


class SqlTrialStore(TrialDoing):
    """Trials, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, trial: Trial) -> Trial:
        """Keep a new request; the one that is there, if it was kept before. One that waits is called off."""
        check_trial(trial)
        with writing(self._engine) as connection:
            lock(connection, trial.lifter)
            if trial.conversation not in {each.conversation for each in identities_of(connection, trial.lifter)}:
                raise MissingError(steps.NOT_THEIRS)
            there = read_trials(connection, trials.c.id == trial.id)
            if there:
                return there[0]
            waits = (trials.c.lifter == trial.lifter) & (trials.c.state == TrialState.ASKED.value)
            gone = {"state": TrialState.CANCELLED.value, "changed_at": without_zone(trial.asked_at)}
            connection.execute(update(trials).where(waits).values(gone))
            connection.execute(insert(trials).values(row_of_trial(trial)))
        return trial

    def find(self, id: str) -> Trial | None:
        """A trial by its id."""
        return next(iter(self._those(trials.c.id == id)), None)

    def of_lifter(self, lifter: str) -> tuple[Trial, ...]:
        """All trials of a lifter, the oldest first."""
        return self._those(trials.c.lifter == lifter)

    def since(self, moment: datetime) -> tuple[Trial, ...]:
        """All that are not over at a moment, in every state, the longest waiting first."""
        return self._those(trials.c.ends > without_zone(moment))

    def untold(self) -> tuple[Trial, ...]:
        """Those of which the lifter does not know how they stand, the longest waiting first."""
        return self._those(trials.c.is_told.is_(False))

    def _those(self, condition: Any) -> tuple[Trial, ...]:  # noqa: ANN401  a condition has no type
        with reading(self._engine) as connection:
            return read_trials(connection, condition)

    def _take(self, id: str, step: steps.Step, deed: Deed | None = None) -> bool:
        """Takes a step if the time that it takes is free, and keeps in the audit who took it."""
        with writing(self._engine) as connection:
            found = _held(connection, id)
            account = at_work(hold_trainer(connection, deed.account)) if deed else None
            after = step(found)
            if after is None or (steps.takes_time(found, after) and not _is_free(connection, after)):
                return False
            if deed and account:
                write(connection, deed.entry(found, account))
            connection.execute(update(trials).where(trials.c.id == id).values(row_of_trial(after)))
        return True


def _held(connection: Connection, id: str) -> Trial:
    """A trial, whose lifter is held until the transaction ends: so nobody else takes a step with it."""
    lifter = connection.execute(select(trials.c.lifter).where(trials.c.id == id)).scalar()
    if lifter is None:
        raise MissingError(steps.NO_TRIAL)
    lock(connection, lifter)
    return read_trials(connection, trials.c.id == id)[0]


def _is_free(connection: Connection, trial: Trial) -> bool:
    """Whether the trainer has time for a trial; their diary is held until the transaction ends.

    So what somebody else books for them at once is either seen here, or will see this.
    """
    new = INSERT[connection.dialect.name](diaries).values(trainer=trial.trainer, changes=1)
    held = new.on_conflict_do_update(index_elements=["trainer"], set_={"changes": diaries.c.changes + 1})
    connection.execute(held)
    theirs = (trials.c.trainer == trial.trainer) & (trials.c.state == TrialState.BOOKED.value)
    return steps.is_free_for(trial, read_trials(connection, theirs))

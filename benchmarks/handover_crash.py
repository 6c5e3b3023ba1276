"""Kills a program while lifters are handed over and handed back, again and again, and looks for what it had kept.

    .venv/bin/python -m benchmarks.handover_crash                    200 kills, SQLite in a temporary folder
    .venv/bin/python -m benchmarks.handover_crash --kills 50 --seed 2
    .venv/bin/python -m benchmarks.handover_crash --database postgresql://…      an empty database

A child takes one handover after the other through its steps: asked for, claimed, a first reply, a note, handed back
with a summary and two agreements. After each step it tells its parent that the step was taken. At a random moment the
parent kills it (SIGKILL), perhaps while it opens the database; the next child goes on with the handover that is open.
At the end every step that was told must be there, each handover must be whole (a summary with all its agreements, or
neither), and the audit must tell each of its steps once: none lost, none doubled, none in part. A kill is no power
cut: that the database waits for the disk is tested elsewhere.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import bot.store.migrations  # noqa: F401  else every child would spend its life importing it
from benchmarks.log_crash import kill_a_child
from bot.store.handover_records import (
    Agreement,
    AgreementKind,
    Handover,
    HandoverReason,
    HandoverState,
    TrainerAccount,
    TrainerNote,
)
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.sql import open_stores

CONVERSATION, NAME = "web:crash", "Coach"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AGREED = tuple(Agreement(f"agreement {each}", AgreementKind.NOTE) for each in range(2))
ACTIONS = ("claimed", "replied", "noted", "handed back")
STEPS = 1 + len(ACTIONS)
"""Of one handover; the first is that it is asked for."""
LATEST_KILL_SECONDS, MORE_TIME, MOST_SECONDS = 0.3, 1.2, 10


@dataclass(frozen=True)
class Outcome:
    """What was found after all kills."""

    kills: int
    acknowledged: int
    handovers: int
    lost: int
    doubled: int
    in_part: int

    @property
    def is_good(self) -> bool:
        """Whether every step that was told is there once, and every handover is whole."""
        return self.acknowledged > 0 and (self.lost, self.doubled, self.in_part) == (0, 0, 0)


def crash(url: str, kills: int, seed: int) -> Outcome:
    """Kills children that hand over, `kills` of them in the middle, and says what is left of the steps they told.

    A child that was killed before its first step is not counted, and the next one is given more time.
    """
    chance, acknowledged, counted, latest = random.Random(seed), 0, 0, LATEST_KILL_SECONDS
    while counted < kills:
        told = kill_a_child(partial(_hand_over, url), chance.uniform(0, latest))
        acknowledged, counted = max(acknowledged, told), counted + bool(told)
        latest = latest if told else min(latest * MORE_TIME, MOST_SECONDS)
    return _look(open_stores(url), kills, acknowledged)


def _hand_over(url: str, acknowledgements: int) -> None:
    """Takes step after step, going on where the last child was killed, and tells how many are taken."""
    stores = open_stores(url)
    trainer = _trainer(stores)
    while True:
        taken = _next_step(stores, trainer)
        os.write(acknowledgements, b"%d\n" % taken)


def _next_step(stores: Stores, trainer: str) -> int:
    """Takes the step that is next; how many are taken then, of all handovers."""
    lifter = stores.lifters.lifter_of(CONVERSATION, NOW).id
    found, ended = stores.handovers.open_in(CONVERSATION), len(stores.handovers.of_lifter(lifter))
    if found is None:
        new = Handover(new_id(), CONVERSATION, lifter, HandoverReason.ASKED, HandoverState.WAITING, NOW)
        stores.handovers.ask(new)
        return ended * STEPS + 1
    done, id = _steps_of(stores, found), found.id
    steps: tuple[Callable[[], bool], ...] = (
        lambda: stores.handovers.claim(id, trainer, NOW),
        lambda: stores.handovers.replied(id, trainer, NOW),
        lambda: stores.handovers.note(TrainerNote(new_id(), id, trainer, "squats high", NOW)),
        lambda: stores.handovers.hand_back(id, trainer, "we talked", AGREED, NOW),
    )
    if not steps[done - 1]():
        raise RuntimeError(f"step {done} was refused")
    return (ended - 1) * STEPS + done + 1


def _trainer(stores: Stores) -> str:
    there = stores.trainers.find_by_login(NAME.lower()) or TrainerAccount(new_id(), NAME, NAME.lower(), "none")
    stores.trainers.keep(there)
    return there.id


def _steps_of(stores: Stores, handover: Handover) -> int:
    """How many steps of a handover are taken, by its own fields."""
    notes = len(stores.handovers.notes(handover.id))
    marks = (handover.claimed_at, handover.replied_at, notes, handover.ended_at)
    return 1 + sum(mark not in (None, 0) for mark in marks)


def _look(stores: Stores, kills: int, acknowledged: int) -> Outcome:
    lifter = stores.lifters.lifter_of(CONVERSATION, NOW).id
    found, audit = stores.handovers.of_lifter(lifter), stores.audit.entries(lifter)
    in_part, doubled = 0, 0
    for each in found:
        steps = _steps_of(stores, each)
        told = [entry.action for entry in audit if entry.detail.endswith(each.id)]
        is_whole = (each.summary, each.agreed) == (("we talked", AGREED) if each.ended_at else ("", ()))
        in_part += not is_whole or set(told) != set(ACTIONS[: steps - 1])
        doubled += len(told) > len(set(told))
    taken = sum(_steps_of(stores, each) for each in found)
    return Outcome(kills, acknowledged, len(found), max(0, acknowledged - taken), doubled, in_part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'spotter.db'}"
        outcome = crash(url, options.kills, options.seed)
    print(f"kills                {outcome.kills}")
    print(f"acknowledged         {outcome.acknowledged} steps of {outcome.handovers} handovers")
    print(f"lost                 {outcome.lost}")
    print(f"doubled              {outcome.doubled}")
    print(f"kept in part         {outcome.in_part}")
    print(f"goal: nothing lost, nothing doubled, {'met' if outcome.is_good else 'MISSED'}")
    sys.exit(not outcome.is_good)


if __name__ == "__main__":
    main()

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

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import bot.store.migrations  # noqa: F401  else every child would spend its life importing it
from benchmarks import killing
from benchmarks.killing import kill_a_child, run
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


@dataclass(frozen=True, kw_only=True)
class Outcome(killing.Outcome):
    """What was found after all kills: steps that were told, and handovers that are not whole."""

    handovers: int


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
    return Outcome(
        kills=kills, acknowledged=acknowledged, handovers=len(found), lost=max(0, acknowledged - taken),
        doubled=doubled, in_part=in_part,
    )  # fmt: skip


def _report(found: Outcome) -> Mapping[str, object]:
    acknowledged = f"{found.acknowledged} steps of {found.handovers} handovers"
    return {"kills": found.kills, "acknowledged": acknowledged, **found.what_is_wrong}


if __name__ == "__main__":
    run(__doc__, crash, _report)

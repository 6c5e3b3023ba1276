"""Lets many trainers claim the same handovers at the same moment, and looks who has won each.

    .venv/bin/python -m benchmarks.handover_race                 2 processes x 8 trainers x 200 handovers, on SQLite
    .venv/bin/python -m benchmarks.handover_race --handovers 1000
    .venv/bin/python -m benchmarks.handover_race --database postgresql://…      an empty database

Every trainer has a thread, and tries every handover, all of them in the same order. At the end each handover must have
been won by exactly one, who has it in the store and whose claim stands in the audit once.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

from bot.store.handover_records import Handover, HandoverReason, HandoverState, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.sql import open_stores

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PROCESSES, TRAINERS, HANDOVERS = 2, 8, 200
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Outcome:
    """What came of it. `wrong` handovers are had by somebody who did not win them, or told wrongly in the audit."""

    claims: int
    won: int
    unclaimed: int
    doubled: int
    wrong: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether every handover was won by exactly one."""
        return self.won > 0 and (self.unclaimed, self.doubled, self.wrong) == (0, 0, 0)


def race(url: str, handovers: int = HANDOVERS, processes: int = PROCESSES, trainers: int = TRAINERS) -> Outcome:
    """Has handovers claimed in an empty database by trainers (so many in each process), and says who won."""
    stores = open_stores(url)
    names = [[_trainer(stores, f"trainer {one}.{two}") for two in range(trainers)] for one in range(processes)]
    ids = [_ask(stores, f"web:{number}") for number in range(handovers)]
    fork = multiprocessing.get_context("fork")
    ready, told = fork.Barrier(processes * trainers), fork.Queue()
    children = [fork.Process(target=_claim_all, args=(url, theirs, ids, ready, told)) for theirs in names]
    begun = time.perf_counter()
    for child in children:
        child.start()
    winners = [each for _ in children for each in told.get(timeout=PATIENCE_SECONDS)]
    for child in children:
        child.join()
    return _look(stores, ids, winners, processes * trainers * handovers, time.perf_counter() - begun)


def _trainer(stores: Stores, name: str) -> str:
    account = TrainerAccount(new_id(), name, name.replace(" ", ""), "none")
    stores.trainers.keep(account)
    return account.id


def _ask(stores: Stores, conversation: str) -> str:
    lifter = stores.lifters.lifter_of(conversation, NOW).id
    new = Handover(new_id(), conversation, lifter, HandoverReason.ASKED, HandoverState.WAITING, NOW)
    return stores.handovers.ask(new).id


def _claim_all(url: str, trainers: Sequence[str], ids: Sequence[str], ready: Barrier, told: Any) -> None:
    """Tries every handover with every trainer at once, and tells who has won which."""
    stores = open_stores(url)

    def work(trainer: str) -> list[tuple[str, str]]:
        ready.wait(PATIENCE_SECONDS)
        return [(id, trainer) for id in ids if stores.handovers.claim(id, trainer, NOW)]

    with ThreadPoolExecutor(len(trainers)) as threads:
        told.put([won for theirs in threads.map(work, trainers) for won in theirs])


def _look(
    stores: Stores, ids: Sequence[str], winners: Sequence[tuple[str, str]], claims: int, seconds: float
) -> Outcome:
    counts, wrong = Counter(id for id, _ in winners), 0
    for id, trainer in winners:
        found, account = stores.handovers.find(id), stores.trainers.find(trainer)
        told = [each.actor for each in stores.audit.entries(found.lifter)]
        wrong += found.trainer != trainer or told != [account.name]
    return Outcome(
        claims, len(winners), sum(not counts[id] for id in ids), sum(each > 1 for each in counts.values()), wrong,
        seconds,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--handovers", type=int, default=HANDOVERS)
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = race(options.database or f"sqlite:///{Path(folder) / 'spotter.db'}", options.handovers)
    print(f"claims               {outcome.claims} of {options.handovers} handovers, {outcome.seconds:.1f} s")
    print(f"won by one           {outcome.won}")
    print(f"claimed by nobody    {outcome.unclaimed}")
    print(f"won by several       {outcome.doubled}")
    print(f"told wrongly         {outcome.wrong}")
    print(f"goal: exactly one winner each, {'met' if outcome.is_good else 'MISSED'}")
    sys.exit(not outcome.is_good)


if __name__ == "__main__":
    main()

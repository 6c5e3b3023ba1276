"""What is done with every message costs the same however long the history: counted in SQLite's own instructions."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.event import listen

from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.sql import open_stores, sqlite
from tests.bot.store.conftest import BENCH, DAY, NOON, SQUAT, url_of, workout

SHORT, LONG = 20, 1000
"""Workouts."""
WORK: dict[str, Callable[[Stores, str], Any]] = {
    "log": lambda stores, lifter: stores.log.keep_workouts(lifter, [workout(lifter)], "new", NOON),
    "undo": lambda stores, lifter: stores.log.undo(lifter, "undo", NOON),
    "add": lambda stores, lifter: stores.log.add_sets(lifter, latest(stores, lifter), [SQUAT], "add", NOON),
    "latest sets": lambda stores, lifter: stores.log.latest_sets(lifter, SQUAT.exercise, 3),
    "latest workouts": lambda stores, lifter: stores.log.latest_workouts(lifter, 3),
    "duplicates": lambda stores, lifter: stores.log.duplicates(lifter, DAY, [SQUAT]),
    "a week": lambda stores, lifter: stores.log.workouts(lifter, DAY - timedelta(days=7), DAY),
    "by id": lambda stores, lifter: stores.log.workout(lifter, latest(stores, lifter)),
    "lifter": lambda stores, lifter: stores.lifters.lifter_of("web:1", NOON),
    "program": lambda stores, lifter: stores.programs.current(lifter),
}


def latest(stores: Stores, lifter: str) -> str:
    return stores.log.latest_workouts(lifter)[0].id


def instructions(stores: Stores, work: Callable[[], object]) -> int:
    """How many instructions SQLite's machine runs for some work."""
    pool, count = stores.log._engine.pool, 0

    def one_more() -> int:
        nonlocal count
        count += 1
        return 0

    connection = pool.connect()
    connection.driver_connection.set_progress_handler(one_more, 1)
    connection.close()  # back to the pool, which gives it out again
    work()
    return count


def costs(database: Path, workouts: int) -> Iterator[tuple[str, int]]:
    stores = open_stores(url_of(database.with_name(f"{workouts}.db")))
    lifter = stores.lifters.lifter_of("web:1", NOON).id
    days = [DAY - timedelta(days=number) for number in range(workouts)]
    for number, day in enumerate(days):
        stores.log.keep_workouts(lifter, [workout(lifter, SQUAT, BENCH, SQUAT, day=day)], f"c{number}", NOON)
    for name, work in WORK.items():
        yield name, instructions(stores, lambda: work(stores, lifter))  # noqa: B023  is called at once


def test_no_message_costs_more_with_a_long_history(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "synchronous = OFF"))  # else most of it is waiting
    short, long = dict(costs(database, SHORT)), dict(costs(database, LONG))
    assert all(count > 5 for count in short.values()), short
    assert {name: (short[name], count) for name, count in long.items() if count > 1.2 * short[name]} == {}


def test_what_is_summed_up_of_a_lift_is_read_from_the_index_alone(database: Path) -> None:
    """Every set of a lift is counted in, and each row that had to be looked up for it would cost a page."""
    stores = open_stores(url_of(database))
    asked: list[tuple[str, Any]] = []
    listen(stores.log._engine, "before_cursor_execute", lambda *of: asked.append((of[2], of[3])))
    stores.log.logged_lift(new_id(), SQUAT.exercise, [new_id()], own_kg=60)
    with stores.log._engine.connect() as connection:
        plans = [
            [step for *_, step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)]
            for query, values in tuple(asked)
            if query.startswith("SELECT")
        ]
    assert len(plans) == 2
    assert all(any("COVERING INDEX ix_logged_sets_latest" in step for step in plan) for plan in plans), plans

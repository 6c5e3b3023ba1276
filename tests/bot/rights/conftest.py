"""Stores with everything of a lifter in them, and empty ones to bring it back to."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.store.interface import Stores
from bot.store.log_records import BodyMass, LifterRecords, LoggedSet
from bot.store.memory import memory_stores
from bot.store.sql import open_stores
from tests.bot.store.conftest import BENCH, DAY, NOON, SQUAT, fact, url_of, workout
from tests.bot.store.everything import plant

MARKER = "zanzibarquokka"
HARD_TEXTS = ("=1+1", "-5 kg", 'a, "b"\n\tc', "'quoted", "héllo 💪", " @SUM(A1)", "", "\r\n", "1e5")


@pytest.fixture(params=["memory", "sqlite"])
def make_stores(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Stores]:
    """Makes empty stores of a kind, with a name of their own."""
    return lambda name: memory_stores() if request.param == "memory" else open_stores(url_of(tmp_path / f"{name}.db"))


@pytest.fixture
def stores(make_stores: Callable[[str], Stores]) -> Stores:
    return make_stores("first")


@pytest.fixture
def lifter(stores: Stores) -> str:
    """A lifter with one of everything, and with texts and numbers that are hard to write down."""
    made = plant(stores, "web:1", MARKER)
    squat, bench = replace(SQUAT, exercise="barbell_back_squat"), replace(BENCH, exercise="barbell_bench_press")
    sets = (squat, LoggedSet("pull_up", 8, None, None, "kg"), LoggedSet("assisted_pull_up", 5, -20.5, -45.2, "lb", 7.5))
    hard = [workout(made, *sets, replace(bench, note=text), note=text, title=text[:9]) for text in HARD_TEXTS]
    stores.log.keep_workouts(made, [*hard, replace(workout(made), sets=())], "hard", NOON)
    stores.log.keep_body_masses(made, [BodyMass(made, DAY.replace(day=2), 80.12345678901, 176.64, "lb")], "m", NOON)
    values = ("text", 3, 2.5, True, ("knee", "lower_back"), None)
    stores.profiles.keep_facts(made, [fact(made, f"field {at}", value) for at, value in enumerate(values)])
    return made


@pytest.fixture
def records(stores: Stores, lifter: str) -> LifterRecords:
    return stores.rights.export(lifter, NOON, "lifter")

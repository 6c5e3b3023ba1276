"""Pictures from a store: the same as from the whole log, though each reads only what it needs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from bot.coaching.terms import MassUnit, Muscle, TrainingAge, TrainingGoal
from bot.progress.gallery import RECENT, Kind, Sitter, lifts_shown, picture_of, review_of, unit_of_log
from bot.progress.theme import ThemeName
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.memory import memory_stores
from tests.bot.progress.histories import HISTORIES, TODAY, History, novice, sets, workout
from tests.bot.progress.test_pictures import draw

NOW = datetime(2026, 3, 6, 20, tzinfo=UTC)
DRAWN = {"strength": Kind.STRENGTH, "reps": Kind.REPS, "tonnage": Kind.TONNAGE, "body_mass": Kind.BODY_MASS,
         "calendar": Kind.CALENDAR}  # fmt: skip


@cache
def stored(name: str) -> tuple[Stores, Sitter]:
    """A store with one of HISTORIES, which no test changes."""
    return kept(HISTORIES[name]())


def kept(history: History) -> tuple[Stores, Sitter]:
    """A store with a history, and its lifter."""
    stores = memory_stores()
    lifter = stores.lifters.lifter_of("terminal:here", NOW).id
    own = [replace(each, id=new_id(), lifter=lifter) for each in history.workouts]
    stores.log.keep_workouts(lifter, own, "history", NOW)
    stores.log.keep_body_masses(lifter, [replace(each, lifter=lifter) for each in history.masses], "scales", NOW)
    return stores, Sitter(lifter, TODAY, history.unit, history.training_goal, history.training_age)


@pytest.mark.parametrize("name", HISTORIES)
@pytest.mark.parametrize("kind", DRAWN)
def test_a_picture_from_the_store_tells_the_same_as_one_from_the_whole_log(kind: str, name: str) -> None:
    stores, sitter = stored(name)
    found, whole = picture_of(stores.log, sitter, DRAWN[kind])(ThemeName.LIGHT), draw(kind, name)
    assert (found.png is None) == (whole.png is None)
    if kind != "strength" or len(HISTORIES[name]().workouts) <= RECENT:  # else the lifts of late are shown
        assert found.alt == whole.alt


@pytest.mark.parametrize("kind", Kind)
def test_of_nothing_there_is_no_picture_but_words(kind: Kind) -> None:
    stores, sitter = kept(History(MassUnit.KG, (), ()))
    found = picture_of(stores.log, sitter, kind)(ThemeName.LIGHT)
    assert found.png is None
    assert found.alt.endswith(".")


def test_lifts_that_are_named_are_drawn_and_no_others() -> None:
    stores, sitter = kept(novice())
    alt = picture_of(stores.log, sitter, Kind.STRENGTH, ("overhead_press",))(ThemeName.LIGHT).alt
    assert "Overhead press: " in alt
    assert "squat" not in alt


def test_a_named_lift_that_was_never_done_takes_no_ones_place() -> None:
    stores, sitter = kept(novice())
    named = ("front_squat", "leg_press", "leg_extension", "romanian_deadlift", "deadlift")
    assert "Deadlift: " in picture_of(stores.log, sitter, Kind.STRENGTH, named)(ThemeName.LIGHT).alt


def test_the_lifts_of_a_muscle_are_those_done_for_it() -> None:
    stores, sitter = kept(novice())
    assert lifts_shown(stores.log, sitter, (Muscle.CHEST,)) == ("barbell_bench_press",)
    assert lifts_shown(stores.log, sitter, (Muscle.CALVES,)) == ()
    assert "barbell_back_squat" in lifts_shown(stores.log, sitter)


def test_without_a_lift_that_has_a_1rm_those_with_the_own_weight_are_shown() -> None:
    stores, sitter = kept(HISTORIES["own_weight"]())
    assert "push_up" in lifts_shown(stores.log, sitter)


def weekly(*weeks_back: int) -> History:
    """Ten sets of squats in each of some weeks."""
    days = (TODAY - timedelta(weeks=back) for back in weeks_back)
    return History(MassUnit.KG, tuple(workout(day, sets("barbell_back_squat", 60, *[5] * 10)) for day in days), ())


def muscles(history: History, monday: date | None = None) -> str:
    stores, sitter = kept(history)
    return picture_of(stores.log, sitter, Kind.MUSCLES, monday=monday)(ThemeName.LIGHT).alt


def test_the_week_that_is_meant_is_shown_or_the_one_that_is_named() -> None:
    assert "week of 2 Mar 2026" in muscles(weekly(0, 1))
    assert "week of 23 Feb 2026" in muscles(weekly(1, 2))
    assert "week of 23 Feb 2026" in muscles(weekly(0, 1), date(2026, 2, 23))
    assert "No sets are logged for the week of 16 Feb." in muscles(weekly(0, 1), date(2026, 2, 16))


def usual(history: History, monkeypatch: pytest.MonkeyPatch) -> float | None:
    """What is usual for quads beside this week."""
    seen: list[dict[Muscle, float]] = []
    from bot.progress import muscle_picture

    original = muscle_picture.usual_sets
    monkeypatch.setattr(muscle_picture, "usual_sets", lambda weeks: (seen.append(original(weeks)), original(weeks))[1])
    muscles(history)
    return seen[0].get(Muscle.QUADS)


@pytest.mark.parametrize(
    ("weeks_back", "expected"),
    [((0, 1), 10), ((0, 1, 2, 3, 4), 10), ((0, 4), 2.5), ((0, 10), 0), ((0, 20), None), ((0,), None)],
)
def test_weeks_off_count_in_what_is_usual_but_not_those_before_one_began(
    weeks_back: tuple[int, ...], expected: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = usual(weekly(*weeks_back), monkeypatch)
    assert found == expected or (found is None and expected == 0)


def test_the_review_knows_the_goal_and_the_plan() -> None:
    stores, sitter = kept(HISTORIES["pounds"]())
    assert review_of(stores.log, sitter).aim == (5, 9)
    assert review_of(stores.log, sitter).deload
    assert review_of(stores.log, replace(sitter, plans_easy_weeks=True)).deload is None
    assert review_of(stores.log, replace(sitter, training_goal=TrainingGoal.HYPERTROPHY)).aim == (12, 20)
    assert review_of(stores.log, replace(sitter, training_age=TrainingAge.NOVICE)).aim == (4, 10)


def test_days_to_come_are_left_out() -> None:
    stores, sitter = kept(weekly(0, 1))
    before = replace(sitter, today=TODAY - timedelta(days=1))
    assert "1 workout on 1 day" in picture_of(stores.log, before, Kind.CALENDAR)(ThemeName.LIGHT).alt
    assert "1 workout" in picture_of(stores.log, before, Kind.REVIEW)(ThemeName.LIGHT).alt


@pytest.mark.parametrize(("name", "unit"), [("novice", MassUnit.KG), ("pounds", MassUnit.LB)])
def test_the_unit_is_that_of_the_latest_load(name: str, unit: MassUnit) -> None:
    stores, sitter = kept(HISTORIES[name]())
    assert unit_of_log(stores.log, sitter.lifter) is unit


def test_without_a_load_there_is_no_unit() -> None:
    stores, sitter = kept(History(MassUnit.KG, (workout(TODAY, sets("plank", None, 60)),), ()))
    assert unit_of_log(stores.log, sitter.lifter) is None


class Counting:
    """A log that counts the sets that are read of it."""

    def __init__(self, stores: Stores) -> None:
        self._log, self.read = stores.log, 0

    def __getattr__(self, name: str):
        def counted(*given: object, **more: object) -> object:
            found = getattr(self._log, name)(*given, **more)
            self.read += sum(len(getattr(each, "sets", ())) for each in found)
            return found

        return counted


def reading() -> Iterator[tuple[Kind, int]]:
    stores, sitter = stored("five_years")
    for kind in Kind:
        log = Counting(stores)
        picture_of(log, sitter, kind)
        yield kind, log.read


def test_a_picture_of_years_reads_only_what_it_shows() -> None:
    read = dict(reading())
    every = sum(len(each.sets) for each in HISTORIES["five_years"]().workouts)
    assert read[Kind.BODY_MASS] == read[Kind.CALENDAR] == 0
    assert read[Kind.MUSCLES] < every / 12
    assert read[Kind.STRENGTH] < every / 3
    assert read[Kind.REVIEW] == every

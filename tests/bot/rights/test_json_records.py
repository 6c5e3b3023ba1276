"""Records as JSON: what is read is equal to what was written, to the last bit and the very type."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rights.errors import ArchiveError
from bot.rights.json_records import as_json, from_json
from bot.store.log_records import LifterRecords, LoggedSet, ProfileEntry, Workout

TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
LOADS = st.none() | st.floats(-1e6, 1e6)
SETS = st.builds(LoggedSet, TEXTS, st.integers(1, 10**6), LOADS, LOADS, st.sampled_from(("kg", "lb")), st.none(),
                 st.booleans(), TEXTS)  # fmt: skip
MOMENTS = st.datetimes(timezones=st.just(UTC))
WORKOUTS = st.builds(Workout, TEXTS, TEXTS, st.dates(), MOMENTS, st.lists(SETS, max_size=3).map(tuple), TEXTS, TEXTS)
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | st.lists(TEXTS).map(tuple)
FACTS = st.builds(ProfileEntry, TEXTS, TEXTS, VALUES, MOMENTS, TEXTS)


def through_text(kind: Any, record: Any) -> Any:
    return from_json(kind, json.loads(json.dumps(as_json(record))), "here")


def test_everything_that_is_kept_of_a_lifter_comes_back_equal(records: LifterRecords) -> None:
    empty = {name for name, value in vars(records).items() if not value}
    assert empty == set(), "something of everything is planted"
    assert through_text(LifterRecords, records) == records


@given(WORKOUTS)
def test_any_workout_comes_back_equal(workout: Workout) -> None:
    assert through_text(Workout, workout) == workout


@given(FACTS)
def test_any_fact_comes_back_with_its_very_type(entry: ProfileEntry) -> None:
    found = through_text(ProfileEntry, entry)
    assert found == entry
    assert type(found.value) is type(entry.value)


def test_a_moment_keeps_its_microseconds(records: LifterRecords) -> None:
    entry = replace(records.profile[0], said_at=records.profile[0].said_at + timedelta(microseconds=1))
    assert through_text(ProfileEntry, entry) == entry


def test_fields_of_a_newer_spotter_are_left_out(records: LifterRecords) -> None:
    content = as_json(records.workouts[0]) | {"mood": "good"}
    assert from_json(Workout, content, "workout") == records.workouts[0]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"day": "yesterday"}, r"workout\.day: expected a date"),
        ({"day": 5}, r"workout\.day: expected text"),
        ({"logged_at": "noon"}, r"workout\.logged_at: expected a datetime"),
        ({"sets": {}}, r"workout\.sets: expected a list"),
        ({"sets": ["one"]}, r"workout\.sets\[0\]: expected an object"),
        ({"sets": [{"exercise": "back_squat"}]}, r"workout\.sets\[0\]: expected the fields .*reps"),
        ({"title": None}, r"workout\.title: expected str"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(change: dict[str, Any], place: str) -> None:
    right = Workout("a", "b", date(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC), ())
    with pytest.raises(ArchiveError, match=place):
        from_json(Workout, as_json(right) | change, "workout")


@pytest.mark.parametrize(("field", "value"), [("reps", True), ("reps", 5.5), ("load_kg", "100"), ("is_warm_up", 1)])
def test_no_type_is_taken_for_another(field: str, value: object) -> None:
    right = as_json(LoggedSet("back_squat", 5, 100.0, 100.0, "kg"))
    with pytest.raises(ArchiveError, match=field):
        from_json(LoggedSet, right | {field: value}, "set")

"""A reminder in the making takes what is said, and knows what it lacks."""

from datetime import UTC, datetime, time

import pytest

from bot.nlu.reminder_times import read_reminder_times
from bot.reminders.draft import Asked, Draft
from bot.store.log_records import Reminder, new_id

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)  # a Sunday
SUNDAY = 6
FULL = Draft((0, 2), time(18), zones=("Europe/Berlin",))


def told(*texts: str, draft: Draft | None = None, training_days: tuple[int, ...] = ()) -> Draft:
    draft = draft or Draft()
    for text in texts:
        draft = draft.with_said(read_reminder_times(text), training_days, SUNDAY)
    return draft


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        ((), Asked.DAYS),
        (("at 18:00",), Asked.DAYS),
        (("mondays",), Asked.TIME),
        (("mondays at 6",), Asked.HALF),
        (("mondays at 6", "evening"), None),
        (("mondays in the evening", "at 6"), None),
        (("mondays 7am and 6pm",), Asked.SEVERAL),
        (("mondays 7am and 6pm", "7am"), None),
        (("mondays before my workout",), Asked.RELATIVE),
        (("mondays before my workout", "17:00"), None),
        (("mondays 6pm CST",), Asked.ZONE),
        (("mondays 6pm CST", "America/Chicago"), None),
        (("every other day 6pm",), Asked.RHYTHM),
        (("every other day 6pm", "mwf"), None),
        (("tomorrow 6pm",), Asked.ONCE),
        (("tomorrow 6pm", "every monday"), None),
        (("training days at 18:00",), Asked.TRAINING_DAYS),
        (("training days at 18:00", "tue thu"), None),
    ],
)
def test_what_is_missing_is_known(texts: tuple[str, ...], missing: Asked | None) -> None:
    assert told(*texts).missing == missing


def test_the_day_that_is_offered_is_the_one_of_which_there_was_talk() -> None:
    assert told("today at 18:00").proposed == (SUNDAY,)
    assert told("tomorrow at 18:00").proposed == (0,)
    assert told("this friday 18:00").proposed == (4,)
    assert told("tomorrow at 18:00").with_proposed().missing is None


def test_training_days_are_taken_where_they_are_known() -> None:
    assert told("on my training days at 18:00", training_days=(1, 4)).weekdays == (1, 4)


def test_what_is_said_later_takes_the_place_of_what_was_said_before() -> None:
    draft = told("mondays at 6pm", "no, tuesdays", "at 19:00", "london time")
    assert (draft.weekdays, draft.at, draft.zones) == ((1,), time(19), ("Europe/London",))


@pytest.mark.parametrize(
    ("text", "weekdays", "at"),
    [
        ("change it to 7", (0, 2), time(19)),
        ("make it 7 in the morning", (0, 2), time(7)),
        ("add friday", (0, 2, 4), time(18)),
        ("change the monday one to tuesday", (1, 2), time(18)),
        ("not on wednesdays", (0,), time(18)),
        ("weekends instead", (5, 6), time(18)),
    ],
)
def test_a_change_keeps_what_it_does_not_speak_of(text: str, weekdays: tuple, at: time) -> None:
    changed = told(text, draft=Draft.of(FULL.made(new_id(), new_id(), "web:1", "UTC", NOW)))
    assert (changed.weekdays, changed.at, changed.zones) == (weekdays, at, ("Europe/Berlin",))


@pytest.mark.parametrize(
    "texts",
    [("mondays at 6",), ("mondays 7am and 6pm",), ("6pm CST",), ("tomorrow 6pm",), ("evenings",), ("every other day",)],
)
def test_a_draft_comes_back_from_its_slot_as_it_was(texts: tuple[str, ...]) -> None:
    draft = told(*texts)
    assert Draft.from_slot(draft.as_slot()) == draft


def test_a_reminder_is_made_in_the_gyms_zone_unless_another_was_said() -> None:
    at_home = told("sundays 18:00").made("a" * 32, "b" * 32, "web:1", "Europe/Berlin", NOW)
    assert at_home == Reminder(
        "a" * 32, "b" * 32, "web:1", (6,), time(18), "Europe/Berlin", datetime(2026, 3, 15, 17, tzinfo=UTC)
    )
    away = told("sundays 18:00 new york time").made("a" * 32, "b" * 32, "web:1", "Europe/Berlin", NOW)
    assert (away.zone, away.next_due) == ("America/New_York", datetime(2026, 3, 15, 22, tzinfo=UTC))


def test_a_change_keeps_the_id_of_what_it_changes() -> None:
    old = FULL.made("a" * 32, "b" * 32, "web:1", "UTC", NOW)
    assert Draft.of(old).made("c" * 32, "b" * 32, "web:1", "UTC", NOW) == old

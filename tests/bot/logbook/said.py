"""Told workouts for tests: read from words, as in a chat."""

from datetime import date

from bot.logbook.entry import Entry, entry_of
from bot.nlu.logged_sets import read_logs
from bot.nlu.said_workout import SaidWorkout

TODAY = date(2026, 11, 18)


def told(text: str, unit: str | None = "kg") -> SaidWorkout:
    """The one workout of a text."""
    (found,) = read_logs(text, TODAY, unit, is_asked=True)
    return found


def entry(text: str, unit: str | None = "kg", familiar: tuple[str, ...] = ()) -> Entry:
    """A text, split into what is sure and what is asked."""
    return entry_of(told(text, unit), unit, familiar)


def waiting(text: str, unit: str | None = "kg") -> SaidWorkout:
    """What of a text is asked about."""
    found = entry(text, unit).waiting
    assert found is not None, text
    return found

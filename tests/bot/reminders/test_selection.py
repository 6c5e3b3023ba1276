"""Which reminders are spoken of."""

from datetime import UTC, datetime, time

import pytest

from bot.nlu.reminder_times import read_reminder_times
from bot.reminders.selection import days_to_end, to_change, to_end, without_days
from bot.store.log_records import Reminder, new_id

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)  # a Sunday
MWF = Reminder(new_id(), "a" * 32, "web:1", (0, 2, 4), time(18), "Europe/Berlin", NOW)
SAT = Reminder(new_id(), "a" * 32, "web:1", (5,), time(9), "Europe/Berlin", NOW)
BOTH = (MWF, SAT)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("change the friday one to 7pm", [MWF]),
        ("move the 9am one to 10am", [SAT]),
        ("the 6 o'clock one to 7pm", [MWF]),
        ("change my reminder to 7pm", [MWF, SAT]),
        ("change the tuesday one", []),
    ],
)
def test_a_reminder_to_change_is_named_by_its_day_or_time(text: str, meant: list[Reminder]) -> None:
    assert to_change(BOTH, read_reminder_times(text)) == meant


@pytest.mark.parametrize(
    ("text", "meant", "days"),
    [
        ("stop reminders", [MWF, SAT], ()),
        ("stop the friday one", [MWF], (4,)),
        ("no reminders on monday and saturday", [MWF, SAT], (0, 5)),
        ("drop the 9am one", [SAT], ()),
        ("stop at 9", [SAT], ()),
        ("keep saturday, stop the other reminders", [MWF], (0, 1, 2, 3, 4, 6)),
        ("stop the tuesday one", [], (1,)),
    ],
)
def test_reminders_to_end_are_named_by_day_or_time(text: str, meant: list[Reminder], days: tuple) -> None:
    said = read_reminder_times(text)
    assert to_end(BOTH, said) == meant
    assert days_to_end(said) == days


def test_a_reminder_loses_some_of_its_days_and_comes_on_the_next_of_the_others() -> None:
    left = without_days(MWF, (0,), NOW)
    assert left is not None
    assert (left.weekdays, left.next_due) == ((2, 4), datetime(2026, 3, 18, 17, tzinfo=UTC))
    assert without_days(MWF, (0, 2, 4), NOW) is None
    assert without_days(MWF, (), NOW) is None

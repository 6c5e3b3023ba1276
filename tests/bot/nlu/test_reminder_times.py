"""When to remind, read from what people type."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.reminder_text import MOST_CHARACTERS
from bot.nlu.reminder_times import Doubt, ReminderTimes, read_reminder_times

FILE = yaml.safe_load(Path("tests/bot/nlu/reminder_times.yml").read_text(encoding="utf-8"))
CASES = [pytest.param(*case, id=f"{group}: {case[0][:50]}") for group, cases in FILE.items() for case in cases]
NEITHER = ("all", "more")


def in_short(read: ReminderTimes) -> set[str]:
    """A reading as the file writes it."""
    days, chosen = ("".join(map(str, each)) for each in (read.weekdays, read.chosen_weekdays))
    found = {
        days,
        f"c:{chosen}" if chosen else "",
        *(f"{each:%H:%M}" for each in read.times),
        *(f"{each:%H:%M}?" for each in read.open_times),
        *(f"c:{each:%H:%M}" for each in read.chosen_times),
        "|".join(read.zones),
        read.half,
        "training" if read.on_training_days else "",
        "" if read.days_ahead is None else f"+{read.days_ahead}",
        "change" if read.is_change else "",
        "add" if read.is_addition else "",
        *map(str, read.doubts),
    }
    return found - {""}


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_message_is_read_as_written(text: str, expected: str) -> None:
    wanted = {each for each in expected.split() if each not in (*NEITHER, "-")}
    read = read_reminder_times(text)
    assert in_short(read) == wanted
    for word in NEITHER:
        if word in expected.split():
            assert read.is_all == (word == "all")


def test_there_are_many_cases_and_none_stands_twice() -> None:
    texts = [param.values[0] for param in CASES]
    assert len(texts) >= 150
    assert len(set(texts)) == len(texts)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    read = read_reminder_times(text)
    assert set(read.weekdays) <= set(range(7))
    assert all(each.hour <= 12 for each in read.open_times)
    assert read.says_when or not read.doubts


PIECES = st.sampled_from(
    ["mon", "fri", "every day", "except", "not", "6", "6pm", "18:00", ":", "/", "-", "half past", "at", "to", "from",
     "the", "one", "berlin time", "est", "utc+2", "tomorrow", "24", "0", "99", "12am", ".", "m/w/f", "change", "add",
     "~", "noon"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_any_jumble_of_times_is_read(text: str) -> None:
    assert isinstance(read_reminder_times(text), ReminderTimes)


@pytest.mark.parametrize(
    "piece", ["mon ", "6:", "1 ", "from mon to ", "m/", "not ", "every ", "12", "the mon ", "a/", "half past "]
)
def test_the_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    read_reminder_times(piece)
    long = (piece * MOST_CHARACTERS)[:MOST_CHARACTERS]
    started = time.process_time()
    read_reminder_times(long)
    assert time.process_time() - started < 1
    started = time.process_time()
    read_reminder_times(long * 50)
    assert time.process_time() - started < 1


def test_a_doubt_says_when() -> None:
    assert read_reminder_times("every other day").says_when
    assert read_reminder_times("every other day").doubts == {Doubt.RHYTHM}
    assert not read_reminder_times("please").says_when

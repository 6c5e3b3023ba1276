"""Reads when somebody wants to be reminded: days of the week, a time of day, and a zone.

Takes any text and never raises; the time grows with its length, not faster. Whether a reminder is wanted at all is not
its business: "I train mondays at 6" is read alike.
"""

import re
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from functools import cache

from bot.nlu.reminder_clock import SaidTimes, half_of_day, read_bare_hour, read_times
from bot.nlu.reminder_days import DAY, read_days
from bot.nlu.reminder_text import Unread, between_words, lexicon, phrases, plain
from bot.nlu.reminder_zones import read_zone


class Doubt(StrEnum):
    """What has to be asked about, because no reminder can be made of it."""

    RHYTHM = "rhythm"  # every other day, once a month: not the same week by week
    RELATIVE = "relative"  # an hour before the workout: no time of day
    ONCE = "once"  # tomorrow, this friday: one time only


@dataclass(frozen=True, slots=True)
class ReminderTimes:
    """When a message says to remind; what it does not say is empty.

    `weekdays`: 0 is Monday. `times`: of day, clear. `open_times`: of which it is not said whether they are in the
    morning (as they are given here) or twelve hours later. `zones`: the zone, or several that may be meant.
    `days_ahead`: 0 for today, 1 for tomorrow. `half`: "am" or "pm" where a part of the day is told.
    `chosen_weekdays`, `chosen_times`: the reminder that is spoken of, "the friday one", "the 6pm one", or what it is
    moved from. `taken_weekdays`: "not on fridays". `is_change`, `is_addition`: words that say so. `is_wish`: it speaks
    of reminding; `is_order`: it orders it. `is_of_all`, `is_of_one`: of all reminders, of some one. `is_stop`,
    `is_keeping`: words that end some, or all others. `is_all`: the message says nothing else.
    """

    weekdays: tuple[int, ...] = ()
    on_training_days: bool = False
    times: tuple[time, ...] = ()
    open_times: tuple[time, ...] = ()
    zones: tuple[str, ...] = ()
    days_ahead: int | None = None
    half: str = ""
    chosen_weekdays: tuple[int, ...] = ()
    chosen_times: tuple[time, ...] = ()
    taken_weekdays: tuple[int, ...] = ()
    is_change: bool = False
    is_addition: bool = False
    is_wish: bool = False
    is_order: bool = False
    is_of_all: bool = False
    is_of_one: bool = False
    is_stop: bool = False
    is_keeping: bool = False
    is_all: bool = False
    doubts: frozenset[Doubt] = frozenset()

    @property
    def says_when(self) -> bool:
        """Whether it says anything of days, time or zone."""
        said = (self.weekdays, self.times, self.open_times, self.zones, self.chosen_weekdays, self.chosen_times)
        return any(said) or self.on_training_days or self.days_ahead is not None or bool(self.doubts)

    def as_new(self) -> "ReminderTimes":
        """The same where there is no reminder to choose: "my monday reminder" is to be one on Mondays."""
        if not self.weekdays and not self.times and not self.open_times:
            return replace(self, weekdays=self.chosen_weekdays, times=self.chosen_times)
        return replace(self, weekdays=self.weekdays or self.chosen_weekdays)


def read_reminder_times(text: str) -> ReminderTimes:
    """When a text says to remind."""
    words = plain(text)
    unread = Unread(words)
    is_change, is_addition, may_change = (_says(group, words) for group in ("change", "add", "maybe_change"))
    half = half_of_day(words)
    zone = read_zone(unread)
    doubts = {Doubt.RHYTHM} if unread.take(phrases("other_rhythm")) else set()
    is_relative = unread.take(phrases("relative"))
    on_training_days = unread.take(phrases("training_days"))
    ahead, is_once = _days_ahead(unread)
    days = read_days(unread, is_change or may_change)
    clock = read_times(unread, half, is_change or may_change)
    if is_relative and not (clock.clear or clock.open):
        doubts.add(Doubt.RELATIVE)
    if is_once and not days.is_plural and not on_training_days:
        doubts.add(Doubt.ONCE)
    for group in ("morning", "evening"):
        unread.take(phrases(group))
    clock = _with_bare_hour(clock, unread, half)
    is_chosen = bool(days.chosen or clock.chosen)
    is_new = bool(days.days or on_training_days) and bool(clock.clear or clock.open) and not is_chosen
    is_change |= may_change and not is_new
    is_stop, is_keeping = _says("stop", words), _says("keeping", words)
    is_ending = (is_stop or is_keeping) and bool(days.days or days.taken or is_chosen)
    return ReminderTimes(
        weekdays=tuple(sorted(days.days)),
        on_training_days=on_training_days,
        times=clock.clear,
        open_times=clock.open,
        zones=zone,
        days_ahead=ahead,
        half="am" if half == "am" else "pm" if half else "",
        chosen_weekdays=tuple(sorted(days.chosen)),
        chosen_times=clock.chosen,
        taken_weekdays=tuple(sorted(days.taken)),
        is_change=is_change,
        is_addition=is_addition,
        is_wish=_says("wish", words),
        is_order=_says("order", words),
        is_of_all=_says("all_of_them", words),
        is_of_one=_says("one_of_them", words),
        is_stop=is_stop,
        is_keeping=is_keeping,
        is_all=_is_beside(unread.words(), is_change or may_change or is_addition or is_chosen or is_ending),
        doubts=frozenset(doubts),
    )


def _says(group: str, words: str) -> bool:
    return bool(phrases(group).search(words))


@cache
def _single_days() -> dict[str, re.Pattern[str]]:
    words = lexicon()
    near = "|".join((*words["today"], *words["tomorrow"]))
    this = rf"{words['this_one']} (?={DAY})"
    return {
        "start": between_words([rf"{words['starting']} (?:{near}|{words['this_one']} (?:week|month|{DAY}))"]),
        "this": re.compile(rf"(?<!\w){this}"),
    }


def _days_ahead(unread: Unread) -> tuple[int | None, bool]:
    """How far ahead the day is, where it is today or tomorrow; and whether one day alone is named.

    The day on which to begin ("starting tomorrow") is none of them: reminders begin as soon as they can.
    """
    unread.take(_single_days()["start"])
    is_this = unread.take(_single_days()["this"])
    is_tomorrow, is_today = unread.take(phrases("tomorrow")), unread.take(phrases("today"))
    is_once = unread.take(phrases("only_once")) or is_this or is_tomorrow or is_today
    return (1 if is_tomorrow else 0 if is_today else None), is_once


def _with_bare_hour(clock: SaidTimes, unread: Unread, half: str) -> SaidTimes:
    """The times, or where none is told the hour that a lone number is, if nothing else is said."""
    if clock.clear or clock.open or not _is_beside([word for word in unread.words() if not word.isdigit()], True):
        return clock
    bare = read_bare_hour(unread, half)
    if bare is None:
        return clock
    said, is_clear = bare
    return replace(clock, clear=(said,)) if is_clear else replace(clock, open=(said,))


def _is_beside(words: list[str], is_change: bool) -> bool:
    """Whether words are such as stand beside times in an answer, or in a change, that says nothing else."""
    known = {str(word) for word in (*lexicon()["beside"], *(lexicon()["changing"] if is_change else ()))}
    return all(word in known for word in words)

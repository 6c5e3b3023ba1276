"""Reads a message in which a lifter tells what was lifted: "bench 60kg 5x5 then 3x8 at 50".

Of plans, questions, wishes, facts ("my max is 140") and what others lifted nothing is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from bot.nlu.log_claims import Claims, read_claims
from bot.nlu.log_dates import SaidDay, find_days
from bot.nlu.log_doubts import doubts_of
from bot.nlu.log_efforts import read_efforts
from bot.nlu.log_evidence import Evidence
from bot.nlu.log_names import names_of, unname
from bot.nlu.log_others import read_others
from bot.nlu.log_places import read_different
from bot.nlu.log_plans import Plan, read_departures, read_plan
from bot.nlu.log_regions import find_regions
from bot.nlu.log_remarks import with_different, with_efforts, with_notes
from bot.nlu.log_text import EXERCISE, NUMBER, LogText
from bot.nlu.log_unread import read_unread
from bot.nlu.log_warm_ups import mark_warm_ups, read_warm_ups
from bot.nlu.log_words import words
from bot.nlu.said_workout import Departure, Doubt, SaidSet, SaidWorkout, Unsure
from bot.nlu.set_drafts import Draft, Units, read_drafts
from bot.nlu.weekdays import DAYS

MOST_CHARACTERS = 20_000
"""Of a longer text the beginning is read."""


def read_log(text: str, today: date, unit: str | None = None, is_asked: bool = False) -> SaidWorkout | None:
    """What a message says was lifted; None if it tells of nothing that was done.

    `today` is the lifter's own date, `unit` the one ("kg" or "lb") the lifter uses, if known: it decides plates ("2
    plates"), the order of "3/11", and whether a load without a unit is doubtful; it is not put into the sets.
    `is_asked`: the lifter was just asked what was done, so that "bench 3x8" is an answer. Takes any text, never raises.
    """
    said = text[:MOST_CHARACTERS]
    days = [each for each in find_days(said, today, month_first=unit == "lb") if not _is_compared(said, each)]
    in_figures = [(each.start, each.end) for each in days if any(map(str.isdigit, said[each.start : each.end]))]
    log = LogText.of(said, in_figures)
    if not _may_tell(log):
        return None
    claims = read_claims(log, bool(days))
    named = {each.day for each in days}
    if len(named) > 1 and not claims.is_done and "k" not in log.signs:
        return None
    is_past = len(named) == 1 and min(named) < today and not _is_heading(said, days[0])
    return _Message(log, claims, is_asked or claims.is_done or is_past, is_asked, days, today, unit).workout()


def read_logs(text: str, today: date, unit: str | None = None, is_asked: bool = False) -> tuple[SaidWorkout, ...]:
    """The workouts of a message that may tell of several days ("Mon: squat 100 3x5\\nWed: ..."), in its order.

    Each is read by `read_log` from where its day begins a line or a sentence to where the next one does.
    """
    said = text[:MOST_CHARACTERS]
    starts = [each.start for each in find_days(said, today, month_first=unit == "lb") if _begins(said, each)]
    cuts = [0, *(start for start in starts if start), len(said)]
    found = [read_log(said[start:end], today, unit, is_asked) for start, end in pairwise(cuts)]
    several = tuple(workout for workout in found if workout is not None)
    if len(several) > 1:
        return several
    whole = read_log(said, today, unit, is_asked)
    return (whole,) if whole is not None else ()


def _begins(said: str, day: SaidDay) -> bool:
    """Whether a day stands at the beginning of a line or a sentence."""
    before = said[: day.start].rstrip(" \t-*•(")
    return not before or before[-1] in "\n.;/|"


def _is_compared(said: str, day: SaidDay) -> bool:
    """Whether a week is what the numbers before are compared with: "6/6/5, last week 6/5/4"."""
    return len(day.candidates) > 1 and any(map(str.isdigit, said[: day.start]))


def _is_heading(said: str, day: SaidDay) -> bool:
    """Whether it is the mere name of a weekday, in front of what may be a plan: "Mon: push-ups 4x15"."""
    return said[day.start : day.end].lower() in DAYS


def _may_tell(log: LogText) -> bool:
    has_signs = any(sign in log.signs for sign in (NUMBER, EXERCISE, "y"))
    return has_signs or not words("hints_of_plans").isdisjoint(log.texts)


@dataclass
class _Message:
    """One message. `read` are the tokens whose meaning is known already."""

    log: LogText
    claims: Claims
    is_done: bool
    is_asked: bool
    days: Sequence[SaidDay]
    today: date
    unit: str | None
    read: set[int] = field(default_factory=set)

    def workout(self) -> SaidWorkout | None:
        read_others(self.log, self.read)
        self.read.update(self.claims.blocked)
        plan = read_plan(self.log, self.claims, self.read)
        warm_ups = read_warm_ups(self.log, self.read)
        efforts = read_efforts(self.log, self.read, first=True)
        different = read_different(self.log, self.read)
        efforts += read_efforts(self.log, self.read)
        signs = self.log.without(self.read)
        regions = find_regions(self.log, signs)
        drafts = read_drafts(self.log, signs, regions, Units(self._unit_of_all(signs), self.unit))
        names = names_of(self.log, signs, regions)
        unname(self.log, drafts, names)
        unused = with_different(self.log, drafts, different)
        with_efforts(self.log, drafts, efforts)
        mark_warm_ups(self.log, warm_ups, drafts)
        with_notes(self.log, drafts, self.claims.blocked)
        departures = tuple(read_departures(self.log, drafts, unused)) if plan.is_told else ()
        named = frozenset(at for each in names.values() for at in each)
        has_heading = any(_is_heading(self.log.said, each) for each in self.days)
        is_plan = has_heading and all(each.load.value is None for each in drafts)
        evidence = Evidence(self.log, self.claims, self.is_done, self.is_asked, named, frozenset(self.read), is_plan)
        kept = [each for each in evidence.kept(drafts) if not (plan.is_told and each.reps is None)]
        if not kept and not plan.is_done:
            return None
        return self._made(plan, kept, departures, names)

    def _unit_of_all(self, signs: str) -> str | None:
        """The only unit that the message says."""
        said = {"kg" if text == "k" else text for text, sign in zip(self.log.texts, signs, strict=True) if sign == "k"}
        return said.pop() if len(said) == 1 else None

    def _made(
        self, plan: Plan, kept: list[Draft], departures: tuple[Departure, ...], names: dict[int, range]
    ) -> SaidWorkout | None:
        days = list(dict.fromkeys(each.day for each in self.days))
        day = days[0] if days else self.today
        if day > self.today and not self.claims.is_done:
            return None
        return SaidWorkout(
            day=day,
            is_day_said=bool(days),
            sets=tuple(map(_said_set, kept)),
            program_day=plan.day,
            program_week=plan.week,
            is_todays=plan.is_todays and (plan.as_planned or not kept),
            as_planned=plan.as_planned,
            departures=departures,
            unread=read_unread(self.log, self.claims, kept, self.read),
            doubts=(*doubts_of(self.log, kept, names, self.unit), *self._doubts_of_days(days)),
        )

    def _doubts_of_days(self, days: Sequence[date]) -> Iterator[Doubt]:
        several = tuple(days) if len(days) > 1 else ()
        candidates = next((each.candidates for each in self.days if each.candidates), several)
        if candidates:
            yield Doubt(Unsure.DAY, (), "", tuple(each.isoformat() for each in candidates))
        if days and days[0] > self.today:
            yield Doubt(Unsure.FUTURE, (), "", (days[0].isoformat(),))


def _said_set(draft: Draft) -> SaidSet:
    load = draft.load
    return SaidSet(
        exercise=draft.exercise,
        reps=draft.reps,
        load=load.value,
        unit=load.unit if load.value is not None else None,
        rpe=draft.rpe,
        rir=draft.rir,
        is_warm_up=draft.is_warm_up,
        note=", ".join(draft.notes),
    )

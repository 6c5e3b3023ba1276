"""The review of a week: what was done, against what is usual and what the guideline asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean as mean

from bot.coaching.advice import Advice, Amount, Mass, Value
from bot.coaching.amounts import shown_mass
from bot.coaching.deload_proposal import DeloadProposal, deload_proposal
from bot.coaching.exercise import Loading, exercise
from bot.coaching.guideline import guideline
from bot.coaching.personal_record import PersonalRecord, bests, compared
from bot.coaching.terms import MassUnit, Muscle, TrainingAge, TrainingGoal
from bot.coaching.training_week import WEEK, monday_of
from bot.coaching.units import from_kg
from bot.progress.series import (
    Tonnage,
    WeekOfSets,
    band,
    body_mass,
    body_mass_on,
    by_exercise,
    streak,
    tonnage,
    weekly_sets,
)  # fmt: skip
from bot.store.log_records import BodyMass, Workout

TOPIC = "weekly_review"
BEFORE = 4
"""So many weeks before make what is usual."""
FRIDAY = 4
MONTHS = timedelta(weeks=16)
"""As far back the log is looked through for lifts that have stalled and for easy weeks."""


@dataclass(frozen=True)
class WeeklyReview:
    """A week from `monday`. `weeks` and `moved` end with it and hold up to four before; `aim` is in sets per muscle.

    `trend_kg` is by how much the mean body mass of the week differs from that of the week before; None: not known.
    """

    monday: date
    is_over: bool
    unit: MassUnit
    days: tuple[date, ...]
    weeks: tuple[WeekOfSets, ...]
    moved: tuple[Tonnage, ...]
    aim: tuple[float, float]
    streak_weeks: int
    records: tuple[PersonalRecord, ...] = ()
    deload: DeloadProposal | None = None
    trend_kg: float | None = None

    @property
    def week(self) -> WeekOfSets:
        return self.weeks[-1]

    def muscles(self, place: str) -> tuple[Muscle, ...]:
        """The muscles that got sets this week or lately, and are "below", "in" or "above" the band."""
        lately = dict.fromkeys(muscle for week in self.weeks for muscle in week.per_muscle)
        return tuple(each for each in lately if _place(self.week.per_muscle.get(each, 0), self.aim) == place)

    @property
    def usual(self) -> tuple[float, float, float] | None:
        """Workouts, hard sets and kg moved of the weeks before, on average; None if there are none."""
        before, moved = self.weeks[:-1], self.moved[:-1]
        if not before:
            return None
        return (
            mean(each.workouts for each in before),
            mean(each.hard_sets for each in before),
            mean(each.kg for each in moved),
        )

    @property
    def advice(self) -> Advice:
        """The same as an answer: variants nothing, first_week, so_far, and none for a week that is over."""
        rules = guideline("weekly_volume")
        return Advice(TOPIC, self._values(), self._variant(), (), rules.sources())

    def _variant(self) -> str:
        if not self.week.workouts:
            return "nothing"
        if not self.weeks[:-1]:
            return "first_week"
        return "" if self.is_over else "so_far"

    def _values(self) -> dict[str, Value]:
        values: dict[str, Value] = {
            "workouts": Amount(self.week.workouts, self.week.workouts, "workouts"),
            "sets": Amount(self.week.hard_sets, self.week.hard_sets, "sets"),
            "moved": _whole(self.moved[-1].kg, self.unit),
            "aim": Amount(*self.aim, "sets per week"),
            "streak": Amount(self.streak_weeks, self.streak_weeks, "weeks"),
            "records": float(len(self.records)),
        }
        if self.usual:
            workouts, sets, moved_kg = self.usual
            values["usual_workouts"] = Amount(round(workouts, 1), round(workouts, 1), "workouts")
            values["usual_sets"] = Amount(round(sets), round(sets), "sets")
            values["usual_moved"] = _whole(moved_kg, self.unit)
        values |= {f"muscles_{place}": found for place in ("below", "in", "above") if (found := self.muscles(place))}
        if self.moved[-1].uncounted:
            values["uncounted"] = Amount(self.moved[-1].uncounted, self.moved[-1].uncounted, "sets")
        if self.trend_kg is not None:
            values["body_mass_change"] = shown_mass(self.trend_kg, self.unit)
        return values


def weekly_review(
    workouts: Iterable[Workout],
    masses: Sequence[BodyMass],
    today: date,
    *,
    unit: MassUnit = MassUnit.KG,
    training_goal: TrainingGoal | None = None,
    training_age: TrainingAge | None = None,
    plans_easy_weeks: bool = False,
    monday: date | None = None,
) -> WeeklyReview:
    """The review of the week from `monday`, by default of the one that the lifter will mean: from Friday on this one.

    `workouts` are all that there are, for records; with `plans_easy_weeks` none is proposed.
    """
    log = [each for each in workouts if each.day <= today]
    monday = monday or week_meant(log, today)
    last = min(monday + WEEK - timedelta(days=1), today)
    log = [each for each in log if each.day <= last]
    first = max(min((monday_of(each.day) for each in log), default=monday), monday - BEFORE * WEEK)
    recent = [each for each in log if each.day > last - MONTHS]
    return WeeklyReview(
        monday=monday,
        is_over=monday + WEEK <= today,
        unit=unit,
        days=tuple(sorted({each.day for each in log if each.day >= monday})),
        weeks=weekly_sets(log, first, last),
        moved=tonnage(log, masses, first, last),
        aim=band(training_goal, training_age),
        streak_weeks=streak((each.day for each in log), last).weeks,
        records=_records(log, monday, unit, body_mass_on(masses)(last)),
        deload=None if plans_easy_weeks else deload_proposal(recent, today, training_age),
        trend_kg=_trend_kg(masses, monday, last),
    )


def week_meant(workouts: Iterable[Workout], today: date) -> date:
    """The Monday of the week that a lifter will mean: from Friday on this one, before it the last; but no empty one."""
    now = monday_of(today)
    days = {each.day for each in workouts}
    has_this, has_last = any(now <= day <= today for day in days), any(now - WEEK <= day < now for day in days)
    return now if not has_last or (has_this and today.weekday() >= FRIDAY) else now - WEEK


def _records(
    log: Iterable[Workout], monday: date, unit: MassUnit, body_mass_kg: float | None
) -> tuple[PersonalRecord, ...]:
    """The records of the week over all before it, the most important first."""
    found: list[PersonalRecord] = []
    for name, those in by_exercise(log).items():
        this_week = [each for each in those if each.day >= monday]
        if not this_week or exercise(name).loading is Loading.BAND:
            continue
        now, before = (bests(name, each, body_mass_kg) for each in (this_week, those[: -len(this_week)]))
        if now and before:
            found += compared(name, now, before, unit)
    order = list(type(found[0].kind)) if found else []
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), not exercise(each.exercise).compound)))


def _trend_kg(masses: Sequence[BodyMass], monday: date, last: date) -> float | None:
    weeks = [
        [each.kg for each in body_mass(masses) if first <= each.day <= end]
        for first, end in ((monday - WEEK, monday - timedelta(days=1)), (monday, last))
    ]
    return mean(weeks[1]) - mean(weeks[0]) if all(weeks) else None


def _place(sets: float, aim: tuple[float, float]) -> str:
    return "below" if sets < aim[0] else "above" if sets > aim[1] else "in"


def _whole(mass_kg: float, unit: MassUnit) -> Mass:
    return Mass(round(from_kg(mass_kg, unit)), unit)

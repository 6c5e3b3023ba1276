"""Figures of a log over time, from its workouts in any order. Masses in kg; weeks by their Monday."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean as mean

from bot.coaching import weekly_volume
from bot.coaching.best_estimate import BestSet, best_estimate, has_one_rep_max
from bot.coaching.exercise import Loading, exercise
from bot.coaching.lifted_mass import lifted_kg
from bot.coaching.log import WorkoutDone, in_order, load_of, work_sets
from bot.coaching.terms import Muscle, TrainingAge, TrainingGoal
from bot.coaching.training_week import WEEK, by_week, hard_sets, monday_of, sets_per_muscle
from bot.store.log_records import BodyMass, LoggedSet, Workout

TREND_DAYS, LONG_TREND_DAYS = 7, 28
LONG = timedelta(weeks=26)
RECENT = timedelta(weeks=8)


@dataclass(frozen=True)
class MaxPoint:
    """The best estimated 1RM of a day: the middle of the formulas, and their range. `done` is the set it is from."""

    day: date
    low_kg: float
    middle_kg: float
    high_kg: float
    done: BestSet


@dataclass(frozen=True)
class RepsPoint:
    """The best set of a day with one's own weight: the heaviest (0 is the body alone), and of these the longest."""

    day: date
    reps: int
    load_kg: float


@dataclass(frozen=True)
class WeekOfSets:
    """Hard sets of a week; those that train a muscle on the side count half for it."""

    monday: date
    workouts: int
    hard_sets: int
    per_muscle: Mapping[Muscle, float]


@dataclass(frozen=True)
class Tonnage:
    """What was lifted in all from `first` on; `uncounted` hard sets have no mass that can be told."""

    first: date
    kg: float
    uncounted: int


@dataclass(frozen=True)
class MassPoint:
    """Body mass on a day, and the mean of the `trend_days` up to it."""

    day: date
    kg: float
    trend_kg: float
    trend_days: int


@dataclass(frozen=True)
class Streak:
    """Workouts on each day that has some, and weeks in a row with at least one: now, and at best.

    The week of today counts once it has a workout, and does not break the run before.
    """

    days: Mapping[date, int]
    weeks: int
    best_weeks: int


def one_rep_maxes(workouts: Iterable[Workout], exercise_id: str) -> tuple[MaxPoint, ...]:
    """The estimated 1RM of each day that lets one tell it."""
    best: dict[date, BestSet] = {}
    for each in in_order(workouts):
        found = best_estimate(exercise_id, work_sets(each, exercise_id))
        if found and (each.day not in best or found.one_rep_max.middle > best[each.day].one_rep_max.middle):
            best[each.day] = found
    return tuple(
        MaxPoint(day, found.one_rep_max.low, found.one_rep_max.middle, found.one_rep_max.high, found)
        for day, found in best.items()
    )


def best_reps(workouts: Iterable[Workout], exercise_id: str) -> tuple[RepsPoint, ...]:
    """The best set of each day, for exercises without a 1RM. Reps are seconds or steps where they are timed."""
    best: dict[date, tuple[float, int]] = {}
    for each in in_order(workouts):
        for done in work_sets(each, exercise_id):
            best[each.day] = max(best.get(each.day, (load_of(done), 0)), (load_of(done), done.reps))
    return tuple(RepsPoint(day, reps, load_kg) for day, (load_kg, reps) in best.items())


def main_lifts(workouts: Iterable[Workout], most: int = 4, *, with_max: bool = True) -> tuple[str, ...]:
    """The exercises to show: those with a 1RM, or those without.

    First those of the last weeks, of these the big ones, of these the ones on a bar, and then the most frequent; and
    one of each movement before there are two of one.
    """
    days: dict[str, list[date]] = {}
    for each in workouts:
        for name in {done.exercise for done in each.sets if not done.is_warm_up}:
            days.setdefault(name, []).append(each.day)
    suited = [name for name in days if has_one_rep_max(name) is with_max]
    latest = max((max(days[name]) for name in suited), default=date.min)

    def order(name: str) -> tuple[bool, bool, bool, int, str]:
        found, is_recent = exercise(name), latest - max(days[name]) < RECENT
        return not is_recent, not found.compound, found.loading is not Loading.BARBELL, -len(days[name]), name

    ordered = sorted(suited, key=order)
    first = {exercise(name).pattern: name for name in reversed(ordered)}
    leading = [name for name in ordered if first[exercise(name).pattern] == name]
    return tuple(dict.fromkeys([*leading, *ordered]))[:most]


def by_exercise(workouts: Iterable[Workout]) -> dict[str, list[Workout]]:
    """The workouts with each exercise, the oldest first, each with the sets of that exercise alone."""
    found: dict[str, list[Workout]] = {}
    for each in in_order(workouts):
        sets: dict[str, list[LoggedSet]] = {}
        for done in each.sets:
            sets.setdefault(done.exercise, []).append(done)
        for name, those in sets.items():
            found.setdefault(name, []).append(replace(each, sets=tuple(those)))
    return found


def weekly_sets(workouts: Iterable[Workout], first: date, last: date) -> tuple[WeekOfSets, ...]:
    """Hard sets of each week from that of `first` to that of `last`; weeks without any are there."""
    return tuple(
        WeekOfSets(monday, len(done), len(hard_sets(done)), sets_per_muscle(done))
        for monday, done in by_week(workouts, first, last).items()
    )


def band(training_goal: TrainingGoal | None, training_age: TrainingAge | None) -> tuple[float, float]:
    """Fewest and most hard sets per muscle and week, by the guideline: for strength, else as for size.

    Who is new has a band of their own.
    """
    is_strength = training_goal is TrainingGoal.STRENGTH
    return weekly_volume.band(TrainingGoal.STRENGTH if is_strength else TrainingGoal.HYPERTROPHY, training_age)


def tonnage(workouts: Iterable[Workout], masses: Sequence[BodyMass], first: date, last: date) -> tuple[Tonnage, ...]:
    """What was lifted in each week, from that of `first` to that of `last`. Warm-ups and easy sets do not count."""
    mass_on = body_mass_on(masses)
    return tuple(_tonnage(monday, done, mass_on) for monday, done in by_week(workouts, first, last).items())


def by_month(weeks: Iterable[Tonnage]) -> tuple[Tonnage, ...]:
    """Weeks summed up by the month of their Monday."""
    found: dict[date, Tonnage] = {}
    for each in weeks:
        first = each.first.replace(day=1)
        before = found.get(first, Tonnage(first, 0, 0))
        found[first] = Tonnage(first, before.kg + each.kg, before.uncounted + each.uncounted)
    return tuple(found.values())


def body_mass_on(masses: Sequence[BodyMass]) -> Callable[[date], float | None]:
    """The body mass on a day: the latest up to it, else the first after it; None if there is none."""
    ordered = sorted(masses, key=lambda each: each.day)
    days = [each.day for each in ordered]

    def found(day: date) -> float | None:
        return ordered[max(bisect_right(days, day) - 1, 0)].mass_kg if ordered else None

    return found


def body_mass(masses: Sequence[BodyMass]) -> tuple[MassPoint, ...]:
    """Body mass by day, of one day the last that was told; the mean is of a week, or of four where there is much."""
    by_day = {each.day: each.mass_kg for each in sorted(masses, key=lambda each: each.day)}
    days, found = list(by_day), []
    trend = LONG_TREND_DAYS if days and days[-1] - days[0] > LONG else TREND_DAYS
    for at, day in enumerate(days):
        since = bisect_right(days, day - timedelta(days=trend))
        found.append(MassPoint(day, by_day[day], mean(by_day[each] for each in days[since : at + 1]), trend))
    return tuple(found)


def streak(trained: Iterable[date], today: date) -> Streak:
    """The days of training and the weeks in a row. `trained` are the days of the workouts, in any order."""
    days = Counter(day for day in trained if day <= today)
    mondays = {monday_of(day) for day in days}
    now = monday_of(today)
    return Streak(dict(sorted(days.items())), _run(mondays, now if now in mondays else now - WEEK), _best_run(mondays))


def _run(mondays: set[date], last: date) -> int:
    """Weeks in a row that end with `last`."""
    count = 0
    while last - count * WEEK in mondays:
        count += 1
    return count


def _best_run(mondays: set[date]) -> int:
    ends = (each for each in mondays if each + WEEK not in mondays)
    return max((_run(mondays, each) for each in ends), default=0)


def _tonnage(monday: date, workouts: Iterable[WorkoutDone], mass_on: Callable[[date], float | None]) -> Tonnage:
    lifted = [lifted_kg(done, mass_on(each.day)) for each in workouts for done in hard_sets([each])]
    known = [kg for kg in lifted if kg is not None]
    return Tonnage(monday, sum(known), len(lifted) - len(known))

"""What the log says when it is asked: only what is in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.best_estimate import BestSet, best_estimate
from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.log import load_of
from bot.coaching.rounding import outward
from bot.coaching.terms import MassUnit, Muscle
from bot.logbook.after_log import main_lifts
from bot.logbook.lines import day_text, lift_text, lifts_of, load_text, reps_text, workout_text
from bot.nlu.log_questions import LogKind
from bot.store.interface import Stores
from bot.store.log_records import LoggedSet, Workout
from bot.wording import amount, listed, name

TOPIC = "log"
PAGE, LINES = 3, 7
"""Workouts in one answer; days of one lift."""
LOOKED_THROUGH = 200
"""Latest workouts that are looked through for a muscle: a year of four a week."""
MOST_BESTS = 6
ALL = 1000
"""More workouts with one lift than anybody logs in six years."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the log: of exercises, muscles or anything, between days. `skipped` were shown before."""

    kind: LogKind = LogKind.LIST
    exercises: tuple[str, ...] = ()
    muscles: tuple[Muscle, ...] = ()
    first: date | None = None
    last: date | None = None
    skipped: int = 0

    @property
    def wanted(self) -> frozenset[str]:
        """Ids of the exercises in question; none for all."""
        of_muscles = (
            each.id for each in all_exercises().values() if not {*self.muscles}.isdisjoint(each.direct_muscles)
        )
        return frozenset(self.exercises or (of_muscles if self.muscles else ()))

    @property
    def is_dated(self) -> bool:
        return self.first is not None or self.last is not None


@dataclass(frozen=True)
class History:
    """A lifter's log, as it is asked on a day."""

    stores: Stores
    lifter: str
    today: date
    unit: MassUnit

    def answer(self, asked: Asked) -> Advice:
        """What is asked, or that it is not there and what the latest is. Raises StoreError."""
        answers = {
            LogKind.LIST: self._list, LogKind.LATEST: self._latest, LogKind.WHEN: self._when, LogKind.BEST: self._best,
            LogKind.COUNT: self._count,
        }  # fmt: skip
        return answers[asked.kind](asked) or self._nothing(asked)

    def _list(self, asked: Asked) -> Advice | None:
        page = LINES if len(asked.exercises) == 1 else PAGE
        found = self.found(asked, asked.skipped + page + 1)[asked.skipped :]
        if not found:
            return None
        shown = found[:page]
        has_more = len(found) > page
        values: dict[str, Value] = {"workouts": self._lines(shown, asked)}
        if has_more:
            values["next_page"] = float(asked.skipped + page)
        return _advice(values, "list_more" if has_more else "list")

    def _latest(self, asked: Asked) -> Advice | None:
        found = self.found(asked, 1)
        return _advice({"workouts": self._lines(found, asked)}, "latest") if found else None

    def _when(self, asked: Asked) -> Advice | None:
        found = self.found(asked, 1)
        if not found:
            return None
        days = (self.today - found[0].day).days
        values: dict[str, Value] = {"workouts": self._lines(found, asked)}
        if not days:
            return _advice(values, "when_today")
        return _advice(values | {"ago": Amount(days, days, "days")}, "when")

    def _count(self, asked: Asked) -> Advice | None:
        found = self.found(asked, LOOKED_THROUGH)
        if not found:
            return None
        count = len({each.id for each in found})
        span = asked if asked.is_dated else replace(asked, first=found[-1].day, last=self.today)
        values: dict[str, Value] = {"count": Amount(count, count, "workouts"), "span": self._span(span)}
        values["workouts"] = self._lines(found[:1], asked)
        return _advice(values | {"what": _what(asked)}, "count_of" if _what(asked) else "count")

    def _best(self, asked: Asked) -> Advice | None:
        latest = self.stores.log.latest_workouts(self.lifter, LOOKED_THROUGH)
        lifts = asked.exercises or tuple(
            each for each in main_lifts(latest, len(all_exercises())) if not asked.wanted or each in asked.wanted
        )
        lines = [line for lift in lifts[:MOST_BESTS] if (line := self._best_line(lift, asked))]
        return _advice({"bests": "\n".join(lines)}, "best") if lines else None

    def _best_line(self, lift: str, asked: Asked) -> str:
        """ "- Back squat: 105 kg × 3, Monday 2 March; 1RM about 110–116 kg"; "" without a log of it."""
        done = self.found(replace(asked, exercises=(lift,), muscles=()), ALL)
        sets = [(each, one) for each in done for one in lifts_of(each, frozenset({lift})).get(lift, ())]
        if not sets:
            return ""
        workout, best = max(sets, key=lambda pair: (load_of(pair[1]), pair[1].reps, pair[0].day))
        estimate = best_estimate(lift, (one for _, one in sets))
        most = self._one_rep_max(estimate) if estimate and estimate.reps > 1 else ""
        return f"- {exercise(lift).title}: {self._set(best)}, {day_text(workout.day, self.today)}{most}"

    def _set(self, done: LoggedSet) -> str:
        unit = "seconds" if exercise(done.exercise).timed else "reps"
        load, reps = load_text(done, self.unit), Amount(done.reps, done.reps, unit)
        return f"{load} × {reps_text([done.reps])}" if load and unit == "reps" else amount(reps)

    def _one_rep_max(self, best: BestSet) -> str:
        return f" (1RM ≈ {amount(outward(best.one_rep_max.low, best.one_rep_max.high, self.unit))})"

    def _nothing(self, asked: Asked) -> Advice:
        if asked.skipped:
            return _advice({}, "no_more")
        latest = self.stores.log.latest_workouts(self.lifter)
        what = ", ".join(filter(None, (_what(asked), self._span(asked))))
        if not latest or not what:
            return _advice({}, "nothing_at_all")
        of_it = self.found(replace(asked, first=None, last=None), 1) if asked.wanted else ()
        values: dict[str, Value] = {"what": what}
        values["workouts"] = self._lines(of_it, asked) if of_it else self._lines(latest, Asked())
        return _advice(values, "nothing")

    def found(self, asked: Asked, most: int) -> Sequence[Workout]:
        """The latest workouts that are asked about, the latest first, at most so many; with all their exercises."""
        wanted = asked.wanted
        if asked.is_dated:
            latest: Iterable[Workout] = reversed(self.stores.log.workouts(self.lifter, asked.first, asked.last))
        elif asked.exercises:
            log = self.stores.log
            latest = _by_day(each for lift in asked.exercises for each in log.latest_sets(self.lifter, lift, most))
        else:
            latest = self.stores.log.latest_workouts(self.lifter, LOOKED_THROUGH if wanted else most)
        return [each for each in latest if lifts_of(each, wanted)][:most]

    def _lines(self, workouts: Sequence[Workout], asked: Asked) -> str:
        if len(asked.exercises) == 1:
            return "\n".join(self._line(each, asked.exercises[0]) for each in workouts)
        return "\n".join(workout_text(each, self.unit, self.today, asked.wanted) for each in workouts)

    def _line(self, workout: Workout, lift: str) -> str:
        sets = lifts_of(workout, frozenset({lift}))[lift]
        return f"- {day_text(workout.day, self.today)}: {lift_text(sets, self.unit)}"

    def _span(self, asked: Asked) -> str:
        """ "Monday 2 March", "Monday 2 March – Sunday 8 March"; "" without days."""
        ends = [day_text(each, self.today) for each in (asked.first, asked.last) if each is not None]
        return " – ".join(dict.fromkeys(ends))


def _by_day(workouts: Iterable[Workout]) -> list[Workout]:
    """The latest first; the sets of one workout, which come by exercise, together."""
    found: dict[str, Workout] = {}
    for each in workouts:
        before = found.get(each.id)
        found[each.id] = replace(each, sets=(*before.sets, *each.sets)) if before else each
    return sorted(found.values(), key=lambda each: (each.day, each.logged_at), reverse=True)


def _what(asked: Asked) -> str:
    return listed(map(name, asked.exercises or asked.muscles)) if asked.exercises or asked.muscles else ""


def _advice(values: dict[str, Value], variant: str) -> Advice:
    return Advice(TOPIC, values, variant, (), ("spotter",))

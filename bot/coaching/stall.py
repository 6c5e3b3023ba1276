"""Lifts that have stopped going up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isclose

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.best_estimate import best_estimate, has_one_rep_max
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.log import SetDone, WorkoutDone, in_order, load_of, work_sets
from bot.coaching.terms import TrainingAge

TOPIC = "stall"


@dataclass(frozen=True)
class Stall:
    """A lift without a better best in its last `workouts`, for so many whole `weeks` since the best on `best_day`."""

    exercise: str
    workouts: int
    weeks: int
    best_day: date

    @property
    def advice(self) -> Advice:
        """The same as an answer."""
        values: dict[str, Value] = {
            "lift": self.exercise,
            "workouts": Amount(self.workouts, self.workouts, "workouts"),
            "weeks": Amount(self.weeks, self.weeks, "weeks"),
        }
        return Advice(TOPIC, values, "", (), guideline(TOPIC).sources())


def stall(
    exercise_id: str, workouts: Iterable[WorkoutDone], today: date, training_age: TrainingAge | None = None
) -> Stall | None:
    """Whether a lift has stalled: no better estimated 1RM in as many workouts and weeks as the guideline says.

    Where there is no 1RM (the body's own weight, holds) it is load and reps that have to get better. A lift that was
    not done for a while has not stalled. `workouts` may hold other exercises.
    """
    done = [(each.day, sets) for each in in_order(workouts) if (sets := work_sets(each, exercise_id))]
    tries = _estimates(exercise_id, done) if has_one_rep_max(exercise_id) else _by_reps(done)
    if not tries or today - tries[-1][0] >= timedelta(weeks=constant("next_load", "same_load_after")):
        return None
    best_at = max(at for at, (_, is_best) in enumerate(tries) if is_best)
    since, best_day = len(tries) - best_at - 1, tries[best_at][0]
    weeks = (tries[-1][0] - best_day) // timedelta(weeks=1)
    least = constant(TOPIC, "workouts_without_a_best", None, training_age)
    too_soon = weeks < constant(TOPIC, "weeks_without_a_best", None, training_age)
    return None if since < least or too_soon else Stall(exercise_id, since, weeks, best_day)


def _estimates(exercise_id: str, done: Sequence[tuple[date, Sequence[SetDone]]]) -> list[tuple[date, bool]]:
    """Each workout that lets one tell the 1RM, with whether it was the best so far."""
    found: list[tuple[date, bool]] = []
    best_kg = 0.0
    for day, sets in done:
        each = best_estimate(exercise_id, sets)
        if each is not None:
            is_best = each.one_rep_max.middle > best_kg and not isclose(each.one_rep_max.middle, best_kg)
            best_kg = max(best_kg, each.one_rep_max.middle)
            found.append((day, is_best))
    return found


def _by_reps(done: Sequence[tuple[date, Sequence[SetDone]]]) -> list[tuple[date, bool]]:
    """Each workout, with whether a set had more reps than any before with its load, or a load never lifted before."""
    found: list[tuple[date, bool]] = []
    best: dict[float, int] = {}
    for day, sets in done:
        is_best = any(each.reps > _most_reps(best, load_of(each)) for each in sets)
        for each in sets:
            best[load_of(each)] = max(best.get(load_of(each), 0), each.reps)
        found.append((day, is_best))
    return found


def _most_reps(best: dict[float, int], load_kg: float) -> int:
    return max((reps for load, reps in best.items() if load >= load_kg), default=0)

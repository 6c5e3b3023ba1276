"""When the log calls for an easy week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.audience import cited
from bot.coaching.exercise import exercise
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import guideline
from bot.coaching.log import WorkoutDone
from bot.coaching.stall import Stall, stall
from bot.coaching.terms import TrainingAge
from bot.coaching.training_week import by_week, hard_sets, monday_of
from bot.coaching.units import PERCENT

TOPIC = "deload_proposal"


@dataclass(frozen=True)
class DeloadProposal:
    """Reasons for an easy week: big lifts that have stalled, and full weeks without an easy one (0: too few)."""

    stalls: tuple[Stall, ...]
    hard_weeks: int

    @property
    def advice(self) -> Advice:
        """The same as an answer: variants lifts, weeks, and lifts_and_weeks."""
        rules, program = guideline("deload"), guideline("program")
        values: dict[str, Value] = {
            "length": rules.figure("length").amount,
            "every": rules.figure("every").amount,
            "sets": program.figure("easy_week_sets").amount,
            "load": program.figure("easy_week_load").amount,
        }
        if self.stalls:
            values["lifts"] = tuple(each.exercise for each in self.stalls)
        if self.hard_weeks:
            values["weeks"] = Amount(self.hard_weeks, self.hard_weeks, "weeks")
        told = {"lifts": bool(self.stalls), "weeks": bool(self.hard_weeks)}
        variant = "_and_".join(name for name, holds in told.items() if holds)
        return Advice(TOPIC, values, variant, (), cited(rules, rules.figure("length")))


def deload_proposal(
    workouts: Iterable[WorkoutDone], today: date, training_age: TrainingAge | None = None
) -> DeloadProposal | None:
    """An easy week, if enough big lifts have stalled at once, or if none was taken for as long as coaches go without.

    New lifters are not told by the weeks: they take one when they need it. Not for programs that plan their easy
    weeks. `workouts` are those of the last months, with all their exercises.
    """
    workouts = tuple(workouts)
    stalls = _stalls(workouts, today, training_age)
    if len(stalls) < constant("stall", "lifts_that_call_for_an_easy_week"):
        stalls = ()
    weeks = hard_weeks(workouts, today)
    is_long = training_age is not TrainingAge.NOVICE and weeks >= bounds("deload", "every")[1]
    return DeloadProposal(stalls, weeks if is_long else 0) if (stalls and weeks) or is_long else None


def hard_weeks(workouts: Iterable[WorkoutDone], today: date) -> int:
    """Full weeks in a row, up to the last one that is over, with about as many hard sets as usual."""
    workouts = tuple(workouts)
    if not workouts:
        return 0
    this_week = monday_of(today)
    weeks = by_week(workouts, min(each.day for each in workouts), today)
    sets = [len(hard_sets(done)) for monday, done in weeks.items() if monday < this_week]
    trained = [count for count in sets if count]
    if not trained:
        return 0
    easy = median(trained) * constant("stall", "easy_week_at_most") / PERCENT
    return next((at for at, count in enumerate(reversed(sets)) if count <= easy), len(sets))


def _stalls(workouts: tuple[WorkoutDone, ...], today: date, age: TrainingAge | None) -> tuple[Stall, ...]:
    lifts = dict.fromkeys(each.exercise for workout in workouts for each in workout.sets if not each.is_warm_up)
    found = (stall(each, workouts, today, age) for each in lifts if exercise(each).compound)
    return tuple(each for each in found if each is not None)

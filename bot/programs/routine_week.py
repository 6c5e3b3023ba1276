"""A routine as it was told, counted over the week that it is run in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from bot.coaching.advice import Amount, Prescription
from bot.coaching.amounts import ends
from bot.coaching.exercise import exercise
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import MovementPattern, Muscle
from bot.programs.balance import HIP, KNEE, PULLS, PUSHES, Balance, balance
from bot.programs.volume import mean_sets, weekly_sets

Day = tuple[Prescription, ...]
ARMS = (MovementPattern.ELBOW_EXTENSION, MovementPattern.ELBOW_FLEXION, MovementPattern.SHOULDER_ISOLATION)
PARTS = (
    (*PUSHES, *ARMS[:1], MovementPattern.SHOULDER_ISOLATION, MovementPattern.CHEST_ISOLATION),
    (*PULLS, *ARMS[1:], MovementPattern.HINGE),
    (*KNEE, *HIP, MovementPattern.CALF_RAISE, MovementPattern.HIP_ABDUCTION),
    ARMS,
)
"""What a push day, a pull day, a leg day and an arm day are made of."""
ANYWHERE = (MovementPattern.CORE, MovementPattern.CARRY, MovementPattern.GRIP)


@dataclass(frozen=True)
class RoutineWeek:
    """Days as listed, with sets filled in where none are told, and how many days a week they are run.

    `is_part`: one workout of a split, so that no week can be judged. `is_assumed`: the days per week are our guess.
    `is_alone`: one workout that is not for the full body, and nothing tells how often it is done. `guessed`: exercises
    without sets of their own.
    """

    days: tuple[Day, ...]
    runs: float
    is_part: bool
    is_assumed: bool
    is_alone: bool
    guessed: int

    @property
    def exercises(self) -> tuple[str, ...]:
        """Ids, each once."""
        return tuple(dict.fromkeys(each.exercise for day in self.days for each in day))

    @property
    def counts_sets(self) -> bool:
        """Whether enough is told to count weekly sets: not of one workout, nor of a bare list."""
        is_bare_list = self.is_assumed and self.guessed == sum(map(len, self.days))
        return not (self.is_part or self.is_alone or is_bare_list)

    @property
    def _factor(self) -> float:
        return self.runs / len(self.days)

    @cached_property
    def sets(self) -> dict[Muscle, float]:
        """Weekly sets per muscle."""
        return {muscle: sets * self._factor for muscle, sets in weekly_sets(self.days).items()}

    @cached_property
    def main_sets(self) -> dict[Muscle, float]:
        """Weekly sets of the exercises that are done mainly for a muscle."""
        found: dict[Muscle, float] = {}
        for each in (each for day in self.days for each in day):
            muscle = exercise(each.exercise).main_muscle
            found[muscle] = found.get(muscle, 0) + mean_sets(each) * self._factor
        return found

    @cached_property
    def balance(self) -> Balance:
        """Weekly sets of pushes, pulls, knees and hips."""
        found = balance(self.days)
        sides = (found.pushes, found.pulls, found.knee, found.hip)
        return Balance(*(sets * self._factor for sets in sides))

    def times(self, muscle: Muscle) -> float:
        """On how many days a week a muscle is trained directly."""
        return self._factor * sum(
            any(muscle in exercise(each.exercise).direct_muscles for each in day) for day in self.days
        )

    def most_in_one_day(self, muscle: Muscle) -> float:
        """Most sets that a muscle gets in one workout."""
        return max(weekly_sets([day]).get(muscle, 0) for day in self.days)


def routine_week(question: Question) -> RoutineWeek | None:
    """The routine of a question, or the exercises that it names, if they are enough to judge."""
    told = question.routine or _listed(question)
    if not told:
        return None
    is_part = len(told) == 1 and _is_part(told[0])
    runs, is_assumed = (1, False) if is_part else _runs(told, question.days_per_week)
    is_alone = runs == 1 and not is_part and not question.days_per_week
    guessed = sum(not mean_sets(each) for day in told for each in day)
    return RoutineWeek(tuple(map(_with_sets, told)), runs, is_part, is_assumed, is_alone, guessed)


def _listed(question: Question) -> tuple[Day, ...]:
    enough = ends(guideline("program_review").figure("exercises_to_judge").amount)[0]
    if len(question.exercises) < enough:
        return ()
    none = Amount(None, None, "sets")
    return (tuple(Prescription(each, none, Amount(None, None, "reps")) for each in question.exercises),)


def _with_sets(day: Day) -> Day:
    usual = constant("program_review", "sets_where_none_are_told")
    sets = Amount(usual, usual, "sets")
    return tuple(each if mean_sets(each) else replace(each, sets=sets) for each in day)


def _runs(days: tuple[Day, ...], told: int | None) -> tuple[float, bool]:
    """Days per week, and whether they are assumed: one or two full-body workouts are run in turn."""
    if told:
        return max(told, len(days)), False
    most = bounds("training_frequency", "full_body_days")[1]
    if len(days) < most and all(map(_is_full_body, days)):
        return most, True
    return len(days), False


def _patterns(day: Iterable[Prescription]) -> set[MovementPattern]:
    return {exercise(each.exercise).pattern for each in day}


def _is_full_body(day: Day) -> bool:
    found = _patterns(day)
    return not found.isdisjoint((*PUSHES, *PULLS)) and not found.isdisjoint((*KNEE, *HIP))


def _is_part(day: Day) -> bool:
    found = _patterns(day).difference(ANYWHERE)
    return any(found.issubset(part) for part in PARTS)

"""A program as it is lived: week after week, visit after visit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.coaching.advice import PlannedWorkout
from bot.documents.words import say
from bot.programs.periodization import week
from bot.programs.program import Phase, Program, Week
from bot.programs.template import template

KEPT = 8
"""Programs whose weeks are kept: every part of a document asks for them."""


@dataclass(frozen=True)
class Visit:
    """One workout of one week; `day` counts the week's workouts from 1.

    `goes_up`: its loads are those of the first time, and the author's rules say what has come on top since.
    """

    week: Week
    day: int
    workout: PlannedWorkout
    goes_up: bool = False


@dataclass(frozen=True)
class Stretch:
    """A phase with its weeks. Printed: the author's, who gives loads to start with and rules to go up by."""

    phase: Phase
    weeks: tuple[Week, ...]
    is_printed: bool

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(each.number for each in self.weeks)


def visits(stretch: Stretch) -> tuple[Visit, ...]:
    """Every visit to the gym of a phase, in order."""
    seen: set[PlannedWorkout] = set()
    found: list[Visit] = []
    for each in stretch.weeks:
        for day, workout in enumerate(each.workouts, 1):
            same = replace(workout, weekday=0)
            found.append(Visit(each, day, workout, stretch.is_printed and same in seen))
            seen.add(same)
    return tuple(found)


def all_visits(program: Program) -> tuple[Visit, ...]:
    """Every visit to the gym, from the first to the last."""
    return tuple(visit for stretch in stretches(program) for visit in visits(stretch))


@lru_cache(maxsize=KEPT)
def stretches(program: Program) -> tuple[Stretch, ...]:
    """The phases in order, each with its weeks."""
    found: list[Stretch] = []
    first = 1
    is_printed = not template(program.template).is_frame
    for phase in program.phases:
        weeks = tuple(week(program, number) for number in range(first, first + phase.weeks))
        found.append(Stretch(phase, weeks, is_printed))
        first += phase.weeks
    return tuple(found)


def all_weeks(program: Program) -> tuple[Week, ...]:
    """Every week, from the first to the last."""
    return tuple(week for stretch in stretches(program) for week in stretch.weeks)


def by_shape(weeks: Iterable[Week]) -> dict[tuple[tuple[int, str], ...], tuple[Week, ...]]:
    """Weeks with the same workouts on the same days together: one group, or two where A and B take turns."""
    groups: dict[tuple[tuple[int, str], ...], tuple[Week, ...]] = {}
    for each in weeks:
        shape = tuple((workout.weekday, workout.title) for workout in each.workouts)
        groups[shape] = (*groups.get(shape, ()), each)
    return groups


def numbers(found: Iterable[int]) -> str:
    """ "1–4", "1, 3, 5", "7" of rising numbers."""
    runs: list[list[int]] = []
    for number in found:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def weeks_of(phase: Phase | None, weeks: Iterable[Week]) -> str:
    """ "Strength phase, weeks 1–4"; without a phase "Weeks 1–4"."""
    found = numbers(each.number for each in weeks)
    weeks_told = say("labels.week" if found.isdigit() else "labels.weeks", number=found)
    return weeks_told if phase is None else f"{phase.title}, {weeks_told.lower()}"

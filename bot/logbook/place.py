"""Where in a program a workout lies: its week, and its place in that week."""

from dataclasses import dataclass

from bot.programs.program import Phase, Program


@dataclass(frozen=True)
class Place:
    """A workout of a program. `week` and `day` count from 1; `first` is the number of the week's first workout from 0.

    `phase` counts the program's phases from 0. `is_extra`: the program is over, and its last phase is done again.
    """

    week: int
    day: int
    days: int
    first: int
    phase: int
    is_extra: bool = False


def place_of(program: Program, number: int) -> Place:
    """The place of workout `number`, from 0 over the whole program; after the end the last phase comes again."""
    weeks = _weeks(program)
    first = 0
    for at, (phase, days) in enumerate(weeks):
        if number < first + days:
            return Place(at + 1, number - first + 1, days, first, phase)
        first += days
    last = [(at, each) for at, each in enumerate(weeks) if each[0] == len(program.phases) - 1]
    while True:
        for at, (phase, days) in last:
            if number < first + days:
                return Place(at + 1, number - first + 1, days, first, phase, is_extra=True)
            first += days


def _weeks(program: Program) -> list[tuple[int, int]]:
    """Each week's phase, from 0, and how many workouts it has."""
    return [(at, _workouts(phase, number)) for at, phase in enumerate(program.phases) for number in range(phase.weeks)]


def _workouts(phase: Phase, number: int) -> int:
    return len(phase.microcycles[number % len(phase.microcycles)])

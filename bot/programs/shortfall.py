"""What a program had to give up: said, not hidden."""

from collections.abc import Iterator, Sequence

from bot.coaching.advice import Prescription
from bot.coaching.weekly_volume import band
from bot.programs.balance import Balance, balance, legs_in_balance, pulls_per_push
from bot.programs.program import GivenUp, Phase, ProgramRequest
from bot.programs.template import Template
from bot.programs.volume import BIG, weekly_sets

Workouts = Sequence[Sequence[Prescription]]


def shortfalls(phase: Phase, request: ProgramRequest, shape: Template) -> Iterator[GivenUp]:
    """Muscles outside the guideline's weekly sets and movements out of balance, on average over the weeks.

    A printed workout that may be done once a week is one to add to others, so it is not held to a whole week's sets.
    """
    if not shape.is_frame and 1 in shape.days:
        return
    workouts = [each.prescriptions for week in phase.microcycles for each in week]
    yield from _volume(workouts, len(phase.microcycles), phase, request)
    yield from _balance(balance(workouts))


def _volume(workouts: Workouts, weeks: int, phase: Phase, request: ProgramRequest) -> Iterator[GivenUp]:
    low, high = band(phase.training_goal, request.training_age)
    sets = {muscle: count / weeks for muscle, count in weekly_sets(workouts).items()}
    if short := tuple(str(muscle) for muscle in BIG if sets.get(muscle, 0) < low):
        yield GivenUp("volume", short)
    if over := tuple(str(muscle) for muscle in sets if sets[muscle] > high):
        yield GivenUp("more_volume", over)


def _balance(sides: Balance) -> Iterator[GivenUp]:
    if sides.pulls < sides.pushes * pulls_per_push():
        yield GivenUp("pulls")
    if max(sides.knee, sides.hip) > legs_in_balance() * min(sides.knee, sides.hip):
        yield GivenUp("legs")

"""A program counted again: from the guidelines' figures and the catalogue alone, without the builder's own sums."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil

from bot.coaching.advice import Amount, PlannedWorkout, Prescription
from bot.coaching.exercise import Exercise, Loading, all_exercises, exercise
from bot.coaching.guideline import guideline
from bot.coaching.terms import Equipment, MovementPattern, Muscle, TrainingAge, TrainingGoal
from bot.programs.builder import build
from bot.programs.periodization import week
from bot.programs.program import Program, ProgramRequest, Week
from bot.programs.template import Template, template

BIG = {Muscle.CHEST, Muscle.UPPER_BACK, Muscle.LATS, Muscle.QUADS, Muscle.HAMSTRINGS, Muscle.GLUTES}
SIDES = {
    "push": {"horizontal_push", "vertical_push"},
    "pull": {"horizontal_pull", "vertical_pull"},
    "knee": {"squat", "lunge", "knee_extension"},
    "hip": {"hinge", "hip_extension", "knee_flexion"},
}
UNLOADED = {Loading.BODYWEIGHT, Loading.BAND}


@dataclass(frozen=True)
class Case:
    """A request, the program built for it, and each of its weeks."""

    request: ProgramRequest
    program: Program
    weeks: tuple[Week, ...]

    @property
    def template(self) -> Template:
        return template(self.program.template)

    @property
    def microcycles(self) -> Iterator[tuple[PlannedWorkout, ...]]:
        return (each for phase in self.program.phases for each in phase.microcycles)

    @property
    def workouts(self) -> Iterator[PlannedWorkout]:
        return (workout for microcycle in self.microcycles for workout in microcycle)

    @property
    def prescriptions(self) -> Iterator[Prescription]:
        return (each for workout in self.workouts for each in workout.prescriptions)

    @property
    def asked_in(self) -> set[str]:
        """Exercises that are there because a swap asks for them."""
        return {wanted for _, wanted in self.request.swaps}

    @property
    def chosen(self) -> set[str]:
        """Exercises that are there without a swap."""
        return {each.exercise for each in self.prescriptions} - self.asked_in

    def given_up(self, kind: str) -> set[str] | None:
        """What was given up of a kind; None if nothing is said of it."""
        found = [set(each.what) for each in self.program.gave_up if each.kind == kind]
        return set().union(*found) if found else None

    @property
    def is_a_whole_week(self) -> bool:
        """Whether it is meant to train the whole body: not so a printed workout that is to be added to others."""
        return self.template.is_frame or max(self.template.days) > 2


def case_of(request: ProgramRequest, *, with_weeks: bool = True) -> Case:
    """Builds the program, and every week of it if they are wanted. Raises what they raise."""
    program = build(request)
    numbers = range(1, program.weeks + 1) if with_weeks else ()
    return Case(request, program, tuple(week(program, number) for number in numbers))


@cache
def figure(
    topic: str, variable: str, goal: TrainingGoal | None = None, age: TrainingAge | None = None
) -> tuple[float, float]:
    """Both ends of a guideline's figure; infinity for an open top, 0 for an open bottom."""
    amount = guideline(topic).figure(variable, goal, age).amount
    return 0 if amount.low is None else amount.low, float("inf") if amount.high is None else amount.high


def one(topic: str, variable: str, goal: TrainingGoal | None = None, age: TrainingAge | None = None) -> float:
    """A guideline's figure that is a single number."""
    low, high = figure(topic, variable, goal, age)
    assert low == high, (topic, variable)
    return low


def clamped(variable: str, asked: int) -> int:
    low, high = figure("program", variable)
    return int(max(low, min(high, asked)))


@cache
def wanted_band(goal: TrainingGoal, age: TrainingAge) -> tuple[float, float]:
    """Weekly sets per muscle: a novice's for any goal, those for size for both goals; an open top is plenty."""
    size = goal is TrainingGoal.BOTH or age is TrainingAge.NOVICE
    low, high = figure("weekly_volume", "sets_per_muscle", TrainingGoal.HYPERTROPHY if size else goal, age)
    return low, min(high, one("weekly_volume", "plenty"))


def least_and_most(amount: Amount) -> tuple[float, float]:
    low = amount.high if amount.low is None else amount.low
    high = amount.low if amount.high is None else amount.high
    assert low is not None
    assert high is not None
    return low, high


def recounted_minutes(prescriptions: Iterable[Prescription], of: float, longest_rests: bool = False) -> int:
    """Warm-up, and for each exercise the way to it, its sets (both sides in turn) and the rests between them."""
    short, long = figure("warm_up", "easy_cardio")
    seconds = 0.0
    for each in prescriptions:
        sets = least_and_most(each.sets)[1]
        one_set = one("workout_length", "one_set_takes") * (2 if exercise(each.exercise).unilateral else 1)
        rest = least_and_most(each.rest)[longest_rests] if each.rest else 0
        seconds += one("program", "set_up") + sets * one_set + (sets - 1) * rest
    is_short = of <= figure("warm_up", "short_workout")[1]
    return ceil((short if is_short else long) + seconds / 60)


def sets_of(each: Prescription) -> float:
    return sum(least_and_most(each.sets)) / 2


def muscle_sets(workouts: Iterable[PlannedWorkout]) -> defaultdict[Muscle, float]:
    """Sets of each muscle, halves where it helps."""
    found: defaultdict[Muscle, float] = defaultdict(float)
    for workout in workouts:
        for each in workout.prescriptions:
            for muscle, share in exercise(each.exercise).muscles.items():
                found[muscle] += sets_of(each) * share
    return found


def side_sets(workouts: Iterable[PlannedWorkout]) -> dict[str, float]:
    """Sets of pushes, pulls, knee and hip movements."""
    all_of_them = [each for workout in workouts for each in workout.prescriptions]
    return {
        side: sum(sets_of(each) for each in all_of_them if exercise(each.exercise).pattern.value in patterns)
        for side, patterns in SIDES.items()
    }


def has_the_equipment(found: Exercise, request: ProgramRequest) -> bool:
    """Nothing said rules nothing out, and a full gym has it all."""
    has = set(request.equipment)
    return not has or Equipment.FULL_GYM in has or set(found.equipment) <= has | {Equipment.NONE}


def is_spoken_against(found: Exercise, request: ProgramRequest) -> bool:
    return bool(set(found.avoid_with) & set(request.complaints))


def is_beyond(found: Exercise, request: ProgramRequest) -> bool:
    """Whether only the advanced should do it, and the lifter is none of them."""
    return set(found.good_for) == {TrainingAge.ADVANCED} and request.training_age is not TrainingAge.ADVANCED


def suiting(request: ProgramRequest) -> dict[MovementPattern, set[str]]:
    """Ids, by movement, of what may be chosen for a lifter; holds are left out, for they have no reps."""
    size, age = TrainingGoal.HYPERTROPHY, request.training_age
    return _suiting(ProgramRequest(size, age, 0, 0, request.equipment, request.complaints, request.disliked))


@lru_cache(maxsize=2000)
def _suiting(request: ProgramRequest) -> dict[MovementPattern, set[str]]:
    found: dict[MovementPattern, set[str]] = {pattern: set() for pattern in MovementPattern}
    for each in all_exercises().values():
        refused = each.timed or is_beyond(each, request) or is_spoken_against(each, request)
        if not refused and each.id not in request.disliked and has_the_equipment(each, request):
            found[each.pattern].add(each.id)
    return found

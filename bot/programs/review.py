"""A routine under review: who runs it for what, what it lacks, and how a fault is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

from bot.coaching.advice import Amount, Value
from bot.coaching.exercise import exercise
from bot.coaching.guideline import Claim, Figure, guideline
from bot.coaching.question import Question
from bot.coaching.terms import Equipment, MovementPattern, Muscle, TrainingAge, TrainingGoal
from bot.programs.routine_week import RoutineWeek
from bot.programs.volume import BIG

SIZE, STRENGTH, BOTH, NOVICE = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH, TrainingAge.NOVICE
GOALS = {
    SIZE: SIZE, TrainingGoal.FAT_LOSS: SIZE, STRENGTH: STRENGTH, TrainingGoal.POWER: STRENGTH, BOTH: BOTH,
}  # fmt: skip
"""What a routine is judged for; other goals are like one that is not known."""
MOVEMENTS = {
    "a_push": ((MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PUSH), (Muscle.CHEST,)),
    "a_pull": ((MovementPattern.HORIZONTAL_PULL, MovementPattern.VERTICAL_PULL), (Muscle.LATS, Muscle.UPPER_BACK)),
    "a_knee_bend": ((MovementPattern.SQUAT, MovementPattern.LUNGE), (Muscle.QUADS, Muscle.GLUTES)),
    "a_hip_hinge": ((MovementPattern.HINGE, MovementPattern.HIP_EXTENSION), (Muscle.HAMSTRINGS, Muscle.GLUTES)),
}
"""Movements that a week must have: what fills the gap, and the muscles that the gap explains."""
BACK = (Muscle.UPPER_BACK, Muscle.LATS)


@dataclass(frozen=True)
class Fault:
    """A fault: the name of its sentence in review.yml, what the sentence tells, and what it rests on."""

    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)
    rests_on: tuple[Figure | Claim, ...] = ()


class Review:
    """A routine, and who runs it for what."""

    def __init__(self, week: RoutineWeek, question: Question) -> None:
        self.week = week
        self.question = question
        self.goal = GOALS.get(question.training_goal) if question.training_goal else None
        self.age = question.training_age
        self.tells_progress = question.routine_progresses

    @property
    def kits(self) -> tuple[Question, ...]:
        """The question with the equipment to choose exercises for: the lifter's, else the routine's, else any."""
        if self.question.equipment:
            return (self.question,)
        return (replace(self.question, equipment=_used(self.week)), self.question)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Movements of MOVEMENTS that the week does not have."""
        if self.week.is_part:
            return ()
        found = self.week.balance
        sets = (found.pushes, found.pulls, found.knee, found.hip)
        return tuple(name for name, count in zip(MOVEMENTS, sets, strict=True) if not count)

    @cached_property
    def short_side(self) -> str:
        """Hips or knees, if they have too few sets beside the other; both must have some."""
        found, most = self.week.balance, guideline("program").figure("legs_in_balance").amount.high or inf
        fewer, more = sorted((found.knee, found.hip))
        if not fewer or more <= fewer * most:
            return ""
        return "hips" if found.hip < found.knee else "knees"


def _used(week: RoutineWeek) -> tuple[Equipment, ...]:
    """The equipment of the routine itself; parallel bars alone make no full gym."""
    pieces = dict.fromkeys(piece for each in week.exercises for piece in exercise(each).equipment)
    return tuple(piece for piece in pieces if piece is not Equipment.FULL_GYM)


def whole_sets(*counts: float, unit: str = "sets") -> Amount:
    """Whole sets, from the fewest to the most."""
    return Amount(round(min(counts)), round(max(counts)), unit)


def named(muscles: list[Muscle]) -> tuple[str, ...]:
    """Muscles in words; upper back and lats are the back."""
    if set(BIG).issubset(muscles):
        return ("all_big_muscles",)
    return tuple(dict.fromkeys("back" if muscle in BACK else muscle for muscle in muscles))


def bare(amount: Amount) -> Amount:
    """Without its unit, where the sentence has it already."""
    return replace(amount, unit="ratio")

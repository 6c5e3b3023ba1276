"""Which exercise fills a slot: one that the lifter can and wants to do, and that is worth doing."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache

from bot.coaching.exercise import Exercise, Loading, all_exercises, exercise
from bot.coaching.figures import constant
from bot.coaching.terms import BodyPart, Equipment, MovementPattern, TrainingAge, TrainingGoal
from bot.programs.preferences import alike, is_rare, preferred
from bot.programs.program import ProgramRequest
from bot.programs.template import Role, Slot

PRACTISED = (TrainingGoal.STRENGTH, TrainingGoal.BOTH)
"""Goals whose main lifts are the same all week, because a lift is also a skill."""


@dataclass(frozen=True)
class Chooser:
    """What a lifter's exercises are chosen by."""

    equipment: tuple[Equipment, ...]
    complaints: tuple[BodyPart, ...]
    disliked: tuple[str, ...]
    training_goal: TrainingGoal
    training_age: TrainingAge
    found: dict[tuple[MovementPattern, Role], tuple[Exercise, ...]] = field(default_factory=dict, compare=False)
    """What was ranked already."""


def chooser(request: ProgramRequest, goal: TrainingGoal) -> Chooser:
    """The part of a request that decides about exercises."""
    return Chooser(request.equipment, request.complaints, request.disliked, goal, request.training_age)


def choose(slot: Slot, by: Chooser, today: Collection[str], week: Counter[str]) -> Exercise | None:
    """The exercise for a slot: none of today's; of the best, which are equally good, the one done least this week.

    The first pattern wins, unless the best of another one has less against it.
    """
    of_each = (ranked(pattern, slot.role, by) for pattern in slot.patterns)
    left = [[each for each in found if _fits(each, slot, today)] for found in of_each]
    best = min(filter(None, left), key=lambda found: _against(found[0], slot.role, by), default=[])
    if slot.role is not Role.MAIN and best and is_rare(best[0]) and not _may_be_rare(slot, by):
        return None
    if slot.role is Role.MAIN and by.training_goal in PRACTISED:
        return best[0] if best else None
    equal = [each for each in best[: _few()] if _drawbacks(each, slot.role, by) == _drawbacks(best[0], slot.role, by)]
    return min(equal, key=lambda each: week[each.id], default=None)


def _fits(each: Exercise, slot: Slot, today: Collection[str]) -> bool:
    """Whether it trains what the slot is for, and the workout has nothing like it yet."""
    wanted = not slot.muscles or each.main_muscle in slot.muscles
    return wanted and each.id not in today and not alike(each.id).intersection(today)


def _may_be_rare(slot: Slot, by: Chooser) -> bool:
    """Novices get nothing rare, unless a complaint rules out what a coach would take first."""
    first = [exercise(listed[0]) for listed in (preferred(each, heavy=False) for each in slot.patterns) if listed]
    return by.training_age is not TrainingAge.NOVICE or any(each.troubles(by.complaints) for each in first)


def ranked(pattern: MovementPattern, role: Role, by: Chooser) -> tuple[Exercise, ...]:
    """Exercises of a pattern that suit, the best for the role first: by drawbacks, then as preferences.yml has them."""
    if (pattern, role) not in by.found:
        by.found[pattern, role] = _ranked(pattern, role, by)
    return by.found[pattern, role]


def _ranked(pattern: MovementPattern, role: Role, by: Chooser) -> tuple[Exercise, ...]:
    suiting = [each for each in _of_pattern(pattern) if suits(each, by)]
    listed = preferred(pattern, _is_heavy(role, by))
    return tuple(sorted(suiting, key=lambda each: (_drawbacks(each, role, by), _place(each.id, listed))))


def _place(exercise_id: str, listed: Sequence[str]) -> int:
    return listed.index(exercise_id) if exercise_id in listed else len(listed)


def suits(each: Exercise, by: Chooser) -> bool:
    """Whether the lifter has what it needs, wants it, and has no complaint that speaks against it.

    What is counted in seconds has no reps to go up by, and is left out.
    """
    advanced_only = each.good_for == (TrainingAge.ADVANCED,) and by.training_age is not TrainingAge.ADVANCED
    wanted = each.id not in by.disliked and not each.timed and not advanced_only
    return wanted and each.can_be_done_with(by.equipment) and not each.troubles(by.complaints)


def _is_heavy(role: Role, by: Chooser) -> bool:
    """Whether a slot is for a main lift with the bar: of those who train for strength, or for both and are not new."""
    new_to_both = by.training_goal is TrainingGoal.BOTH and by.training_age is TrainingAge.NOVICE
    return role is Role.MAIN and by.training_goal in PRACTISED and not new_to_both


def idles(each: Exercise, by: Chooser) -> bool:
    """Whether it needs nothing, although the lifter has something."""
    owns = any(piece is not Equipment.NONE for piece in by.equipment) or not by.equipment
    return owns and each.equipment == (Equipment.NONE,)


def _drawbacks(each: Exercise, role: Role, by: Chooser) -> tuple[bool, ...]:
    """What speaks against an exercise among those of its movement, the gravest first."""
    return (*_against(each, role, by), _is_heavy(role, by) and each.loading is not Loading.BARBELL)


def _against(each: Exercise, role: Role, by: Chooser) -> tuple[bool, ...]:
    """What speaks against an exercise, also beside those of other movements. Who is new to strength learns the bar."""
    novice = by.training_age is TrainingAge.NOVICE
    too_easy = each.equipment == (Equipment.NONE,) and TrainingAge.NOVICE in each.good_for
    learns_it = role is Role.MAIN and by.training_goal is TrainingGoal.STRENGTH and each.loading is Loading.BARBELL
    return (
        role is not Role.SMALL and not each.compound,
        role is not Role.SMALL and idles(each, by),
        is_rare(each),
        each.loading is Loading.BAND and _has_weights(by) and not is_rare(each),
        not novice and too_easy,
        novice and TrainingAge.NOVICE not in each.good_for and not learns_it,
    )


def _has_weights(by: Chooser) -> bool:
    return not by.equipment or Equipment.FULL_GYM in by.equipment


@cache
def _of_pattern(pattern: MovementPattern) -> tuple[Exercise, ...]:
    return tuple(each for each in all_exercises().values() if each.pattern is pattern)


@cache
def _few() -> int:
    return int(constant("program", "exercises_to_vary_among"))


def is_ruled_out(pattern: MovementPattern, role: Role, by: Chooser) -> bool:
    """Whether complaints or dislikes leave nothing of a movement, although there is the equipment for it."""
    doable = (each for each in _of_pattern(pattern) if each.can_be_done_with(by.equipment) and not each.timed)
    return any(True for _ in doable) and not ranked(pattern, role, by)

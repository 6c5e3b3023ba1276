"""Which exercises suit a lifter, and which few of them to name."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from bot.coaching.audience import cited, claim
from bot.coaching.exercise import Exercise, Loading, all_exercises
from bot.coaching.guideline import Guideline
from bot.coaching.question import Question
from bot.coaching.terms import Equipment, MovementPattern, Muscle, TrainingAge

SPECIAL = (MovementPattern.OLYMPIC, MovementPattern.CARRY)
"""Done for power or conditioning; not what a muscle is best trained with."""
BIG = (
    (MovementPattern.SQUAT, MovementPattern.LUNGE),
    (MovementPattern.HINGE,),
    (MovementPattern.HORIZONTAL_PUSH,),
    (MovementPattern.HORIZONTAL_PULL,),
    (MovementPattern.VERTICAL_PUSH,),
    (MovementPattern.VERTICAL_PULL,),
)
SMALL = ((MovementPattern.ELBOW_FLEXION,), (MovementPattern.SHOULDER_ISOLATION,), (MovementPattern.CALF_RAISE,))


def suits(each: Exercise, question: Question) -> bool:
    """Whether the lifter has the equipment, the experience and no complaint that speaks against it."""
    advanced_only = each.good_for == (TrainingAge.ADVANCED,) and question.training_age is not TrainingAge.ADVANCED
    fits = each.can_be_done_with(question.equipment) and not each.troubles(question.complaints)
    return fits and not advanced_only


def suitable(question: Question) -> list[Exercise]:
    """Every exercise that suits: for a novice those good for one first, then those that use the lifter's equipment."""
    found = [each for each in all_exercises().values() if suits(each, question)]
    if question.training_age is TrainingAge.NOVICE:
        return sorted(found, key=lambda each: (TrainingAge.NOVICE not in each.good_for, idles(each, question)))
    return sorted(found, key=lambda each: idles(each, question))


def idles(each: Exercise, question: Question) -> bool:
    """Whether an exercise leaves the equipment that the lifter named unused."""
    owns = any(piece is not Equipment.NONE for piece in kit(question))
    return owns and each.equipment == (Equipment.NONE,)


def alternate(groups: Iterable[Sequence[Exercise]]) -> list[Exercise]:
    """The first of every group, then the second of every group, …; each exercise once."""
    rounds = zip_longest(*groups)
    return list(dict.fromkeys(each for each in chain.from_iterable(rounds) if each is not None))


def for_muscle(muscle: Muscle, question: Question) -> list[Exercise]:
    """Suitable exercises for a muscle: done mainly for it, then directly, or if there is none those where it helps.

    Neighbours differ in pattern or in what is lifted.
    """
    found = [each for each in suitable(question) if muscle in each.muscles and each.pattern not in SPECIAL]
    main = [each for each in found if each.main_muscle is muscle]
    direct = [each for each in found if muscle in each.direct_muscles]
    return list(dict.fromkeys((*_varied(main), *_varied(direct)))) or _varied(found)


def _varied(found: Sequence[Exercise]) -> list[Exercise]:
    groups: dict[MovementPattern, dict[Loading, list[Exercise]]] = {}
    for each in found:
        groups.setdefault(each.pattern, {}).setdefault(each.loading, []).append(each)
    return alternate([alternate(by_loading.values()) for by_loading in groups.values()])


def one_of_each(choices: Iterable[tuple[MovementPattern, ...]], question: Question) -> tuple[str, ...]:
    """For each choice of patterns the first exercise that suits, the first pattern before the next. Ids."""
    found = suitable(question)
    ordered = ([each.id for pattern in choice for each in found if each.pattern is pattern] for choice in choices)
    return tuple(ids[0] for ids in ordered if ids)


def shared_muscles(named: Sequence[Exercise]) -> tuple[Muscle, ...]:
    """Muscles that all of the exercises train directly, in the order of the first."""
    first, *others = named
    return tuple(muscle for muscle in first.direct_muscles if all(muscle in each.direct_muscles for each in others))


def kit(question: Question) -> tuple[Equipment, ...]:
    """The lifter's equipment as one would name it; () if nothing is known or nothing is missing."""
    if Equipment.FULL_GYM in question.equipment:
        return ()
    named = tuple(piece for piece in question.equipment if piece is not Equipment.NONE)
    return named or question.equipment


def citing(rules: Guideline, *claims: str) -> tuple[str, ...]:
    """Source ids of the claims that an answer rests on, then the topic's others, each once."""
    return cited(rules, *(claim(rules, each) for each in claims))

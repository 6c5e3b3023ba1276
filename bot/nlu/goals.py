"""The training goal that a message names, if it names just one."""

from collections.abc import Sequence
from itertools import pairwise

from bot.coaching.terms import TrainingGoal
from bot.nlu.lexicon import Phrase
from bot.nlu.scope import is_choice, is_negated, last_correction, words

VAGUE = {
    "strength_training": TrainingGoal.STRENGTH,
    "strong": TrainingGoal.STRENGTH,
    "muscle": TrainingGoal.HYPERTROPHY,
}
ANSWERS = frozenset({"muscle", "muscles", "big", "strong"})
NAME_OF_LIFTING = "strength_training"
SHORT = 5
PAIR = {TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH}


def read_goal(texts: Sequence[str], phrases: Sequence[Phrase]) -> Phrase | None:
    """The goal, with value of TrainingGoal. Two that are compared or offered as a choice are none; size and
    strength together are BOTH; of others the first counts."""
    if "both" in texts and len(texts) <= SHORT:
        at = list(texts).index("both")
        return Phrase("training_goal", TrainingGoal.BOTH, at, at + 1)
    meant = [each for each in phrases if not is_negated(texts, each.first, words("not_meant"))]
    correction = last_correction(texts)
    corrected = [each for each in meant if each.first > correction >= 0]
    named = _settled(texts, corrected or meant) or _answer(texts, meant)
    if not named:
        return None
    kinds = {each.value for each in named}
    if len(kinds) == 1:
        return None if _is_comparison_of_both(texts, named) else named[0]
    if not corrected and (_compares(texts, named) or (len(kinds) > 2 and TrainingGoal.BOTH not in kinds)):
        return None
    if kinds >= PAIR or TrainingGoal.BOTH in kinds:
        return Phrase("training_goal", TrainingGoal.BOTH, named[0].first, named[-1].end)
    return named[0]


def _answer(texts: Sequence[str], named: Sequence[Phrase]) -> list[Phrase]:
    """ "Muscle" or "strong" as the whole answer to what somebody trains for."""
    if len(named) != 1 or texts[named[0].end - 1] not in ANSWERS or "?" in texts:
        return []
    others = [*texts[: named[0].first], *texts[named[0].end :]]
    goal = VAGUE[named[0].value]
    is_alone = (words("fillers") | {"more", "get", "some", "want", "build"}).issuperset(others)
    return [Phrase("training_goal", goal, named[0].first, named[0].end)] if is_alone else []


def _settled(texts: Sequence[str], named: Sequence[Phrase]) -> list[Phrase]:
    """The phrases, with vague ones ("muscle", "strong", "strength training") as goals beside another, else left out.

    "Strength training" is a goal too when numbers are asked.
    """
    goals = {VAGUE.get(each.value, each.value) for each in named}
    is_beside = len(goals) > 1
    is_asked = not words("acute").isdisjoint(texts)
    return [
        Phrase(each.kind, VAGUE.get(each.value, each.value), each.first, each.end)
        for each in named
        if each.value not in VAGUE or is_beside or (is_asked and each.value == NAME_OF_LIFTING)
    ]


def _is_comparison_of_both(texts: Sequence[str], named: Sequence[Phrase]) -> bool:
    """ "The difference between size and strength" names both, but as none of the lifter's."""
    return named[0].value == TrainingGoal.BOTH and not words("differences").isdisjoint(texts)


def _compares(texts: Sequence[str], named: Sequence[Phrase]) -> bool:
    if not words("differences").isdisjoint(texts) or not words("contrasts").isdisjoint(texts):
        return True
    pairs = pairwise(named)
    return any(one.value != other.value and is_choice(texts, one.end, other.first) for one, other in pairs)

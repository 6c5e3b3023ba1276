"""The training goal that a message names, if it names just one."""

from collections.abc import Sequence
from itertools import pairwise

from bot.coaching.terms import TrainingGoal
from bot.nlu.lexicon import Phrase
from bot.nlu.scope import asks, is_choice, is_negated, last_correction, sentence_of, words

VAGUE = {
    "strength_training": TrainingGoal.STRENGTH,
    "strong": TrainingGoal.STRENGTH,
    "muscle": TrainingGoal.HYPERTROPHY,
}
ANSWERS = frozenset({"muscle", "muscles", "big", "strong"})
NAME_OF_LIFTING = "strength_training"
SHORT = 5
AIM_REACH = 8
CALLED = frozenset({"goal", "goals", "aim"})
PAIR = {TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH}


def read_goal(texts: Sequence[str], phrases: Sequence[Phrase]) -> Phrase | None:
    """The goal, with value of TrainingGoal.

    Two that are compared or offered as a choice are none; size and strength together are BOTH; of others the first
    counts. In a long message what is aimed at outdoes what is mentioned.
    """
    if "both" in texts and len(texts) <= SHORT:
        at = list(texts).index("both")
        return Phrase("training_goal", TrainingGoal.BOTH, at, at + 1)
    meant = [each for each in phrases if not is_negated(texts, each.first, words("not_meant"))]
    meant = [each for each in meant if not is_described(texts, each)]
    correction = last_correction(texts)
    corrected = [each for each in meant if each.first > correction >= 0]
    named = _aimed_at(texts, _settled(texts, corrected or meant)) or _answer(texts, meant)
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


def is_described(texts: Sequence[str], phrase: Phrase) -> bool:
    """Whether "look better" tells how something is: "my arms look better"."""
    is_look = texts[phrase.first] in ("look", "looks", "looking")
    return is_look and phrase.first > 0 and texts[phrase.first - 1] in words("described")


def _aimed_at(texts: Sequence[str], named: Sequence[Phrase]) -> Sequence[Phrase]:
    """Of goals in several sentences, those that the lifter says to want, if there are any; no options of a question."""
    if words("sentence_ends").isdisjoint(texts[:-1]):
        return named
    real = [each for each in named if not _is_option(texts, each)]
    wanted = {sentence_of(texts, each.first) for each in real if _is_aim(texts, each)}
    return [each for each in real if sentence_of(texts, each.first) in wanted] if wanted else real


def _is_aim(texts: Sequence[str], phrase: Phrase) -> bool:
    lead = _lead(texts, phrase)
    return not words("aims").isdisjoint(lead[-AIM_REACH:]) and not asks(texts, phrase.first - len(lead), phrase.first)


def _is_option(texts: Sequence[str], phrase: Phrase) -> bool:
    """Whether a question offers it ("should I lift more"), not as what it is for ("should I rest more for size")."""
    lead = _lead(texts, phrase)
    is_question = any(word in words("options") and "i" in lead[at + 1 : at + 2] for at, word in enumerate(lead[:-1]))
    return is_question and words("purposes").isdisjoint(lead[-2:])


def _lead(texts: Sequence[str], phrase: Phrase) -> list[str]:
    """The tokens of its sentence before a phrase."""
    return list(texts[sentence_of(texts, phrase.first)[0] : phrase.first])


def _answer(texts: Sequence[str], named: Sequence[Phrase]) -> list[Phrase]:
    """ "Muscle" or "strong" as the whole answer to what somebody trains for."""
    if len(named) != 1 or texts[named[0].end - 1] not in ANSWERS or "?" in texts:
        return []
    others = [*texts[: named[0].first], *texts[named[0].end :]]
    goal = VAGUE[named[0].value]
    is_alone = (words("fillers") | {"more", "get", "some", "want", "build"}).issuperset(others)
    return [Phrase("training_goal", goal, named[0].first, named[0].end)] if is_alone else []


def _settled(texts: Sequence[str], named: Sequence[Phrase]) -> list[Phrase]:
    """The phrases, with vague ones ("muscle", "strong", "strength training") as goals beside another of the sentence,
    or when they are called the goal, else left out.

    "Strength training" is a goal too when numbers are asked.
    """
    places = [sentence_of(texts, each.first) for each in named]
    goals: dict[tuple[int, int], set[str]] = {}
    for each, place in zip(named, places, strict=True):
        goals.setdefault(place, set()).add(VAGUE.get(each.value, each.value))
    is_asked = not words("acute").isdisjoint(texts)
    return [
        Phrase(each.kind, VAGUE.get(each.value, each.value), each.first, each.end)
        for each, place in zip(named, places, strict=True)
        if each.value not in VAGUE
        or len(goals[place]) > 1
        or (is_asked and each.value == NAME_OF_LIFTING)
        or not CALLED.isdisjoint(texts[max(each.first - 2, 0) : each.first])
    ]


def _is_comparison_of_both(texts: Sequence[str], named: Sequence[Phrase]) -> bool:
    """ "The difference between size and strength" names both, but as none of the lifter's."""
    return named[0].value == TrainingGoal.BOTH and not words("differences").isdisjoint(_around(texts, named))


def _compares(texts: Sequence[str], named: Sequence[Phrase]) -> bool:
    around = _around(texts, named)
    if not words("differences").isdisjoint(around) or not words("contrasts").isdisjoint(around):
        return True
    pairs = pairwise(named)
    return any(one.value != other.value and is_choice(texts, one.end, other.first) for one, other in pairs)


def _around(texts: Sequence[str], named: Sequence[Phrase]) -> Sequence[str]:
    """The tokens from the sentence of the first to the one behind that of the last."""
    first, end = sentence_of(texts, named[0].first)[0], sentence_of(texts, named[-1].first)[1]
    return texts[first : sentence_of(texts, end + 1)[1] if end + 1 < len(texts) else end]

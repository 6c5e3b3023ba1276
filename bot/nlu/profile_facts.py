"""What a message says about the lifter in words: equipment, training age, priority, muscles."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.coaching.terms import Equipment, TrainingAge
from bot.nlu.lexicon import Phrase, near
from bot.nlu.scope import asks, is_choice, is_negated, last_correction, sentence_of, words
from bot.nlu.token import is_figure

SPARE, SHORT = 3, 6
WISH_REACH = 6
REACH = 12


def read_equipment(texts: Sequence[str], phrases: Sequence[Phrase], facts: Sequence[Phrase] = ()) -> Iterator[Phrase]:
    """What the lifter has, one phrase for each piece; not what is denied, bought, asked about or a choice.

    "gym" alone, or in a list beside other `facts` or numbers, is a full gym.
    """
    had = [each for each in phrases if _is_had(texts, each, phrases) and not _is_offered(texts, each, phrases)]
    if not had and "gym" in texts and len(texts) <= SHORT and words("gym_answers").issuperset(texts):
        at = list(texts).index("gym")
        had = [Phrase("equipment", Equipment.FULL_GYM, at, at + 1)]
    if not had and (place := _listed_gym(texts, facts)) is not None:
        had = [Phrase("equipment", Equipment.FULL_GYM, place, place + 1)]
    pieces = [piece for each in had for piece in _split(each)]
    real = [each for each in pieces if each.value != Equipment.NONE]
    yield from real or pieces


def _listed_gym(texts: Sequence[str], facts: Sequence[Phrase]) -> int | None:
    """Where "gym" stands between other facts ("3 days gym 60 minutes beginner"); not in "go to the gym 3 days"."""
    places = {at for each in facts for at in range(each.first, each.end)}
    for at, text in enumerate(texts):
        if text != "gym" or at in places or asks(texts, *sentence_of(texts, at)):
            continue
        before, behind = at - 1, at + 1
        if at and texts[before] in words("gym_before_it"):
            before -= 1
        opens = before < 0 or _is_fact(texts, before, places) or texts[before] in words("between_facts")
        closes = behind >= len(texts) or _is_fact(texts, behind, places) or texts[behind] in words("between_facts")
        tells = places or any(is_figure(each) for each in texts)
        if opens and closes and tells and len(texts) > 1:
            return at
    return None


def _is_fact(texts: Sequence[str], at: int, places: set[int]) -> bool:
    return at in places or is_figure(texts[at]) or texts[at] in words("units_of_facts")


def _is_had(texts: Sequence[str], phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    if is_negated(texts, phrase.first, words("buying")) or (phrase.first and texts[phrase.first - 1] in words("which")):
        return False
    first, end = sentence_of(texts, phrase.first)
    sentence = set(texts[first:end])
    if not words("shopping").isdisjoint(sentence):
        return False
    if not words("owning").isdisjoint(sentence) or phrase.value == Equipment.NONE:
        return True
    if phrase.value == Equipment.FULL_GYM:
        return not asks(texts, first, end)
    is_planned = phrase.end < len(texts) and texts[phrase.end] in words("planned")
    return is_planned or _is_listed(texts, phrase, phrases)


def _is_listed(texts: Sequence[str], phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Whether its clause holds nothing else than equipment."""
    pieces = {place for other in near(phrases, phrase, REACH) for place in range(other.first, other.end)}
    return all(_fits_list(texts, pieces, range(phrase.first - 1, -1, -1))) and all(
        _fits_list(texts, pieces, range(phrase.end, len(texts)))
    )


def _fits_list(texts: Sequence[str], pieces: set[int], places: Iterable[int]) -> Iterator[bool]:
    """For each token up to the end of the clause, whether a list of equipment may hold it."""
    for at in places:
        word = texts[at]
        if word in words("breaks") and word != "(":
            return
        yield at in pieces or word in words("listed") or is_figure(word)


def _is_offered(texts: Sequence[str], phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    return any(
        other.value != phrase.value and is_choice(texts, min(phrase.end, other.end), max(phrase.first, other.first))
        for other in near(phrases, phrase, WISH_REACH)
    )


def _split(phrase: Phrase) -> Iterator[Phrase]:
    for value in phrase.value.split("+"):
        yield Phrase(phrase.kind, value, phrase.first, phrase.end)


def read_muscles(phrases: Sequence[Phrase], taken: Sequence[Phrase]) -> Iterator[Phrase]:
    """Each muscle of each phrase, except where a complaint is named."""
    places = {place for other in taken for place in range(other.first, other.end)}
    values = {other.value for other in taken}
    for phrase in phrases:
        if places.isdisjoint(range(phrase.first, phrase.end)) and phrase.value not in values:
            yield from _split(phrase)


def read_training_age(texts: Sequence[str], phrases: Sequence[Phrase]) -> Phrase | None:
    """What the lifter calls himself; nothing when two are compared or it is denied."""
    said = [each for each in phrases if not is_negated(texts, each.first) or texts[each.first] in words("negations")]
    said = said or list(_new(texts))
    correction = last_correction(texts)
    corrected = [each for each in said if each.first > correction >= 0]
    said = corrected or said
    if len({each.value for each in said}) > 1:
        pairs = pairwise(said)
        if any(is_choice(texts, one.end, other.first) for one, other in pairs):
            return None
    return said[0] if said else None


def _new(texts: Sequence[str]) -> Iterator[Phrase]:
    """ "I'm new" as a clause of its own, or "new" as the whole answer."""
    for at in (at for at, text in enumerate(texts) if text == "new"):
        first, end = at, at + 1
        while first > 0 and texts[first - 1] not in words("breaks"):
            first -= 1
        while end < len(texts) and texts[end] not in words("breaks"):
            end += 1
        clause = set(texts[first:end])
        is_said = clause <= words("of_being_new") and {"im", "am"} & clause
        if is_said or words("fillers") | {"new", "very", "pretty", "totally", "brand"} >= set(texts):
            yield Phrase("training_age", TrainingAge.NOVICE, at, at + 1)
            return


def training_age(months: float) -> TrainingAge:
    """The training age of somebody who has lifted for so many months: half a year, and three years, are the limits."""
    if months < 6:
        return TrainingAge.NOVICE
    return TrainingAge.INTERMEDIATE if months <= 36 else TrainingAge.ADVANCED


def read_priority(texts: Sequence[str], phrases: Sequence[Phrase], wishes: Sequence[Phrase]) -> Phrase | None:
    """What matters most: a clear phrase, or a single word that is the answer or that the lifter says to want."""
    said = [each for each in phrases if not is_negated(texts, each.first) or texts[each.first] in words("negations")]
    if said:
        return said[0]
    for each in wishes:
        if _is_wished(texts, each) and not is_negated(texts, each.first):
            return Phrase("priority", each.value, each.first, each.end)
    return None


def _is_wished(texts: Sequence[str], phrase: Phrase) -> bool:
    is_answer = len(texts) <= phrase.end - phrase.first + SPARE and not asks(texts, 0, len(texts) - 1)
    return is_answer or not words("to_want").isdisjoint(texts[max(phrase.first - WISH_REACH, 0) : phrase.first])

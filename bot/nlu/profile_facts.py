"""What a message says about the lifter in words: training age, priority, muscles."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.coaching.terms import TrainingAge
from bot.nlu.goals import is_described
from bot.nlu.lexicon import Phrase
from bot.nlu.scope import asks, is_choice, is_negated, last_correction, sentence_of, words

SPARE = 3
WISH_REACH = 6


def read_muscles(phrases: Sequence[Phrase], taken: Sequence[Phrase]) -> Iterator[Phrase]:
    """Each muscle of each phrase, except where a complaint is named."""
    places = {place for other in taken for place in range(other.first, other.end)}
    values = {other.value for other in taken}
    for phrase in phrases:
        if places.isdisjoint(range(phrase.first, phrase.end)) and phrase.value not in values:
            yield from phrase.parts()


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


def is_break(texts: Sequence[str], date: int) -> bool:
    """Whether what lasts since the date at token `date` is no training: "havent lifted since january", "back since"."""
    first = date
    while first > 0 and not _begins_clause(texts, first):
        first -= 1
    lead = texts[first : date - 2] if texts[max(date - 2, 0) : date] == ["back", "in"] else texts[first:date]
    return not words("of_a_break").isdisjoint(lead)


def _begins_clause(texts: Sequence[str], at: int) -> bool:
    """Whether a clause about the lifter begins at a token; "since" and "only" begin none."""
    before = texts[at - 1]
    if before == "and":
        return texts[at] in words("of_going_on")
    return before in words("breaks") - words("of_times")


def read_priority(texts: Sequence[str], phrases: Sequence[Phrase], wishes: Sequence[Phrase]) -> Phrase | None:
    """What matters most: a clear phrase, or a single word that is the answer or that the lifter says to want."""
    said = [each for each in phrases if not is_negated(texts, each.first) or texts[each.first] in words("negations")]
    said = [each for each in said if not is_described(texts, each)]
    if said:
        return said[0]
    for each in wishes:
        if _is_wished(texts, each) and not is_negated(texts, each.first):
            return Phrase("priority", each.value, each.first, each.end)
    return None


def _is_wished(texts: Sequence[str], phrase: Phrase) -> bool:
    is_answer = len(texts) <= phrase.end - phrase.first + SPARE and not asks(texts, 0, len(texts) - 1)
    lead = texts[max(phrase.first - WISH_REACH, 0) : phrase.first]
    return is_answer or not words("to_want").isdisjoint(lead) or _is_purpose(texts, phrase, lead)


def _is_purpose(texts: Sequence[str], phrase: Phrase, lead: Sequence[str]) -> bool:
    """ "I'm training for a marathon"; not where it is asked about or compared."""
    if "for" not in lead[-3:] or words("preparing").isdisjoint(lead):
        return False
    first, end = sentence_of(texts, phrase.first)
    sentence = texts[first:end]
    compared = words("differences") | words("choices")
    return not asks(texts, first, end) and compared.isdisjoint(sentence)

"""What a lifter has to train with."""

from collections.abc import Iterable, Iterator, Sequence

from bot.coaching.terms import Equipment
from bot.nlu.lexicon import Phrase, near
from bot.nlu.scope import asks, is_choice, is_negated, sentence_of, words
from bot.nlu.token import is_figure

SHORT = 6
OWNED_BEFORE, OWNED_BEHIND, OWNED_FAR = 14, 5, 9
CHOICE_REACH = 6
REACH = 12


def read_equipment(texts: Sequence[str], phrases: Sequence[Phrase], facts: Sequence[Phrase] = ()) -> Iterator[Phrase]:
    """What the lifter has, one phrase for each piece; not what is denied, bought, asked about or a choice.

    "gym" alone, or in a list beside other `facts` or numbers, is a full gym; "the gym has dumbbells" tells its parts.
    """
    had = [each for each in phrases if _is_had(texts, each, phrases) and not _is_offered(texts, each, phrases)]
    had = _without_the_missing(texts, phrases, had)
    had = [each for each in had if not _is_listed_behind(texts, each, had)]
    if not had and "gym" in texts and (place := _named_gym(texts, facts)) is not None:
        had = [Phrase("equipment", Equipment.FULL_GYM, place, place + 1)]
    pieces = [piece for each in had for piece in each.parts()]
    real = [each for each in pieces if each.value != Equipment.NONE]
    yield from real or pieces


def _without_the_missing(texts: Sequence[str], phrases: Sequence[Phrase], had: Sequence[Phrase]) -> list[Phrase]:
    """What is not denied further on: "plans with barbells … I do not own a barbell"."""
    missing = {each.value: each.first for each in phrases if is_negated(texts, each.first)}
    return [each for each in had if missing.get(each.value, -1) < each.end]


def _is_listed_behind(texts: Sequence[str], gym: Phrase, had: Sequence[Phrase]) -> bool:
    """Whether what a gym has is said behind it: "the gym at work, it has dumbbells and a cable"."""
    if gym.value != Equipment.FULL_GYM:
        return False
    pieces = [each for each in near(had, gym, REACH) if each.first >= gym.end and each.value != gym.value]
    return bool(pieces) and not words("having").isdisjoint(texts[gym.end : pieces[0].first])


def _named_gym(texts: Sequence[str], facts: Sequence[Phrase]) -> int | None:
    """Where "gym" tells of a full gym: as the whole answer, in a list of facts, or in "just joined a gym"."""
    if len(texts) <= SHORT and words("gym_answers").issuperset(texts):
        return list(texts).index("gym")
    joined = [
        each.end - 1 for each in facts if texts[each.end - 1] == "gym" and "joined" in texts[each.first : each.end]
    ]
    return joined[0] if joined else _listed_gym(texts, facts)


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
    if phrase.value == Equipment.NONE:
        return True
    if not words("shopping").isdisjoint(texts[first:end]):
        return False
    if _is_missed(texts, phrase):
        return False
    behind = _until_turn(texts, phrase, end)
    around = [*texts[max(first, phrase.first - OWNED_BEFORE) : phrase.end], *behind[:OWNED_BEHIND]]
    if not words("owning").isdisjoint(around) or not words("places").isdisjoint([*around, *behind]):
        return True
    if phrase.value == Equipment.FULL_GYM:
        return not asks(texts, first, end)
    is_planned = phrase.end < len(texts) and texts[phrase.end] in words("planned")
    return is_planned or _is_listed(texts, phrase, phrases)


def _is_missed(texts: Sequence[str], phrase: Phrase) -> bool:
    """ "Dumbbells I don't have", "my rack is in storage"."""
    behind = texts[phrase.end : phrase.end + 4]
    is_lacked = list(behind[:1]) == ["i"] and is_negated(texts, phrase.end + 2)
    return is_lacked or (behind[:1] in (["is"], ["are"], ["got"], ["was"]) and not words("away").isdisjoint(behind))


def _until_turn(texts: Sequence[str], phrase: Phrase, end: int) -> Sequence[str]:
    """The tokens behind a piece that may tell that it is there: "bands and 2 lb weights at home"."""
    last = min(end, phrase.end + OWNED_FAR)
    return texts[phrase.end : next((at for at in range(phrase.end, last) if texts[at] in words("turns")), last)]


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
        yield at in pieces or word in words("listed") or word in words("units_of_facts") or is_figure(word)


def _is_offered(texts: Sequence[str], phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    return any(
        other.value != phrase.value and is_choice(texts, min(phrase.end, other.end), max(phrase.first, other.first))
        for other in near(phrases, phrase, CHOICE_REACH)
    )

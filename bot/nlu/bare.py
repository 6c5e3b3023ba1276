"""What is said by little more than one word: a number, a unit, a word whose meaning is asked."""

import re
from collections.abc import Sequence

from bot.nlu.canonical import Canonical
from bot.nlu.lexicon import Phrase, longest, terms_vocabulary
from bot.nlu.scope import words
from bot.nlu.token import is_figure

MEANING = re.compile(
    r"(?<!\S)(?:what (?:is|are|does|do|the (?:hell|heck|fuck) (?:is|are))|whats|wats|what s|whatis|wtf is|"
    r"define|explain|definition of|meaning of|meaning|(?:does|do|is|are) \S+(?: \S+){0,3} mean|mean by|meant by|means|"
    r"stand for|stands for)(?!\S)"
)
MAXIMUM = "repetition_maximum"
BEHIND = re.compile(r"(?<!\S)(?:mean|means|meaning|stand for|stands for)(?!\S)")


def read_number(texts: Sequence[str]) -> Phrase | None:
    """The number in a message that is little else ("about 4", "three", "45ish"); of "4-5" the lower one."""
    numbers = [at for at, text in enumerate(texts) if is_figure(text)]
    others = [text for text in texts if not is_figure(text)]
    if not 1 <= len(numbers) <= 2 or len(texts) > 8 or not words("fillers").issuperset(others):
        return None
    if len(numbers) == 2 and float(texts[numbers[0]]) >= float(texts[numbers[1]]):
        return None
    at = numbers[-1] if "meant" in others or "no" in others else numbers[0]
    return Phrase("number", texts[at], at, at + 1)


def read_mass_unit(texts: Sequence[str]) -> Phrase | None:
    """The unit asked for: "in pounds?", "kg please", "convert kilos into pounds", "how many kilos is 185"."""
    places = [at for at, text in enumerate(texts) if text in ("kg", "lb") and not (at and is_figure(texts[at - 1]))]
    asked = [at for at in places if at and texts[at - 1] in words("of_a_unit") and texts[max(at - 2, 0)] != "used"]
    into = [at for at in asked if texts[at - 1] in ("in", "into", "to", "many")]
    if chosen := into or asked:
        return Phrase("mass_unit", texts[chosen[-1]], chosen[-1], chosen[-1] + 1)
    if len(places) == 1 and words("fillers").issuperset(text for text in texts if text not in ("kg", "lb")):
        return Phrase("mass_unit", texts[places[0]], places[0], places[0] + 1)
    return None


def _begin(texts: Sequence[str], term: Phrase) -> int:
    """Where a term begins: the "4" of "4 rm" belongs to it."""
    first = term.first
    if term.value != MAXIMUM:
        return first
    if first and texts[first - 1] == "-":
        first -= 1
    return first - 1 if first and is_figure(texts[first - 1]) else first


def read_term(canonical: Canonical) -> Phrase | None:
    """The word of the glossary whose meaning is asked."""
    question = MEANING.search(canonical.text)
    if not question:
        return None
    found = longest(terms_vocabulary().find(list(canonical.tokens)), ("term",))
    texts = [token.text for token in canonical.tokens]
    after = canonical.end_token(question.end())
    between = {each: texts[after : _begin(texts, each)] for each in found if each.first >= after}
    behind = [each for each, others in between.items() if words("of_a_meaning").issuperset(others)]
    before = [each for each in found if each.end <= canonical.first_token(question.start())]
    inside = [each for each in found if canonical.first_token(question.start()) <= each.first < after]
    if BEHIND.search(question.group()):
        return next(iter([*inside, *reversed(before), *behind]), None)
    return next(iter(behind or inside), None)

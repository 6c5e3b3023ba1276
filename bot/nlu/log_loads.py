"""The load of a logged set as it was said: plates and an empty bar counted, one of two dumbbells, help below zero."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coaching.exercise import Loading, find_alias_table
from bot.nlu.log_limits import UNITS, bar, plate
from bot.nlu.log_text import NUMBER, LogText, Named
from bot.nlu.log_words import lexicon
from bot.nlu.set_terms import Num, Role

SIDES = 2
NEAR, FAR = 2, 14
REACH = 3
ASSISTED = ("assisted_pull_up", "assisted_dip")
"""What their machines show is taken off the body."""
LOADED_ON_SIDES = (Loading.BARBELL, Loading.MACHINE, Loading.PLATE)
PULL_UP = re.compile(r"\b(pull|chin|push|press)up")
PER_SIDE = re.compile(r"^(?:a|per|each|every|on each|either|/) sides?(?!\S)")


@dataclass(frozen=True, slots=True)
class Load:
    """A load in its unit, None for none said. `guesses`: what plates or a bar may be, if the unit is not known."""

    value: float | None
    unit: str | None = None
    guesses: tuple[str, ...] = ()


def load_of(text: LogText, number: Num, exercise_id: str | None, unit: str | None, preferred: str | None) -> Load:
    """The load that a number tells. `unit`: the one for numbers without; `preferred`: the lifter's, for plates."""
    loading = text.loading(exercise_id)
    if number.role is Role.BODY:
        return Load(None)
    if number.role in (Role.PLATES, Role.BAR):
        has_bar = loading in (None, Loading.BARBELL)
        return _counted(number.value if number.role is Role.PLATES else 0, number.more, has_bar, unit or preferred)
    if loading in LOADED_ON_SIDES and _is_per_side(text, number):
        return _counted(0, number.value, loading is Loading.BARBELL, number.unit or unit or preferred)
    is_help = number.is_minus or exercise_id in ASSISTED
    value = -number.value if is_help and exercise_id else number.value
    is_total = loading is Loading.DUMBBELL_EACH and "T" in text.signs[number.end : number.end + REACH].split("n")[0]
    return Load(value / SIDES if is_total else value, number.unit or unit)


def _is_per_side(text: LogText, number: Num) -> bool:
    return bool(PER_SIDE.match(" ".join(text.texts[number.end : number.end + REACH])))


def _counted(plates: float, more: float, has_bar: bool, unit: str | None) -> Load:
    """So many plates and so much more on each side, with the bar; in kg if the unit is not known."""
    masses = {each: SIDES * (plates * plate(each) + more) + (bar(each) if has_bar else 0) for each in UNITS}
    guesses = () if unit else tuple(f"{mass:g} {each}" for each, mass in masses.items())
    return Load(masses[unit or UNITS[0]], unit or UNITS[0], guesses)


def done_with(text: LogText, place: int) -> str:
    """The exercise named at a token, or the one that it is with what is told to be used: "bench with dumbbells"."""
    named = text.exercises[place]
    said = {text.texts[at] for at in _around(text, place)}
    for word, forms in lexicon()["implements"].items():
        if not said.isdisjoint(map(str, forms)) and (found := _with(word, named)):
            return found
    return named.exercise


def _around(text: LogText, place: int) -> Iterator[int]:
    """Tokens near an exercise that no other one stands between."""
    for at in range(place - 1, max(place - 1 - NEAR, -1), -1):
        if text.signs[at] in "Enl.,":
            break
        yield at
    has_number = False
    for at in range(place + 1, min(place + 1 + FAR, len(text.texts))):
        has_number = has_number or text.signs[at] == NUMBER
        if text.signs[at] in "El." or (has_number and text.signs[at] in ",t&"):
            break
        yield at


def _with(word: str, named: Named) -> str | None:
    table = find_alias_table()
    names = (form for words in _spelled(named.words) for form in (f"{word} {words}", f"{words} {word}"))
    return next((table[name] for name in names if name in table), None)


def _spelled(words: str) -> tuple[str, str]:
    """The words as they are, and with "pullups" in two."""
    return words, PULL_UP.sub(r"\1 up", words)


def assisted(named: Named) -> str:
    """The same exercise with help."""
    return _with("assisted", named) or named.exercise

"""Reads what was typed after the options of `spotter program`; says what was expected where it cannot."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

import click

from bot.coaching.terms import BodyPart, Equipment, MassUnit

Term = TypeVar("Term", bound=StrEnum)
ALSO = {
    "gym": Equipment.FULL_GYM, "bodyweight": Equipment.NONE, "nothing": Equipment.NONE,
    "pullup_bar": Equipment.PULL_UP_BAR, "back": BodyPart.LOWER_BACK, "low_back": BodyPart.LOWER_BACK,
}  # fmt: skip
"""Words besides the terms themselves and their plurals."""
LIFT = re.compile(
    r"(?P<lift>[^=]+)=\s*(?P<load>\d+(?:\.\d+)?)\s*(?P<unit>kgs?|lbs?)?\s*(?:[x×]\s*(?P<reps>\d+))?", re.I
)
PLAIN_NAME = 'use a plain name, such as "goblet squat".'
LISTED = "`spotter program --list` shows those that there are."
LIFT_EXPECTED = 'expected lift=load or lift=load x reps, such as "squat=100kg" or "bench=80x5"'


def terms(option: str, given: Iterable[str], kind: type[Term]) -> tuple[Term, ...]:
    """The terms that were typed, each once; commas may stand between them. Raises BadParameter."""
    return tuple(dict.fromkeys(_term(option, word, kind) for word in _words(given)))


def _words(given: Iterable[str]) -> Iterator[str]:
    return (word.strip() for each in given for word in each.split(",") if word.strip())


def _term(option: str, word: str, kind: type[Term]) -> Term:
    key = re.sub(r"[\s-]+", "_", word.lower())
    for form in (key, key.removesuffix("s"), f"{key}s"):
        known = ALSO.get(form)
        if isinstance(known, kind):
            return known
        if form in set(kind):
            return kind(form)
    raise click.BadParameter(f"{word!r} is not known; expected one of {', '.join(kind)}.", param_hint=option)


def exercises(option: str, given: Iterable[str]) -> tuple[str, ...]:
    """Ids of what was typed, by any name that the catalogue knows; "lunges" are all lunges. Raises BadParameter."""
    from bot.nlu.families import exercises_named

    named = (exercises_named(word.lower().split(), _exercise(option, word)) for word in _words(given))
    return tuple(dict.fromkeys(each for ids in named for each in ids))


def _exercise(option: str, word: str) -> str:
    from bot.coaching.exercise import all_exercises, find_alias_table

    known = find_alias_table()
    name = " ".join(word.lower().replace("_", " ").split())
    found = known.get(name, word if word in all_exercises() else None)
    if found is None:
        raise click.BadParameter(
            f"there is no exercise {word!r}; {_like(name, known) or PLAIN_NAME}", param_hint=option
        )
    return found


def _like(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, known, n=3)
    return f"did you mean {' or '.join(close)}?" if close else ""


def unit_of(asked: str | None, lifts: Sequence[str]) -> MassUnit:
    """The unit that was asked for, else the one of the lifts, else kg."""
    told = {found["unit"].lower()[:2] for found in map(LIFT.fullmatch, lifts) if found and found["unit"]}
    return MassUnit(asked) if asked else MassUnit.LB if told == {MassUnit.LB.value} else MassUnit.KG


def one_rep_maxes(option: str, given: Iterable[str], unit: MassUnit) -> tuple[tuple[str, float], ...]:
    """1RM in kg by exercise, estimated from sets; loads without a unit are in `unit`. Raises BadParameter."""
    return tuple(dict(_one_rep_max(option, text.strip(), unit) for text in given).items())


def _one_rep_max(option: str, text: str, unit: MassUnit) -> tuple[str, float]:
    from bot.coaching.errors import OutOfRangeError
    from bot.coaching.exercise import exercise
    from bot.coaching.lift_numbers import implausible
    from bot.coaching.one_rep_max import estimate_kg
    from bot.coaching.question import Question
    from bot.coaching.units import to_kg
    from bot.programs.numbers import LOADED

    found = LIFT.fullmatch(text)
    if found is None:
        raise click.BadParameter(f"{text!r} cannot be read; {LIFT_EXPECTED}.", param_hint=option)
    lift = _exercise(option, found["lift"].strip())
    if exercise(lift).loading not in LOADED:
        raise click.BadParameter(
            f"{text!r}: your body or a band is part of that load; give lifts of a weight alone.", param_hint=option
        )
    load_kg = to_kg(float(found["load"]), MassUnit(found["unit"].lower()[:2]) if found["unit"] else unit)
    question = Question(exercises=(lift,), load_kg=load_kg, reps=int(found["reps"] or 1))
    if implausible(question):
        raise click.BadParameter(f"{text!r}: nobody lifts that; check load and reps.", param_hint=option)
    try:
        return lift, estimate_kg(question).middle
    except OutOfRangeError as error:
        told = f"{text!r}: too many reps to tell your best single from; give a set of {error.low:g} to {error.high:g}."
        raise click.BadParameter(told, param_hint=option) from error


def template_name(option: str, given: str) -> str:
    """The template of that name, title or alias, written in any way. Raises BadParameter."""
    from bot.programs.template import all_templates

    names = {_plain(word): each.name for each in all_templates().values() for word in (each.title, *each.aliases)}
    names |= {_plain(name): name for name in all_templates()}
    if found := names.get(_plain(given)):
        return found
    told = f"there is no program {given!r}; {_like(_plain(given), names) or LISTED}"
    raise click.BadParameter(told, param_hint=option)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[_-]+", " ", name.lower()).split())

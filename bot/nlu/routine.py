"""Reads a pasted routine: its days, their exercises with sets and reps, and whether it says how to go up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.coaching.exercise import exercise
from bot.nlu.canonical import Canonical
from bot.nlu.lexicon import Phrase
from bot.nlu.quantities import Found
from bot.nlu.routine_days import WEEKDAY, Day, Heading, divide, divide_at_signs, find_headings
from bot.nlu.routine_pairs import Entry, Pairing, fill
from bot.nlu.routine_sets import Scheme, read_schemes
from bot.nlu.routine_text import RoutineText, group, routine_text

FEWEST, FEWEST_LISTED = 3, 4  # different exercises that make a routine: with sets or days, and as a bare list
FEWEST_NAMED = 2  # by their full names; others may be cut short
ASKED_BEFORE = 5
_MASS = r"(?:\d+(?:\.\d+)? )?(?:- \d+(?:\.\d+)? )?(?:kg|lb|weight|weights|load|plates?|rep|%)"
_PROGRESS = re.compile(
    rf"(?<!\S)(?:(?:add|adding|increase|increasing|raise|raising|up|upping|bump|bumping)(?: [a-z]+){{0,3}}? {_MASS}"
    r"|(?:linear|double) progression|progressive overload|progressing|progress by|go up|going up"
    r"|(?:\+|PLUS|plus) \d+(?:\.\d+)? (?:kg|lb))(?!\S)"
)


def read_routine(canonical: Canonical, phrases: Mapping[str, Sequence[Phrase]]) -> list[Found]:
    """The routine of a message, if there is one, and days_per_week if each of its days is one of the week.

    See bot.nlu.entity_reader for its value.
    """
    if len({each.value for each in phrases["exercise"]}) < FEWEST_NAMED:
        return []
    text = routine_text(canonical, phrases["exercise"])
    entries = [Entry(name, at, at + 1) for at, name in text.exercises.items()]
    read = _read_days(text, entries)
    days = [done for _, done in read]
    done = [entry for day in days for entry in day]
    if not _is_routine(text.texts, days, done):
        return []
    value = {
        "days": [[_plain(entry) for entry in day] for day in days],
        "progression": _says_how_to_go_up(text.canonical.text, phrases["named_program"]),
    }
    first, end = text.places[min(each.first for each in done)], text.places[max(each.end for each in done)]
    weekdays = {name for heading, _ in read if heading for name in heading.names if name.startswith(WEEKDAY)}
    told = [Found("days_per_week", len(weekdays), first, end)] if len(weekdays) == len(days) else []
    return [Found("routine", value, first, end), *told]


def _read_days(text: RoutineText, entries: list[Entry]) -> list[tuple[Heading | None, list[Entry]]]:
    schemes, texts = read_schemes(text.canonical), text.texts
    taken = set(text.exercises) | {at for each in schemes for at in range(each.first, each.end)}
    headings = find_headings(text.canonical, taken)
    days = divide(headings, list(text.exercises), len(texts)) or divide_at_signs(texts, text.exercises, taken)
    days = days or [Day(range(len(texts)))]
    for day in days:
        inside = [each for each in entries if each.first in day.span]
        sets = [each for each in schemes if each.first in day.span]
        _mark_talk(texts, inside, sets)
        Pairing(inside, sets, texts, day.span.start).run()
    fill(entries, [*_said_first(days[0].span.start, entries, schemes), *schemes])
    return [(heading, done) for heading, done in _repeated(days, headings, entries) if done]


def _mark_talk(texts: list[str], entries: list[Entry], schemes: list[Scheme]) -> None:
    """Exercises behind the routine's own that are only spoken of: "should I add curls or dips?"."""
    for before, entry in pairwise(entries):
        last = max((each.end for each in schemes if before.first < each.first < entry.first), default=before.end)
        words = [text for text in texts[last : entry.first] if text.isalpha()]
        goes_on = before.is_talk and last == before.end and group("glue").issuperset(words)
        entry.is_talk = goes_on or not group("talk").isdisjoint(words)


def _said_first(start: int, entries: list[Entry], schemes: list[Scheme]) -> Iterator[Scheme]:
    """A scheme before the first day and all exercises ("all 5x5. Mon: …"), or the only one before them, is for all."""
    first = min((entry.first for entry in entries), default=0)
    early = [scheme for scheme in schemes if scheme.first < (first if len(schemes) == 1 else min(start, first))]
    if len(early) == 1:
        yield replace(early[0], for_all=True)


def _repeated(
    days: list[Day], headings: list[Heading], entries: list[Entry]
) -> Iterator[tuple[Heading | None, list[Entry]]]:
    """The heading and the exercises of each day; "Mon/Thu" are two days, and "Fri: same as Mon" repeats one."""
    by_name: dict[str, list[Entry]] = {}
    for day in days:
        found = [each for each in entries if each.first in day.span and (each.is_own or not each.is_talk)]
        if not found:
            said = [name for each in headings if each.same_as and each.first in day.span for name in each.names]
            found = next((by_name[name] for name in said if name in by_name), [])
        by_name.update(dict.fromkeys(day.heading.names if day.heading else (), found))
        yield from [(day.heading, found)] * (day.heading.count if day.heading else 1)


def _is_routine(texts: list[str], days: list[list[Entry]], entries: list[Entry]) -> bool:
    different = {entry.exercise for entry in entries}
    if len(different) < FEWEST:
        return False
    if sum(entry.scheme is not None for entry in entries) > 1 or len(days) > 1:
        return True
    return len(different) >= FEWEST_LISTED and _is_list(texts, entries)


def _is_list(texts: list[str], entries: list[Entry]) -> bool:
    """Whether the exercises follow one another, and are no choice ("rows, chins or pulldowns?")."""
    gaps = [texts[before.end : entry.first] for before, entry in pairwise(entries)]
    close = [all(not text.isalpha() or text in group("glue") for text in gap) for gap in gaps]
    is_choice = any(not group("choices").isdisjoint(gap) for gap in gaps)
    return sum(close) >= FEWEST_LISTED - 1 and not is_choice


def _says_how_to_go_up(text: str, programs: Sequence[Phrase]) -> bool:
    """Whether a rule for adding weight is told, or a program is named that has one."""
    if any(each.value not in group("splits") for each in programs):
        return True
    befores = (text[: match.start()].split()[-ASKED_BEFORE:] for match in _PROGRESS.finditer(text))
    return any(group("asked_how").isdisjoint(before) for before in befores)


def _plain(entry: Entry) -> dict[str, Any]:
    scheme, timed = entry.scheme, exercise(entry.exercise).timed
    if scheme is None:
        return {"exercise": entry.exercise, "sets": None, "reps": None}
    is_one_of_many = scheme.by_load and scheme.sets == 1
    fits = timed == scheme.seconds or (timed and entry.is_own)
    return {
        "exercise": entry.exercise,
        "sets": None if is_one_of_many else scheme.sets,
        "reps": list(scheme.reps) if scheme.reps and fits else None,
    }

"""What a message tells of the program's own workouts: "did day 2, all as planned but 4 on the last set"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.nlu.canonical import join
from bot.nlu.log_claims import Claims
from bot.nlu.log_places import Different
from bot.nlu.log_remarks import exercise_place
from bot.nlu.log_text import EXERCISE, LINE, NUMBER, LogText
from bot.nlu.log_words import patterns, words
from bot.nlu.program_places import read_program_places
from bot.nlu.quantities import Found
from bot.nlu.said_workout import Departure
from bot.nlu.set_drafts import Draft

GROUPS = ("as_planned", "todays", "own_workout", "all_done")
REACH, NEAR = 6, 4
SHORT = 28
"""Tokens of a message that tells no more than that a workout went as planned."""


@dataclass(frozen=True)
class Plan:
    """The workout of a program that a message tells of. `is_done`: it says that this one was done."""

    day: int | None = None
    week: int | None = None
    is_todays: bool = False
    as_planned: bool = False
    is_done: bool = False

    @property
    def is_told(self) -> bool:
        """Whether a workout is named, or said to have gone as planned."""
        return self.day is not None or self.is_todays or self.as_planned


def read_plan(text: LogText, claims: Claims, read: set[int]) -> Plan:
    """The tokens of what is read are added to `read`."""
    if words("hints_of_plans").isdisjoint(text.texts):
        return Plan()
    places = _places(text, claims, read)
    day, week = places.get("program_day"), places.get("program_week")
    found = {group: _find(text, group, claims.blocked, read) for group in GROUPS}
    as_planned = bool(found["as_planned"]) and words("choices").isdisjoint(text.texts)
    todays = [*found["todays"], *(found["own_workout"] if as_planned or found["all_done"] else ())]
    as_planned = as_planned or bool(found["all_done"] and (day or todays))
    named = [range(day.first, day.end)] if day else todays
    is_done = len(text.texts) <= SHORT and (as_planned or any(_is_near_deed(claims, each) for each in named))
    if not (is_done or day):
        return Plan()
    return Plan(day.value if day else None, week.value if week else None, bool(todays) and not day, as_planned, is_done)


def _places(text: LogText, claims: Claims, read: set[int]) -> dict[str, Found]:
    """The day and the week of a program that are named, by their kind."""
    tokens = [replace(token, text="." if token.text == LINE else token.text) for token in text.canonical.tokens]
    found = {each.kind: each for each in read_program_places(join(tokens)) if each.first not in claims.blocked}
    read.update(at for each in found.values() for at in range(each.first, each.end))
    return found


def _is_near_deed(claims: Claims, span: range) -> bool:
    """Whether "did" or "done" stands beside a workout's name."""
    return any(at in claims.deeds for at in range(span.start - NEAR, span.stop + NEAR))


def _find(text: LogText, group: str, blocked: frozenset[int], read: set[int]) -> list[range]:
    """Where a group of patterns finds something that is told as done."""
    found = [text.tokens(match) for pattern in patterns(group) for match in pattern.finditer(text.canonical.text)]
    told = [each for each in found if not any(at in blocked or at in text.exercises for at in each)]
    read.update(at for each in told for at in each)
    return told


def read_departures(text: LogText, drafts: Sequence[Draft], unused: Sequence[Different]) -> Iterator[Departure]:
    """What was not done as planned: exercises left out, sets that differ, other loads."""
    yield from _skipped(text)
    for each in unused:
        for place in each.places:
            yield Departure(_exercise_at(text, each), place, each.reps, each.load, each.unit, each.fewer)
    for draft in drafts:
        if draft.reps is None and draft.load.value is not None and draft.exercise:
            yield Departure(draft.exercise, None, None, draft.load.value, draft.load.unit)


def _exercise_at(text: LogText, different: Different) -> str | None:
    at = exercise_place(text, different)
    if at in text.exercises:
        return text.exercises[at].exercise
    before = [place for place in text.exercises if place < at and "." not in text.signs[place:at]]
    return text.exercises[before[-1]].exercise if before else None


def _skipped(text: LogText) -> Iterator[Departure]:
    """Exercises that were left out: "skipped curls and calf raises", "but no dips"."""
    texts, signs = text.texts, text.signs
    for at, word in enumerate(texts):
        if word not in words("skipped") and not _is_excepted(texts, at):
            continue
        for place in _named_behind(texts, signs, at + 1):
            yield Departure(text.exercises[place].exercise, is_skipped=True)


def _is_excepted(texts: Sequence[str], at: int) -> bool:
    return texts[at] in words("excepting") and " ".join(texts[max(at - 1, 0) : at]) not in words("skipped")


def _named_behind(texts: Sequence[str], signs: str, at: int) -> Iterator[int]:
    """The exercises right behind a token, if no number tells what was done of them."""
    places: list[int] = []
    while at < len(texts) and (signs[at] == EXERCISE or texts[at] in words("skipped_between")):
        places += [at] if signs[at] == EXERCISE else []
        at += 1
    behind = signs[at : at + REACH]
    clause = behind[: min((behind.find(sign) for sign in ",.tl&" if sign in behind), default=len(behind))]
    if NUMBER not in clause:
        yield from places

"""What else is told of the sets: efforts, warm-ups, single sets that differ, remarks."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from bot.coaching.exercise import Loading
from bot.nlu.log_efforts import Effort
from bot.nlu.log_loads import Load
from bot.nlu.log_places import Different
from bot.nlu.log_text import LogText
from bot.nlu.log_words import lexicon, whole
from bot.nlu.said_workout import Unsure
from bot.nlu.set_drafts import Draft

SIDES = "each side"
BEHIND = "o@afwi_"
"""Signs of words that may stand between "on the last set" and its exercise."""


def sets_told_at(text: LogText, drafts: Sequence[Draft], first: int) -> list[Draft]:
    """The sets of the piece of notation before a token, else of the first one behind it.

    Where an exercise is named in between, it is the first one behind too: "dips 3x8, push-ups to failure: 22".
    """
    before = [each for each in drafts if each.first <= first]
    behind = [each for each in drafts if each.first > first]
    is_next = bool(before and behind) and any(before[-1].end <= at <= first for at in text.exercises)
    chosen = behind[0] if behind and (is_next or not before) else before[-1] if before else None
    return [each for each in drafts if chosen and each.entry == chosen.entry]


def with_efforts(text: LogText, drafts: Sequence[Draft], efforts: Iterable[Effort]) -> None:
    """Give each effort to the sets it is told of."""
    for effort in efforts:
        sets = sets_told_at(text, drafts, effort.first)
        if not sets:
            return
        if effort.for_all:
            sets = [each for each in drafts if each.entry[0] == sets[-1].entry[0]]
        elif effort.of_last:
            sets = sets[-1:]
        listed = max(len(effort.rpe), len(effort.rir))
        if listed > 1:
            sets = [each for each in drafts if each.entry[0] == sets[-1].entry[0] and each.first <= effort.first][
                -listed:
            ]
        for at, each in enumerate(sets):
            _put(each, effort, at)


def _put(draft: Draft, effort: Effort, at: int) -> None:
    if effort.is_off_scale:
        draft.doubts.add(Unsure.EFFORT)
        return
    if effort.rpe:
        draft.rpe = effort.rpe[min(at, len(effort.rpe) - 1)]
    if effort.rir:
        draft.rir = effort.rir[min(at, len(effort.rir) - 1)]


def with_different(text: LogText, drafts: Sequence[Draft], different: Iterable[Different]) -> list[Different]:
    """Change the sets told to differ. Those that change none are given back."""
    unused = []
    for each in different:
        region = _region(text, drafts, exercise_place(text, each))
        chosen = [
            region[place] for at in each.places if -len(region) <= (place := at if at < 0 else at - 1) < len(region)
        ]
        if not chosen:
            unused.append(each)
        for draft in chosen:
            _change(draft, each)
    return unused


def exercise_place(text: LogText, different: Different) -> int:
    """The token by which a set that differs finds its exercise: one named right behind ("of squats"), else its own."""
    at = different.end
    while at < len(text.signs) and text.signs[at] in BEHIND:
        at += 1
    return at if at in text.exercises else different.first


def _region(text: LogText, drafts: Sequence[Draft], first: int) -> list[Draft]:
    """The sets of the exercise told of before a token, up to it; else of the next."""
    sets = sets_told_at(text, drafts, first)
    if not sets:
        return []
    number = sets[-1].entry[0]
    return [each for each in drafts if each.entry[0] == number and (each.first <= first or sets[0].first > first)]


def _change(draft: Draft, different: Different) -> None:
    if different.fewer and draft.reps:
        draft.reps = max(draft.reps - different.fewer, 0) or None
    if different.reps is not None:
        draft.reps = different.reps
    if different.is_spent:
        draft.rir = 0
    if different.load is not None:
        draft.load = Load(different.load, different.unit or draft.load.unit)


@cache
def _notes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((note, whole("|".join(forms))) for note, forms in lexicon()["notes"].items())


def _is_of_load(text: LogText, first: int, sets: Sequence[Draft]) -> bool:
    """Whether the load, and not the reps, is told for each side."""
    behind_load = text.signs[first - 1 : first] in ("k", "P", "D")
    return behind_load or any(text.loading(each.exercise) is Loading.BARBELL for each in sets)


def with_notes(text: LogText, drafts: Sequence[Draft], blocked: Iterable[int]) -> None:
    """Keep remarks with their sets: "each side", "PR"."""
    hidden = set(blocked)
    for note, pattern in _notes():
        for match in pattern.finditer(text.canonical.text):
            first = text.canonical.first_token(match.start())
            sets = sets_told_at(text, drafts, first)
            if first in hidden or (note == SIDES and _is_of_load(text, first, sets)):
                continue
            for each in sets[-1:] if note == "PR" else sets:
                each.notes += [note] if note not in each.notes else []

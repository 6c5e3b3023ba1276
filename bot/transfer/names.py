"""Which exercise of the catalogue a name in a file means; where that is not certain, which it may be."""

import re
from functools import cache, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.coaching.exercise import Loading, all_exercises, exercise, find_alias_table

LONG_ENOUGH = 8
"""Letters of a name from which one slip is forgiven."""
MOST_CANDIDATES, LIKE_ENOUGH = 3, 65
QUALIFIED = re.compile(r"(?P<base>[^(),]+?)\s*(?:\((?P<bracket>[^()]+)\)|,\s*(?P<comma>[^(),]+))")
TOLD_BY_QUALIFIER = {
    "barbell": {Loading.BARBELL},
    "dumbbell": {Loading.DUMBBELL, Loading.DUMBBELL_EACH},
    "kettlebell": {Loading.KETTLEBELL},
    "machine": {Loading.MACHINE},
    "leverage machine": {Loading.MACHINE},
    "leveragemachine": {Loading.MACHINE},
    "cable": {Loading.CABLE},
    "band": {Loading.BAND},
    "bodyweight": {Loading.BODYWEIGHT},
    "weighted": {Loading.BODYWEIGHT},
    "weighted bodyweight": {Loading.BODYWEIGHT},
}
"""The equipment that the apps put behind a name, and what the load of such an exercise is."""


@lru_cache(4096)
def find_exercise(name: str) -> str | None:
    """The id of the exercise that a name means: its id, a spelling of it, or one slip from it. None: not certain.

    "Bench Press (Barbell)" and "Bench Press, Barbell" are barbell bench presses, never just bench presses.
    """
    if name in all_exercises():
        return name
    words = _plain(name)
    qualified = QUALIFIED.fullmatch(words)
    if not qualified:
        return _spelt(words)
    base, qualifier = qualified["base"], qualified["bracket"] or qualified["comma"]
    return _spelt(f"{qualifier} {base}") or _reordered(f"{qualifier} {base}") or _loaded(_spelt(base), qualifier)


@lru_cache(4096)
def candidates(name: str) -> tuple[str, ...]:
    """Ids of the exercises whose names are most like this one, the likeliest first."""
    words = re.sub(r"[(),]", " ", _plain(name))
    near = process.extract(words, _table().keys(), scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_ENOUGH, limit=40)
    return tuple(dict.fromkeys(_table()[spelling] for spelling, _, _ in near))[:MOST_CANDIDATES]


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("’", "'").split())


def _reordered(words: str) -> str | None:
    """ "dumbbell incline bench press" is an incline dumbbell bench press."""
    return _by_words().get(_sorted(words))


def _sorted(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.replace("-", " ").split()))


def _loaded(found: str | None, qualifier: str) -> str | None:
    """The exercise, if what it is loaded with is what the qualifier says."""
    if found and exercise(found).loading in TOLD_BY_QUALIFIER.get(qualifier, ()):
        return found
    return None


def _spelt(words: str) -> str | None:
    if words in _table():
        return _table()[words]
    if len(words) < LONG_ENOUGH or all(word in _words() for word in words.split()):
        return None  # "hip adduction" is no slip of "hip abduction"
    alike = process.extract(words, _by_letter().get(words[0], ()), scorer=OSA.distance, score_cutoff=1, limit=None)
    meant = {_table()[spelling] for spelling, _, _ in alike}
    return meant.pop() if len(meant) == 1 else None


@cache
def _table() -> dict[str, str]:
    return find_alias_table()


@cache
def _words() -> frozenset[str]:
    return frozenset(word for spelling in _table() for word in spelling.split())


@cache
def _by_words() -> dict[tuple[str, ...], str]:
    """Spellings by their words in any order, without those that then mean two exercises."""
    found: dict[tuple[str, ...], set[str]] = {}
    for spelling, exercise_id in _table().items():
        found.setdefault(_sorted(spelling), set()).add(exercise_id)
    return {words: meant.pop() for words, meant in found.items() if len(meant) == 1}


@cache
def _by_letter() -> dict[str, list[str]]:
    """Spellings that are long enough to forgive a slip in, by their first letter, which has to be right."""
    found: dict[str, list[str]] = {}
    for spelling in _table():
        if len(spelling) >= LONG_ENOUGH:
            found.setdefault(spelling[0], []).append(spelling)
    return found

"""Which exercises a name in a message stands for: "lunges" for all lunges, "walking lunges" for one."""

from collections.abc import Sequence
from functools import cache

from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.exercise_alias import spellings
from bot.nlu.canonical import canonical_tokens, read_lexicon

Words = tuple[str, ...]


def exercises_named(words: Sequence[str], exercise_id: str) -> tuple[str, ...]:
    """Ids of the movement's exercises whose names end in `words`; of a full name of several words only that one."""
    forms: dict[str, str] = read_lexicon_of_forms()
    said = tuple(forms.get(" ".join(words), " ".join(words)).split())
    family, full_names = _families()
    if said in full_names:
        return (exercise_id,)
    movement = exercise(exercise_id).pattern
    alike = (each for each in family.get(said, ()) if exercise(each).pattern is movement)
    return tuple(dict.fromkeys((exercise_id, *alike)))


@cache
def read_lexicon_of_forms() -> dict[str, str]:
    """Other forms of such words ("squatting") to the word itself."""
    forms: dict[str, str] = read_lexicon("dislike")["family_forms"]
    return forms


@cache
def _families() -> tuple[dict[Words, list[str]], frozenset[Words]]:
    """Exercises by the words that their names end in, and the full names of more than one word."""
    family: dict[Words, list[str]] = {}
    full_names: set[Words] = set()
    for each in all_exercises().values():
        words = each.name.lower().split()
        for first in range(len(words)):
            for spelled in _spelled(" ".join(words[first:])):
                family.setdefault(spelled, []).append(each.id)
        if len(words) > 1:
            full_names |= _spelled(each.name)
    return family, frozenset(full_names)


@cache
def _spelled(words: str) -> frozenset[Words]:
    return frozenset(tuple(token.text for token in canonical_tokens(form)) for form in spellings(words))

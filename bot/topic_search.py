"""Topics by the names that an owner types: whole, begun, or misspelt."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

MOST_OFFERED = 3
LEAST_LIKE = 60
"""Of 100: under it, a name is no suggestion."""


def name_of(intent: str) -> str:
    """ask_rest_interval -> "rest interval"."""
    return intent.removeprefix("ask_").replace("_", " ")


def find(typed: str, intents: Iterable[str]) -> tuple[str | None, tuple[str, ...]]:
    """The intent that is meant, if there is no doubt; else None and the likeliest few, the best first."""
    wanted = name_of(" ".join(typed.casefold().replace("-", " ").split()).replace(" ", "_"))
    names = {name_of(intent): intent for intent in intents}
    if wanted in names:
        return names[wanted], ()
    begun = [names[name] for name in names if wanted and name.startswith(wanted)]
    if len(begun) == 1:
        return begun[0], ()
    like = process.extract(wanted, list(names), scorer=fuzz.WRatio, limit=MOST_OFFERED, score_cutoff=LEAST_LIKE)
    near = dict.fromkeys([*begun, *(names[name] for name, _, _ in like)])
    return None, tuple(near)[:MOST_OFFERED]

"""Which reps belong to which load, where a message names several."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.nlu.lift import Lift
from bot.nlu.quantities import Found

NEAR = 6
APART = frozenset({",", "and", ".", ";", "&", "then"})
ENDS = frozenset({".", "?", "!", ";"})
TO_LOOSE = frozenset({"for", "a", "of", "set", "x", "to", "my", "do", "it"})


def with_reps(texts: Sequence[str], lifts: Sequence[Lift], measured: Sequence[Found]) -> Iterator[Lift]:
    """The lifts, each with the reps read together with its load, said before its exercise, or near it."""
    reps = sorted((each for each in measured if _is_count(each)), key=lambda each: each.first)
    starts = [each.first for each in reps]
    matches = {lift.match for lift in lifts}
    for number, lift in enumerate(lifts):
        before = lifts[number - 1] if number else None
        behind = lifts[number + 1] if number + 1 < len(lifts) else None
        low = max(before.end if before else 0, lift.begin - NEAR)
        last = max(lift.end, lift.exercise + 1)
        high = min(_start(lift, behind) if behind else len(texts), last + NEAR)
        near = reps[bisect_left(starts, low) : bisect_left(starts, high)]
        own = [each for each in near if _is_own(texts, lift, each, matches, before, behind)]
        chosen = min(own, key=lambda each: (each.match != lift.match, each.first), default=None)
        yield replace(lift, reps=_number(chosen)) if chosen else lift


def _start(lift: Lift, behind: Lift) -> int:
    """Where the next lift begins, which may be another set of the same exercise."""
    return behind.first if behind.exercise == lift.exercise else behind.begin


def _is_count(found: Found) -> bool:
    return found.kind in ("reps", "loose_reps") or (found.kind, found.value) == ("named_program", "5x5")


def _number(found: Found) -> int:
    return 5 if found.kind == "named_program" else int(found.value)


def _is_own(
    texts: Sequence[str], lift: Lift, reps: Found, matches: set[int], before: Lift | None, behind: Lift | None
) -> bool:
    if _stands_before(texts, lift, before, reps):
        return True
    if behind and _stands_before(texts, behind, lift, reps):
        return False
    if reps.match == lift.match:
        return True
    if reps.match in matches or reps.first < lift.begin:
        return False
    between = texts[min(lift.end, reps.first) : reps.first]
    return ENDS.isdisjoint(between) and (reps.kind != "loose_reps" or TO_LOOSE.issuperset(between))


def _stands_before(texts: Sequence[str], lift: Lift, before: Lift | None, reps: Found) -> bool:
    """Whether it is the 3x8 of "squat 100, 3x8 bench 80": in front of the exercise, and apart from the last load."""
    if reps.end != lift.exercise:
        return False
    return before is None or not APART.isdisjoint(texts[before.end : reps.first])

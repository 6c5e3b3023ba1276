"""Brings the loads and reps of a message together with the exercises that they belong to."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.nlu.collapsed import Collapsed
from bot.nlu.lift import Lift
from bot.nlu.lift_reps import with_reps
from bot.nlu.lift_words import lift_words
from bot.nlu.quantities import Found
from bot.nlu.quantity_fields import mass
from bot.nlu.scope import last_correction, sentence_of
from bot.nlu.token import is_figure

LOADS = ("load", "one_rep_max")
TIGHT, LOOSE, BESIDE = 7, 10, 6
LIGHTEST = 20
JOINTS = 2
MOST_REPS = 15
MOST_LISTED = 6
SPAN = LOOSE + 2 * MOST_LISTED


def pairs(collapsed: Collapsed, measured: Sequence[Found]) -> list[Lift]:
    """Every load with its exercise and reps, in their order; loads that belong to none are left out."""
    texts = collapsed.texts
    listed = list(_lists(texts, sorted(collapsed.exercises)))
    taken = {at for lift in listed for at in range(lift.begin, max(lift.end, lift.exercise + 1))}
    measured = _turned_round(texts, measured)
    loads = sorted((each for each in measured if each.kind in LOADS and each.first not in taken), key=_first)
    paired = _assigned(texts, sorted(collapsed.exercises), loads)
    return sorted([*listed, *with_reps(texts, paired, measured)], key=lambda each: each.first)


def _first(found: Found) -> int:
    return found.first


def _turned_round(texts: Sequence[str], measured: Sequence[Found]) -> list[Found]:
    """What was measured, with a load and reps for "315x3 lb", where the unit behind the reps is the load's."""
    turned = {each.first - 2: each for each in measured if _is_unit_behind_reps(texts, each)}
    kept = [each for each in measured if each.first not in turned and each not in turned.values()]
    for at, each in turned.items():
        kept.append(replace(each, value=mass(float(texts[at]), each.value["unit"]), first=at))
        kept.append(replace(each, kind="reps", value=int(each.value["value"]), end=each.first + 1))
    return kept


def _is_unit_behind_reps(texts: Sequence[str], found: Found) -> bool:
    if found.kind != "load" or not found.value["unit"] or texts[max(found.first - 1, 0)] != "x":
        return False
    is_count = found.value["value"] <= MOST_REPS and float(found.value["value"]).is_integer()
    return is_count and found.first > 1 and _is_load(texts, found.first - 2)


def _lists(texts: Sequence[str], places: Sequence[int]) -> Iterator[Lift]:
    """The lifts of a list of exercises beside one of as many loads: "squat/bench/deadlift 140/100/180"."""
    named = list(_runs(texts, places))
    loaded = list(_runs(texts, [at for at in range(len(texts)) if _is_load(texts, at)])) if named else []
    for run in named:
        near = loaded[bisect_left(loaded, [run[0] - SPAN]) : bisect_left(loaded, [run[-1] + LOOSE + 1])]
        beside = (each for each in near if len(each) == len(run) and _stand_together(texts, run, each))
        for loads in islice(beside, 1):
            unit = " ".join(texts[loads[-1] + 1 : loads[-1] + 2])
            for exercise, load in zip(run, loads, strict=True):
                value = mass(float(texts[load]), unit if unit in ("kg", "lb") else None)
                yield Lift(exercise, load, loads[-1] + 1, value, is_max=False)


def _stand_together(texts: Sequence[str], named: Sequence[int], loads: Sequence[int]) -> bool:
    first, end = (named[-1] + 1, loads[0]) if named[0] < loads[0] else (loads[-1] + 1, named[0])
    return end - first <= LOOSE and lift_words("between_lists").issuperset(texts[first:end])


def _is_load(texts: Sequence[str], at: int) -> bool:
    return is_figure(texts[at]) and float(texts[at]) >= LIGHTEST


def _runs(texts: Sequence[str], places: Sequence[int]) -> Iterator[list[int]]:
    """Runs of two or more places with no more than joints between them."""
    run: list[int] = []
    for at in places:
        between = texts[run[-1] + 1 : at] if run else []
        is_joined = len(between) <= JOINTS and lift_words("list_joints").issuperset(between)
        if run and not (is_joined and len(run) < MOST_LISTED):
            if len(run) > 1:
                yield run
            run = []
        run.append(at)
    if len(run) > 1:
        yield run


def _assigned(texts: Sequence[str], places: Sequence[int], loads: Sequence[Found]) -> list[Lift]:
    lifts: dict[int, Lift] = {}
    several: list[Lift] = []
    corrected = last_correction(texts)
    for load in loads:
        at = _exercise_of(texts, places, load, lifts, len(loads) == len(places) == 1)
        if at is None:
            continue
        earlier = lifts.get(at)
        if earlier and earlier.first < corrected < load.first:
            several.remove(earlier)
        elif earlier and not _has_reps(texts, load):
            continue
        lifts[at] = Lift(at, load.first, load.end, load.value, load.kind == "one_rep_max", match=load.match)
        several.append(lifts[at])
    return several


def _exercise_of(
    texts: Sequence[str], places: Sequence[int], load: Found, lifts: Mapping[int, Lift], is_only: bool
) -> int | None:
    """The exercise of a load: the one that leads to it, else the one beside it, else the last one said."""
    next_ = bisect_left(places, load.first)
    before = places[next_ - 1] if next_ and _reaches(texts, places[next_ - 1], load.first, is_only) else None
    after = places[next_] if next_ < len(places) and _is_beside(texts, load.end, places[next_]) else None
    if before is None or after is None:
        chosen = after if before is None else before
        return None if chosen == before and before is not None and _is_owned(texts, before, load) else chosen
    if before not in lifts:
        return before if _leads(texts, before, load.first) else after
    stands_behind = lifts[before].first < before  # "100 squat, 80 bench"
    return after if stands_behind or not is_figure(" ".join(texts[after + 1 : after + 2])) else before


def _reaches(texts: Sequence[str], exercise: int, load: int, is_only: bool) -> bool:
    first, _ = sentence_of(texts, load)
    return load - exercise <= LOOSE and (exercise >= first or is_only)


def _leads(texts: Sequence[str], exercise: int, load: int) -> bool:
    between = texts[exercise + 1 : load]
    return between == [","] or (len(between) <= TIGHT and lift_words("apart").isdisjoint(between))


def _is_beside(texts: Sequence[str], end: int, exercise: int) -> bool:
    between = texts[end:exercise]
    return len(between) <= BESIDE and all(text in lift_words("to_exercise") or is_figure(text) for text in between)


def _is_owned(texts: Sequence[str], exercise: int, load: Found) -> bool:
    """Whether it is the weight of a thing that is had, and no exercise leads to it."""
    is_thing = " ".join(texts[load.end : load.end + 1]) in lift_words("owned")
    return is_thing and not _leads(texts, exercise, load.first)


def _has_reps(texts: Sequence[str], load: Found) -> bool:
    before, behind = texts[max(load.first - 1, 0) : load.first], texts[load.end : load.end + 1]
    return behind in (["x"], ["for"]) or before in (["x"], ["@"], ["at"])

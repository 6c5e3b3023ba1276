"""Which load belongs to which exercise: "squat 100x5, bench 80x5, deadlift 140 max"."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.nlu.collapsed import Collapsed
from bot.nlu.lift import Lift
from bot.nlu.lift_claims import claimed
from bot.nlu.lift_pairs import pairs
from bot.nlu.lift_words import lift_words
from bot.nlu.quantities import Found
from bot.nlu.scope import asks, sentence_of
from bot.nlu.token import is_figure

MASS_UNITS = ("kg", "lb")
LISTED = 3
NEAR = 12


def read_lifts(collapsed: Collapsed, measured: Sequence[Found]) -> Iterator[Found]:
    """`lift`, one for each exercise that has a load: {"exercise": id, "load": float, "unit": "kg", "lb" or None,
    "reps": int or None, "is_max": bool}.

    A unit that only one of them has counts for all. Loads that are hoped for, asked about or of others are none.
    """
    texts = collapsed.texts
    lifts = list(claimed(texts, pairs(collapsed, measured)))
    if not lifts:
        return
    unit, are_maxes = _unit_of_all(texts, lifts), _are_maxes(texts, lifts)
    for lift in lifts:
        value = {
            "exercise": collapsed.exercises[lift.exercise].value,
            "load": float(lift.value["value"]),
            "unit": lift.value["unit"] or unit,
            "reps": lift.reps,
            "is_max": (lift.is_max or are_maxes) and lift.reps in (None, 1),
        }
        yield Found("lift", value, lift.begin, max(lift.end, lift.exercise + 1))


def _unit_of_all(texts: Sequence[str], lifts: Sequence[Lift]) -> Any:
    """The unit for loads without one: the only one that the others have, or that stands alone ("in kg: squat 100")."""
    said = {lift.value["unit"] for lift in lifts if lift.value["unit"]}
    first, end = sentence_of(texts, lifts[0].first)
    if not said and not asks(texts, first, end):
        alone = (at for at in range(end) if texts[at] in MASS_UNITS and not is_figure(texts[max(at - 1, 0)]))
        said = {texts[at] for at in alone}
    return said.pop() if len(said) == 1 else None


def _are_maxes(texts: Sequence[str], lifts: Sequence[Lift]) -> bool:
    """Whether loads without reps are called maxes, in front of the first ("my maxes: ...") or behind the last."""
    if any(lift.reps for lift in lifts):
        return False
    begin, end = min(lift.begin for lift in lifts), max(lift.end for lift in lifts)
    first, last = lifts[0], lifts[-1]
    leads = any(_is_max(texts, at) for at in _back(texts, begin)) or any(
        _is_max(texts, at) for at in range(first.exercise + 1, first.first)
    )
    closes = len(lifts) >= LISTED and any(_is_max(texts, at) for at in _on(texts, max(end, last.exercise + 1)))
    return leads or closes


def _back(texts: Sequence[str], begin: int) -> Iterator[int]:
    """Tokens before a list that may call it something, from the nearest on."""
    for at in range(begin - 1, max(begin - NEAR, -1), -1):
        if texts[at] not in lift_words("of_maxes") and texts[at] not in lift_words("maxes"):
            return
        yield at


def _on(texts: Sequence[str], end: int) -> Iterator[int]:
    for at in range(end, min(end + NEAR, len(texts))):
        if texts[at] not in lift_words("of_maxes") and texts[at] not in lift_words("maxes"):
            return
        yield at


def _is_max(texts: Sequence[str], at: int) -> bool:
    """Whether a token says max or 1RM; "5 rep max" and "5rm" do not."""
    before = list(texts[max(at - 2, 0) : at])
    if texts[at] == "rm":
        return before[-1:] == ["1"]
    if texts[at] in ("max", "pr", "pb") and before[-1:] == ["rep"]:
        return before[:1] == ["1"]
    return texts[at] in lift_words("maxes")

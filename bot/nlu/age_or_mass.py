"""What "I'm 92 and bench 70" says: beside a load on the bar the figure of a lifter may be his mass.

Up to 44 it is an age: grown lifters are hardly as light. From 70 on it is a mass: hardly anybody so old tells of loads
without saying that it is years. In between it is an age if the load is more than twice the figure, and else may be
either, so it is left out. Loads above two and a half times it leave out a mass from 70 on as well.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.nlu.collapsed import WITH_WEIGHTS
from bot.nlu.quantities import Found
from bot.nlu.quantity_fields import mass
from bot.nlu.scope import words

LIGHTEST_BODY, OLDEST = 45, 69
LIGHTEST_LB = 90
FEW_LIFT, NOBODY_LIFTS = 2.0, 2.5  # times their own mass
LOADS = ("load", "one_rep_max")
YEARS = frozenset({"year", "yo", "y", "o", "yrs", "old", "young"})
OWNERS = frozenset({"im", "am"})
REACH = 8


def settled_ages(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """The quantities, with an age beside a load as the mass that it is, and without it where it may be either."""
    if all(each.kind != "age_years" for each in found):
        return list(found)
    kinds = [each.kind for each in found]
    if "body_mass" in kinds:
        return list(found)
    is_told = kinds.count("age_years") > 1
    settled = (_settled(texts, each, found, is_told) if each.kind == "age_years" else each for each in found)
    return [each for each in settled if each]


def _settled(texts: Sequence[str], age: Found, found: Sequence[Found], is_told: bool) -> Found | None:
    """The age itself, the mass that it is, or None; `is_told`: whether another figure is the age too."""
    load = next((each for each in found if each.kind in LOADS and _is_beside(texts, age, each)), None)
    if not load or not _is_bare(texts, age) or age.value < LIGHTEST_BODY:
        return age
    unit, times = load.value["unit"], load.value["value"] / age.value
    if (unit == "lb" and age.value < LIGHTEST_LB) or (age.value <= OLDEST and times > FEW_LIFT):
        return age
    is_mass = (age.value > OLDEST or is_told) and times <= NOBODY_LIFTS
    return replace(age, kind="body_mass", value=mass(float(age.value), None)) if is_mass else None


def _is_bare(texts: Sequence[str], age: Found) -> bool:
    """Whether nothing but "I'm" says whose figure it is."""
    said = texts[max(age.first - 3, 0) : age.first]
    return not OWNERS.isdisjoint(said) and YEARS.isdisjoint(texts[age.end : age.end + 1])


def _is_beside(texts: Sequence[str], age: Found, load: Found) -> bool:
    """Whether nothing but an exercise stands between: "im 92 and bench 70", "bench 70, im 92"."""
    between = texts[age.end : load.first] if age.first < load.first else texts[load.end : age.first]
    around = texts[max(load.first - 3, 0) : load.end + 2] if load.first < age.first else texts[age.end : load.end + 2]
    is_joined = len(between) <= REACH and words("beside_a_lift").issuperset(set(between) - {WITH_WEIGHTS})
    return is_joined and WITH_WEIGHTS in around

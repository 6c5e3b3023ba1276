"""Which of the numbers that an x joins are sets, reps and load: "3x5", "100x5", "3x5x100", "100x5x3", "2x30kg".

Words and units decide first, then size: nobody benches 5 for a set of 100. Where size leaves it open, the usual order
is taken (sets x reps x load, load x reps x sets) and the order is doubtful.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.coaching.exercise import Loading
from bot.nlu.set_terms import LOADLIKE, Num, Role, Term

LIGHTEST = {Loading.BARBELL: 15.0}
LIGHTEST_OTHERS = 7.0
MOST_SETS, MOST_REPS = 10, 30
SURE_SETS = 7  # up to here the first of two numbers are sets
SWAPPED_SETS, SWAPPED_REPS = 8, 5  # "10x3" is three sets of ten, most often
SURELY_SWAPPED = 11
HEAVY = 40
OWN = (Loading.BODYWEIGHT, Loading.BAND)


@dataclass(frozen=True, slots=True)
class Roles:
    """Sets, reps and load among some numbers; `is_doubtful` if another order is as likely."""

    sets: int | None = None
    reps: tuple[Num, ...] = ()
    load: tuple[Num, ...] = ()
    is_doubtful: bool = False


class Told(Enum):
    """Whether the load of two numbers is told elsewhere: beside them, or before for all."""

    NO = auto()
    BEFORE = auto()
    BESIDE = auto()


def roles_of(term: Term, loading: Loading | None, told: Told) -> Roles:
    """The roles in a term of two or more parts; `told`: their load."""
    parts = list(term.parts)
    if len(parts) > 3 or (len(parts) == 3 and _is_pair_of_bells(parts, loading)):
        return _long(parts, loading)
    if len(parts) == 3:
        return _three(parts)
    return _two(parts[0], parts[1], loading, told)


def _is_pair_of_bells(parts: Sequence[tuple[Num, ...]], loading: Loading | None) -> bool:
    """ "2 x 30kg x 10" of an exercise with two dumbbells."""
    return (
        loading is Loading.DUMBBELL_EACH and parts[0][0].value == 2 and parts[1][0].is_load and not parts[2][0].is_load
    )


def _long(parts: Sequence[tuple[Num, ...]], loading: Loading | None) -> Roles:
    """ "2 x 30kg x 3 x 10", "100kg x 5 x 5 x 4"."""
    if parts[0][0].value == 2 and parts[1][0].is_load:
        rest = parts[2:]
        inner = _two(rest[0], rest[1], loading, Told.BESIDE) if len(rest) == 2 else Roles(None, rest[0])
        return Roles(inner.sets, inner.reps, parts[1])
    if parts[0][0].is_load or parts[0][0].value >= LOADLIKE:
        return Roles(None, tuple(number for part in parts[1:] for number in part), parts[0])
    return Roles(None, tuple(number for part in parts for number in part), ())


def _two(first: tuple[Num, ...], second: tuple[Num, ...], loading: Loading | None, told: Told) -> Roles:
    one, other = first[0], second[0]
    if {Role.SETS, Role.REPS, Role.TIME} & {one.role, other.role}:
        return _named(first, second)
    if one.is_load or other.is_load:
        return Roles(None, second, first) if one.is_load else Roles(None, first, second)
    if len(second) > 1 or (len(first) > 1 and one.value >= LOADLIKE):
        return Roles(None, second, first)
    if len(first) > 1:
        return Roles(None, first, second)
    if loading in OWN:
        return _sets_and_reps(one, other)
    return _by_size(first, second, loading, told)


def _by_size(first: tuple[Num, ...], second: tuple[Num, ...], loading: Loading | None, told: Told) -> Roles:
    """Two numbers of an exercise with a load, of which nothing but their size tells what they are."""
    one, other = first[0].value, second[0].value
    if told is Told.NO and one >= (LIGHTEST.get(loading, LIGHTEST_OTHERS) if loading else LOADLIKE):
        return _load_first(first, second, loading)
    if told is not Told.BESIDE and other >= HEAVY and one <= MOST_REPS:
        return Roles(None, first, second)
    if told is not Told.NO and one >= LOADLIKE and one >= 2 * other > 2 * SWAPPED_REPS:
        return Roles(None, second, first)
    return _sets_and_reps(first[0], second[0])


def _named(first: tuple[Num, ...], second: tuple[Num, ...]) -> Roles:
    """A word says what one of the two is: "3 sets x 5", "5 x 3 sets", "5 reps x 100", "30 sec x 3"."""
    one, other = first[0], second[0]
    if one.role is Role.SETS:
        return Roles(int(one.value), (), second) if other.is_load else Roles(int(one.value), second)
    if other.role is Role.SETS:
        return Roles(int(other.value), (), first) if one.is_load else Roles(int(other.value), first)
    if one.role in (Role.REPS, Role.TIME):
        if other.is_load or other.value >= LOADLIKE:
            return Roles(None, first, second)
        return Roles(int(other.value), first)
    if one.is_load or one.value >= LOADLIKE:
        return Roles(None, second, first)
    return Roles(int(one.value), second)


def _load_first(first: tuple[Num, ...], second: tuple[Num, ...], loading: Loading | None) -> Roles:
    one, other = first[0].value, second[0].value
    if one <= MOST_REPS and other <= SWAPPED_REPS and loading is not Loading.BARBELL and one < LOADLIKE:
        return _sets_and_reps(first[0], second[0])
    is_doubtful = loading is not Loading.BARBELL and one <= MOST_SETS
    return Roles(None, second, first, is_doubtful)


def _sets_and_reps(one: Num, other: Num) -> Roles:
    if one.value >= SWAPPED_SETS and other.value <= SWAPPED_REPS:
        return Roles(int(other.value), (one,), (), one.value < SURELY_SWAPPED)
    if one.value > MOST_REPS and other.value <= MOST_SETS:
        return Roles(int(other.value), (one,))
    return Roles(int(one.value), (other,))


def _three(parts: Sequence[tuple[Num, ...]]) -> Roles:
    at = _place_of_load(parts)
    rest = [part for place, part in enumerate(parts) if place != at]
    one, other = rest[0][0], rest[1][0]
    if {one.role, other.role} & {Role.SETS, Role.REPS, Role.TIME}:
        named = _named(rest[0], rest[1])
        return Roles(named.sets, named.reps, parts[at])
    if at == 0:
        return _behind_load(parts)
    swapped = one.value >= SWAPPED_SETS and other.value <= SWAPPED_REPS
    sets, reps = (other, rest[0]) if swapped else (one, rest[1])
    return Roles(int(sets.value), reps, parts[at], swapped and one.value < SURELY_SWAPPED)


def _behind_load(parts: Sequence[tuple[Num, ...]]) -> Roles:
    """ "100 x 5 x 3": reps, then sets; "100 x 3 x 8" the other way round. In between it is doubtful."""
    one, other = parts[1][0].value, parts[2][0].value
    if other > SWAPPED_REPS >= one:
        return Roles(int(one), parts[2], parts[0])
    return Roles(int(other), parts[1], parts[0], one != other and one <= SWAPPED_REPS)


def _place_of_load(parts: Sequence[tuple[Num, ...]]) -> int:
    named = [place for place, part in enumerate(parts) if part[0].is_load]
    if named:
        return named[0]
    free = [place for place, part in enumerate(parts) if part[0].role is None]
    values = {place: parts[place][0].value for place in free}
    if not values:
        return 0
    heaviest = max(values, key=lambda place: values[place])
    others = [value for place, value in values.items() if place != heaviest]
    if values[heaviest] >= LOADLIKE and all(value < values[heaviest] for value in others):
        return heaviest
    return free[-1]

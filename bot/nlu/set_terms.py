"""The numbers of a message as terms of the notation of sets: "3 x 5", "100 x 5, 5, 4", "8, 7, 6", "5 reps", "60 kg"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

LEADS = "@xwf+o"
"""Signs that lead to a number: at, times, with, for, plus, of."""
STRONG = "tl."
"""Signs that end what belongs together: then, a new line, a full stop."""
LISTING = frozenset(["", ",", "/", "-", "&", ",&", ",t"])
LOADLIKE = 20
"""From here on a bare number is a load rather than reps, and below rather reps."""


class Role(Enum):
    """What a number is, where the word beside it says so."""

    REPS = auto()
    SETS = auto()
    LOAD = auto()
    PLATES = auto()
    BAR = auto()
    BODY = auto()
    TIME = auto()


LOADS = frozenset({Role.LOAD, Role.PLATES, Role.BAR, Role.BODY})


@dataclass(frozen=True, slots=True)
class Num:
    """A number in tokens `at` to before `end`.

    `is_added`: with a sign ("+10", "-20", this too `is_minus`); `is_plural`: "30s"; `is_enclosed`: a parenthesis opens
    in front of its x; `more`: what is on each side beside the plates. `joint` are the signs since the number before,
    without those that change nothing.
    """

    value: float
    at: int
    end: int
    unit: str | None = None
    role: Role | None = None
    is_added: bool = False
    is_minus: bool = False
    is_plural: bool = False
    is_enclosed: bool = False
    more: float = 0
    joint: str = ""

    @property
    def is_whole(self) -> bool:
        return self.value == int(self.value)

    @property
    def is_load(self) -> bool:
        """Whether it can be nothing but a load."""
        return self.role in LOADS or self.is_added or self.is_plural or not self.is_whole

    @property
    def is_plain(self) -> bool:
        """Whether nothing but its value says what it is."""
        return self.role is None and not self.is_load


Part = tuple[Num, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Numbers that an x joins, the last with those listed behind it: "3 x 5" is 3 and 5, "100 x 5, 4" is 100 and 5, 4.

    In front of an x may stand a list too ("60/70/80 x 5"). `lead` is the sign that leads to it, `gap` are the signs
    since the term before, `tail` is the sign behind it.
    """

    parts: tuple[Part, ...]
    lead: str
    gap: str
    tail: str = ""

    @property
    def first(self) -> int:
        return self.parts[0][0].at

    @property
    def end(self) -> int:
        return self.parts[-1][-1].end

    @property
    def only(self) -> Num:
        """Its first number, the only one if it `is_one`."""
        return self.parts[0][0]

    @property
    def numbers(self) -> Part:
        return tuple(number for part in self.parts for number in part)

    @property
    def is_one(self) -> bool:
        return len(self.parts) == 1 and len(self.parts[0]) == 1

    @property
    def is_list(self) -> bool:
        return len(self.parts) == 1 and len(self.parts[0]) > 1

    @property
    def is_chain(self) -> bool:
        return len(self.parts) > 1

    @property
    def is_apart(self) -> bool:
        """Whether it begins anew: behind "then", a full stop, a new line."""
        return any(sign in self.gap for sign in STRONG)


def terms_of(numbers: Sequence[Num], signs: str, own_body: bool) -> list[Term]:
    """The terms of numbers in their order. `own_body`: a large number may be one of reps."""
    found: list[Term] = []
    at = 0
    while at < len(numbers):
        parts, end = _parts(numbers, at, own_body)
        first, stop = numbers[at].at, numbers[end - 1].end
        gap = signs[numbers[at - 1].end : first] if at else numbers[at].joint
        found.append(Term(tuple(parts), _lead(numbers[at].joint), gap, signs[stop : stop + 1]))
        at = end
    return found


def _lead(joint: str) -> str:
    return joint[-1] if joint and joint[-1] in LEADS else ""


def _parts(numbers: Sequence[Num], at: int, own_body: bool) -> tuple[list[Part], int]:
    """What an x joins from a number on, and where it ends."""
    if numbers[at].joint.endswith("x"):
        end = _end_of_counts(numbers, at)
        return [tuple(numbers[at:end])], end
    end = _end_of_head(numbers, at, own_body)
    parts = [tuple(numbers[at:end])]
    while _is_joined(numbers, end):
        begin, end = end, end + 1
        if _lists_reps(parts, numbers[begin]) and not _is_joined(numbers, end):
            end = _end_of_list(numbers, begin, own_body)
        parts.append(tuple(numbers[begin:end]))
    return parts, end


def _end_of_counts(numbers: Sequence[Num], first: int) -> int:
    """Where "x8, x7, x5", without a load in front, ends."""
    end = first + 1
    while end < len(numbers) and numbers[end].joint in (",x", "x") and numbers[end].is_plain:
        end += 1
    return end


def _is_joined(numbers: Sequence[Num], at: int) -> bool:
    """Whether an x stands in front of a number, behind another."""
    return 0 < at < len(numbers) and numbers[at].joint in ("x", ",x", "xo", ":x") and not numbers[at].is_enclosed


def _lists_reps(parts: Sequence[Part], number: Num) -> bool:
    """Whether reps may be listed behind a number: behind a load ("100 x 5, 5, 4"), not behind sets ("3 x 8, 60")."""
    head = parts[0][0]
    return len(parts) == 1 and (head.is_load or head.value >= LOADLIKE) and number.is_plain


def _end_of_head(numbers: Sequence[Num], first: int, own_body: bool) -> int:
    """Where a list in front of an x, or alone, ends. A range ("8-10") is none."""
    end = _end_of_list(numbers, first, own_body)
    if _is_joined(numbers, end) and not _are_loads(numbers[first:end]):
        end = max(end - 1, first + 1)
    is_range = end - first == 2 and numbers[first + 1].joint == "-" and not numbers[first].is_load
    return first + 1 if is_range else end


def _end_of_list(numbers: Sequence[Num], first: int, own_body: bool) -> int:
    end = first + 1
    while end < len(numbers) and _goes_on(numbers, first, end, own_body):
        end += 1
    if _is_joined(numbers, end) and not _are_loads(numbers[first:end]):
        end = max(end - 1, first + 1)
    return end


def _are_loads(listed: Sequence[Num]) -> bool:
    """Whether a list in front of an x is one of loads: "60/70/80 x 5"; "bench 60, 70 x 5" may be two things."""
    if len(listed) < 2 or min(number.value for number in listed) < LOADLIKE:
        return False
    return listed[1].joint in ("/", "-", "&") or len(listed) > 2


def _goes_on(numbers: Sequence[Num], first: int, at: int, own_body: bool) -> bool:
    """Whether a number is listed behind those from the first on."""
    head, before, number = numbers[first], numbers[at - 1], numbers[at]
    is_alike = at - first == 1 or number.joint in (numbers[first + 1].joint, ",&", "&", ",t")
    if number.joint not in LISTING or not is_alike:
        return False
    if head.role not in (None, Role.LOAD) or number.role not in (None, Role.REPS, head.role):
        return False
    if number.unit and not (head.unit or number.joint in ("/", "&")):
        return False
    if number.is_load != before.is_load:
        return number.is_load and number.joint == "/" and before.value >= LOADLIKE
    return own_body or not _is_jump(before, number)


def _is_jump(before: Num, number: Num) -> bool:
    """Whether one of two numbers must be a load and the other reps: "100, 5", "20 5"; not those of "15, 20"."""
    low, high = sorted((before.value, number.value))
    is_high = high > LOADLIKE if number.joint else high >= LOADLIKE
    return is_high and low * 2 <= high

"""The sets of one exercise, one by one, from what was read of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.coaching.exercise import exercise
from bot.nlu.log_loads import Load, assisted, done_with, load_of
from bot.nlu.log_regions import Region
from bot.nlu.log_text import LogText
from bot.nlu.said_workout import Unsure
from bot.nlu.set_entries import Entry
from bot.nlu.set_filling import fill
from bot.nlu.set_numbers import read_terms
from bot.nlu.set_roles import OWN
from bot.nlu.set_terms import Num, Role, Term

NO_LOAD = Load(None)
MOST_SETS = 200
"""Sets that are made of one number; more are a slip of the keyboard, and doubtful long before."""


@dataclass
class Draft:
    """One set on its way, told in tokens `first` to before `end`.

    `entry` is the number of its exercise's part, and of the piece of notation in it. `is_loose`: nothing but their
    place tells that its reps are reps.
    """

    exercise: str | None
    entry: tuple[int, int]
    first: int
    end: int
    reps: int | None
    load: Load = NO_LOAD
    rpe: float | None = None
    rir: float | None = None
    is_warm_up: bool = False
    is_loose: bool = False
    notes: list[str] = field(default_factory=list)
    doubts: set[Unsure] = field(default_factory=set)


@dataclass(frozen=True)
class Units:
    """The unit for numbers without one, as far as the message says it, and the lifter's own."""

    of_all: str | None
    preferred: str | None


def read_drafts(text: LogText, signs: str, regions: Sequence[Region], units: Units) -> list[Draft]:
    """The sets of all exercises in their order."""
    found: list[Draft] = []
    shared: list[int] = []
    for number, region in enumerate(regions):
        if region.shares:
            shared.append(number)
            continue
        for each in [*shared, number]:
            found += _of_region(text, signs, regions[each].place, region, number=each, units=units)
        shared = []
    return found


def _of_region(
    text: LogText, signs: str, place: int | None, region: Region, number: int, units: Units
) -> Iterator[Draft]:
    spans = sorted(region.spans, key=lambda span: span.start)
    done = None if place is None else done_with(text, place)
    loading = text.loading(done)
    terms = read_terms(text, signs, spans, timed=bool(done) and exercise(done or "").timed, own_body=loading in OWN)
    if place is not None and _counts(text, terms, place):
        terms = [replace(terms[0], parts=((replace(terms[0].only, role=Role.REPS),),))]
    if place is not None and any(each.is_minus for term in terms for part in term.parts for each in part):
        done = assisted(text.exercises[place])
    unit = _unit(terms) or units.of_all
    for at, entry in enumerate(fill(terms, text.loading(done))):
        yield from _of_entry(text, entry, done, (number, at), unit, units.preferred)


def _counts(text: LogText, terms: Sequence[Term], place: int) -> bool:
    """Whether the only number stands right in front of an exercise and counts it: "20 squats", not "225 bench"."""
    if len(terms) != 1 or not terms[0].is_one or not terms[0].only.is_plain or terms[0].end != place:
        return False
    named = text.exercises[place]
    return exercise(named.exercise).loading in OWN or named.words.endswith("s")


def _unit(terms: Sequence[Term]) -> str | None:
    """The only unit that is told of an exercise."""
    said = {number.unit for term in terms for part in term.parts for number in part if number.unit}
    return said.pop() if len(said) == 1 else None


def _of_entry(
    text: LogText, entry: Entry, done: str | None, number: tuple[int, int], unit: str | None, preferred: str | None
) -> Iterator[Draft]:
    doubts = set(entry.doubts)
    for reps, load in _pairs(entry, doubts):
        yield Draft(
            exercise=done,
            entry=number,
            first=entry.first,
            end=entry.end,
            reps=None if reps is None else round(reps.value),
            load=load_of(text, load, done, unit, preferred) if load else NO_LOAD,
            rpe=entry.rpe,
            is_loose=entry.is_loose,
            doubts=set(doubts),
        )


def _pairs(entry: Entry, doubts: set[Unsure]) -> list[tuple[Num | None, Num | None]]:
    """Reps and load of each set."""
    reps, loads, sets = entry.reps, entry.loads, entry.sets
    if len(loads) > 1:
        if len(reps) == len(loads):
            return list(zip(reps, loads, strict=True))
        if len(reps) > 1 or (sets or 1) not in (1, len(loads)):
            doubts.add(Unsure.SETS)
        return [(reps[0] if reps else None, load) for load in loads]
    load = loads[0] if loads else None
    if len(reps) > 1:
        if sets not in (None, len(reps)):
            doubts.add(Unsure.SETS)
        return [(each, load) for each in reps]
    most = min(max(sets or 1, 1), MOST_SETS)
    return [(reps[0] if reps else None, load)] * most

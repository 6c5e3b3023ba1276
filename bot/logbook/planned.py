"""A workout that was done as the program has it, but for what was told to be different."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.coaching.advice import Amount, Mass, Prescription
from bot.coaching.attempt import targets
from bot.coaching.exercise import exercise
from bot.coaching.log import is_loaded
from bot.nlu.said_workout import Departure, Doubt, SaidSet, SaidWorkout, Unsure


def as_planned(said: SaidWorkout, prescriptions: Iterable[Prescription]) -> SaidWorkout:
    """What was told with the sets of the plan in front, and a doubt where the plan leaves open what was done.

    The plan leaves open: a range of reps, as many as possible, and loads that nobody knows yet.
    """
    told = {each.exercise for each in said.sets}
    lines = [each for each in prescriptions if each.exercise not in told]
    sets = [(one, amount) for each in lines for one, amount in _sets_of(each)]
    sets = _departed(sets, said.departures)
    before = len(sets)
    moved = tuple(replace(each, sets=tuple(at + before for at in each.sets)) for each in said.doubts)
    doubts = (*_doubts(sets), *moved)
    return replace(said, sets=(*(one for one, _ in sets), *said.sets), doubts=doubts, departures=(), as_planned=True)


Planned = tuple[SaidSet, Amount]
"""A set of the plan, and the reps that it asks for."""


def _sets_of(planned: Prescription) -> list[Planned]:
    amounts = targets(planned)
    loads: Sequence[Mass | None] = planned.load if isinstance(planned.load, tuple) else [planned.load] * len(amounts)
    found: list[Planned] = []
    for number, amount in enumerate(amounts):
        load = loads[min(number, len(loads) - 1)]
        reps = int(amount.low) if amount.low is not None and amount.high == amount.low else None
        unit = str(load.unit) if load else None
        found.append((SaidSet(planned.exercise, reps, load.value if load else None, unit), amount))
    return found


def _departed(sets: list[Planned], departures: Iterable[Departure]) -> list[Planned]:
    """The sets with what was different. "4 on the last set" without an exercise is the last set of all."""
    for each in departures:
        places = [at for at, (one, _) in enumerate(sets) if each.exercise in (None, one.exercise)]
        if each.place is not None:
            at = each.place - 1 if each.place > 0 else len(places) + each.place
            places = [places[at]] if 0 <= at < len(places) else []
        if each.is_skipped and each.exercise:
            sets = [one for at, one in enumerate(sets) if at not in places]
        else:
            sets = [(_changed(one, each), amount) if at in places else (one, amount)
                    for at, (one, amount) in enumerate(sets)]  # fmt: skip
    return sets


def _changed(one: SaidSet, departure: Departure) -> SaidSet:
    reps = departure.reps if departure.reps is not None else one.reps
    if departure.fewer and reps is not None:
        reps = max(1, reps - departure.fewer)
    if departure.load is None:
        return replace(one, reps=reps)
    return replace(one, reps=reps, load=departure.load, unit=departure.unit or one.unit)


def _doubts(sets: Sequence[Planned]) -> list[Doubt]:
    doubts = list(_of_ranges(sets))
    for lift in dict.fromkeys(one.exercise for one, _ in sets):
        of_lift = [(at, one, amount) for at, (one, amount) in enumerate(sets) if one.exercise == lift]
        open_top = [at for at, one, amount in of_lift if one.reps is None and amount.high is None]
        doubts += [Doubt(Unsure.NO_REPS, (at,)) for at in open_top]
        bare = tuple(at for at, one, _ in of_lift if one.load is None)
        if bare and lift and is_loaded(exercise(lift)):
            doubts.append(Doubt(Unsure.NO_LOAD, bare))
    return doubts


def _of_ranges(sets: Sequence[Planned]) -> Iterator[Doubt]:
    """One question for each range of reps, about all exercises that have it."""
    for amount in dict.fromkeys(amount for one, amount in sets if one.reps is None and amount.high is not None):
        places = tuple(at for at, (one, asked) in enumerate(sets) if one.reps is None and asked == amount)
        yield Doubt(Unsure.RANGE, places, "", (f"{amount.low:g}", f"{amount.high:g}"))

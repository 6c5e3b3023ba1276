"""Puts a logged workout right: what a correction makes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg
from bot.nlu.log_corrections import Correction, SaidCorrection
from bot.nlu.log_limits import is_plausible_count, is_plausible_load
from bot.store.log_records import LoggedSet, Workout

NEAR = 0.35
"""A load that is put right is that near to the one that was logged, or the lifter says which it was."""
CLEARLY = 1.5
"""So many times farther from the next load, a value is clearly put in place of the nearest one."""
MOST_RPE = 10.0
MOST_SETS = 60


@dataclass(frozen=True)
class Mended:
    """The workout as it should be; None where what is meant is not clear. `is_odd`: the new number is not believed."""

    workout: Workout | None = None
    is_odd: bool = False


def mended(workout: Workout, told: Sequence[int], said: SaidCorrection) -> Mended:
    """Applies a correction. `told` are the places of the sets that were told last; a day is not changed here."""
    if said.kind is Correction.UNDO:
        return _without(workout, told, said)
    places = _meant(workout, told, said)
    if not places:
        return Mended()
    if said.sets is not None:
        return _resized(workout, places, said)
    change = _change(workout, places, said)
    if change is None:
        return Mended()
    changed = tuple(change(each) if at in places else each for at, each in enumerate(workout.sets))
    odd = any(not _is_believed(changed[at]) for at in places)
    return Mended(replace(workout, sets=changed), odd)


def _is_believed(done: LoggedSet) -> bool:
    load = done.said_load
    return is_plausible_count(done.reps, done.exercise) and (
        load is None or is_plausible_load(load, done.said_unit, done.exercise)
    )


def _without(workout: Workout, told: Sequence[int], said: SaidCorrection) -> Mended:
    gone = set(_places(workout, told, said))
    if not gone and said.exercise:
        gone = {at for at, each in enumerate(workout.sets) if each.exercise == said.exercise}
    kept = tuple(each for at, each in enumerate(workout.sets) if at not in gone)
    return Mended(replace(workout, sets=kept)) if gone else Mended()


def _meant(workout: Workout, told: Sequence[int], said: SaidCorrection) -> list[int]:
    """Places of the sets that a correction changes; [] if they are not clear."""
    places = _places(workout, told, said)
    if said.was is not None and said.sets is None:
        return [at for at in places if said.was in _numbers(workout.sets[at], said)]
    if said.place is not None or said.instead_of or said.is_warm_up or (said.unit and said.load is None):
        return places
    if said.rpe is not None or said.rir is not None:
        return _of_the_last(workout, places)
    value = said.load if said.load is not None else said.number
    if value is not None:
        return _nearest(workout, _work(workout, places), value, said)
    lifts = {workout.sets[at].exercise for at in places}
    return _work(workout, places) if len(lifts) == 1 else []


def _places(workout: Workout, told: Sequence[int], said: SaidCorrection) -> list[int]:
    """By the exercise and the place that are said, among the sets that were told last."""
    named = said.instead_of or (said.exercise if said.kind is Correction.UNDO else None)
    places = [at for at in told if named in (None, workout.sets[at].exercise)]
    if said.place is None:
        return places
    places = places if said.place < 0 else _of_one(workout, places)
    first = said.place - 1 if said.place > 0 else len(places) + said.place - said.count + 1
    return places[max(first, 0) : max(first, 0) + said.count] if first < len(places) else []


def _of_one(workout: Workout, places: list[int]) -> list[int]:
    """Only if they are of one exercise: of several, nobody knows which "the first set" is of."""
    return places if len({workout.sets[at].exercise for at in places}) == 1 else []


def _of_the_last(workout: Workout, places: list[int]) -> list[int]:
    """Those of the exercise that was told last."""
    return [at for at in _work(workout, places) if workout.sets[at].exercise == workout.sets[places[-1]].exercise]


def _work(workout: Workout, places: list[int]) -> list[int]:
    return [at for at in places if not workout.sets[at].is_warm_up] or places


def _numbers(done: LoggedSet, said: SaidCorrection) -> set[float]:
    """The numbers of a set that may be the one that was wrong."""
    if said.reps is not None:
        return {float(done.reps)}
    if said.rpe is not None or said.rir is not None:
        return {done.rpe} if done.rpe is not None else set()
    load = set() if done.said_load is None else {done.said_load}
    return load | {float(done.reps)} if said.number is not None else load


def _nearest(workout: Workout, places: list[int], value: float, said: SaidCorrection) -> list[int]:
    """The sets with the load (or, of a bare number, the reps) that the value is nearest to; [] if two are as near."""
    by_group: dict[tuple[str, float, str], list[int]] = {}
    for at in places:
        done = workout.sets[at]
        if said.load is not None or done.said_load is not None:
            by_group.setdefault((done.exercise, done.said_load or 0.0, "load"), []).append(at)
        if said.load is None:
            by_group.setdefault((done.exercise, float(done.reps), "reps"), []).append(at)
    if said.load is not None and len({key[:2] for key in by_group}) == 1:
        return places
    far = {key: abs(value - key[1]) / max(abs(value), abs(key[1]), 1) for key in by_group}
    order = sorted(far, key=lambda key: far[key])
    if not order or (far[order[0]] > NEAR and len({key[0] for key in order}) > 1):
        return []
    if len(order) > 1 and far[order[1]] <= far[order[0]] * CLEARLY:
        return []
    return by_group[order[0]]


def _is_load(workout: Workout, places: list[int], said: SaidCorrection) -> bool:
    """Whether a bare number is a load: nearer to it than to the reps, or in its place."""
    done = workout.sets[places[0]]
    value = said.was if said.was is not None else said.number or 0
    if done.said_load is None:
        return False
    return abs(value - done.said_load) < abs(value - done.reps)


Change = Callable[[LoggedSet], LoggedSet]


def _change(workout: Workout, places: list[int], said: SaidCorrection) -> Change | None:
    """What a correction does to each set; None if it says nothing that can be done."""
    load, reps = said.load, said.reps
    if said.number is not None:
        is_load = _is_load(workout, places, said)
        load, reps = (said.number, None) if is_load else (None, int(said.number))
        if not is_load and said.number != int(said.number):
            return None
    if said.exercise:
        return lambda done: replace(done, exercise=str(said.exercise))
    if load is not None:
        return lambda done: _with_load(done, float(load), said.unit or done.said_unit)
    if reps is not None:
        return (lambda done: replace(done, reps=int(reps))) if reps > 0 else None
    if said.rpe is not None or said.rir is not None:
        rpe = said.rpe if said.rpe is not None else MOST_RPE - (said.rir or 0)
        return (lambda done: replace(done, rpe=rpe)) if 1 <= rpe <= MOST_RPE else None
    if said.is_warm_up:
        return lambda done: replace(done, is_warm_up=True)
    if said.unit:
        return lambda done: done if done.said_load is None else _with_load(done, done.said_load, str(said.unit))
    return None


def _with_load(done: LoggedSet, load: float, unit: str) -> LoggedSet:
    sign = -1 if (done.said_load or 0) < 0 else 1
    return replace(done, load_kg=to_kg(sign * load, MassUnit(unit)), said_load=sign * load, said_unit=unit)


def _resized(workout: Workout, places: list[int], said: SaidCorrection) -> Mended:
    """With so many sets of one exercise, and of "3x6" also so many reps: the last one again, or without the last."""
    lift = workout.sets[places[-1]].exercise
    of_lift = [at for at in places if workout.sets[at].exercise == lift]
    wanted = said.sets or 0
    if not 0 < wanted <= MOST_SETS or len({workout.sets[at].exercise for at in places}) > 1:
        return Mended()
    sets = [workout.sets[at] for at in of_lift][:wanted]
    sets += [sets[-1]] * (wanted - len(sets))
    if said.reps is not None:
        sets = [replace(each, reps=said.reps) for each in sets]
    new = (*workout.sets[: of_lift[0]], *sets, *workout.sets[of_lift[-1] + 1 :])
    return Mended(replace(workout, sets=new), not all(map(_is_believed, sets)))

"""A workout for a day with less time: sets go from the end, the lifts that it is about stay longest."""

from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.advice import Amount, PlannedWorkout, Prescription
from bot.coaching.amounts import ends
from bot.programs.duration import minutes as minutes_of


def shortened(workout: PlannedWorkout, minutes: int) -> PlannedWorkout:
    """The workout cut to `minutes`. Rest is short, the last exercises lose their later sets, then whole exercises go.

    At least one set of the first exercise stays, whatever the time.
    """
    kept = [_with_short_rest(each) for each in workout.prescriptions]
    while minutes_of(kept, minutes) > minutes:
        shorter = _one_set_less(kept)
        if shorter is None:
            break
        kept = shorter
    return replace(workout, prescriptions=tuple(kept), minutes=minutes_of(kept, minutes))


def _with_short_rest(each: Prescription) -> Prescription:
    return replace(each, rest=replace(each.rest, high=each.rest.low)) if each.rest else each


def _one_set_less(kept: Sequence[Prescription]) -> list[Prescription] | None:
    """Without one set: of the last exercise that has several, or else without the last exercise; None at one set."""
    several = [at for at, each in enumerate(kept) if ends(each.sets)[1] > 1]
    if several and len(several) > len(kept) - len(several):
        return _cut(kept, several[-1])
    if len(kept) > 1:
        return list(kept[:-1])
    return _cut(kept, several[-1]) if several else None


def _cut(kept: Sequence[Prescription], at: int) -> list[Prescription]:
    less = with_sets(kept[at], int(ends(kept[at].sets)[1]) - 1)
    return [*kept[:at], less, *kept[at + 1 :]]


def with_sets(each: Prescription, sets: int) -> Prescription:
    """The prescription with only its first `sets` sets; what is told set by set ends with them."""
    reps = each.reps[:sets] if isinstance(each.reps, tuple) and len(each.reps) > 1 else each.reps
    percents = each.percents[:sets] if len(each.percents) > 1 else each.percents
    load = each.load[:sets] if isinstance(each.load, tuple) else each.load
    return replace(each, sets=Amount(sets, sets, "sets"), reps=reps, percents=percents, load=load)

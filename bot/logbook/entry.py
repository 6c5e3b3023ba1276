"""What is sure of a told workout, as sets to store, and what waits for an answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg
from bot.logbook.pounds import look_like_pounds
from bot.nlu.log_limits import UNITS, is_plausible_load
from bot.nlu.said_workout import Doubt, SaidSet, SaidWorkout, Unsure
from bot.store.log_records import LoggedSet

KG, POUNDS = str(MassUnit.KG), str(MassUnit.LB)
MOST_RPE, LEAST_RPE = 10.0, 1.0
OF_THE_WORKOUT = (Unsure.PLANNED, Unsure.DAY, Unsure.FUTURE)


@dataclass(frozen=True)
class Entry:
    """A told workout, split: `sure` are sets to store now, in their order; `waiting` has the rest, if there is any.

    `is_unit_guessed`: a sure set has a load whose unit nobody said.
    """

    said: SaidWorkout
    sure: tuple[LoggedSet, ...]
    waiting: SaidWorkout | None = None
    is_unit_guessed: bool = False


def entry_of(said: SaidWorkout, unit: str | None, familiar: Collection[str] = ()) -> Entry:
    """Splits what was told. `unit` is the lifter's, None if it is not known; `familiar` are exercises of the log.

    Without a unit kg is taken, unless all loads look like pounds: then that is asked.
    """
    settled = _familiar(_with_unit(said, unit), familiar)
    doubted = {at for each in settled.doubts for at in (each.sets or range(len(settled.sets)))}
    if any(each.kind in OF_THE_WORKOUT for each in settled.doubts):
        doubted = set(range(len(settled.sets)))
    sure = [each for at, each in enumerate(settled.sets) if at not in doubted]
    guessed = unit is None and any(each.load is not None and each.unit is None for each in sure)
    waits = bool(doubted or any(each.kind is Unsure.PLANNED for each in settled.doubts))
    rest = _only(settled, doubted) if waits else None
    return Entry(settled, tuple(logged(each, unit) for each in sure), rest, guessed)


def logged(said: SaidSet, unit: str | None) -> LoggedSet:
    """A set as it is stored: exercise and reps must be known. Reps in reserve become an RPE."""
    if said.exercise is None or said.reps is None:
        raise ValueError("a set without exercise or reps cannot be stored: ask first")
    said_unit = said.unit or unit or KG
    load_kg = None if said.load is None else to_kg(said.load, MassUnit(said_unit))
    return LoggedSet(said.exercise, said.reps, load_kg, said.load, said_unit, _rpe(said), said.is_warm_up, said.note)


def _rpe(said: SaidSet) -> float | None:
    if said.rpe is None and said.rir is not None:
        return max(LEAST_RPE, MOST_RPE - said.rir)
    return said.rpe


def without(said: SaidWorkout, doubt: Doubt) -> SaidWorkout:
    """With one doubt fewer."""
    return replace(said, doubts=tuple(each for each in said.doubts if each is not doubt))


def only(said: SaidWorkout, kept: Collection[int]) -> SaidWorkout:
    """With only those of its sets, and of its doubts those that are about them."""
    return _only(said, set(kept))


def _only(said: SaidWorkout, kept: set[int]) -> SaidWorkout:
    places = {old: new for new, old in enumerate(sorted(kept))}
    doubts = [(each, tuple(places[at] for at in each.sets if at in places)) for each in said.doubts]
    return replace(
        said,
        sets=tuple(said.sets[at] for at in sorted(kept)),
        doubts=tuple(replace(each, sets=sets) for each, sets in doubts if sets or not each.sets),
        unread=(),
    )


def _with_unit(said: SaidWorkout, unit: str | None) -> SaidWorkout:
    """Without the doubt about units, where the unit is known or kg is likely."""
    for doubt in [each for each in said.doubts if each.kind is Unsure.UNIT]:
        if unit is None and _may_be_pounds(said, doubt):
            continue
        guess = next((each for each in doubt.candidates if unit and each.endswith(f" {unit}")), None)
        if guess:
            said = changed(said, doubt.sets, load=float(guess.partition(" ")[0]), unit=unit)
        said = without(said, doubt)
    return replace(said, doubts=tuple(sorted(said.doubts, key=lambda each: _ORDER.index(each.kind))))


def _may_be_pounds(said: SaidWorkout, doubt: Doubt) -> bool:
    """Whether the loads without a unit look like pounds, are more than anybody lifts in kg, or are told in plates."""
    sets = [said.sets[at] for at in doubt.sets if said.sets[at].load is not None]
    too_heavy = any(
        not is_plausible_load(each.load or 0, KG, each.exercise)
        and is_plausible_load(each.load or 0, POUNDS, each.exercise)
        for each in sets
    )
    return doubt.candidates != UNITS or too_heavy or look_like_pounds({each.load for each in sets})


def _familiar(said: SaidWorkout, familiar: Collection[str]) -> SaidWorkout:
    """A vague name ("press") is what it mostly means, or the one of its candidates, if the lifter's log knows that."""
    for doubt in said.doubts:
        if doubt.kind is not Unsure.EXERCISE:
            continue
        likeliest = said.sets[doubt.sets[0]].exercise
        known = [likeliest] if likeliest in familiar else [each for each in doubt.candidates if each in familiar]
        if len(known) == 1:
            said = without(changed(said, doubt.sets, exercise=known[0]), doubt)
    return said


def changed(said: SaidWorkout, places: Sequence[int], **values: object) -> SaidWorkout:
    """With other values in some of its sets."""
    sets = [replace(each, **values) if at in places else each for at, each in enumerate(said.sets)]  # type: ignore[arg-type]
    return replace(said, sets=tuple(sets))


_ORDER = (
    Unsure.PLANNED, Unsure.DAY, Unsure.FUTURE, Unsure.EXERCISE, Unsure.ORDER, Unsure.UNIT, Unsure.SETS,
    Unsure.NO_REPS, Unsure.REPS, Unsure.RANGE, Unsure.NO_LOAD, Unsure.LOAD, Unsure.EFFORT, Unsure.DUPLICATE,
)  # fmt: skip
"""What is asked first; of a workout done as planned, what is open of each exercise in turn."""

"""What a set lifts in all: both dumbbells, both sides, and the body where it goes up."""

from functools import cache
from statistics import mean

from bot.coaching.exercise import Exercise, Loading, exercise
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import guideline
from bot.coaching.load_rule import LOWER
from bot.coaching.log import ASSISTED, SetDone, is_loaded, load_of
from bot.coaching.units import PERCENT

TOPIC = "lifted_mass"


def lifted_kg(done: SetDone, body_mass_kg: float | None = None) -> float | None:
    """Reps × what each of them lifts, in kg.

    None if that cannot be told: seconds and steps, bands, loads and body masses that are not known, and exercises
    whose share of the body nobody has measured.
    """
    found = exercise(done.exercise)
    one_kg = None if found.timed else _one_kg(done, found, body_mass_kg)
    return None if one_kg is None else one_kg * done.reps * lifted_at_once(found)


def own_kg(found: Exercise, body_mass_kg: float | None = None) -> float | None:
    """What of the body goes up with the load, in kg; 0 if that is not known. None if the load is all that is lifted."""
    return None if is_loaded(found) else (body_mass_kg or 0) * (share_of_body(found) or 0)


def lifted_at_once(found: Exercise) -> float:
    """How many times its load a rep lifts: both dumbbells, both sides."""
    one_at_a_time = found.unilateral and found.pattern not in LOWER
    is_pair = found.loading is Loading.DUMBBELL_EACH and not one_at_a_time
    return (_figure("dumbbells_of_a_pair") if is_pair else 1) * (_figure("sides") if found.unilateral else 1)


def share_of_body(found: Exercise) -> float | None:
    """The share of the body that an exercise lifts, 0 to 1; None if it has none that is known."""
    return _share(found.id, found.pattern) if found.loading is Loading.BODYWEIGHT or found.id in ASSISTED else None


def _one_kg(done: SetDone, found: Exercise, body_mass_kg: float | None) -> float | None:
    own = own_kg(found, body_mass_kg)
    if own is None:
        return done.load_kg
    is_told = body_mass_kg is not None if share_of_body(found) else load_of(done) > 0
    return max(0, own + load_of(done)) if is_told else None


@cache
def _figure(variable: str) -> float:
    return constant(TOPIC, variable)


@cache
def _share(exercise_id: str, pattern: str) -> float | None:
    for name in (f"share_of_{exercise_id}", f"share_of_{pattern}"):
        if name in guideline(TOPIC).figures:
            return mean(bounds(TOPIC, name)) / PERCENT or None
    return None

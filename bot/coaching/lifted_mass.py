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
    if found.timed:
        return None
    one_kg = _loaded_kg(done, found) if is_loaded(found) else _own_weight_kg(done, found, body_mass_kg)
    return None if one_kg is None else one_kg * done.reps * _sides(found)


def share_of_body(found: Exercise) -> float | None:
    """The share of the body that an exercise lifts, 0 to 1; None if it has none that is known."""
    return _share(found.id, found.pattern) if found.loading is Loading.BODYWEIGHT or found.id in ASSISTED else None


def _loaded_kg(done: SetDone, found: Exercise) -> float | None:
    if done.load_kg is None:
        return None
    one_at_a_time = found.unilateral and found.pattern not in LOWER
    is_pair = found.loading is Loading.DUMBBELL_EACH and not one_at_a_time
    return done.load_kg * (_figure("dumbbells_of_a_pair") if is_pair else 1)


def _own_weight_kg(done: SetDone, found: Exercise, body_mass_kg: float | None) -> float | None:
    share, load_kg = share_of_body(found), load_of(done)
    if not share:
        return load_kg if load_kg > 0 else None
    return None if body_mass_kg is None else max(0, body_mass_kg * share + load_kg)


def _sides(found: Exercise) -> float:
    return _figure("sides") if found.unilateral else 1


@cache
def _figure(variable: str) -> float:
    return constant(TOPIC, variable)


@cache
def _share(exercise_id: str, pattern: str) -> float | None:
    for name in (f"share_of_{exercise_id}", f"share_of_{pattern}"):
        if name in guideline(TOPIC).figures:
            return mean(bounds(TOPIC, name)) / PERCENT or None
    return None

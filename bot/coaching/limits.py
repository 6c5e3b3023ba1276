"""Hard limits on every number that is shown. Pure functions; the figures are in guidelines/limits.yml."""

from bot.coaching.amounts import ends
from bot.coaching.errors import OutOfRangeError
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import Sex
from bot.coaching.units import PERCENT


def _limit(variable: str) -> float:
    return ends(guideline("limits").figure(variable).amount)[0]


def is_minor(question: Question) -> bool:
    """Whether the lifter is known to be under the adult age."""
    return question.age_years is not None and question.age_years < _limit("adult_age")


def is_older(question: Question) -> bool:
    """Whether the lifter is known to be of the age that advice for older adults is written for."""
    return question.age_years is not None and question.age_years >= _limit("older_age")


def lowest_intake(sex: Sex | None) -> float:
    """The least energy that may be shown as a day's food, kcal. Sex not known: the man's, which is higher."""
    return _limit("lowest_intake_female" if sex is Sex.FEMALE else "lowest_intake_male")


def floor_intake(intake_kcal: float, sex: Sex | None) -> float:
    """A day's food in kcal, raised to the lowest that may be shown."""
    return max(lowest_intake(sex), intake_kcal)


def cap_deficit(deficit_kcal: float, maintenance_kcal: float | None = None, sex: Sex | None = None) -> float:
    """A daily deficit in kcal, cut to the limit, and with maintenance known to what leaves the lowest intake.

    0 means that there is no room for a deficit.
    """
    limit = _limit("deficit")
    room = limit if maintenance_kcal is None else maintenance_kcal - lowest_intake(sex)
    return max(0, min(limit, room, deficit_kcal))


def cap_weekly_loss_kg(loss_kg: float, body_mass_kg: float) -> float:
    """A week's loss in kg, cut to the limit for this body mass."""
    return max(0, min(body_mass_kg * _limit("weekly_loss") / PERCENT, loss_kg))


def cap_load_increase(load: float, next_load: float) -> float:
    """The load for next week, cut to the limit above this week's. Any mass unit, the same for both.

    Going down is not limited. Raises OutOfRangeError if `load` is not above 0, a share of which is no limit;
    for an exercise without a bar count body mass in.
    """
    if not load > 0:
        raise OutOfRangeError("load", load, 0, float("inf"), "(above 0)")
    return max(0, min(load * (1 + _limit("weekly_load_increase") / PERCENT), next_load))


def plausible_body_mass_kg(question: Question) -> float | None:
    """The lifter's body mass, or None if it is not known or not believable."""
    mass = question.body_mass_kg
    believable = mass is not None and _limit("lowest_body_mass") <= mass <= _limit("highest_body_mass")
    return mass if believable else None


def scaled_body_mass_kg(body_mass_kg: float) -> float:
    """Body mass for sums per kilogram: the excess over the limit does not count."""
    return min(_limit("scaled_body_mass"), body_mass_kg)

"""Reads words.yml and fills it in; and figures and days as they stand on a picture."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.coaching.advice import Amount, Mass
from bot.coaching.rounding import outward, to_show
from bot.coaching.terms import MassUnit
from bot.coaching.units import from_kg
from bot.wording import amount, mass, number, span
from bot.words_file import Words

FILE = Path(__file__).parent / "words.yml"
THOUSAND = 1000
_WORDS = Words(FILE)
say = _WORDS.say


def words() -> dict[str, Any]:
    """The file as it stands."""
    return _WORDS.content


def day(of: date, *, year: bool = False) -> str:
    """ "5 Jan", or "5 Jan 2026"."""
    key = "words.day_and_year" if year else "words.day"
    return say(key, day=str(of.day), month=month(of), year=str(of.year))


def from_to(first: date, last: date) -> str:
    """ "5 Jan 2026", "5 to 20 Jan 2026", "5 Jan to 3 Feb 2026"."""
    if first == last:
        return day(last, year=True)
    start = str(first.day) if (first.year, first.month) == (last.year, last.month) else day(first)
    return say(
        "words.from_to", first=start if first.year == last.year else day(first, year=True), last=day(last, year=True)
    )


def month(of: date) -> str:
    """ "Jan"."""
    name: str = words()["months"][of.month - 1]
    return name


def month_and_year(of: date) -> str:
    """ "Jan 2026"."""
    return say("words.month_and_year", month=month(of), year=str(of.year))


def weekday(number_of: int) -> str:
    """ "Mon" for 0."""
    name: str = words()["weekdays"][number_of]
    return name


def count(of: float, unit: str) -> str:
    """ "3 workouts", "1 workout"."""
    return amount(Amount(of, of, unit))


def kilos(mass_kg: float, unit: MassUnit) -> str:
    """A load as it was lifted: "102.5 kg", "225 lb"."""
    return mass(to_show(mass_kg, unit))


def large(mass_kg: float, unit: MassUnit) -> str:
    """A sum of loads in whole units: "12,340 kg"."""
    return mass(Mass(round(from_kg(mass_kg, unit)), unit))


def short_large(in_unit: float) -> str:
    """For an axis or a small place: "12k", "12.3k", "500"."""
    return f"{number(round(in_unit / THOUSAND, 1))}k" if in_unit >= THOUSAND else number(round(in_unit))


def spanned(low_kg: float, high_kg: float, unit: MassUnit) -> str:
    """A range of masses, never narrower than it is: "112.5–118 kg"."""
    shown = outward(low_kg, high_kg, unit)
    return f"{span(shown.low, shown.high)} {unit}"


def listed(parts: Sequence[str]) -> str:
    """ "chest 10, lats 8"."""
    return ", ".join(parts)

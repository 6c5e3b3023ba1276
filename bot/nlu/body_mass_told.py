"""What a lifter weighed on a day, told as such: "I weighed 78 this morning", "bw 82.4 today"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.nlu.canonical import read_lexicon
from bot.nlu.log_dates import find_days

LEAST, MOST = {"kg": 30, "lb": 66}, {"kg": 300, "lb": 660}
HEAVIEST_GUESSED_KG = 130
POUNDS = ("lb", "lbs", "pounds", "pound", "#")
MOST_CHARACTERS = 2000
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Za-z])|\n")


@dataclass(frozen=True, slots=True)
class ToldMass:
    """A body mass, the number as it was said in its unit, kg or lb."""

    day: date
    said: float
    unit: str


def read_body_mass(text: str, today: date, unit: str | None = None) -> ToldMass | None:
    """What a message says was weighed, today or on a day before; None without such a thing.

    Of a sentence that tells of another time, another person or a wish nothing is read. `unit` is the lifter's.
    """
    for sentence in _SENTENCES.split(text[:MOST_CHARACTERS]):
        found = _pattern("told", "mass").search(sentence)
        if not found or "?" in sentence or not _pattern("when").search(sentence) or _is_other(sentence, found.end()):
            continue
        days = find_days(sentence, today, month_first=unit == "lb")
        day = days[0].day if days else today
        said = float(found["mass"].replace(",", "."))
        told_in = _unit(found["unit"], said, unit)
        if day <= today and LEAST[told_in] <= said <= MOST[told_in]:
            return ToldMass(day, said, told_in)
    return None


def _is_other(sentence: str, end: int) -> bool:
    """Whether a sentence tells of another time, and up to `end` of a wish, of somebody else or of a bar."""
    return bool(_pattern("long_ago").search(sentence) or _pattern("not_mine").search(sentence[:end]))


@cache
def _pattern(*groups: str) -> re.Pattern[str]:
    """The patterns of some groups of the lexicon, one behind the other."""
    return re.compile("".join(str(read_lexicon("body_mass_told")[each]) for each in groups), re.IGNORECASE)


def _unit(said: str | None, mass: float, lifters: str | None) -> str:
    """The unit said, else the lifter's, else kg unless hardly anybody weighs that much."""
    if said:
        return "lb" if said.lower() in POUNDS else "kg"
    return lifters or ("lb" if mass > HEAVIEST_GUESSED_KG else "kg")

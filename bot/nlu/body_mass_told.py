"""What a lifter weighed on a day, told as such: "I weighed 78 this morning", "bw 82.4 today"."""

import re
from dataclasses import dataclass
from datetime import date

from bot.nlu.log_dates import find_days

LEAST, MOST = {"kg": 30, "lb": 66}, {"kg": 300, "lb": 660}
HEAVIEST_GUESSED_KG = 130
POUNDS = ("lb", "lbs", "pounds", "pound", "#")
_TOLD = re.compile(
    r"\b(?:weighed(?: (?:in|myself))?|weigh(?:[- ]in)?|scales? (?:said|says|showed|shows|was|read|reads)|(?:body ?weight|bw|my weight)"
    r"(?: (?:is|was|today|this morning|now|:|=))*)(?: (?:at|was|is|in|today|this morning|now|exactly|only|just|about|me|=)|:)*"
    r" *(?P<mass>\d{2,3}(?:[.,]\d{1,2})?) ?(?P<unit>kgs?|kilos?|lbs?|pounds?|#)?(?![\d.,]*\d|\s?(?:x|%|reps?|for)\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:weighed|weigh[- ]?in|scales?|today|this morning|tonight|yesterday|last night|now|morning)\b", re.IGNORECASE
)
_LONG_AGO = re.compile(r"\b(?:used to|last (?:year|month|summer|winter|spring)|years?|months?|back then|in 20\d\d)\b", re.IGNORECASE)
_NOT_MINE = re.compile(
    r"\b(?:when|if|want|wanna|goal|target|would|should|before|once|plates?|bench|squat|deadlift|dumbbells?|bar|she|he|wife|husband|son|friend)\b",
    re.IGNORECASE,
)


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
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Za-z])|\n", text[:2000]):
        found = _TOLD.search(sentence)
        if not found or "?" in sentence or not _WHEN.search(sentence) or _is_other(sentence, found.end()):
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
    return bool(_LONG_AGO.search(sentence) or _NOT_MINE.search(sentence[:end]))


def _unit(said: str | None, mass: float, lifters: str | None) -> str:
    """The unit said, else the lifter's, else kg unless hardly anybody weighs that much."""
    if said:
        return "lb" if said.lower() in POUNDS else "kg"
    return lifters or ("lb" if mass > HEAVIEST_GUESSED_KG else "kg")

"""The fields of the patterns in lexicon/quantities.yml: what a group of a pattern means, and its limits."""

import re
from dataclasses import dataclass
from typing import Any

from bot.nlu import dates

Values = list[tuple[str, str, Any]]
"""Group of the pattern, kind of the entity, value."""
SEVERAL = {"a": 1.0, "an": 1.0, "couple": 2.0, "couple of": 2.0, "few": 3.0, "several": 4.0, "many": 10.0}
WEEKEND_DAYS = dict.fromkeys(("saturday", "sunday", "sat", "sun", "saturdays", "sundays"), 1.0)
WEEKEND_DAYS |= dict.fromkeys(("weekend", "weekends", "saturday and sunday", "sat and sun", "sat / sun"), 2.0)
SEVERAL |= WEEKEND_DAYS | {"once": 1.0, "decade": 10.0, "decades": 20.0}
SEVERAL |= {"every other day": 3.0, "every second day": 3.0, "eod": 3.0}
FEMALE = frozenset(
    {"f", "female", "woman", "girl", "lady", "chick", "women", "females", "mom", "mum", "mother", "mama"}
)
WORDS_FOR_REPS = {"single": 1, "double": 2, "triple": 3, "singles": 1, "doubles": 2, "triples": 3}
POUNDS_PER_STONE = 14
LIGHTEST_SAID = 0.5  # with its unit, anything from half a kilo up is a load
WORKOUT_MINUTES = (5, 300)
DAYS_OF_EXERCISE = "days_of_exercise"  # days per week, unless others are told
TRAIN_SINCE = "train_since"  # months since a date, unless training broke off then
ON_AND_OFF_MONTHS = 36  # years with gaps make nobody advanced
BODY_MASS_LB = (60, 700)


@dataclass(frozen=True)
class Field:
    """A group of a pattern: the kind it gives, its pattern, its limits, how its number becomes the value, and the
    most that the value may be."""

    kind: str
    pattern: str
    low: float = 0
    high: float = 1e6
    factor: float = 1
    whole: bool = True
    most: float = 1e6


_INTEGER, _NUMBER, _MANY = r"\d+", r"\d+(?:\.\d+)?", r"\d+(?:\.\d+)?|couple of|couple|few|several|many|an?"
_SEX_WORD = "female|male|woman|women|man|girl|guy|lady|dude|chick|bloke"
FIELDS = {
    "reps": Field("reps", _INTEGER, 1, 100),
    "reps_5": Field("reps", _INTEGER, 1, 100),
    "reps_word": Field("reps", "singles?|doubles?|triples?"),
    "loose_word": Field("loose_reps", "singles?|doubles?|triples?"),
    "loose_reps": Field("loose_reps", _INTEGER, 1, 100),
    "target_reps": Field("target_reps", _INTEGER, 1, 100),
    "sets": Field("sets", _INTEGER, 1, 30),
    "sets_5": Field("sets", _INTEGER, 1, 30),
    "percent_1rm": Field("percent_1rm", _NUMBER, 1, 150, whole=False),
    "rpe": Field("rpe", _NUMBER, 1, 10, whole=False),
    "rpe_felt": Field("rpe", _NUMBER, 5, 10, whole=False),
    "rir": Field("reps_in_reserve", _NUMBER, 0, 10, whole=False),
    "rest_seconds": Field("rest_interval_seconds", _NUMBER, 0, 900),
    "rest_minutes": Field("rest_interval_seconds", _NUMBER, 0, 15, 60),
    "days_many": Field("days_per_week", "[2-7]", 2, 7),
    "days_of_exercise": Field(DAYS_OF_EXERCISE, "[1-7]", 1, 7),
    "days_at_weekend": Field("days_per_week", "|".join(sorted(WEEKEND_DAYS, reverse=True)), 1, 2),
    "day_once": Field("days_per_week", "once|1", 1, 1),
    "days": Field("days_per_week", "[1-7]", 1, 7),
    "hours": Field("workout_minutes", _NUMBER, 0, 5, 60),
    "minutes": Field("workout_minutes", _NUMBER, 0, 300),
    "long_minutes": Field("workout_minutes", r"[2-9]\d|1[0-7]\d", 20, 180),
    "weeks": Field("duration_weeks", _NUMBER, 1, 104),
    "months": Field("duration_weeks", _NUMBER, 0, 24, 52 / 12),
    "day_program": Field("duration_weeks", r"\d{2,3}", 8, 365, 1 / 7),
    "train_years": Field("train_months", _MANY, 0, 70, 12, whole=False),
    "train_months": Field("train_months", _MANY, 0, 600, whole=False),
    "train_weeks": Field("train_months", _MANY, 0, 200, 12 / 52, whole=False),
    "broken_years": Field("train_months", _MANY, 0, 70, 12, whole=False, most=ON_AND_OFF_MONTHS),
    "broken_decade": Field("train_months", "decades?", 0, 70, 12, whole=False, most=ON_AND_OFF_MONTHS),
    "train_decade": Field("train_months", "decades?", 0, 70, 12, whole=False),
    "train_since": Field(TRAIN_SINCE, dates.pattern(), whole=False),
    "broken_since": Field(TRAIN_SINCE, dates.pattern(), whole=False, most=ON_AND_OFF_MONTHS),
    "at_least_years": Field("train_months", _MANY, 1, 70, 12, whole=False),
    "at_least_months": Field("train_months", _MANY, 6, 600, whole=False),
    "days_word": Field("days_per_week", "every other day|every second day|eod"),
    "age_years": Field("age_years", r"\d\d", 10, 99),
    "age_listed": Field("age_years", r"1[4-9]|[2-7]\d"),
    "sex_clear": Field("sex", "female|male|woman"),
    "sex_parent": Field("sex", "mom|mum|mother|mama|dad|father"),
    "sex": Field("sex", f"{_SEX_WORD}|f|m"),
    "sex_tag": Field("sex", "f|m|female|male"),
    "sex_word": Field("sex", _SEX_WORD),
    "stone": Field("body_mass", r"\d+(?:\.\d+)?"),
    "stone_pounds": Field("body_mass", r"\d+"),
    "program_5x5": Field("named_program", "5 (?:x|by) 5"),
}
MASSES = {
    "load": ("load", 0.5, 1500.0),
    "load5": ("load", 5.0, 1500.0),
    "load20": ("load", 20.0, 1500.0),
    "one_rep_max": ("one_rep_max", 20.0, 1500.0),
    "body_mass": ("body_mass", 25.0, 700.0),
}


def values_of(match: re.Match[str]) -> Values | None:
    """What the groups of a match say; None if one of them is out of its limits."""
    groups = {name: text for name, text in match.groupdict().items() if text is not None}
    unit = groups.pop("unit", None)
    if "stone" in groups:
        return _stone(groups)
    values: dict[str, tuple[str, str, Any]] = {}
    for name, text in groups.items():
        kind, value = _mass(name, text, unit) if name in MASSES else (FIELDS[name].kind, _value(FIELDS[name], text))
        if value is None:
            return None
        if kind in values:  # hours and minutes of one time
            value += values[kind][2]
        values[kind] = (name, kind, value)
    return list(values.values()) if all(_is_plausible(kind, value) for _, kind, value in values.values()) else None


def _mass(name: str, text: str, unit: str | None) -> tuple[str, Any]:
    kind, low, high = MASSES[name]
    is_plausible = (low if unit is None else LIGHTEST_SAID) <= float(text) <= high
    return kind, mass(float(text), unit) if is_plausible else None


def mass(value: float, unit: str | None) -> dict[str, Any]:
    """A mass as entities hold it; "k" is kg."""
    return {"value": value, "unit": {"k": "kg"}.get(unit, unit) if unit else None}


def _stone(groups: dict[str, str]) -> Values | None:
    pounds = float(groups["stone"]) * POUNDS_PER_STONE + float(groups.get("stone_pounds", 0))
    low, high = BODY_MASS_LB
    return [("stone", "body_mass", mass(pounds, "lb"))] if low <= pounds <= high else None


def _value(field: Field, text: str) -> Any:
    if field.kind == "sex":
        return "female" if text in FEMALE else "male"
    if field.kind == "named_program":
        return "5x5"
    if text in WORDS_FOR_REPS:
        return WORDS_FOR_REPS[text]
    number = dates.months_since(text) if field.kind == TRAIN_SINCE else SEVERAL.get(text) or float(text)
    if number is None or not field.low <= number <= field.high:
        return None
    value = min(number * field.factor, field.most)
    return round(value) if field.whole else value


def _is_plausible(kind: str, value: Any) -> bool:
    if kind == "workout_minutes":
        low, high = WORKOUT_MINUTES
        return bool(low <= value <= high)
    return not (kind in ("rest_interval_seconds", "duration_weeks") and value < 1)

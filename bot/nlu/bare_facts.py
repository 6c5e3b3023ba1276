"""Messages that are nothing but facts: "and for strength?", "3 days, dumbbells", "in pounds please"."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.nlu.scope import words

PROFILE = {
    "training_goal", "training_age", "days_per_week", "workout_minutes", "equipment", "priority", "body_mass",
    "age_years", "sex", "mass_unit", "number", "training_weekdays",
}  # fmt: skip
OF_A_LIFT = {"exercise", "muscle", "target_reps", "percent_1rm", "rpe", "reps_in_reserve", "reps", "load"}
"""Facts that stand alone only as a follow-up: "and for squats?", "75%?"."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_FOLLOW_UP = re.compile(
    r"^\W*(?:and|now|what about|what if|how about|same|or|ok|also|with|for|at|but)\b|\?\W*$", re.IGNORECASE
)
_START = re.compile(r"^\W*(?:ok(?:ay)? )?(?:and|now|what about|what if|how about|same|make that)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:^|[.?!,]\s*)(?:is|are|can|could|should|does|will|which|how|why|what(?! about| if))\b", re.IGNORECASE
)
_COUNTED = {"rep", "reps", "set", "sets"}
WEEKDAYS = "training_weekdays"
_TO = ("-", "–", "—", "/", " to", " or")
MOST_WORDS = 14


def is_bare_facts(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a message says facts and next to nothing else; facts of a lift count where they follow up."""
    kinds = {entity["entity"] for entity in entities}
    is_follow_up = bool(_FOLLOW_UP.search(text))
    telling = kinds & (PROFILE | OF_A_LIFT if is_follow_up else PROFILE)
    others = [match for match in _WORD.finditer(text) if not _covered(match.start(), entities)]
    is_conversion = "mass_unit" in kinds and "load" in kinds
    if not telling or is_conversion or _QUESTION.search(text) or len(_WORD.findall(text)) > MOST_WORDS:
        return False
    fillers = words("of_bare_facts") | (_COUNTED if kinds & {"reps", "target_reps", "sets"} else set())
    if WEEKDAYS in kinds:
        fillers = fillers | words("of_days")
    if len(kinds - {WEEKDAYS}) == 1:  # an answer, as it is typed: "45-60 min", "idk maybe 6 months"
        fillers = fillers | words("units_of_answers") | words("not_sure")
        others = [
            word for word in others if not (word.group().isdigit() and text[: word.start()].rstrip().endswith(_TO))
        ]
    return all(word.group().lower().replace("’", "'") in fillers for word in others)


def follows_up(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a message starts like a follow-up and brings a fact: "and strength, when does that show?"."""
    kinds = {entity["entity"] for entity in entities}
    return bool(_START.match(text) and kinds & (PROFILE | OF_A_LIFT))


def _covered(at: int, entities: Sequence[Mapping[str, Any]]) -> bool:
    return any(entity["start"] <= at < entity["end"] for entity in entities)

"""Numbers of a lift as they are said: whether they can be believed, and how near to failure the set was.

The figures are in guidelines/lift_numbers.yml.
"""

from bot.coaching.advice import Amount, Value
from bot.coaching.exercise import Loading, exercise
from bot.coaching.figures import bounds
from bot.coaching.question import Question
from bot.coaching.rounding import loadable

TOPIC = "lift_numbers"
LIMITED = {
    "load_kg": "plausible_load",
    "one_rep_max_kg": "plausible_load",
    "reps": "plausible_reps",
    "target_reps": "plausible_reps",
    "percent_1rm": "plausible_percent",
    "rpe": "plausible_rpe",
    "reps_in_reserve": "plausible_reserve",
}


def implausible(question: Question) -> bool:
    """Whether a number of the lift is one that nobody lifts: zero, negative, far too large, no number."""
    for field, variable in LIMITED.items():
        value, (low, high) = getattr(question, field), bounds(TOPIC, variable)
        if value is not None and not low <= value <= high:
            return True
    return False


def limits_to_show(question: Question) -> dict[str, Value]:
    """What can be worked with, for the answer to an implausible number."""
    most_load, most_reps = bounds(TOPIC, "plausible_load")[1], bounds(TOPIC, "plausible_reps")[1]
    most = Amount(most_reps, most_reps, "reps")
    load = loadable(most_load, question.mass_unit, most_kg=most_load)
    return {"most_load": load, "most_reps": most}


def reserve(question: Question) -> float | None:
    """Reps left at the end of the set, from what was said of it or from its RPE; None if nothing was."""
    if question.reps_in_reserve is not None:
        return question.reps_in_reserve
    return None if question.rpe is None else bounds(TOPIC, "plausible_rpe")[1] - question.rpe


def roughly_judged(question: Question) -> bool:
    """Whether the set ended so far from failure that few lifters judge the reps left well."""
    return (reserve(question) or 0) > bounds(TOPIC, "reliable_reserve")[1]


def moves_own_weight(question: Question) -> bool:
    """Whether the body, or a band, is part of the load of the exercise that is named."""
    own = (Loading.BODYWEIGHT, Loading.BAND)
    return bool(question.exercises) and exercise(question.exercises[0]).loading in own

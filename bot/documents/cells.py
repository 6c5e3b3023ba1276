"""A prescription cut into the cells of a table."""

from dataclasses import replace

from bot.coaching.advice import Amount, Mass, Prescription
from bot.coaching.exercise import Loading, exercise
from bot.documents.words import say, words
from bot.wording import amount, number, span, work


def sets_and_reps(value: Prescription) -> str:
    """ "3 × 8–12", "3 × 8–12 each side", "3 × 30–60 seconds"."""
    return work(replace(value, load=None, percents=()))


def load(value: Prescription) -> str:
    """ "60 kg", "20 kg each", "+10 kg", "60, 70, 80 kg", "75% of 1RM"; "" if it is for the lifter to find."""
    if value.load:
        return _marked(_masses(value.load), exercise(value.exercise).loading)
    if not value.percents:
        return ""
    shares = list(dict.fromkeys(span(each.low, each.high) for each in value.percents))
    return f"{', '.join(shares)}% of 1RM"


def _masses(given: Mass | tuple[Mass, ...]) -> str:
    each = given if isinstance(given, tuple) else (given,)
    values = [number(mass.value) for mass in each]
    shown = values if len(set(values)) > 1 else values[:1]
    return f"{', '.join(shown)} {each[-1].unit}"


def is_each(value: Prescription) -> bool:
    """Whether its load is that of one of a pair."""
    return exercise(value.exercise).loading is Loading.DUMBBELL_EACH


def _marked(mass: str, loading: Loading) -> str:
    if loading is Loading.DUMBBELL_EACH:
        return say("labels.each", load=mass)
    return say("labels.added", load=mass) if loading is Loading.BODYWEIGHT else mass


def reserve(value: Prescription) -> str:
    """ "2–3", "4+", or "" where none is told."""
    return open_span(value.reserve) if value.reserve else ""


def open_span(value: Amount) -> str:
    return f"{span(value.low, value.high)}{'+' if value.high is None else ''}"


def rest(value: Prescription) -> str:
    """ "90 seconds", "2–3 minutes", or ""."""
    return amount(value.rest) if value.rest else ""


def rest_short(value: Prescription) -> str:
    """ "90 s", "2–3 min", or ""."""
    return short(rest(value))


def short(told: str) -> str:
    """An amount with its unit abbreviated."""
    for unit, abbreviation in words()["short"].items():
        told = told.replace(unit, abbreviation)
    return told


def load_of(value: Prescription, goes_up: bool) -> str:
    """The load; of one that only starts the lifter off: "up from 60 kg"."""
    told = load(value)
    return say("labels.up_from", load=told) if value.load and goes_up else told


def line(value: Prescription, goes_up: bool = False) -> str:
    """All of it: "Leg press: 3 × 8–12, 80 kg, leave 2, rest 90 seconds"."""
    left, pause = reserve(value), rest(value)
    parts = [
        sets_and_reps(value),
        load_of(value, goes_up),
        say("labels.leave", reps=left) if left else "",
        say("labels.rest", rest=pause) if pause else "",
    ]
    return f"{exercise(value.exercise).title}: {', '.join(filter(None, parts))}"


def minutes(count: int) -> str:
    return amount(Amount(count, count, "minutes"))

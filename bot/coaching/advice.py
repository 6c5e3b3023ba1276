"""What a rule answers: values, caveats and sources; the words are in data/topics."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.coaching.terms import MassUnit


@dataclass(frozen=True)
class Amount:
    """A figure with its unit: low to high, equal for one number, None for an open end."""

    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True)
class Mass:
    """A load or body mass in `unit`, as it is to be shown (rounded already, if it was rounded)."""

    value: float
    unit: MassUnit


@dataclass(frozen=True)
class Prescription:
    """Sets × reps × load × rest of one exercise (an id of the catalogue).

    Reps (or seconds) of each set, or one range for all; an open top is "as many as you can". `reserve` are reps to
    leave, `percents` of 1RM one for each set or one for all.
    """

    exercise: str
    sets: Amount
    reps: Amount | tuple[Amount, ...]
    rest: Amount | None = None
    load: Mass | tuple[Mass, ...] | None = None
    reserve: Amount | None = None
    percents: tuple[Amount, ...] = ()


@dataclass(frozen=True)
class PlannedWorkout:
    """One visit to the gym. `weekday` 0 is Monday; `minutes` are all of it, warm-up included."""

    title: str
    weekday: int
    prescriptions: tuple[Prescription, ...]
    minutes: int


Value = str | float | Amount | Mass | Prescription | PlannedWorkout | tuple["Value", ...]
"""A str is an id (a term, an exercise), shown as words by bot/wording.py.

A tuple of plain values is shown as "a, b and c", a tuple of prescriptions, workouts or tuples as one line each.
"""


@dataclass(frozen=True)
class Advice:
    """Values out.

    The response uttered is `utter_advise_<topic>`, or `utter_advise_<topic>_<variant>`; each caveat is
    `utter_caveat_<name>`. `sources` are ids in sources.yml, the one followed first.
    """

    topic: str
    values: Mapping[str, Value] = field(default_factory=dict)
    variant: str = ""
    caveats: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

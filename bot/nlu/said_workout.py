"""What a message says was lifted: sets as they were said, and what must be asked before they are stored.

Nothing is converted or rounded: 135 lb stay 135 lb. Only plates ("2 plates") and an empty bar become a load.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unsure(StrEnum):
    """What is not clear about a log."""

    EXERCISE = "exercise"  # none is named, or not one of the catalogue; candidates are ids
    UNIT = "unit"  # loads without a unit from a lifter whose unit is not known
    LOAD = "load"  # heavier or lighter than is believed
    REPS = "reps"  # more than is believed, or a range
    SETS = "sets"  # more than is believed, or another number than the reps that are told
    EFFORT = "effort"  # off the scale
    ORDER = "order"  # which number is sets, reps or load; the likelier reading is taken
    NO_REPS = "no_reps"
    NO_LOAD = "no_load"  # of an exercise that is done with a load
    DAY = "day"  # which day; candidates are days in ISO format
    FUTURE = "future"  # a day to come
    DUPLICATE = "duplicate"  # told before; the reader of messages cannot know
    RANGE = "range"  # done as planned, where the plan has a range of reps; nor this
    PLANNED = "planned"  # a workout of the program, and not whether all of it went as planned; nor this


@dataclass(frozen=True, slots=True)
class SaidSet:
    """One set. `exercise` is an id of the catalogue; None if none is known, which is a doubt.

    `reps` are seconds or steps of timed exercises; None if not said, which is a doubt. `load` is the number as it was
    said, in `unit` ("kg", "lb", None if no unit was said): the bar with its plates, one dumbbell of a pair, what is
    added to the body; None for body weight alone or a band, below 0 for help. `rir` are reps in reserve.
    """

    exercise: str | None
    reps: int | None
    load: float | None = None
    unit: str | None = None
    rpe: float | None = None
    rir: float | None = None
    is_warm_up: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """What was not done as the program has it. `exercise` None: of any. `place` counts sets from 1, or from the last
    one with -1; None is all sets. Of reps, load and unit those are given that differ; `fewer`: so many reps fewer."""

    exercise: str | None = None
    place: int | None = None
    reps: int | None = None
    load: float | None = None
    unit: str | None = None
    fewer: int = 0
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to ask. `sets` are indices into the workout's sets, `said` the words in question."""

    kind: Unsure
    sets: tuple[int, ...] = ()
    said: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidWorkout:
    """A workout that a message tells of. `day` is the lifter's own date, today if none is said.

    `program_day` counts from 1; `is_todays` is "today's workout" of the program. `as_planned`: done as the program has
    it, but for `departures`; then `sets` are what was told besides. `unread` are the parts of the message that say
    something else.
    """

    day: date
    is_day_said: bool = False
    sets: tuple[SaidSet, ...] = ()
    program_day: int | None = None
    program_week: int | None = None
    is_todays: bool = False
    as_planned: bool = False
    departures: tuple[Departure, ...] = ()
    unread: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

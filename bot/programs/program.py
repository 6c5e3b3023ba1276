"""A program and what it is asked for with. Values only; built by bot.programs.builder."""

from dataclasses import dataclass

from bot.coaching.advice import PlannedWorkout
from bot.coaching.terms import BodyPart, Equipment, MassUnit, TrainingAge, TrainingGoal


@dataclass(frozen=True)
class ProgramRequest:
    """What a program is built from; the same request gives the same program.

    `training_goal` is hypertrophy, strength or both. Days 1–6, minutes 20–120: what lies outside is brought inside,
    and the program says so. `equipment` () is not known, so nothing is ruled out. Exercises are ids of the catalogue.
    """

    training_goal: TrainingGoal
    training_age: TrainingAge
    days_per_week: int
    workout_minutes: int
    equipment: tuple[Equipment, ...] = ()
    complaints: tuple[BodyPart, ...] = ()
    disliked: tuple[str, ...] = ()
    """Exercises that must not be in it."""
    swaps: tuple[tuple[str, str], ...] = ()
    """Exercises to replace, each with the one that takes its place."""
    one_rep_maxes: tuple[tuple[str, float], ...] = ()
    """Known or estimated 1RM of exercises, kg. For dumbbells that of one of the pair, as it is lifted."""
    mass_unit: MassUnit = MassUnit.KG
    template: str = ""
    """Name of a template to use; "" for the one that fits."""
    weekdays: tuple[int, ...] = ()
    """Days that the lifter can train on, 0 is Monday; used where the program has as many."""

    def one_rep_max_kg(self, exercise_id: str) -> float | None:
        """The lifter's 1RM of an exercise in kg; None if it is not known."""
        return dict(self.one_rep_maxes).get(exercise_id)


@dataclass(frozen=True)
class Phase:
    """Weeks of the same work.

    `microcycles` are the weeks' workouts, taken in turn: two where an A and a B workout alternate over three days.
    `deload_every`: each so-manieth week of the phase is an easy one; None for none.
    `rules` are how to go up, what to do when it gets hard, and when to move on: whole sentences, {} filled.
    """

    title: str
    weeks: int
    training_goal: TrainingGoal
    microcycles: tuple[tuple[PlannedWorkout, ...], ...]
    rules: tuple[str, ...]
    deload_every: int | None = None


@dataclass(frozen=True)
class GivenUp:
    """What could not be had, and on what: muscles, movement patterns, exercises, or nothing.

    Kinds: volume (muscles with fewer weekly sets than the guideline), more_volume (muscles with more, in a program as
    its author prints it), movement (patterns left out), pulls (fewer pulls than pushes), legs (knees and hips out of
    balance), days and minutes (what was asked for, where the program has others), and of a printed program exchanged
    and left_out (its exercises that do not fit) and shortened (titles of workouts cut to the time there is).
    """

    kind: str
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class Program:
    """What to do, for how many weeks. `why` are the reasons for its shape, `next_up` names what may follow it."""

    request: ProgramRequest
    template: str
    title: str
    author: str
    phases: tuple[Phase, ...]
    why: tuple[str, ...]
    sources: tuple[str, ...]
    gave_up: tuple[GivenUp, ...] = ()
    next_up: tuple[str, ...] = ()

    @property
    def weeks(self) -> int:
        """Weeks from the first to the last, easy ones included."""
        return sum(phase.weeks for phase in self.phases)


@dataclass(frozen=True)
class Week:
    """One week of a program, `number` from 1: what to lift, with the loads and the effort of that week."""

    number: int
    phase: Phase
    is_deload: bool
    workouts: tuple[PlannedWorkout, ...]

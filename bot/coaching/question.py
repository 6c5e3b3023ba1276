"""The facts that an answer is tailored to: what the store and the message say, nothing guessed."""

from dataclasses import dataclass

from bot.coaching.advice import Prescription
from bot.coaching.terms import BodyPart, Equipment, MassUnit, Muscle, Priority, Sex, TrainingAge, TrainingGoal


@dataclass(frozen=True)
class Question:
    """Facts in. None or () means: not known. Masses in kg; `mass_unit` is the one to show.

    The first group is the lifter's profile, the second is what this one question is about.
    """

    training_goal: TrainingGoal | None = None
    training_age: TrainingAge | None = None
    days_per_week: int | None = None
    workout_minutes: int | None = None
    equipment: tuple[Equipment, ...] = ()
    complaints: tuple[BodyPart, ...] = ()
    priority: Priority | None = None
    body_mass_kg: float | None = None
    age_years: int | None = None
    sex: Sex | None = None
    mass_unit: MassUnit = MassUnit.KG
    disliked: tuple[str, ...] = ()
    """Exercises that the lifter does not want; ids in the catalogue, as all exercises here."""
    one_rep_maxes: tuple[tuple[str, float], ...] = ()
    """1RM of exercises in kg, told or estimated from sets."""
    weekdays: tuple[int, ...] = ()
    """Days that the lifter can train on, 0 is Monday."""
    named_program: str | None = None
    """A program asked for by name, as lexicon/named_program.yml shows it."""
    swaps: tuple[tuple[str, str], ...] = ()
    """Exercises of the lifter's program to replace, each with the one that takes its place."""

    exercises: tuple[str, ...] = ()
    """Ids in the exercise catalogue, in the order they were named."""
    muscles: tuple[Muscle, ...] = ()
    load_kg: float | None = None
    sets: int | None = None
    reps: int | None = None
    """Reps that were done, e.g. 5 in "I squat 100 for 5"."""
    target_reps: int | None = None
    """Reps that are asked about, e.g. 10 in "what for sets of 10?"."""
    percent_1rm: float | None = None
    rpe: float | None = None
    reps_in_reserve: float | None = None
    one_rep_max_kg: float | None = None
    term: str | None = None
    """A word whose meaning is asked, e.g. "amrap"; keys of guidelines/definition.yml."""
    has_program: bool = False
    """Whether the lifter has been given a program."""
    shown_day: int = 0
    """Day of the program that was shown last, 0 for none."""
    program_day: int | None = None
    """Day of the program that is asked about, from 1; `weekday` the same by its day of the week, 0 is Monday."""
    weekday: int | None = None
    program_week: int | None = None
    """Week of the program that is asked about, from 1."""
    minutes_today: int | None = None
    """Minutes that there are for one workout, this once."""
    routine: tuple[tuple[Prescription, ...], ...] = ()
    """A routine that was told, day by day, to be looked over."""
    routine_progresses: bool = False
    """Whether that routine says how to go up."""

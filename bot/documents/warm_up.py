"""How to get warm for a program's workouts."""

from bot.coaching.advice import Mass, PlannedWorkout
from bot.coaching.exercise import Loading, exercise
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.rounding import Tool, tool_for
from bot.coaching.terms import MassUnit, TrainingGoal
from bot.coaching.units import to_kg
from bot.coaching.warm_up import HEAVY_STEPS, STEPS, TOPIC, WarmUpSet, ramp
from bot.documents.cells import minutes
from bot.documents.visits import Visit
from bot.documents.words import say
from bot.programs.duration import warm_up_minutes
from bot.programs.program import Program
from bot.wording import amount, listed, mass, number

WITHOUT_STEPS = (Loading.BODYWEIGHT, Loading.BAND)


def warm_up(program: Program) -> tuple[str, ...]:
    """How to warm up for any workout of the program, as sentences."""
    rules = guideline(TOPIC)
    loadings = {loading_of_first(workout) for workout in first_week(program)}
    told = [say("warm_up.cardio", easy_cardio=minutes(int(warm_up_minutes(program.request.workout_minutes))))]
    told.append(say("warm_up.no_load") if loadings <= set(WITHOUT_STEPS) else _steps(program))
    if Loading.BARBELL in loadings:
        told.append(say("warm_up.bar", bar_reps=amount(rules.figure("bar_reps").amount)))
    told.append(say("warm_up.later"))
    most = rules.figure("short_workout").amount.high
    if most is not None and program.request.workout_minutes <= most:
        told.append(say("warm_up.short"))
    return tuple(told)


def first_week(program: Program) -> tuple[PlannedWorkout, ...]:
    return tuple(workout for phase in program.phases for cycle in phase.microcycles for workout in cycle)


def loading_of_first(workout: PlannedWorkout) -> Loading:
    """What the first lift of a workout is loaded with."""
    return exercise(workout.prescriptions[0].exercise).loading


def _steps(program: Program) -> str:
    rules = guideline(TOPIC)
    steps = [
        say("warm_up.step", reps=amount(rules.figure(f"{step}_reps").amount),
            percent=amount(rules.figure(f"{step}_load").amount))
        for step in (HEAVY_STEPS if _heavy(program) else STEPS)
    ]  # fmt: skip
    return say("warm_up.ramp", steps=listed(steps))


def _heavy(program: Program) -> bool:
    return any(phase.training_goal is TrainingGoal.STRENGTH for phase in program.phases)


def warm_up_sets(visit: Visit) -> str:
    """The lighter sets of a workout's first lift, "20 kg × 10, 40 kg × 5"; "" if its load is not known, or light."""
    workout, (first, *_) = visit.workout, visit.workout.prescriptions
    if visit.goes_up or not first.load or loading_of_first(workout) in WITHOUT_STEPS:
        return ""
    loads = first.load if isinstance(first.load, tuple) else (first.load,)
    heaviest = max(loads, key=lambda each: each.value)
    tool = tool_for(loading_of_first(workout))
    steps = HEAVY_STEPS if visit.week.phase.training_goal is TrainingGoal.STRENGTH else STEPS
    sets = ramp(to_kg(heaviest.value, heaviest.unit), heaviest.unit, tool, steps)
    if tool is Tool.BARBELL and loading_of_first(workout) is not Loading.BARBELL:
        sets = _without_bar(sets, heaviest.unit)
    shown = [say("labels.warm_up_set", load=mass(load), reps=number(reps.low or 0)) for load, reps in sets]
    return say("labels.warm_up_sets", sets=", ".join(shown)) if shown else ""


def _without_bar(sets: tuple[WarmUpSet, ...], unit: MassUnit) -> tuple[WarmUpSet, ...]:
    """Machines have no empty bar to start with."""
    bar = Mass(constant("plates", f"bar_{unit}"), unit)
    return tuple(each for each in sets if each[0] != bar)

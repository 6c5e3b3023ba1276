"""One workout, written out: the articles' for legs and upper body, or a full-body one for who is new."""

from dataclasses import replace

from bot.coaching.advice import Advice, Prescription, Value
from bot.coaching.audience import is_new_older_adult, trained_as
from bot.coaching.exercise import exercise
from bot.coaching.exercise_choice import BIG, one_of_each
from bot.coaching.figures import constant
from bot.coaching.guideline import Figure, guideline
from bot.coaching.load import WITHOUT_LOAD
from bot.coaching.question import Question
from bot.coaching.terms import Muscle, TrainingAge, TrainingGoal
from bot.coaching.workout import Workout, total_sets, workouts
from bot.coaching.workout_fit import Prescriptions, duration, shortened, suited

TOPIC = "sample_workout"
SIZE, STRENGTH, BOTH, HEALTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH, TrainingGoal.HEALTH
TRAINED_LIKE = {TrainingGoal.POWER: STRENGTH}
LEGS = {Muscle.QUADS, Muscle.HAMSTRINGS, Muscle.GLUTES, Muscle.ADDUCTORS, Muscle.ABDUCTORS, Muscle.CALVES}
UPPER_BODY = {
    Muscle.CHEST, Muscle.UPPER_BACK, Muscle.LATS, Muscle.TRAPS, Muscle.FRONT_DELTS, Muscle.SIDE_DELTS,
    Muscle.REAR_DELTS, Muscle.BICEPS, Muscle.TRICEPS, Muscle.FOREARMS,
}  # fmt: skip


def advise(question: Question) -> Advice:
    """A workout for the goal and the half of the body that is asked for, legs if none is; fitted to the lifter.

    The whole body for who is new, has no weights, trains for health or names both halves. Goal open: both in short.
    """
    goal, region = _goal(question), _region(question)
    if region == "full_body" or goal is HEALTH or _is_new(question) or _has_no_weights(question):
        return _full_body(goal, question)
    if goal not in (SIZE, STRENGTH, BOTH):
        return _side_by_side(region, question)
    return _fitted(_workout(goal, region), question)


def _goal(question: Question) -> TrainingGoal | None:
    goal = trained_as(question.training_goal)
    return TRAINED_LIKE.get(goal, goal) if goal else None


def _is_new(question: Question) -> bool:
    return question.training_age is TrainingAge.NOVICE or is_new_older_adult(question)


def _has_no_weights(question: Question) -> bool:
    return bool(question.equipment) and WITHOUT_LOAD.issuperset(question.equipment)


def _region(question: Question) -> str:
    legs, upper = LEGS.intersection(question.muscles), UPPER_BODY.intersection(question.muscles)
    if legs and upper:
        return "full_body"
    return "upper_body" if upper else "legs"


def _workout(goal: TrainingGoal, region: str) -> Workout:
    return next(each for each in workouts(TOPIC).values() if each.training_goal is goal and each.region == region)


def _side_by_side(region: str, question: Question) -> Advice:
    """Both goals' workouts, each fitted to the lifter but for the time there is."""
    values: dict[str, Value] = {"region": region}
    found = {name: _workout(goal, region) for name, goal in (("size", SIZE), ("strength", STRENGTH))}
    fitting = {name: suited(workout, question) for name, workout in found.items()}
    if any(len(each) < constant(TOPIC, "least_exercises") for each in fitting.values()):
        return Advice(TOPIC, {}, "nothing_fits", (), guideline(TOPIC).sources())
    for name, kept in fitting.items():
        values |= {f"{name}_exercises": tuple(each.exercise for each in kept), f"{name}_sets": total_sets(kept)}
    is_changed = any(fitting[name] != workout.prescriptions for name, workout in found.items())
    caveats, sources = (("sample_swapped",), ("spotter",)) if is_changed else ((), ())
    return Advice(TOPIC, values, "", caveats, tuple(dict.fromkeys((*found["size"].sources, *sources))))


def _fitted(workout: Workout, question: Question) -> Advice:
    fitting = suited(workout, question)
    if len(fitting) < constant(TOPIC, "least_exercises"):
        return Advice(TOPIC, {}, "nothing_fits", (), guideline(TOPIC).sources())
    kept = shortened(fitting, workout, question.workout_minutes)
    values: dict[str, Value] = {
        "region": workout.region,
        "workout": kept,
        "sets": total_sets(kept),
        "minutes": duration(kept, workout),
    }
    changed = {each.exercise for each in fitting} - {each.exercise for each in workout.prescriptions}
    raised = {
        "sample_swapped": bool(changed) or len(fitting) < len(workout.prescriptions),
        "sample_shortened": kept != fitting,
        "sample_rest_longer": workout.training_goal is SIZE and workout.region == "legs",
        "sample_if_new": workout.training_goal is STRENGTH and question.training_age is None,
    }
    variant = "size" if workout.training_goal is SIZE else str(workout.training_goal)
    sources = (*workout.sources, "spotter") if raised["sample_swapped"] else workout.sources
    return Advice(TOPIC, values, variant, _caveats(raised, kept), tuple(dict.fromkeys(sources)))


def _caveats(raised: dict[str, bool], kept: Prescriptions) -> tuple[str, ...]:
    one_sided = any(exercise(each.exercise).unilateral for each in kept)
    return tuple(name for name, holds in {"sample_each_side": one_sided, **raised}.items() if holds)


def _full_body(goal: TrainingGoal | None, question: Question) -> Advice:
    """An exercise for each big movement that suits, at the figures for who is new, or for the goal."""
    as_new = replace(question, training_age=TrainingAge.NOVICE) if goal is HEALTH or _is_new(question) else question
    chosen, figures = one_of_each(BIG, as_new), _full_body_figures(goal, question)
    if len(chosen) < constant(TOPIC, "least_exercises"):
        return Advice(TOPIC, {}, "nothing_fits", (), guideline(TOPIC).sources())
    sets, reps, rest = (figures[name].amount for name in ("sets", "reps", "rest"))
    kept = tuple(Prescription(each, sets, reps, rest) for each in chosen)
    values: dict[str, Value] = {"workout": kept, "sets": sets, "reps": reps, "rest": rest}
    sources = tuple(dict.fromkeys((*(figure.source for figure in figures.values()), "spotter")))
    return Advice(TOPIC, values, "full_body", _caveats({}, kept), sources)


def _full_body_figures(goal: TrainingGoal | None, question: Question) -> dict[str, Figure]:
    new = _is_new(question) or goal is HEALTH
    aim = STRENGTH if goal is STRENGTH or (new and goal is not SIZE) else SIZE
    age = TrainingAge.NOVICE if new else question.training_age
    sets, rest = guideline("set_count"), guideline("rest_interval")
    found = {
        "reps": guideline("rep_range").figure("reps_per_set", aim, age),
        "sets": sets.figure("sets_per_exercise", aim, age) if new else sets.figure("sets_that_do_most", aim),
        "rest": rest.figure("rest_between_sets", aim, age),
    }
    if goal is HEALTH:
        found["reps"] = guideline(TOPIC).figure("reps_for_health", goal)
        found["sets"] = sets.figure("sets_per_exercise", goal)
    if is_new_older_adult(question):
        found["sets"] = sets.figure("sets_for_older_adults")
        found["rest"] = rest.figure("rest_for_older_adults")
    return found

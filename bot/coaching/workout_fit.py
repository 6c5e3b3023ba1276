"""Fits a written-out workout to a lifter: swaps what does not suit, and cuts it to the time there is."""

from dataclasses import replace
from statistics import mean

from bot.coaching import exercise_substitution
from bot.coaching.advice import Amount, Prescription
from bot.coaching.amounts import ends
from bot.coaching.exercise import exercise
from bot.coaching.exercise_choice import suits
from bot.coaching.figures import constant
from bot.coaching.question import Question
from bot.coaching.units import SECONDS_PER_MINUTE
from bot.coaching.workout import Workout, total_sets

Prescriptions = tuple[Prescription, ...]


def suited(workout: Workout, question: Question) -> Prescriptions:
    """The workout with every exercise that does not suit swapped for its best substitute; without one it is left out.

    No exercise comes twice. What is changed has at most so many exercises as fit a screen.
    """
    kept: list[Prescription] = []
    for each in workout.prescriptions:
        others = [one.exercise for one in (*workout.prescriptions, *kept) if one is not each]
        if found := _suiting(each.exercise, others, question):
            kept.append(replace(each, exercise=found))
    most = int(constant("sample_workout", "most_exercises_when_changed"))
    return tuple(kept) if tuple(kept) == workout.prescriptions else tuple(kept[:most])


def _suiting(exercise_id: str, others: list[str], question: Question) -> str | None:
    wanted = exercise(exercise_id)
    if suits(wanted, question):
        return exercise_id
    covered = {exercise(each).pattern for each in others} - {wanted.pattern}
    found = [each for each in substitutes(exercise_id, question) if exercise(each).pattern not in covered]
    return next((each for each in found if each not in others and not exercise(each).timed), None)


def substitutes(exercise_id: str, question: Question) -> list[str]:
    """What can stand in for an exercise, the best first. Ids."""
    asked = replace(question, exercises=(exercise_id,), muscles=())
    named = exercise_substitution.advise(asked).values.get("substitutes", ())
    return [str(row[0]) for row in named if isinstance(row, tuple)] if isinstance(named, tuple) else []


def shortened(prescriptions: Prescriptions, workout: Workout, minutes: int | None) -> Prescriptions:
    """Without the last exercises that do not fit into `minutes`; the first few stay whatever the time."""
    least = int(constant("sample_workout", "least_exercises"))
    kept = prescriptions
    while minutes is not None and len(kept) > least and mean(ends(duration(kept, workout))) > minutes:
        kept = kept[:-1]
    return kept


def duration(prescriptions: Prescriptions, workout: Workout) -> Amount:
    """Minutes that exercises of a workout take: their share of its minutes, else their sets with their rest."""
    if workout.minutes:
        share = ends(total_sets(prescriptions))[0] / ends(workout.total_sets)[0]
        low, high = (end * share for end in ends(workout.minutes))
    else:
        low, high = (_seconds(prescriptions, end) / SECONDS_PER_MINUTE for end in (0, 1))
    return Amount(round(low), round(high), "minutes")


def _seconds(prescriptions: Prescriptions, end: int) -> float:
    one_set = constant("workout_length", "one_set_takes")
    rests = ((ends(each.sets)[0], ends(each.rest)[end]) for each in prescriptions if each.rest)
    return sum(sets * (one_set + rest) for sets, rest in rests)

"""One day of the program, written out."""

from bot.coaching.advice import Advice, Amount, PlannedWorkout, Value
from bot.coaching.exercise import Loading, exercise
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.programs.asked import program_of, week_of
from bot.programs.program import Program, Week
from bot.programs.shorten import shortened
from bot.wording import WEEKDAYS

TOPIC = "request_program_workout"


def advise(question: Question) -> Advice:
    """The workout of the day that is asked about; cut to the minutes that there are today."""
    program = program_of(question)
    if program is None:
        return Advice(TOPIC, {}, "no_program", (), ("spotter",))
    now = week_of(program, question)
    at = _place(now, question)
    if at is None:
        return _no_such_day(now, question)
    workout = now.workouts[at]
    if question.minutes_today is not None and question.minutes_today < workout.minutes:
        workout = shortened(workout, question.minutes_today)
        return _advice(program, now, at, workout, "short")
    return _advice(program, now, at, workout, "easy" if now.is_deload and not _effort(workout) else "")


def _place(now: Week, question: Question) -> int | None:
    """Which workout of the week, from 0: the day named, or the one after that shown last; None for a day without one.

    Another week, or less time, is asked of the day that was shown last.
    """
    if question.weekday is not None:
        return next((at for at, each in enumerate(now.workouts) if each.weekday == question.weekday), None)
    if question.program_day is not None:
        return question.program_day - 1 if question.program_day <= len(now.workouts) else None
    stays = question.minutes_today is not None or question.program_week is not None
    return (
        min(max(question.shown_day - 1, 0), len(now.workouts) - 1) if stays else question.shown_day % len(now.workouts)
    )


def _no_such_day(now: Week, question: Question) -> Advice:
    count = len(now.workouts)
    values: dict[str, Value] = {"count": Amount(count, count, "workouts"), "workouts": now.workouts}
    if question.weekday is None:
        return Advice(TOPIC, values, "no_such_day", (), ("spotter",))
    return Advice(TOPIC, values | {"weekday": WEEKDAYS[question.weekday]}, "rest_day", (), ("spotter",))


def _advice(program: Program, now: Week, at: int, workout: PlannedWorkout, variant: str) -> Advice:
    values: dict[str, Value] = {
        "week": now.number,
        "day": at + 1,
        "title": workout.title,
        "weekday": WEEKDAYS[workout.weekday],
        "minutes": Amount(workout.minutes, workout.minutes, "minutes"),
        "workout": workout.prescriptions,
        "warm_up": guideline("warm_up").figure("easy_cardio").amount,
    }
    reserves = [each.reserve for each in workout.prescriptions if each.reserve]
    if reserves:
        values["reserve"] = reserves[0]
    return Advice(
        TOPIC, values, "_".join(filter(None, (variant, _effort(workout)))), _caveats(workout), program.sources
    )


def _effort(workout: PlannedWorkout) -> str:
    """Whether the workout says how many reps to leave; some authors do not."""
    return "" if any(each.reserve for each in workout.prescriptions) else "as_printed"


def _caveats(workout: PlannedWorkout) -> tuple[str, ...]:
    pairs = any(
        exercise(each.exercise).loading is Loading.DUMBBELL_EACH and each.load for each in workout.prescriptions
    )
    all_out = any(
        reps.high is None
        for each in workout.prescriptions
        for reps in (each.reps if isinstance(each.reps, tuple) else (each.reps,))
    )
    raised = {"each_dumbbell": pairs, "as_many_as_you_can": all_out}
    return tuple(name for name, holds in raised.items() if holds)

"""The workout of today with its loads, warm-up and plates; and a day of a program that is looked at."""

import re
from dataclasses import replace

from rasa_sdk import Tracker

from actions import services
from actions.lifter import lifter_of, today
from actions.program_store import IN_PROGRESS, current, start
from actions.told import Told
from actions.topics import RULES
from bot.coaching.advice import Advice, Amount, PlannedWorkout, Prescription, Value
from bot.coaching.exercise import Loading, exercise
from bot.coaching.log import is_loaded
from bot.coaching.next_load_reason import Decision
from bot.coaching.question import Question
from bot.coaching.units import to_kg
from bot.coaching.workout_today import SetUp, TodaysLift
from bot.logbook.in_progress import DueWorkout, due_workout, program_in
from bot.programs.errors import NothingFitsError, OutdatedRequestError, ProgramError
from bot.programs.shorten import shortened
from bot.store.log_records import ProgramInProgress
from bot.wording import mass, span, work

TOPIC = "request_program_workout"
TODAY = re.compile(r"\b(today\w*|tonight\w*|this (morning|evening|afternoon)|rn|right now|gym now|in the gym)\b", re.I)
NEXT = re.compile(r"\b(after (that|this)|next (one|day)|following|then)\b", re.IGNORECASE)


def tell(tracker: Tracker, question: Question) -> Told:
    """A day of the program that is looked at; else the workout that is due, or the day of its week that is named.

    Who asks for today's workout, with a program and none in progress, has started it.
    """
    text = tracker.latest_message.get("text") or ""
    about_today, kept = bool(TODAY.search(text)), current(tracker)
    if kept is None and about_today and question.has_program and question.minutes_today is None:
        kept = _started(tracker, question)
        return _due(tracker, question, kept, {IN_PROGRESS: kept.id}) if kept else _looked_at(question)
    looks_at_another = question.has_program and not tracker.get_slot(IN_PROGRESS)
    if kept is None or (looks_at_another and not about_today) or question.program_week is not None:
        return _looked_at(question)
    if NEXT.search(text) and question.shown_day and question.program_day is None:
        question = replace(question, program_day=question.shown_day + 1)
    return _due(tracker, question, kept)


def due_here(tracker: Tracker, question: Question, day: int | None = None) -> DueWorkout | None:
    """The workout that is due, of a program that is begun now if none is in progress; None without any program.

    Raises StoreError, ProgramError.
    """
    if current(tracker) is None and _started(tracker, question) is None:
        return None
    return due_workout(services.services().stores, lifter_of(tracker).id, today(), question.mass_unit, day)


def _started(tracker: Tracker, question: Question) -> ProgramInProgress | None:
    try:
        return start(tracker, question)
    except NothingFitsError:
        return None


def _looked_at(question: Question) -> Told:
    return Told((RULES[TOPIC](question),))


def _due(tracker: Tracker, question: Question, kept: ProgramInProgress, slots: dict[str, str] | None = None) -> Told:
    stores, unit = services.services().stores, question.mass_unit
    try:
        day = question.program_day
        if question.weekday is not None:
            first = due_workout(stores, kept.lifter, today(), unit)
            day = _day_of(first, question.weekday) if first else None
            if day is None:
                return _looked_at(question)  # it names the days that there are
        due = due_workout(stores, kept.lifter, today(), unit, day)
        if due is None:
            return _looked_at(question)
    except (OutdatedRequestError, NothingFitsError):
        return Told((outdated(),))
    trained = bool(stores.log.workouts(kept.lifter, today(), today())) and day is None
    return Told(advices(due, question, trained=trained), {"program_day": due.day, **(slots or {})})


def outdated() -> Advice:
    """That the program in progress can no longer be made."""
    return Advice(TOPIC, {}, "outdated", (), ("spotter",))


def _day_of(due: DueWorkout, weekday: int) -> int | None:
    return next((at + 1 for at, each in enumerate(due.week.workouts) if each.weekday == weekday), None)


def advices(due: DueWorkout, question: Question, *, trained: bool = False) -> tuple[Advice, ...]:
    """The workout, then the lighter sets and the plates of its first big lift."""
    planned = replace(due.planned, prescriptions=tuple(each.next.prescription for each in due.lifts))
    if is_cut := question.minutes_today is not None and question.minutes_today < planned.minutes:
        planned = shortened(planned, question.minutes_today or 0)
    lifts = [each for each, _ in zip(due.lifts, planned.prescriptions, strict=False)]
    variant = "due_short" if is_cut else "due_easy" if due.week.is_deload else "due"
    return (_workout(due, planned, lifts, variant, trained), *_first_lift(lifts))


def _workout(due: DueWorkout, planned: PlannedWorkout, lifts: list[TodaysLift], variant: str, trained: bool) -> Advice:
    values: dict[str, Value] = {
        "week": due.week.number,
        "day": due.day,
        "title": due.planned.title,
        "minutes": Amount(planned.minutes, planned.minutes, "minutes"),
        "workout": "\n".join(f"- {_line(each)}" for each in planned.prescriptions),
    }
    reserve = next((each.reserve for each in planned.prescriptions if each.reserve), None)
    if reserve:
        values["reserve"] = reserve
    elif variant == "due":
        variant = "due_as_printed"
    program = program_in(due.program)
    return Advice("request_program_workout", values, variant, _caveats(due, planned, lifts, trained), program.sources)


def _line(planned: Prescription) -> str:
    return f"{exercise(planned.exercise).title}: {work(planned)}"


def _caveats(due: DueWorkout, planned: PlannedWorkout, lifts: list[TodaysLift], trained: bool) -> tuple[str, ...]:
    first = any(
        each.next.decision is Decision.FIRST
        and each.next.prescription.load is None
        and is_loaded(exercise(each.next.prescription.exercise))
        for each in lifts
    )
    pairs = any(
        exercise(each.exercise).loading is Loading.DUMBBELL_EACH and each.load for each in planned.prescriptions
    )
    raised = {
        "trained_today": trained, "program_is_over": due.is_extra, "find_the_first_load": first,
        "each_dumbbell": pairs,
    }  # fmt: skip
    return tuple(name for name, holds in raised.items() if holds)


def _first_lift(lifts: list[TodaysLift]) -> tuple[Advice, ...]:
    """The lighter sets and the plates of the first lift that has any."""
    first = next((each for each in lifts if each.warm_up), None)
    if first is None:
        return ()
    values: dict[str, Value] = {
        "lift": first.next.prescription.exercise,
        "ramp": ", ".join(map(_warm_up_set, first.warm_up)),
    }
    top = first.set_ups[-1]
    if not top.side:
        return (Advice(TOPIC, values, "due_warm_up", (), ("spotter",)),)
    values |= {"load": top.total or top.load, "side": tuple(top.side)}
    return (Advice(TOPIC, values, "due_warm_up_and_plates", (), ("spotter",)),)


def _warm_up_set(each: SetUp) -> str:
    return f"{mass(each.load)} × {span(each.reps.low, each.reps.high)}" if each.reps else mass(each.load)


def plates(tracker: Tracker, question: Question) -> Told:
    """Plates of the load that is told, else of the one that the lift has in the workout that is due."""
    return Told((RULES["plates"](with_todays_load(tracker, question)),))


def warm_up(tracker: Tracker, question: Question) -> Told:
    """The warm-up to the load that is told, else to the one that the lift has in the workout that is due."""
    return Told((RULES["warm_up"](with_todays_load(tracker, question)),))


def with_todays_load(tracker: Tracker, question: Question) -> Question:
    """The question with the load of the workout that is due, where a lift is named, or today, and no load."""
    kept = current(tracker) if question.load_kg is None else None
    about_today = bool(TODAY.search(tracker.latest_message.get("text") or ""))
    if kept is None or not (question.exercises or about_today):
        return question
    try:
        due = due_workout(services.services().stores, kept.lifter, today(), question.mass_unit)
    except ProgramError:
        return question
    lifts = [each for each in due.lifts if each.set_ups] if due else []
    if question.exercises:
        lifts = [each for each in lifts if each.next.prescription.exercise == question.exercises[0]]
    if not lifts:
        return question
    top = lifts[0].set_ups[-1].load
    return replace(question, exercises=(lifts[0].next.prescription.exercise,), load_kg=to_kg(top.value, top.unit))

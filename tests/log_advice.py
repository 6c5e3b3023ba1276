"""An answer for every case of the rules that look into a log, as the actions word them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from actions.next_load import next_advices, record_advices
from actions.next_load import no_log as no_next_load
from actions.workout_today import advices as workout_advices
from actions.workout_today import outdated
from bot.coaching.advice import Advice, Mass
from bot.coaching.deload_proposal import DeloadProposal, deload_proposal
from bot.coaching.load_rule import load_rule
from bot.coaching.next_load import next_load
from bot.coaching.personal_record import personal_records
from bot.coaching.question import Question
from bot.coaching.stall import Stall, stall
from bot.coaching.terms import Equipment, MassUnit, Muscle, TrainingAge, TrainingGoal
from bot.logbook.history import Asked, History
from bot.nlu.log_questions import LogKind
from bot.store.log_records import LoggedSet
from tests.bot.coaching.logs import TODAY, plan, workout, workouts
from tests.bot.coaching.test_log_cases import cases
from tests.bot.logbook.lifter import Trainee, request

SQUAT, BENCH = "barbell_back_squat", "barbell_bench_press"
MAXES = ((BENCH, 90.0), (SQUAT, 120.0), ("leg_press", 200.0))


def log_advices() -> Iterator[tuple[str, Advice]]:
    """Name of the case, and the answer."""
    yield from _next_loads()
    with_load = replace(plan("3x5", SQUAT), load=Mass(60, "kg"))
    first = next_load(SQUAT, (), TODAY, load_rule(), with_load)
    yield "next_load: first by the best sets", next_advices([first])[0]
    yield "next_load: no log", no_next_load([SQUAT, BENCH, "romanian_deadlift"])
    yield "next_load: nothing at all", no_next_load([])
    yield from _records()
    yield from _stalls()
    yield from _history()
    yield from _todays()


def _next_loads() -> Iterator[tuple[str, Advice]]:
    for param in cases("next_load"):
        case = param.values[0]
        lift, unit, age = case.get("exercise", SQUAT), case.get("unit", "kg"), case.get("training_age")
        found = next_load(
            lift,
            workouts(case.get("log", ()), lift, unit),
            TODAY,
            load_rule(case.get("program", ""), case.get("phase", 0), TrainingAge(age) if age else None),
            plan(case["planned"], lift) if "planned" in case else None,
            unit=MassUnit(unit),
            finest=case.get("finest"),
            is_easy_week=case.get("is_easy_week", False),
            training_goal=TrainingGoal(case["training_goal"]) if case.get("training_goal") else None,
        )
        yield from ((f"next_load: {case['name']}", each) for each in next_advices([found]))
        if not isinstance(found.prescription.load, tuple):
            yield from ((f"next_load: thrice, {case['name']}", each) for each in next_advices([found] * 3))


def _records() -> Iterator[tuple[str, Advice]]:
    for param in cases("personal_record"):
        case = param.values[0]
        *earlier, last = workouts(case["log"], case.get("exercise", SQUAT), case.get("unit", "kg"))
        records = personal_records(last, earlier, MassUnit(case.get("unit", "kg")), case.get("body_mass_kg"))
        yield from ((f"personal_record: {case['name']}", each) for each in record_advices(records))


def _stalls() -> Iterator[tuple[str, Advice]]:
    for param in cases("stall"):
        case = param.values[0]
        lift, age = case.get("exercise", SQUAT), case.get("training_age")
        if found := stall(lift, workouts(case["log"], lift), TODAY, TrainingAge(age) if age else None):
            yield f"stall: {case['name']}", found.advice
    stuck = tuple(Stall(lift, 8, 9, TODAY) for lift in (SQUAT, BENCH, "overhead_press"))
    yield "deload_proposal: lifts", DeloadProposal(stuck, 0).advice
    yield "deload_proposal: both", DeloadProposal(stuck, 11).advice
    log = [workout(f"-{7 * (8 - at)}: 50x{','.join(['16'] * 20)}") for at in range(8)]
    proposal = deload_proposal(log, TODAY, TrainingAge.INTERMEDIATE)
    assert proposal
    yield "deload_proposal: weeks", proposal.advice


def _history() -> Iterator[tuple[str, Advice]]:
    lifter = Trainee(today=TODAY - timedelta(days=60))
    history = History(lifter.stores, lifter.id, TODAY, MassUnit.KG)
    yield "log: nothing at all", history.answer(Asked())
    for _ in range(9):
        lifter.today += timedelta(days=3)
        lifts = (SQUAT, BENCH, "barbell_row", "dumbbell_curl")
        lifter.logs(*(LoggedSet(lift, 8, 62.5, 62.5, "kg") for lift in lifts for _ in range(3)))
    day = lifter.today
    for kind in LogKind:
        for asked in (
            Asked(kind), Asked(kind, (SQUAT,)), Asked(kind, (SQUAT,), skipped=7), Asked(kind, first=day, last=day),
            Asked(kind, ("romanian_deadlift",)), Asked(kind, first=date(2020, 2, 3), last=date(2020, 3, 1)),
            Asked(kind, skipped=30), Asked(kind, last=None, muscles=(Muscle.CALVES,)),
        ):  # fmt: skip
            yield f"log: {kind} {asked}", history.answer(asked)
    lifter.today = TODAY
    lifter.logs(LoggedSet("plank", 60, None, None, "kg"))
    yield "log: today", history.answer(Asked(LogKind.WHEN))


def _todays() -> Iterator[tuple[str, Advice]]:
    question = Question()
    for template, age, equipment in (
        ("stronglifts_5x5", "novice", ()),
        ("beginners_531", "intermediate", ()),
        ("", "intermediate", (Equipment.DUMBBELLS, Equipment.BENCH)),
    ):
        lifter = Trainee()
        lifter.starts(request(template, training_age=TrainingAge(age), equipment=equipment, one_rep_maxes=MAXES))
        for number in range(24):
            due, _ = lifter.trains(2)
            for each in workout_advices(due, question, trained=number == 1):
                yield f"request_program_workout: {template} {number}", each
            for each in workout_advices(replace(due, is_extra=True), replace(question, minutes_today=25)):
                yield f"request_program_workout: short {template} {number}", each
    yield "request_program_workout: outdated", outdated()

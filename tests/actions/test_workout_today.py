"""Today's workout in the chat, the program that is started, and the one that is only looked at."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from rasa_sdk import Tracker

from actions.advice import ACTIONS
from actions.evidence import ExplainWhy
from actions.follow_up import TakeFacts
from actions.program_files import SendProgramFiles
from actions.services import Services
from actions.start_program import StartProgram
from actions.workout_today import due_here
from bot.programs.request_json import from_json
from bot.store.log_records import LoggedSet, ProgramInProgress, Workout, new_id
from tests.actions.conftest import Clock, Outcome

Run = Callable[..., Outcome]
Make = Callable[..., Tracker]
BY_TOPIC = {action.topic: action() for action in ACTIONS}  # type: ignore[attr-defined]
TODAY = BY_TOPIC["request_program_workout"]
OWN = {
    "training_goal": "hypertrophy", "training_age": "novice", "days_per_week": 3,
    "equipment": ["barbell", "rack", "bench"], "workout_minutes": 45, "program": "own",
}  # fmt: skip
DUE = "utter_advise_request_program_workout_due"
SQUAT = "barbell_back_squat"


def in_progress(here: Services) -> ProgramInProgress | None:
    lifter = here.stores.lifters.find("lifter")
    return here.stores.programs.current(lifter.id) if lifter else None


def log(here: Services, *sets: LoggedSet, following: int | None = None) -> None:
    lifter = here.stores.lifters.lifter_of("lifter", here.now())
    done = Workout(new_id(), lifter.id, here.now().date(), here.now(), sets)
    here.stores.log.keep_workouts(lifter.id, [done], new_id(), here.now(), following)


def squats(load: float, *reps: int) -> list[LoggedSet]:
    return [LoggedSet(SQUAT, each, load, load, "kg") for each in reps]


def started(run: Run, make_tracker: Make, **slots: object) -> dict[str, object]:
    """The slots of a conversation in which a program was started."""
    return slots | run(StartProgram(), make_tracker("request_start_program", **slots)).slots


def test_a_program_that_is_looked_at_is_not_followed(run: Run, make_tracker: Make, here: Services) -> None:
    run(BY_TOPIC["request_program"], make_tracker("request_program", **OWN))
    day = run(TODAY, make_tracker("request_program_workout", "day 2", (("program_day", 2),), **OWN))
    assert day.responses[0] == "utter_advise_request_program_workout"
    assert in_progress(here) is None


def test_start_it_makes_it_the_program_in_progress_and_shows_its_first_workout(
    run: Run, make_tracker: Make, here: Services
) -> None:
    outcome = run(StartProgram(), make_tracker("request_start_program", **OWN))
    assert outcome.responses[:2] == ["utter_program_started", DUE]
    program = in_progress(here)
    assert program
    assert (program.template, program.next_workout) == ("full_body_three_times", 0)
    assert from_json(program.request).days_per_week == 3
    assert outcome.slots["program_id"] == program.id
    again = run(StartProgram(), make_tracker("request_start_program", **OWN))
    assert again.responses[0] == "utter_program_started_before"
    assert in_progress(here) == program


def test_another_program_takes_the_place_of_the_first(run: Run, make_tracker: Make, here: Services) -> None:
    started(run, make_tracker, **OWN)
    outcome = run(StartProgram(), make_tracker("request_start_program", program="gzclp"))
    assert outcome.values("utter_program_started_in_place")["before"]
    program = in_progress(here)
    assert program
    assert program.template == "gzclp"


def test_without_a_program_there_is_none_to_start(run: Run, make_tracker: Make) -> None:
    assert run(StartProgram(), make_tracker("request_start_program")).responses == ["utter_start_no_program"]


def test_asking_for_today_starts_the_program_that_was_given(run: Run, make_tracker: Make, here: Services) -> None:
    outcome = run(TODAY, make_tracker("request_program_workout", "what's today?", **OWN))
    assert outcome.responses[0] == DUE
    program = in_progress(here)
    assert program
    assert outcome.slots["program_id"] == program.id


def test_a_new_conversation_knows_the_program_in_progress(run: Run, make_tracker: Make, here: Services) -> None:
    started(run, make_tracker, program="stronglifts_5x5")
    log(here, *squats(100, 5, 5, 5, 5, 5), following=1)
    outcome = run(TODAY, make_tracker("request_program_workout", "whats today"))
    said = outcome.values("utter_advise_request_program_workout_due_as_printed")
    assert "Barbell back squat: 5 × 5 at 102.5 kg" in said["workout"]
    assert (said["week"], outcome.slots["program"], outcome.slots["program_day"]) == ("1", "stronglifts_5x5", 2)
    warm_up = outcome.values("utter_advise_request_program_workout_due_warm_up_and_plates")
    assert (warm_up["lift"], warm_up["load"], warm_up["side"]) == (
        "barbell back squat", "102.5 kg", "25 kg, 15 kg and 1.25 kg"
    )  # fmt: skip


def test_a_new_conversation_knows_the_unit_of_the_program(run: Run, make_tracker: Make) -> None:
    started(run, make_tracker, program="stronglifts_5x5", mass_unit="lb")
    assert run(TODAY, make_tracker("request_program_workout", "whats today")).slots["mass_unit"] == "lb"


def test_who_trained_today_is_shown_the_next_one(run: Run, make_tracker: Make, here: Services, clock: Clock) -> None:
    slots = started(run, make_tracker, program="stronglifts_5x5")
    log(here, *squats(100, 5, 5, 5, 5, 5), following=1)
    tracker = make_tracker("request_program_workout", "whats on today", **slots)
    assert "utter_caveat_trained_today" in run(TODAY, tracker).responses
    clock.on(2)
    assert "utter_caveat_trained_today" not in run(TODAY, tracker).responses


def test_a_first_load_is_explained_where_none_is_known(run: Run, make_tracker: Make) -> None:
    slots = started(run, make_tracker, program="stronglifts_5x5")
    outcome = run(TODAY, make_tracker("request_program_workout", "today?", **slots))
    assert "utter_caveat_find_the_first_load" in outcome.responses


def test_another_program_can_be_looked_at_while_one_is_in_progress(
    run: Run, make_tracker: Make, here: Services
) -> None:
    slots = started(run, make_tracker, **OWN)
    kept = in_progress(here)
    tracker = make_tracker("request_program", "show me gzclp", (("named_program", "GZCLP"),), **slots)
    slots |= run(BY_TOPIC["request_program"], tracker).slots
    assert (slots["program"], slots["program_id"]) == ("gzclp", None)
    assert in_progress(here) == kept
    day = run(TODAY, make_tracker("request_program_workout", "day 1", (("program_day", 1),), **slots))
    assert day.responses[0] == "utter_advise_request_program_workout_as_printed"
    today = run(TODAY, make_tracker("request_program_workout", "whats today", **slots))
    assert today.responses[0] == DUE


@pytest.mark.parametrize(
    ("intent", "text", "entities", "changed"),
    [
        ("inform", "4 days", (("days_per_week", 4),), {"days_per_week": 4}),
        ("request_program", "make it 2 days", (("days_per_week", 2),), {"days_per_week": 2}),
        ("report_complaint", "my knee hurts", (("complaint", "knee"),), {"complaints": ["knee"]}),
    ],
)
def test_a_program_that_is_rebuilt_changes_the_one_in_progress(
    intent: str, text: str, entities: tuple, changed: dict, run: Run, make_tracker: Make, here: Services
) -> None:
    slots = started(run, make_tracker, **OWN) | changed
    before = in_progress(here)
    action = TakeFacts() if intent == "inform" else BY_TOPIC[intent]
    run(action, make_tracker(intent, text, entities, **slots))
    now = in_progress(here)
    assert before
    assert now
    assert (now.id, now.started) == (before.id, before.started)
    assert now.request != before.request


def test_a_swap_changes_the_program_in_progress(run: Run, make_tracker: Make, here: Services) -> None:
    slots = started(run, make_tracker, **OWN)
    tracker = make_tracker("request_program_swap", "swap the squat", (("exercise", SQUAT),), **slots)
    swaps = run(BY_TOPIC["request_program_swap"], tracker).slots["swaps"]
    now = in_progress(here)
    assert now
    assert from_json(now.request).swaps == tuple(swaps.items())


def test_a_new_program_that_is_asked_for_leaves_the_one_in_progress(
    run: Run, make_tracker: Make, here: Services
) -> None:
    slots = started(run, make_tracker, **OWN) | {"training_goal": "strength"}
    before = in_progress(here)
    outcome = run(BY_TOPIC["request_program"], make_tracker("request_program", "I want a new program", **slots))
    assert outcome.slots["program_id"] is None
    assert in_progress(here) == before


@pytest.mark.parametrize("text", ["show me my program again", "my plan", "show the whole week"])
def test_a_program_that_is_shown_again_stays_in_progress_with_its_swaps(
    text: str, run: Run, make_tracker: Make, here: Services
) -> None:
    slots = started(run, make_tracker, program="stronglifts_5x5", swaps={"barbell_row": "seated_cable_row"})
    before = in_progress(here)
    outcome = run(BY_TOPIC["request_program"], make_tracker("request_program", text, **slots))
    assert outcome.responses[0] == "utter_advise_request_program_named"
    assert "swaps" not in outcome.slots
    assert outcome.slots.get("program_id", slots["program_id"]) == slots["program_id"]
    now = in_progress(here)
    assert now == before


def test_the_same_program_asked_for_again_is_still_the_one_in_progress(
    run: Run, make_tracker: Make, here: Services
) -> None:
    slots = started(run, make_tracker, **OWN)
    outcome = run(BY_TOPIC["request_program"], make_tracker("request_program", "give me a program", **slots))
    assert outcome.slots.get("program_id", slots["program_id"]) == slots["program_id"]
    assert in_progress(here)


def test_a_lift_that_is_told_does_not_start_the_program_over(run: Run, make_tracker: Make, here: Services) -> None:
    slots = started(run, make_tracker, **OWN)
    log(here, *squats(60, 8), following=1)
    run(StartProgram(), make_tracker("request_start_program", one_rep_maxes={SQUAT: 120.0}, **slots))
    program = in_progress(here)
    assert program
    assert program.next_workout == 1


def test_less_time_today_keeps_the_loads_and_drops_what_comes_last(
    run: Run, make_tracker: Make, here: Services
) -> None:
    slots = started(run, make_tracker, program="stronglifts_5x5")
    log(here, *squats(100, 5, 5, 5, 5, 5), following=1)
    tracker = make_tracker("request_program_workout", "only 20 min today", (("minutes_today", 20),), **slots)
    said = run(TODAY, tracker).values("utter_advise_request_program_workout_due_short")
    assert "at 102.5 kg" in said["workout"]
    assert "Deadlift" not in said["workout"]


def test_a_short_day_of_a_program_that_is_looked_at_starts_nothing(
    run: Run, make_tracker: Make, here: Services
) -> None:
    tracker = make_tracker("inform", "only 20 min today", (("minutes_today", 20),), **OWN)
    assert run(TakeFacts(), tracker).responses[0] == "utter_advise_request_program_workout_short"
    assert in_progress(here) is None


def test_days_are_named_by_number_or_by_the_week(run: Run, make_tracker: Make) -> None:
    slots = started(run, make_tracker, program="stronglifts_5x5")

    def asked(text: str, kind: str, value: int) -> Outcome:
        return run(TODAY, make_tracker("request_program_workout", text, ((kind, value),), **slots))

    assert asked("day 3", "program_day", 3).slots["program_day"] == 3
    assert asked("wednesday?", "weekday", 2).slots["program_day"] == 2
    assert asked("sunday?", "weekday", 6).responses == ["utter_advise_request_program_workout_rest_day"]
    assert asked("day 6", "program_day", 6).responses == ["utter_advise_request_program_workout_no_such_day"]
    assert asked("day 1 in week 2", "program_week", 2).responses[0].endswith("as_printed")
    after = run(TODAY, make_tracker("request_program_workout", "and the one after that", **slots))
    assert after.slots["program_day"] == 2


def test_a_program_that_cannot_be_made_any_more_is_told_kindly(run: Run, make_tracker: Make, here: Services) -> None:
    lifter = here.stores.lifters.lifter_of("lifter", here.now())
    broken = ProgramInProgress(new_id(), lifter.id, '{"training_goal": "wings"}', "gzclp", here.now().date())
    here.stores.programs.start(broken)
    tracker = make_tracker("request_program_workout", "whats today")
    assert run(TODAY, tracker).responses == ["utter_advise_request_program_workout_outdated"]
    assert run(BY_TOPIC["plates"], make_tracker("ask_plates", "plates for squat?", (("exercise", SQUAT),))).responses
    started(run, make_tracker, **OWN)
    assert in_progress(here) != broken


def test_plates_and_warm_up_take_the_load_that_is_due(run: Run, make_tracker: Make, here: Services) -> None:
    slots = started(run, make_tracker, program="stronglifts_5x5")
    log(here, *squats(100, 5, 5, 5, 5, 5), following=1)
    plates = run(BY_TOPIC["plates"], make_tracker("ask_plates", "plates for squat?", (("exercise", SQUAT),), **slots))
    assert plates.values("utter_advise_plates")["target"] == "102.5 kg"
    warm_up = run(BY_TOPIC["warm_up"], make_tracker("ask_warm_up", "warm up for today", **slots))
    assert warm_up.values("utter_advise_warm_up_ramp")["load"] == "102.5 kg"
    general = run(BY_TOPIC["warm_up"], make_tracker("ask_warm_up", "how do I warm up", **slots))
    assert general.responses == ["utter_advise_warm_up"]
    told = make_tracker(
        "ask_plates", "plates for 60", (("exercise", SQUAT), ("load", {"value": 60, "unit": "kg"})), **slots
    )
    assert run(BY_TOPIC["plates"], told).values("utter_advise_plates")["target"] == "60 kg"


def test_why_and_the_page_know_the_program_in_a_new_conversation(run: Run, make_tracker: Make) -> None:
    started(run, make_tracker, program="stronglifts_5x5")
    tracker = make_tracker("ask_why", "why", last_topics=["request_program"])
    assert run(ExplainWhy(), tracker).values("utter_why")["title"] == "StrongLifts 5x5"
    files = run(SendProgramFiles(), make_tracker("request_program_files"))
    assert files.responses == ["utter_program_files"]


def test_a_workout_logged_as_planned_begins_the_program_that_was_given(make_tracker: Make, here: Services) -> None:
    from actions.slots import question_from

    nothing = make_tracker("report_workout")
    assert due_here(nothing, question_from(nothing, {})) is None
    tracker = make_tracker("report_workout", program="gzclp")
    due = due_here(tracker, question_from(tracker, {}))
    assert due
    assert due.program == in_progress(here)


def test_after_two_weeks_off_today_says_so_by_its_load(
    run: Run, make_tracker: Make, here: Services, clock: Clock
) -> None:
    slots = started(run, make_tracker, program="stronglifts_5x5")
    log(here, *squats(100, 5, 5, 5, 5, 5), following=1)
    clock.now += timedelta(days=40)
    said = run(TODAY, make_tracker("request_program_workout", "today?", **slots))
    assert "at 90 kg" in said.values("utter_advise_request_program_workout_due_as_printed")["workout"]

"""What to lift next in the chat, and what is said after a log."""

from collections.abc import Callable

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import ACTIONS
from actions.evidence import ExplainWhy
from actions.next_load import say_what_follows
from actions.services import Services
from actions.start_program import StartProgram
from bot.store.log_records import LoggedSet, Workout, new_id
from tests.actions.conftest import Clock, Outcome

Run = Callable[..., Outcome]
Make = Callable[..., Tracker]
BY_TOPIC = {action.topic: action() for action in ACTIONS}  # type: ignore[attr-defined]
NEXT = BY_TOPIC["next_load"]
SQUAT, BENCH = "barbell_back_squat", "barbell_bench_press"


def sets(lift: str, load: float, *reps: int) -> list[LoggedSet]:
    return [LoggedSet(lift, each, load, load, "kg") for each in reps]


def log(here: Services, *done: LoggedSet) -> Workout:
    lifter = here.stores.lifters.lifter_of("lifter", here.now())
    workout = Workout(new_id(), lifter.id, here.now().date(), here.now(), done)
    here.stores.log.keep_workouts(lifter.id, [workout], new_id(), here.now())
    return workout


def test_the_next_load_comes_with_what_was_done_and_its_reason(run: Run, make_tracker: Make, here: Services) -> None:
    log(here, *sets(SQUAT, 100, 5, 5, 5))
    tracker = make_tracker("ask_next_load", entities=(("exercise", SQUAT),), training_age="novice")
    outcome = run(NEXT, tracker)
    said = outcome.values("utter_advise_next_load_add")
    assert said["lines"] == "Barbell back squat: 5, 5, 5 at 100 kg → 3 × 5 at 102.5 kg."
    assert said["marks"]
    assert outcome.slots["last_topics"] == ["next_load"]
    assert run(ExplainWhy(), make_tracker("ask_why", last_topics=["next_load"])).responses == ["utter_why"]


def test_lifts_of_one_decision_are_told_together(run: Run, make_tracker: Make, here: Services) -> None:
    log(here, *sets(SQUAT, 100, 5, 5, 5), *sets(BENCH, 60, 5, 5, 5))
    outcome = run(NEXT, make_tracker("ask_next_load", training_age="novice"))
    assert outcome.responses == ["utter_advise_next_load_add"]
    assert outcome.messages[0]["lines"].count("\n- ") == 1


def test_a_lift_that_is_not_in_the_log_gets_the_general_rule(run: Run, make_tracker: Make, here: Services) -> None:
    assert run(NEXT, make_tracker("ask_next_load")).responses == [
        "utter_advise_next_load_nothing_logged", "utter_advise_progression"
    ]  # fmt: skip
    log(here, *sets(SQUAT, 100, 5))
    outcome = run(NEXT, make_tracker("ask_next_load", entities=(("exercise", BENCH),)))
    assert outcome.responses == ["utter_advise_next_load_no_log", "utter_advise_progression"]
    both = run(NEXT, make_tracker("ask_next_load", entities=(("exercise", BENCH), ("exercise", SQUAT))))
    assert both.responses == ["utter_advise_next_load_again_to_be_sure", "utter_advise_next_load_no_log"]


def test_a_load_that_is_told_is_answered_from(run: Run, make_tracker: Make) -> None:
    entities = (("exercise", BENCH), ("load", {"value": 60, "unit": "kg"}))
    outcome = run(NEXT, make_tracker("ask_next_load", entities=entities))
    assert outcome.responses == ["utter_advise_progression_next_load"]


def test_without_a_lift_it_is_the_workout_that_is_due(run: Run, make_tracker: Make, here: Services) -> None:
    slots = run(StartProgram(), make_tracker("request_start_program", program="stronglifts_5x5")).slots
    log(here, *sets("leg_press", 100, 10, 10))
    outcome = run(NEXT, make_tracker("ask_next_load", "/ask_next_load", program="stronglifts_5x5", **slots))
    assert outcome.responses == ["utter_advise_next_load_first"]
    assert "Barbell row" in outcome.messages[0]["lines"]


def test_after_a_whole_workout_the_lift_of_an_earlier_question_is_forgotten(
    run: Run, make_tracker: Make, here: Services
) -> None:
    log(here, *sets(SQUAT, 100, 5, 5, 5), *sets(BENCH, 60, 5, 5, 5))
    slots = {"last_facts": {"exercises": [BENCH]}, "training_age": "novice"}
    assert "Bench" in run(NEXT, make_tracker("ask_next_load", last_topics=["log"], **slots)).messages[0]["lines"]
    after = make_tracker("ask_next_load", last_topics=["request_program_workout"], **slots)
    assert "squat" in run(NEXT, after).messages[0]["lines"]


def test_after_a_log_records_and_next_loads_are_said_in_short(make_tracker: Make, here: Services, clock: Clock) -> None:
    log(here, *sets(SQUAT, 97.5, 5, 5, 5), *sets(BENCH, 60, 5, 5, 5))
    clock.on(2)
    done = log(here, *sets(SQUAT, 100, 5, 5, 5), *sets(BENCH, 60, 5, 5, 4))
    dispatcher, tracker = CollectingDispatcher(), make_tracker("report_workout", training_age="novice")
    say_what_follows(dispatcher, tracker, done.lifter, [done])
    assert [each["response"] for each in dispatcher.messages] == [
        "utter_advise_personal_record_load", "utter_advise_next_load_add", "utter_advise_next_load_repeat_counted"
    ]  # fmt: skip
    assert dispatcher.messages[0]["lines"] == "Barbell back squat: 97.5 kg → 100 kg."


def test_loads_are_said_in_the_lifters_unit(make_tracker: Make, here: Services) -> None:
    done = log(here, *[LoggedSet(SQUAT, 5, 102.0583, 225, "lb")] * 3)
    dispatcher, tracker = CollectingDispatcher(), make_tracker("report_workout", training_age="novice", mass_unit="lb")
    say_what_follows(dispatcher, tracker, done.lifter, [done])
    assert dispatcher.messages[0]["lines"] == "Barbell back squat: 5, 5, 5 at 225 lb → 3 × 5 at 230 lb."

"""The log in the chat: what is told is stored once and said back as it is stored; doubts are asked; nothing is lost."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa_sdk import Tracker

from actions.advice import ACTIONS
from actions.services import Services
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.logbook.in_progress import begun
from bot.logbook.said_back import sets_in_words
from bot.programs.program import ProgramRequest
from bot.store.log_records import Workout
from tests.actions.conftest import Clock, Outcome
from tests.actions.log_chat import Chat

SUNDAY = date(2026, 3, 15)
SATURDAY = date(2026, 3, 14)


@pytest.fixture
def chat(here: Services) -> Chat:
    return Chat()


@pytest.fixture
def log(here: Services) -> Callable[[], list[str]]:
    """What the store holds of the lifter: "2026-03-15 Barbell back squat 3 × 5 at 100 kg."."""

    def held() -> list[str]:
        return [f"{each.day} {sets_in_words(each.sets)}" for each in workouts(here)]

    return held


def workouts(here: Services) -> tuple[Workout, ...]:
    """Those of the last days."""
    lifter = here.stores.lifters.find("web:lifter")
    return here.stores.log.workouts(lifter.id, date(2026, 3, 11)) if lifter else ()


def test_a_told_workout_is_stored_and_said_back(chat: Chat, log: Callable) -> None:
    assert "Logged for today: Barbell back squat 3 × 5 at 100 kg." in chat.say("squatted 100 kg for 3x5")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg."]
    assert {"Undo", "Show my log"} <= set(chat.buttons)
    assert "It was in lb" not in chat.buttons


def test_the_same_message_again_changes_nothing_and_is_answered_the_same(chat: Chat, log: Callable) -> None:
    first = chat.say("bench 60kg 5x5 then 3x8 at 50", "message 1")
    assert chat.say("bench 60kg 5x5 then 3x8 at 50", "message 1") == first
    assert Chat().say("bench 60kg 5x5 then 3x8 at 50", "message 1") == first  # the conversation was lost with the crash
    assert log() == ["2026-03-15 Bench press 5 × 5 at 60 kg, 3 × 8 at 50 kg."]


def test_more_sets_of_the_same_message_again_are_added_once(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5", "message 1")
    first = chat.say("then rows 60 3x8", "message 2")
    assert chat.say("then rows 60 3x8", "message 2") == first
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg. Barbell row 3 × 8 at 60 kg."]


def test_several_days_in_one_message_are_several_workouts(chat: Chat, log: Callable) -> None:
    text = "Fri: squat 100kg 3x5\nSat: bench 60kg 3x8"
    first = chat.say(text, "message 1")
    assert "- Friday: Barbell back squat 3 × 5 at 100 kg." in first
    assert chat.say(text, "message 1") == first
    held = ["2026-03-13 Barbell back squat 3 × 5 at 100 kg.", "2026-03-14 Bench press 3 × 8 at 60 kg."]
    assert log() == held
    chat.press("Undo")
    assert log() == []


def test_undo_twice_goes_back_two(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    chat.say("bench 60kg 3x8")
    assert "Taken back, and no longer in your log for today: Bench press" in chat.say("undo")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg."]
    chat.say("undo that")
    assert log() == []
    assert "nothing" in chat.say("undo")


def test_an_undo_that_comes_twice_takes_back_one(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    chat.say("bench 60kg 3x8")
    chat.say("undo", "message 3")
    chat.say("undo", "message 3")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg."]


@pytest.mark.parametrize(
    ("correction", "held"),
    [
        ("no, 102.5", "2026-03-15 Barbell back squat 3 × 5 at 102.5 kg."),
        ("last set was 4 not 5", "2026-03-15 Barbell back squat 5, 5, 4 at 100 kg."),
        ("that was yesterday", "2026-03-14 Barbell back squat 3 × 5 at 100 kg."),
        ("scratch the last set", "2026-03-15 Barbell back squat 2 × 5 at 100 kg."),
        ("i meant front squat", "2026-03-15 Front squat 3 × 5 at 100 kg."),
    ],
)
def test_what_was_logged_last_can_be_put_right_and_back(correction: str, held: str, chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    said = chat.say(correction)
    assert chat.intent == "correct_log"
    assert log() == [held]
    assert held[len("2026-03-15 ") :] in said
    chat.say(correction, "again")  # told once more it is as it was, or is a correction of its own
    chat.say("undo")
    chat.say("undo")
    assert log() in (["2026-03-15 Barbell back squat 3 × 5 at 100 kg."], [])


def test_a_correction_that_comes_twice_is_made_once(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    chat.say("scratch the last set", "message 2")
    chat.say("scratch the last set", "message 2")
    assert log() == ["2026-03-15 Barbell back squat 2 × 5 at 100 kg."]


def test_only_what_was_told_last_moves_to_another_day(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    chat.say("bench 60kg 3x8")
    chat.say("that was yesterday")
    moved = ["2026-03-14 Bench press 3 × 8 at 60 kg.", "2026-03-15 Barbell back squat 3 × 5 at 100 kg."]
    assert log() == moved
    chat.say("undo")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg. Bench press 3 × 8 at 60 kg."]


def test_the_wrong_day_is_asked_for(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    chat.say("wrong day")
    chat.press("Yesterday")
    assert log() == ["2026-03-14 Barbell back squat 3 × 5 at 100 kg."]


def test_a_day_to_come_is_not_taken(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    assert "still to come" in chat.say("no, that was on the 20/3/2026")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg."]


def test_the_last_exercise_that_goes_takes_the_workout_with_it(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    assert "Taken out of your log for today: Barbell back squat" in chat.say("delete the squats")
    assert log() == []
    chat.press("Undo")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg."]


def test_an_unclear_correction_asks_and_changes_nothing(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5, bench 60kg 5x5")
    assert "What should I change?" in chat.say("make it 4 sets")
    assert "What should I change?" in chat.say("you logged that all wrong", intent="correct_log")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg. Bench press 5 × 5 at 60 kg."]


def test_a_correction_that_is_not_believed_changes_nothing(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    chat.say("no, 2000 kg")
    assert chat.responses == ["utter_log_change_odd"]
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg."]


def test_without_anything_logged_there_is_nothing_to_put_right(chat: Chat) -> None:
    chat.say("wrong weight", intent="correct_log")
    assert chat.responses == ["utter_log_nothing_to_change"]


def test_another_conversation_of_the_lifter_puts_todays_workout_right(
    chat: Chat, log: Callable, here: Services
) -> None:
    chat.say("squat 100kg 3x5")
    other = Chat()
    other.say("last set was 4 not 5", intent="correct_log")
    assert log() == ["2026-03-15 Barbell back squat 5, 5, 4 at 100 kg."]


def test_a_number_long_after_a_log_is_no_correction(chat: Chat) -> None:
    chat.say("squat 100kg 3x5")
    for _ in range(3):
        chat.say("how many reps for size")
    chat.say("no, 4")
    assert chat.intent == "ask_rep_range"


@pytest.mark.parametrize(
    ("text", "buttons", "press", "held"),
    [
        ("squatted 5000 kg for 5", {"500 kg", "50 kg", "Yes, really", "Leave it out"}, "500 kg",
         ["2026-03-15 Barbell back squat 1 × 5 at 500 kg."]),
        ("squat 225 3x5", {"kg", "lb"}, "lb", ["2026-03-15 Barbell back squat 3 × 5 at 225 lb."]),
        ("press 40kg 3x8", {"Overhead press", "Bench press"}, "Overhead press",
         ["2026-03-15 Overhead press 3 × 8 at 40 kg."]),
        ("the other day i benched 80kg 3x5", {"Friday", "Thursday"}, "Friday",
         ["2026-03-13 Bench press 3 × 5 at 80 kg."]),
        ("on 20/3 I squatted 100kg 3x5", {"Today", "Yesterday"}, "Yesterday",
         ["2026-03-14 Barbell back squat 3 × 5 at 100 kg."]),
        ("squat 100x5x3", {"3 × 5 at 100", "5 × 3 at 100"}, "3 × 5 at 100",
         ["2026-03-15 Barbell back squat 3 × 5 at 100 kg."]),
        ("did 3 sets of pull ups", {"5", "8", "10", "Leave it out"}, "8", ["2026-03-15 Pull-up 3 × 8."]),
        ("did bench 3x8", {"No load", "Leave it out"}, "No load", ["2026-03-15 Bench press 3 × 8."]),
        ("bench 60kg 3x800", {"80", "8", "Yes, really"}, "Leave it out", []),
        ("squat 120kg 3x3 rpe 12", {"Log it without"}, "Log it without",
         ["2026-03-15 Barbell back squat 3 × 3 at 120 kg."]),
    ],
)  # fmt: skip
def test_a_doubt_is_asked_with_buttons(
    text: str, buttons: set[str], press: str, held: list[str], chat: Chat, log: Callable
) -> None:
    chat.say(text)
    assert buttons <= set(chat.buttons)
    chat.press(press)
    assert log() == held
    assert chat.slot("pending_log") is None


def test_what_is_sure_is_stored_before_the_question(chat: Chat, log: Callable) -> None:
    said = chat.say("squat 100kg 3x5, bench 5000kg 5x5")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg."]
    assert said.splitlines()[-1] == "5,000 kg for bench press? What was it?"
    chat.say("50")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg. Bench press 5 × 5 at 50 kg."]


def test_questions_come_one_at_a_time(chat: Chat, log: Callable) -> None:
    chat.say("squat 5000kg 3x5, bench 60kg 3x800")
    asked = [each for each in chat.responses if each.startswith("utter_ask")]
    assert len(asked) == 1
    chat.say("50 kg" if "load" in asked[0] else "8")
    assert [each for each in chat.responses if each.startswith("utter_ask")]
    chat.say("8" if "load" in asked[0] else "50 kg")
    assert log() == ["2026-03-15 Bench press 3 × 8 at 60 kg. Barbell back squat 3 × 5 at 50 kg."]
    assert chat.slot("pending_log") is None


def test_an_answer_that_comes_twice_is_stored_once(chat: Chat, log: Callable) -> None:
    chat.say("squatted 5000 kg for 5")
    chat.say("50", "message 2")
    chat.say("50", "message 2")
    assert log() == ["2026-03-15 Barbell back squat 1 × 5 at 50 kg."]


def test_an_old_button_answers_no_new_question(chat: Chat, log: Callable) -> None:
    chat.say("squatted 5000 kg for 5")
    old = chat.messages
    chat.press("50 kg")
    chat.messages = old
    chat.press("500 kg")
    assert chat.responses == ["utter_log_settled"]
    chat.say("bench 60kg 3x800")
    chat.messages = old
    chat.press("500 kg")
    assert chat.responses == ["utter_log_settled", "utter_ask_log_reps_many"]
    assert log() == ["2026-03-15 Barbell back squat 1 × 5 at 50 kg."]


def test_what_is_no_answer_is_asked_again(chat: Chat, log: Callable) -> None:
    chat.say("squatted 5000 kg for 5")
    chat.say("hm dunno", intent="nlu_fallback")
    assert chat.responses == ["utter_log_unclear", "utter_ask_log_load"]
    chat.say("60")
    assert log() == ["2026-03-15 Barbell back squat 1 × 5 at 60 kg."]


def test_another_question_is_answered_and_what_waits_is_offered_once_more_then_given_up_aloud(
    chat: Chat, log: Callable
) -> None:
    chat.say("squatted 5000 kg for 5")
    chat.say("how many reps for size?")
    assert chat.responses[0].startswith("utter_advise_rep_range")
    assert chat.responses[-2:] == ["utter_log_still_open", "utter_ask_log_load"]
    chat.say("how many reps for strength?")
    assert not [each for each in chat.responses if "log" in each]
    chat.say("50")
    assert log() == ["2026-03-15 Barbell back squat 1 × 5 at 50 kg."]
    chat.say("squatted 7000 kg for 5")
    for _ in range(4):
        said = chat.say("how many reps for size?")
    assert "Not in your log: Barbell back squat 1 × 5 at 7,000 kg." in said
    assert chat.slot("pending_log") is None


def test_what_is_called_off_is_said_not_to_be_stored(chat: Chat, log: Callable) -> None:
    chat.say("squat 5000kg 3x5, bench 60kg 3x800")
    said = chat.say("never mind")
    assert "Barbell back squat 3 × 5 at 5,000 kg" in said
    assert "Bench press 3 × 800 at 60 kg" in said
    assert (log(), chat.slot("pending_log")) == ([], None)


def test_a_whole_workout_is_one_though_a_question_is_open(chat: Chat, log: Callable) -> None:
    chat.say("squatted 5000 kg for 5")
    chat.say("bench 60kg 3x8")
    assert log() == ["2026-03-15 Bench press 3 × 8 at 60 kg."]
    chat.say("50")
    assert log() == ["2026-03-15 Bench press 3 × 8 at 60 kg. Barbell back squat 1 × 5 at 50 kg."]


def test_the_same_again_is_asked_about(chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5, bench 60kg 5x5")
    assert "Add it again?" in chat.say("squat 100kg 3x5")
    chat.press("No")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 100 kg. Bench press 5 × 5 at 60 kg."]
    chat.say("squat 100kg 3x5")
    chat.press("Add it again")
    assert log() == ["2026-03-15 Barbell back squat 6 × 5 at 100 kg. Bench press 5 × 5 at 60 kg."]


@pytest.mark.parametrize(
    "text", ["then 2 more sets of 100kg x 5 on squat", "squat 105kg 3x5", "yesterday: squat 100kg 3x5"]
)
def test_what_goes_on_or_differs_is_no_duplicate(text: str, chat: Chat, log: Callable) -> None:
    chat.say("squat 100kg 3x5")
    chat.say(text)
    assert chat.responses[0] == "utter_logged"
    assert sum(each.count("×") for each in log()) >= 1


def test_a_workout_is_kept_beside_a_question_and_the_question_is_answered_after_it(chat: Chat, log: Callable) -> None:
    chat.say("squatted 100kg 3x5, how long should i rest?", topics=("ask_rest_interval",))
    assert chat.responses[0] == "utter_logged"
    assert chat.responses[-1].startswith("utter_advise_rest_interval")
    assert chat.slot("last_topics") == ["report_workout", "rest_interval"]


def test_a_mere_remark_asks_nothing(chat: Chat) -> None:
    chat.say("squatted 100kg 3x5, felt great and my mate watched", topics=("ask_motivation",))
    assert chat.slot("last_topics") == ["report_workout"]


def test_body_mass_is_kept_with_the_workout(chat: Chat, here: Services, log: Callable) -> None:
    said = chat.say("I weighed 78 this morning and did 12 chin ups", "message 1")
    assert "Body weight logged: 78 kg today." in said
    assert chat.say("I weighed 78 this morning and did 12 chin ups", "message 1") == said
    lifter = here.stores.lifters.find("web:lifter")
    assert lifter is not None
    assert [each.mass_kg for each in here.stores.log.body_masses(lifter.id)] == [78]
    chat.say("undo")
    assert (log(), here.stores.log.body_masses(lifter.id)) == ([], ())


def test_a_unit_that_nobody_said_can_be_put_right_at_once(chat: Chat, log: Callable) -> None:
    chat.say("squatted 120 for 3x5")
    chat.press("It was in lb")
    assert log() == ["2026-03-15 Barbell back squat 3 × 5 at 120 lb."]
    chat.say("bench 100 3x5")
    assert "It was in lb" not in chat.buttons


def test_the_next_workout_is_in_the_unit_of_the_last(chat: Chat, clock: Clock, log: Callable) -> None:
    chat.say("bench 135 lbs 3x8")
    clock.on(days=2)
    Chat().say("bench 140 3x8")
    assert log()[1] == "2026-03-17 Bench press 3 × 8 at 140 lb."


def test_what_follows_is_said_in_the_unit_that_was_told(chat: Chat) -> None:
    chat.say("bench 135 lb 3x8")
    assert " lb" not in chat.say("squat 100 kg 3x5, rows 60 kg 3x8")
    assert " kg" not in chat.say("bench 145 3x8")


def test_after_an_answer_it_is_said_in_the_unit_of_what_it_was_about(chat: Chat) -> None:
    chat.say("bench 135 lb 3x8")
    chat.say("squatted 5000 kg for 3x5")
    chat.press("50 kg")
    assert "Barbell back squat: 5, 5, 5 at 50 kg" in chat.text
    assert " lb" not in chat.text


def test_a_workout_that_cannot_be_read_is_asked_for_and_the_next_message_is_read_as_one(
    chat: Chat, log: Callable
) -> None:
    said = chat.say("leg day done", intent="report_workout")
    assert "Barbell back squat: 3 × 5 at 60 kg" in said
    chat.say("bench 3x8 60")
    assert log() == ["2026-03-15 Bench press 3 × 8 at 60 kg."]


@pytest.fixture
def program(here: Services, clock: Clock) -> None:
    """Five by five, begun after a week in which its lifts were logged with loads."""
    clock.on(days=-7)
    Chat().say("squat 60kg 5x5, bench 40kg 5x5, row 40kg 5x5, ohp 30kg 5x5, deadlift 80kg 1x5")
    clock.on(days=7)
    lifter = here.stores.lifters.lifter_of("web:lifter", here.now()).id
    asked = ProgramRequest(TrainingGoal.STRENGTH, TrainingAge.NOVICE, 3, 60, template="stronglifts_5x5")
    here.stores.programs.start(begun(lifter, asked, SUNDAY))


def following(here: Services) -> int:
    lifter = here.stores.lifters.find("web:lifter")
    current = here.stores.programs.current(lifter.id) if lifter else None
    return current.next_workout if current else -1


def test_all_as_planned_is_the_workout_that_is_due(program: None, chat: Chat, here: Services, log: Callable) -> None:
    chat.say("did today's workout, all as planned", "message 1")
    assert log()[0].startswith("2026-03-15 Barbell back squat 5 × 5 at ")
    assert (workouts(here)[0].source, following(here)) == ("planned", 1)
    chat.say("did today's workout, all as planned", "message 1")
    assert (len(workouts(here)), following(here)) == (1, 1)
    chat.say("undo")
    assert (log(), following(here)) == ([], 0)


def test_a_day_of_the_program_with_what_was_different(program: None, chat: Chat, here: Services) -> None:
    chat.say("did day 2, all as planned but 4 on the last set")
    (workout,) = workouts(here)
    assert workout.title
    assert workout.sets[-1].reps == 4
    assert following(here) == 2


def test_a_workout_of_the_program_that_is_done_is_asked_how_it_went(program: None, chat: Chat, here: Services) -> None:
    chat.say("day 1 done")
    assert chat.responses == ["utter_ask_log_planned"]
    chat.say("all as planned but 3 on the last set of squats")
    (workout,) = workouts(here)
    squats = [each.reps for each in workout.sets if each.exercise == "barbell_back_squat"]
    assert squats == [5, 5, 5, 5, 3]


def test_a_workout_that_did_not_go_as_planned_is_told_set_by_set(program: None, chat: Chat, log: Callable) -> None:
    chat.say("day 1 done")
    chat.press("No, I tell you")
    assert chat.responses == ["utter_log_tell_sets"]
    assert (log(), chat.slot("pending_log")) == ([], None)


def test_the_due_workout_told_by_its_exercises_moves_the_program_on(program: None, chat: Chat, here: Services) -> None:
    chat.say("squat 50kg 5x5, bench 40kg 5x5")
    assert following(here) == 0
    chat.say("then rows 40kg 5x5")
    assert following(here) == 1
    chat.say("then curls 10kg 3x12")
    assert following(here) == 1


def test_without_a_program_nothing_was_planned(chat: Chat, log: Callable) -> None:
    chat.say("did day 2, all as planned")
    assert (chat.responses, log()) == (["utter_log_no_program"], [])


def test_a_program_offers_its_workout_when_a_workout_is_asked_for(program: None, chat: Chat, here: Services) -> None:
    chat.say("leg day done", intent="report_workout")
    assert chat.responses[-1] == "utter_offer_as_planned"
    chat.press("All as planned")
    assert following(here) == 1


def test_a_lifter_who_has_a_form_open_is_not_asked_again(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker: Tracker = make_tracker("ask_sleep", pending_log={"waiting": [], "is_workout_asked": True})
    tracker.active_loop = {"name": "program_form"}
    action = next(each for each in ACTIONS if each().topic == "sleep")
    assert "pending_log" not in run(action(), tracker).slots


LIFTS = {"squat": "barbell_back_squat", "bench": "barbell_bench_press", "deadlift": "deadlift", "row": "barbell_row"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(LIFTS)), st.integers(1, 6), st.integers(1, 20), st.integers(20, 200),
            st.sampled_from(["kg", "lb"]), st.sampled_from(["", " @8", " rir 2"]),
        ),
        min_size=1, max_size=4, unique_by=lambda each: each[0],
    )
)  # fmt: skip
def test_what_is_answered_is_what_the_store_holds(
    here: Services, lifts: list[tuple[str, int, int, int, str, str]]
) -> None:
    conversation = f"web:{abs(hash(tuple(lifts)))}"
    chat = Chat(conversation)
    chat.say(", ".join(f"{lift} {sets}x{reps} {load}{unit}{effort}" for lift, sets, reps, load, unit, effort in lifts))
    while chat.slot("pending_log"):  # "deadlift 5x3": which way round
        chat.press(next(each for each in chat.buttons if each not in ("Undo", "Show my log", "Leave it out")))
    lifter = here.stores.lifters.find(conversation)
    assert lifter is not None
    held = here.stores.log.workouts(lifter.id)
    told = [(LIFTS[lift], sets, reps, load, unit) for lift, sets, reps, load, unit, _ in lifts]
    kept = [(each.exercise, each.reps, each.said_load, each.said_unit) for each in held[0].sets]
    assert sorted(kept) == sorted((lift, reps, load, unit) for lift, n, reps, load, unit in told for _ in range(n))
    here.stores.log.undo(lifter.id, "clean up", here.now())


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 6), st.integers(1, 20), st.integers(20, 180))
def test_no_number_is_said_that_is_not_in_the_store(here: Services, sets: int, reps: int, load: int) -> None:
    chat = Chat(f"web:{sets}-{reps}-{load}")
    chat.say(f"did {sets} sets of {reps} on bench with {load}kg")
    said = next(each for each in chat.messages if each["response"].startswith("utter_logged"))
    assert {float(each) for each in re.findall(r"\d+(?:\.\d+)?", said["sets"])} <= {sets, reps, load}
    assert said["sets"] == f"Bench press {sets} × {reps} at {load} kg."

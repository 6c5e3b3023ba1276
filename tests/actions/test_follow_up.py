"""Bare facts: the last question again, or a note taken."""

from collections.abc import Callable

from actions.follow_up import TakeFacts
from tests.actions.conftest import Outcome

STRENGTH = (("training_goal", "strength"),)
SQUAT = {"exercises": ["barbell_back_squat"], "load": {"value": 100.0, "unit": "kg"}, "reps": 5}


def test_a_fact_right_after_an_answer_asks_it_again(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = make_tracker("inform", entities=STRENGTH, last_topics=["rep_range"], training_goal="strength")
    outcome = run(TakeFacts(), tracker)
    assert outcome.responses == ["utter_advise_rep_range_one_goal"]
    assert outcome.values("utter_advise_rep_range_one_goal")["reps"] == "1–6 reps"
    assert outcome.slots["last_topics"] == ["rep_range"]


def test_all_questions_of_the_last_message_are_asked_again(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = make_tracker(
        "inform", entities=STRENGTH, last_topics=["set_count", "rep_range"], training_goal="strength"
    )
    assert run(TakeFacts(), tracker).slots["last_topics"] == ["set_count", "rep_range"]


def test_a_unit_asked_for_shows_the_last_numbers_in_it(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    asked = {"entities": (("mass_unit", "lb"),), "mass_unit": "lb"}
    outcome = run(TakeFacts(), make_tracker("inform", last_topics=["one_rep_max"], last_facts=SQUAT, **asked))
    values = outcome.values("utter_advise_one_rep_max")
    assert values["load"] == "220.5 lb"
    assert values["one_rep_max"].endswith(" lb")
    assert outcome.slots["last_facts"]["load"] == {"value": 100.0, "unit": "kg"}


def test_another_exercise_asks_the_last_question_for_it(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = make_tracker(
        "inform",
        entities=(("exercise", "deadlift"),),
        last_topics=["technique"],
        last_facts={"exercises": ["barbell_back_squat"]},
    )
    outcome = run(TakeFacts(), tracker)
    assert outcome.values("utter_advise_technique_exercise")["exercise"] == "deadlift"


def test_a_question_beside_the_facts_is_what_gets_answered(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = make_tracker(
        "inform", entities=STRENGTH, topics=("ask_sleep",), last_topics=["rep_range"], training_goal="strength"
    )
    assert run(TakeFacts(), tracker).slots["last_topics"] == ["sleep"]


def test_facts_with_nothing_asked_before_are_noted(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(TakeFacts(), make_tracker("inform", entities=STRENGTH, training_goal="strength"))
    assert outcome.responses == ["utter_facts_noted"]
    assert outcome.values("utter_facts_noted")["facts"] == "strength"
    assert outcome.events == []


def test_facts_that_say_nothing_of_the_lifter_are_asked_about(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    assert run(TakeFacts(), make_tracker("inform", entities=(("number", 3),))).responses == ["utter_ask_what_about"]


def test_a_message_without_facts_is_asked_about(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(TakeFacts(), make_tracker("inform", "hm", last_topics=["rep_range"], keeps_unread_text="asked"))
    assert outcome.responses == ["utter_clarify"]
    assert outcome.slots == {"misread": 1}

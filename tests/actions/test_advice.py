"""Advice actions: what a message asks is answered once, in order, and remembered for follow-ups."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import advice
from actions.advice import ACTIONS, DIALOGUES, MOST_ANSWERS, button_for, topic_of, topics_asked, utter
from actions.by_log import STORE_TOPICS
from actions.topics import RULES
from bot.coaching.advice import Advice, Amount
from bot.coaching.knowledge import FOLDER
from bot.coaching.source import all_sources
from tests.actions.conftest import Outcome

BY_TOPIC = {action().topic: action() for action in ACTIONS}
FOUR = ("ask_set_count", "ask_rep_range", "ask_rest_interval", "ask_load", "request_program")


def test_there_is_one_action_for_each_rule() -> None:
    assert set(BY_TOPIC) == {*RULES, *STORE_TOPICS}
    assert {action.name() for action in BY_TOPIC.values()} == {f"action_advise_{topic}" for topic in RULES}


@pytest.mark.parametrize("topic", RULES)
def test_every_topic_answers_a_lifter_it_knows_nothing_about(
    topic: str, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    intent = button_for(topic)["payload"].removeprefix("/")
    outcome = run(BY_TOPIC[topic], make_tracker(intent))
    assert outcome.responses[0].startswith(f"utter_advise_{topic}")
    assert outcome.slots["last_topics"] == [topic]
    assert outcome.slots["last_facts"] == {}
    assert set(outcome.slots["last_sources"]) <= set(all_sources())


@pytest.mark.parametrize(
    ("intent", "topic"), [("ask_rep_range", "rep_range"), ("report_workout", "report_workout"), (None, "")]
)
def test_an_intent_names_its_topic(intent: str | None, topic: str) -> None:
    assert topic_of(intent) == topic


def test_the_topics_of_a_message_come_in_the_order_they_were_asked(make_tracker: Callable) -> None:
    tracker = make_tracker("ask_rest_interval", topics=("ask_set_count", "ask_rep_range", "ask_rest_interval"))
    assert topics_asked(tracker) == ["set_count", "rep_range", "rest_interval"]


def test_a_message_without_parts_asks_its_own_intent(make_tracker: Callable) -> None:
    assert topics_asked(make_tracker("ask_sleep")) == ["sleep"]


def test_the_own_intent_comes_first_when_it_is_not_among_the_parts(make_tracker: Callable) -> None:
    assert topics_asked(make_tracker("ask_sleep", topics=("ask_recovery",))) == ["sleep", "recovery"]


def test_small_talk_beside_a_question_is_no_topic(make_tracker: Callable) -> None:
    assert topics_asked(make_tracker("greet", topics=("greet", "ask_sleep", "ask_sleep"))) == ["sleep"]


def test_several_questions_are_all_answered_once_and_remembered(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    tracker = make_tracker(
        "ask_set_count", topics=("ask_set_count", "ask_rep_range", "ask_set_count"), training_goal="strength"
    )
    outcome = run(BY_TOPIC["set_count"], tracker)
    assert outcome.responses == ["utter_advise_set_count_one_goal", "utter_advise_rep_range_one_goal"]
    assert outcome.slots["last_topics"] == ["set_count", "rep_range"]
    sources = outcome.slots["last_sources"]
    assert len(sources) == len(set(sources))


def test_more_questions_than_fit_come_as_buttons(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(BY_TOPIC["set_count"], make_tracker("ask_set_count", topics=FOUR))
    assert outcome.responses[-1] == "utter_more_questions"
    assert len([name for name in outcome.responses if name.startswith("utter_advise")]) == MOST_ANSWERS
    buttons = outcome.values("utter_more_questions")["buttons"]
    assert [button["payload"] for button in buttons] == ["/ask_load", "/request_program"]
    assert outcome.slots["last_topics"] == [topic_of(intent) for intent in FOUR]


def test_the_action_that_was_called_answers_its_own_topic_first(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(BY_TOPIC["tempo"], make_tracker("nlu_fallback", topics=("ask_sleep",)))
    assert outcome.slots["last_topics"] == ["tempo", "sleep"]


def test_values_reach_the_response_as_text(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(BY_TOPIC["rep_range"], make_tracker("ask_rep_range", training_goal="hypertrophy"))
    values = outcome.values("utter_advise_rep_range_one_goal")
    assert values["reps"] == "6–12 reps"
    assert values["training_goal"] == "size"
    assert values["marks"].startswith(all_sources()["nsca_table"].mark)


def test_the_profile_tailors_the_answer(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    novice = run(BY_TOPIC["rep_range"], make_tracker("ask_rep_range", training_goal="strength", training_age="novice"))
    assert novice.values("utter_advise_rep_range_one_goal")["reps"] == "8–12 reps"
    assert novice.responses[1:] == ["utter_caveat_novice_strength_reps"]


def test_the_numbers_of_the_last_question_serve_the_next_one(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    squat = {"exercises": ["barbell_back_squat"], "load": {"value": 100.0, "unit": "kg"}, "reps": 5}
    outcome = run(
        BY_TOPIC["working_load"], make_tracker("ask_working_load", entities=(("target_reps", 10),), last_facts=squat)
    )
    assert outcome.responses == ["utter_advise_working_load_target_reps_rounded"]
    assert outcome.values("utter_advise_working_load_target_reps_rounded")["load"] == "80 kg"
    assert outcome.slots["last_facts"] == squat | {"target_reps": 10}


def test_an_advice_is_uttered_with_its_variant_and_then_its_caveats() -> None:
    dispatcher = CollectingDispatcher()
    utter(
        dispatcher,
        Advice("rep_range", {"reps": Amount(1, 6, "reps")}, "one_goal", ("novice_strength_reps",), ("nsca_table",)),
    )
    said = [(message["response"], message["reps"]) for message in dispatcher.messages]
    assert said == [("utter_advise_rep_range_one_goal", "1–6 reps"), ("utter_caveat_novice_strength_reps", "1–6 reps")]


@pytest.mark.parametrize("topic", RULES)
def test_the_button_of_a_topic_asks_it(topic: str) -> None:
    button = button_for(topic)
    assert topic_of(button["payload"].removeprefix("/")) == topic
    assert button["title"]
    assert "_" not in button["title"]


def followed_up(outcome: Outcome) -> list[str]:
    return [event["name"] for event in outcome.events if event["event"] == "followup"]


@pytest.mark.parametrize("topic", DIALOGUES)
def test_a_topic_that_must_ask_back_opens_its_dialogue(
    topic: str, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    tracker = make_tracker(f"ask_{topic}")
    tracker.active_loop = {}
    assert followed_up(run(BY_TOPIC[topic], tracker)) == [DIALOGUES[topic]]


def test_no_second_dialogue_opens_inside_one(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = make_tracker("ask_training_goal")
    tracker.active_loop = {"name": "profile_form"}
    assert followed_up(run(BY_TOPIC["training_goal"], tracker)) == []


def test_no_dialogue_opens_when_enough_is_known(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    assert followed_up(run(BY_TOPIC["training_goal"], make_tracker("ask_training_goal", priority="appearance"))) == []


def test_a_rule_that_fails_answers_nothing_by_halves(
    run: Callable[..., Outcome], make_tracker: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(question: Any) -> Advice:
        raise KeyError("reps")

    monkeypatch.setitem(advice.RULES, "rep_range", broken)
    outcome = run(BY_TOPIC["set_count"], make_tracker("ask_set_count", topics=("ask_set_count", "ask_rep_range")))
    assert (outcome.responses, outcome.events) == (["utter_action_failed"], [])


def test_every_rule_is_a_module_with_a_guideline() -> None:
    assert {topic for topic in RULES if (FOLDER / "guidelines" / f"{topic}.yml").is_file()} == set(RULES)

"""Topics by name: whole, begun, misspelt, or none."""

import pytest

from bot.topic_search import find, name_of

INTENTS = ("ask_rest_interval", "ask_recovery", "ask_rep_range", "request_program", "request_program_swap", "greet")


def test_a_name_is_the_intent_without_its_prefix() -> None:
    assert [name_of(intent) for intent in INTENTS[:4]] == ["rest interval", "recovery", "rep range", "request program"]


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("rest interval", "ask_rest_interval"),
        ("  Rest-Interval ", "ask_rest_interval"),
        ("ask_rest_interval", "ask_rest_interval"),
        ("ask rest interval", "ask_rest_interval"),
        ("rest", "ask_rest_interval"),
        ("gr", "greet"),
        ("request program", "request_program"),
        ("request_program_swap", "request_program_swap"),
    ],
)
def test_a_whole_name_or_the_beginning_of_one_is_taken(typed: str, intent: str) -> None:
    assert find(typed, INTENTS) == (intent, ())


@pytest.mark.parametrize(
    ("typed", "first"),
    [("recovry", "ask_recovery"), ("interval", "ask_rest_interval"), ("swap", "request_program_swap")],
)
def test_a_name_that_is_nearly_one_is_asked_about(typed: str, first: str) -> None:
    intent, near = find(typed, INTENTS)
    assert intent is None
    assert near[0] == first
    assert len(near) <= 3


def test_the_beginning_of_several_names_offers_these() -> None:
    assert find("re", INTENTS) == (None, ("ask_rest_interval", "ask_recovery", "ask_rep_range"))


@pytest.mark.parametrize("typed", ["", "   ", "zzzzqqq", "💪"])
def test_a_name_like_none_finds_none(typed: str) -> None:
    assert find(typed, INTENTS) == (None, ())

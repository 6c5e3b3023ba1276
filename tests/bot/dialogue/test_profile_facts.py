"""The profile goes to the store and comes back from it; complaints only with consent."""

from datetime import UTC, datetime

import pytest
from rasa.shared.core.events import SlotSet, UserUttered

from bot.dialogue.profile_facts import FACTS, ProfileFacts, as_fact, as_slot, found_in
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind
from bot.store.memory import memory_stores

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
WEB, SLACK = "web:1", "slack:T:1"
VALUES = {
    "training_goal": "strength", "training_age": "novice", "days_per_week": 3, "workout_minutes": 60,
    "priority": "strength", "age_years": 40, "sex": "female", "mass_unit": "lb",
    "equipment": ["dumbbells", "bench"], "complaints": ["knee"], "disliked": ["back_squat"],
    "body_mass": {"value": 70, "unit": "kg"}, "weekdays": [0, 2, 4], "one_rep_maxes": {"back_squat": 112.5},
    "red_flag": {"hazard": "nerve", "severity": "medical"},
}  # fmt: skip
NOTHING = dict.fromkeys(FACTS)


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


@pytest.fixture
def facts(stores: Stores) -> ProfileFacts:
    return ProfileFacts(stores)


def consent(stores: Stores, conversation: str = WEB) -> None:
    lifter = stores.lifters.lifter_of(conversation, NOW).id
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOW)


def test_every_fact_has_a_value_here() -> None:
    assert set(VALUES) == set(FACTS)


@pytest.mark.parametrize("field", FACTS)
def test_a_fact_comes_back_as_it_was(stores: Stores, facts: ProfileFacts, field: str) -> None:
    consent(stores)
    assert facts.keep(WEB, {field: VALUES[field]}, "so I said", NOW) == (field,)
    assert facts.news(WEB, NOTHING, NOW) == (SlotSet(field, VALUES[field]),)
    assert facts.news(WEB, {**NOTHING, field: VALUES[field]}, NOW) == ()


@pytest.mark.parametrize("field", FACTS)
@pytest.mark.parametrize("empty", [None, [], {}])
def test_what_is_taken_back_is_none(field: str, empty: object) -> None:
    assert as_fact(field, empty) is None
    assert as_slot(field, as_fact(field, VALUES[field])) == VALUES[field]


def test_the_same_again_is_no_news(facts: ProfileFacts) -> None:
    assert facts.keep(WEB, {"days_per_week": 3}, "3 days", NOW) == ("days_per_week",)
    assert facts.keep(WEB, {"days_per_week": 3}, "three days", NOW) == ()


def test_another_conversation_of_the_lifter_knows_it_too(stores: Stores, facts: ProfileFacts) -> None:
    facts.keep(WEB, {"days_per_week": 3}, "3 days", NOW)
    lifter = stores.lifters.lifter_of(WEB, NOW)
    assert facts.news(SLACK, NOTHING, NOW) == ()
    stores.lifters.redeem_join_code(stores.lifters.make_join_code(lifter.id, NOW).code, SLACK, NOW)
    assert facts.news(SLACK, NOTHING, NOW) == (SlotSet("days_per_week", 3),)


def test_complaints_and_the_words_that_tell_of_them_need_consent(stores: Stores, facts: ProfileFacts) -> None:
    told = {"complaints": ["knee"], "days_per_week": 3}
    assert facts.keep(WEB, told, "3 days, my knee hurts", NOW) == ("days_per_week",)
    lifter = stores.lifters.lifter_of(WEB, NOW).id
    assert [entry.words for entry in stores.profiles.history(lifter)] == [""]
    consent(stores)
    assert facts.keep(WEB, told, "3 days, my knee hurts", NOW) == ("complaints",)
    assert stores.profiles.profile(lifter)["complaints"].consent is ConsentKind.HEALTH
    stores.consents.withdraw(lifter, ConsentKind.HEALTH, NOW)
    assert "complaints" not in stores.profiles.profile(lifter)


def test_the_last_value_of_a_turn_counts_and_other_slots_do_not() -> None:
    events = [UserUttered("hi"), SlotSet("days_per_week", 3), SlotSet("misread", 1), SlotSet("days_per_week", 4)]
    assert found_in(events) == {"days_per_week": 4}


def test_a_red_flag_stands_in_every_conversation_and_a_lesser_one_does_not_soften_it(
    stores: Stores, facts: ProfileFacts
) -> None:
    graver, lesser = {"hazard": "cardiac", "severity": "emergency"}, VALUES["red_flag"]
    facts.keep(WEB, {"red_flag": lesser}, "", NOW)
    assert facts.stops(WEB)
    assert facts.news(WEB, {**NOTHING, "red_flag": graver}, NOW) == ()
    facts.keep(WEB, {"red_flag": graver, "days_per_week": 3}, "my left arm is numb", NOW)
    assert facts.news(WEB, {**NOTHING, "red_flag": lesser, "days_per_week": 3}, NOW) == (SlotSet("red_flag", graver),)
    lifter = stores.lifters.lifter_of(WEB, NOW).id
    assert {entry.words for entry in stores.profiles.history(lifter)} == {""}
    facts.keep(WEB, {"red_flag": None}, "", NOW)
    assert not facts.stops(WEB)
    assert not facts.stops("web:nobody")

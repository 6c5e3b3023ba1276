"""What is known of a lifter: the latest holds, what was before stays, and what needs a consent has one."""

from datetime import timedelta
from typing import Any

import pytest

from bot.store.errors import ConsentMissingError, NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind, new_id
from tests.bot.store.conftest import NOON, fact

LATER = NOON + timedelta(days=1)
HEALTH = ConsentKind.HEALTH


def test_a_new_profile_is_empty(stores: Stores, lifter: str) -> None:
    assert stores.profiles.profile(lifter) == {}
    assert stores.profiles.history(lifter) == ()


@pytest.mark.parametrize("value", ["hypertrophy", 3, 82.5, True, False, 0, ("dumbbells", "bench"), (), "", '"]'])
def test_a_fact_comes_back_as_it_was(stores: Stores, lifter: str, value: Any) -> None:
    kept = fact(lifter, "field", value)
    assert stores.profiles.keep_facts(lifter, [kept]) == (kept,)
    found = stores.profiles.profile(lifter)["field"]
    assert found == kept
    assert type(found.value) is type(value)


def test_a_later_fact_replaces_an_earlier_one_which_stays_in_the_history(stores: Stores, lifter: str) -> None:
    first, then = fact(lifter, value="strength"), fact(lifter, value="hypertrophy", said_at=LATER)
    stores.profiles.keep_facts(lifter, [first])
    stores.profiles.keep_facts(lifter, [then, fact(lifter, "days_per_week", 3)])
    assert stores.profiles.profile(lifter)["training_goal"] == then
    assert stores.profiles.history(lifter, "training_goal") == (first, then)
    assert len(stores.profiles.history(lifter)) == 3


def test_what_was_said_earlier_but_comes_later_does_not_hold(stores: Stores, lifter: str) -> None:
    stores.profiles.keep_facts(lifter, [fact(lifter, value="strength", said_at=LATER)])
    stores.profiles.keep_facts(lifter, [fact(lifter, value="hypertrophy")])
    assert stores.profiles.profile(lifter)["training_goal"].value == "strength"
    assert [each.value for each in stores.profiles.history(lifter)] == ["hypertrophy", "strength"]


def test_of_two_facts_of_one_message_the_last_holds(stores: Stores, lifter: str) -> None:
    stores.profiles.keep_facts(lifter, [fact(lifter, value="strength"), fact(lifter, value="hypertrophy")])
    assert stores.profiles.profile(lifter)["training_goal"].value == "hypertrophy"


def test_what_is_said_again_is_nothing_new(stores: Stores, lifter: str) -> None:
    first = fact(lifter, "is_member", True)
    stores.profiles.keep_facts(lifter, [first])
    assert stores.profiles.keep_facts(lifter, [fact(lifter, "is_member", True, said_at=LATER)]) == ()
    assert stores.profiles.history(lifter) == (first,)
    assert len(stores.profiles.keep_facts(lifter, [fact(lifter, "is_member", 1, said_at=LATER)])) == 1


def test_what_is_taken_back_no_longer_holds(stores: Stores, lifter: str) -> None:
    stores.profiles.keep_facts(lifter, [fact(lifter)])
    stores.profiles.keep_facts(lifter, [fact(lifter, value=None, said_at=LATER), fact(lifter, "unknown", None)])
    assert stores.profiles.profile(lifter) == {}
    assert [each.value for each in stores.profiles.history(lifter)] == ["strength", None]


def test_a_field_is_forgotten_with_its_history(stores: Stores, lifter: str, other: str) -> None:
    stores.profiles.keep_facts(lifter, [fact(lifter), fact(lifter, value="size"), fact(lifter, "days_per_week", 3)])
    stores.profiles.keep_facts(other, [fact(other)])
    assert stores.profiles.forget(lifter, "training_goal") == 2
    assert stores.profiles.forget(lifter, "training_goal") == 0
    assert [each.field for each in stores.profiles.history(lifter)] == ["days_per_week"]
    assert len(stores.profiles.history(other)) == 1


def test_a_fact_is_kept_for_its_own_lifter_only(stores: Stores, lifter: str, other: str) -> None:
    with pytest.raises(RecordError, match="lifter"):
        stores.profiles.keep_facts(lifter, [fact(other)])
    nobody = new_id()
    with pytest.raises(NoSuchLifterError):
        stores.profiles.keep_facts(nobody, [fact(nobody)])
    assert stores.profiles.profile(lifter) == stores.profiles.profile(other) == {}


def test_a_fact_that_needs_a_consent_is_refused_with_all_that_came_with_it(stores: Stores, lifter: str) -> None:
    facts = [fact(lifter), fact(lifter, "complaints", ("knee",), consent=HEALTH)]
    with pytest.raises(ConsentMissingError, match="health"):
        stores.profiles.keep_facts(lifter, facts)
    assert stores.profiles.history(lifter) == ()
    stores.consents.give(lifter, ConsentKind.CONTACT, "May I keep your number?", NOON)
    with pytest.raises(ConsentMissingError):
        stores.profiles.keep_facts(lifter, facts)
    stores.consents.give(lifter, HEALTH, "May I keep remarks about your health?", NOON)
    assert stores.profiles.keep_facts(lifter, facts) == tuple(facts)


def test_a_consent_holds_for_its_lifter_only(stores: Stores, lifter: str, other: str) -> None:
    stores.consents.give(other, HEALTH, "May I?", NOON)
    with pytest.raises(ConsentMissingError):
        stores.profiles.keep_facts(lifter, [fact(lifter, "complaints", ("knee",), consent=HEALTH)])


def test_what_was_kept_on_a_consent_goes_with_it(stores: Stores, lifter: str) -> None:
    stores.consents.give(lifter, HEALTH, "May I?", NOON)
    stores.consents.give(lifter, ConsentKind.CONTACT, "May I?", NOON)
    stores.profiles.keep_facts(lifter, [
        fact(lifter), fact(lifter, "complaints", ("knee",), consent=HEALTH),
        fact(lifter, "complaints", ("back",), consent=HEALTH, said_at=LATER),
        fact(lifter, "phone", "555", consent=ConsentKind.CONTACT),
    ])  # fmt: skip
    assert stores.consents.withdraw(lifter, HEALTH, LATER) == 2
    assert {each.field for each in stores.profiles.history(lifter)} == {"training_goal", "phone"}
    with pytest.raises(ConsentMissingError):
        stores.profiles.keep_facts(lifter, [fact(lifter, "complaints", ("knee",), consent=HEALTH)])


def test_lifters_are_found_by_what_was_found_of_them(stores: Stores, lifter: str) -> None:
    other = stores.lifters.lifter_of("telegram:4711", NOON).id
    stores.profiles.keep_facts(other, [fact(other, "red_flag", "nerve")])
    stores.profiles.keep_facts(lifter, [fact(lifter, "days_per_week", 3)])
    assert stores.profiles.lifters_with("red_flag") == (other,)
    assert stores.profiles.lifters_with("priority") == ()

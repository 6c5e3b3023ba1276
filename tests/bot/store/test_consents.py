"""What a lifter agreed to: with the text that was shown and the time, until it is withdrawn."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.store.errors import NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.log_records import Consent, ConsentKind, new_id
from bot.store.records import UnreadMessage, digest
from tests.bot.store.conftest import NOON

HEALTH, TEXTS = ConsentKind.HEALTH, ConsentKind.TEXTS
LATER = NOON + timedelta(days=1)
TEXT = "May I keep remarks about your health? Yes or no."


def test_nobody_has_agreed_to_anything_before_being_asked(stores: Stores, lifter: str) -> None:
    assert not any(stores.consents.holds(lifter, kind) for kind in ConsentKind)
    assert stores.consents.consents(lifter) == ()


def test_a_consent_is_kept_with_its_text_and_time(stores: Stores, lifter: str) -> None:
    given = stores.consents.give(lifter, HEALTH, TEXT, NOON)
    assert given == Consent(lifter, HEALTH, TEXT, NOON)
    assert stores.consents.consents(lifter) == (given,)
    assert stores.consents.holds(lifter, HEALTH)
    assert not stores.consents.holds(lifter, TEXTS)


def test_agreeing_twice_is_agreeing_once_unless_the_text_has_changed(stores: Stores, lifter: str) -> None:
    given = stores.consents.give(lifter, HEALTH, TEXT, NOON)
    assert stores.consents.give(lifter, HEALTH, TEXT, LATER) == given
    stores.consents.give(lifter, HEALTH, "Another text.", LATER)
    assert [each.text for each in stores.consents.consents(lifter)] == [TEXT, "Another text."]


def test_a_withdrawn_consent_does_not_hold_and_stays_on_record(stores: Stores, lifter: str) -> None:
    stores.consents.give(lifter, HEALTH, TEXT, NOON)
    stores.consents.give(lifter, HEALTH, "Another text.", NOON)
    stores.consents.withdraw(lifter, HEALTH, LATER)
    assert not stores.consents.holds(lifter, HEALTH)
    assert [each.withdrawn_at for each in stores.consents.consents(lifter)] == [LATER, LATER]


def test_a_consent_can_be_given_again(stores: Stores, lifter: str) -> None:
    stores.consents.give(lifter, HEALTH, TEXT, NOON)
    stores.consents.withdraw(lifter, HEALTH, LATER)
    stores.consents.withdraw(lifter, HEALTH, LATER + timedelta(days=9))
    again = stores.consents.give(lifter, HEALTH, TEXT, LATER + timedelta(days=10))
    assert stores.consents.holds(lifter, HEALTH)
    assert stores.consents.consents(lifter) == (Consent(lifter, HEALTH, TEXT, NOON, LATER), again)


def test_with_the_consent_to_texts_the_texts_of_all_the_lifters_conversations_go(
    stores: Stores, lifter: str, other: str, message: Callable[..., UnreadMessage]
) -> None:
    code = stores.lifters.make_join_code(lifter, NOON).code
    stores.lifters.redeem_join_code(code, "telegram:3", NOON)
    for number, conversation in enumerate(["web:1", "telegram:3", "slack:2"]):
        stores.unread.keep(message(f"m{number}", conversation=digest(conversation)))
    stores.consents.give(lifter, TEXTS, TEXT, NOON)
    assert stores.consents.withdraw(lifter, TEXTS, LATER) == 2
    assert [each.text for each in stores.unread.unread()] == [None, None, "snorp grelb"]


def test_a_consent_needs_a_lifter_and_a_text(stores: Stores, lifter: str) -> None:
    with pytest.raises(NoSuchLifterError):
        stores.consents.give(new_id(), HEALTH, TEXT, NOON)
    with pytest.raises(NoSuchLifterError):
        stores.consents.withdraw(new_id(), HEALTH, NOON)
    with pytest.raises(RecordError, match=r"consent\.text"):
        stores.consents.give(lifter, HEALTH, "", NOON)

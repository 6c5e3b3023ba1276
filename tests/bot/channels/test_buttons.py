"""Buttons: good in the conversation in which they were shown, and nowhere else."""

import base64
import random
import string

import pytest

from bot.channels.buttons import Buttons, Pressed
from bot.channels.errors import RefusedError
from bot.store.interface import Stores
from tests.bot.channels.conftest import message, posted

SECRET = b"s" * 32
BODY = '{"kind": "spotter", "text": "", "buttons": [{"title": "For size", "payload": "/ask_rep_range{\\"g\\": 1}"}]}'


@pytest.fixture
def buttons() -> Buttons:
    return Buttons(SECRET)


@pytest.fixture
def number(stores: Stores) -> int:
    """The number of a reply with a button in web:1."""
    stores.outbox.post("web:1", "p", [BODY], message().received_at)
    return posted(stores)[0].number


def test_a_button_that_was_shown_is_known_again(buttons: Buttons, stores: Stores, number: int) -> None:
    sealed = buttons.seal("web:1", number, 0)
    assert buttons.pressed(stores.outbox, "web:1", sealed) == Pressed("For size", '/ask_rep_range{"g": 1}')
    assert Buttons(SECRET).seal("web:1", number, 0) == sealed


def test_a_button_fits_into_telegrams_64_bytes_and_tells_nothing(buttons: Buttons, number: int) -> None:
    sealed = buttons.seal("telegram:" + "9" * 19, 10**18 - 1, 99)
    assert len(sealed.encode()) <= 64
    assert "ask_rep_range" not in buttons.seal("web:1", number, 0)


def test_a_button_of_another_conversation_or_of_another_secret_is_unknown(
    buttons: Buttons, stores: Stores, number: int
) -> None:
    others = [
        buttons.seal("web:2", number, 0),
        buttons.seal("web:11", number, 0),
        Buttons(b"t" * 32).seal("web:1", number, 0),
    ]
    for sealed in others:
        with pytest.raises(RefusedError) as raised:
            buttons.pressed(stores.outbox, "web:1", sealed)
        assert raised.value.code == "unknown_button"


def test_a_button_that_the_reply_does_not_have_and_one_of_a_reply_that_is_gone_are_unknown(
    buttons: Buttons, stores: Stores, number: int
) -> None:
    for sealed in (buttons.seal("web:1", number, 1), buttons.seal("web:1", number + 1, 0)):
        with pytest.raises(RefusedError):
            buttons.pressed(stores.outbox, "web:1", sealed)


def test_the_lifters_own_message_is_no_reply_with_buttons(buttons: Buttons, stores: Stores) -> None:
    stores.inbox.take(message("web:3", text=BODY))
    with pytest.raises(RefusedError):
        buttons.pressed(stores.outbox, "web:3", buttons.seal("web:3", posted(stores, "web:3")[0].number, 0))


@pytest.mark.parametrize(
    "sealed",
    [None, 1, [], {}, "", "/restart", "x" * 999, "\ud800", "\u0660" * 24 + ".0", "a" * 22 + "1.0\n", "a" * 22 + "1.0 "],
)  # fmt: skip
def test_what_was_never_a_button_is_unknown(buttons: Buttons, sealed: object) -> None:
    with pytest.raises(RefusedError) as raised:
        buttons.open("web:1", sealed)
    assert raised.value.code == "unknown_button"


def test_forged_buttons_are_all_refused_and_genuine_ones_all_taken(buttons: Buttons, tell) -> None:
    chance, forged, letters = random.Random(2), 0, "ABCDEFabcdef0123456789-_."
    for _ in range(1000):
        conversation, number, place = f"web:{chance.randrange(99)}", chance.randrange(10**13), chance.randrange(9)
        sealed = buttons.seal(conversation, number, place)
        assert buttons.open(conversation, sealed) == (number, place)
        for _ in range(10):
            at = chance.randrange(len(sealed))
            bent = sealed[:at] + chance.choice(letters) + sealed[at + 1 :]
            if bent == sealed:
                bent = sealed[:-1]
            forged += 1
            with pytest.raises(RefusedError):
                buttons.open(conversation, bent)
    tell(f"S2 (buttons): {forged} forged, 0 taken; 1,000 genuine, 1,000 taken")


def test_a_signature_has_no_second_spelling(buttons: Buttons) -> None:
    """The last letter of 22 has bits to spare: a program that decodes it would take four for the same."""
    sealed = buttons.seal("web:1", 7, 0)
    signature, rest = sealed[:22], sealed[22:]
    meant = base64.urlsafe_b64decode(signature + "==")
    others = [signature[:-1] + letter for letter in string.ascii_letters + string.digits + "-_"]
    same = [other for other in others if base64.urlsafe_b64decode(other + "==") == meant]
    assert len(same) > 1
    for other in set(same) - {signature}:
        with pytest.raises(RefusedError):
            buttons.open("web:1", other + rest)

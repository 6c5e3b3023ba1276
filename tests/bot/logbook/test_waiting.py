"""What waits for an answer can be remembered as plain values."""

import json

import pytest

from bot.logbook.waiting import Pending, Waiting, as_plain, from_plain
from tests.bot.logbook.said import waiting

TEXTS = (
    "squatted 5000 kg for 5", "press 40kg 3x8", "did bench 3x8", "on 20/11 I squatted 100 3x5",
    "did day 2: bench 5000kg 3x8, all as planned but 4 on the last set of squats",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_it_survives_json(text: str) -> None:
    pending = Pending((Waiting(waiting(text), "Day 2", "planned", 4),), "3f", 1, "2026-11-18T12:00:00+00:00")
    plain = json.loads(json.dumps(as_plain(pending)))
    assert from_plain(plain) == pending
    assert plain["kind"] == pending.kind


def test_nothing_pending_is_nothing() -> None:
    assert from_plain(None) == Pending()
    assert Pending().kind is None


def test_what_was_told_last_is_asked_first_and_a_workout_of_the_program_waits_once() -> None:
    first, second = Waiting(waiting(TEXTS[0])), Waiting(waiting(TEXTS[1]))
    assert Pending((first,)).with_more([second]).waiting == (second, first)
    day = Waiting(waiting(TEXTS[4]), "Day 2")
    assert Pending((day, first)).with_more([day]).waiting == (day, first)

"""When a human is offered unasked: each rule of the table by its name. Once, and never a nag."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handover.prompting import ALWAYS, Offer, Turn, reason_to_offer
from bot.store.handover_records import HandoverReason
from tests.bot.handover.gyms import MONDAY_9 as NOW

PROMPTED = [each for each in HandoverReason if each not in ALWAYS]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize("reason", HandoverReason)
def test_each_reason_is_offered_the_first_time(reason: HandoverReason) -> None:
    assert reason_to_offer(Turn(NOW, {reason})) is reason


def test_without_a_reason_nothing_is_offered() -> None:
    assert reason_to_offer(Turn(NOW)) is None


@pytest.mark.parametrize("reason", HandoverReason)
def test_has_trainer(reason: HandoverReason) -> None:
    assert reason_to_offer(Turn(NOW, {reason}, misunderstandings=5, has_trainer=True)) is None


@pytest.mark.parametrize("reason", sorted(ALWAYS))
@pytest.mark.parametrize("before", HandoverReason)
def test_asked_and_red_flag(reason: HandoverReason, before: HandoverReason) -> None:
    assert reason_to_offer(Turn(NOW, {reason}), [Offer(before, NOW - MINUTE, is_declined=True)]) is reason


@pytest.mark.parametrize("reason", PROMPTED)
def test_no_to_all(reason: HandoverReason) -> None:
    other = next(each for each in PROMPTED if each is not reason)
    no = Offer(other, NOW, is_declined=True)
    assert reason_to_offer(Turn(NOW + DAY - MINUTE, {reason}), [no]) is None
    assert reason_to_offer(Turn(NOW + DAY, {reason}), [no]) is reason


@pytest.mark.parametrize("reason", PROMPTED)
def test_one_at_a_time(reason: HandoverReason) -> None:
    other = next(each for each in PROMPTED if each is not reason)
    assert reason_to_offer(Turn(NOW + HOUR - MINUTE, {reason}), [Offer(other, NOW)]) is None
    assert reason_to_offer(Turn(NOW + HOUR, {reason}), [Offer(other, NOW)]) is reason


@pytest.mark.parametrize("is_declined", [True, False])
@pytest.mark.parametrize("reason", PROMPTED)
def test_once(reason: HandoverReason, is_declined: bool) -> None:
    before = Offer(reason, NOW, is_declined)
    assert reason_to_offer(Turn(NOW + 30 * DAY - MINUTE, {reason}), [before]) is None
    assert reason_to_offer(Turn(NOW + 30 * DAY, {reason}), [before]) is reason


@pytest.mark.parametrize(
    ("misunderstandings", "reason"),
    [(0, None), (1, None), (2, HandoverReason.MISUNDERSTOOD), (7, HandoverReason.MISUNDERSTOOD)],
)
def test_two_in_a_row(misunderstandings: int, reason: HandoverReason | None) -> None:
    assert reason_to_offer(Turn(NOW, misunderstandings=misunderstandings)) is reason


def test_of_several_reasons_the_most_urgent_that_may_be_offered() -> None:
    turn = Turn(NOW, {HandoverReason.PLATEAU, HandoverReason.FRUSTRATED, HandoverReason.COMPLAINT}, misunderstandings=2)
    assert reason_to_offer(turn) is HandoverReason.COMPLAINT
    before = [Offer(HandoverReason.COMPLAINT, NOW - 2 * HOUR)]
    assert reason_to_offer(turn, before) is HandoverReason.FRUSTRATED
    assert (
        reason_to_offer(replace(turn, reasons={*turn.reasons, HandoverReason.RED_FLAG}), before)
        is HandoverReason.RED_FLAG
    )


TURNS = st.lists(
    st.tuples(st.integers(1, 2000), st.frozensets(st.sampled_from(HandoverReason)), st.integers(0, 4), st.booleans()),
    max_size=40,
)


@given(TURNS)
def test_a_long_conversation_is_never_nagged(turns: list[tuple[int, frozenset[HandoverReason], int, bool]]) -> None:
    offers: list[Offer] = []
    now = NOW
    for minutes, reasons, misunderstandings, is_declined in turns:
        now += minutes * MINUTE
        reason = reason_to_offer(Turn(now, reasons, misunderstandings), offers)
        assert (reason in ALWAYS) is bool(reasons & ALWAYS)
        if reason:
            offers.append(Offer(reason, now, is_declined))
    prompted = [each for each in offers if each.reason not in ALWAYS]
    for at, offer in enumerate(prompted):
        for before in prompted[:at]:
            assert offer.at - before.at >= (30 * DAY if before.reason is offer.reason else HOUR)
            assert not before.is_declined or offer.at - before.at >= DAY

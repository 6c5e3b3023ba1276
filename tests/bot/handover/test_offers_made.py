"""What a conversation remembers of offers, for the rules of bot/handover/prompting.py."""

from datetime import timedelta

from bot.handover.offers_made import MOST_KEPT, offers_in, with_offer
from bot.handover.prompting import Offer, Turn, reason_to_offer
from bot.store.handover_records import HandoverReason
from tests.bot.handover.gyms import MONDAY_9

PLATEAU, TECHNIQUE = HandoverReason.PLATEAU, HandoverReason.TECHNIQUE
HOURS_LATER = MONDAY_9 + timedelta(hours=2)


def test_an_offer_is_read_back_as_it_was_made() -> None:
    kept = with_offer(None, PLATEAU, MONDAY_9)
    assert offers_in(kept) == [Offer(PLATEAU, MONDAY_9)]
    assert offers_in(None) == []


def test_a_no_takes_the_place_of_the_offer_and_keeps_others_away_for_longer() -> None:
    made = with_offer(None, PLATEAU, MONDAY_9)
    declined = with_offer(made, PLATEAU, MONDAY_9, is_declined=True)
    assert offers_in(declined) == [Offer(PLATEAU, MONDAY_9, is_declined=True)]
    turn = Turn(HOURS_LATER, [TECHNIQUE])
    assert reason_to_offer(turn, offers_in(made)) is TECHNIQUE
    assert reason_to_offer(turn, offers_in(declined)) is None


def test_the_latest_are_kept() -> None:
    kept = None
    for day in range(MOST_KEPT + 5):
        kept = with_offer(kept, TECHNIQUE, MONDAY_9 + timedelta(days=day))
    assert len(offers_in(kept)) == MOST_KEPT
    assert offers_in(kept)[-1].at == MONDAY_9 + timedelta(days=MOST_KEPT + 4)

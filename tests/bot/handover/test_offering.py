"""The offer of a human, as it is read."""

import pytest

from bot.handover.offering import Outlook, consent_text, offer_buttons, offer_text
from bot.store.handover_records import HandoverReason

OUTLOOK = Outlook(
    "We are open until 22:00.", "Trainer one is here and has time for you.", "The wait is about 5–10 minutes."
)


@pytest.mark.parametrize("reason", HandoverReason)
def test_an_offer_says_why_when_who_what_is_seen_and_that_it_can_be_called_off(reason: HandoverReason) -> None:
    told = offer_text(reason, OUTLOOK)
    assert all(part in told for part in (OUTLOOK.hours, OUTLOOK.who, OUTLOOK.wait))
    assert told.endswith("They see what we wrote here. You can call it off until somebody answers.")
    assert len(told.split()) <= 80


def test_what_is_not_known_leaves_no_hole() -> None:
    assert offer_text(HandoverReason.ASKED, Outlook()) == (
        "Of course. I can bring in a trainer. They see what we wrote here. You can call it off until somebody answers."
    )


def test_more_than_the_chat_is_passed_on_only_if_the_lifter_says_so() -> None:
    assert consent_text().startswith("May the trainer see your profile and your training log too?")


def test_after_a_red_flag_a_no_is_only_for_now() -> None:
    assert offer_buttons(HandoverReason.RED_FLAG) == ("Yes, please", "Not now")
    assert offer_buttons(HandoverReason.PLATEAU) == ("Yes, please", "No, thanks")

"""The offer of a human, and what is said once one is asked for, as they are read."""

import pytest

from bot.handover.offering import Outlook, alert_text, asked_text, offer_text, prompt_text, status_text
from bot.handover.words import words
from bot.store.handover_records import HandoverReason

OUTLOOK = Outlook(
    "We are open until 22:00.", "Trainer one is here and has time for you.", "The wait is about 5–10 minutes."
)


@pytest.mark.parametrize("reason", HandoverReason)
def test_an_offer_says_when_who_what_is_seen_and_that_it_can_be_called_off(reason: HandoverReason) -> None:
    told = offer_text(reason, OUTLOOK)
    assert str(OUTLOOK) in told
    assert told.endswith("They see what we wrote here. You can call it off until somebody answers.")
    assert len(told.split()) <= 80


def test_what_is_not_known_leaves_no_hole() -> None:
    assert offer_text(HandoverReason.ASKED, Outlook()) == (
        "Of course. I can bring in a trainer. They see what we wrote here. You can call it off until somebody answers."
    )


@pytest.mark.parametrize("reason", set(HandoverReason) - {HandoverReason.ASKED})
def test_who_was_offered_one_hears_why_before_the_yes_and_not_again(reason: HandoverReason) -> None:
    assert prompt_text(reason) == words()["offers"][reason]
    assert prompt_text(reason) not in offer_text(reason, OUTLOOK)


def test_what_was_asked_for_is_said_back_with_what_they_see() -> None:
    told = asked_text(
        HandoverReason.ASKED, Outlook(who="Trainer one is here and has time for you."), "Trainer two", passes_on=True
    )
    assert told == (
        "Done, you are in line for a trainer. I have told them that you would like Trainer two. They see this chat, "
        "your profile and your log. Trainer one is here and has time for you. Meanwhile, ask me whatever you like."
    )
    assert "ask me" not in asked_text(HandoverReason.RED_FLAG, Outlook(), "", passes_on=False)
    assert "not your profile or your log" in asked_text(HandoverReason.ASKED, Outlook(), "", passes_on=False)


def test_an_alert_says_what_they_see_and_that_they_are_no_doctors() -> None:
    told = alert_text(Outlook(who="Trainer one is here now."))
    assert told.startswith("I have told our trainers too")
    assert "not your profile or your log" in told
    assert told.endswith("They do not stand in for a doctor or for the emergency number.")


@pytest.mark.parametrize(("ahead", "said"), [(0, "9:00. The wait"), (1, "One person is before you."), (3, "3 people")])
def test_the_state_says_since_when_and_how_many_are_before(ahead: int, said: str) -> None:
    told = status_text(Outlook(wait="The wait is about 5–10 minutes."), "today at 9:00", ahead)
    assert told.startswith("You are in line since today at 9:00.")
    assert said in told

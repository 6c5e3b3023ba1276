"""The reception: who it would be, when and why; asked for once, said back, called off."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

import pytest

from bot.handover.matching import Need
from bot.handover.reception import Saying, at_the_desk, can_be_reached
from bot.store.handover_records import Agreement, AgreementKind, Handover, HandoverReason, HandoverState, Presence
from bot.store.log_records import Reminder, new_id
from tests.bot.handover.front_desk import LIFTER, OTHER, FrontDesk
from tests.bot.handover.gyms import GYM, utc

ASKED, RED_FLAG = HandoverReason.ASKED, HandoverReason.RED_FLAG
STRONG = {"training_goal": "strength"}
NIGHT = utc(2026, 11, 23, 22)


@pytest.fixture
def desk() -> FrontDesk:
    return FrontDesk()


def need(
    desk: FrontDesk, reason: HandoverReason = ASKED, known: Mapping[str, Any] | None = None, wanted: str = ""
) -> Need:
    return desk.reception.need(LIFTER, reason, (known or {}).get, wanted)


def offered(desk: FrontDesk, known: Mapping[str, Any] | None = None) -> str:
    told, question = desk.reception.offer(need(desk, known=known))
    assert question.response.startswith("utter_ask_trainer_sees")
    return told.values["told"]


def ask(desk: FrontDesk, conversation: str = LIFTER, *, passes_on: bool = False, wanted: str = "") -> Handover:
    found, _ = desk.reception.ask(conversation, need(desk, wanted=wanted), passes_on=passes_on)
    return found


@pytest.mark.parametrize(
    ("conversation", "can"),
    [
        (LIFTER, True), ("telegram:4711", True), ("slack:T1:U1", True), ("slack:T1:U1:C1", False),
        ("slack:T1:U1:C1:1.2", False), ("terminal:here", False), ("lifter", False),
    ],
)  # fmt: skip
def test_a_trainer_takes_over_a_channels_chat_in_which_nobody_else_reads(conversation: str, can: bool) -> None:
    assert can_be_reached(conversation) is can


def test_without_a_trainer_at_work_nobody_is_promised(desk: FrontDesk) -> None:
    assert not desk.reception.serves(LIFTER)
    desk.comes("trainer-one", Presence.AWAY)
    assert desk.reception.serves(LIFTER)
    assert not desk.reception.serves("terminal:here")


def test_elsewhere_the_gym_says_how_it_is_reached() -> None:
    assert at_the_desk(None) == Saying("utter_trainer")
    assert at_the_desk(GYM).values == {"contact": "+00 000 000000, desk@gym.example"}
    assert at_the_desk(GYM, is_stopped=True).response == "utter_trainer_contact_while_stopped"


def test_the_offer_says_who_and_why_and_when_and_what_they_see(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    lifter = desk.stores.lifters.lifter_of(LIFTER, desk.now).id
    desk.stores.reminders.keep(
        Reminder(new_id(), lifter, LIFTER, (0,), time(7), "Europe/Berlin", desk.now + timedelta(days=7))
    )
    assert offered(desk, STRONG) == (
        "Of course. I can bring in a trainer. We are open until 22:00. Times are Berlin time. Trainer one fits best, "
        "because you train for strength and come mornings. They see what we wrote here. You can call it off until "
        "somebody answers."
    )


def test_where_nobody_is_there_it_says_who_comes_when_and_how_the_gym_is_reached(desk: FrontDesk) -> None:
    desk.comes("trainer-one", Presence.AWAY)
    desk.now = NIGHT
    told = offered(desk)
    assert "We open tomorrow at 6:00." in told
    assert "Trainer one is here next, tomorrow at 6:00." in told
    assert "+00 000 000000" in told
    assert len(told.split()) <= 80


def test_a_choice_is_offered_where_there_is_one(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    assert desk.reception.offer(need(desk))[1].response == "utter_ask_trainer_sees"
    desk.now = utc(2026, 11, 26, 13, 30)  # Thursday, 14:30: two and three are at work
    desk.comes("trainer-two")
    desk.comes("trainer-three")
    assert desk.reception.offer(need(desk))[1].response == "utter_ask_trainer_sees_or_who"
    said, trainers = desk.reception.choice(need(desk, known={"training_age": "novice"}))
    assert {each.id for each in trainers} == {"trainer-two", "trainer-three"}
    assert said.values["trainers"].count("because") == 0
    assert "Trainer two: you are new to lifting" in said.values["trainers"]


def test_what_is_asked_for_is_kept_with_what_may_be_seen(desk: FrontDesk) -> None:
    account = desk.comes("trainer-one")
    found = ask(desk, passes_on=True, wanted="trainer-one")
    kept = desk.stores.handovers.open_in(LIFTER)
    assert kept == found
    assert (found.reason, found.passes_on, found.wanted_trainer) == (ASKED, True, account.id)


def test_an_id_that_is_no_trainers_is_no_wish(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    assert ask(desk, wanted="somebody-else").wanted_trainer is None


def test_the_same_again_stays_the_first_one(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    first = ask(desk)
    assert ask(desk, passes_on=True) == first
    assert len(desk.stores.handovers.waiting()) == 1


def test_it_waits_where_nobody_is_there(desk: FrontDesk) -> None:
    desk.comes("trainer-one", Presence.AWAY)
    _, said = desk.reception.ask(LIFTER, need(desk), passes_on=False)
    assert "Nobody is at the desk right now" in said.values["told"]
    assert desk.stores.handovers.open_in(LIFTER)


def test_the_state_says_since_when_and_who_is_before(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    assert desk.reception.status(LIFTER, {}.get) is None
    ask(desk, OTHER)
    desk.later(minutes=5)
    ask(desk)
    desk.later(minutes=5)
    said = desk.reception.status(LIFTER, {}.get)
    assert said
    assert said.values["told"].startswith("You are in line since today at 9:05. One person is before you.")
    assert "wait" not in said.values["told"].lower()


def told_of(desk: FrontDesk, known: Mapping[str, Any] | None = None) -> str:
    said = desk.reception.status(LIFTER, (known or {}).get)
    assert said
    return said.values["told"]


def test_the_state_says_that_the_time_is_not_known_and_who_is_here_without_the_reasons(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    ask(desk)
    assert told_of(desk, STRONG) == (
        "You are in line since today at 9:00. I cannot tell how long it takes; Trainer one is here."
    )


def test_the_state_of_a_red_flag_begins_with_whom_to_call(desk: FrontDesk) -> None:
    account = desk.comes("trainer-one")
    told = desk.reception.alert(LIFTER, need(desk, RED_FLAG))
    assert told
    call = "If it is an emergency, do not wait: call your emergency number now. "
    assert told_of(desk).startswith(f"{call}You are in line since")
    desk.stores.handovers.claim(told[0].id, account.id, desk.now)
    assert told_of(desk).startswith(f"{call}Trainer one has your chat.")


def ended(desk: FrontDesk, *agreed: Agreement) -> None:
    """A trainer has had the lifter, and has handed them back."""
    found, account = ask(desk), desk.comes("trainer-one")
    desk.stores.handovers.claim(found.id, account.id, desk.now)
    assert desk.stores.handovers.hand_back(found.id, account.id, "", agreed, desk.now)


def test_after_the_end_it_says_when_that_was_and_what_was_agreed_for_two_weeks(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    assert desk.reception.last_time(LIFTER) is None
    ended(desk, Agreement("come on Tuesdays.", AgreementKind.NOTE))
    desk.later(days=14)
    said = desk.reception.last_time(LIFTER)
    assert said == Saying(
        "utter_trainer_was_here",
        {"told": "Trainer one handed you back to me on Monday 23 November at 9:00. What you agreed: come on Tuesdays."},
    )
    assert desk.reception.last_time(OTHER) is None
    desk.later(minutes=1)
    assert desk.reception.last_time(LIFTER) is None


def test_what_was_called_off_was_no_trainers(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    ask(desk)
    desk.reception.cancel(LIFTER)
    assert desk.reception.last_time(LIFTER) is None


def test_the_state_keeps_to_the_trainer_who_was_chosen(desk: FrontDesk) -> None:
    desk.now = utc(2026, 11, 26, 13, 30)
    desk.comes("trainer-two")
    desk.comes("trainer-three")
    ask(desk, wanted="trainer-three")
    said = desk.reception.status(LIFTER, {}.get)
    assert said
    assert "Trainer three is here, as you asked." in said.values["told"]


def measured(desk: FrontDesk, count: int, minutes: float) -> None:
    """So many handovers that a trainer answered after so many minutes."""
    account = desk.comes("trainer-one")
    for _ in range(count):
        found = ask(desk, f"web:{new_id()}")
        desk.stores.handovers.claim(found.id, account.id, desk.now)
        desk.later(minutes=minutes)
        desk.stores.handovers.replied(found.id, account.id, desk.now)
        desk.stores.handovers.close(found.id, account.id, desk.now)


def test_a_wait_is_told_once_it_was_measured(desk: FrontDesk) -> None:
    measured(desk, 4, 4)
    assert "wait" not in offered(desk)
    measured(desk, 1, 4)
    assert "The wait is about" in offered(desk) or "within" in offered(desk)


def test_a_wait_is_not_told_beside_a_red_flag(desk: FrontDesk) -> None:
    measured(desk, 6, 4)
    told = desk.reception.alert(LIFTER, need(desk, RED_FLAG))
    assert told
    assert "minutes" not in told[1].values["told"]


def test_calling_it_off(desk: FrontDesk) -> None:
    account = desk.comes("trainer-one")
    assert desk.reception.cancel(LIFTER) is None
    ask(desk)
    assert desk.reception.cancel(LIFTER) == Saying("utter_trainer_cancelled")
    assert desk.stores.handovers.open_in(LIFTER) is None
    again = ask(desk)
    desk.stores.handovers.claim(again.id, account.id, desk.now)
    assert desk.reception.cancel(LIFTER) == Saying("utter_trainer_has_it", {"trainer": "Trainer one"})
    said = desk.reception.status(LIFTER, {}.get)
    assert said
    assert said.values["told"].startswith("Trainer one has your chat.")


def test_an_emergency_is_told_at_once_and_shows_the_chat_alone(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    told = desk.reception.alert(LIFTER, need(desk, RED_FLAG))
    assert told
    handover, said = told
    assert (handover.reason, handover.passes_on, handover.state) == (RED_FLAG, False, HandoverState.WAITING)
    assert "Trainer one is here now." in said.values["told"]
    assert desk.reception.alert(LIFTER, need(desk, RED_FLAG)) is None
    assert len(desk.stores.handovers.waiting()) == 1


def test_who_waits_already_goes_to_the_front_of_the_line_with_what_they_agreed_to(desk: FrontDesk) -> None:
    desk.comes("trainer-one")
    ask(desk, OTHER)
    before = ask(desk, passes_on=True)
    told = desk.reception.alert(LIFTER, need(desk, RED_FLAG))
    assert told
    assert told[0].id == before.id
    assert (told[0].reason, told[0].passes_on) == (RED_FLAG, True)
    said = desk.reception.status(LIFTER, {}.get)
    assert said
    assert "before you" not in said.values["told"]


def test_an_alert_leaves_a_conversation_that_a_trainer_has_alone(desk: FrontDesk) -> None:
    account = desk.comes("trainer-one")
    found = ask(desk)
    desk.stores.handovers.claim(found.id, account.id, desk.now)
    assert desk.reception.alert(LIFTER, need(desk, RED_FLAG)) is None
    kept = desk.stores.handovers.find(found.id)
    assert kept
    assert kept.state is HandoverState.CLAIMED

"""A trainer in the chat: asked for with a yes to what is seen, once; looked after, called off, rated."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions import services
from actions.handover import CancelHandover, RateHandover, RequestTrainer, TellHandoverStatus
from actions.services import Services
from bot.handover.offers_made import offers_in
from bot.store.errors import StoreUnavailableError
from bot.store.handover_records import Handover, HandoverReason, Presence, TrainerAccount
from bot.store.log_records import new_id
from tests.actions.conftest import Clock, Outcome
from tests.bot.handover.gyms import GYM, utc

ACTIONS = {
    "request_trainer": RequestTrainer, "ask_handover_status": TellHandoverStatus,
    "request_cancel_handover": CancelHandover, "rate_handover": RateHandover,
}  # fmt: skip
WEB = "web:" + "a" * 32
THURSDAY = utc(2026, 11, 26, 13, 30)
"""14:30 in Berlin: trainers two and three are at work."""


class Desk:
    """A conversation with the four actions, at a gym whose trainers have accounts."""

    def __init__(self, run: Callable, make_tracker: Callable[..., Tracker], here: Services) -> None:
        self._run, self._make, self.here = run, make_tracker, here
        self.slots: dict[str, Any] = {}
        self.accounts = {each.id: self._account(each.id, each.name) for each in GYM.trainers}

    def _account(self, login: str, name: str) -> TrainerAccount:
        account = TrainerAccount(new_id(), name, login, "argon2$…", presence=Presence.HERE)
        self.here.stores.trainers.keep(account)
        return account

    def __call__(self, intent: str = "request_trainer", sender: str = WEB, **entities: str) -> Outcome:
        tracker = self._make(intent, "", tuple(entities.items()), **self.slots)
        tracker.sender_id = sender
        outcome = self._run(ACTIONS[intent](), tracker)
        self.slots |= outcome.slots
        return outcome

    def open(self, sender: str = WEB) -> Handover | None:
        return self.here.stores.handovers.open_in(sender)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, here: Services, clock: Clock) -> Services:
    """The services, with a gym."""
    made, clock.now = replace(here, gym=GYM), THURSDAY
    monkeypatch.setattr(services, "services", lambda: made)
    return made


@pytest.fixture
def desk(run: Callable, make_tracker: Callable[..., Tracker], here: Services) -> Desk:
    return Desk(run, make_tracker, here)


def test_nothing_is_kept_before_a_yes(desk: Desk) -> None:
    desk.slots = {"training_age": "novice"}
    outcome = desk()
    assert outcome.responses == ["utter_trainer_offer", "utter_ask_trainer_sees_or_who"]
    assert "because you are new to lifting" in outcome.values("utter_trainer_offer")["told"]
    assert outcome.values("utter_ask_trainer_sees_or_who")["reason"] == "asked"
    assert desk.open() is None


@pytest.mark.parametrize(("shows", "passes_on"), [("yes", True), ("no", False), ("what?", False)])
def test_a_yes_asks_and_only_a_yes_shows_profile_and_log(desk: Desk, shows: str, passes_on: bool) -> None:
    outcome = desk(handover_shows=shows, handover_reason="plateau", handover_wanted="")
    kept = desk.open()
    assert kept
    assert (kept.passes_on, kept.reason, kept.wanted_trainer) == (passes_on, HandoverReason.PLATEAU, None)
    assert outcome.responses == ["utter_trainer_asked"]
    assert desk.slots["handover_asked"] == kept.id


def test_a_trainer_is_chosen_among_those_who_are_there(desk: Desk) -> None:
    outcome = desk(handover_choice="ask", handover_reason="asked")
    (said,) = outcome.messages
    assert [each["title"] for each in said["buttons"]] == ["Trainer two", "Trainer three"]
    chosen = json.loads(said["buttons"][0]["payload"].removeprefix("/request_trainer"))
    again = desk(**chosen)
    assert again.values("utter_trainer_offer")["told"].count("Trainer two is here, as you asked.") == 1
    desk(handover_shows="no", **chosen)
    kept = desk.open()
    assert kept
    assert kept.wanted_trainer == desk.accounts["trainer-two"].id


def test_a_choice_of_nobody_says_how_it_is_now(desk: Desk, clock: Clock) -> None:
    clock.now = utc(2026, 11, 26, 23)
    outcome = desk(handover_choice="ask", handover_reason="asked")
    assert outcome.responses == ["utter_trainer_offer", "utter_ask_trainer_sees"]


def test_who_asks_again_hears_how_far_it_is(desk: Desk) -> None:
    desk(handover_shows="yes")
    first = desk.open()
    assert desk().responses == ["utter_trainer_status"]
    assert desk(handover_shows="no").responses == ["utter_trainer_status"]
    assert desk("ask_handover_status").responses == ["utter_trainer_status"]
    assert desk.open() == first


def test_it_is_called_off_and_can_be_asked_for_again(desk: Desk) -> None:
    desk(handover_shows="yes")
    assert desk("request_cancel_handover").responses == ["utter_trainer_cancelled"]
    assert desk.open() is None
    assert desk.slots["handover_asked"] is None
    assert desk("ask_handover_status").responses == ["utter_no_trainer_asked"]
    assert desk("request_cancel_handover").responses == ["utter_no_trainer_to_call_off"]
    desk(handover_shows="yes")
    assert desk.open()


def test_what_a_trainer_has_cannot_be_called_off(desk: Desk) -> None:
    desk(handover_shows="yes")
    kept, account = desk.open(), desk.accounts["trainer-two"]
    assert kept
    desk.here.stores.handovers.claim(kept.id, account.id, THURSDAY)
    outcome = desk("request_cancel_handover")
    assert outcome.values("utter_trainer_has_it")["trainer"] == "Trainer two"
    assert desk.open()


def test_who_asks_after_a_trainer_who_handed_them_back_hears_of_it(desk: Desk) -> None:
    ended(desk)
    outcome = desk("ask_handover_status")
    assert outcome.responses == ["utter_trainer_was_here"]
    assert outcome.values("utter_trainer_was_here")["told"] == "Trainer two handed you back to me today at 14:30."


def test_a_stop_of_what_has_ended_meanwhile_stops_and_no_more(desk: Desk) -> None:
    ended(desk)
    assert desk("request_cancel_handover").responses == ["utter_stopped"]
    assert desk.slots["handover_asked"] is None
    assert desk("request_cancel_handover").responses == ["utter_no_trainer_to_call_off"]


def test_a_no_to_an_offer_is_remembered(desk: Desk) -> None:
    outcome = desk("request_cancel_handover", handover_reason="technique")
    assert outcome.responses == ["utter_trainer_declined"]
    (offer,) = offers_in(desk.slots["handover_offers"])
    assert (offer.reason, offer.at, offer.is_declined) == (HandoverReason.TECHNIQUE, THURSDAY, True)


@pytest.mark.parametrize("sender", ["terminal:here", "lifter", "slack:T1:U1:C1"])
def test_where_nobody_can_take_over_the_gym_is_named(desk: Desk, sender: str) -> None:
    outcome = desk(sender=sender, handover_shows="yes")
    assert outcome.values("utter_trainer_contact")["contact"] == "+00 000 000000, desk@gym.example"
    assert not desk.here.stores.handovers.waiting()


def test_without_a_gym_it_is_the_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch, here: Services) -> None:
    monkeypatch.setattr(services, "services", lambda: replace(here, gym=None))
    assert desk().responses == ["utter_trainer"]
    assert desk("ask_handover_status").responses == ["utter_no_trainer_asked"]
    assert desk("request_cancel_handover").responses == ["utter_no_trainer_to_call_off"]


def ended(desk: Desk, sender: str = WEB) -> Handover:
    """A handover that a trainer has closed."""
    desk(sender=sender, handover_shows="yes")
    kept, account = desk.open(sender), desk.accounts["trainer-two"]
    assert kept
    desk.here.stores.handovers.claim(kept.id, account.id, THURSDAY)
    desk.here.stores.handovers.close(kept.id, account.id, THURSDAY)
    return kept


@pytest.mark.parametrize(
    ("said", "kept", "response"), [("good", 1, "utter_rated_good"), ("not_good", 0, "utter_rated_not_good")]
)
def test_one_tap_rates_the_last_one(desk: Desk, clock: Clock, said: str, kept: int, response: str) -> None:
    first = ended(desk)
    clock.on(days=7)
    last = ended(desk)
    assert desk("rate_handover", handover_rating=said).responses == [response]
    ratings = {each.id: each.rating for each in desk.here.stores.handovers.of_lifter(last.lifter)}
    assert ratings == {first.id: None, last.id: kept}


def test_what_was_not_there_is_not_rated(desk: Desk) -> None:
    assert desk("rate_handover", handover_rating="good").responses == ["utter_rated_nothing"]
    ended(desk, "web:" + "b" * 32)
    assert desk("rate_handover", handover_rating="good").responses == ["utter_rated_nothing"]


def test_without_the_store_nothing_is_promised(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handover: Handover) -> Handover:
        raise StoreUnavailableError("The database cannot be used.")

    monkeypatch.setattr(desk.here.stores.handovers, "ask", fail)
    assert desk(handover_shows="yes").responses == ["utter_notes_out_of_reach"]

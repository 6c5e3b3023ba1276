"""Trials in the chat: what is missing is asked, what can be had is said back, and a yes asks the trainers."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions import services
from actions.gym_business import GymBusiness
from actions.services import Services
from actions.trial_draft import WAITS
from actions.trials import CancelTrial, RequestTrial, TellTrial
from bot.store.trial_records import Trial, TrialState
from tests.actions.conftest import Clock, Outcome
from tests.bot.handover.gyms import GYM, MONDAY_9, utc
from tests.bot.store.conftest import trainer

ACTIONS = {
    "request_trial": RequestTrial, "request_cancel_trial": CancelTrial, "ask_trial": TellTrial,
    "ask_gym_business": GymBusiness,
}  # fmt: skip
OFFER = "Starter pack: 3 one-to-one sessions of 60 minutes, 99 EUR."


class Chat:
    """A conversation with the actions, which carries its slots on."""

    def __init__(self, run: Callable, make_tracker: Callable[..., Tracker], here: Services) -> None:
        self._run, self._make, self.here = run, make_tracker, here
        self.slots: dict[str, Any] = {}
        self.last: Outcome | None = None

    def __call__(self, text: str, intent: str = "request_trial", **entities: str) -> str:
        """What is said to it."""
        tracker = self._make(intent, text, tuple(entities.items()), **self.slots)
        tracker.sender_id = "web:1"
        self.last = self._run(ACTIONS[intent](), tracker)
        self.slots |= self.last.slots
        return "\n".join(each.get("told", each["response"]) for each in self.last.messages)

    def yes(self) -> str:
        return self("yes", trial_yes="yes")

    def press(self, title: str) -> str:
        """Presses a button that an action gave."""
        assert self.last
        buttons = [each for message in self.last.messages for each in message["buttons"]]
        (payload,) = [each["payload"] for each in buttons if each["title"] == title]
        intent, _, entities = payload.partition("{")
        return self(title, intent.removeprefix("/"), **json.loads("{" + entities if entities else "{}"))

    def titles(self) -> list[str]:
        assert self.last
        return [each["title"] for message in self.last.messages for each in message["buttons"]]

    def trials(self) -> tuple[Trial, ...]:
        return self.here.stores.trials.of_lifter(self.here.stores.lifters.lifter_of("web:1", MONDAY_9).id)


@pytest.fixture
def gym_here(here: Services, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Services:
    """The example gym, on a Monday morning."""
    clock.now = MONDAY_9
    made = replace(here, gym=GYM)
    monkeypatch.setattr(services, "services", lambda: made)
    return made


@pytest.fixture
def chat(run: Callable, make_tracker: Callable[..., Tracker], gym_here: Services) -> Chat:
    return Chat(run, make_tracker, gym_here)


def book(chat: Chat) -> Trial:
    """The lifter's request, confirmed by trainer one."""
    chat("tomorrow 7am")
    chat.yes()
    (asked,) = chat.trials()
    coach = trainer(chat.here.stores)
    assert chat.here.stores.trials.book(asked.id, "trainer-one", asked.times[0], MONDAY_9, coach)
    return asked


def test_a_trial_is_asked_for_in_three_steps(chat: Chat) -> None:
    assert chat("can i try it").startswith(OFFER)
    assert chat.titles() == ["Today at 18:00", "Tomorrow at 18:00", "On Wednesday at 18:00"]
    said = chat("tue 6pm or thu after 7")
    assert said == (
        "Shall I ask for a trial tomorrow at 18:00 or on Thursday at 19:00? It is for the Starter pack, 99 EUR."
    )
    assert chat.trials() == ()
    assert chat.yes().startswith(
        "Got it: Starter pack, 99 EUR. You would like to come tomorrow at 18:00 or on Thursday"
    )
    (asked,) = chat.trials()
    assert (asked.times, asked.minutes, asked.conversation) == (
        (utc(2026, 11, 24, 17), utc(2026, 11, 26, 18)), 60, "web:1",
    )  # fmt: skip
    assert chat.slots["pending_trial"] is None


def test_a_button_is_as_good_as_typed_words(chat: Chat) -> None:
    chat("book a trial")
    assert chat.press("Tomorrow at 18:00").startswith("Shall I ask for a trial tomorrow at 18:00?")
    chat.yes()
    assert len(chat.trials()) == 1


def test_the_same_yes_again_asks_once(run: Callable, make_tracker: Callable[..., Tracker], chat: Chat) -> None:
    chat("tomorrow 7am")
    tracker = make_tracker("request_trial", "yes", (("trial_yes", "yes"),), **chat.slots)
    tracker.sender_id = "web:1"
    for _ in range(2):
        run(RequestTrial(), tracker)
    assert len(chat.trials()) == 1


def test_what_cannot_be_had_is_told_and_the_rest_is_asked_for(chat: Chat) -> None:
    said = chat("sat 10am or sunday 3pm")
    assert "We are not open for all of that, on Sunday at 15:00. The next time there is: on Sunday at 16:00." in said
    assert said.endswith("Shall I ask for a trial on Saturday at 10:00? It is for the Starter pack, 99 EUR.")
    said = chat("tomorrow 5am")
    assert said.startswith("We are not open for all of that, tomorrow at 5:00.")
    assert "When could you come?" in said


def test_what_a_message_lacks_comes_from_the_one_before(chat: Chat) -> None:
    assert "And at what time on Friday?" in chat("a trial on friday please")
    assert "on Friday at 18:00" in chat("6pm")
    assert "on Friday at 17:00" in chat("make it 5pm")
    assert "on Thursday at 17:00" in chat("thursday rather")
    assert "on Thursday at 17:00 or on Saturday at 9:00" in chat("or saturday 9am")


def test_a_day_is_asked_for_where_only_the_time_is_known(chat: Chat) -> None:
    assert "And on which day?" in chat("book a trial after 7pm")
    assert "on Wednesday at 19:00" in chat("wednesday")


def test_of_a_week_only_the_time_of_day_is_asked(chat: Chat) -> None:
    assert "And at what time of the day?" in chat("a trial next week")
    assert "on Monday 30 November at 9:00" in chat("in the morning")


def test_whenever_is_any_time_of_the_day_that_was_named(chat: Chat) -> None:
    chat("a trial on thursday")
    assert "on Thursday at 18:00" in chat("whenever")


def test_what_else_is_asked_is_answered_and_days_are_no_topic(
    run: Callable, make_tracker: Callable[..., Tracker], gym_here: Services
) -> None:
    asked = make_tracker("request_trial", "book a trial tue 6pm, and how many sets for size?", (), ("ask_set_count",))
    assert "utter_advise_set_count" in " ".join(run(RequestTrial(), asked).responses)
    named = make_tracker("request_trial", "book a trial tue 6pm or thu 7", (), ("ask_training_frequency",))
    assert run(RequestTrial(), named).responses == ["utter_trial_ask_yes"]


def test_that_one_of_the_days_does_not_suit_calls_nothing_off_at_once(chat: Chat) -> None:
    chat("tomorrow 7am or thursday 7am")
    chat.yes()
    told = chat("i can't make it on thursday", "request_cancel_trial")
    assert told.startswith("You asked for a trial")
    assert told.endswith("Shall I call it off?")
    assert chat.titles() == ["Yes, call it off", "No, keep it"]
    assert chat.trials()[0].state is TrialState.ASKED


def test_a_date_in_figures_that_means_two_days_is_asked_about(chat: Chat) -> None:
    assert "Is that day/month or month/day?" in chat("a trial on 6/12 at 10am")
    assert "on Sunday 6 December at 10:00" in chat("6 dec at 10am")


def test_a_trainer_who_is_named_is_asked(chat: Chat) -> None:
    assert "Shall I ask Trainer two for a trial on Thursday at 16:00?" in chat("a trial with trainer two, thursday 4pm")
    chat.yes()
    assert chat.trials()[0].wanted_trainer == "trainer-two"


def test_a_time_that_was_taken_before_the_yes_is_asked_again(chat: Chat) -> None:
    chat("tomorrow 7am with trainer one")
    other = chat.here.stores.lifters.lifter_of("web:2", MONDAY_9).id
    coach, begins = trainer(chat.here.stores), utc(2026, 11, 24, 6)
    theirs = chat.here.stores.trials.ask(Trial("c" * 32, "web:2", other, MONDAY_9, (begins,), 60))
    chat.here.stores.trials.book(theirs.id, "trainer-one", begins, MONDAY_9, coach)
    assert chat.yes().startswith("Somebody was quicker: tomorrow at 7:00 is now taken.")
    assert chat.trials() == ()


def test_other_times_take_the_place_of_those_that_wait(chat: Chat) -> None:
    chat("tomorrow 7am")
    chat.yes()
    assert chat("book a trial").startswith("You asked for a trial, tomorrow at 7:00.")
    chat("wed noon")
    chat.yes()
    assert sorted(each.state for each in chat.trials()) == [TrialState.ASKED, TrialState.CANCELLED]


def test_what_waits_too_long_is_forgotten(chat: Chat, clock: Clock) -> None:
    chat("tomorrow 6pm")
    clock.now += WAITS + timedelta(seconds=1)
    assert chat.yes().startswith(OFFER)
    assert chat.trials() == ()


def test_a_no_drops_what_was_begun(chat: Chat) -> None:
    chat("tomorrow 6pm")
    assert chat("no", "request_cancel_trial").startswith("Fine, I ask for nothing.")
    assert chat("cancel my trial", "request_cancel_trial") == "You have no trial that I could call off."


def test_how_it_stands_is_told_at_every_stage(chat: Chat) -> None:
    assert chat("when is my trial", "ask_trial") == "You have no trial yet."
    ours = book(chat)
    assert chat("when is my trial", "ask_trial") == (
        "Your trial: Starter pack with Trainer one, tomorrow at 7:00, 60 minutes."
    )
    assert chat.titles() == ["Call it off"]
    chat.here.stores.trials.cancel(ours.id, MONDAY_9)
    assert chat("when is my trial", "ask_trial") == "You have no trial yet."


def test_a_request_that_was_declined_says_why(chat: Chat) -> None:
    chat("tomorrow 7am")
    chat.yes()
    chat.here.stores.trials.decline(chat.trials()[0].id, "We are full.", MONDAY_9, trainer(chat.here.stores))
    assert chat("any news", "ask_trial") == "Sorry, none of your times can be had: tomorrow at 7:00. We are full."


def test_a_request_is_called_off_at_a_word_and_a_booking_after_a_yes(chat: Chat) -> None:
    chat("tomorrow 7am")
    chat.yes()
    assert chat("cancel my trial", "request_cancel_trial").startswith("It is called off")
    book_again = chat.trials()[0]
    assert book_again.state is TrialState.CANCELLED


def test_a_booking_is_called_off_after_a_yes_with_a_file_for_the_calendar(chat: Chat) -> None:
    ours = book(chat)
    told = chat("cancel my trial", "request_cancel_trial")
    assert told.startswith("Your trial: Starter pack with Trainer one")
    assert told.endswith("Shall I call it off?")
    assert chat.titles() == ["Yes, call it off", "No, keep it"]
    assert chat.trials()[0].state is TrialState.BOOKED
    said = chat.press("Yes, call it off")
    assert said.startswith("It is called off: Starter pack with Trainer one, tomorrow at 7:00.")
    name, content = chat.here.downloads.read(said.split()[-1]) or ("", b"")
    assert name == "trial.ics"
    assert b"METHOD:CANCEL" in content
    assert chat.here.stores.trials.find(ours.id).sequence == 1  # type: ignore[union-attr]


def test_nobody_calls_off_what_is_anothers(chat: Chat) -> None:
    other = chat.here.stores.lifters.lifter_of("web:2", MONDAY_9).id
    theirs = chat.here.stores.trials.ask(Trial("c" * 32, "web:2", other, MONDAY_9, (utc(2026, 11, 24, 6),), 60))
    chat("x", "request_cancel_trial", trial=theirs.id)
    assert chat.here.stores.trials.find(theirs.id) == theirs


def test_without_a_gym_or_an_offer_it_says_where_to_ask(
    chat: Chat, here: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "services", lambda: replace(here, gym=replace(GYM, offer=None)))
    assert (
        chat("book a trial") == "I cannot book trials here. Please ask at the desk: +00 000 000000, desk@gym.example."
    )
    monkeypatch.setattr(services, "services", lambda: here)
    for intent in ("request_trial", "ask_trial"):
        assert chat("book a trial", intent) == "I cannot book trials here. Please ask at your gym's desk."
    assert chat("are you open", "ask_gym_business") == "utter_gym_business"


@pytest.mark.parametrize(
    ("text", "told", "lacks"),
    [
        ("are you open now", "We are open until 22:00.", "Monday to Friday"),
        ("opening hours on sunday", "We are open on Sunday 9:00–13:00 and 16:00–20:00.", "Saturday"),
        ("bank holiday hours?", "Days on which it is otherwise: Thursday 24 December 8:00–12:00", "membership"),
        ("whats your number", "+00 000 000000", "membership"),
        ("where are you", "1 Example Street, Example Town", "+00"),
        ("who are your trainers", "- Trainer two: good at building muscle", "membership"),
        ("who speaks spanish", "- Trainer three", "Trainer two"),
        ("who speaks spanish?", "- Trainer three", "Trainer two"),
        ("when is trainer two there", "Trainer two is here Monday and Tuesday 14:00–22:00", "membership"),
        ("when is trainer one in", "Trainer one is here Monday to Friday 6:00–14:00.", "22:00"),
        ("what does the starter pack cost", OFFER, "membership"),
        ("how much is it", "what membership costs", "classes"),
        ("how much is a membership", "what membership costs. Our team does: +00 000 000000", "99"),
        ("do you have yoga and parking", "classes and what is in the building", "rules"),
        ("somebody hogs the rack", "good manners go far", "99"),
        ("is the owner nice", "I do not have that in my notes", "99"),
    ],
)
def test_a_question_about_the_gym_is_answered_from_its_file_or_passed_on(
    chat: Chat, text: str, told: str, lacks: str
) -> None:
    said = chat(text, "ask_gym_business")
    assert told in said
    assert lacks not in said
    assert chat.titles() == ["Book a trial"]

"""Reminders in the chat: what is missing is asked, what was kept is repeated, and all of it is easily changed."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.reminder_asking import MOST_ACTIVE
from actions.reminders import WAITS, ListReminders, SetReminder, StopReminders
from actions.services import Services
from bot.logbook.in_progress import begun
from bot.store.log_records import Reminder
from tests.actions.conftest import Clock, Outcome
from tests.bot.logbook.lifter import request

MONDAY_18 = datetime(2026, 3, 16, 17, tzinfo=UTC)  # in Berlin
ACTIONS = {"request_reminder": SetReminder, "ask_reminders": ListReminders, "request_stop_reminders": StopReminders}


class Chat:
    """A conversation with the three actions, which carries its slots on."""

    def __init__(self, run: Callable, make_tracker: Callable[..., Tracker], here: Services) -> None:
        self._run, self._make, self._here = run, make_tracker, here
        self.slots: dict[str, Any] = {}

    def __call__(self, text: str, intent: str = "request_reminder", sender: str = "lifter", **entities: str) -> Outcome:
        tracker = self._make(intent, text, tuple(entities.items()), **self.slots)
        tracker.sender_id = sender
        action = ACTIONS.get(intent, SetReminder)
        outcome = self._run(action(), tracker)
        self.slots |= outcome.slots
        return outcome

    def stop(self, text: str, **entities: str) -> Outcome:
        return self(text, "request_stop_reminders", **entities)

    def kept(self, sender: str = "lifter") -> tuple[Reminder, ...]:
        lifter = self._here.stores.lifters.lifter_of(sender, self._here.now())
        return self._here.stores.reminders.reminders(lifter.id)

    def in_short(self) -> list[str]:
        return sorted(f"{''.join(map(str, each.weekdays))} {each.local_time:%H:%M} {each.zone}" for each in self.kept())


@pytest.fixture
def chat(run: Callable, make_tracker: Callable[..., Tracker], here: Services) -> Chat:
    return Chat(run, make_tracker, here)


def press(chat: Chat, outcome: Outcome, title: str) -> Outcome:
    """Presses a button that an action gave."""
    (button,) = [each for message in outcome.messages for each in message["buttons"] if each["title"] == title]
    intent, _, entities = button["payload"].partition("{")
    return chat(title, intent.removeprefix("/"), **json.loads("{" + entities))


def test_a_reminder_with_days_and_time_is_kept_and_repeated(chat: Chat) -> None:
    outcome = chat("remind me Mon/Wed/Fri at 18:00")
    assert outcome.responses == ["utter_reminder_set", "utter_reminder_only_while_open"]
    said = outcome.values("utter_reminder_set")
    assert (said["reminder"], said["first"]) == ("Mon, Wed and Fri at 18:00 (Berlin time)", "tomorrow")
    (kept,) = chat.kept()
    assert (kept.weekdays, kept.local_time, kept.zone) == ((0, 2, 4), time(18), "Europe/Berlin")
    assert kept.next_due == MONDAY_18
    assert kept.conversation == "lifter"


def test_what_is_asked_beside_it_is_answered_too(
    run: Callable, make_tracker: Callable[..., Tracker], chat: Chat
) -> None:
    text = "remind me mondays at 18:00, and how many reps for size?"
    tracker = make_tracker("request_reminder", text, (("training_goal", "hypertrophy"),), ("ask_rep_range",))
    assert run(SetReminder(), tracker).responses[0] == "utter_reminder_set"
    assert "utter_advise_rep_range" in " ".join(run(SetReminder(), tracker).responses)
    assert len(chat.kept()) == 1


def test_on_a_channel_that_reaches_the_lifter_nothing_is_said_of_an_open_chat(chat: Chat) -> None:
    assert chat("every day 18:00", sender="telegram:1").responses == ["utter_reminder_set"]
    assert chat("every day 19:00", sender="terminal:here").responses[1:] == ["utter_reminder_only_while_open"]


def test_the_same_message_again_makes_no_second_reminder(
    run: Callable, make_tracker: Callable[..., Tracker], chat: Chat
) -> None:
    tracker = make_tracker("request_reminder", "mondays at 18:00")
    run(SetReminder(), tracker)
    run(SetReminder(), tracker)
    assert len(chat.kept()) == 1


def test_what_is_missing_is_asked_one_by_one(chat: Chat) -> None:
    assert chat("remind me").responses == ["utter_ask_reminder_days"]
    assert chat("mon and thu").responses == ["utter_ask_reminder_time"]
    asked = chat("at 6")
    assert asked.responses == ["utter_ask_reminder_half"]
    assert (asked.messages[0]["early"], asked.messages[0]["late"]) == ("06:00", "18:00")
    assert chat("in the evening").values("utter_reminder_set")["reminder"] == "Mon and Thu at 18:00 (Berlin time)"
    assert chat.slots["pending_reminder"] is None


def test_buttons_answer_as_words_do(chat: Chat) -> None:
    chat("remind me")
    asked = chat("Mon, Wed, Fri", reminder_words="mon, wed, fri")
    assert press(chat, asked, "18:00").responses[0] == "utter_reminder_set"
    assert chat.in_short() == ["024 18:00 Europe/Berlin"]
    halves = chat("remind me saturdays at 9")
    press(chat, halves, "09:00")
    assert "5 09:00 Europe/Berlin" in chat.in_short()


def test_the_part_of_the_day_may_be_told_before_the_hour(chat: Chat) -> None:
    assert chat("remind me in the evening on tuesdays").responses == ["utter_ask_reminder_time"]
    assert chat("6").responses[0] == "utter_reminder_set"
    assert chat.in_short() == ["1 18:00 Europe/Berlin"]


def test_a_zone_that_is_said_is_taken_and_a_doubtful_one_asked(chat: Chat) -> None:
    assert chat("mondays 6pm london time").values("utter_reminder_set")["reminder"].endswith("(London time)")
    asked = chat("tuesdays at 6pm CST")
    assert asked.responses == ["utter_ask_reminder_zone"]
    press(chat, asked, "Chicago time")
    assert chat.in_short() == ["0 18:00 Europe/London", "1 18:00 America/Chicago"]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("every other day at 18:00", "utter_ask_reminder_rhythm"),
        ("once a month", "utter_ask_reminder_rhythm"),
        ("tomorrow at 6pm", "utter_ask_reminder_once"),
        ("this friday 18:00", "utter_ask_reminder_once"),
        ("just once", "utter_ask_reminder_once_days"),
        ("mondays an hour before my workout", "utter_ask_reminder_relative"),
        ("mondays at 7am and 6pm", "utter_ask_reminder_several"),
        ("on my training days at 18:00", "utter_ask_reminder_training_days"),
    ],
)
def test_what_cannot_be_a_reminder_is_asked_back(chat: Chat, text: str, response: str) -> None:
    assert chat(f"remind me {text}").responses == [response]
    assert chat.kept() == ()


def test_a_day_that_is_not_wanted_is_taken_out_by_a_change(chat: Chat) -> None:
    chat("remind me Mon/Wed/Fri at 18:00")
    chat("change it, not on fridays")
    assert chat.in_short() == ["02 18:00 Europe/Berlin"]


def test_one_day_alone_is_offered_week_by_week(chat: Chat) -> None:
    asked = chat("remind me tomorrow at 6pm")
    assert asked.messages[0]["days"] == "every Monday"
    assert chat("Yes, please", reminder_yes="yes").responses[0] == "utter_reminder_set"
    assert chat.in_short() == ["0 18:00 Europe/Berlin"]


def test_a_yes_takes_the_day_that_was_offered(chat: Chat) -> None:
    chat("remind me this friday at 18:00")
    assert chat("yes", "affirm").responses[0] == "utter_reminder_set"
    assert chat.in_short() == ["4 18:00 Europe/Berlin"]


def test_other_days_may_be_told_in_place_of_a_rhythm(chat: Chat) -> None:
    chat("remind me every other day at 18:00")
    assert chat("then mon wed fri").responses[0] == "utter_reminder_set"
    assert chat.in_short() == ["024 18:00 Europe/Berlin"]


def test_training_days_are_those_of_the_program_in_progress(chat: Chat, here: Services) -> None:
    lifter = here.stores.lifters.lifter_of("lifter", here.now()).id
    here.stores.programs.start(begun(lifter, request(), date(2026, 3, 9)))
    assert chat("remind me at 18:00 on my training days").responses[0] == "utter_reminder_set"
    (kept,) = chat.kept()
    assert len(kept.weekdays) == 3


def test_training_days_that_were_told_are_known_too(chat: Chat) -> None:
    chat.slots["weekdays"] = [1, 3]
    chat("remind me at 18:00 on my training days")
    assert chat.in_short() == ["13 18:00 Europe/Berlin"]


def test_an_unfinished_reminder_waits_for_an_hour_and_no_longer(chat: Chat, clock: Clock) -> None:
    chat("remind me at 18:00")
    clock.now += WAITS
    assert chat("mondays").responses[0] == "utter_reminder_set"
    chat("remind me at 19:00")
    clock.now += WAITS + timedelta(seconds=1)
    assert chat("remind me on tuesdays").responses == ["utter_ask_reminder_time"]


def test_a_sixth_reminder_is_refused_kindly(chat: Chat) -> None:
    for hour in range(MOST_ACTIVE):
        chat(f"remind me every day at {10 + hour}:00")
    refused = chat("remind me every day at 20:00")
    assert refused.responses == ["utter_reminders_enough"]
    assert refused.messages[0]["reminders"].count("\n") == MOST_ACTIVE - 1
    assert len(chat.kept()) == MOST_ACTIVE
    assert chat("change the 10:00 one to 20:00").responses[0] == "utter_reminder_changed"


def test_the_same_reminder_is_not_kept_twice(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    assert chat("remind me every monday at 6pm").responses == ["utter_reminder_already"]
    assert len(chat.kept()) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("change it to 7pm", "024 19:00 Europe/Berlin"),
        ("make it 7", "024 19:00 Europe/Berlin"),
        ("no, 17:30", "024 17:30 Europe/Berlin"),
        ("move it from 6pm to 8pm", "024 20:00 Europe/Berlin"),
        ("tuesdays and thursdays instead", "13 18:00 Europe/Berlin"),
        ("change the friday one to saturday", "025 18:00 Europe/Berlin"),
        ("add sunday", "0246 18:00 Europe/Berlin"),
        ("also remind me on saturdays", "0245 18:00 Europe/Berlin"),
        ("new york time please", "024 18:00 America/New_York"),
        ("change my reminder to weekends at 9am", "56 09:00 Europe/Berlin"),
    ],
)
def test_a_change_is_taken_and_keeps_the_rest(chat: Chat, text: str, expected: str) -> None:
    chat("remind me Mon/Wed/Fri at 18:00")
    changed = chat(text)
    assert changed.responses[0] == "utter_reminder_changed"
    assert chat.in_short() == [expected]


def test_a_second_reminder_is_none_instead_of_the_first(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    assert chat("also remind me saturdays at 10:00").responses[0] == "utter_reminder_set"
    assert chat("remind me sundays at 9am").responses[0] == "utter_reminder_set"
    assert len(chat.kept()) == 3


def test_a_change_without_a_value_is_asked_for(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    assert chat("change my reminder").responses == ["utter_ask_reminder_change"]
    assert chat("19:00").responses[0] == "utter_reminder_changed"
    assert chat.in_short() == ["0 19:00 Europe/Berlin"]


def test_which_reminder_to_change_is_asked_if_it_may_be_several(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    chat("remind me saturdays at 10:00")
    chat.slots["last_reminder"] = None
    asked = chat("change my reminder to 11:00")
    assert asked.responses == ["utter_which_reminder"]
    press(chat, asked, "every Saturday at 10:00 (Berlin time)")
    assert chat.in_short() == ["0 18:00 Europe/Berlin", "5 11:00 Europe/Berlin"]


def test_the_one_that_is_named_is_changed(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    chat("remind me saturdays at 10:00")
    chat("change the monday one to 7pm")
    assert chat.in_short() == ["0 19:00 Europe/Berlin", "5 10:00 Europe/Berlin"]


def test_without_any_reminder_a_change_begins_a_new_one(chat: Chat) -> None:
    assert chat("set my monday reminder to 7pm").responses[0] == "utter_reminder_set"
    assert chat.in_short() == ["0 19:00 Europe/Berlin"]


def test_a_changed_reminder_stays_in_its_own_conversation(chat: Chat, here: Services) -> None:
    lifter = here.stores.lifters.lifter_of("lifter", here.now())
    code = here.stores.lifters.make_join_code(lifter.id, here.now())
    chat("remind me mondays at 18:00")
    here.stores.lifters.redeem_join_code(code.code, "telegram:1", here.now())
    chat("change it to 7pm", sender="telegram:1")
    (kept,) = chat.kept()
    assert (kept.conversation, kept.local_time) == ("lifter", time(19))


def test_nobody_sees_or_changes_anothers_reminders(chat: Chat) -> None:
    chat("remind me mondays at 18:00", sender="telegram:1")
    chat.slots = {}
    assert chat("", "ask_reminders").responses == ["utter_reminders_none"]
    assert chat.stop("stop reminders").responses == ["utter_reminders_none"]
    assert len(chat.kept("telegram:1")) == 1


def test_reminders_are_listed_with_their_next_day(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    chat("remind me sundays at 10:00")
    (message,) = chat("which reminders do I have", "ask_reminders").messages
    assert message["reminders"].splitlines() == [
        "- every Monday at 18:00 (Berlin time), next tomorrow",
        "- every Sunday at 10:00 (Berlin time), next on Sunday next week",
    ]


def test_all_reminders_are_stopped_at_a_word(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    chat("remind me sundays at 10:00")
    assert chat.stop("stop reminders").responses == ["utter_reminders_stopped"]
    assert chat.kept() == ()


def test_a_day_is_taken_out_of_a_reminder(chat: Chat) -> None:
    chat("remind me Mon/Wed/Fri at 18:00")
    left = chat.stop("stop the friday one")
    assert left.responses == ["utter_reminders_left"]
    assert left.messages[0]["reminders"] == "- Mon and Wed at 18:00 (Berlin time), next tomorrow"
    assert chat.stop("no reminders on monday any more").responses == ["utter_reminders_left"]
    assert chat.in_short() == ["2 18:00 Europe/Berlin"]
    assert chat.stop("stop the wednesday reminder").responses == ["utter_reminders_stopped"]


def test_the_reminder_of_a_time_is_stopped(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    chat("remind me saturdays at 6am")
    chat.stop("drop the 6pm one")
    assert chat.in_short() == ["5 06:00 Europe/Berlin"]
    assert chat.stop("stop the 9:00 one").responses == ["utter_reminder_not_found"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("only keep monday, the other reminders can go", ["0 18:00 Europe/Berlin"]),
        ("stop all reminders except monday", ["0 18:00 Europe/Berlin"]),
        ("skip fridays, no reminder needed there", ["02 18:00 Europe/Berlin"]),
        ("cancel wednesday and friday", ["0 18:00 Europe/Berlin"]),
        ("no more reminders on mondays", ["24 18:00 Europe/Berlin"]),
    ],
)
def test_what_is_to_be_kept_is_kept(chat: Chat, text: str, left: list[str]) -> None:
    chat("remind me Mon/Wed/Fri at 18:00")
    assert chat.stop(text).responses == ["utter_reminders_left"]
    assert chat.in_short() == left


def test_which_one_to_stop_is_asked_where_one_of_several_is_meant(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    chat("remind me saturdays at 10:00")
    asked = chat.stop("stop one of my reminders")
    assert asked.responses == ["utter_which_reminder_to_stop"]
    press(chat, asked, "every Monday at 18:00 (Berlin time)")
    assert chat.in_short() == ["5 10:00 Europe/Berlin"]


def test_an_unfinished_reminder_is_dropped_and_the_others_stay(chat: Chat) -> None:
    chat("remind me mondays at 18:00")
    chat("another reminder please")
    assert chat.stop("never mind").responses == ["utter_reminder_dropped"]
    assert chat.slots["pending_reminder"] is None
    assert len(chat.kept()) == 1
    chat("another reminder please")
    assert chat.stop("stop all reminders").responses == ["utter_reminders_stopped"]


def test_a_change_of_a_reminder_that_was_stopped_meanwhile_makes_it_anew(chat: Chat, here: Services) -> None:
    chat("remind me mondays at 18:00")
    chat("change my reminder")
    (kept,) = chat.kept()
    here.stores.reminders.keep(replace(kept, is_active=False))
    assert chat("19:00").responses[0] == "utter_reminder_set"
    assert chat.in_short() == ["0 19:00 Europe/Berlin"]

"""Reminders in the chat: set, changed, listed and stopped. What is missing is asked, and waits in a slot."""

from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.advice import answer, topics_asked
from actions.base import CoachAction, Events
from actions.lifter import command_of, lifter_of, now, today
from actions.reminder_asking import CHOICE, MOST_ACTIVE, ask, choices, lines, value_of, words_of
from actions.slots import carried_over
from actions.training_days import training_days
from bot.nlu.reminder_times import ReminderTimes, read_reminder_times
from bot.reminders.draft import Draft
from bot.reminders.ids import id_of
from bot.reminders.selection import days_to_end, to_change, to_end, without_days
from bot.reminders.words import in_words, next_in_words
from bot.store.log_records import Reminder

PENDING, LAST = "pending_reminder", "last_reminder"
WAITS = timedelta(hours=1)
"""So long an unfinished reminder waits for its answer, and "change it" means the last one."""
REACHING = frozenset({"web", "slack", "telegram"})
"""Channels that a lifter can be reached on when he is not there."""


class SetReminder(CoachAction):
    """Makes a reminder of what was said, or changes one; asks for what is missing. Answers what else is asked."""

    def name(self) -> str:
        return "action_set_reminder"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        words = words_of(tracker)
        said, lifter = read_reminder_times(words), lifter_of(tracker).id
        active = services.services().stores.reminders.reminders(lifter)
        draft = waiting(tracker)
        if draft is None and (is_change(said, tracker, active) or value_of(tracker, CHOICE)):
            which = meant(said, tracker, active)
            if len(which) != 1:
                return ask_which(dispatcher, which or active, words)
            draft = Draft.of(which[0])
        draft = draft or Draft()
        events = go_on(dispatcher, tracker, draft, said if draft.changes else said.as_new(), active)
        asked = topics_asked(tracker)
        return [*events, *(answer(dispatcher, tracker, asked, carried_over(tracker)) if asked else ())]


def go_on(
    dispatcher: CollectingDispatcher, tracker: Tracker, draft: Draft, said: ReminderTimes, active: tuple[Reminder, ...]
) -> Events:
    """Take what is said into a draft; then keep the reminder, or ask for what it lacks."""
    lifter = lifter_of(tracker).id
    told = accepted(tracker, draft).with_said(said, training_days(tracker, lifter), today().weekday())
    old = next((each for each in active if each.id == draft.changes), None)
    if old and told == draft:
        dispatcher.utter_message(response="utter_ask_reminder_change", reminder=in_words(old))
        return waits(told)
    if missing := told.missing:
        ask(dispatcher, missing, told)
        return waits(told)
    home = services.services().zone.key
    conversation = old.conversation if old else tracker.sender_id
    return keep(dispatcher, told.made(id_of(lifter, command_of(tracker)), lifter, conversation, home, now()), active)


def keep(dispatcher: CollectingDispatcher, reminder: Reminder, active: tuple[Reminder, ...]) -> Events:
    """Keep a reminder and repeat it; refuse a sixth one, and one that is there already."""
    others = [each for each in active if each.id != reminder.id]
    if any(_when(each) == _when(reminder) for each in others):
        dispatcher.utter_message(response="utter_reminder_already", reminder=in_words(reminder))
        return [SlotSet(PENDING, None)]
    if len(others) >= MOST_ACTIVE:
        dispatcher.utter_message(response="utter_reminders_enough", reminders=lines(active, now()), most=MOST_ACTIVE)
        return [SlotSet(PENDING, None)]
    services.services().stores.reminders.keep(reminder)
    is_new = len(others) == len(active)
    response = "utter_reminder_set" if is_new else "utter_reminder_changed"
    dispatcher.utter_message(response=response, reminder=in_words(reminder), first=next_in_words(reminder, now()))
    if is_new and reminder.conversation.partition(":")[0] not in REACHING:
        dispatcher.utter_message(response="utter_reminder_only_while_open")
    return [SlotSet(PENDING, None), SlotSet(LAST, {"id": reminder.id, "at": now().isoformat()})]


class ListReminders(CoachAction):
    """Lists the lifter's reminders."""

    def name(self) -> str:
        return "action_list_reminders"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        active = services.services().stores.reminders.reminders(lifter_of(tracker).id)
        if active:
            dispatcher.utter_message(response="utter_reminders", reminders=lines(active, now()))
        else:
            dispatcher.utter_message(response="utter_reminders_none")
        return []


class StopReminders(CoachAction):
    """Stops all reminders, or those that are named; drops one that is not finished yet."""

    def name(self) -> str:
        return "action_stop_reminders"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        said, lifter = read_reminder_times(words_of(tracker)), lifter_of(tracker).id
        store = services.services().stores.reminders
        active = store.reminders(lifter)
        if waiting(tracker) and not (said.is_wish or said.is_of_all or said.chosen_weekdays or said.chosen_times):
            dispatcher.utter_message(response="utter_reminder_dropped")
            return [SlotSet(PENDING, None)]
        if not active:
            dispatcher.utter_message(response="utter_reminders_none")
            return [SlotSet(PENDING, None)]
        pressed = value_of(tracker, CHOICE)
        named = [each for each in active if each.id == pressed] if pressed else to_end(active, said)
        days = () if pressed else days_to_end(said)
        is_unclear = said.is_of_one or (said.is_keeping and not days)
        if is_unclear and not pressed and len(named) > 1:
            buttons = choices("request_stop_reminders", named)
            dispatcher.utter_message(response="utter_which_reminder_to_stop", buttons=buttons)
            return []
        if not named:
            dispatcher.utter_message(response="utter_reminder_not_found", reminders=lines(active, now()))
            return []
        stop(dispatcher, lifter, days, named, len(active))
        return [SlotSet(PENDING, None)]


def stop(
    dispatcher: CollectingDispatcher, lifter: str, days: tuple[int, ...], named: list[Reminder], active: int
) -> None:
    """Stop reminders, or some days of theirs, and say what is left."""
    store = services.services().stores.reminders
    shorter = [kept for each in named if (kept := without_days(each, days, now()))]
    gone = [each for each in named if each.id not in {kept.id for kept in shorter}]
    for each in shorter:
        store.keep(each)
    store.stop(lifter, [each.id for each in gone])
    if len(gone) == active:
        dispatcher.utter_message(response="utter_reminders_stopped")
        return
    dispatcher.utter_message(response="utter_reminders_left", reminders=lines(store.reminders(lifter), now()))


def waits(draft: Draft) -> Events:
    """The events that keep an unfinished reminder."""
    return [SlotSet(PENDING, {"draft": draft.as_slot(), "at": now().isoformat()})]


def waiting(tracker: Tracker) -> Draft | None:
    """The unfinished reminder of this conversation, unless it has waited for too long."""
    kept = _fresh(tracker.get_slot(PENDING))
    return Draft.from_slot(kept["draft"]) if kept else None


def _fresh(kept: dict[str, Any] | None) -> dict[str, Any] | None:
    return kept if kept and now() - datetime.fromisoformat(kept["at"]) <= WAITS else None


def accepted(tracker: Tracker, draft: Draft) -> Draft:
    """The draft with the days that were proposed, if the lifter says yes."""
    is_yes = tracker.latest_message.get("intent", {}).get("name") == "affirm" or value_of(tracker, "reminder_yes")
    return draft.with_proposed() if is_yes else draft


def is_change(said: ReminderTimes, tracker: Tracker, active: tuple[Reminder, ...]) -> bool:
    """Whether a reminder that is there is to become another one, rather than a new one to be made."""
    if not active:
        return False
    says_all = bool(said.weekdays or said.on_training_days) and bool(said.times or said.open_times)
    if said.is_change or said.chosen_weekdays or said.chosen_times:
        return True
    is_about_last = said.is_all and not said.is_wish and _fresh(tracker.get_slot(LAST)) is not None
    return not says_all and (is_about_last or said.is_addition)


def meant(said: ReminderTimes, tracker: Tracker, active: tuple[Reminder, ...]) -> tuple[Reminder, ...]:
    """The reminders that may be meant; one, if it is clear."""
    if pressed := value_of(tracker, CHOICE):
        return tuple(each for each in active if each.id == pressed)
    if said.chosen_weekdays or said.chosen_times:
        return tuple(to_change(active, said))
    last = _fresh(tracker.get_slot(LAST))
    return tuple(each for each in active if last and each.id == last["id"]) or active


def ask_which(dispatcher: CollectingDispatcher, which: tuple[Reminder, ...], words: str) -> Events:
    """Ask which reminder is to be changed; the answer carries the words along."""
    buttons = choices("request_reminder", which, words)
    dispatcher.utter_message(response="utter_which_reminder", buttons=buttons)
    return []


def _when(reminder: Reminder) -> tuple[Any, ...]:
    return sorted(reminder.weekdays), reminder.local_time, reminder.zone, reminder.conversation

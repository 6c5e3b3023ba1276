"""What is asked about a reminder, and its buttons. A button carries words that are read as if they were typed."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, time

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.reminders.draft import Asked, Draft, in_half
from bot.reminders.words import days_in_words, in_words, next_in_words, time_in_words, zone_in_words
from bot.store.log_records import Reminder

MOST_ACTIVE = 5
MOST_BUTTONS = 4
CHOICE, WORDS = "reminder", "reminder_words"
USUAL_TIMES = (time(7), time(12), time(18))
MOST_WORDS = 200
Buttons = list[dict[str, str]]


def words_of(tracker: Tracker) -> str:
    """What the lifter says: the words that a button carries, or the message."""
    return value_of(tracker, WORDS) or tracker.latest_message.get("text") or ""


def value_of(tracker: Tracker, entity: str) -> str:
    """The value of an entity that only buttons have; "" without one."""
    entities = tracker.latest_message.get("entities") or ()
    return next((str(each["value"]) for each in entities if each["entity"] == entity), "")


def ask(dispatcher: CollectingDispatcher, missing: Asked, draft: Draft) -> None:
    """Ask for what a draft lacks."""
    if missing is Asked.ONCE and not draft.proposed:
        dispatcher.utter_message(response="utter_ask_reminder_once_days")
        return
    values = {"days": days_in_words(draft.proposed)} if draft.proposed else {}
    if missing is Asked.HALF and draft.open_at:
        values = {"early": time_in_words(draft.open_at), "late": time_in_words(in_half(draft.open_at, "pm"))}
    dispatcher.utter_message(response=f"utter_ask_reminder_{missing}", buttons=_buttons(missing, draft), **values)


def _buttons(missing: Asked, draft: Draft) -> Buttons:
    """The buttons that depend on what was said; others are written beside the words."""
    if missing is Asked.ZONE:
        return [button(zone_in_words(zone), "request_reminder", words=zone) for zone in draft.zones[:MOST_BUTTONS]]
    times: dict[Asked, Sequence[time]] = {Asked.TIME: USUAL_TIMES, Asked.RELATIVE: USUAL_TIMES}
    times[Asked.SEVERAL] = draft.several[:MOST_BUTTONS]
    if draft.open_at:
        times[Asked.HALF] = (draft.open_at, in_half(draft.open_at, "pm"))
    in_digits = [time_in_words(each) for each in times.get(missing, ())]
    return [button(each, "request_reminder", words=each) for each in in_digits]


def button(title: str, intent: str, *, words: str = "", **entities: str) -> dict[str, str]:
    """A button; `words` are read in place of what is typed."""
    given = entities | ({WORDS: words[:MOST_WORDS]} if words else {})
    return {"title": title, "payload": f"/{intent}{json.dumps(given)}"}


def choices(intent: str, reminders: Iterable[Reminder], words: str = "") -> Buttons:
    """A button for each reminder."""
    return [button(in_words(each), intent, words=words, reminder=each.id) for each in reminders]


def lines(reminders: Iterable[Reminder], now: datetime) -> str:
    """Reminders, one line each, with the day on which each comes next."""
    return "\n".join(f"- {in_words(each)}, next {next_in_words(each, now)}" for each in reminders)

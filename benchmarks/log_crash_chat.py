"""Kills a coach while it logs what it is told, again and again, and looks for what it had answered.

    .venv/bin/python -m benchmarks.log_crash_chat                200 kills, SQLite in a temporary folder
    .venv/bin/python -m benchmarks.log_crash_chat --kills 50 --seed 2

Like benchmarks.log_crash, but through the chat: a child process tells one workout after the other to the actions of the
log, as the Coach calls them (what a message is beside the log decides `in_context`), and acknowledges each message when
it is answered. It is killed (SIGKILL) at a random moment. The next child gets the last messages again with their ids,
as a channel sends what was not acknowledged, in a conversation that knows nothing of them. In turn the messages begin a
workout, add to it, add what is asked about first and answered next. At the end every acknowledged message must be in
the store once, with all its sets. The model that reads intents is left out: it does not take part in logging.
"""

import asyncio
import os
import random
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import bot.store.migrations  # noqa: F401  else every child would spend its life importing it
from actions import services
from actions.advice import ACTIONS
from actions.lift_log_answer import AnswerLog
from actions.lifter import today
from actions.services import Downloads, Services, utc_now
from benchmarks import killing
from benchmarks.killing import kill_a_child, run
from benchmarks.log_crash import REPEATED, SETS
from bot.dialogue.context import in_context
from bot.dialogue.log_context import ANSWER
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.store.sql import open_stores

CONVERSATION = "web:crash"
LATEST_KILL_SECONDS = 2.0
SLOTS = ("mass_unit", "last_log", "pending_log", "last_topics", "body_mass", "one_rep_maxes", "program_day")
LOG_ACTION = next(each for each in ACTIONS if each().topic == "report_workout")


@dataclass(frozen=True, kw_only=True)
class Outcome(killing.Outcome):
    """What was found after all kills."""

    before_a_message: int


class Chat:
    """A conversation about the log, without a model."""

    def __init__(self, conversation: str) -> None:
        self._name = conversation
        slots = [AnySlot(name, [{"type": "custom"}], influence_conversation=False) for name in SLOTS]
        self.tracker = DialogueStateTracker.from_events(conversation, [], slots=slots)

    def say(self, text: str, message_id: str) -> list[str]:
        """Tells a message; the names of the responses."""
        reading = {"text": text, "intent": {"name": "inform", "confidence": 1.0}, "entities": [], "topics": []}
        reading = in_context(reading, self.tracker, today()) | {"message_id": message_id}
        self.tracker.update(UserUttered(text, reading["intent"], [], reading))
        action = AnswerLog() if reading["intent"]["name"] == ANSWER else LOG_ACTION()
        sdk = Tracker(self._name, dict(self.tracker.current_slot_values()), reading, [], False, None, {}, "")
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, sdk, {}))
        for event in events:
            if event["event"] == "slot" and event["name"] in SLOTS:
                self.tracker.update(SlotSet(event["name"], event["value"]))
        return [str(each["response"]) for each in dispatcher.messages]


def services_with(stores: Stores) -> Services:
    """What the actions have, with these stores."""
    return Services(Downloads(Path(tempfile.gettempdir())), stores, ZoneInfo("UTC"), utc_now)


def sets_of(number: int) -> tuple[int, float]:
    """Reps and load in kg of the sets of a message."""
    return number % 20 + 1, 20 + number // 20 * 0.5


def told(number: int) -> list[tuple[str, str]]:
    """The messages of a number with their ids: its load and reps tell it from all others.

    Every third is doubtful, and answered by a second message.
    """
    reps, load = sets_of(number)
    if number % 3 == 2:
        return [(f"did 3 sets of bench with {load}kg", f"m{number}"), (f"{reps}", f"m{number} answered")]
    first = "then squat" if number % 3 else "did squat"
    return [(f"{first} {load}kg 3 sets of {reps}", f"m{number}")]


def log(url: str, first: int, acknowledgements: int) -> None:
    """Tells message after message, and the number of those that are answered."""
    with services.using(services_with(open_stores(url))):
        tell(first, acknowledgements)


def tell(first: int, acknowledgements: int) -> None:
    """The same, with the services that there are."""
    chat, number = Chat(CONVERSATION), first
    while True:
        for text, message_id in told(number):
            responses = chat.say(text, message_id)
            if "utter_action_failed" in responses:
                raise RuntimeError(f"{text}: {responses}")
        number += 1
        os.write(acknowledgements, b"%d\n" % number)


def warm_up() -> None:
    """Reads what is read once, so that children need not: else most kills would hit that."""
    chat = Chat("web:warm")
    with services.using(services_with(memory_stores())):
        for text, message_id in (*told(0), *told(1), *told(2)):
            chat.say(text, message_id)


def crash(url: str, kills: int, seed: int) -> Outcome:
    """Kills children that log, and says what is left of what they answered."""
    warm_up()
    chance, acknowledged, without = random.Random(seed), 0, 0
    for _ in range(kills):
        first = max(0, acknowledged - REPEATED)
        done = kill_a_child(partial(log, url, first), chance.uniform(0, LATEST_KILL_SECONDS))
        without += not done
        acknowledged = max(acknowledged, done)
    return look(url, kills, without, acknowledged)


def look(url: str, kills: int, without: int, acknowledged: int) -> Outcome:
    """Counts the sets of each message."""
    stores = open_stores(url)
    lifter = stores.lifters.lifter_of(CONVERSATION, utc_now()).id
    found = Counter((each.reps, each.load_kg) for workout in stores.log.workouts(lifter) for each in workout.sets)
    counts = [found[sets_of(number)] for number in range(acknowledged)]
    return Outcome(
        kills=kills, before_a_message=without, acknowledged=acknowledged,
        lost=sum(count == 0 for count in counts),
        doubled=sum(count > SETS for count in found.values()),
        in_part=sum(0 < count < SETS for count in counts),
    )  # fmt: skip


def _report(found: Outcome) -> Mapping[str, object]:
    return {
        "kills": f"{found.kills}, {found.before_a_message} of them before a message was answered",
        "acknowledged": f"{found.acknowledged} messages, {SETS * found.acknowledged} sets",
        **found.what_is_wrong,
    }


if __name__ == "__main__":
    run(__doc__, crash, _report)

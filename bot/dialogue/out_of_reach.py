"""What is answered while conversations cannot be read or kept: that this is so, and red flags all the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.answer import Turn
from bot.dialogue.kept_trackers import KeptTrackers
from bot.dialogue.safety import SLOT, graver, stop_for
from bot.dialogue.voice import Voice

NO_NOTES = "utter_notes_out_of_reach"
ERROR = "The conversation cannot be read or kept just now."


class OutOfReach:
    """Answers without a conversation. Of what is said meanwhile only a red flag is remembered, until it is kept."""

    def __init__(self, voice: Voice, trackers: KeptTrackers) -> None:
        self._voice, self._trackers = voice, trackers
        self._stops: dict[str, Mapping[str, str]] = {}

    def stop_in(self, tracker: DialogueStateTracker) -> Mapping[str, str] | None:
        """The red flag that stands in a conversation, kept or not."""
        return graver(self._stops.get(tracker.sender_id), tracker.get_slot(SLOT))

    def recall(self, tracker: DialogueStateTracker) -> None:
        """Lets a red flag stand that could not be kept."""
        stop = self.stop_in(tracker)
        if stop != tracker.get_slot(SLOT):
            tracker.update(SlotSet(SLOT, stop))

    def forget(self, conversation: str) -> None:
        """A red flag was kept, or no longer stands."""
        self._stops.pop(conversation, None)

    async def unkept(self, conversation: str, turn: Turn) -> Turn:
        """The answer of a turn that could not be kept: nothing of it but a red flag's."""
        flags = [event.value for event in turn.events if _is_flag(event)]
        if "stopped_by" not in turn.reading or None in flags:
            return await self._no_notes(conversation, turn.reading)
        self._remember(conversation, turn.events)
        is_standing = conversation in self._stops or turn.had_stop
        no_notes = await self._no_notes(conversation, turn.reading)
        replies = turn.replies[:1] if is_standing else (turn.replies[0], *no_notes.replies)
        return Turn(turn.reading, replies, error=ERROR)

    async def without_notes(self, conversation: str, said: str, reading: dict[str, Any]) -> Turn:
        """The answer to a message whose conversation cannot be read. `reading` is Rasa's parse data."""
        tracker = self._trackers.blank(conversation)
        self.recall(tracker)
        no_notes = await self._no_notes(conversation, reading)
        stop = stop_for(said, reading, tracker)
        if stop is None or any(_is_flag(event) and event.value is None for event in stop.events):
            return no_notes
        self._remember(conversation, stop.events)
        warning = await self._voice.reply(tracker, stop.response)
        is_standing = conversation in self._stops
        stopped = reading | {"intent": {"name": "report_red_flag", "confidence": 1.0}, "stopped_by": (stop.topic,)}
        return Turn(stopped, (warning,) if is_standing else (warning, *no_notes.replies), error=ERROR)

    async def _no_notes(self, conversation: str, reading: dict[str, Any]) -> Turn:
        words = await self._voice.reply(self._trackers.blank(conversation), NO_NOTES)
        return Turn(reading, (words,), error=ERROR)

    def _remember(self, conversation: str, events: list[Event] | tuple[Event, ...]) -> None:
        for event in events:
            if _is_flag(event) and event.value:
                self._stops[conversation] = graver(self._stops.get(conversation), event.value) or event.value


def lacked_notes(events: Iterable[Event]) -> bool:
    """Whether an action in a turn could not reach the store: what it did is not known, so the turn does not count."""
    return any(isinstance(event, BotUttered) and event.metadata.get("utter_action") == NO_NOTES for event in events)


def _is_flag(event: Event) -> bool:
    return isinstance(event, SlotSet) and event.key == SLOT

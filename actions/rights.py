"""A lifter's rights in the chat: all that is kept to take away, or deleted after one question."""

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import CoachAction, Events, logger
from actions.files import keep_files
from actions.kept import what_is_deleted
from actions.lifter import command_of, lifter_of
from bot.rights.archive import write_archive
from bot.rights.erase import erase
from bot.rights.errors import UnfinishedError

FILE = "spotter-export.zip"
ACTOR = "lifter"
ASKED = "erase_asked"
"""The slot: the message that asked to delete everything, until it is answered. See bot/dialogue/erase_context.py."""


class ExportData(CoachAction):
    """Puts everything that is kept into a file, and says where it is."""

    def name(self) -> str:
        return "action_export_data"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        here, lifter = services.services(), lifter_of(tracker).id
        records = here.stores.rights.export(lifter, here.now(), ACTOR)
        content = write_archive(records, here.now().astimezone(here.zone))
        place = keep_files({FILE: content}, lifter)[FILE]
        dispatcher.utter_message(response="utter_export", place=place)
        return []


class AskErase(CoachAction):
    """Says what would be deleted, and asks once. A form that was open is left."""

    def name(self) -> str:
        return "action_ask_erase"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        kept = what_is_deleted(services.services().stores, lifter_of(tracker).id)
        dispatcher.utter_message(response="utter_ask_erase", kept=kept)
        return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(ASKED, command_of(tracker))]


class Erase(CoachAction):
    """Deletes everything, if that was asked; the coach then drops the conversation."""

    def name(self) -> str:
        return "action_erase"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if not tracker.get_slot(ASKED):
            return AskErase().act(dispatcher, tracker)
        here, lifter = services.services(), lifter_of(tracker).id
        response = "utter_erased"
        try:
            erase(here.stores, here.downloads, lifter, here.now(), ACTOR, here.history_file)
        except UnfinishedError as error:
            logger.error("%s", error)  # names files and an id, and nothing that was in them
            response = "utter_erased_but_traces"
        dispatcher.utter_message(response=response)
        return [SlotSet("erased", True)]


class KeepEverything(CoachAction):
    """Nothing is deleted."""

    def name(self) -> str:
        return "action_keep_everything"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_kept_everything")
        return [SlotSet(ASKED, None)]

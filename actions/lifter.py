"""Who is talking, and what that is worth: the lifter behind a conversation, the day it is there, the message's id."""

from datetime import date, datetime

from rasa_sdk import Tracker

from actions import services
from bot.store.log_records import Lifter


def lifter_of(tracker: Tracker) -> Lifter:
    """The lifter that this conversation belongs to. Raises StoreError."""
    here = services.services()
    return here.stores.lifters.lifter_of(tracker.sender_id, here.now())


def now() -> datetime:
    """The moment that it is, in UTC."""
    return services.services().now()


def today() -> date:
    """The lifter's own date."""
    here = services.services()
    return here.now().astimezone(here.zone).date()


def command_of(tracker: Tracker) -> str:
    """The id of the latest message: what a change of the log is known by, so that it is made once."""
    return str(tracker.latest_message["message_id"])

"""What a trainer agreed with the lifter, and holds today."""

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.lifter import today
from bot.coaching.terms import BodyPart
from bot.handover.holding import complaints_on
from bot.handover.words import say
from bot.wording import listed, name


def agreed_complaints(tracker: Tracker) -> tuple[BodyPart, ...]:
    """The parts of the body that are to be trained around; nobody is made for it. Raises StoreError."""
    stores = services.services().stores
    lifter = stores.lifters.find(tracker.sender_id)
    return complaints_on(stores.handovers.of_lifter(lifter.id), today()) if lifter else ()


def without_agreed(dispatcher: CollectingDispatcher, tracker: Tracker, parts: Sequence[str]) -> tuple[str, ...]:
    """Those of some parts that are over when the lifter says so; of those agreed with a trainer, that they stay."""
    held = set(agreed_complaints(tracker)) & set(parts)
    if held:
        dispatcher.utter_message(text=say("agreed.stays", parts=listed(map(name, sorted(held)))))
    return tuple(each for each in parts if each not in held)

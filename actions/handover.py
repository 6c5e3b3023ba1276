"""A trainer: asked for, called off, looked after, rated. What is said comes from bot/handover/reception.py."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import CoachAction, Events
from actions.lifter import lifter_of, now
from actions.reminder_asking import button, value_of
from bot.handover.matching import Need
from bot.handover.offers_made import ASKED, OFFERS, with_offer
from bot.handover.reception import Reception, Saying, at_the_desk
from bot.store.handover_records import HandoverReason, HandoverState

REASON, SHOWS, WANTED, CHOICE, RATING = (
    "handover_reason", "handover_shows", "handover_wanted", "handover_choice", "handover_rating",
)  # fmt: skip
"""Entities that only buttons carry."""
YES, GOOD = "yes", "good"


class RequestTrainer(CoachAction):
    """Says who it would be, when and why, asks what they may see, and asks for them; one at a time."""

    def name(self) -> str:
        return "action_request_trainer"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, where = _desk(tracker), tracker.sender_id
        if desk is None:
            return _say(dispatcher, at_the_desk(services.services().gym))
        if status := desk.status(where, tracker.get_slot):
            return _say(dispatcher, status)
        need = desk.need(where, _reason(tracker) or HandoverReason.ASKED, tracker.get_slot, value_of(tracker, WANTED))
        if value_of(tracker, CHOICE):
            return _choose(dispatcher, desk, need)
        if shows := value_of(tracker, SHOWS):
            handover, said = desk.ask(where, need, passes_on=shows == YES)
            return [*_say(dispatcher, said), SlotSet(ASKED, handover.id)]
        return _say(dispatcher, *desk.offer(need))


class TellHandoverStatus(CoachAction):
    """How far it is with the trainer who was asked for."""

    def name(self) -> str:
        return "action_tell_handover_status"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk = _desk(tracker)
        where = tracker.sender_id
        status = (desk.status(where, tracker.get_slot) or desk.last_time(where)) if desk else None
        return _say(dispatcher, status or Saying("utter_no_trainer_asked"))


class CancelHandover(CoachAction):
    """Calls a trainer off, or takes a no to the offer of one: it is not made again for a while."""

    def name(self) -> str:
        return "action_cancel_handover"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, reason = _desk(tracker), _reason(tracker)
        if desk and (said := desk.cancel(tracker.sender_id)):
            return [*_say(dispatcher, said), SlotSet(ASKED, None)]
        if reason is None and tracker.get_slot(ASKED):  # it has ended meanwhile
            return [*_say(dispatcher, Saying("utter_stopped")), SlotSet(ASKED, None)]
        if reason is None:
            return _say(dispatcher, Saying("utter_no_trainer_to_call_off"))
        declined = with_offer(tracker.get_slot(OFFERS), reason, now(), is_declined=True)
        return [*_say(dispatcher, Saying("utter_trainer_declined")), SlotSet(OFFERS, declined)]


class RateHandover(CoachAction):
    """Keeps how the last talk with a trainer in this conversation was: one tap."""

    def name(self) -> str:
        return "action_rate_handover"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        store, lifter = services.services().stores.handovers, lifter_of(tracker).id
        ended = [
            each
            for each in store.of_lifter(lifter)
            if each.conversation == tracker.sender_id and each.state is HandoverState.CLOSED
        ]
        is_good = value_of(tracker, RATING) == GOOD
        if not ended or not store.rate(ended[-1].id, int(is_good)):
            return _say(dispatcher, Saying("utter_rated_nothing"))
        return [
            *_say(dispatcher, Saying("utter_rated_good" if is_good else "utter_rated_not_good")),
            SlotSet(ASKED, None),
        ]


def _choose(dispatcher: CollectingDispatcher, desk: Reception, need: Need) -> Events:
    """Who is free now, each with a button; if nobody is any more, what is so instead."""
    said, trainers = desk.choice(need)
    if not trainers:
        return _say(dispatcher, *desk.offer(need))
    ask = {REASON: need.reason.value}
    buttons = [button(each.name, "request_trainer", **ask, **{WANTED: each.id}) for each in trainers]
    dispatcher.utter_message(response=said.response, buttons=buttons, **said.values)
    return []


def _desk(tracker: Tracker) -> Reception | None:
    """Where trainers are asked for; None where nobody could take over."""
    reception = services.services().reception
    return reception if reception and reception.serves(tracker.sender_id) else None


def _reason(tracker: Tracker) -> HandoverReason | None:
    """The reason that a button carries."""
    said = value_of(tracker, REASON)
    return HandoverReason(said) if said else None


def _say(dispatcher: CollectingDispatcher, *sayings: Saying) -> Events:
    for each in sayings:
        dispatcher.utter_message(response=each.response, **each.values)
    return []

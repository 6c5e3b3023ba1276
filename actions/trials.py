"""Trials in the chat: asked for, told about and called off. What is missing is asked, and waits in a slot."""

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.advice import answer, topics_asked
from actions.base import CoachAction, Events
from actions.files import keep_files
from actions.lifter import command_of, lifter_of, now
from actions.reminder_asking import value_of
from actions.slots import carried_over
from actions.trial_asking import (
    TRIAL,
    WORDS,
    YES,
    ask_for_times,
    ask_what_lacks,
    ask_yes,
    button,
    diary,
    no_trials_here,
    tell_open,
)  # fmt: skip
from actions.trial_draft import Draft, dropped, waiting, waits
from bot.handover.booking import request
from bot.handover.booking_choice import choose
from bot.handover.booking_file import for_lifter
from bot.handover.booking_kept import booking_of
from bot.handover.booking_names import named_trainer, without_name
from bot.handover.booking_open import open_trials, status_text
from bot.handover.booking_text import asked_text, booked_text
from bot.handover.errors import BookingError
from bot.handover.gym import Gym, Offer
from bot.handover.words import say
from bot.nlu.trial_times import read_trial_times
from bot.reminders.ids import id_of
from bot.store.trial_records import Trial, TrialState

FILE = "trial.ics"
ASKING = re.compile(r"\b(?:how|what|which|why|should|whats)\b", re.IGNORECASE)
"""Without such a word days and hours are what looks like a topic."""


class RequestTrial(CoachAction):
    """Asks when a trial would suit, says back what can be had, and on a yes asks the trainers for it."""

    def name(self) -> str:
        return "action_request_trial"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        gym = services.services().gym
        if gym is None or gym.offer is None:
            no_trials_here(dispatcher, gym)
            return dropped()
        draft = waiting(tracker)
        if value_of(tracker, YES) and draft and draft.walls:
            return keep(dispatcher, tracker, draft, gym, gym.offer)
        events = go_on(dispatcher, tracker, draft, gym)
        asked = topics_asked(tracker) if ASKING.search(tracker.latest_message.get("text") or "") else []
        return [*events, *(answer(dispatcher, tracker, asked, carried_over(tracker)) if asked else ())]


def go_on(dispatcher: CollectingDispatcher, tracker: Tracker, draft: Draft | None, gym: Gym) -> Events:
    """Take what is said into a draft; then say it back, or ask for what it lacks."""
    words = value_of(tracker, WORDS) or tracker.latest_message.get("text") or ""
    trainer = named_trainer(words, gym)
    said = read_trial_times(without_name(words, trainer), now().astimezone(gym.zone).date())
    there = mine(tracker)
    if draft is None and there and not said.says_when and not said.wants_others:
        tell_open(dispatcher, there, gym)
        return []
    draft, is_new = draft or Draft(), draft is None
    who = trainer.id if trainer else draft.trainer
    wanted = draft.wanted(said)
    if said.is_unsure or not wanted:
        told = Draft(draft.kept(words), said.days or draft.days, said.spans or draft.spans, who)
        if said.wants_others:
            told = Draft(trainer=who)
        ask_what_lacks(dispatcher, told, said, gym, is_new=is_new)
        return waits(told)
    choice = choose(wanted, who, diary(gym))
    walls = tuple(dict.fromkeys((*draft.kept(words), *choice.walls)))[:3]
    told = Draft(walls, trainer=who)
    if not walls:
        ask_for_times(dispatcher, told, gym, " ".join(choice.refused))
    else:
        ask_yes(dispatcher, told, gym, choice)
    return waits(told)


def keep(dispatcher: CollectingDispatcher, tracker: Tracker, draft: Draft, gym: Gym, offer: Offer) -> Events:
    """Ask the trainers for a trial; if a time was taken meanwhile, say so and ask again."""
    lifter, here = lifter_of(tracker).id, diary(gym)
    try:
        asked = request(id_of(lifter, command_of(tracker)), draft.walls, draft.trainer, here)
    except BookingError as error:
        return again(dispatcher, draft, gym, str(error))
    services.services().stores.trials.ask(
        Trial(asked.id, tracker.sender_id, lifter, asked.asked_at, asked.times, asked.minutes, asked.trainer)
    )
    dispatcher.utter_message(response="utter_trial_asked", told=asked_text(asked, gym, offer, here.now))
    return dropped()


def again(dispatcher: CollectingDispatcher, draft: Draft, gym: Gym, told: str) -> Events:
    """Say why it cannot be so, and ask for other times."""
    empty = Draft(trainer=draft.trainer)
    ask_for_times(dispatcher, empty, gym, told)
    return waits(empty)


def mine(tracker: Tracker) -> tuple[Trial, ...]:
    """The lifter's trials that are open."""
    return open_trials(services.services().stores.trials.of_lifter(lifter_of(tracker).id), now())


class TellTrial(CoachAction):
    """Says how the lifter's trial stands."""

    def name(self) -> str:
        return "action_tell_trial"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        gym = services.services().gym
        if gym is None:
            no_trials_here(dispatcher, gym)
            return []
        found = mine(tracker)
        if found:
            tell_open(dispatcher, found, gym)
            return []
        latest = services.services().stores.trials.of_lifter(lifter_of(tracker).id)[-1:]
        is_declined = latest and latest[0].state is TrialState.DECLINED
        told = status_text(latest[0], gym, now()) if is_declined else say("booking.none")
        dispatcher.utter_message(response="utter_trial_none", told=told)
        return []


class CancelTrial(CoachAction):
    """Calls a trial off; one that is booked only after a yes. Drops what is not asked for yet."""

    def name(self) -> str:
        return "action_cancel_trial"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        gym, pressed = services.services().gym, value_of(tracker, TRIAL)
        found = mine(tracker)
        if waiting(tracker) and not pressed:
            dispatcher.utter_message(response="utter_trial_told", told=say("booking.dropped"))
            return dropped()
        which = [each for each in found if not pressed or each.id == pressed]
        if gym is None or not which:
            dispatcher.utter_message(response="utter_trial_told", told=say("booking.cannot_call_off"))
            return []
        if pressed or (len(which) == 1 and which[0].state is TrialState.ASKED and not names_a_day(tracker, gym)):
            call_off(dispatcher, which[0], gym)
            return []
        for each in which:
            buttons = [
                button(say("booking.yes_off"), "request_cancel_trial", **{TRIAL: each.id}),
                button(say("booking.no_off"), "ask_trial"),
            ]
            told = f"{status_text(each, gym, now())} {say('booking.ask_off')}"
            dispatcher.utter_message(response="utter_trial_told", told=told, buttons=buttons)
        return []


def names_a_day(tracker: Tracker, gym: Gym) -> bool:
    """Whether a message is about one of several times: "I can't on Tuesday"."""
    text = tracker.latest_message.get("text") or ""
    return read_trial_times(text, now().astimezone(gym.zone).date()).says_when


def call_off(dispatcher: CollectingDispatcher, trial: Trial, gym: Gym) -> None:
    """Call one off, with the file that takes it out of the calendar."""
    here = services.services()
    here.stores.trials.cancel(trial.id, now())
    found = here.stores.trials.find(trial.id)
    booking = booking_of(found) if found else None
    if not (found and booking and gym.offer):
        dispatcher.utter_message(response="utter_trial_told", told=say("booking.called_off"))
        return
    places = keep_files({FILE: for_lifter(booking, gym, gym.offer)}, trial.lifter)
    told = f"{booked_text(booking, gym, gym.offer, now())} {places[FILE]}"
    dispatcher.utter_message(response="utter_trial_told", told=told)

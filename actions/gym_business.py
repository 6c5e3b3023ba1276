"""Questions about the gym: answered from the gym's file as far as it has the answer, else passed on to its team."""

from collections.abc import Iterator

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import CoachAction, Events
from actions.lifter import now
from actions.trial_asking import ASK, button
from bot.handover.booking_names import named_trainer
from bot.handover.booking_text import about_offer
from bot.handover.business import (
    address_answer,
    contact_answer,
    holidays_text,
    hours_text,
    languages_in,
    now_text,
    trainer_hours_text,
    trainers_text,
    unknown_text,
)
from bot.handover.gym import Gym
from bot.handover.terms import Speciality
from bot.handover.words import say
from bot.nlu.gym_questions import Asked, GymQuestion, read_gym_question

IN_THE_FILE = (Asked.HOURS, Asked.CONTACT, Asked.ADDRESS, Asked.TRAINERS, Asked.OFFER)


class GymBusiness(CoachAction):
    """Answers from the gym's file; says so where it does not have the answer, and who has."""

    def name(self) -> str:
        return "action_gym_business"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        gym = services.services().gym
        if gym is None:
            dispatcher.utter_message(response="utter_gym_business")
            return []
        text = tracker.latest_message.get("text") or ""
        question = read_gym_question(text, now().astimezone(gym.zone).date())
        told = "\n".join(answers(question, gym, text))
        trial = [button(say("booking.book"), ASK)] if gym.offer else []
        dispatcher.utter_message(response="utter_gym_told", told=told, buttons=trial)
        return []


def answers(question: GymQuestion, gym: Gym, text: str) -> Iterator[str]:
    """What is asked, from the file; then what is not in it."""
    trainer = named_trainer(text, gym)
    is_of_trainer = trainer and not {*question.asked} - {Asked.HOURS, Asked.TRAINERS}
    if trainer and is_of_trainer:
        yield trainer_hours_text(trainer)
        return
    if Asked.HOURS in question.asked:
        yield _hours(question, gym)
    if Asked.OFFER in question.asked or (question.is_of_any_price and gym.offer):
        yield about_offer(gym.offer) if gym.offer else say("business.no_offer")
    if Asked.TRAINERS in question.asked:
        yield trainers_text(gym, [Speciality(each) for each in question.specialities], languages_in(text))
    if Asked.CONTACT in question.asked:
        yield contact_answer(gym)
    elif Asked.ADDRESS in question.asked:
        yield address_answer(gym)
    unknown = [each for each in question.asked if each not in IN_THE_FILE]
    if unknown or not question.asked:
        yield unknown_text(gym, unknown)
    if Asked.RULES in unknown or not question.asked:
        yield say("business.manners")


def _hours(question: GymQuestion, gym: Gym) -> str:
    if question.is_of_holidays:
        return holidays_text(gym, now())
    if question.is_now and not question.days:
        return now_text(gym, now())
    return hours_text(gym, question.days, now(), is_feast=question.has_feast)

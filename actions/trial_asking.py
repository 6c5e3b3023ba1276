"""What is asked and said about a trial, and its buttons. A button carries words that are read as if they were typed."""

import json
from collections.abc import Iterable

from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.lifter import now
from actions.trial_draft import Draft
from bot.handover.booking import Diary, Wall
from bot.handover.booking_choice import Choice, suggestions
from bot.handover.booking_kept import diary_of
from bot.handover.booking_open import status_text
from bot.handover.booking_text import OR, about_offer
from bot.handover.gym import Gym
from bot.handover.hours import clock
from bot.handover.matching_text import contact_text
from bot.handover.when import day_text
from bot.handover.words import say
from bot.nlu.trial_times import TrialTimes
from bot.store.trial_records import Trial

TRIAL, WORDS, YES = "trial", "trial_words", "trial_yes"
ASK, CANCEL = "request_trial", "request_cancel_trial"
FEW = 2
"""So many days are named when their time is asked for."""
Buttons = list[dict[str, str]]


def diary(gym: Gym) -> Diary:
    """The gym's diary as it is now."""
    return diary_of(gym, services.services().stores.trials.since(now()), now())


def no_trials_here(dispatcher: CollectingDispatcher, gym: Gym | None) -> None:
    """Say where to ask, as there is nothing to book."""
    told = say("booking.ask_there", contact=contact_text(gym.contact)) if gym else say("booking.ask_at_the_desk")
    dispatcher.utter_message(response="utter_trial_told", told=told)


def ask_what_lacks(dispatcher: CollectingDispatcher, draft: Draft, said: TrialTimes, gym: Gym, *, is_new: bool) -> None:
    """Ask for the month, the time, the day, or all of it; with the offer where it was not shown yet."""
    about = about_offer(gym.offer) if is_new and gym.offer else ""
    if said.is_unsure:
        ask_for_times(dispatcher, draft, gym, about, say("booking.unsure_date"))
    elif len(draft.days) > FEW:
        ask_for_times(dispatcher, draft, gym, about, say("booking.which_time_of_day"))
    elif draft.days:
        today = now().astimezone(gym.zone).date()
        days = OR.join(day_text(each, today) for each in draft.days)
        ask_for_times(dispatcher, draft, gym, about, say("booking.which_time", days=days))
    elif draft.spans:
        ask_for_times(dispatcher, draft, gym, about, say("booking.which_day"))
    else:
        ask_for_times(dispatcher, draft, gym, about)


def ask_for_times(dispatcher: CollectingDispatcher, draft: Draft, gym: Gym, told: str, question: str = "") -> None:
    """Ask when it would suit; a few times that can be had are buttons."""
    trainer = gym.trainer(draft.trainer or "")
    usual = say("booking.when_with", trainer=trainer.name) if trainer else say("booking.when")
    walls = suggestions(draft.trainer, diary(gym), draft.days)
    buttons = [button(wall_text(each, gym), ASK, **{WORDS: _typed(each)}) for each in walls]
    words = "\n".join(filter(None, (told, question or usual)))
    dispatcher.utter_message(response="utter_trial_ask_times", told=words, buttons=buttons)


def ask_yes(dispatcher: CollectingDispatcher, draft: Draft, gym: Gym, choice: Choice) -> None:
    """Say back what can be had, behind what cannot, and ask whether it is meant."""
    trainer, offer = gym.trainer(draft.trainer or ""), gym.offer
    values = {
        "times": walls_text(draft.walls, gym),
        "offer": offer.name if offer else "",
        "price": offer.price if offer else "",
    }
    asked = say("booking.with_whom", trainer=trainer.name, **values) if trainer else say("booking.say_back", **values)
    cut = [say("booking.first_three")] if choice.is_cut else []
    dispatcher.utter_message(response="utter_trial_ask_yes", told="\n".join((*choice.refused, *cut, asked)))


def tell_open(dispatcher: CollectingDispatcher, trials: Iterable[Trial], gym: Gym) -> None:
    """Say how trials stand."""
    for each in trials:
        buttons = [button(say("booking.call_off"), CANCEL, **{TRIAL: each.id})]
        dispatcher.utter_message(response="utter_trial_stands", told=status_text(each, gym, now()), buttons=buttons)


def walls_text(walls: Iterable[Wall], gym: Gym) -> str:
    """ "tomorrow at 7:00 or on Thursday at 13:00"."""
    return OR.join(wall_text(each, gym) for each in walls)


def wall_text(wall: Wall, gym: Gym) -> str:
    """ "tomorrow at 7:00"."""
    return say("when.at", day=day_text(wall.day, now().astimezone(gym.zone).date()), time=clock(wall.minutes))


def button(title: str, intent: str, **entities: str) -> dict[str, str]:
    """A button."""
    return {"title": title[:1].upper() + title[1:], "payload": f"/{intent}{json.dumps(entities) if entities else ''}"}


def _typed(wall: Wall) -> str:
    """A time as it is read without doubt."""
    return f"{wall.day.isoformat()} {wall.minutes // 60:02}:{wall.minutes % 60:02}"

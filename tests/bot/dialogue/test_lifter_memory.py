"""After a turn facts are kept, and a yes or no about complaints is taken with the text that was shown."""

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.health_consent import CONSENT, QUESTION, should_ask
from bot.dialogue.lifter_memory import LifterMemory
from bot.settings import settings
from bot.store.log_records import ConsentKind
from bot.store.memory import memory_stores
from tests.bot.dialogue.conftest import said

DOMAIN = Domain.load(str(settings().project_folder / "domain.yml"))
TOLD: list[Event] = [said("my knee hurts"), SlotSet("complaints", ["knee"])]
ASKED: list[Event] = [BotUttered("May I keep it?", metadata={"utter_action": QUESTION}), SlotSet(CONSENT, "asked")]


def tracker_with(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("web:1", list(events), DOMAIN.slots, domain=DOMAIN)


def turn(memory: LifterMemory, before: list[Event], now: list[Event]) -> DialogueStateTracker:
    tracker = tracker_with(*before, *now)
    asyncio.run(memory.after_turn(tracker, now))
    return tracker


def test_a_yes_keeps_the_complaint_and_the_text_that_was_shown() -> None:
    stores = memory_stores()
    memory = LifterMemory(stores)
    turn(memory, [], TOLD)
    lifter = stores.lifters.find("web:1")
    assert lifter
    assert stores.profiles.profile(lifter.id) == {}
    turn(memory, [*TOLD, *ASKED], [said("yes"), SlotSet(CONSENT, True)])
    assert stores.profiles.profile(lifter.id)["complaints"].value == ("knee",)
    assert [(each.kind, each.text) for each in stores.consents.consents(lifter.id)] == [
        (ConsentKind.HEALTH, "May I keep it?")
    ]
    turn(memory, [*TOLD, *ASKED], [said("no"), SlotSet(CONSENT, False)])
    assert stores.profiles.profile(lifter.id) == {}


def test_a_yes_to_no_question_is_no_consent() -> None:
    stores = memory_stores()
    turn(LifterMemory(stores), TOLD, [said("yes"), SlotSet(CONSENT, True)])
    lifter = stores.lifters.find("web:1")
    assert lifter
    assert not stores.consents.consents(lifter.id)


def test_it_is_asked_once_and_not_in_a_form_or_beside_a_red_flag() -> None:
    assert should_ask(tracker_with(*TOLD), TOLD)
    assert not should_ask(tracker_with(*TOLD, SlotSet(CONSENT, "asked")), TOLD)
    assert not should_ask(tracker_with(*TOLD, SlotSet("red_flag", {"hazard": "nerve", "severity": "medical"})), TOLD)
    assert not should_ask(tracker_with(said("hi")), [said("hi")])


def test_what_another_conversation_said_is_told_before_a_turn() -> None:
    stores = memory_stores()
    memory = LifterMemory(stores)
    turn(memory, [], [said("3 days"), SlotSet("days_per_week", 3)])
    assert asyncio.run(memory.before_turn(tracker_with())) == (SlotSet("days_per_week", 3),)
    assert asyncio.run(memory.before_turn(tracker_with(SlotSet("days_per_week", 3)))) == ()


def test_words_that_tell_of_health_are_not_kept_beside_another_fact() -> None:
    stores = memory_stores()
    for text, entities in (("3 days, my knee hurts", ["complaint"]), ("3 days a week", [])):
        told = said(text, entities=[{"entity": each, "value": "knee"} for each in entities])
        turn(LifterMemory(stores), [], [told, SlotSet("days_per_week", 3 + bool(entities))])
    lifter = stores.lifters.find("web:1")
    assert lifter
    assert [each.words for each in stores.profiles.history(lifter.id)] == ["", "3 days a week"]

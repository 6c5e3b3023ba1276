"""One of everything that is kept of a lifter, each with a marker in every text."""

import json
from dataclasses import replace
from datetime import timedelta

from bot.store.conversation_records import ConversationState
from bot.store.handover_records import Agreement, AgreementKind
from bot.store.interface import Stores
from bot.store.log_records import AuditEntry, BodyMass, ConsentKind
from bot.store.records import Reason, UnreadMessage, digest
from tests.bot.store.conftest import (
    BENCH,
    DAY,
    NOON,
    event,
    fact,
    handover,
    incoming,
    note,
    program,
    reminder,
    trainer,
    trial,
    workout,
)

HEALTH = ConsentKind.HEALTH


def plant(stores: Stores, conversation: str, marker: str) -> str:
    """Keeps one of everything of the lifter of a conversation, whose id it returns; every free text is the marker."""
    lifter = stores.lifters.lifter_of(conversation, NOON).id
    plant_log(stores, lifter, marker)
    stores.consents.give(lifter, HEALTH, marker, NOON)
    stores.consents.give(lifter, ConsentKind.CONTACT, marker, NOON)
    stores.consents.withdraw(lifter, ConsentKind.CONTACT, NOON + timedelta(hours=1))
    facts = [fact(lifter, words=marker), fact(lifter, value=marker, said_at=NOON + timedelta(hours=1))]
    stores.profiles.keep_facts(lifter, [*facts, fact(lifter, "complaints", (marker,), consent=HEALTH)])
    stores.programs.start(program(lifter, request=marker, template=marker, started=DAY - timedelta(days=50)))
    stores.programs.start(program(lifter, request=marker, template=marker))
    stores.reminders.keep(reminder(lifter, conversation=conversation))
    stores.reminders.claim_due(NOON, NOON + timedelta(hours=1))
    stores.audit.write(AuditEntry(lifter, NOON, marker, "read", marker))
    stores.unread.keep(UnreadMessage(marker, digest(conversation), NOON, marker, "x", 0, 1, Reason.NOT_UNDERSTOOD))
    stores.lifters.make_join_code(lifter, NOON)
    plant_conversation(stores, conversation, marker)
    plant_postbox(stores, conversation, marker)
    plant_handover(stores, lifter, conversation, marker)
    plant_trials(stores, lifter, conversation, marker)
    return lifter


def plant_conversation(stores: Stores, conversation: str, marker: str) -> None:
    """A conversation that somebody said something in, some of it about health."""
    body = json.dumps({"marker": marker})
    version = stores.conversations.begin(conversation, NOON).version
    said = [event(marker), event(marker, consent=HEALTH)]
    stores.conversations.append(conversation, version, ConversationState(body, body), said, NOON)


def plant_postbox(stores: Stores, conversation: str, marker: str) -> None:
    """A message that was answered, and a button that is not."""
    stores.inbox.take(incoming(conversation, "m1", text=marker))
    stores.inbox.take(incoming(conversation, "m2", text=marker, payload=marker))
    claimed = stores.inbox.claim(NOON, NOON + timedelta(minutes=1), most=9)
    ours = next(each for each in claimed if each.message.conversation == conversation)
    stores.inbox.answered(ours, [json.dumps({"kind": "spotter", "text": marker})], NOON)


def plant_handover(stores: Stores, lifter: str, conversation: str, marker: str) -> None:
    """A handover with a note that was handed back with two agreements, by a trainer who is signed in."""
    coach = trainer(stores)
    stores.trainers.begin_login(coach, NOON + timedelta(hours=1))
    asked = stores.handovers.ask(handover(lifter, conversation=conversation, languages=("de", "en")))
    stores.handovers.claim(asked.id, coach, NOON)
    stores.handovers.note(note(asked.id, coach, text=marker))
    complaint = Agreement(marker, AgreementKind.COMPLAINT, marker, DAY + timedelta(days=14))
    agreed = [complaint, Agreement(marker, AgreementKind.NOTE)]
    stores.handovers.hand_back(asked.id, coach, marker, agreed, NOON, is_about_health=True)


def plant_trials(stores: Stores, lifter: str, conversation: str, marker: str) -> None:
    """A trial that was declined with a word, and one that was booked with a trainer of their own."""
    coach = trainer(stores)
    no, yes = (trial(lifter, conversation=conversation, times=(NOON + timedelta(days=1),)) for _ in range(2))
    stores.trials.ask(no)
    stores.trials.decline(no.id, marker, NOON, coach)
    stores.trials.ask(yes)
    stores.trials.book(yes.id, digest(conversation)[:9], yes.times[0], NOON, coach)


def plant_log(stores: Stores, lifter: str, marker: str) -> None:
    """Workouts and body masses, and changes of them that can be undone."""
    first = workout(lifter, replace(BENCH, note=marker), note=marker, title=marker, source=marker)
    stores.log.keep_workouts(lifter, [first, workout(lifter, BENCH, note=marker)], marker + "1", NOON)
    stores.log.add_sets(lifter, first.id, [BENCH], marker + "2", NOON)
    stores.log.delete_workouts(lifter, [first.id], marker + "3", NOON)
    stores.log.undo(lifter, marker + "4", NOON)
    stores.log.keep_body_masses(lifter, [BodyMass(lifter, DAY, 80, 80, "kg")], marker + "5", NOON)
    stores.log.keep_body_masses(lifter, [BodyMass(lifter, DAY, 81, 81, "kg")], marker + "6", NOON)

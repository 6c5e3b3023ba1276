"""A lifter's rights: everything is told, everything can be taken along, and nothing is left after an erasure."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bot.store.errors import NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.log_records import AuditEntry, BodyMass, ConsentKind, LifterRecords, new_id
from bot.store.records import KEEPS_FOR, UnreadMessage, digest
from tests.bot.store.conftest import BENCH, DAY, NOON, fact, program, reminder, workout
from tests.bot.store.everything import plant, plant_log

LATER = NOON + timedelta(minutes=1)
MARKER = "zanzibarquokka"
KINDS = [field.name for field in fields(LifterRecords) if field.name != "lifter"]
RESTORED = ["profile", "workouts", "body_masses", "consents", "programs", "reminders"]


def test_an_export_holds_something_of_every_kind(stores: Stores) -> None:
    found = stores.rights.export(plant(stores, "web:1", MARKER), LATER, "lifter")
    assert {kind: len(getattr(found, kind)) for kind in KINDS} == {
        "identities": 1, "profile": 3, "workouts": 2, "body_masses": 1, "consents": 2, "programs": 2, "reminders": 1,
        "replaced": 2, "replaced_masses": 1, "audit": 7, "unread": 1, "messages": 2, "posted": 3, "handovers": 1,
        "trainer_notes": 1, "trials": 2,
    }  # fmt: skip


def test_an_export_holds_what_every_store_says(stores: Stores) -> None:
    lifter = plant(stores, "web:1", MARKER)
    found = stores.rights.export(lifter, LATER, "operator")
    assert found.lifter == stores.lifters.find(lifter)
    assert found.identities == stores.lifters.identities(lifter)
    assert found.profile == stores.profiles.history(lifter)
    assert found.workouts == stores.log.workouts(lifter)
    assert found.body_masses == stores.log.body_masses(lifter)
    assert found.consents == stores.consents.consents(lifter)
    assert found.programs == stores.programs.programs(lifter)
    assert found.reminders == stores.reminders.reminders(lifter)
    assert found.unread == stores.unread.unread()
    assert found.audit == stores.audit.entries(lifter)
    assert found.audit[-1] == AuditEntry(lifter, LATER, "operator", "exported")


def test_an_export_holds_stopped_reminders_and_changed_workouts(stores: Stores, lifter: str) -> None:
    kept = workout(lifter)
    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    stores.log.replace_workout(kept, replace(kept, note="new"), "c2", NOON)
    stores.reminders.keep(reminder(lifter))
    stores.reminders.stop(lifter)
    found = stores.rights.export(lifter, LATER, "lifter")
    assert found.replaced == (kept,)
    assert [each.is_active for each in found.reminders] == [False]


def test_an_export_holds_nothing_of_anybody_else(stores: Stores, lifter: str) -> None:
    plant(stores, "slack:2", MARKER)
    found = stores.rights.export(lifter, LATER, "lifter")
    assert MARKER not in repr(found)
    assert sum(len(getattr(found, kind)) for kind in KINDS) == 2  # web:1, and that it was exported


def test_who_is_not_there_cannot_be_exported(stores: Stores) -> None:
    with pytest.raises(NoSuchLifterError):
        stores.rights.export(new_id(), NOON, "lifter")


def test_an_erased_lifter_is_no_longer_there_and_the_others_are_untouched(stores: Stores) -> None:
    others = stores.rights.export(plant(stores, "slack:2", "the others text"), LATER, "lifter")
    erased = plant(stores, "web:1", MARKER)
    said = stores.rights.erase(erased, LATER, "lifter")
    assert said.conversations == ("web:1",)
    assert said.rows == {
        "unread_messages": 1, "lifters": 1, "identities": 1, "join_codes": 1, "commands": 6, "workouts": 2,
        "logged_sets": 3, "body_masses": 1, "profile_entries": 3, "consents": 2, "programs": 2, "reminders": 1,
        "audit": 6, "conversations": 1, "conversation_events": 2, "postboxes": 1, "inbox": 2, "outbox": 1,
        "handovers": 1, "agreements": 2, "trainer_notes": 1, "trials": 2,
    }  # fmt: skip
    assert stores.lifters.find(erased) is stores.lifters.find("web:1") is None
    found = stores.rights.export(others.lifter.id, LATER, "lifter")
    assert replace(found, audit=()) == replace(others, audit=())


def test_an_erasure_is_on_record_without_a_name(stores: Stores) -> None:
    stores.rights.erase(plant(stores, "web:1", MARKER), LATER, "operator")
    assert stores.audit.entries(None) == (AuditEntry(None, LATER, "operator", "erased"),)


def test_erasing_whom_there_is_not_is_no_error_and_leaves_no_record(stores: Stores) -> None:
    erased = stores.rights.erase(new_id(), NOON, "lifter")
    assert (erased.conversations, dict(erased.rows)) == ((), {})
    assert stores.audit.entries(None) == ()


def test_all_conversations_of_a_lifter_are_erased(
    stores: Stores, lifter: str, message: Callable[..., UnreadMessage]
) -> None:
    stores.lifters.redeem_join_code(stores.lifters.make_join_code(lifter, NOON).code, "slack:2", LATER)
    for number, conversation in enumerate(["web:1", "slack:2", "telegram:3"]):
        stores.unread.keep(message(f"m{number}", conversation=digest(conversation)))
    assert stores.rights.erase(lifter, LATER, "lifter").conversations == ("web:1", "slack:2")
    assert [each.conversation for each in stores.unread.unread()] == [digest("telegram:3")]


def test_what_was_under_way_when_a_lifter_was_erased_is_not_kept(stores: Stores, lifter: str) -> None:
    kept, due = workout(lifter), reminder(lifter)
    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    stores.reminders.keep(due)
    stores.reminders.claim_due(NOON, LATER)
    stores.rights.erase(lifter, LATER, "lifter")
    late: list[Callable[[], object]] = [
        lambda: stores.log.keep_workouts(lifter, [workout(lifter, note=MARKER)], "c2", LATER),
        lambda: stores.log.add_sets(lifter, kept.id, [BENCH], "c3", LATER),
        lambda: stores.log.keep_body_masses(lifter, [BodyMass(lifter, DAY, 80, 80, "kg")], "c4", LATER),
        lambda: stores.profiles.keep_facts(lifter, [fact(lifter)]),
        lambda: stores.consents.give(lifter, ConsentKind.HEALTH, MARKER, LATER),
        lambda: stores.programs.start(program(lifter)),
        lambda: stores.reminders.keep(due),
        lambda: stores.audit.write(AuditEntry(lifter, LATER, "trainer", "read")),
        lambda: stores.lifters.make_join_code(lifter, LATER),
    ]
    for write in late:
        with pytest.raises(NoSuchLifterError):
            write()
    assert not stores.reminders.sent(due, LATER)
    assert stores.lifters.lifter_of("web:1", LATER).id != lifter


def test_what_was_exported_can_be_kept_again_for_a_new_lifter(stores: Stores) -> None:
    exported = stores.rights.export(plant(stores, "web:1", MARKER), LATER, "lifter")
    stores.rights.erase(exported.lifter.id, LATER, "lifter")
    again = stores.lifters.lifter_of("web:1", LATER).id
    restored = stores.rights.restore(again, exported)
    found = stores.rights.export(again, LATER, "lifter")
    assert restored == sum(len(getattr(found, kind)) for kind in RESTORED) == 11
    for kind in RESTORED:
        assert getattr(found, kind) == tuple(replace(each, lifter=again) for each in getattr(exported, kind)), kind


def test_keeping_an_export_twice_changes_nothing(stores: Stores) -> None:
    lifter = plant(stores, "web:1", MARKER)
    exported = stores.rights.export(lifter, LATER, "lifter")
    assert stores.rights.restore(lifter, exported) == 0
    again = stores.rights.export(lifter, LATER, "lifter")
    assert replace(again, audit=()) == replace(exported, audit=())


def test_an_export_is_never_kept_in_place_of_what_another_lifter_has(stores: Stores, lifter: str) -> None:
    exported = stores.rights.export(plant(stores, "slack:2", MARKER), LATER, "lifter")
    assert stores.rights.restore(lifter, exported) == 10  # without the reminder in slack:2
    assert stores.rights.restore(lifter, exported) == 0
    theirs = stores.rights.export(exported.lifter.id, LATER, "lifter")
    assert replace(theirs, audit=()) == replace(exported, audit=())
    ours = stores.rights.export(lifter, LATER, "lifter")
    assert {each.id for each in ours.workouts}.isdisjoint(each.id for each in theirs.workouts)
    assert sorted(each.note for each in ours.workouts) == sorted(each.note for each in theirs.workouts)


def test_a_program_that_is_kept_again_does_not_take_the_place_of_the_one_in_progress(
    stores: Stores, lifter: str
) -> None:
    stores.programs.start(program(lifter))
    exported = stores.rights.export(lifter, LATER, "lifter")
    stores.rights.erase(lifter, LATER, "lifter")
    again = stores.lifters.lifter_of("web:1", LATER).id
    now = program(again, started=DAY + timedelta(days=9))
    stores.programs.start(now)
    assert stores.rights.restore(again, exported) == 1
    assert stores.programs.current(again) == now
    assert [each.ended for each in stores.programs.programs(again)] == [now.started, None]


def test_what_needs_a_consent_stays_out_without_it(stores: Stores) -> None:
    exported = stores.rights.export(plant(stores, "web:1", MARKER), LATER, "lifter")
    stores.rights.erase(exported.lifter.id, LATER, "lifter")
    again = stores.lifters.lifter_of("web:1", LATER).id
    stores.rights.restore(again, replace(exported, consents=()))
    assert "complaints" not in stores.profiles.profile(again)
    stores.rights.restore(again, exported)
    assert "complaints" in stores.profiles.profile(again)


def test_an_export_with_a_bad_record_is_not_kept_at_all(stores: Stores, lifter: str) -> None:
    exported = stores.rights.export(plant(stores, "slack:2", MARKER), LATER, "lifter")
    bad = replace(exported, workouts=(*exported.workouts, workout(lifter, replace(BENCH, reps=-1))))
    with pytest.raises(RecordError, match=r"set\.reps"):
        stores.rights.restore(lifter, bad)
    assert stores.profiles.history(lifter) == stores.log.workouts(lifter) == ()


def test_raw_texts_go_after_30_days_and_what_was_found_in_them_stays(
    stores: Stores, lifter: str, message: Callable[..., UnreadMessage]
) -> None:
    limit = NOON + KEEPS_FOR
    stores.unread.keep(message())
    stores.profiles.keep_facts(lifter, [fact(lifter, words=MARKER), fact(lifter, "days", 3, words="", said_at=NOON)])
    stores.profiles.keep_facts(lifter, [fact(lifter, "age", 30, words="I am 30", said_at=LATER)])
    assert sum(stores.rights.purge(limit).values()) == 0
    assert stores.rights.purge(limit + timedelta(seconds=1)) == {
        "unread_messages": 1, "profile_entries": 1, "conversation_events": 0, "inbox": 0, "outbox": 0, "commands": 0,
        "join_codes": 0, "reminders": 0, "console_logins": 0, "handovers": 0, "agreements": 0, "trainer_notes": 0,
        "trials": 0,
    }  # fmt: skip
    assert stores.unread.unread() == ()
    found = stores.profiles.profile(lifter)
    assert (found["training_goal"].value, found["training_goal"].words) == ("strength", "")
    assert found["age"].words == "I am 30"


def test_what_is_no_longer_of_use_goes_and_the_log_stays(stores: Stores, lifter: str) -> None:
    plant_log(stores, lifter, MARKER)
    stores.lifters.make_join_code(lifter, NOON)
    stores.reminders.keep(reminder(lifter))
    stores.reminders.keep(reminder(lifter, weekdays=(6,)))
    stores.reminders.stop(lifter, [stores.reminders.reminders(lifter)[0].id])
    log = stores.log.workouts(lifter), stores.log.body_masses(lifter)
    purged = stores.rights.purge(NOON + KEEPS_FOR + timedelta(days=1))
    assert (purged["commands"], purged["join_codes"], purged["reminders"]) == (6, 1, 1)
    assert (stores.log.workouts(lifter), stores.log.body_masses(lifter)) == log
    assert len(stores.reminders.reminders(lifter)) == 1
    assert stores.rights.export(lifter, LATER, "lifter").replaced == ()

"""Who is who: lifters, their conversations, and what happens when two of them turn out to be one."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest

from bot.store.errors import CodeRefusal, JoinCodeError, NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.join_code import HOLDS_FOR, LENGTH, LETTERS
from bot.store.log_records import AuditEntry, BodyMass, ConsentKind
from bot.store.records import UnreadMessage
from tests.at_once import at_once
from tests.bot.store.conftest import DAY, NOON, fact, program, reminder, workout

LATER = NOON + timedelta(minutes=1)


def refused(stores: Stores, code: str, conversation: str, at=LATER) -> CodeRefusal:
    with pytest.raises(JoinCodeError) as raised:
        stores.lifters.redeem_join_code(code, conversation, at)
    return raised.value.refusal


def join(stores: Stores, lifter: str, conversation: str) -> str:
    code = stores.lifters.make_join_code(lifter, NOON).code
    return stores.lifters.redeem_join_code(code, conversation, LATER).id


def test_a_conversation_has_one_lifter_from_its_first_message_on(stores: Stores) -> None:
    made = stores.lifters.lifter_of("telegram:4711", NOON)
    assert made.made_at == NOON
    assert stores.lifters.lifter_of("telegram:4711", LATER) == made
    assert stores.lifters.lifter_of("telegram:4712", NOON).id != made.id


def test_a_lifter_is_found_by_id_and_by_conversation_and_nobody_is_made_by_looking(stores: Stores) -> None:
    made = stores.lifters.lifter_of("web:1", NOON)
    assert stores.lifters.find("web:1") == stores.lifters.find(made.id) == made
    assert stores.lifters.find("web:2") is None
    assert stores.lifters.find("web:2") is None


def test_a_conversation_shows_its_channel(stores: Stores, lifter: str) -> None:
    (identity,) = stores.lifters.identities(lifter)
    assert (identity.channel, identity.conversation, identity.since) == ("web", "web:1", NOON)
    assert stores.lifters.identities("0" * 32) == ()


def test_messages_that_come_at_once_make_one_lifter(stores: Stores) -> None:
    barrier, found = Barrier(8), set()

    def ask() -> None:
        barrier.wait()
        found.add(stores.lifters.lifter_of("web:new", NOON).id)

    at_once(*[ask] * 8)
    assert len(found) == 1


@pytest.mark.parametrize("conversation", ["", "web:\ud800", "web:\0", "web:" + "x" * 300])
def test_a_conversation_that_no_database_could_keep_is_refused(stores: Stores, conversation: str) -> None:
    with pytest.raises(RecordError, match="conversation"):
        stores.lifters.lifter_of(conversation, NOON)


def test_a_code_is_short_and_has_no_letters_that_look_alike(stores: Stores, lifter: str) -> None:
    code = stores.lifters.make_join_code(lifter, NOON)
    letters = code.code.replace("-", "")
    assert len(letters) == LENGTH
    assert set(letters) <= set(LETTERS)
    assert not set("IO01") & set(LETTERS)
    assert code.expires_at == NOON + HOLDS_FOR


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"])
def test_a_code_may_be_typed_as_people_type(stores: Stores, lifter: str, typed: Callable[[str], str]) -> None:
    code = stores.lifters.make_join_code(lifter, NOON)
    assert stores.lifters.redeem_join_code(typed(code.code), "telegram:4711", LATER).id == lifter


def test_a_code_typed_in_a_new_conversation_adds_it_to_the_lifter(stores: Stores, lifter: str) -> None:
    assert join(stores, lifter, "telegram:4711") == lifter
    assert [each.conversation for each in stores.lifters.identities(lifter)] == ["web:1", "telegram:4711"]
    assert stores.lifters.lifter_of("telegram:4711", NOON).id == lifter


def test_a_code_that_was_never_made_is_unknown(stores: Stores, lifter: str) -> None:
    stores.lifters.make_join_code(lifter, NOON)
    assert refused(stores, "AAAA-AAAA", "slack:2") is CodeRefusal.UNKNOWN
    assert refused(stores, "", "slack:2") is CodeRefusal.UNKNOWN


def test_a_code_expires(stores: Stores, lifter: str) -> None:
    code = stores.lifters.make_join_code(lifter, NOON).code
    assert refused(stores, code, "slack:2", NOON + HOLDS_FOR) is CodeRefusal.EXPIRED
    assert stores.lifters.find("slack:2") is None
    assert stores.lifters.redeem_join_code(code, "slack:2", NOON + HOLDS_FOR - timedelta(seconds=1)).id == lifter


def test_a_code_works_once(stores: Stores, lifter: str) -> None:
    code = stores.lifters.make_join_code(lifter, NOON).code
    stores.lifters.redeem_join_code(code, "slack:2", LATER)
    assert refused(stores, code, "telegram:3") is CodeRefusal.USED
    assert refused(stores, code, "slack:2") is CodeRefusal.OWN
    assert stores.lifters.find("telegram:3") is None


def test_a_code_does_not_work_where_it_was_shown(stores: Stores, lifter: str) -> None:
    code = stores.lifters.make_join_code(lifter, NOON).code
    assert refused(stores, code, "web:1") is CodeRefusal.OWN
    assert stores.lifters.redeem_join_code(code, "slack:2", LATER).id == lifter


def test_a_newer_code_makes_the_older_one_void(stores: Stores, lifter: str) -> None:
    old = stores.lifters.make_join_code(lifter, NOON).code
    new = stores.lifters.make_join_code(lifter, NOON).code
    assert refused(stores, old, "slack:2") is CodeRefusal.UNKNOWN
    assert stores.lifters.redeem_join_code(new, "slack:2", LATER).id == lifter


def test_a_code_typed_in_two_conversations_at_once_joins_one_of_them(stores: Stores, lifter: str) -> None:
    code = stores.lifters.make_join_code(lifter, NOON).code
    barrier, refusals = Barrier(4), []

    def redeem(number: int) -> None:
        barrier.wait()
        try:
            stores.lifters.redeem_join_code(code, f"slack:{number}", LATER)
        except JoinCodeError as error:
            refusals.append(error.refusal)

    at_once(*[partial(redeem, number) for number in range(4)])
    assert refusals == [CodeRefusal.USED] * 3
    assert len(stores.lifters.identities(lifter)) == 2


def test_two_lifters_who_type_each_others_codes_at_once_become_one(stores: Stores, lifter: str, other: str) -> None:
    codes = [stores.lifters.make_join_code(each, NOON).code for each in (lifter, other)]
    barrier = Barrier(2)

    def redeem(code: str, conversation: str) -> None:
        barrier.wait()
        with suppress(JoinCodeError, NoSuchLifterError):
            stores.lifters.redeem_join_code(code, conversation, LATER)

    at_once(partial(redeem, codes[0], "slack:2"), partial(redeem, codes[1], "web:1"))
    assert stores.lifters.find("web:1") == stores.lifters.find("slack:2") is not None


def test_all_data_of_the_two_are_the_ones(
    stores: Stores, lifter: str, other: str, message: Callable[..., UnreadMessage]
) -> None:
    ours, theirs = workout(lifter), workout(other, day=DAY + timedelta(days=1))
    stores.log.keep_workouts(lifter, [ours], "c1", NOON)
    stores.log.keep_workouts(other, [theirs], "c2", NOON)
    stores.log.keep_body_masses(other, [BodyMass(other, DAY, 80, 80, "kg")], "c3", NOON)
    stores.profiles.keep_facts(other, [fact(other)])
    stores.consents.give(other, ConsentKind.HEALTH, "May I?", NOON)
    stores.programs.start(program(other))
    stores.reminders.keep(reminder(other, conversation="slack:2"))
    stores.audit.write(AuditEntry(other, NOON, "operator", "exported"))
    assert join(stores, lifter, "slack:2") == lifter
    found = stores.rights.export(lifter, LATER, "lifter")
    assert [each.id for each in found.workouts] == [ours.id, theirs.id]
    assert {each.lifter for each in (*found.workouts, *found.body_masses, *found.profile, *found.consents)} == {lifter}
    assert {each.lifter for each in (*found.programs, *found.reminders, *found.audit)} == {lifter}
    sizes = [found.body_masses, found.profile, found.consents, found.programs, found.reminders]
    assert [len(each) for each in sizes] == [1, 1, 1, 1, 1]
    assert [each.action for each in found.audit] == ["exported", "joined", "exported"]
    assert stores.log.latest_sets(lifter, theirs.sets[0].exercise)[0].id == theirs.id
    assert stores.lifters.find(other) is None


def test_what_both_did_can_still_be_undone_the_latest_first(stores: Stores, lifter: str, other: str) -> None:
    stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON)
    stores.log.keep_workouts(other, [workout(other)], "c2", NOON)
    join(stores, lifter, "slack:2")
    assert [stores.log.undo(lifter, f"u{number}", LATER) for number in range(3)][2] is None
    assert stores.log.workouts(lifter) == ()


def test_commands_of_the_same_name_do_not_stop_the_joining(stores: Stores, lifter: str, other: str) -> None:
    for each in (lifter, other):
        stores.log.keep_workouts(each, [workout(each)], "the same", NOON)
    join(stores, lifter, "slack:2")
    assert len(stores.log.workouts(lifter)) == 2
    assert not stores.log.keep_workouts(lifter, [workout(lifter)], "the same", NOON)
    undone = stores.log.undo(lifter, "u", LATER)
    assert undone is not None
    assert len(undone.removed) == 1


@pytest.mark.parametrize("who_is_last", [0, 1])
def test_of_two_body_masses_of_a_day_the_one_told_later_stays(
    stores: Stores, lifter: str, other: str, who_is_last: int
) -> None:
    both = [lifter, other]
    for each in (both[1 - who_is_last], both[who_is_last]):
        mass = 90.0 if each == both[who_is_last] else 80.0
        stores.log.keep_body_masses(each, [BodyMass(each, DAY, mass, mass, "kg")], each, NOON)
    join(stores, lifter, "slack:2")
    assert [each.mass_kg for each in stores.log.body_masses(lifter)] == [90.0]
    for number in range(2):
        stores.log.undo(lifter, f"u{number}", LATER)
    assert stores.log.body_masses(lifter) == ()


def test_of_two_programs_in_progress_the_one_started_later_goes_on(stores: Stores, lifter: str, other: str) -> None:
    newer, older = program(lifter, started=DAY), program(other, started=DAY - timedelta(days=9))
    stores.programs.start(newer)
    stores.programs.start(older)
    join(stores, lifter, "slack:2")
    assert stores.programs.current(lifter) == newer
    assert [(each.id, each.ended) for each in stores.programs.programs(lifter)] == [(older.id, DAY), (newer.id, None)]


def test_a_consent_withdrawn_in_one_conversation_does_not_hold_by_the_other(
    stores: Stores, lifter: str, other: str
) -> None:
    stores.consents.give(other, ConsentKind.HEALTH, "May I?", NOON)
    stores.profiles.keep_facts(other, [fact(other, "complaints", ("knee",), consent=ConsentKind.HEALTH)])
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOON)
    stores.consents.withdraw(lifter, ConsentKind.HEALTH, LATER)
    join(stores, lifter, "slack:2")
    assert not stores.consents.holds(lifter, ConsentKind.HEALTH)
    assert stores.profiles.profile(lifter) == {}


def test_a_consent_given_after_the_withdrawal_in_the_other_conversation_holds(
    stores: Stores, lifter: str, other: str
) -> None:
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOON)
    stores.consents.withdraw(lifter, ConsentKind.HEALTH, NOON + timedelta(seconds=1))
    stores.consents.give(other, ConsentKind.HEALTH, "May I?", NOON + timedelta(seconds=2))
    join(stores, lifter, "slack:2")
    assert stores.consents.holds(lifter, ConsentKind.HEALTH)


def test_nothing_can_be_kept_for_the_lifter_who_is_no_longer(stores: Stores, lifter: str, other: str) -> None:
    join(stores, lifter, "slack:2")
    with pytest.raises(NoSuchLifterError):
        stores.log.keep_workouts(other, [workout(other)], "late", LATER)
    assert stores.lifters.find(other) is None

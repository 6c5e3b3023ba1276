"""Reminders: kept, claimed by one, sent once, and never to anybody else."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from bot.store.errors import MissingError, NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.log_records import Reminder, new_id
from tests.at_once import at_once
from tests.bot.store.conftest import NOON, reminder

MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)


def claim(stores: Stores, at=NOON, **options) -> tuple[Reminder, ...]:
    return stores.reminders.claim_due(at, at + MINUTE, **options)


def test_a_reminder_comes_back_as_it_was(stores: Stores, lifter: str) -> None:
    kept = reminder(lifter, weekdays=(6, 0), zone="America/New_York")
    stores.reminders.keep(kept)
    assert stores.reminders.reminders(lifter) == (kept,)


def test_reminders_come_the_one_due_next_first(stores: Stores, lifter: str) -> None:
    kept = [reminder(lifter, next_due=NOON + MINUTE * each) for each in (2, 0, 1)]
    for each in kept:
        stores.reminders.keep(each)
    assert stores.reminders.reminders(lifter) == (kept[1], kept[2], kept[0])
    assert claim(stores, NOON + WEEK, most=2) == (kept[1], kept[2])


def test_a_reminder_replaces_the_one_with_its_id(stores: Stores, lifter: str) -> None:
    kept = reminder(lifter)
    stores.reminders.keep(kept)
    stores.reminders.keep(replace(kept, weekdays=(5,)))
    assert stores.reminders.reminders(lifter) == (replace(kept, weekdays=(5,)),)


def test_a_reminder_is_due_at_its_moment_and_not_before(stores: Stores, lifter: str) -> None:
    kept = reminder(lifter)
    stores.reminders.keep(kept)
    assert claim(stores, NOON - timedelta(microseconds=1)) == ()
    assert claim(stores, NOON) == (kept,)


def test_a_claimed_reminder_is_nobody_elses_until_the_claim_lapses(stores: Stores, lifter: str) -> None:
    kept = reminder(lifter)
    stores.reminders.keep(kept)
    assert claim(stores) == (kept,)
    assert claim(stores, NOON + MINUTE - timedelta(seconds=1)) == ()
    assert claim(stores, NOON + MINUTE) == (kept,)


def test_reminders_that_many_claim_at_once_go_to_one_each(stores: Stores, lifter: str) -> None:
    for _ in range(20):
        stores.reminders.keep(reminder(lifter))
    barrier, claimed = Barrier(4), []

    def work() -> None:
        barrier.wait()
        for _ in range(8):
            claimed.extend(claim(stores, most=3))

    at_once(*[work] * 4)
    assert len(claimed) == len({each.id for each in claimed}) == 20


def test_only_reminders_of_the_channels_asked_for_are_claimed(stores: Stores, lifter: str, other: str) -> None:
    web, slack = reminder(lifter), reminder(other, conversation="slack:2")
    for each in (web, slack):
        stores.reminders.keep(each)
    assert claim(stores, channels=["telegram"]) == ()
    assert claim(stores, channels=[]) == ()
    assert claim(stores, channels=("slack", "telegram")) == (slack,)
    assert claim(stores, channels=("web",), most=1) == (web,)


@pytest.mark.parametrize("name", ["webb:1", "we:b", "w_b:1", "w%b:1", "web_:1", "web", "WEB:1"])
def test_a_channel_is_all_that_stands_before_the_first_colon(stores: Stores, name: str) -> None:
    stores.reminders.keep(reminder(stores.lifters.lifter_of(name, NOON).id, conversation=name))
    assert claim(stores, channels=["web", "w", "b", "eb", "", "1"]) == ()


def test_others_reminders_do_not_take_the_place_of_a_channels_own(stores: Stores, lifter: str, other: str) -> None:
    for number in range(5):
        stores.reminders.keep(reminder(lifter, next_due=NOON - MINUTE * number))
    kept = reminder(other, conversation="slack:2")
    stores.reminders.keep(kept)
    assert claim(stores, most=1, channels=["slack"]) == (kept,)


def test_a_sent_reminder_comes_again_at_its_next_moment(stores: Stores, lifter: str) -> None:
    kept = reminder(lifter)
    stores.reminders.keep(kept)
    (due,) = claim(stores)
    assert stores.reminders.sent(due, NOON + WEEK)
    assert not stores.reminders.sent(due, NOON + WEEK)
    assert claim(stores, NOON + MINUTE) == ()
    assert claim(stores, NOON + WEEK) == (replace(kept, next_due=NOON + WEEK),)


def test_a_stopped_reminder_is_never_due(stores: Stores, lifter: str, other: str) -> None:
    both, theirs = [reminder(lifter), reminder(lifter)], reminder(other, conversation="slack:2")
    for each in (*both, theirs):
        stores.reminders.keep(each)
    assert stores.reminders.stop(lifter, [both[0].id, theirs.id]) == 1
    assert stores.reminders.reminders(lifter) == (both[1],)
    assert stores.reminders.stop(lifter) == 1
    assert stores.reminders.stop(lifter) == 0
    assert claim(stores) == (theirs,)


def test_a_reminder_stopped_while_it_is_sent_stays_stopped(stores: Stores, lifter: str) -> None:
    stores.reminders.keep(reminder(lifter))
    (due,) = claim(stores)
    stores.reminders.stop(lifter)
    assert not stores.reminders.sent(due, NOON + WEEK)
    assert claim(stores, NOON + WEEK) == ()


def test_a_reminder_goes_to_the_lifters_own_conversation_only(stores: Stores, lifter: str, other: str) -> None:
    kept = reminder(lifter)
    with pytest.raises(MissingError):
        stores.reminders.keep(replace(kept, conversation="slack:2"))
    with pytest.raises(MissingError):
        stores.reminders.keep(replace(kept, conversation="telegram:9"))
    stores.reminders.keep(kept)
    with pytest.raises(MissingError):
        stores.reminders.keep(replace(kept, lifter=other, conversation="slack:2"))
    assert [(each.lifter, each.conversation) for each in claim(stores)] == [(lifter, "web:1")]


def test_many_lifters_with_the_same_reminder_are_all_reminded_once(stores: Stores) -> None:
    for number in range(60):
        name = f"telegram:{number}"
        stores.reminders.keep(reminder(stores.lifters.lifter_of(name, NOON).id, conversation=name))
    sent: list[str] = []
    while due := claim(stores, most=7):
        sent += [each.conversation for each in due if stores.reminders.sent(each, NOON + WEEK)]
    assert sorted(sent) == sorted(f"telegram:{number}" for number in range(60))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"weekdays": ()}, "weekdays"),
        ({"weekdays": (7,)}, "weekdays"),
        ({"weekdays": (1, 1)}, "weekdays"),
        ({"zone": "Berlin"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"next_due": NOON.replace(tzinfo=None)}, "next_due"),
        ({"id": "short"}, "id"),
    ],
)
def test_a_reminder_without_a_sense_is_refused(stores: Stores, lifter: str, changes: dict, field: str) -> None:
    with pytest.raises(RecordError, match=field):
        stores.reminders.keep(reminder(lifter, **changes))


def test_a_reminder_needs_a_lifter(stores: Stores) -> None:
    with pytest.raises(NoSuchLifterError):
        stores.reminders.keep(reminder(new_id()))
    with pytest.raises(NoSuchLifterError):
        stores.reminders.stop(new_id())

"""Trials: who wants one, what is agreed on, and that no trainer is booked twice at once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.errors import MissingError, NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.sql import open_stores
from bot.store.trial_records import Trial, TrialState
from tests.at_once import at_once
from tests.bot.store.conftest import NOON, trainer, trial, url_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE, TWO = "trainer-one", "trainer-two"


@pytest.fixture
def coach(stores: Stores) -> str:
    """The id of an account."""
    return trainer(stores)


def asked(stores: Stores, lifter: str, **changes: object) -> Trial:
    return stores.trials.ask(trial(lifter, **changes))


def test_what_is_asked_for_is_kept_as_it_was_said(stores: Stores, lifter: str) -> None:
    ours = asked(stores, lifter, wanted_trainer=ONE)
    assert stores.trials.find(ours.id) == ours
    assert stores.trials.of_lifter(lifter) == (ours,)
    assert stores.trials.ask(ours) == ours
    assert len(stores.trials.of_lifter(lifter)) == 1


def test_a_newer_request_takes_the_place_of_one_that_waits(stores: Stores, lifter: str) -> None:
    first, second = asked(stores, lifter), asked(stores, lifter, asked_at=NOON + HOUR)
    states = [each.state for each in stores.trials.of_lifter(lifter)]
    assert states == [TrialState.CANCELLED, TrialState.ASKED]
    assert stores.trials.find(first.id) == replace(first, state=TrialState.CANCELLED, changed_at=NOON + HOUR)
    assert second.state is TrialState.ASKED


def test_a_conversation_of_somebody_else_is_refused(stores: Stores, lifter: str, other: str) -> None:
    with pytest.raises(MissingError):
        asked(stores, other)
    with pytest.raises(NoSuchLifterError):
        asked(stores, "0" * 32)
    assert stores.trials.since(NOON) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "x"}, {"times": ()}, {"times": (NOON,) * 4}, {"minutes": 0}, {"minutes": 241}, {"trainer": ONE},
        {"times": (NOON.replace(tzinfo=None),)}, {"wanted_trainer": ""}, {"state": TrialState.BOOKED}, {"sequence": 1},
    ],
)  # fmt: skip
def test_what_is_no_new_request_is_refused(stores: Stores, lifter: str, changes: dict[str, object]) -> None:
    with pytest.raises(RecordError, match="trial"):
        asked(stores, lifter, **changes)


def test_one_of_the_times_is_agreed_to_once(stores: Stores, lifter: str, coach: str) -> None:
    ours = asked(stores, lifter)
    assert not stores.trials.book(ours.id, ONE, NOON + 5 * DAY, NOON, coach)
    assert stores.trials.book(ours.id, ONE, ours.times[1], NOON + HOUR, coach)
    assert not stores.trials.book(ours.id, TWO, ours.times[0], NOON + HOUR, coach)
    found = stores.trials.find(ours.id)
    assert found == replace(
        ours, state=TrialState.BOOKED, trainer=ONE, begins=ours.times[1], changed_at=NOON + HOUR, is_told=False
    )
    assert stores.trials.untold() == (found,)
    entry = stores.audit.entries(lifter)[-1]
    assert (entry.actor, entry.action, entry.detail) == ("Coach", "booked", f"trial {ours.id}")


def test_who_asked_for_a_trainer_gets_no_other_one(stores: Stores, lifter: str, coach: str) -> None:
    ours = asked(stores, lifter, wanted_trainer=TWO)
    assert not stores.trials.book(ours.id, ONE, ours.times[0], NOON, coach)
    assert stores.trials.book(ours.id, TWO, ours.times[0], NOON, coach)


def test_only_who_is_at_work_agrees_to_a_trial(stores: Stores, lifter: str) -> None:
    ours, gone = asked(stores, lifter), trainer(stores, "Gone", is_active=False)
    for account in (gone, "0" * 32):
        with pytest.raises(MissingError):
            stores.trials.book(ours.id, ONE, ours.times[0], NOON, account)
    with pytest.raises(MissingError):
        stores.trials.cancel("0" * 32, NOON)
    assert stores.trials.find(ours.id) == ours
    assert stores.audit.entries(lifter) == ()


@pytest.mark.parametrize(("later", "is_booked"), [(0, False), (59, False), (60, True), (-59, False), (-60, True)])
def test_a_trainer_has_one_trial_at_a_time(
    stores: Stores, lifter: str, other: str, coach: str, later: int, is_booked: bool
) -> None:
    mine, theirs = asked(stores, lifter), NOON + DAY + timedelta(minutes=later)
    others = asked(stores, other, conversation="slack:2", times=(theirs,))
    assert stores.trials.book(mine.id, ONE, NOON + DAY, NOON, coach)
    assert stores.trials.book(others.id, ONE, theirs, NOON, coach) is is_booked
    if not is_booked:
        assert stores.trials.find(others.id) == others
        assert stores.trials.book(others.id, TWO, theirs, NOON, coach)


def test_a_trial_moves_where_its_trainer_has_time(stores: Stores, lifter: str, other: str, coach: str) -> None:
    ours, others = asked(stores, lifter), asked(stores, other, conversation="slack:2")
    assert not stores.trials.move(ours.id, NOON + 3 * DAY, NOON, coach)
    stores.trials.book(ours.id, ONE, NOON + DAY, NOON, coach)
    stores.trials.book(others.id, ONE, NOON + 2 * DAY, NOON, coach)
    assert not stores.trials.move(ours.id, NOON + 2 * DAY - HOUR / 2, NOON, coach)
    assert stores.trials.move(ours.id, NOON + DAY + HOUR / 2, NOON + HOUR, coach)
    found = stores.trials.find(ours.id)
    assert found
    assert (found.begins, found.sequence, found.changed_at) == (NOON + DAY + HOUR / 2, 1, NOON + HOUR)


def test_what_was_called_off_leaves_its_time_to_others(stores: Stores, lifter: str, other: str, coach: str) -> None:
    ours, others = asked(stores, lifter), asked(stores, other, conversation="slack:2")
    stores.trials.book(ours.id, ONE, NOON + DAY, NOON, coach)
    assert stores.trials.cancel(ours.id, NOON + HOUR)
    assert not stores.trials.cancel(ours.id, NOON + HOUR)
    assert not stores.trials.move(ours.id, NOON + 3 * DAY, NOON + HOUR, coach)
    assert stores.trials.book(others.id, ONE, NOON + DAY, NOON, coach)
    found = stores.trials.find(ours.id)
    assert found
    assert (found.state, found.sequence, found.begins, found.is_told) == (TrialState.CANCELLED, 1, NOON + DAY, True)


def test_who_is_called_off_by_the_gym_has_to_be_told(stores: Stores, lifter: str, coach: str) -> None:
    ours = asked(stores, lifter)
    assert stores.trials.cancel(ours.id, NOON, by=coach)
    (found,) = stores.trials.untold()
    assert (found.state, found.sequence) == (TrialState.CANCELLED, 0)
    assert stores.trials.told(found)
    assert not stores.trials.told(found)
    assert stores.trials.untold() == ()


def test_what_changed_while_it_was_told_is_told_again(stores: Stores, lifter: str, coach: str) -> None:
    ours = asked(stores, lifter)
    stores.trials.book(ours.id, ONE, NOON + DAY, NOON, coach)
    (known,) = stores.trials.untold()
    stores.trials.move(ours.id, NOON + 3 * DAY, NOON, coach)
    assert not stores.trials.told(known)
    assert [each.begins for each in stores.trials.untold()] == [NOON + 3 * DAY]


def test_a_trainer_declines_with_a_word(stores: Stores, lifter: str, coach: str) -> None:
    ours = asked(stores, lifter)
    assert stores.trials.decline(ours.id, "We are full that week.", NOON, coach)
    assert not stores.trials.book(ours.id, ONE, ours.times[0], NOON, coach)
    found = stores.trials.find(ours.id)
    assert found
    assert (found.state, found.words, found.is_told) == (TrialState.DECLINED, "We are full that week.", False)


def test_a_trial_goes_thirty_days_after_it_is_over(stores: Stores, lifter: str) -> None:
    ours = asked(stores, lifter, times=(NOON + DAY,))
    assert stores.trials.since(NOON + DAY) == (ours,)
    assert stores.trials.since(ours.ends) == ()
    assert stores.rights.purge(ours.ends + 30 * DAY)["trials"] == 0
    assert stores.rights.purge(ours.ends + 30 * DAY + timedelta(seconds=1))["trials"] == 1
    assert stores.trials.of_lifter(lifter) == ()


def test_an_export_names_the_trainer_and_erasing_takes_all_of_it(stores: Stores, lifter: str, coach: str) -> None:
    trainer(stores, "Trainer-One")
    ours = asked(stores, lifter)
    stores.trials.book(ours.id, ONE, ours.times[0], NOON, coach)
    (told,) = stores.rights.export(lifter, NOON, "lifter").trials
    assert (told.trainer, told.begins) == ("Trainer-One", ours.times[0])
    assert stores.rights.erase(lifter, NOON, "lifter").rows["trials"] == 1
    assert stores.trials.find(ours.id) is None
    assert stores.trials.since(NOON) == ()


def test_two_chats_that_become_one_keep_their_trials(stores: Stores, lifter: str, other: str) -> None:
    ours, theirs = asked(stores, lifter), asked(stores, other, conversation="slack:2")
    code = stores.lifters.make_join_code(lifter, NOON).code
    stores.lifters.redeem_join_code(code, "slack:2", NOON)
    assert {each.id for each in stores.trials.of_lifter(lifter)} == {ours.id, theirs.id}


def won_by(stores: Stores, wanted: list[Trial], account: str) -> int:
    """How many are booked, if all of them are confirmed at once."""
    won: list[bool] = []
    book = stores.trials.book
    at_once(*(lambda one=one: won.append(book(one.id, ONE, one.times[0], NOON, account)) for one in wanted))
    assert len(won) == len(wanted)
    return sum(won)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_many_who_book_one_trainer_at_once_one_wins(
    kind: str, database: Path, request: pytest.FixtureRequest
) -> None:
    """Eight lifters want the same hour of the same trainer, half an hour apart at most; eight confirm at once."""
    url = url_of(database) if kind == "sqlite" else request.getfixturevalue("postgresql").new_database()
    stores = open_stores(url)
    coach = trainer(stores)
    for race in range(10):
        begins = [NOON + race * DAY + timedelta(minutes=5 * number) for number in range(8)]
        wanted = []
        for number, moment in enumerate(begins):
            where = f"web:{race}-{number}"
            lifter = stores.lifters.lifter_of(where, NOON).id
            wanted.append(asked(stores, lifter, conversation=where, times=(moment,)))
        assert won_by(stores, wanted, coach) == 1
        booked = [each for each in stores.trials.since(NOON) if each.state is TrialState.BOOKED]
        assert len(booked) == race + 1

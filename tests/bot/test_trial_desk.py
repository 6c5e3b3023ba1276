"""A trainer's steps with trials: what is agreed on reaches the lifter once, with a file that a calendar takes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from bot.downloads import Downloads
from bot.handover.booking import Wall
from bot.handover.errors import BookingError
from bot.store.errors import MissingError, StoreUnavailableError
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.sql import open_stores
from bot.store.trial_records import Trial, TrialState
from bot.trial_desk import TrialDesk
from tests.at_once import at_once
from tests.bot.handover.gyms import GYM, MONDAY_9, utc
from tests.bot.store.conftest import trainer, url_of

TUESDAY_7, THURSDAY_7 = utc(2026, 11, 24, 6), utc(2026, 11, 26, 6)
ONE = "trainer-one"


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return open_stores(url_of(tmp_path / "spotter.db"))


@pytest.fixture
def desk(stores: Stores, tmp_path: Path) -> TrialDesk:
    return TrialDesk(stores, GYM, Downloads(tmp_path / "downloads"), lambda: MONDAY_9)


@pytest.fixture
def coach(stores: Stores) -> str:
    return trainer(stores)


@pytest.fixture
def asked(stores: Stores) -> Callable[..., Trial]:
    """Somebody asks for a trial: asked("web:2", wanted_trainer=…)."""

    def ask(conversation: str = "web:1", **changes: Any) -> Trial:
        lifter = stores.lifters.lifter_of(conversation, MONDAY_9).id
        made = Trial(new_id(), conversation, lifter, MONDAY_9, (TUESDAY_7, THURSDAY_7), 60)
        return stores.trials.ask(replace(made, **changes))

    return ask


def told(desk: TrialDesk, conversation: str = "web:1") -> list[dict[str, Any]]:
    return [json.loads(each.body) for each in desk.stores.outbox.latest(conversation, 99)]


def event_in(content: bytes) -> Any:
    return next(iter(Calendar.from_ical(content).walk("VEVENT")))


def file_of(desk: TrialDesk, said: dict[str, Any]) -> bytes:
    """What the lifter finds at the address of the last file."""
    found = desk.downloads.read(said["files"][0]["url"])
    assert found
    assert found[0] == "trial.ics"
    return found[1]


def test_a_confirmation_reaches_the_lifter_with_a_file_and_the_trainer_has_the_same_event(
    desk: TrialDesk, asked: Callable[..., Trial], coach: str
) -> None:
    ours = asked()
    desk.confirm(ours.id, TUESDAY_7, ONE, coach)
    (said,) = told(desk)
    assert said["kind"] == "spotter"
    assert said["text"].startswith("It is booked: Starter pack with Trainer one, tomorrow at 7:00, 60 minutes.")
    theirs, mine = event_in(file_of(desk, said)), event_in(desk.calendar(ours.id))
    assert theirs["uid"] == mine["uid"]
    assert theirs["dtstart"].dt.astimezone(UTC) == mine["dtstart"].dt.astimezone(UTC) == TUESDAY_7
    assert (theirs["sequence"], theirs["status"]) == (0, "CONFIRMED")


def test_moving_and_calling_off_send_the_same_event_with_a_higher_sequence(
    desk: TrialDesk, asked: Callable[..., Trial], coach: str
) -> None:
    ours = asked()
    desk.confirm(ours.id, TUESDAY_7, ONE, coach)
    desk.move(ours.id, Wall(date(2026, 11, 25), 9 * 60), coach)
    moved = told(desk)[-1]
    assert "is now on Wednesday at 9:00" in moved["text"]
    event = event_in(file_of(desk, moved))
    assert (event["sequence"], event["dtstart"].dt.astimezone(UTC)) == (1, utc(2026, 11, 25, 8))
    desk.cancel(ours.id, coach)
    off = told(desk)[-1]
    assert off["text"].startswith("It is called off: Starter pack with Trainer one, on Wednesday at 9:00.")
    for content in (file_of(desk, off), desk.calendar(ours.id)):
        event = event_in(content)
        assert (event["sequence"], event["status"]) == (2, "CANCELLED")
        assert event["uid"] == event_in(file_of(desk, moved))["uid"]


def test_a_time_that_was_given_away_is_refused_in_words_and_nothing_is_told(
    desk: TrialDesk, asked: Callable[..., Trial], coach: str
) -> None:
    first, second = asked(), asked("web:2")
    desk.confirm(first.id, TUESDAY_7, ONE, coach)
    with pytest.raises(BookingError, match=r"Somebody was quicker: tomorrow at 7:00 is now taken\."):
        desk.confirm(second.id, TUESDAY_7, ONE, coach)
    assert told(desk, "web:2") == []
    desk.confirm(second.id, THURSDAY_7, ONE, coach)
    with pytest.raises(BookingError, match="taken"):
        desk.move(second.id, Wall(date(2026, 11, 24), 7 * 60 + 30), coach)


@pytest.mark.parametrize(
    ("begins", "who", "why"),
    [
        (TUESDAY_7 + timedelta(hours=1), ONE, "not one of the times"),
        (TUESDAY_7, "trainer-two", "Trainer two is not here for all of that"),
        (TUESDAY_7, "nobody", "do not know that trainer"),
    ],
)
def test_what_cannot_be_confirmed_is_told(
    desk: TrialDesk, asked: Callable[..., Trial], coach: str, begins: datetime, who: str, why: str
) -> None:
    ours = asked()
    with pytest.raises(BookingError, match=why):
        desk.confirm(ours.id, begins, who, coach)
    assert desk.trial(ours.id) == ours


def test_what_was_answered_already_is_told(desk: TrialDesk, asked: Callable[..., Trial], coach: str) -> None:
    ours = asked()
    desk.decline(ours.id, "We are full that week. Would Friday work?", coach)
    (said,) = told(desk)
    assert said["text"] == (
        "Sorry, none of your times can be had: tomorrow at 7:00 or on Thursday at 7:00. "
        "We are full that week. Would Friday work?"
    )
    for step in (
        lambda: desk.confirm(ours.id, TUESDAY_7, ONE, coach), lambda: desk.decline(ours.id, "", coach),
        lambda: desk.cancel(ours.id, coach), lambda: desk.move(ours.id, Wall(date(2026, 11, 26), 600), coach),
        lambda: desk.calendar(ours.id),
    ):  # fmt: skip
        with pytest.raises(BookingError):
            step()
    assert len(told(desk)) == 1
    with pytest.raises(MissingError):
        desk.trial("0" * 32)


def test_a_request_that_the_gym_calls_off_is_told_without_a_file(
    desk: TrialDesk, asked: Callable[..., Trial], coach: str
) -> None:
    desk.cancel(asked().id, coach)
    (said,) = told(desk)
    assert "files" not in said
    assert "called off from our side" in said["text"]


def test_what_could_not_be_told_at_once_is_told_by_the_next_look_and_never_twice(
    desk: TrialDesk, asked: Callable[..., Trial], coach: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = asked()

    def broken(*_: object, **__: object) -> bool:
        raise StoreUnavailableError("the power went")

    with monkeypatch.context() as context:
        context.setattr(type(desk.stores.outbox), "post", broken)
        with pytest.raises(StoreUnavailableError):
            desk.confirm(ours.id, TUESDAY_7, ONE, coach)
    assert desk.trial(ours.id).state is TrialState.BOOKED
    assert told(desk) == []
    assert desk.catch_up() == 1
    assert desk.catch_up() == 0
    with monkeypatch.context() as context:  # it was posted, and the process ended before that was kept
        context.setattr(type(desk.stores.trials), "told", lambda *_: False)
        desk.move(ours.id, Wall(date(2026, 11, 25), 9 * 60), coach)
    desk.catch_up()
    assert len(told(desk)) == 2


def test_who_was_erased_is_told_nothing_and_leaves_no_file(
    desk: TrialDesk, asked: Callable[..., Trial], coach: str, tmp_path: Path
) -> None:
    ours = asked()
    desk.confirm(ours.id, TUESDAY_7, ONE, coach)
    assert list((tmp_path / "downloads").rglob("*.ics"))
    desk.downloads.delete(ours.lifter)
    desk.stores.rights.erase(ours.lifter, MONDAY_9, "lifter")
    assert desk.catch_up() == 0
    assert not list((tmp_path / "downloads").rglob("*.ics"))
    assert desk.trials() == ()


def test_two_trainers_who_confirm_overlapping_times_at_once_book_one(
    desk: TrialDesk, asked: Callable[..., Trial], coach: str
) -> None:
    for day in range(5):
        begins = TUESDAY_7 + timedelta(weeks=day)
        both = [asked(f"web:{day}-{at}", times=(begins + at * timedelta(minutes=30),)) for at in (0, 1)]
        refused: list[str] = []

        def confirm(one: Trial, refused: list[str] = refused) -> None:
            try:
                desk.confirm(one.id, one.times[0], ONE, coach)
            except BookingError as error:
                refused.append(str(error))

        at_once(*(lambda one=one: confirm(one) for one in both))
        states = [desk.trial(each.id).state for each in both]
        assert sorted(states) == [TrialState.ASKED, TrialState.BOOKED]
        assert len(refused) == 1
        assert "is now taken" in refused[0]

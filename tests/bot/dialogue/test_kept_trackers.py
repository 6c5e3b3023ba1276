"""Conversations that are held ready are always what is on disk, whoever else changes it, and whatever fails."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue import kept_trackers
from bot.dialogue.kept_trackers import KeptTrackers
from bot.dialogue.memory import KEPT_EVENTS, MOST_EVENTS
from bot.store.errors import ChangedError, RecordError, StoreError, StoreUnavailableError
from bot.store.handover_records import Agreement, AgreementKind
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind
from bot.store.memory import memory_stores
from bot.store.sql import open_stores
from tests.bot.dialogue.conftest import Switch, turn
from tests.bot.store.conftest import handover, trainer

Run = Callable[[Coroutine[Any, Any, Any]], Any]
ID = "web:1"


@pytest.fixture
def run() -> Iterator[Run]:
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(params=["memory", "sqlite"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Stores:
    return memory_stores() if request.param == "memory" else open_stores(f"sqlite:///{tmp_path / 'spotter.db'}")


@pytest.fixture
def switch(stores: Stores) -> Switch:
    return Switch(stores.conversations)


@pytest.fixture
def trackers(switch: Switch, stores: Stores, domain: Domain) -> KeptTrackers:
    return KeptTrackers(switch, stores, domain)


@pytest.fixture
def others(stores: Stores, domain: Domain) -> KeptTrackers:
    """Those of another process on the same database."""
    return KeptTrackers(stores.conversations, stores, domain)


async def say(trackers: KeptTrackers, text: str, *events: SlotSet, id: str = ID, **reading: Any) -> None:
    """One turn, kept."""
    async with trackers.held(id) as tracker:
        for event in turn(text, *events, **reading):
            tracker.update(event)
        await trackers.save(tracker)


def texts(tracker: DialogueStateTracker) -> list[str | None]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_a_conversation_is_held_ready_and_read_once(trackers: KeptTrackers, switch: Switch, run: Run) -> None:
    run(say(trackers, "one"))
    run(say(trackers, "two"))
    run(say(trackers, "three"))
    assert switch.calls == ["read", "begin", "append", "version", "append", "version", "append"]
    assert texts(run(trackers.open(ID))) == ["one", "two", "three"]


def test_after_a_restart_it_goes_on(trackers: KeptTrackers, others: KeptTrackers, run: Run) -> None:
    run(say(trackers, "one", SlotSet("sex", "female")))
    found = run(others.open(ID))
    assert (texts(found), found.get_slot("sex")) == (["one"], "female")


def test_what_is_not_there_is_not_made_by_looking(trackers: KeptTrackers, stores: Stores, run: Run) -> None:
    assert run(trackers.retrieve(ID)) is None
    assert not run(trackers.is_known(ID))
    assert stores.conversations.version(ID) is None
    run(say(trackers, "one"))
    assert run(trackers.is_known(ID))


def test_two_processes_take_turns_in_one_conversation(trackers: KeptTrackers, others: KeptTrackers, run: Run) -> None:
    for number in range(6):
        run(say((trackers, others)[number % 2], str(number), SlotSet("misread", number)))
    for each in (trackers, others):
        found = run(each.open(ID))
        assert (texts(found), found.get_slot("misread")) == (["0", "1", "2", "3", "4", "5"], 5)


def test_of_two_processes_in_the_same_turn_one_keeps_it_and_the_other_knows(
    trackers: KeptTrackers, others: KeptTrackers, run: Run
) -> None:
    async def both() -> None:
        async with trackers.held(ID) as tracker:
            tracker.update(turn("mine")[0])
            await say(others, "theirs")
            await trackers.save(tracker)

    with pytest.raises(ChangedError):
        run(both())
    assert texts(run(trackers.open(ID))) == ["theirs"]


@pytest.mark.parametrize("off", ["read", "version", "begin", "append"])
def test_what_fails_raises_and_leaves_nothing_behind(
    off: str, trackers: KeptTrackers, switch: Switch, stores: Stores, run: Run
) -> None:
    if off in ("version", "append"):
        run(say(trackers, "before", SlotSet("sex", "female")))
    switch.off = frozenset({off})
    with pytest.raises(StoreUnavailableError):
        run(say(trackers, "lost", SlotSet("sex", "male")))
    switch.off = frozenset()
    found = run(trackers.open(ID))
    assert "lost" not in texts(found)
    assert found.get_slot("sex") == ("female" if off in ("version", "append") else None)
    run(say(trackers, "after"))
    kept = stores.conversations.read(ID, 99)
    assert kept is not None
    assert [body.body.count('"event": "user"') for body in kept.events].count(1) == len(texts(found))


@pytest.mark.parametrize("error", [ValueError, asyncio.CancelledError])
def test_a_turn_that_breaks_is_forgotten_whole(error: type[BaseException], trackers: KeptTrackers, run: Run) -> None:
    async def broken() -> None:
        async with trackers.held(ID) as tracker:
            tracker.update(SlotSet("sex", "male"))
            raise error

    run(say(trackers, "before"))
    with pytest.raises(error):
        run(broken())
    found = run(trackers.open(ID))
    assert (texts(found), found.get_slot("sex")) == (["before"], None)


def test_a_conversation_that_was_erased_meanwhile_is_not_written_again(
    trackers: KeptTrackers, stores: Stores, run: Run
) -> None:
    async def erased_in_flight() -> None:
        async with trackers.held(ID) as tracker:
            tracker.update(turn("late")[0])
            stores.conversations.delete(ID)
            await trackers.save(tracker)

    run(say(trackers, "before", SlotSet("sex", "male")))
    with pytest.raises(ChangedError):
        run(erased_in_flight())
    assert stores.conversations.read(ID, 9) is None
    found = run(trackers.open(ID))
    assert (texts(found), found.get_slot("sex")) == ([], None)


def test_a_first_turn_is_not_written_either_where_its_lifter_was_erased_meanwhile(
    trackers: KeptTrackers, stores: Stores, run: Run
) -> None:
    async def erased_in_flight() -> None:
        async with trackers.held(ID) as tracker:
            tracker.update(turn("late")[0])
            lifter = stores.lifters.lifter_of(ID, kept_trackers._now())
            stores.rights.erase(lifter.id, kept_trackers._now(), "operator")
            await trackers.save(tracker)

    with pytest.raises(ChangedError):
        run(erased_in_flight())
    assert stores.conversations.read(ID, 9) is None


def test_deleting_one_leaves_nothing_ready(trackers: KeptTrackers, stores: Stores, run: Run) -> None:
    run(say(trackers, "mine"))
    run(say(trackers, "theirs", id="slack:2"))
    run(trackers.delete(ID))
    assert run(trackers.keys()) == []
    assert stores.conversations.version(ID) is None
    assert texts(run(trackers.open("slack:2"))) == ["theirs"]


def test_only_so_many_are_held_ready(trackers: KeptTrackers, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_trackers, "LIVE", 3)
    for number in range(5):
        run(say(trackers, "hello", id=f"web:{number}"))
    assert run(trackers.keys()) == ["web:2", "web:3", "web:4"]
    run(say(trackers, "again", id="web:2"))
    run(say(trackers, "again", id="web:0"))
    assert run(trackers.keys()) == ["web:4", "web:2", "web:0"]
    assert texts(run(trackers.open("web:0"))) == ["hello", "again"]


@pytest.mark.parametrize("meanwhile", ["others talk", "another is deleted"])
def test_a_turn_under_way_is_kept_whatever_else_is_no_longer_held_ready(
    meanwhile: str, trackers: KeptTrackers, others: KeptTrackers, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def both() -> None:
        async with trackers.held(ID) as tracker:
            tracker.update(turn("mine")[0])
            await (say(trackers, "theirs", id="slack:2") if meanwhile == "others talk" else trackers.delete("slack:2"))
            await trackers.save(tracker)

    monkeypatch.setattr(kept_trackers, "LIVE", 1)
    run(both())
    assert texts(run(others.open(ID))) == texts(run(trackers.open(ID))) == ["mine"]


def test_what_is_held_and_read_does_not_grow_and_all_is_kept(
    trackers: KeptTrackers, others: KeptTrackers, stores: Stores, run: Run
) -> None:
    for number in range(120):
        run(say(trackers, str(number), SlotSet("misread", number)))
        assert len(run(trackers.open(ID)).events) <= MOST_EVENTS + 4
    back = run(others.open(ID))
    assert KEPT_EVENTS - 5 <= len(back.events) <= MOST_EVENTS
    assert (texts(back)[-3:], back.get_slot("misread")) == (["117", "118", "119"], 119)
    kept = stores.conversations.read(ID, 9999)
    assert kept is not None
    assert len(kept.events) == 120 * len(turn("x", SlotSet("misread", 0)))


def test_all_work_of_the_database_is_done_in_other_threads(trackers: KeptTrackers, switch: Switch, run: Run) -> None:
    names = set()
    switch.before = lambda _: names.add(threading.current_thread().name)
    run(say(trackers, "one"))
    run(say(trackers, "two"))
    run(trackers.delete(ID))
    assert all(name.startswith("conversations") for name in names)
    assert names


def test_a_database_that_hangs_holds_up_nobody_else_and_not_for_ever(
    trackers: KeptTrackers, switch: Switch, run: Run
) -> None:
    freed, ticks = threading.Event(), []
    switch.before = lambda _: freed.wait(5)

    async def others_go_on() -> None:
        while not freed.is_set():
            ticks.append(time.perf_counter())
            await asyncio.sleep(0.01)

    async def hang() -> None:
        beside = asyncio.ensure_future(others_go_on())
        with pytest.raises(StoreUnavailableError):
            await trackers.open(ID, patience=0.2)
        freed.set()
        await beside

    run(hang())
    assert len(ticks) > 5


@pytest.mark.parametrize("id", ["\ud800", "a\0b", "", "x" * 256])
def test_an_id_that_cannot_be_kept_is_an_error_like_any_other(id: str, trackers: KeptTrackers, run: Run) -> None:
    with pytest.raises(RecordError):
        run(trackers.open(id))


KNEE = {"intent": "report_complaint", "entities": [{"entity": "complaint", "value": "knee"}]}


def complain(trackers: KeptTrackers, run: Run) -> None:
    run(say(trackers, "my knee hurts", SlotSet("complaints", ["knee"]), **KNEE))


def test_health_is_kept_on_consent_alone(
    trackers: KeptTrackers, others: KeptTrackers, stores: Stores, run: Run
) -> None:
    complain(trackers, run)
    assert run(trackers.open(ID)).get_slot("complaints") == ["knee"], "while it is held ready it is known"
    assert "knee" not in repr(stores.conversations.read(ID, 99))
    lifter = stores.lifters.lifter_of(ID, kept_trackers._now()).id
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", kept_trackers._now())
    complain(trackers, run)
    found = run(others.open(ID))
    assert (texts(found), found.get_slot("complaints")) == (["", "my knee hurts"], ["knee"])
    stores.consents.withdraw(lifter, ConsentKind.HEALTH, kept_trackers._now())
    run(say(trackers, "ok"))
    assert "knee" not in repr(stores.conversations.read(ID, 99))


def test_the_consent_is_only_looked_up_where_health_is_told_of(stores: Stores, domain: Domain, run: Run) -> None:
    consents = Switch(stores.consents)
    trackers = KeptTrackers(stores.conversations, replace(stores, consents=consents), domain)
    stores.lifters.lifter_of(ID, kept_trackers._now())
    run(say(trackers, "how many reps"))
    assert consents.calls == []
    complain(trackers, run)
    assert consents.calls == ["holds"]
    consents.off = frozenset({"holds"})
    with pytest.raises(StoreError):
        complain(trackers, run)
    assert len(texts(run(trackers.open(ID)))) == 2


def test_answers_around_what_a_trainer_agreed_are_kept_on_the_consent_as_those_around_a_complaint(
    trackers: KeptTrackers, stores: Stores, run: Run
) -> None:
    now = kept_trackers._now()
    lifter, coach = stores.lifters.lifter_of(ID, now).id, trainer(stores)
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", now)
    run(say(trackers, "how many reps"))
    made = stores.handovers.ask(handover(lifter, conversation=ID, asked_at=now))
    stores.handovers.claim(made.id, coach, now)
    shoulder = Agreement("no overhead work", AgreementKind.COMPLAINT, "shoulder")
    stores.handovers.hand_back(made.id, coach, "", [shoulder], now)
    run(say(trackers, "and now"))
    kept = stores.conversations.read(ID, 99)
    assert kept
    uttered = [each.consent for each in kept.events if '"event": "bot"' in each.body]
    assert uttered == [None, ConsentKind.HEALTH]

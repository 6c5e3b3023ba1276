"""A lifter's rights in the chat."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.rights import ASKED, FILE, AskErase, Erase, ExportData, KeepEverything
from actions.services import Services
from bot.rights.archive import read_archive
from bot.rights.errors import UnfinishedError
from tests.actions.conftest import Clock, Outcome
from tests.bot.store.everything import plant

Run = Callable[..., Outcome]
MARKER = "zanzibarquokka"


@pytest.fixture
def lifter(here: Services) -> str:
    return plant(here.stores, "lifter", MARKER)


def test_the_export_holds_everything_and_the_answer_says_where_it_is(
    run: Run, make_tracker: Callable, here: Services, lifter: str
) -> None:
    outcome = run(ExportData(), make_tracker("request_export"))
    assert outcome.responses == ["utter_export"]
    place = Path(outcome.values("utter_export")["place"])
    assert place.name == FILE
    found = read_archive(place)
    assert [each.action for each in found.audit][-1] == "exported"
    kept = here.stores.rights.export(lifter, here.now(), "test")
    assert replace(found, audit=()) == replace(kept, audit=())


def test_one_of_whom_nothing_is_kept_gets_a_file_all_the_same(run: Run, make_tracker: Callable) -> None:
    outcome = run(ExportData(), make_tracker("request_export"))
    assert Path(outcome.values("utter_export")["place"]).is_file()


def test_before_anything_is_deleted_it_is_asked_with_what_there_is(
    run: Run, make_tracker: Callable, here: Services, lifter: str
) -> None:
    tracker = make_tracker("request_erase")
    outcome = run(AskErase(), tracker)
    assert outcome.responses == ["utter_ask_erase"]
    assert "workouts" in outcome.values("utter_ask_erase")["kept"]
    assert outcome.slots == {ASKED: tracker.latest_message["message_id"], "requested_slot": None}
    assert {"event": "active_loop", "timestamp": None, "name": None} in outcome.events
    assert here.stores.lifters.find(lifter)


def test_of_one_who_only_talked_it_is_asked_too(run: Run, make_tracker: Callable) -> None:
    assert run(AskErase(), make_tracker("request_erase")).values("utter_ask_erase")["kept"]


def test_a_yes_deletes_records_files_and_what_was_typed_and_drops_the_conversation(
    run: Run, make_tracker: Callable, here: Services, lifter: str, tmp_path: Path
) -> None:
    run(ExportData(), make_tracker("request_export"))
    outcome = run(Erase(), make_tracker("request_erase_everything", **{ASKED: "m1"}))
    assert outcome.responses == ["utter_erased"]
    assert outcome.slots == {"erased": True}
    assert here.stores.lifters.find(lifter) is None
    assert not list(tmp_path.rglob(FILE))


def test_a_button_from_long_ago_asks_again(run: Run, make_tracker: Callable, here: Services, lifter: str) -> None:
    outcome = run(Erase(), make_tracker("request_erase_everything"))
    assert outcome.responses == ["utter_ask_erase"]
    assert here.stores.lifters.find(lifter)


def test_a_no_keeps_everything_and_the_question_is_over(
    run: Run, make_tracker: Callable, here: Services, lifter: str
) -> None:
    outcome = run(KeepEverything(), make_tracker("request_keep_everything", **{ASKED: "m1"}))
    assert outcome.responses == ["utter_kept_everything"]
    assert outcome.slots == {ASKED: None}
    assert here.stores.lifters.find(lifter)


def test_traces_that_could_not_be_deleted_are_told(
    run: Run, make_tracker: Callable, lifter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unfinished(*_: Any) -> None:
        raise UnfinishedError("The records are gone, but: a log is read.")

    monkeypatch.setattr("actions.rights.erase", unfinished)
    outcome = run(Erase(), make_tracker("request_erase_everything", **{ASKED: "m1"}))
    assert outcome.responses == ["utter_erased_but_traces"]
    assert outcome.slots == {"erased": True}


def test_whoever_writes_again_is_somebody_new(
    run: Run, make_tracker: Callable, here: Services, lifter: str, clock: Clock
) -> None:
    run(Erase(), make_tracker("request_erase_everything", **{ASKED: "m1"}))
    again = here.stores.lifters.lifter_of("lifter", clock.now)
    assert again.id != lifter
    assert here.stores.log.workouts(again.id) == ()

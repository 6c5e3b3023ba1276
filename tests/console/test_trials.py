"""Trials in the console: a trainer confirms their own, an owner everybody's, and what cannot be stands on the page."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from bot.downloads import Downloads
from bot.store.handover_records import Role
from bot.store.log_records import new_id
from bot.store.trial_records import Trial, TrialState
from tests.bot.handover.gyms import MONDAY_9, utc
from tests.console.asking import Asking
from tests.console.served import Served

TUESDAY_7, FRIDAY_15 = utc(2026, 11, 24, 6), utc(2026, 11, 27, 14)


@pytest.fixture
def console(serve: Callable[..., Served], tmp_path: Path) -> Served:
    """On Monday morning."""
    return serve(now=lambda: MONDAY_9, downloads=Downloads(tmp_path / "downloads"))


@pytest.fixture
def one(console: Served) -> Asking:
    """Trainer one, signed in."""
    return signed_in(console, "Trainer one", "trainer-one")


def signed_in(console: Served, name: str, login: str, role: Role = Role.TRAINER) -> Asking:
    console.trainer(name, login, role)
    asking = Asking(console)
    asking.sign_in(login)
    return asking


def asked(console: Served, conversation: str = "web:1", **changes: Any) -> Trial:
    lifter = console.stores.lifters.lifter_of(conversation, MONDAY_9).id
    made = Trial(new_id(), conversation, lifter, MONDAY_9, (TUESDAY_7, FRIDAY_15), 60)
    return console.stores.trials.ask(replace(made, **changes))


def texts(console: Served, conversation: str = "web:1") -> list[str]:
    return [json.loads(each.body)["text"] for each in console.stores.outbox.latest(conversation, 9)]


def found(console: Served, trial: Trial) -> Trial:
    there = console.stores.trials.find(trial.id)
    assert there
    return there


def confirm(asking: Asking, trial: Trial, trainer: str = "trainer-one", time: str = TUESDAY_7.isoformat()) -> Any:
    return asking.post(f"/trials/{trial.id}/confirm", time=time, trainer=trainer)


def test_a_trainer_sees_who_asks_and_confirms_a_time(console: Served, one: Asking) -> None:
    ours = asked(console)
    page = one.get("/trials").text
    assert "tomorrow at 7:00" in page
    assert "on Friday at 15:00" in page
    assert "Trainer two" not in page
    answer = confirm(one, ours)
    assert (answer.status_code, answer.headers["location"]) == (303, "/trials?told=booked")
    assert "Booked. The lifter hears of it" in one.get("/trials?told=booked").text
    assert (found(console, ours).state, found(console, ours).trainer) == (TrialState.BOOKED, "trainer-one")
    assert texts(console)[0].startswith("It is booked")
    file = one.get(f"/trials/{ours.id}/trial.ics")
    assert file.headers["content-type"].startswith("text/calendar")
    assert next(iter(Calendar.from_ical(file.content).walk("VEVENT")))["sequence"] == 0


def test_a_day_that_is_named_has_its_date_beside_it(console: Served, one: Asking) -> None:
    confirm(one, asked(console))
    far = utc(2026, 11, 30, 6)
    asked(console, "web:2", times=(FRIDAY_15, far))
    page = one.get("/trials").text
    assert "Trainer one, tomorrow at 7:00 (Tue 24 Nov)</h3>" in page
    assert ">on Friday at 15:00 (Fri 27 Nov)</option>" in page
    assert ">on Monday 30 November at 7:00</option>" in page


def test_each_page_says_how_many_requests_wait(console: Served, one: Asking) -> None:
    count = re.compile(r'id="trials-waiting" class="count">(\d*)<')
    assert count.findall(one.get("/").text) == [""]
    first = asked(console)
    asked(console, "web:2")
    asked(console, "web:3", times=(MONDAY_9,))
    assert count.findall(one.get("/").text) == count.findall(one.get("/trials").text) == ["2"]
    assert 'data-trials="2"' in one.get("/news").text
    confirm(one, first)
    assert count.findall(one.get("/").text) == ["1"]


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"trainer": "trainer-two", "time": FRIDAY_15.isoformat()}, "Pick one of the times"),
        ({"trainer": "trainer-one", "time": "never"}, "Pick one of the times"),
        ({"trainer": "trainer-one", "time": FRIDAY_15.isoformat()}, "Trainer one is not here for all of that"),
    ],
)
def test_what_cannot_be_confirmed_stands_on_the_page(
    console: Served, one: Asking, form: dict[str, str], why: str
) -> None:
    ours = asked(console)
    answer = one.post(f"/trials/{ours.id}/confirm", **form)
    assert answer.status_code == 409
    assert why in answer.text
    assert found(console, ours) == ours


def test_an_owner_confirms_for_everybody(console: Served) -> None:
    owner, ours = signed_in(console, "Owner", "owner", Role.OWNER), asked(console)
    assert confirm(owner, ours, "trainer-two", FRIDAY_15.isoformat()).status_code == 303
    assert found(console, ours).trainer == "trainer-two"


def test_the_second_who_confirms_the_same_hour_reads_that_somebody_was_quicker(console: Served, one: Asking) -> None:
    ours, theirs = asked(console), asked(console, "web:2")
    confirm(one, ours)
    answer = confirm(one, theirs)
    assert answer.status_code == 409
    assert "Somebody was quicker" in answer.text


def test_a_request_is_declined_with_a_word_which_is_shown_as_it_is(console: Served, one: Asking) -> None:
    ours = asked(console)
    one.post(f"/trials/{ours.id}/decline", words="Try <b>Friday</b> at 9.")
    assert found(console, ours).state is TrialState.DECLINED
    assert texts(console)[0].endswith("Try <b>Friday</b> at 9.")


def test_a_trial_is_moved_and_called_off_by_its_trainer_or_an_owner(console: Served, one: Asking) -> None:
    ours, two = asked(console), signed_in(console, "Trainer two", "trainer-two")
    confirm(one, ours)
    form = {"day": "2026-11-25", "at": "09:00"}
    assert two.post(f"/trials/{ours.id}/move", **form).status_code == 409
    assert two.post(f"/trials/{ours.id}/cancel").status_code == 409
    assert one.post(f"/trials/{ours.id}/move", day="someday", at="9").status_code == 409
    assert one.post(f"/trials/{ours.id}/move", **form).status_code == 303
    assert found(console, ours).begins == utc(2026, 11, 25, 8)
    assert one.post(f"/trials/{ours.id}/cancel").status_code == 303
    assert [each.partition(":")[0] for each in texts(console)] == ["It is booked", "It is moved", "It is called off"]
    page = one.get("/trials").text
    assert "Called off" in page
    event = next(iter(Calendar.from_ical(one.get(f"/trials/{ours.id}/trial.ics").content).walk("VEVENT")))
    assert (event["sequence"], event["status"]) == (2, "CANCELLED")


def test_without_the_token_of_the_form_nothing_is_done(console: Served, one: Asking) -> None:
    ours = asked(console)
    form = {"time": TUESDAY_7.isoformat(), "trainer": "trainer-one"}
    assert one.post(f"/trials/{ours.id}/confirm", "0" * 64, **form).status_code == 403
    assert Asking(console).get("/trials").status_code == 303
    assert found(console, ours) == ours


def test_what_is_not_there_or_was_never_booked_has_no_file(console: Served, one: Asking) -> None:
    for id in (asked(console).id, new_id(), "x"):
        assert one.get(f"/trials/{id}/trial.ics").status_code == 404


def test_a_request_whose_times_are_over_is_gone_from_the_page(console: Served, one: Asking) -> None:
    asked(console, times=(MONDAY_9 - timedelta(hours=1),), asked_at=MONDAY_9 - timedelta(days=1))
    assert "Nobody waits for a trial." in one.get("/trials").text


def test_without_a_gym_the_page_says_so(serve: Callable[..., Served]) -> None:
    bare = serve(now=lambda: MONDAY_9)
    page = signed_in(bare, "Trainer one", "trainer-one").get("/trials")
    assert page.status_code == 200
    assert "There is no gym file" in page.text

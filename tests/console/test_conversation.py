"""Whose a conversation is, what may be seen of it, and how it ends. Without a browser."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.store.handover_records import AgreementKind, HandoverReason, HandoverState, Role
from bot.store.log_records import ConsentKind, ProfileEntry, new_id
from bot.trainer_desk import CLEARED, may_coach_again
from tests.at_once import at_once
from tests.bot.handover.gyms import MONDAY_9
from tests.console.asking import Asking
from tests.console.served import Served, now

ONE, TWO = "web:" + "1" * 32, "telegram:4711"


@pytest.fixture
def enter(console: Served) -> Callable[..., Asking]:
    """Trainers who are signed in: enter("Robin")."""

    def make(name: str, **more: Any) -> Asking:
        account = console.trainer(name, **more)
        asking = Asking(console)
        login = console.stores.trainers.begin_login(account.id, now() + timedelta(hours=1))
        asking.client.cookies.set("console", login.token)
        return asking

    return make


def knows(console: Served, lifter: str, field: str, value: str, consent: ConsentKind | None = None) -> None:
    entry = ProfileEntry(lifter, field, value, now(), consent=consent)
    assert console.stores.profiles.keep_facts(lifter, [entry])


def test_of_many_who_claim_at_once_one_gets_it_and_the_others_are_told(
    console: Served, enter: Callable[..., Asking]
) -> None:
    handover = console.lifter(ONE, "Help me")
    all_of_them = [enter(f"Trainer {each}") for each in range(4)]
    tokens, where = [each.token() for each in all_of_them], []

    def claim(at: int) -> None:
        answer = all_of_them[at].post(f"/conversations/{handover.id}/claim", tokens[at])
        where.append((answer.headers["location"], all_of_them[at]))

    at_once(*(lambda at=at: claim(at) for at in range(4)))
    won = [each for each in where if each[0] == f"/conversations/{handover.id}"]
    lost = [each for each in where if "told=taken" in each[0]]
    assert (len(won), len(lost)) == (1, 3)
    holder = console.stores.handovers.find(handover.id)
    assert holder
    name = next(each.name for each in console.stores.trainers.trainers() if each.id == holder.trainer)
    for location, asking in lost:
        assert f"{name} was a moment faster" in asking.get(location).text


def test_what_is_said_with_another_trainer_is_theirs(console: Served, enter: Callable[..., Asking]) -> None:
    handover = console.lifter(ONE, "A secret of mine")
    robin, kim = enter("Robin"), enter("Kim")
    assert "A secret of mine" in kim.get(f"/conversations/{handover.id}").text
    robin.post(f"/conversations/{handover.id}/claim")
    for path in ("", "/news", "/news?after=0"):
        seen = kim.get(f"/conversations/{handover.id}{path}")
        assert "secret" not in seen.text
        assert "the brief" not in seen.text
        assert "Robin has this lifter now" in seen.text
    for path, form in (("reply", {"text": "x", "reply_id": "a"}), ("note", {"text": "x"}), ("close", {})):
        kim.post(f"/conversations/{handover.id}/{path}", **form)
    kim.post(f"/conversations/{handover.id}/hand-back", summary="x", read="x")
    still = console.stores.handovers.find(handover.id)
    assert still
    assert (still.is_open, still.replied_at) == (True, None)
    assert console.stores.outbox.latest(ONE, 9)[-1].message_id is not None
    robin.post(f"/conversations/{handover.id}/close")
    assert "secret" not in robin.get(f"/conversations/{handover.id}").text


def test_a_name_is_shown_only_as_far_as_the_lifter_agreed(console: Served, enter: Callable[..., Asking]) -> None:
    kim = enter("Kim")
    for conversation, passes_on in ((ONE, True), (TWO, False)):
        handover = console.lifter(conversation, "Hi", passes_on=passes_on)
        console.agrees(handover, ConsentKind.CONTACT)
        knows(console, handover.lifter, "name", "Alexandra", ConsentKind.CONTACT)
        assert ("Alexandra" in kim.get(f"/conversations/{handover.id}").text) is passes_on
        console.stores.consents.withdraw(handover.lifter, ConsentKind.CONTACT, now())
        assert "Alexandra" not in kim.get("/").text


def test_red_flags_come_first_and_say_what_they_are(console: Served, enter: Callable[..., Asking]) -> None:
    kim = enter("Kim")
    console.lifter(ONE, "Hi")
    flagged = console.lifter(TWO, "My chest hurts")
    knows(console, flagged.lifter, "red_flag", json.dumps({"hazard": "cardiac", "severity": "emergency"}))
    page = kim.get("/").text
    assert "chest or heart" in page
    assert page.index(f"card-{flagged.id}") < page.index('class="lifter-card"')


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_words_that_cannot_be_sent_are_told(console: Served, enter: Callable[..., Asking], text: str) -> None:
    handover, robin = console.lifter(ONE, "Hi"), enter("Robin")
    robin.post(f"/conversations/{handover.id}/claim")
    answer = robin.post(f"/conversations/{handover.id}/reply", headers={"x-live": "1"}, text=text, reply_id="a")
    assert answer.status_code == 400
    assert "1 to 2000 characters" in answer.json()["told"]


def test_a_reply_that_comes_twice_is_said_once(console: Served, enter: Callable[..., Asking]) -> None:
    handover, robin = console.lifter(TWO, "Hi"), enter("Robin")
    robin.post(f"/conversations/{handover.id}/claim")
    token = robin.token()

    def say() -> None:
        form = {"text": "Hello you", "reply_id": "abc123"}
        assert robin.post(f"/conversations/{handover.id}/reply", token, {"x-live": "1"}, **form).status_code == 200

    at_once(say, say, say)
    said = [json.loads(each.body) for each in console.stores.outbox.latest(TWO, 9)]
    assert [each["text"] for each in said] == ["Hi", "Hello you"]
    assert said[1] == {"kind": "trainer", "text": "Hello you", "trainer": "Robin"}


def test_a_summary_is_read_and_kept_as_the_trainer_leaves_it(console: Served, enter: Callable[..., Asking]) -> None:
    handover, robin = console.lifter(ONE, "My knee", reason=HandoverReason.RED_FLAG), enter("Robin")
    console.agrees(handover, ConsentKind.HEALTH)
    where = f"/conversations/{handover.id}/hand-back"
    robin.post(f"/conversations/{handover.id}/claim")
    summary = "No overhead work for two weeks.\nBox squats are fine."
    shown = robin.post(where, summary=summary).text
    assert 'value="shoulder" selected' in shown
    assert 'value="Box squats are fine."' in shown
    assert console.stores.handovers.find(handover.id).is_open
    left = {"summary": summary, "read": summary, "health": "on", "cleared": "on"}
    first = {"keep_0": "on", "text_0": "No overhead work", "part_0": "shoulder", "until_0": "2030-01-31"}
    second = {"text_1": "Box squats are fine.", "part_1": "", "until_1": ""}
    assert "told=handed_back" in robin.post(where, **left, **first, **second).headers["location"]
    ended = console.stores.handovers.find(handover.id)
    assert ended
    assert [(each.text, each.kind, each.value, str(each.until)) for each in ended.agreed] == [
        ("No overhead work", AgreementKind.COMPLAINT, "shoulder", "2030-01-31"),
        ("A trainer has looked into it. Spotter may coach again.", AgreementKind.NOTE, CLEARED, "None"),
    ]
    assert ended.is_about_health
    assert may_coach_again(ended)


def test_a_summary_that_was_changed_is_read_again(console: Served, enter: Callable[..., Asking]) -> None:
    handover, robin = console.lifter(ONE, "My knee"), enter("Robin")
    robin.post(f"/conversations/{handover.id}/claim")
    where = f"/conversations/{handover.id}/hand-back"
    again = robin.post(where, summary="Box squats.", read="Something else.", keep_0="on", text_0="Something else.")
    assert again.status_code == 200
    assert 'value="Box squats."' in again.text
    assert console.stores.handovers.find(handover.id).is_open


def test_health_without_consent_is_not_kept_and_the_trainer_is_told_what_to_do(
    console: Served, enter: Callable[..., Asking]
) -> None:
    handover, robin = console.lifter(ONE, "My knee"), enter("Robin")
    robin.post(f"/conversations/{handover.id}/claim")
    where = f"/conversations/{handover.id}"
    agreed = {"keep_0": "on", "text_0": "No squats", "part_0": "knee", "until_0": ""}
    told = robin.post(f"{where}/hand-back", summary="No squats", read="No squats", **agreed)
    assert told.status_code == 409
    assert "tick below that they said yes" in told.text
    assert 'value="No squats"' in told.text
    note = robin.post(f"{where}/note", note_id=new_id(), text="Her knee", health="on")
    assert note.status_code == 409
    assert "has not agreed" in note.text
    found = console.stores.handovers.find(handover.id)
    assert found
    assert (found.is_open, found.summary, console.stores.handovers.notes(handover.id)) == (True, "", ())
    agreed["part_0"] = ""
    assert robin.post(f"{where}/hand-back", summary="x", read="x", **agreed).status_code == 303


def test_a_yes_that_was_said_in_the_chat_is_kept_with_who_heard_it_and_the_agreement_holds(
    console: Served, enter: Callable[..., Asking]
) -> None:
    handover, robin, kim = console.lifter(ONE, "My knee"), enter("Robin"), enter("Kim")
    robin.post(f"/conversations/{handover.id}/claim")
    where = f"/conversations/{handover.id}/hand-back"
    read = robin.post(where, summary="No squats for two weeks.")
    assert "They have said yes, in this chat" in read.text
    agreed = {"summary": "No squats", "read": "No squats", "keep_0": "on", "text_0": "No squats", "part_0": "knee"}
    kim.post(where, said_yes="on", **agreed)
    assert not console.stores.consents.holds(handover.lifter, ConsentKind.HEALTH)
    assert robin.post(where, said_yes="on", **agreed).status_code == 303
    (given,) = console.stores.consents.consents(handover.lifter)
    assert (given.kind, "Robin" in given.text) == (ConsentKind.HEALTH, True)
    kept = console.stores.handovers.find(handover.id)
    assert kept
    assert [each.value for each in kept.agreed] == ["knee"]


def test_what_is_no_day_is_told_and_shown_again(console: Served, enter: Callable[..., Asking]) -> None:
    handover, robin = console.lifter(ONE, "My knee"), enter("Robin")
    robin.post(f"/conversations/{handover.id}/claim")
    form = {"summary": "x", "read": "x", "keep_0": "on", "text_0": "No rows", "until_0": "someday"}
    told = robin.post(f"/conversations/{handover.id}/hand-back", **form)
    assert told.status_code == 400
    assert 'value="No rows"' in told.text


def test_a_note_is_kept_once(console: Served, enter: Callable[..., Asking]) -> None:
    handover, robin = console.lifter(ONE, "Hi"), enter("Robin")
    robin.post(f"/conversations/{handover.id}/claim")
    id = new_id()
    for _ in range(2):
        robin.post(f"/conversations/{handover.id}/note", note_id=id, text=" Prefers mornings ")
    assert [each.text for each in console.stores.handovers.notes(handover.id)] == ["Prefers mornings"]
    assert "Prefers mornings" in robin.get(f"/conversations/{handover.id}").text


def test_a_lifter_is_handed_on_and_an_owner_may_take_over(console: Served, enter: Callable[..., Asking]) -> None:
    handover, robin, kim = console.lifter(ONE, "Hi"), enter("Robin"), enter("Kim")
    boss, kims = enter("Boss", role=Role.OWNER), console.stores.trainers.find_by_login("kim")
    assert kims
    where = f"/conversations/{handover.id}/hand-on"
    robin.post(f"/conversations/{handover.id}/claim")
    assert "told=not_handed_on" in robin.post(where, to="f" * 32).headers["location"]
    moved = robin.post(where, to=kims.id)
    assert "Kim has this lifter now" in robin.get(moved.headers["location"]).text
    assert "Hi" in kim.get(f"/conversations/{handover.id}").text
    bosss = console.stores.trainers.find_by_login("boss")
    assert bosss
    assert "told=lost" in robin.post(where, to=bosss.id).headers["location"]
    assert "Take it from Kim" in boss.get(f"/conversations/{handover.id}").text
    boss.post(where, to=bosss.id)
    found = console.stores.handovers.find(handover.id)
    assert found
    assert found.trainer == bosss.id
    deeds = [(each.actor, each.action) for each in console.stores.audit.entries(handover.lifter)]
    assert deeds[-3:] == [("Robin", "claimed"), ("Robin", "handed on"), ("Boss", "handed on")]


def test_somebody_who_has_not_answered_is_seen_by_the_others(console: Served, enter: Callable[..., Asking]) -> None:
    handover, robin, kim = console.lifter(ONE, "Quite private"), enter("Robin"), enter("Kim")
    assert "Quite private" in kim.get("/").text
    robin.post(f"/conversations/{handover.id}/claim")
    assert "Others may need you" not in kim.get("/").text
    console.stores.handovers.escalate(handover.id, now())
    page = kim.get("/").text
    assert "Robin has this lifter, and has not answered" in page
    assert "Quite private" not in page
    robin.post(f"/conversations/{handover.id}/reply", text="Here", reply_id="a")
    assert "Others may need you" not in kim.get("/").text


@pytest.mark.parametrize("id", ["a" * 32, "x", "%00", "'", "A" * 32, "a" * 500])
def test_what_is_not_there_is_not_there(enter: Callable[..., Asking], id: str) -> None:
    robin = enter("Robin")
    for path in ("", "/news", "/hand-back"):
        assert robin.get(f"/conversations/{id}{path}").status_code == 404
    assert robin.post(f"/conversations/{id}/claim").status_code == 404


def test_who_is_here_with_how_many_and_when_is_seen(serve: Callable[..., Served]) -> None:
    console = serve(now=lambda: MONDAY_9)
    robin = console.trainer("Robin", "trainer-one")
    console.trainer("Kim", "trainer-two"), console.trainer("Sam", "trainer-three"), console.trainer("Boss")
    asking = Asking(console)
    login = console.stores.trainers.begin_login(robin.id, MONDAY_9 + timedelta(hours=1))
    asking.client.cookies.set("console", login.token)
    asking.post(f"/conversations/{console.lifter(ONE, 'Hi').id}/claim")
    page = asking.get("/").text
    for told in ("here, 1 of 4, 6:00–14:00", "here, 0 of 4, 14:00–22:00", "not at work today", "here, 0 of 3<"):
        assert told in page
    assert '<span class="count">1 of 4</span>' in page
    asking.post("/presence", presence="away")
    assert "away, 1 of 4, 6:00–14:00" in asking.get("/").text


def test_one_that_the_lifter_called_off_is_gone(console: Served, enter: Callable[..., Asking]) -> None:
    handover, robin = console.lifter(ONE, "Hi"), enter("Robin")
    console.stores.handovers.cancel(handover.id, now())
    where = robin.post(f"/conversations/{handover.id}/claim").headers["location"]
    assert "the lifter no longer needs it" in robin.get(where).text
    found = console.stores.handovers.find(handover.id)
    assert found
    assert found.state is HandoverState.CANCELLED

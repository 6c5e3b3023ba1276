"""The protocol: who comes in, what is said, and what is heard, over HTTP."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession

from bot.channels.errors import RefusedError
from bot.channels.replies import plain
from bot.channels.web import channel, streams
from bot.channels.web import visits as visits_module
from bot.channels.web.visits import COMES_BACK_WITHIN, LIFETIME, Visits
from bot.dialogue.answer import Answer, Reply
from bot.store.interface import Stores
from tests.bot.channels.conftest import QUICK, message, until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.web.guest import Guest, of
from tests.bot.channels.web.serving import HELLO, SECRET, Served
from tests.bot.channels.web.signing import claim

MakeGuest = Callable[..., Guest]


async def test_a_guest_is_greeted_asks_and_is_answered(guest: Guest) -> None:
    assert (await guest.say("how many sets?", "m1")).status == 202
    events = await guest.listen(lambda found: len(of("spotter", found)) == 2)
    assert events[0]["kind"] == "state"
    said = [each for each in events if "n" in each]
    assert {(each["kind"], each["text"]) for each in said} == {
        ("spotter", HELLO), ("lifter", "how many sets?"), ("spotter", "re: how many sets?")
    }  # fmt: skip
    assert [each["n"] for each in said] == sorted({each["n"] for each in said})
    assert [each["message_id"] for each in said if each["text"] != HELLO] == ["m1", "m1"]
    assert all(abs(each["at"] - time.time()) < 60 for each in said)


async def test_the_answer_of_visitor_says_all_that_the_widget_asks_for(make_guest: MakeGuest) -> None:
    heard = await make_guest().enter()
    assert heard.json.keys() == {"token", "expires", "conversation", "greeting"}
    assert heard.json["greeting"] is True
    assert abs(heard.json["expires"] - time.time() - LIFETIME.total_seconds()) < 60
    assert heard.headers["cache-control"] == "no-store"


async def test_who_has_asked_before_it_was_their_turn_is_not_greeted_any_more(
    make_guest: MakeGuest, served: Served
) -> None:
    assert served.built
    assert served._loop
    web = served.built.channel
    web._greeted_at_once = others = asyncio.Semaphore(0)
    guest, newcomer = await make_guest().entered(), await make_guest().entered()
    await guest.say("how many sets?")
    assert [each["text"] for each in await guest.replies(1)] == ["re: how many sets?"]
    for _ in range(2):
        served._loop.call_soon_threadsafe(others.release)
    await until(lambda: not web._greetings)
    assert [each["text"] for each in await newcomer.replies(1)] == [HELLO]
    events = await guest.listen(lambda found: len(of("spotter", found)) == 1)
    assert [each["text"] for each in events if "n" in each] == ["how many sets?", "re: how many sets?"]
    assert len(served.built.stores.outbox.latest(conversation_of(guest), 9)) == 2


async def test_what_a_button_stands_for_is_never_told_and_pressing_it_says_it(guest: Guest, coach: FakeCoach) -> None:
    await guest.say("how many sets?")
    reply = (await guest.replies(2))[-1]
    (button,) = reply["buttons"]
    assert button.keys() == {"title", "button"}
    assert "/why" not in str(reply)
    assert (await guest.press(button["button"])).status == 202
    events = await guest.listen(lambda found: len(of("spotter", found)) == 3)
    assert [each["text"] for each in of("lifter", events)] == ["how many sets?", "Why?"]
    assert [(text, payload) for _, text, payload in coach.done] == [
        ("how many sets?", None), (None, "/why how many sets?")
    ]  # fmt: skip


async def test_a_button_that_was_not_shown_here_is_refused(guest: Guest, make_guest: MakeGuest) -> None:
    other = await make_guest().entered()
    await other.replies(1)
    await other.say("how many sets?")
    theirs = (await other.replies(2))[-1]["buttons"][0]["button"]
    for button in (theirs, theirs[:-1] + "7", "", "/why", 7, None, {"title": "Why?"}, [theirs]):
        heard = await guest.press(button)
        assert (heard.status, heard.code) == (400, "unknown_button")


async def test_a_stream_goes_on_from_where_the_guest_was(guest: Guest) -> None:
    for text in ("one", "two"):
        await guest.say(text)
    said = [each for each in await guest.listen(lambda found: len(of("spotter", found)) == 3) if "n" in each]
    for place, each in enumerate(said[:-1]):
        rest = said[place + 1 :]
        assert (await guest.listen(lambda found, rest=rest: len(found) > len(rest), after=each["n"]))[1:] == rest


async def test_who_begins_anew_hears_the_last_200(guest: Guest, stores: Stores) -> None:
    conversation = conversation_of(guest)
    for number in range(230):
        stores.outbox.post(conversation, f"p{number}", [plain(str(number))], datetime.now(UTC), is_sent=True)
    found = of("spotter", await guest.listen(lambda found: any(each.get("text") == "229" for each in found)))
    assert [each["text"] for each in found][-200:] == [str(number) for number in range(30, 230)]
    assert len(found) == 200


async def test_who_was_away_for_long_hears_all_of_it(guest: Guest, stores: Stores) -> None:
    (hello,) = await guest.replies(1)
    for number in range(450):
        stores.outbox.post(conversation_of(guest), f"p{number}", [plain(str(number))], datetime.now(UTC), is_sent=True)
    found = await guest.listen(lambda found: len(of("spotter", found)) == 450, after=hello["n"])
    assert [each["text"] for each in of("spotter", found)] == [str(number) for number in range(450)]


async def test_typing_is_shown_while_an_answer_is_made(guest: Guest, coach: FakeCoach) -> None:
    coach.seconds = 0.5
    await guest.replies(1)
    listening = asyncio.create_task(guest.listen(lambda found: len(of("spotter", found)) == 2))
    await guest.say("how many sets?")
    kinds = [each["kind"] for each in await listening if each.get("text") != HELLO]
    assert kinds == ["state", "lifter", "typing", "spotter"]


async def test_what_another_process_answers_is_shown_as_typing_and_then_told(
    make_served: Callable[..., Served], http: ClientSession, stores: Stores
) -> None:
    only_shows = make_served(pace=replace(QUICK, poll_seconds=60))
    guest = await Guest(http, only_shows.origin, "10.0.0.1").entered()
    (hello,) = await guest.replies(1)
    listening = asyncio.create_task(guest.listen(lambda found: len(of("spotter", found)) == 1, after=hello["n"]))
    await asyncio.to_thread(answer_elsewhere, stores, conversation_of(guest))
    found = await listening
    assert [each["kind"] for each in found] == ["state", "lifter", "typing", "spotter"]
    assert (found[2]["on"], found[3]["text"]) == (True, "6 reps")


async def test_a_quiet_stream_is_kept_open_by_a_comment(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "COMMENT_SECONDS", 0.1)
    await guest.replies(1)
    async with asyncio.timeout(5), guest.stream() as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["X-Accel-Buffering"] == "no"
        assert "no-store" in answer.headers["Cache-Control"]
        text = b""
        while text.count(b"\n\n:\n\n") < 1 or text.count(b":\n\n:\n\n") < 1:
            text += await answer.content.readany()


async def test_a_conversation_that_was_erased_is_said_to_begin_anew(guest: Guest, stores: Stores) -> None:
    (hello,) = await guest.replies(1)
    listening = asyncio.create_task(guest.listen(lambda found: len(of("state", found)) == 2, after=hello["n"]))
    await asyncio.sleep(0.2)
    conversation = conversation_of(guest)
    now = datetime.now(UTC)
    stores.rights.erase(stores.lifters.lifter_of(conversation, now).id, now, "lifter")
    first, second = of("state", await listening)
    assert (first["last"], second["last"]) == (hello["n"], 0)


@pytest.mark.parametrize("wrong", ["-1", "x", "1.5", "٣", "1e3", "9" * 17, "null"])
async def test_a_number_that_is_none_is_refused(guest: Guest, wrong: str) -> None:
    heard = await guest.ask("GET", f"/events?after={wrong}")
    assert (heard.status, heard.code) == (400, "bad_request")


async def test_an_old_token_goes_on_with_the_same_conversation_for_a_while(make_guest: MakeGuest) -> None:
    guest = make_guest()
    first = await guest.enter()
    await guest.replies(1)
    conversation = f"web:{first.json['conversation']}"
    day = 24 * 60 * 60
    over = LIFETIME.days + COMES_BACK_WITHIN.days
    for days, goes_on in ((0, True), (LIFETIME.days + 1, True), (over - 1, True), (over + 1, False)):
        old, _ = Visits(SECRET, clock=lambda days=days: time.time() - days * day).token(conversation)
        heard = await make_guest(token=old).enter()
        assert (heard.status == 200) is goes_on
        if goes_on:
            assert heard.json["conversation"] == first.json["conversation"]
            assert heard.json["greeting"] is False
        else:
            assert heard.code == "not_signed_in"


async def test_without_a_token_or_with_a_wrong_one_nobodys_conversation_goes_on(make_guest: MakeGuest) -> None:
    first = await make_guest().enter()
    again = await make_guest().enter()
    assert again.json["conversation"] != first.json["conversation"]
    forged, _ = Visits(b"another installation's secret, long enough").token(f"web:{first.json['conversation']}")
    heard = await make_guest(token=forged).enter()
    assert (heard.status, heard.code) == (401, "not_signed_in")


async def test_a_member_finds_the_same_conversation_on_every_device(make_guest: MakeGuest) -> None:
    phone, laptop, anonymous = make_guest(), make_guest(), await make_guest().entered()
    first = (await phone.enter({"member": claim("4711")})).json
    assert first["greeting"] is True
    await phone.replies(1)
    await phone.say("from my phone")
    await phone.replies(2)
    second = (await laptop.enter({"member": claim("4711")})).json
    assert second["conversation"] == first["conversation"]
    assert second["greeting"] is False
    assert [each["text"] for each in of("lifter", await laptop.listen(lambda found: len(found) > 3))] == [
        "from my phone"
    ]
    signed_in = await anonymous.enter({"member": claim("4711")})
    assert signed_in.json["conversation"] == first["conversation"]
    left = await phone.enter({})
    assert (left.status, left.code) == (401, "not_signed_in")


@pytest.mark.parametrize(
    "wrong",
    [
        claim("4711") | {"id": "4712"}, claim("4711") | {"signature": ""}, claim("4711") | {"signature": "0" * 64},
        claim("4711", "another secret"), {"id": "4711"}, {"signature": claim("4711")["signature"]}, {}, [], "4711", 1,
        claim("") | {"id": ""}, claim("x" * 201), claim("4711") | {"id": 4711}, claim("4711") | {"signature": 7},
        claim("4711") | {"id": "\ud800"}, claim("4711") | {"signature": "é" * 64}, False,
    ],
)  # fmt: skip
async def test_a_claim_that_its_website_has_not_signed_is_refused(
    make_guest: MakeGuest, stores: Stores, wrong: object
) -> None:
    heard = await make_guest().enter({"member": wrong})
    assert (heard.status, heard.code) == (401, "not_signed_in")
    assert stores.inbox.waiting()[0] == 0


@pytest.mark.parametrize(
    ("secret", "words"), [("of the server", visits_module.UNSIGNED), ("", visits_module.NO_SECRET)]
)
def test_the_operator_is_told_once_a_minute_that_members_are_not_signed(
    caplog: pytest.LogCaptureFixture, secret: str, words: str
) -> None:
    now = 1_000.0
    visits = Visits(SECRET, secret, clock=lambda: now)
    assert visits.conversation(None, None).startswith("web:")
    for _ in range(3):
        for wrong in (claim("4711-ann", "another"), {"id": "4711-ann"}):
            with pytest.raises(RefusedError):
                visits.conversation(None, wrong)
        now += visits_module.TELL_SECONDS / 2
    assert [each.getMessage() for each in caplog.records] == [words] * 2


async def test_where_no_secret_is_shared_nobody_is_a_member(
    make_served: Callable[..., Served], make_guest: MakeGuest
) -> None:
    without = make_served(member_secret="")
    for wrong in (claim("4711"), claim("4711", "")):
        heard = await make_guest(without).enter({"member": wrong})
        assert (heard.status, heard.code) == (401, "not_signed_in")


async def test_who_is_quicker_than_an_answer_is_told_to_wait(guest: Guest) -> None:
    heard = [await guest.say(str(number)) for number in range(14)]
    assert {each.status for each in heard[:10]} == {202}
    late = heard[-1]
    assert (late.status, late.code) == (429, "slow_down")
    assert 1 <= int(late.headers["retry-after"]) <= 10


async def test_one_address_brings_so_many_new_guests_and_no_more(make_guest: MakeGuest) -> None:
    crowd, other = make_guest(), make_guest()
    heard = [await crowd.ask("POST", "/visitor", {}) for _ in range(int(channel.NEW_PER_ADDRESS.at_once) + 5)]
    assert {each.status for each in heard[:60]} == {200}
    assert (heard[-1].status, heard[-1].code) == (429, "slow_down")
    assert (await other.enter()).status == 200


async def test_one_guest_has_so_many_streams_and_no_more(guest: Guest, served: Served) -> None:
    opened = []
    for _ in range(streams.MOST_OF_ONE):
        opened.append(await guest.stream())
    heard = await guest.ask("GET", "/events?after=0")
    assert (heard.status, heard.code) == (503, "unavailable")
    assert int(heard.headers["retry-after"]) >= 1
    for each in opened:
        each.close()
    assert served.built
    await until(lambda: len(served.built.channel._streams) == 0)
    await guest.replies(1)


async def test_a_process_has_so_many_streams_and_no_more(
    make_guest: MakeGuest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_OF_ALL", 3)
    guests = [await make_guest().entered() for _ in range(4)]
    opened = [await each.stream() for each in guests]
    assert [each.status for each in opened] == [200, 200, 200, 503]
    for each in opened:
        each.close()


async def test_at_the_end_of_the_server_streams_end_at_once(guest: Guest, served: Served) -> None:
    await guest.replies(1)
    async with guest.stream() as answer:
        await answer.content.readany()
        began = time.monotonic()
        await asyncio.to_thread(served.stop)
        assert time.monotonic() - began < 20  # else it goes on for days
        assert answer.content.at_eof() or await answer.content.read() == b""


async def test_a_picture_and_a_file_have_addresses_on_the_server_that_was_asked(
    guest: Guest, served: Served, coach: FakeCoach
) -> None:
    assert served.built
    kept = served.built.house.downloads.keep({"week.png": b"\x89PNG", "plan.pdf": b"%PDF"}, "ann")
    reply = Reply(f"Here: {kept['plan.pdf']}", (), kept["week.png"])

    async def show(conversation: str, *_: object, **__: object) -> Answer:
        return Answer(conversation, "", "x", 1.0, replies=(reply,))

    served.built.office._worker._answer = show
    await guest.say("show me")
    event = (await guest.replies(2))[-1]
    assert event["text"] == "Here: plan.pdf"
    (file,) = event["files"]
    for url in (event["image"]["url"], file["url"]):
        assert url.startswith("/files/")
    async with guest.http.get(guest.origin + file["url"]) as answer:
        assert (answer.status, await answer.read()) == (200, b"%PDF")


def answer_elsewhere(stores: Stores, conversation: str) -> None:
    """What another process does: it takes a message, and answers it after a while."""
    time.sleep(0.2)
    assert stores.inbox.take(message(conversation, "m1"))
    now = datetime.now(UTC)
    (claimed,) = stores.inbox.claim(now, now + timedelta(minutes=1))
    time.sleep(1.5)
    assert stores.inbox.answered(claimed, [plain("6 reps")], datetime.now(UTC), is_sent=True)


def conversation_of(guest: Guest) -> str:
    return f"web:{guest.token.split('.')[1]}"

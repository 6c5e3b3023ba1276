"""What goes out to Telegram: whole, in order, once; and what becomes of what cannot be sent."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.delivery import Body
from bot.channels.errors import NeverError, TryLaterError
from bot.channels.replies import plain
from bot.channels.telegram_api import BotApi
from bot.channels.telegram_sending import Sending
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from tests.bot.channels.conftest import PATIENT, until
from tests.bot.channels.telegram.conftest import Serve, Served
from tests.bot.channels.telegram.fake_telegram import FakeTelegram, Refused
from tests.bot.channels.telegram.persons import Person

PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 100
Tell = Callable[[str], None]


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


async def post(served: Served, person: Person, *texts: str, id: str = "p", **more: Any) -> None:
    assert await served.office.post(person.conversation, id, [plain(each, **more) for each in texts])


async def test_a_picture_comes_with_its_text_and_buttons(serve: Serve, stores: Stores, ann: Person) -> None:
    served = await serve(stores)
    served.files["/here/week.png"] = ("week.png", PNG)
    image = {"url": "/here/week.png", "alt": "Your week"}
    await post(served, ann, "Your week & <more>", image=image, buttons=[{"title": "Why?", "payload": "/why"}])
    await served.is_done(ann.id, 1)
    (found,) = served.far.chats[ann.id]
    assert (found.method, found.text, found.file, found.content) == ("sendPhoto", "Your week & <more>", "week.png", PNG)
    assert found.buttons[0][0][0] == "Why?"


async def test_documents_come_after_a_long_text_with_the_buttons_under_the_last(
    serve: Serve, stores: Stores, ann: Person
) -> None:
    served = await serve(stores)
    served.files |= {"/p.pdf": ("program.pdf", b"%PDF"), "/w.ics": ("workouts.ics", b"BEGIN:VCALENDAR")}
    files = [{"url": "/p.pdf", "name": "program.pdf"}, {"url": "/w.ics", "name": "workouts.ics"}]
    await post(served, ann, "word " * 1500, files=files, buttons=[{"title": "Why?", "payload": "/why"}])
    await served.is_done(ann.id, 4)
    found = served.far.chats[ann.id]
    assert [each.method for each in found] == ["sendMessage", "sendMessage", "sendDocument", "sendDocument"]
    assert [each.file for each in found] == ["", "", "program.pdf", "workouts.ics"]
    assert [bool(each.buttons) for each in found] == [False, False, False, True]


async def test_a_file_that_has_expired_is_said_kindly(serve: Serve, stores: Stores, ann: Person) -> None:
    served = await serve(stores)
    await post(served, ann, "Here: program.pdf", files=[{"url": "/gone", "name": "program.pdf"}])
    (said,) = await served.is_done(ann.id, 1)
    assert said.startswith("Here: program.pdf\n\nprogram.pdf is no longer there")


async def test_what_is_no_photo_comes_as_a_document(serve: Serve, stores: Stores, ann: Person) -> None:
    served = await serve(stores)
    served.files["/odd.png"] = ("odd.png", b"GIF89a")
    await post(served, ann, "Odd", image={"url": "/odd.png", "alt": "Odd"})
    await served.is_done(ann.id, 1)
    assert served.far.chats[ann.id][0].method == "sendDocument"


FAULTS = [429, 500, 502, "cut", "html", "hang", 429, 503, None]


async def test_through_an_outage_of_telegram_everything_arrives_in_order_once(
    serve: Serve, stores: Stores, far: FakeTelegram, tell: Tell
) -> None:
    served = await serve(stores, patience=replace(PATIENT, send_seconds=0.5))
    people = [Person(far, 100 + at) for at in range(20)]
    planned = FAULTS * 8
    far.faults["*"] = list(planned)
    for person in people:
        await post(served, person, *(f"{at}" for at in range(5)))
    await served.is_quiet()
    assert [far.texts(each.id) for each in people] == [[str(at) for at in range(5)]] * len(people)
    assert not far.faults["*"]
    failed = len([each for each in planned if each])
    tell(f"R5 (telegram): 100 replies through {failed} failures (429, 5xx, hang, cut): 100 arrived, in order, once")


async def test_a_failure_in_the_middle_of_a_reply_doubles_none_of_it(
    serve: Serve, stores: Stores, ann: Person, tell: Tell
) -> None:
    served = await serve(stores)
    served.far.faults["*"] = [None, 500, None, 429, "cut", None, None]
    await post(served, ann, "\n\n".join(f"{at} " + "word " * 700 for at in range(4)))
    await served.is_done(ann.id, 4)
    await served.is_quiet()
    assert [each[0] for each in served.far.texts(ann.id)] == ["0", "1", "2", "3"]
    tell("R5 (telegram): a reply of 4 pieces through 3 failures between them: 4 arrived, once")


async def test_the_pause_that_telegram_asks_for_is_handed_on(far: FakeTelegram, ann: Person) -> None:
    api = BotApi(far.url, far.token)
    far.faults["sendMessage"] = [429]
    with pytest.raises(TryLaterError) as found:
        await Sending(api, _nothing()).send(ann.conversation, body("hello"))
    assert found.value.seconds == 1
    await api.let_go()


async def test_a_wrong_token_is_said_once_and_tried_again_much_later(
    far: FakeTelegram, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    api = BotApi(far.url, "123:" + "A" * 30)
    for _ in range(3):
        with pytest.raises(TryLaterError) as found:
            await Sending(api, _nothing()).send(ann.conversation, body("hello"))
        assert found.value.seconds == 600
    await api.let_go()
    assert caplog.text.count("check telegram.bot_token") == 1
    assert "AAAA" not in caplog.text


async def test_who_has_blocked_the_bot_or_is_gone_gets_nothing_more(
    serve: Serve, stores: Stores, far: FakeTelegram, ann: Person
) -> None:
    served = await serve(stores)
    far.blocked.add(ann.id)
    stranger = Person(far, 815)
    far.known.discard(stranger.id)
    far.wrong.clear()
    await post(served, ann, "one", "two")
    await post(served, stranger, "one")
    await served.is_quiet()
    assert far.calls["sendMessage"] == 3
    far.blocked.clear()
    await post(served, ann, "three", id="q")
    assert await served.is_done(ann.id, 1) == ["three"]
    api = BotApi(far.url, far.token)
    with pytest.raises(NeverError):
        await Sending(api, served.given).send("telegram:999", body("x"))
    await api.let_go()


async def test_what_telegram_cannot_read_as_html_is_sent_plain(serve: Serve, stores: Stores, ann: Person) -> None:
    served = await serve(stores)
    served.far.faults["sendMessage"] = [Refused(400, "Bad Request: can't parse entities: unsupported start tag")]
    await post(served, ann, "a < b\n- c")
    await served.is_done(ann.id, 1)
    (found,) = served.far.chats[ann.id]
    assert (found.text, found.html) == ("a < b\n• c", "a < b\n• c")


async def test_typing_is_shown_while_an_answer_takes_long_and_never_fails_a_thing(
    serve: Serve, stores: Stores, ann: Person
) -> None:
    served = await serve(stores)
    served.coach.seconds = 0.8
    await served.tell(ann.says("how many reps"))
    await until(lambda: served.far.typing[ann.id] == 1)
    assert served.far.texts(ann.id) == []
    await served.is_done(ann.id, 1)
    served.far.faults["sendChatAction"] = [500, "cut"]
    await served.tell(ann.says("and sets"))
    await served.is_done(ann.id, 2)
    assert served.far.typing[ann.id] == 1


async def test_neither_token_nor_text_is_ever_in_a_log(
    serve: Serve, stores: Stores, far: FakeTelegram, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "httpcore.connection", "httpcore.http11"):
        caplog.set_level(logging.DEBUG, name)
    far.faults |= {"*": [500, "cut", 429, "html"], "getUpdates": [500, "cut", 409], "setMyCommands": ["html", 500]}
    served = await serve(stores)
    await served.tell(ann.says("secretword"), ann.says("/start"), ann.sends("photo"), ann.says("a" * 2001))
    await served.is_done(ann.id, 4)
    await served.is_quiet()
    assert "failed with" in caplog.text
    told = caplog.text + "".join(repr(each.__dict__) for each in caplog.records if each.name.startswith("bot"))
    assert "secretword" not in told
    assert far.token not in told
    assert far.token.split(":")[1] not in told
    assert far.token not in repr(served.channel.here) + repr(BotApi(far.url, far.token))


def body(text: str) -> Body:
    return Body(json.loads(plain(text)), 1, "key", may_be_there=False)


def _nothing() -> Any:
    """Text alone needs no surroundings."""
    return None

"""What comes in from Telegram: fetched or brought, each message is answered once."""

import pytest

from bot.channels.telegram_desk import NOT_HERE, ONLY_TEXT
from bot.channels.telegram_updates import WORDLESS
from bot.store.interface import Stores
from tests.bot.channels.conftest import until
from tests.bot.channels.telegram.conftest import HELLO, Serve
from tests.bot.channels.telegram.fake_telegram import FakeTelegram
from tests.bot.channels.telegram.persons import Person

WAYS = pytest.mark.parametrize("webhook", [False, True], ids=["fetched", "brought"])


@WAYS
async def test_a_message_is_answered(serve: Serve, stores: Stores, ann: Person, *, webhook: bool) -> None:
    served = await serve(stores, webhook=webhook)
    await served.tell(ann.says("how many reps"))
    assert await served.is_done(ann.id, 1) == ["re: how many reps"]
    assert served.coach.done == [("telegram:4711", "how many reps", None)]
    assert [each["command"] for each in served.far.commands] == ["start", "help", "stop"]


@WAYS
async def test_a_button_is_pressed_and_the_press_is_answered(
    serve: Serve, stores: Stores, ann: Person, *, webhook: bool
) -> None:
    served = await serve(stores, webhook=webhook)
    await served.tell(ann.says("squat"))
    await served.is_done(ann.id, 1)
    at = served.far.chats[ann.id][0]
    assert [[title for title, _ in row] for row in at.buttons] == [["Why?"]]
    assert "/why" not in at.buttons[0][0][1]
    press = ann.presses(at)
    await served.tell(press)
    await served.is_done(ann.id, 2)
    assert served.coach.done[1] == ("telegram:4711", None, "/why squat")
    await served.tell(ann.presses(at, is_old=True))
    await served.is_done(ann.id, 3)
    await _all_presses_are_answered(served.far)
    assert set(served.far.answered.values()) == {""}


async def test_a_button_that_was_not_shown_here_gets_kind_words(serve: Serve, stores: Stores, ann: Person) -> None:
    served = await serve(stores)
    bob = Person(served.far, 815)
    await served.tell(ann.says("squat"))
    await served.is_done(ann.id, 1)
    at = served.far.chats[ann.id][0]
    inline = ann.presses(at)
    inline["callback_query"] |= {"inline_message_id": "x", "message": None}
    nothing = ann.presses(at)
    del nothing["callback_query"]["data"]
    in_bobs_name = ann.presses(at)
    in_bobs_name["callback_query"]["from"]["id"] = bob.id
    presses = [
        bob.presses(at),
        ann.presses(at, data="/restart"),
        ann.presses(at, data=""),
        inline,
        nothing,
        in_bobs_name,
    ]
    await served.tell(*presses)
    await _all_presses_are_answered(served.far)
    assert [served.far.answered[each["callback_query"]["id"]] for each in presses] == [NOT_HERE] * len(presses)
    assert len(served.coach.done) == 1


async def _all_presses_are_answered(far: FakeTelegram) -> None:
    await until(lambda: not far.queries - far.answered.keys())


@WAYS
async def test_commands(serve: Serve, stores: Stores, ann: Person, *, webhook: bool) -> None:
    served = await serve(stores, webhook=webhook)
    start, again = ann.says("/start"), ann.says("/start gym_poster")
    await served.tell(start, start, again)
    assert await served.is_done(ann.id, 2) == [HELLO, HELLO]
    await served.tell(ann.says("/help"), ann.says("/stop@GymCoachBot"), ann.says("/log 3x5 squat"), ann.says("/squat"))
    await served.is_done(ann.id, 6)
    told = [message for _, message, _ in served.coach.done]
    assert told == ["what can you do", "stop my reminders", "log 3x5 squat", "squat"]


DISGUISES = (
    "/restart", " /restart", "\t/restart", "\n/restart", "\u2003/restart", "//restart", "/ /restart", "/bot /restart",
    "／restart", "\u200b/restart", "\ufeff/restart", "\u202e/restart", "/restart{}", '/ask_reps{"goal": "size"}',
    "/restart@GymCoachBot", "/_restart", "⁄restart", "/RESTART", "/start_over /restart", "EXTERNAL: /restart",
    "/help /restart", "/session_start", "\\/restart",
)  # fmt: skip


async def test_no_text_is_ever_an_order(serve: Serve, stores: Stores, ann: Person) -> None:
    served = await serve(stores)
    await served.tell(*(ann.says(each) for each in DISGUISES))
    await served.is_done(ann.id, len(DISGUISES))
    assert len(served.coach.done) == len(DISGUISES) > 20
    assert all(payload is None and message for _, message, payload in served.coach.done)


@WAYS
async def test_an_edit_is_answered_when_nothing_was_said_after_it(
    serve: Serve, stores: Stores, ann: Person, *, webhook: bool
) -> None:
    served = await serve(stores, webhook=webhook)
    first = ann.says("bench 3x5 60")
    await served.tell(first, ann.edits(first, "bench 3x5 60"), ann.edits(first, "bench 3x5 65"))
    await served.is_quiet()
    second = ann.says("and squat?")
    await served.tell(second, ann.edits(first, "bench 3x5 70"), ann.edits(second, "and the squat?"))
    mended = ann.edits(second, "and the squat??")
    await served.tell(mended, mended)
    await served.is_done(ann.id, 5)
    await served.is_quiet()
    told = [message for _, message, _ in served.coach.done]
    assert told == ["bench 3x5 60", "bench 3x5 65", "and squat?", "and the squat?", "and the squat??"]


@WAYS
async def test_what_has_no_text_gets_kind_words_once(
    serve: Serve, stores: Stores, far: FakeTelegram, *, webhook: bool
) -> None:
    served = await serve(stores, webhook=webhook)
    people = [Person(far, 100 + at) for at in range(len(WORDLESS))]
    updates = [person.sends(kind) for person, kind in zip(people, WORDLESS, strict=True)]
    await served.tell(*updates, *updates)
    for each in people:
        assert await served.is_done(each.id, 1) == [ONLY_TEXT]
    await served.is_quiet()
    assert [far.texts(each.id) for each in people] == [[ONLY_TEXT]] * len(people)
    assert served.coach.done == []


async def test_pictures_that_were_sent_together_get_kind_words_once_and_a_caption_is_text(
    serve: Serve, stores: Stores, ann: Person
) -> None:
    served = await serve(stores)
    await served.tell(*(ann.sends("photo", media_group_id="13666") for _ in range(5)))
    await served.tell(ann.sends("photo", caption="is this a good squat"))
    assert sorted(await served.is_done(ann.id, 2)) == [ONLY_TEXT, "re: is this a good squat"]
    await served.is_quiet()
    assert len(served.far.chats[ann.id]) == 2


async def test_what_is_too_long_or_nothing_gets_kind_words(serve: Serve, stores: Stores, ann: Person) -> None:
    served = await serve(stores)
    long = ann.says("a" * 2001)
    await served.tell(long, long, ann.says("\u202e\ufeff"))
    words = await served.is_done(ann.id, 2)
    assert "2,000 characters at most" in words[0]
    assert "There was nothing in that message" in words[1]
    assert served.coach.done == []


async def test_who_is_too_quick_is_told_so_once(serve: Serve, stores: Stores, ann: Person) -> None:
    served = await serve(stores, is_limited=True)
    await served.tell(*(ann.says(f"message {at}") for at in range(30)))
    await served.is_done(ann.id, 11)
    await served.is_quiet()
    slow = [text for text in served.far.texts(ann.id) if "quicker than I am" in text]
    assert len(slow) == 1
    assert 10 <= len(served.coach.done) < 15


@WAYS
async def test_nothing_else_is_answered_and_nothing_fails(
    serve: Serve, stores: Stores, ann: Person, *, webhook: bool
) -> None:
    served = await serve(stores, webhook=webhook)
    group = {"id": -100123, "type": "supergroup", "title": "Gym"}
    bot = {"id": ann.id, "is_bot": True, "first_name": "Bot"}
    others = [
        {"message": ann.message(text="hi") | {"chat": group}},
        {"message": ann.message(text="hi") | {"chat": {**group, "id": ann.id}}},
        {"message": ann.message(text="hi") | {"from": bot}},
        {"message": ann.message(text="hi") | {"from": {"id": 815, "is_bot": False, "first_name": "Bob"}}},
        {"message": ann.message(text="hi") | {"chat": {"id": "U777", "type": "private"}}},
        {"message": ann.message(text="hi") | {"chat": {"id": True, "type": "private"}, "from": {"id": True}}},
        {"message": ann.message(pinned_message={"message_id": 1})},
        {"message": ann.message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400})},
        {"edited_message": ann.message(photo=[])},
        {"edited_message": ann.message(text="hi") | {"chat": group}},
    ]
    unasked = [
        {"my_chat_member": {**ann.frame(), "new_chat_member": {"status": "kicked"}}},
        {"channel_post": {"message_id": 1, "chat": {"id": -1001, "type": "channel"}, "text": "news"}},
        {"inline_query": {"id": "1", "from": {"id": ann.id}, "query": "reps", "offset": ""}},
        {"poll": {"id": "1", "question": "?"}},
        {"oddity": {"text": "of next year"}},
    ]
    if webhook:
        served.far.webhook["allowed_updates"] += [kind for each in unasked for kind in each]
    await served.tell(*(served.far.update(**each) for each in [*others, *unasked]), ann.says("hello"))
    assert await served.is_done(ann.id, 1) == ["re: hello"]
    await served.is_quiet()
    assert [*served.far.chats] == [ann.id]
    assert served.coach.done == [("telegram:4711", "hello", None)]

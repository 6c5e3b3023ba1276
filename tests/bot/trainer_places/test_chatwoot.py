"""A handover is a conversation in the help desk, and what agents do there is taken over once, in order."""

import asyncio
import json
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.server import LARGEST_BODY
from bot.store.handover_records import AgreementKind, Handover, HandoverState
from bot.trainer_desk import may_coach_again
from bot.trainer_places.chatwoot import watch
from tests.bot.channels.conftest import until
from tests.bot.trainer_places.conftest import Gym, Serve, Spotter, account, chatwoot_settings
from tests.bot.trainer_places.fake_chatwoot import (
    ACCOUNT,
    API_TOKEN,
    BOT_TOKEN,
    INBOX,
    KIM,
    LEE,
    OTHER_INBOX,
    SECRET,
    STRANGER,
    FakeChatwoot,
)

PLACE = "trainers_chatwoot"
BRIEF = "Why: asked for a human. Waiting since 10:00 (4 minutes)\nWho: *Kim* [x](mention://user/99/x), via web"


async def begun(
    gym: Gym, chatwoot: FakeChatwoot, spotter: Spotter, conversation: str = "web:1"
) -> tuple[Handover, int]:
    """A handover and its conversation in the help desk."""
    handover = gym.ask(conversation)
    gym.tell(PLACE, handover, "handover", BRIEF)
    await spotter.told(PLACE)
    return handover, chatwoot.of(handover.id)


async def ring(spotter: Spotter, chatwoot: FakeChatwoot, id: int, message: int | None = None) -> None:
    """As both webhooks do, in any order, twice."""
    events = ["message_created", "message_updated"] if message else [
        "conversation_updated", "conversation_status_changed", "conversation_opened", "conversation_resolved",
    ]  # fmt: skip
    random.shuffle(events)
    for each in events * 2:
        assert await spotter.hook(chatwoot.webhook(id, each, message)) == 200


async def stands(gym: Gym, handover: Handover, state: HandoverState, trainer: str | None = None) -> None:
    await until(lambda: gym.now(handover).state is state and trainer in (None, gym.now(handover).trainer), 10)


async def noted(chatwoot: FakeChatwoot, id: int, words: str) -> None:
    """Until the last private note has some words."""
    await until(lambda: words in chatwoot.shown(id, private=True)[-1], 10)


async def looked(spotter: Spotter, chatwoot: FakeChatwoot, id: int) -> None:
    """Until a bell that rings now was heard to its end."""
    before = chatwoot.calls.count("GET _list")
    await spotter.hook(chatwoot.webhook(id, "conversation_updated"))
    await until(lambda: chatwoot.calls.count("GET _list") > before, 10)
    await asyncio.sleep(0.2)


@pytest.fixture(autouse=True)
def _no_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the one at the start: what a test sees comes of bells."""
    monkeypatch.setattr(watch, "ROUND_SECONDS", 3600)


async def test_a_handover_is_the_bots_conversation_with_the_brief_as_a_private_note_first(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    for kind, text in (("lifter", "it *hurts*"), ("spotter", "6–12 reps"), ("escalated", "Nobody came.")):
        gym.tell(PLACE, handover, kind, text)
    await spotter.told(PLACE)
    there = chatwoot.conversations[id]
    assert (there["status"], there["source_id"]) == ("pending", handover.id)
    [contact] = chatwoot.contacts.values()
    assert contact["identifier"] == f"spotter-{handover.id}"
    brief, lifter, answer, escalated = chatwoot.messages[id]
    assert [each["private"] for each in chatwoot.messages[id]] == [True, False, False, True]
    assert brief["content"].startswith("Why: asked for a human.")
    assert "\\[x\\]\\(mention:\\//user/99/x\\)" in brief["content"], "what a lifter wrote calls nobody"
    for each in (brief, escalated):
        assert each["content"].endswith("[@Kim](mention://user/11/Kim) [@lee \\[x\\]](mention://user/12/lee%20%5Bx%5D)")
    assert (lifter["content"], lifter["message_type"]) == ("it *hurts*", 0)
    assert (answer["content"], answer["message_type"]) == ("6–12 reps", 1)


@pytest.mark.parametrize("how", ["assigned", "replied", "opened"])
async def test_who_is_assigned_or_replies_or_opens_has_it_and_it_is_a_humans(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve, how: str
) -> None:
    here = chatwoot_settings(chatwoot, trainers={"*": "desk"} if how == "opened" else {"kim@gym.example": "kim"})
    wanted = account(gym.stores, "desk") if how == "opened" else gym.kim
    spotter = await serve(here)
    handover, id = await begun(gym, chatwoot, spotter)
    message = chatwoot.agent_says(id, KIM, "Hello") if how == "replied" else None
    if how == "assigned":
        chatwoot.conversations[id]["assignee"] = KIM
    if how == "opened":
        chatwoot.conversations[id]["status"] = "open"
    await ring(spotter, chatwoot, id, message)
    await stands(gym, handover, HandoverState.CLAIMED, wanted)
    await until(lambda: chatwoot.conversations[id]["status"] == "open", 10)
    assert gym.heard() == (["Hello"] if how == "replied" else [])


async def test_opened_by_nobody_knows_whom_it_asks_and_still_waits(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    chatwoot.conversations[id]["status"] = "open"
    await ring(spotter, chatwoot, id)
    await noted(chatwoot, id, "Who takes this one?")
    assert gym.now(handover).state is HandoverState.WAITING
    await looked(spotter, chatwoot, id)
    await spotter.told(PLACE)
    assert len(chatwoot.shown(id, private=True)) == 2


async def test_public_words_of_whoever_has_it_go_to_the_lifter_and_nothing_else(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    gym.tell(PLACE, handover, "lifter", "hi")
    await spotter.told(PLACE)
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, KIM, "One"))
    await stands(gym, handover, HandoverState.CLAIMED, gym.kim)
    chatwoot.agent_says(id, KIM, "a secret note", private=True)
    chatwoot.agent_says(id, KIM, "taken back", content_attributes={"deleted": True})
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, LEE, "me too"))
    await noted(chatwoot, id, "Trainer kim has this one, so that did not reach the lifter")
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, STRANGER, "and me"))
    await noted(chatwoot, id, "I do not know stranger as a trainer")
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, KIM, "x" * 2001))
    await noted(chatwoot, id, "That is too long")
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, KIM, None, attachments=[{"id": 1}]))
    await noted(chatwoot, id, "words only")
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, KIM, "Two"))
    await until(lambda: len(gym.heard()) == 2, 10)
    assert gym.heard() == ["One", "Two"]
    assert gym.heard("telegram:2") == []


async def test_assigned_to_another_agent_it_is_theirs_and_what_was_refused_stays_so(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    chatwoot.conversations[id]["assignee"] = KIM
    await ring(spotter, chatwoot, id)
    await stands(gym, handover, HandoverState.CLAIMED, gym.kim)
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, LEE, "refused"))
    await noted(chatwoot, id, "has this one")
    chatwoot.agent_says(id, KIM, "Lee takes over")
    chatwoot.conversations[id]["assignee"] = LEE
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, LEE, "Here I am"))
    await stands(gym, handover, HandoverState.CLAIMED, gym.lee)
    await until(lambda: len(gym.heard()) == 2, 10)
    await spotter.end()
    spotter = await serve(chatwoot_settings(chatwoot))
    await looked(spotter, chatwoot, id)
    assert gym.heard() == ["Lee takes over", "Here I am"]


async def test_given_on_in_the_console_it_does_not_come_back_to_the_old_assignee(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    chatwoot.conversations[id]["assignee"] = KIM
    await ring(spotter, chatwoot, id)
    await stands(gym, handover, HandoverState.CLAIMED, gym.kim)
    await until(lambda: chatwoot.conversations[id]["status"] == "open", 10)
    await looked(spotter, chatwoot, id)
    gym.stores.handovers.hand_on(handover.id, gym.kim, gym.lee, handover.asked_at)
    await looked(spotter, chatwoot, id)
    assert gym.now(handover).trainer == gym.lee


@pytest.mark.parametrize("status", ["resolved", "pending"])
@pytest.mark.parametrize(
    "words", ["hand back: no overhead work for two weeks", "hand back, cleared: seen by a doctor", ""]
)
async def test_resolved_or_the_bots_again_it_is_handed_back_with_what_was_agreed(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve, status: str, words: str
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    gym.allow_health(handover)
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, KIM, "Hello"))
    await until(lambda: chatwoot.conversations[id]["status"] == "open", 10)
    if words:
        await ring(spotter, chatwoot, id, chatwoot.agent_says(id, KIM, words, private=True))
        await noted(chatwoot, id, "Spotter may coach again" if "cleared" in words else "train around: shoulder")
    chatwoot.agent_says(id, KIM, "Take care")
    chatwoot.conversations[id]["status"] = status
    await ring(spotter, chatwoot, id)
    await stands(gym, handover, HandoverState.CLOSED)
    assert gym.heard() == ["Hello", "Take care"]
    ended = gym.now(handover)
    assert ended.summary == words.partition(": ")[2]
    assert may_coach_again(ended) == ("cleared" in words)
    kinds = [each.kind for each in ended.agreed]
    assert kinds[:1] == ([AgreementKind.COMPLAINT] if "overhead" in words else kinds[:1])
    gym.tell(PLACE, handover, "ended", "It is over.")
    await spotter.told(PLACE)
    assert chatwoot.conversations[id]["status"] == "resolved"
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, KIM, "too late"))
    await noted(chatwoot, id, "This one has ended")
    assert gym.heard() == ["Hello", "Take care"]


async def test_without_the_consent_to_it_it_ends_without_what_tells_of_health(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    chatwoot.agent_says(id, KIM, "Hello")
    await ring(spotter, chatwoot, id, chatwoot.agent_says(id, KIM, "hand back: no knee work", private=True))
    await until(lambda: chatwoot.conversations[id]["status"] == "open", 10)
    chatwoot.conversations[id]["status"] = "resolved"
    await ring(spotter, chatwoot, id)
    await stands(gym, handover, HandoverState.CLOSED)
    await noted(chatwoot, id, "the lifter has not agreed")
    assert (gym.now(handover).summary, gym.now(handover).agreed) == ("", ())


async def test_what_was_taken_in_another_place_is_not_ended_or_handed_on_here(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    gym.stores.handovers.claim(handover.id, gym.lee, handover.asked_at)
    gym.tell(PLACE, handover, "claimed", "Trainer lee has it.")
    await spotter.told(PLACE)
    for assignee, status in ((None, "pending"), (KIM, "open"), (KIM, "resolved")):
        chatwoot.conversations[id].update(assignee=assignee, status=status)
        await looked(spotter, chatwoot, id)
        assert (gym.now(handover).state, gym.now(handover).trainer) == (HandoverState.CLAIMED, gym.lee)
    await noted(chatwoot, id, "Trainer lee has this one, in another place")


async def test_a_waiting_one_that_is_resolved_is_closed(gym: Gym, chatwoot: FakeChatwoot, serve: Serve) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    chatwoot.conversations[id].update(assignee=KIM, status="resolved")
    await ring(spotter, chatwoot, id)
    await stands(gym, handover, HandoverState.CLOSED)


async def test_what_happened_while_spotter_was_away_is_taken_over_at_the_start(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    await spotter.end()
    for each in range(130):
        chatwoot.agent_says(id, KIM, f"reply {each}")
    chatwoot.conversations[id]["status"] = "resolved"
    await serve(chatwoot_settings(chatwoot))
    await stands(gym, handover, HandoverState.CLOSED)
    assert gym.heard() == [f"reply {each}" for each in range(130)]


def forged(chatwoot: FakeChatwoot, id: int) -> Sequence[Any]:
    genuine = chatwoot.webhook(id, "conversation_updated")
    return (
        genuine | {"id": str(id)}, genuine | {"id": -1}, genuine | {"id": True}, genuine | {"id": 2**60},
        genuine | {"inbox_id": OTHER_INBOX}, genuine | {"account": {"id": ACCOUNT + 1}}, genuine | {"event": None},
        genuine | {"event": ["conversation_updated"]}, [genuine], "hello", None, 7, {}, {"event": "message_created"},
        {"event": "message_created", "conversation": {"id": id, "inbox_id": INBOX}, "inbox": {"id": OTHER_INBOX}},
    )  # fmt: skip


async def test_whoever_does_not_know_the_secret_is_not_heard_and_what_is_told_is_not_believed(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve, tell: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    message = chatwoot.agent_says(id, KIM, "Hello")
    genuine = chatwoot.webhook(id, "message_created", message)
    chatwoot.calls.clear()
    secrets = ["x", SECRET[:-1], SECRET + "x", SECRET.upper(), "%00", "é", SECRET[:-1] + "é"]
    assert [await spotter.hook(genuine, each) for each in secrets] == [404] * len(secrets)
    wrong = forged(chatwoot, id)
    assert [await spotter.hook(each) for each in wrong] == [200] * len(wrong)
    for body in (b"", b"\xff", b"[" * 100_000, b"{"):
        assert await spotter.send(f"/chatwoot/{SECRET}", body) == 200
    assert await spotter.send(f"/chatwoot/{SECRET}", b" " * (LARGEST_BODY + 1)) == 413
    await asyncio.sleep(0.3)
    assert chatwoot.calls == []
    lies = genuine | {"content": "words that nobody wrote", "sender": {"id": LEE, "type": "user"}}
    lies["conversation"] = lies["conversation"] | {
        "status": "resolved",
        "custom_attributes": {"spotter_handover": "0" * 32},
    }
    assert await spotter.hook(lies) == 200
    await until(lambda: gym.heard() == ["Hello"], 10)
    assert gym.now(handover).trainer == gym.kim
    for each in (API_TOKEN, BOT_TOKEN, SECRET, "Hello", handover.id):
        assert each not in caplog.text
    tell(f"Chatwoot: {len(secrets)} wrong secrets and {len(wrong) + 5} made-up bodies, none heard")


async def test_a_conversation_that_is_not_the_handovers_is_nothing(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    handover, id = await begun(gym, chatwoot, spotter)
    copy = id + 500
    chatwoot.conversations[copy] = chatwoot.conversations[id] | {"assignee": KIM}
    chatwoot.messages[copy] = []
    chatwoot.agent_says(copy, KIM, "into a chat that is another's")
    chatwoot.conversations[copy + 1] = chatwoot.conversations[id] | {"custom_attributes": {}, "assignee": KIM}
    chatwoot.messages[copy + 1] = []
    calls = chatwoot.calls.count("GET _show")
    for each in (copy, copy + 1, copy + 2):
        shown = chatwoot.webhook(min(each, copy + 1), "conversation_updated") | {"id": each}
        await spotter.hook(shown)
    await until(lambda: chatwoot.calls.count("GET _show") >= calls + 3, 10)
    await asyncio.sleep(0.2)
    assert (gym.heard(), gym.now(handover).state) == ([], HandoverState.WAITING)
    del chatwoot.conversations[copy], chatwoot.conversations[copy + 1]


@pytest.mark.usefixtures("hasty")
async def test_lost_answers_make_nothing_twice(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve, tell: Callable[[str], None]
) -> None:
    chatwoot.hang_seconds, chatwoot.retry_after = 2, 0
    handovers = [gym.ask(f"web:{each}") for each in range(6)]
    for handover in handovers:
        gym.tell(PLACE, handover, "handover", BRIEF)
        for each in range(5):
            gym.tell(PLACE, handover, "lifter", f"{handover.id} {each}")
    chance = random.Random(3)
    trouble = [chance.choice(["lost", "lost", "500", "", "429", "429", "", "hang"]) for _ in range(60)]
    chatwoot.trouble = list(trouble)
    spotter = await serve(chatwoot_settings(chatwoot), send_seconds=1)
    await asyncio.sleep(1.5)
    await spotter.end()
    spotter = await serve(chatwoot_settings(chatwoot), send_seconds=1)
    await spotter.told(PLACE, 90)
    assert len(chatwoot.conversations) == len(chatwoot.contacts) == len(handovers)
    for handover in handovers:
        id = chatwoot.of(handover.id)
        assert chatwoot.shown(id)[1:] == [f"{handover.id} {each}" for each in range(5)]
        assert chatwoot.messages[id][0]["private"]
    count = sum(map(len, chatwoot.messages.values()))
    failed = len([each for each in trouble[: len(trouble) - len(chatwoot.trouble)] if each])
    assert failed > 20
    tell(f"Chatwoot: {len(handovers)} conversations, {count} messages, {failed} failures and a restart: once, in order")


async def test_a_conversation_that_comes_late_is_not_a_second_one_in_a_locked_inbox(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve
) -> None:
    chatwoot.hang_seconds, chatwoot.is_locked = 1, True
    chatwoot.trouble = ["", "", "late"]
    spotter = await serve(chatwoot_settings(chatwoot), send_seconds=0.5)
    handover, _ = await begun(gym, chatwoot, spotter)
    await asyncio.sleep(1)
    assert chatwoot.calls.count("POST _make_conversation") == 2
    assert len(chatwoot.shown(chatwoot.of(handover.id))) == 1


@pytest.mark.usefixtures("hasty")
async def test_two_hundred_replies_through_failures_come_in_order_once(
    gym: Gym, chatwoot: FakeChatwoot, serve: Serve, tell: Callable[[str], None]
) -> None:
    spotter = await serve(chatwoot_settings(chatwoot))
    _handover, id = await begun(gym, chatwoot, spotter)
    chance, count, rung = random.Random(5), 200, 0
    said: list[int] = []
    for each in range(count):
        said.append(chatwoot.agent_says(id, KIM, f"reply {each}"))
        if chance.random() < 0.3:
            chatwoot.trouble = [chance.choice(["500", "lost", "429", "500"])]
        if chance.random() < 0.7:  # the others were never told: Chatwoot does not try again
            told = chance.sample(said, min(3, len(said)))
            statuses = [await spotter.hook(chatwoot.webhook(id, "message_created", one)) for one in told]
            assert statuses == [200] * len(told)
            rung += len(told)
        if each == count // 2:
            await spotter.end()
            spotter = await serve(chatwoot_settings(chatwoot))
    await spotter.hook(chatwoot.webhook(id, "message_created", said[-1]))
    await until(lambda: len(gym.heard()) >= count, 60)
    await looked(spotter, chatwoot, id)
    assert gym.heard() == [f"reply {each}" for each in range(count)]
    tell(f"Chatwoot: {count} replies, {rung} webhooks in any order, a restart: in order, once")


async def test_no_redirect_is_followed(gym: Gym, chatwoot: FakeChatwoot, serve: Serve) -> None:
    other = FakeChatwoot()
    await other.open()
    moved = chatwoot_settings(chatwoot)
    chatwoot.moved_to = other.url
    spotter = await serve(moved)
    handover = gym.ask()
    gym.tell(PLACE, handover, "handover", BRIEF)
    await until(lambda: chatwoot.calls, 10)
    await asyncio.sleep(0.3)
    await spotter.end()
    await other.close()
    assert other.calls == []
    assert not other.problems
    assert json.loads(gym.stores.outbox.latest(f"{PLACE}:{handover.id}", 1)[0].body)["kind"] == "handover"

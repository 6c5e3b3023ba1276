"""A handover is a thread in the trainers' channel, and what a trainer does there reaches the lifter once, in order."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.store.errors import StoreUnavailableError
from bot.store.handover_records import AgreementKind, Handover, HandoverState
from bot.trainer_desk import may_coach_again
from tests.bot.channels.conftest import until
from tests.bot.channels.slack.fake_slack import HALL, FakeSlack
from tests.bot.trainer_places.conftest import KIM, LEE, ROOM, STRANGER, Gym, Serve, Spotter, slack_settings

PLACE = "trainers_slack"
BRIEF = "Why: asked for a human. Waiting since 10:00 (4 minutes)\nWho: via web"


async def begun(gym: Gym, slack: FakeSlack, spotter: Spotter, **more: Any) -> tuple[Handover, dict[str, Any]]:
    """A handover and the first message of its thread."""
    handover = gym.ask(**more)
    gym.tell(PLACE, handover, "handover", BRIEF)
    spotter.office.bell.said(f"{PLACE}:{handover.id}")
    await spotter.told(PLACE)
    return handover, next(each for each in reversed(slack.posted) if "thread_ts" not in each)


def typed(slack: FakeSlack, thread: dict[str, Any], text: str, person: str = KIM, **more: Any) -> dict[str, Any]:
    """What a trainer types in a thread."""
    return slack.message(text, person, ROOM, thread_ts=thread["ts"], **({"channel_type": "group"} | more))


def in_thread(slack: FakeSlack, thread: dict[str, Any]) -> list[str]:
    return [each["text"] for each in slack.posted if each.get("thread_ts") == thread["ts"]]


def whispers(slack: FakeSlack, person: str) -> list[str]:
    assert all(each["channel"] == ROOM and each["thread_ts"] for each in slack.whispered)
    return [each["text"] for each in slack.whispered if each["user"] == person]


async def whispered(slack: FakeSlack, person: str, word: str) -> None:
    await until(lambda: word in " ".join(whispers(slack, person)[-1:]), 10)


async def test_the_brief_begins_a_thread_with_buttons_and_what_is_said_follows_in_order(
    gym: Gym, slack: FakeSlack, serve: Serve
) -> None:
    spotter = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, spotter)
    assert thread["channel"] == ROOM
    assert thread["text"].startswith("Why: asked for a human.")
    buttons = [each["text"]["text"] for each in thread["blocks"][-1]["elements"]]
    assert buttons == ["Take it", "Hand back", "Close"]
    for kind, text in (
        ("lifter", "<!channel> *hi* & <https://x.example|you>"),
        ("spotter", "6–12 reps"),
        ("claimed", "K."),
    ):
        gym.tell(PLACE, handover, kind, text)
    await spotter.told(PLACE)
    said = ["Lifter:\n&lt;!channel&gt; *hi* &amp; &lt;https://x.example|you&gt;", "Spotter:\n6–12 reps", "K."]
    assert in_thread(slack, thread) == said
    gym.tell(PLACE, handover, "escalated", "Nobody has answered yet.")
    await spotter.told(PLACE)
    assert slack.posted[-1]["reply_broadcast"] is True
    assert slack.posted[-1]["blocks"][0]["elements"][0]["elements"] == [{"type": "broadcast", "range": "here"}]


async def test_a_long_brief_keeps_its_buttons_at_the_top(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack))
    handover = gym.ask()
    gym.tell(PLACE, handover, "handover", "\n".join(f"Line {each} of what is known." for each in range(400)))
    await spotter.told(PLACE)
    thread = slack.posted[0]
    assert thread["blocks"][-1]["type"] == "actions"
    assert len(in_thread(slack, thread)) >= 3
    assert in_thread(slack, thread)[-1].endswith("Line 399 of what is known.")


async def test_who_takes_it_has_it_and_only_their_words_go_to_the_lifter(
    gym: Gym, slack: FakeSlack, serve: Serve
) -> None:
    spotter = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, spotter)
    assert await spotter.slack(typed(slack, thread, "too soon")) == 200
    await whispered(slack, KIM, "Nobody has taken this one yet")
    assert await spotter.press(slack.press(thread, 0, KIM)) == 200
    await whispered(slack, KIM, "It is yours")
    assert (gym.now(handover).state, gym.now(handover).trainer) == (HandoverState.CLAIMED, gym.kim)
    await spotter.press(slack.press(thread, 0, LEE))
    await whispered(slack, LEE, "Trainer kim was quicker")
    reply = typed(slack, thread, "Hello &amp; welcome, <@U0BOT> here")
    assert [await spotter.slack(reply), await spotter.slack(reply)] == [200, 200]
    await spotter.slack(typed(slack, thread, "me too", LEE))
    await whispered(slack, LEE, "Trainer kim has this one")
    await spotter.slack(typed(slack, thread, "what should I do?", STRANGER))
    await whispered(slack, STRANGER, "I do not know you as a trainer yet")
    await spotter.slack(typed(slack, thread, "// can somebody look at this"))
    await spotter.slack(typed(slack, thread, "x" * 2001))
    await whispered(slack, KIM, "That is too long")
    await spotter.slack(typed(slack, thread, "", files=[{"id": "F1"}], subtype="file_share"))
    await whispered(slack, KIM, "words only")
    assert gym.heard() == ["Hello & welcome, here"]
    assert gym.now(handover).replied_at is not None


async def test_edits_deletes_bots_and_other_threads_are_nothing(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, spotter)
    gym.stores.handovers.claim(handover.id, gym.kim, handover.asked_at)
    edited = {"type": "message", "user": KIM, "text": "new", "ts": slack.ts(), "thread_ts": thread["ts"]}
    for event in (
        typed(slack, thread, "x", subtype="message_changed", message=edited, previous_message=edited),
        typed(slack, thread, "x", subtype="message_deleted", deleted_ts=thread["ts"]),
        typed(slack, thread, "x", subtype="channel_join"), typed(slack, thread, "x", subtype="bot_message"),
        typed(slack, thread, "x", bot_id="B1"), typed(slack, thread, "x", "U0BOT"),
        typed(slack, {"ts": "1700000000.000001"}, "x"), slack.message("x", KIM, ROOM, channel_type="group"),
        slack.mention("x", KIM, ROOM), slack.mention("x", KIM, ROOM, thread_ts=thread["ts"]),
        typed(slack, thread, "x", ts="soon"), typed(slack, thread, "x") | {"type": "other"},
        {"type": "event_callback", "event": {"channel": ROOM, "type": "message", "thread_ts": 7}},
    ):  # fmt: skip
        assert await spotter.slack(event) == 200
    forged = {"channel": ROOM, "text": "x", "user": STRANGER, "ts": slack.ts(), "metadata": thread["metadata"]}
    slack.posted.append(forged)
    assert await spotter.slack(typed(slack, forged, "into somebody's chat")) == 200
    assert await spotter.slack(typed(slack, thread, "heard")) == 200
    assert gym.heard() == ["heard"]
    assert not slack.whispered


async def test_the_lifter_reads_what_the_trainer_saw(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, spotter)
    gym.stores.handovers.claim(handover.id, gym.kim, handover.asked_at)
    text = "Well done :+1::skin-tone-3: :gone: see <https://gym.example/offer|our offer> at <http://gym.example|gym.example>"
    emoji = [
        {"type": "emoji", "name": "+1", "unicode": "1f44d-1f3fc"},
        {"type": "emoji", "name": "gone", "unicode": "d800"},
    ]
    section = {"type": "rich_text_section", "elements": [*emoji, {"type": "emoji", "name": 7}, "x", None]}
    await spotter.slack(typed(slack, thread, text, blocks=[{"type": "rich_text", "elements": [section]}]))
    wanted = "Well done 👍🏼 :gone: see our offer (https://gym.example/offer) at gym.example"
    assert gym.heard() == [wanted]


@pytest.mark.parametrize("event", ["message", "app_mention", "press"])
async def test_nothing_of_the_channel_reaches_the_lifters_desk_and_nothing_else_is_kept_from_it(
    gym: Gym, slack: FakeSlack, serve: Serve, event: str
) -> None:
    spotter = await serve(slack_settings(slack))
    _, thread = await begun(gym, slack, spotter)
    if event == "press":
        await spotter.press(slack.press(thread, 1, KIM))
    else:
        await spotter.slack(slack.message("<@U0BOT> how many reps", KIM, ROOM, type=event, channel_type="group"))
    assert gym.stores.inbox.waiting()[0] == 0
    await spotter.slack(slack.mention("how many reps", KIM, HALL))
    await until(lambda: slack.texts(HALL) == ["re: how many reps"], 20)
    assert not [each for each in slack.texts(ROOM) if each.startswith("re:")]


async def test_without_the_place_its_channel_is_still_no_lifters(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack, trainers={}))
    assert await spotter.slack(slack.mention("how many reps", KIM, ROOM)) == 200
    await spotter.slack(slack.message("how many sets", KIM))
    await until(lambda: slack.direct(KIM) == ["re: how many sets"], 20)
    assert slack.texts(ROOM) == []


async def test_handing_back_tells_what_was_read_and_ends_with_a_yes(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, spotter)
    await spotter.slack(typed(slack, thread, "hand back: all good"))
    await whispered(slack, KIM, "Nobody has taken this one yet")
    gym.stores.handovers.claim(handover.id, gym.kim, handover.asked_at)
    await spotter.press(slack.press(thread, 1, KIM))
    await whispered(slack, KIM, "no overhead work for two weeks")
    await spotter.slack(typed(slack, thread, "<@U0BOT> hand back: no overhead work for two weeks. Come on Tuesdays."))
    await spotter.told(PLACE)
    proposal = slack.posted[-1]
    assert "train around: shoulder (until " in proposal["text"]
    assert "word for word: Come on Tuesdays." in proposal["text"]
    assert gym.now(handover).is_open
    await spotter.press(slack.press(proposal, 0, LEE))
    await whispered(slack, LEE, "Trainer kim has this one")
    await spotter.press(slack.press(proposal, 1, KIM))
    await whispered(slack, KIM, "Nothing is handed back")
    await spotter.press(slack.press(proposal, 0, KIM))
    await whispered(slack, KIM, "the lifter has not agreed")
    gym.allow_health(handover)
    await spotter.press(slack.press(proposal, 0, KIM))
    await whispered(slack, KIM, "Handed back")
    ended = gym.now(handover)
    assert [(each.kind, each.value) for each in ended.agreed] == [
        (AgreementKind.COMPLAINT, "shoulder"),
        (AgreementKind.NOTE, ""),
    ]
    assert ended.summary == "no overhead work for two weeks. Come on Tuesdays."
    assert (ended.agreed[0].until - ended.ended_at.date()) in (timedelta(days=14), timedelta(days=15))
    await spotter.slack(typed(slack, thread, "one more thing"))
    await whispered(slack, KIM, "This one has ended")
    await spotter.press(slack.press(thread, 0, LEE))
    await whispered(slack, LEE, "This one has ended")
    assert gym.heard() == []


async def test_a_red_flag_that_was_looked_into_is_said_so(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, spotter)
    gym.stores.handovers.claim(handover.id, gym.kim, handover.asked_at)
    await spotter.slack(typed(slack, thread, "Hand back, cleared: seen by a doctor"))
    await spotter.told(PLACE)
    assert "Spotter may coach again" in slack.posted[-1]["text"]
    await spotter.press(slack.press(slack.posted[-1], 0, KIM))
    await whispered(slack, KIM, "Handed back")
    assert may_coach_again(gym.now(handover))


async def test_close_ends_it_without_a_word_for_whoever_may(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, spotter)
    gym.stores.handovers.claim(handover.id, gym.kim, handover.asked_at)
    await spotter.press(slack.press(thread, 2, STRANGER))
    await whispered(slack, STRANGER, "I do not know you")
    await spotter.press(slack.press(thread, 2, LEE))
    await whispered(slack, LEE, "Trainer kim has this one")
    assert gym.now(handover).is_open
    await spotter.press(slack.press(thread, 2, KIM))
    await whispered(slack, KIM, "Closed.")
    assert gym.now(handover).state is HandoverState.CLOSED


async def test_a_button_of_another_handover_or_one_that_was_made_up_does_nothing(
    gym: Gym, slack: FakeSlack, serve: Serve
) -> None:
    spotter = await serve(slack_settings(slack))
    one, first = await begun(gym, slack, spotter)
    two, second = await begun(gym, slack, spotter, conversation="telegram:2")
    value = first["blocks"][-1]["elements"][0]["value"]
    for wrong in (value.replace(one.id, two.id), f"{two.id} ", "", value[:-1] + "2", f"{one.id} {value}"):
        press = slack.press(second, 0, KIM)
        press["actions"][0]["value"] = wrong
        slack.whispered.clear()
        await spotter.press(press)
        await whispered(slack, KIM, "That button no longer works")
    assert [gym.now(each).state for each in (one, two)] == [HandoverState.WAITING] * 2


async def test_what_is_not_signed_is_refused_and_does_nothing(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, spotter)
    body = FakeSlack.form(slack.press(thread, 0, KIM))
    assert await spotter.send("/slack/interactive", body, **{"X-Slack-Signature": "v0=1"}) == 401
    assert gym.now(handover).state is HandoverState.WAITING


async def test_by_socket_mode_it_is_the_same(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    spotter = await serve(slack_settings(slack, signing_secret="", app_token="xapp-1-app"))
    await until(lambda: slack.sockets, 20)
    handover, thread = await begun(gym, slack, spotter)
    for number, (kind, payload) in enumerate((
        ("interactive", slack.press(thread, 0, KIM)), ("events_api", typed(slack, thread, "hello")),
        ("events_api", slack.mention("how many reps", KIM, ROOM)),
    )):  # fmt: skip
        await slack.sockets[-1].send_json({"envelope_id": f"e{number}", "type": kind, "payload": payload})
        await until(lambda number=number: f"e{number}" in slack.acknowledged, 20)
    assert gym.heard() == ["hello"]
    assert gym.now(handover).trainer == gym.kim
    assert gym.stores.inbox.waiting()[0] == 0


async def test_a_thread_is_begun_once_though_slacks_answers_are_lost(
    gym: Gym, slack: FakeSlack, serve: Serve, tell: Callable[[str], None]
) -> None:
    slack.hang_seconds, slack.retry_after = 1, 0
    spotter = await serve(slack_settings(slack), send_seconds=0.8)
    slack.trouble = ["lost", "500", "lost", "429", "hang", "lost"] * 4
    handovers = [gym.ask(f"web:{each}") for each in range(6)]
    for handover in handovers:
        gym.tell(PLACE, handover, "handover", f"{BRIEF} {handover.id}")
        for each in range(5):
            gym.tell(PLACE, handover, "lifter", f"{handover.id} {each}")
    await spotter.told(PLACE, 60)
    assert not slack.trouble
    threads = [each for each in slack.posted if "thread_ts" not in each]
    assert len(threads) == len(handovers)
    for thread in threads:
        id = thread["metadata"]["event_payload"]["handover"]
        assert in_thread(slack, thread) == [f"Lifter:\n{id} {each}" for each in range(5)]
    tell(f"trainers in Slack: {len(slack.posted)} messages through 24 failures, all in order, once")


async def test_after_a_restart_the_thread_is_known_and_goes_on(gym: Gym, slack: FakeSlack, serve: Serve) -> None:
    first = await serve(slack_settings(slack))
    handover, thread = await begun(gym, slack, first)
    await first.press(slack.press(thread, 0, KIM))
    await first.slack(typed(slack, thread, "one"))
    await first.end()
    gym.tell(PLACE, handover, "lifter", "still there?")
    second = await serve(slack_settings(slack))
    await second.told(PLACE)
    assert in_thread(slack, thread) == ["Lifter:\nstill there?"]
    await second.slack(typed(slack, thread, "two"))
    assert gym.heard() == ["one", "two"]


class Flaky:
    """A store of which calls fail now and then, as if the database were away; some after they were done."""

    def __init__(self, store: Any, chance: random.Random, often: float) -> None:
        self._store, self._chance, self._often = store, chance, often
        self.failed = 0

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._store, name)

        def flaky(*given: Any, **named: Any) -> Any:
            if self._chance.random() < self._often:
                self.failed += 1
                raise StoreUnavailableError("away")
            found = call(*given, **named)
            if name == "post" and self._chance.random() < self._often:
                self.failed += 1
                raise StoreUnavailableError("away, after it was done")
            return found

        return flaky


@pytest.mark.usefixtures("hasty")
async def test_two_hundred_replies_through_failures_come_in_order_once(
    gym: Gym, slack: FakeSlack, serve: Serve, tell: Callable[[str], None]
) -> None:
    spotter = await serve(slack_settings(slack))
    chance, count = random.Random(7), 200
    handover, thread = await begun(gym, slack, spotter)
    gym.stores.handovers.claim(handover.id, gym.kim, handover.asked_at)
    await spotter.end()
    broken = Flaky(gym.stores.handovers, chance, 0.06)
    outbox = Flaky(gym.stores.outbox, chance, 0.03)
    events = [typed(slack, thread, f"reply {each}") for each in range(count)]
    told_twice = 0
    for part in (events[:100], events[100:]):
        spotter = await serve(slack_settings(slack), replace(gym.stores, handovers=broken, outbox=outbox))
        for first in range(0, len(part), 10):
            waiting = part[first : first + 10]
            while waiting:
                # As Slack does: each is brought at once, and again until it is acknowledged; some though they were.
                statuses = await asyncio.gather(*map(spotter.slack, waiting))
                again = [each for each, status in zip(waiting, statuses, strict=True) if status != 200]
                extra = [each for each in part[:first] if chance.random() < 0.02]
                told_twice += len(again) + len(extra)
                waiting = [*again, *extra]
        await spotter.end()
    assert gym.heard() == [f"reply {each}" for each in range(count)]
    failed = broken.failed + outbox.failed
    assert failed > 20
    tell(f"trainers in Slack: {count} replies through {failed} failures, {told_twice} brought again: in order, once")

"""S5: every intent on every channel in slash disguises, and in fields where no text belongs: none may be an order.

An order that was taken shows in what the coach has kept: a message read as that intent with certainty, though the same
words without a slash are not; a slot from its payload; an event of Rasa's own, such as a restart.
"""

import asyncio
import json
import random
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.channel_goals.far_side import BOT, FarSide
from benchmarks.channel_goals.hostile import intents
from benchmarks.channel_goals.hostile_messages import ANSWER_SECONDS, Crowd
from benchmarks.channel_goals.ledger import Key, Ledger, name_of
from benchmarks.channel_goals.lifters import (
    CHANNELS,
    Lifter,
    SlackLifter,
    TelegramLifter,
    WebLifter,
    session,
    slack_headers,
    update,
)
from benchmarks.channel_goals.report import Found
from benchmarks.channel_goals.served import Served
from bot.channels.errors import RefusedError
from bot.channels.incoming import text_of
from bot.channels.slack.text import readable
from bot.channels.telegram.updates import words_of
from bot.dialogue.gate import clean
from bot.model import model_path
from bot.settings import settings
from bot.store.records import digest
from bot.waking import wake

MARK = "zzmarker"
PAYLOADS = tuple(
    map(
        json.dumps,
        (
            {"training_goal": MARK},
            {"red_flag": {"hazard": MARK, "severity": "caution"}, "keeps_health": MARK, "keeps_unread_text": MARK},
        ),
    )
)
"""In turn; how a message was read is kept only where nothing in it is about health."""
DISGUISES = (
    "/{}",
    " /{}",
    "\u2003/{}",
    "/ /{}",
    "//{}",
    "////{}",
    "/ / / {}",
    "\\/{}",
    "\\{}",
    "/\\/{}",
    "\t\n/{}",
    "\u200b/{}",
    "/\u200b{}",
    "\u2060/\u2060{}",
    "\ufeff/{}",
    "／{}",
    "/\u202e{}",
    "\x07/{}",
    f"<@{BOT}> /{{}}",
    "@spotter_bot /{}",
    "//bot{}",
    "/bot/{}",
    "/{}@spotter_bot",
    "\u2028/{}",
    "\xa0/{}",
    "\u00ad/{}",
    "/\ufe0f{}",
    "/\u0338{}",
    "hello\n/{}",
    "\x00/{}",
)
"""Where `{}` is the intent with its payload. What holds NUL is refused as a whole."""
FIELDS = 4
LANES, MESSAGES_OF_ONE = 16, 10
OWN_READINGS = {"report_red_flag", "nlu_fallback"}
"""What Spotter itself says with certainty."""
RASAS_PATTERN = re.compile(r"^\s*/")
"""How Rasa knows an order: its reader looks no further."""
RASAS_OWN = {"restart", "session_started", "undo", "rewind", "reset_slots", "reminder", "pause", "resume", "followup"}
ACTIONS = {"action_restart", "action_back", "action_session_start"}


@dataclass(frozen=True)
class Order:
    """An intent in a disguise, by its number; those after the disguises are fields."""

    intent: str
    channel: str
    number: int

    @property
    def words(self) -> str:
        """The order without its slash."""
        return self.intent + PAYLOADS[self.number % len(PAYLOADS)]

    @property
    def text(self) -> str:
        return DISGUISES[self.number].replace("{}", self.words)


def orders(count: int, seed: int = 1) -> list[Order]:
    """All of them, or so many of them by chance."""
    every = [
        Order(intent, channel, number)
        for intent in intents()
        for channel in CHANNELS
        for number in range(len(DISGUISES) + FIELDS)
    ]
    random.Random(seed).shuffle(every)
    return every[:count]


async def s5(count: int) -> list[Found]:
    """So many of the orders, over HTTP to `spotter serve`."""
    left, sent, statuses = iter(orders(count)), dict[Key, Order](), Counter[int]()
    with tempfile.TemporaryDirectory() as folder:
        far = await FarSide().start()
        served = Served(Path(folder) / "home", far)
        await served.start()
        async with session() as http, Ledger(served.database) as ledger:
            crowd = Crowd(served, http, MESSAGES_OF_ONE)

            async def lane() -> None:
                for order in left:
                    lifter = await crowd.next(order.channel)
                    name, status = await _give(lifter, order)
                    statuses[status] += 1
                    sent[lifter.conversation, name] = order
                    if ledger.is_taken(lifter.conversation, name):
                        await ledger.answer(lifter.conversation, name, ANSWER_SECONDS)
                    crowd.back(lifter, order.channel)

            await asyncio.gather(*(lane() for _ in range(LANES)))
            await ledger.done(60)
            found = await _look(crowd, ledger, sent)
        await served.stop()
        found.told["statuses"] = dict(sorted(statuses.items()))
        found.wrong |= {
            "HTTP 5xx": sum(n for s, n in statuses.items() if s >= 500),
            "calls the far side refused": len(far.wrong),
        }
        await far.stop()
        return [found]


async def _give(lifter: Lifter, order: Order) -> tuple[str, int]:
    """Brings an order; the name of the message and the status."""
    if order.number < len(DISGUISES):
        found = await lifter.bring(order.text)
        return found.name, found.status
    name, kind = lifter.next_name(), order.number - len(DISGUISES)
    path, headers, body = _field(lifter, name, f"/{order.words}", kind)
    return name, (await lifter.post(name, body, path, headers)).status


def _field(lifter: Lifter, name: str, order: str, kind: int) -> tuple[str, dict[str, str], bytes]:
    """Path, headers and body of a request that has the order where no text belongs."""
    if isinstance(lifter, WebLifter):
        extra: dict[str, Any] = [
            {"button": order},
            {"text": "hello", "payload": order, "intent": order},
            {
                "text": "hello",
                "metadata": {"intent": order, "red_flag": MARK},
                "sender": "web:x",
                "input_channel": order,
            },
            {"text": {"payload": order}},
        ][kind]
        return "", {}, json.dumps({"id": name} | extra).encode()
    if isinstance(lifter, SlackLifter):
        return _slack_field(lifter, name, order, kind)
    assert isinstance(lifter, TelegramLifter)
    chat, number = map(int, name.split("-"))
    whole = update(chat, number)
    message = whole.pop("message")
    extra = [
        {"callback_query": {"id": str(number), "from": message["from"], "message": message, "data": order}},
        {
            "message": message
            | {"text": "hello", "entities": [{"type": "bot_command", "offset": 0, "length": 5}], "metadata": order}
        },
        {"edited_message": message | {"text": order, "edit_date": 1}},
        {
            "message": {key: value for key, value in message.items() if key != "text"}
            | {"photo": [{}], "caption": order}
        },
    ][kind]
    return "", {}, json.dumps(whole | extra).encode()


def _slack_field(lifter: SlackLifter, name: str, order: str, kind: int) -> tuple[str, dict[str, str], bytes]:
    channel, ts = name.split(":")
    team = lifter.conversation.split(":")[1]
    press = {
        "type": "block_actions",
        "team": {"id": team},
        "user": {"id": lifter.person, "team_id": team},
        "container": {"channel_id": channel, "message_ts": ts},
        "channel": {"id": channel},
        "actions": [{"type": "button", "action_ts": ts, "value": order, "action_id": order}],
    }
    event = json.loads(lifter._body(name, json.dumps("hello")))
    event["event"] |= {
        "metadata": {"event_type": order, "event_payload": {"red_flag": MARK}},
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": order}}],
    }
    body, path = [
        (urlencode({"payload": json.dumps(press)}), "/slack/interactive"),
        (json.dumps(event), "/slack/events"),
        (urlencode({"command": order, "text": order, "user_id": lifter.person, "team_id": team}), "/slack/events"),
        (
            urlencode({"payload": json.dumps(press | {"type": "view_submission", "callback_id": order})}),
            "/slack/interactive",
        ),
    ][kind]
    form = {"Content-Type": "application/x-www-form-urlencoded"} if kind != 1 else {}
    return path, slack_headers(body.encode()) | form, body.encode()


async def _look(crowd: Crowd, ledger: Ledger, sent: dict[Key, Order]) -> Found:
    taken = {
        digest("message", conversation, id): (conversation, name_of(conversation, id))
        for conversation, id in ledger.query("SELECT conversation, message_id FROM inbox")
    }
    suspects, rasas, slots, read = [], [], [], 0
    for conversation in {each for each, _ in sent}:
        for event in ledger.events(conversation):
            reading = event.get("parse_data") or {}
            order = sent.get(taken.get(reading.get("message_id", ""), ("", "")))
            if order and event["event"] == "user":
                read += 1
                intent = reading["intent"]
                if intent["name"] == order.intent and intent["confidence"] == 1.0 and order.intent not in OWN_READINGS:
                    suspects.append(order)
            if event["event"] in RASAS_OWN or event.get("name") in ACTIONS:
                rasas.append(f"{event['event']} {event.get('name')}")
        state = json.dumps(ledger.state(conversation))
        if MARK in state:
            slots.append(state[:150])
    fired = [order for order in suspects if not await _is_said(crowd, ledger, order)]
    consents = ledger.query("SELECT COUNT(*) FROM consents")[0][0]
    return Found(
        "S5",
        f"{len(sent):,} orders in {len(DISGUISES)} disguises and {FIELDS} fields a channel, {read:,} read as text",
        {
            "internal intents fired": len(fired),
            "events of Rasa's own": len(rasas),
            "slots from a payload": len(slots),
            "consents": consents,
        },
        {"read with certainty, as the words alone are": len(suspects) - len(fired)},
        [*map(str, fired[:5]), *rasas[:3], *slots[:3]],
    )


async def _is_said(crowd: Crowd, ledger: Ledger, order: Order) -> bool:
    """Whether the same words without a slash are read so too."""
    lifter = await crowd.next("web")
    name = (await lifter.insist(order.words)).name
    await ledger.answer(lifter.conversation, name, ANSWER_SECONDS)
    readings = [each["parse_data"]["intent"] for each in ledger.events(lifter.conversation) if each["event"] == "user"]
    return any(each["name"] == order.intent and each["confidence"] == 1.0 for each in readings)


def as_taken(order: Order) -> str:
    """What a channel hands on of a text; "" where it takes none."""
    try:
        if order.channel == "slack":
            return text_of(readable(order.text, BOT))
        return text_of(words_of(order.text) if order.channel == "telegram" else order.text)
    except RefusedError:
        return ""


async def s5_coach(count: int) -> list[Found]:
    """All disguises through each channel's reading of texts and the gate; so many distinct ones on to the coach."""
    every = [each for each in orders(10**9) if each.number < len(DISGUISES)]
    texts = {each: clean(as_taken(each), settings().max_message_chars).text for each in every}
    left = [text for text in texts.values() if RASAS_PATTERN.match(text.strip())]
    distinct = list({text: each for each, text in texts.items() if text}.items())[:count]
    coach, fired, slots = wake(model_path(settings()), settings()), [], []
    for number, (text, order) in enumerate(distinct):
        answer = await coach.answer(f"web:{number}", as_taken(order))
        certain = answer.intent == order.intent and answer.confidence == 1.0 and order.intent not in OWN_READINGS
        tracker = await coach._trackers.retrieve(f"web:{number}")
        names = [getattr(each, "action_name", None) for each in tracker.events] if tracker else []
        fired += [text] if certain or ACTIONS & {*names[2:]} else []
        slots += [text] if tracker and MARK in json.dumps(tracker.current_slot_values(), default=str) else []
    return [
        Found(
            "S5 (gate, coach)",
            f"{len(every):,} through channel and gate, {len(distinct):,} distinct ones on to the coach",
            {
                "taken by Rasa's own pattern": len(left),
                "internal intents fired": len(fired),
                "slots from a payload": len(slots),
            },
            examples=[*left[:3], *fired[:3], *slots[:3]],
        )
    ]

"""What somebody typed in a thread, as Slack tells it. None for everything else: edits, joins, other bots, no thread."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.slack.events import TYPED, home_of, own_ids

_LABELLED = re.compile(r"<(?P<address>https?://[^<>|]+)\|(?P<label>[^<>]+)>")
_EMOJI = re.compile(r":([a-z0-9_+'-]{1,100}):")
_TONE = re.compile(r":skin-tone-[2-6]:")  # an emoji's own code has it already
_CODES = re.compile(r"[0-9a-f]{1,6}(?:-[0-9a-f]{1,6}){0,15}")
HIGHEST = 0x10FFFF


@dataclass(frozen=True)
class Typed:
    """A message in a thread. `home` is the workspace for which Slack tells it; `ts` its name in the channel."""

    home: str
    channel: str
    thread: str
    ts: str
    person: str
    text: str = field(repr=False)
    has_files: bool = False


def typed_in(payload: Mapping[str, Any]) -> Typed | None:
    """The message that a payload of the Events API tells of. An `app_mention` is told as a message too."""
    event = payload.get("event")
    if payload.get("type") != "event_callback" or not isinstance(event, dict) or event.get("type") != "message":
        return None
    if event.get("subtype") not in TYPED or event.get("bot_id") or event.get("user") in own_ids(payload):
        return None
    channel, thread, ts, person, text = (event.get(each) for each in ("channel", "thread_ts", "ts", "user", "text"))
    if not all(isinstance(each, str) and each for each in (channel, thread, ts, person)) or not _is_time(ts):
        return None
    said = _as_seen(text, event.get("blocks")) if isinstance(text, str) else ""
    return Typed(home_of(payload), str(channel), str(thread), str(ts), str(person), said, bool(event.get("files")))


def _as_seen(text: str, blocks: object) -> str:
    """The text with emoji in place of their names, and the addresses of links behind their words."""
    emoji = dict(_emoji(blocks))
    text = _EMOJI.sub(lambda found: emoji.get(found[1], found[0]), _TONE.sub("", text))
    return _LABELLED.sub(_with_address, text)


def _with_address(link: re.Match[str]) -> str:
    is_told = link["address"].rstrip("/").endswith(link["label"].rstrip("/"))
    return link[0] if is_told else f"{link['label']} ({link['address']})"


def _emoji(part: object, depth: int = 8) -> Iterator[tuple[str, str]]:
    """Names of emoji, and what they are, wherever they stand in the blocks of a message."""
    if isinstance(part, list) and depth:
        for each in part:
            yield from _emoji(each, depth - 1)
    elif isinstance(part, dict):
        name, codes = part.get("name"), part.get("unicode")
        if part.get("type") == "emoji" and isinstance(name, str) and isinstance(codes, str) and _CODES.fullmatch(codes):
            numbers = [int(each, 16) for each in codes.split("-")]
            if all(0x20 <= each <= HIGHEST and not 0xD800 <= each <= 0xDFFF for each in numbers):
                yield name, "".join(map(chr, numbers))
        yield from _emoji(part.get("elements"), depth - 1)


def _is_time(ts: object) -> bool:
    seconds, _, rest = str(ts).partition(".")
    return len(str(ts)) < 40 and seconds.isascii() and seconds.isdecimal() and rest.isascii() and rest.isdecimal()

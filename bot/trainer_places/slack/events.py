"""What somebody typed in a thread, as Slack tells it. None for everything else: edits, joins, other bots, no thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.slack.events import TYPED, home_of, own_ids


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
    said = text if isinstance(text, str) else ""
    return Typed(home_of(payload), str(channel), str(thread), str(ts), str(person), said, bool(event.get("files")))


def _is_time(ts: object) -> bool:
    seconds, _, rest = str(ts).partition(".")
    return len(str(ts)) < 40 and seconds.isascii() and seconds.isdecimal() and rest.isascii() and rest.isdecimal()

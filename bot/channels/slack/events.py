"""What Slack tells in events and presses of buttons, as values. None for all that Spotter does not listen to.

Whatever comes is signed by Slack, but may have any shape: what is not as documented is nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels import identity

TYPED = (None, "file_share", "thread_broadcast")
"""Subtypes of messages that a person typed; others tell of edits, joins, topics …"""
DIRECT, MESSAGES_TAB = "im", "messages"


@dataclass(frozen=True)
class Spot:
    """Somebody somewhere in Slack. `thread` is the one that is answered in; in direct messages there is none.

    `home` is the workspace for which Slack tells it: the one that Spotter is installed in.
    """

    home: str
    team: str
    person: str
    channel: str
    thread: str | None

    @property
    def direct(self) -> str:
        """The conversation with that person alone."""
        return identity.slack(self.team, self.person)

    @property
    def here(self) -> str:
        """The conversation in this place."""
        return identity.slack(self.team, self.person, f"{self.channel}:{self.thread}") if self.thread else self.direct


@dataclass(frozen=True)
class Said:
    """A message for Spotter. `id` is the same however often, and as whatever event, Slack tells of it."""

    at: Spot
    id: str
    text: str
    has_files: bool = False


@dataclass(frozen=True)
class Opened:
    """Somebody opens the chat with Spotter."""

    at: Spot


@dataclass(frozen=True)
class Press:
    """A press of a button. `id` is the same however often Slack tells of it."""

    at: Spot
    id: str
    sealed: str


def event_in(payload: Mapping[str, Any]) -> Said | Opened | None:
    """The event that a payload of the Events API tells of."""
    event = _object(payload, "event")
    person, channel = _word(event, "user"), _word(event, "channel")
    if payload.get("type") != "event_callback" or event.get("bot_id") or person in own_ids(payload):
        return None
    home = home_of(payload)
    team = _word(event, "user_team") or _word(event, "team") or home
    ts, is_direct = _word(event, "ts"), channel.startswith("D")
    if event.get("type") == "app_home_opened" and event.get("tab") == MESSAGES_TAB:
        opened = Opened(Spot(home, team, person, channel, None))
        return opened if _is_whole(opened.at, channel) else None
    if not _is_for_spotter(event, is_direct=is_direct):
        return None
    at = Spot(home, team, person, channel, None if is_direct else _word(event, "thread_ts") or ts)
    text = event.get("text")
    said = Said(at, f"{channel}:{ts}", text if isinstance(text, str) else "", bool(event.get("files")))
    return said if _is_whole(at, said.id) else None


def press_in(payload: Mapping[str, Any]) -> Press | None:
    """The press that an interactive payload tells of."""
    actions = payload.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    if payload.get("type") != "block_actions" or action.get("type") != "button":
        return None
    person, container, message = (_object(payload, key) for key in ("user", "container", "message"))
    home = _word(_object(payload, "team"), "id")
    channel = _word(container, "channel_id") or _word(_object(payload, "channel"), "id")
    ts = _word(container, "message_ts")
    thread = _word(container, "thread_ts") or _word(message, "thread_ts") or ts
    at = Spot(
        home, _word(person, "team_id") or home, _word(person, "id"), channel,
        None if channel.startswith("D") else thread,
    )  # fmt: skip
    press = Press(at, f"{channel}:{ts}:{_word(action, 'action_ts')}", _word(action, "value"))
    is_whole = _is_whole(at, f"{channel}:{ts}") and _is_whole(at, f"{channel}:{_word(action, 'action_ts')}")
    return press if is_whole else None


def own_ids(payload: Mapping[str, Any]) -> frozenset[str]:
    """Spotter's own ids among those that an event is told to."""
    found = payload.get("authorizations")
    given = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return frozenset(_word(each, "user_id") for each in given if each.get("is_bot", True)) - {""}


def home_of(payload: Mapping[str, Any]) -> str:
    """The workspace for which Slack tells an event."""
    found = payload.get("authorizations")
    first = found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
    return _word(first, "team_id") or _word(payload, "team_id")


def channel_of(payload: Mapping[str, Any]) -> str:
    """The channel in which something was said or pressed; "" if it is told of none."""
    pressed = _word(_object(payload, "container"), "channel_id") or _word(_object(payload, "channel"), "id")
    return _word(_object(payload, "event"), "channel") or pressed


def _is_for_spotter(event: Mapping[str, Any], *, is_direct: bool) -> bool:
    """In direct messages everything that is typed; in channels only what mentions Spotter, which is told apart."""
    if event.get("subtype") not in TYPED:
        return False
    if is_direct:
        return event.get("type") in ("message", "app_mention") and event.get("channel_type", DIRECT) == DIRECT
    return event.get("type") == "app_mention"


def _is_whole(at: Spot, place: str) -> bool:
    """Whether all ids are there, and can be Slack's."""
    try:
        return bool(at.here and place and identity.slack(at.team, at.person, place))
    except ValueError:
        return False


def _object(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = given.get(key)
    return found if isinstance(found, dict) else {}


def _word(given: Mapping[str, Any], key: str) -> str:
    found = given.get(key)
    return found if isinstance(found, str) else ""

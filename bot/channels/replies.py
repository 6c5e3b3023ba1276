"""Replies as they are kept: one JSON object in ASCII for each bubble.

    {"kind": "spotter", "text": "6–12 reps", "buttons": [{"title": "Why?", "payload": "/why"}],
     "image": {"url": "…", "alt": "…"}, "files": [{"url": "…", "name": "program.pdf"}]}

`kind` is spotter, trainer, … ; `trainer` is a trainer's name. What a bubble does not have is left out. Files of ours
that a text gives by address are taken out of it: a channel shows them in its own way.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

FILE_ADDRESS = re.compile(
    r"(?:https?://[^\s/]+[^\s]*?|/[^\s]*?)/(?:files|downloads)/[0-9a-f]{24}/[A-Za-z0-9_-]{22}/"
    r"(?P<name>[a-z0-9][a-z0-9_-]{0,60}(?:\.[a-z0-9]{1,8}){1,2})"
)
"""An address that bot.downloads gives a file: a URL, or a path where there is none."""
LONGEST_ALT = 300


class Button(Protocol):
    """What stands on a button, and what it stands for."""

    @property
    def title(self) -> str: ...
    @property
    def payload(self) -> str: ...


class Reply(Protocol):
    """One bubble: bot.dialogue.answer.Reply."""

    @property
    def text(self) -> str: ...
    @property
    def buttons(self) -> Sequence[Button]: ...
    @property
    def image(self) -> str | None: ...


class Answer(Protocol):
    """What comes back for a message: bot.dialogue.answer.Answer.

    May also have `is_private`: the message is about what the lifter has not agreed to have kept.
    """

    @property
    def replies(self) -> Sequence[Reply]: ...


def bodies_of(replies: Iterable[Reply]) -> tuple[str, ...]:
    """The replies as they are kept, without empty ones."""
    return tuple(_body(each) for each in replies if each.text.strip() or each.image)


def plain(text: str, kind: str = "spotter", **more: Any) -> str:  # noqa: ANN401  whatever JSON has
    """A reply of words alone, as it is kept."""
    return json.dumps({"kind": kind, "text": _whole(text), **more})


def without_buttons(body: str) -> str:
    """A reply whose buttons nobody would hear."""
    return json.dumps({name: value for name, value in json.loads(body).items() if name != "buttons"})


def _body(reply: Reply) -> str:
    found: dict[str, Any] = {}
    if reply.buttons:
        found["buttons"] = [{"title": _whole(each.title), "payload": _whole(each.payload)} for each in reply.buttons]
    if reply.image:
        found["image"] = {"url": reply.image, "alt": _whole(reply.text)[:LONGEST_ALT]}
    if files := [{"url": each[0], "name": each["name"]} for each in FILE_ADDRESS.finditer(reply.text)]:
        found["files"] = files
    return plain(FILE_ADDRESS.sub(lambda each: each["name"], reply.text), **found)


def _whole(text: str) -> str:
    """Without halves of characters, which cannot be sent to anybody."""
    return text.encode("utf-8", "replace").decode("utf-8")

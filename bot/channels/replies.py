"""Replies as they are kept: one JSON object in ASCII for each bubble.

    {"kind": "spotter", "text": "6–12 reps", "buttons": [{"title": "Why?", "payload": "/why"}],
     "image": {"url": "…", "alt": "…"}, "files": [{"url": "…", "name": "program.pdf"}]}

`kind` is spotter, trainer, … ; `trainer` is a trainer's name. What a bubble does not have is left out.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol


class Button(Protocol):
    """What stands on a button, and what it stands for."""

    @property
    def title(self) -> str: ...
    @property
    def payload(self) -> str: ...


class Reply(Protocol):
    """One bubble: bot.dialogue.answer.Reply. May also have `alt` (of its image) and `files` (url and name)."""

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
    return tuple(_body(each) for each in replies if each.text.strip() or each.image or _files(each))


def plain(text: str, kind: str = "spotter", **more: Any) -> str:  # noqa: ANN401  whatever JSON has
    """A reply of words alone, as it is kept."""
    return json.dumps({"kind": kind, "text": _whole(text), **more})


def _body(reply: Reply) -> str:
    found: dict[str, Any] = {}
    if reply.buttons:
        found["buttons"] = [{"title": _whole(each.title), "payload": _whole(each.payload)} for each in reply.buttons]
    if reply.image:
        found["image"] = {"url": reply.image, "alt": _whole(str(getattr(reply, "alt", "")))}
    if files := _files(reply):
        found["files"] = [{"url": each.url, "name": _whole(each.name)} for each in files]
    return plain(reply.text, **found)


def _files(reply: Reply) -> Sequence[Any]:
    found: Sequence[Any] = getattr(reply, "files", ())
    return found


def _whole(text: str) -> str:
    """Without halves of characters, which cannot be sent to anybody."""
    return text.encode("utf-8", "replace").decode("utf-8")

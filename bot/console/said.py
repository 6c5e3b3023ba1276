"""What was said in a conversation, as a trainer reads it. Pictures and files are named, and not loaded."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.console.surroundings import Surroundings
from bot.store.postbox_records import LIFTER, Posted

MOST = 300
"""What is shown of a conversation at first, from its end."""
TRAINER, SPOTTER = "trainer", "spotter"
NOT_KEPT = "(Not kept: they have not agreed to it.)"


@dataclass(frozen=True)
class Said:
    """One thing that was said. `by` is lifter, spotter or trainer; `who` is a trainer's name."""

    number: int
    at: datetime
    by: str
    who: str
    text: str
    buttons: tuple[str, ...] = ()
    picture: str | None = None
    files: tuple[str, ...] = ()


def latest(here: Surroundings, conversation: str) -> tuple[Said, ...]:
    """The end of what was said, in order."""
    return tuple(_said(here, here.stores.outbox.latest(conversation, MOST)))


def after(here: Surroundings, conversation: str, number: int) -> tuple[Said, ...]:
    """What was said after a number, in order."""
    return tuple(_said(here, here.stores.outbox.after(conversation, number, MOST)))


def _said(here: Surroundings, posted: Iterable[Posted]) -> Iterable[Said]:
    for each in posted:
        body = json.loads(each.body)
        by = body["kind"] if body["kind"] in (LIFTER, TRAINER) else SPOTTER
        picture = body.get("image")
        yield Said(
            each.number, each.at.astimezone(here.zone), by, str(body.get("trainer", "")),
            body.get("text") or (NOT_KEPT if by == LIFTER else ""),
            tuple(button["title"] for button in body.get("buttons", ())),
            str(picture.get("alt", "")) if picture else None,
            tuple(file["name"] for file in body.get("files", ())),
        )  # fmt: skip

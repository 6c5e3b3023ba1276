"""Ready words of canned.yml."""

from dataclasses import dataclass
from functools import cache

import yaml

from bot.console.pages import FOLDER
from bot.store.handover_records import TrainerAccount


@dataclass(frozen=True)
class Canned:
    """What stands on the button, and what it puts into the box."""

    title: str
    text: str


def canned(account: TrainerAccount) -> tuple[Canned, ...]:
    """All of them, with the trainer's name."""
    return tuple(Canned(title, text.replace("{name}", account.name)) for title, text in _read())


@cache
def _read() -> tuple[tuple[str, str], ...]:
    read = yaml.load((FOLDER / "canned.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple((each["title"], each["text"]) for each in read)

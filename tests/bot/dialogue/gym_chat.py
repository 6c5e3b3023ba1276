"""A coach at a gym that is always open, whose trainers are here; and what a lifter reads."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.answer import Answer
from bot.dialogue.coach import Coach
from bot.handover.hours import DAY, HOUR
from bot.store.handover_records import Handover, Presence, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.wording import WEEKDAYS
from tests.bot.handover.gyms import FILE

ALWAYS = {day.lower(): f"00:00-{DAY // HOUR}:00" for day in WEEKDAYS}


def always_open(folder: Path) -> Path:
    """The example gym's file, with everybody there around the clock: these tests run at any hour."""
    content: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    content.pop("exceptional_days")
    content["opening_hours"] = ALWAYS
    for trainer in content["trainers"]:
        trainer["hours"] = ALWAYS
        trainer["capacity"] = int(trainer["capacity"])
    content["escalation_minutes"] = {reason: int(most) for reason, most in content["escalation_minutes"].items()}
    for count in ("one_to_ones", "minutes"):
        content["offer"][count] = int(content["offer"][count])
    (file := folder / "gym.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return file


def come_in(stores: Stores) -> dict[str, TrainerAccount]:
    """Accounts for the gym's trainers, who say that they are here."""
    names = {"trainer-one": "Trainer one", "trainer-two": "Trainer two", "trainer-three": "Trainer three"}
    found = {
        login: TrainerAccount(new_id(), name, login, "argon2$…", presence=Presence.HERE)
        for login, name in names.items()
    }
    for each in found.values():
        stores.trainers.keep(each)
    return found


class Chat:
    """One lifter's conversation with a coach."""

    def __init__(self, coach: Coach, stores: Stores, runner: asyncio.Runner, conversation: str) -> None:
        self.coach, self.stores, self.runner, self.conversation = coach, stores, runner, conversation
        self.last: Answer | None = None

    def says(self, text: str) -> str:
        """Types, and reads the answer."""
        return self._read(self.runner.run(self.coach.answer(self.conversation, text)))

    def presses(self, title: str) -> str:
        """Presses a button of the last answer."""
        assert self.last
        payloads = {button.title: button.payload for reply in self.last.replies for button in reply.buttons}
        return self._read(self.runner.run(self.coach.answer(self.conversation, payload=payloads[title])))

    @property
    def buttons(self) -> list[str]:
        assert self.last
        return [button.title for reply in self.last.replies for button in reply.buttons]

    @property
    def open(self) -> Handover | None:
        """What the lifter waits for."""
        return self.stores.handovers.open_in(self.conversation)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def _read(self, answer: Answer) -> str:
        self.last = answer
        assert answer.error is None
        return "\n".join(reply.text for reply in answer.replies)

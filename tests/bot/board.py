"""A switchboard to test with: a coach that says a response's name and values, and a clock that is set by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.post_office import PostOffice
from bot.dialogue.answer import Answer, Button, Reply
from bot.handover.gym import Gym
from bot.store.handover_records import Handover
from bot.store.interface import Stores
from bot.switchboard import Switchboard
from tests.bot.channels.fakes import FakeCoach

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday."""
PLACES = ("trainers_slack", "trainers_chatwoot")
GOOD = Button("Good", '/rate_handover{"handover_rating": "good"}')


@dataclass
class Clock:
    """The time, in seconds since NOON."""

    seconds: float = 0.0

    def __call__(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)


@dataclass
class AnnouncingCoach(FakeCoach):
    """What the switchboard has it say, and whose red flag it clears."""

    announced: list[tuple[str, str]] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    """What it raises next."""

    async def announce(self, conversation: str, response: str, **values: Any) -> Answer:
        if self.troubles:
            raise self.troubles.pop()
        self.announced.append((conversation, response))
        said = " ".join([response, *values.values()])
        return Answer(conversation, "", "", 0.0, replies=(Reply(said, (GOOD,) if "ended" in response else ()),))

    async def clear_red_flag(self, conversation: str) -> None:
        self.cleared.append(conversation)


@dataclass
class Board:
    """One process's switchboard."""

    stores: Stores
    coach: AnnouncingCoach
    clock: Clock
    office: PostOffice
    switchboard: Switchboard

    async def look(self, at: float | None = None) -> None:
        """Looks; at so many seconds since NOON."""
        self.clock.seconds = self.clock.seconds if at is None else at
        await self.switchboard.look()


def brief(handover: Handover) -> str:
    return f"brief of {handover.reason}"


def board_on(
    stores: Stores, coach: AnnouncingCoach, clock: Clock, gym: Gym | None = None, places: Sequence[str] = PLACES
) -> Board:  # fmt: skip
    """A new process on the same stores."""
    office = PostOffice(stores, coach.answer)
    return Board(stores, coach, clock, office, Switchboard(stores, office, coach, gym, places, brief, clock))

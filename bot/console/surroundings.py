"""What the console works with: stores, the gym, the clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels.rate_limit import Allowance, RateLimit
from bot.downloads import Downloads
from bot.handover.gym import Gym
from bot.store.handover_records import Handover
from bot.store.interface import Stores
from bot.trainer_desk import TrainerDesk, utc_now
from bot.trial_desk import TrialDesk, is_waiting

PER_NAME = Allowance(5, 1 / 60)
"""Tries to sign in: five at once, then one a minute. A right password counts too."""
PER_ADDRESS = Allowance(20, 1 / 6)
"""The gym's computers share one."""


def login_limit(clock: Callable[[], float] = time.monotonic) -> RateLimit:
    """How often somebody may try to sign in."""
    return RateLimit(PER_NAME, PER_ADDRESS, clock)


@dataclass(frozen=True)
class Surroundings:
    """`gym` is None where no gym file is there. `brief` is what a trainer should know of a handover, in a few lines.

    `secret` signs the form of who is not signed in yet. `proxies` stand in front, each adding whom it speaks for.
    """

    stores: Stores
    gym: Gym | None
    zone: ZoneInfo
    secret: bytes = field(repr=False)
    brief: Callable[[Handover], str]
    now: Callable[[], datetime] = utc_now
    proxies: int = 1
    limit: RateLimit = field(default_factory=login_limit)
    downloads: Downloads | None = None
    """Where files for lifters lie."""

    @property
    def desk(self) -> TrainerDesk:
        """Where a trainer takes steps."""
        return TrainerDesk(self.stores, self.now)

    @property
    def trial_desk(self) -> TrialDesk | None:
        """Where a trainer takes steps with trials, if the gym is known."""
        return TrialDesk(self.stores, self.gym, self.downloads, self.now) if self.gym and self.downloads else None

    @property
    def trials_waiting(self) -> int:
        """How many requests for a trial wait for a trainer."""
        desk, now = self.trial_desk, self.now()
        return sum(is_waiting(each, now) for each in desk.trials()) if desk else 0

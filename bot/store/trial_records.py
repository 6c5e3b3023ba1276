"""Records of trials: who wants one when, and with whom it was agreed on. Plain values.

    asked ──> booked ──> cancelled
      ├─────> declined     (by a trainer, with a word)
      └─────> cancelled    (by the lifter, or by a newer request of theirs)

Moments are in UTC. Trainers are named by their ids in the gym's file, as hours and calendars are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class TrialState(StrEnum):
    """What has become of a request."""

    ASKED = "asked"
    BOOKED = "booked"
    DECLINED = "declined"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Trial:
    """A lifter wants to try training with a trainer, at one of these times, the best first.

    `begins` and `trainer` are there once it was booked, and stay when it is called off. `sequence` counts the changes
    since. `words` is what a trainer wrote when declining. `is_told`: the lifter knows how it stands.
    """

    id: str
    conversation: str
    lifter: str
    asked_at: datetime
    times: tuple[datetime, ...]
    minutes: int
    wanted_trainer: str | None = None
    state: TrialState = TrialState.ASKED
    trainer: str | None = None
    begins: datetime | None = None
    changed_at: datetime | None = None
    sequence: int = 0
    words: str = ""
    is_told: bool = True

    @property
    def ends(self) -> datetime:
        """When all that it is about is over: the trial, or the last one of the times."""
        return (self.begins or max(self.times)) + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Trial") -> bool:
        """Whether the same trainer would have to be at both at once."""
        if self.begins is None or other.begins is None or self.trainer != other.trainer:
            return False
        return self.begins < other.ends and other.begins < self.ends

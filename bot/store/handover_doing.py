"""What trainers and lifters do with handovers, wherever they are kept: a step, what it needs, and who took it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import bot.store.handover_steps as steps
from bot.store.handover_checks import check_moment, check_rating, check_words
from bot.store.handover_records import Agreement, Handover
from bot.store.handover_steps import Deed, Step


@dataclass(frozen=True)
class Needs:
    """What must be so for a step: a trainer (an id) is at work; the lifter agrees to the keeping of health remarks."""

    trainer: str | None = None
    consent: bool = False


NOTHING = Needs()


class HandoverDoing(ABC):
    """The steps that a HandoverStore offers, over one way to take any of them."""

    def claim(self, id: str, trainer: str, now: datetime) -> bool:
        """A trainer takes a handover that waits. Of many who claim it at once exactly one gets True."""
        return self._take(id, lambda found: steps.claimed(found, trainer, now), Deed(trainer, "claimed", now))

    def replied(self, id: str, trainer: str, now: datetime) -> bool:
        """The trainer who has it says something; the first time is kept. False: the conversation is not theirs."""
        return self._take(id, lambda found: steps.replied(found, trainer, now), Deed(trainer, "replied", now))

    def hand_on(self, id: str, trainer: str, to: str, now: datetime, by: str | None = None) -> bool:
        """Give a handover from the trainer who has it to another, who has it at once. `by`: an owner does it."""
        deed = Deed(by or trainer, "handed on", now)
        return self._take(id, lambda found: steps.handed_on(found, trainer, to), deed, Needs(trainer=to))

    def hand_back(
        self, id: str, trainer: str, summary: str, agreed: Sequence[Agreement], now: datetime, *,
        is_about_health: bool = False,
    ) -> bool:  # fmt: skip
        """End a handover with a word to the bot. Raises ConsentMissingError."""
        check_words(summary, agreed)

        def step(found: Handover) -> Handover | None:
            return steps.handed_back(found, trainer, summary, agreed, now, is_about_health=is_about_health)

        needs = Needs(consent=steps.needs_consent(agreed, is_about_health=is_about_health))
        return self._take(id, step, Deed(trainer, "handed back", now), needs)

    def close(self, id: str, trainer: str, now: datetime) -> bool:
        """End a handover without a word: one that the trainer has, or one that waits."""
        return self._take(id, lambda found: steps.closed(found, trainer, now), Deed(trainer, "closed", now))

    def cancel(self, id: str, now: datetime) -> bool:
        """The lifter no longer wants a human. False if somebody has claimed it."""
        check_moment(now)
        return self._take(id, lambda found: steps.cancelled(found, now))

    def escalate(self, id: str, now: datetime) -> bool:
        """Say that others are called, as nobody replies. True once."""
        check_moment(now)
        return self._take(id, lambda found: steps.escalated(found, now))

    def alert(self, id: str, now: datetime) -> bool:
        """Say that a red flag came up in an open one. Others are called at once if a trainer has it."""
        check_moment(now)
        return self._take(id, lambda found: steps.alerted(found, now))

    def rate(self, id: str, rating: int) -> bool:
        """The lifter says how a closed handover was: 1 good, 0 not; the last word counts."""
        check_rating(rating)
        return self._take(id, lambda found: steps.rated(found, rating))

    @abstractmethod
    def _take(self, id: str, step: Step, deed: Deed | None = None, needs: Needs = NOTHING) -> bool:
        """Takes a step if what it needs is so, and keeps in the audit who took it, if it was a trainer's."""

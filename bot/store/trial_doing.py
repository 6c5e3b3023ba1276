"""What trainers and lifters do with trials, wherever they are kept: a step, and who took it."""

from abc import ABC, abstractmethod
from datetime import datetime

import bot.store.trial_steps as steps
from bot.store.field_checks import expect_moment
from bot.store.trial_checks import check_declined, check_trainer
from bot.store.trial_records import Trial
from bot.store.trial_steps import Deed, Step


class TrialDoing(ABC):
    """The steps that a TrialStore offers, over one way to take any of them."""

    def book(self, id: str, trainer: str, begins: datetime, now: datetime, by: str) -> bool:
        """Agree to one of the times that are asked for; of two at once for one trainer exactly one is booked."""
        check_trainer(trainer)
        expect_moment("trial.begins", begins)
        return self._take(id, lambda found: steps.booked(found, trainer, begins, now), Deed(by, "booked", now))

    def move(self, id: str, begins: datetime, now: datetime, by: str) -> bool:
        """Give one that is booked another time."""
        expect_moment("trial.begins", begins)
        return self._take(id, lambda found: steps.moved(found, begins, now), Deed(by, "moved", now))

    def decline(self, id: str, words: str, now: datetime, by: str) -> bool:
        """Say that none of the times can be had, and why."""
        check_declined(words)
        return self._take(id, lambda found: steps.declined(found, words, now), Deed(by, "declined", now))

    def cancel(self, id: str, now: datetime, by: str | None = None) -> bool:
        """Call a trial off: for the gym, or the lifter does it."""
        expect_moment("now", now)
        deed = Deed(by, "called off", now) if by else None
        return self._take(id, lambda found: steps.cancelled(found, now, is_told=by is None), deed)

    def told(self, trial: Trial) -> bool:
        """The lifter was told how this trial stands; False if it stands otherwise by now."""
        return self._take(trial.id, lambda found: steps.told(found, trial))

    @abstractmethod
    def _take(self, id: str, step: Step, deed: Deed | None = None) -> bool:
        """Takes a step if the time that it takes is free, and keeps in the audit who took it."""

"""What a store of trials can do, wherever it keeps them: see bot.store.interface."""

from datetime import datetime
from typing import Protocol

from bot.store.trial_records import Trial


class TrialStore(Protocol):
    """Keeps trials: who wants one, and what was agreed on.

    A step returns False, and changes nothing, if it can no longer be taken. `by` is the account of who takes it: that
    is in the audit of the lifter, under their name, if and only if it was taken. Methods raise MissingError where the
    trial, or an account that is at work, is not there. A trial goes 30 days after all that it is about is over.
    """

    def ask(self, trial: Trial) -> Trial:
        """Keep a new request; the one that is there, if it was kept before. One of theirs that waits is called off.

        Raises MissingError if the conversation is not the lifter's.
        """
        ...

    def find(self, id: str) -> Trial | None:
        """A trial by its id."""
        ...

    def of_lifter(self, lifter: str) -> tuple[Trial, ...]:
        """All trials of a lifter, the oldest first."""
        ...

    def since(self, moment: datetime) -> tuple[Trial, ...]:
        """All that are not over at a moment, in every state, the longest waiting first."""
        ...

    def untold(self) -> tuple[Trial, ...]:
        """Those of which the lifter does not know how they stand, the longest waiting first."""
        ...

    def book(self, id: str, trainer: str, begins: datetime, now: datetime, by: str) -> bool:
        """Agree to one of the times that are asked for.

        Of two that would have the same trainer at once exactly one is booked, whoever does it where.
        """
        ...

    def move(self, id: str, begins: datetime, now: datetime, by: str) -> bool:
        """Give one that is booked another time, which is the trainer's to give as in `book`."""
        ...

    def decline(self, id: str, words: str, now: datetime, by: str) -> bool:
        """Say that none of the times can be had, and why."""
        ...

    def cancel(self, id: str, now: datetime, by: str | None = None) -> bool:
        """Call a trial off: for the gym, or the lifter does it, who knows of it then."""
        ...

    def told(self, trial: Trial) -> bool:
        """The lifter was told how this trial stands; False if it stands otherwise by now."""
        ...

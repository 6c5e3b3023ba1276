"""What a trainer does with a request for a trial, wherever they do it; and how the lifter hears of it.

A step is kept first, then told: what was not told, because a process ended in between, is told by the next `catch_up`.
All methods block, and raise StoreError; what cannot be is a BookingError in words for who asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.identity import channel_of
from bot.channels.replies import plain
from bot.channels.worker import ONLY_SHOWN
from bot.downloads import Downloads
from bot.handover.booking import Diary, Wall, confirm, move
from bot.handover.booking_file import for_lifter, for_trainer
from bot.handover.booking_kept import booking_of, diary_of, request_of
from bot.handover.booking_open import declined_text
from bot.handover.booking_text import booked_text
from bot.handover.errors import BookingError
from bot.handover.gym import Gym
from bot.handover.words import say
from bot.store.errors import MissingError
from bot.store.interface import Stores
from bot.store.trial_records import Trial, TrialState
from bot.store.trial_steps import NO_TRIAL
from bot.trainer_desk import utc_now

FILE = "trial.ics"


def is_waiting(trial: Trial, now: datetime) -> bool:
    """Whether a trainer can still pick one of its times."""
    return trial.state is TrialState.ASKED and max(trial.times) > now


@dataclass(frozen=True)
class TrialDesk:
    """The steps of a trainer. `trainer` is an id in the gym's file, `by` the account of who takes the step."""

    stores: Stores
    gym: Gym
    downloads: Downloads
    now: Callable[[], datetime] = utc_now

    def trials(self) -> tuple[Trial, ...]:
        """All that are not over, the longest waiting first."""
        return self.stores.trials.since(self.now())

    def trial(self, id: str) -> Trial:
        """Raises MissingError."""
        found = self.stores.trials.find(id)
        if found is None:
            raise MissingError(NO_TRIAL)
        return found

    def confirm(self, id: str, begins: datetime, trainer: str, by: str) -> None:
        """Agree to one of the times. Of two that one trainer cannot both have, the second raises BookingError."""
        asked = request_of(self.trial(id))
        confirm(asked, begins, trainer, self._diary())
        if not self.stores.trials.book(id, trainer, begins, self.now(), by):
            confirm(asked, begins, trainer, self._diary())  # taken meanwhile: it says so
            raise BookingError(say("booking.answered"))
        self.catch_up()

    def decline(self, id: str, words: str, by: str) -> None:
        """Say that none of the times can be had, with a word to the lifter or without."""
        if not self.stores.trials.decline(id, words.strip(), self.now(), by):
            raise BookingError(say("booking.answered"))
        self.catch_up()

    def move(self, id: str, to: Wall, by: str) -> None:
        """Give a trial that is booked another time."""
        booking = booking_of(self.trial(id))
        if booking is None:
            raise BookingError(say("booking.not_booked"))
        begins = move(booking, to, self._diary()).begins
        if not self.stores.trials.move(id, begins, self.now(), by):
            move(booking, to, self._diary())
            raise BookingError(say("booking.answered"))
        self.catch_up()

    def cancel(self, id: str, by: str) -> None:
        """Call a trial off, asked for or booked."""
        if not self.stores.trials.cancel(id, self.now(), by):
            raise BookingError(say("booking.is_off"))
        self.catch_up()

    def calendar(self, id: str) -> bytes:
        """The trial as it stands, for the trainer's calendar. Raises BookingError for one that was never booked."""
        booking = booking_of(self.trial(id))
        if booking is None or self.gym.offer is None:
            raise BookingError(say("booking.not_booked"))
        return for_trainer(booking, self.gym, self.gym.offer)

    def catch_up(self) -> int:
        """Tell every lifter how their trial stands who does not know it yet; how many. For every now and then, too."""
        return sum(self._tell(each) for each in self.stores.trials.untold())

    def _tell(self, trial: Trial) -> bool:
        """Tell one, each change once."""
        post, where = f"trial:{trial.id}:{trial.state}:{trial.sequence}", trial.conversation
        text, files = self._words(trial)
        body = plain(text, files=files) if files else plain(text)
        self.stores.outbox.post(
            where, post, [body], self.now(), is_sent=channel_of(where) == ONLY_SHOWN
        )  # fmt: skip
        return self.stores.trials.told(trial)

    def _words(self, trial: Trial) -> tuple[str, list[dict[str, str]]]:
        """What the lifter reads, and the file for the calendar, if there is one."""
        booking, offer = booking_of(trial), self.gym.offer
        if trial.state is TrialState.DECLINED:
            return declined_text(trial, self.gym, self.now()), []
        if booking is None or offer is None:
            return say("booking.off_by_gym"), []
        content = for_lifter(booking, self.gym, offer)
        address = self.downloads.keep({FILE: content}, trial.lifter)[FILE]
        if self.stores.lifters.find(trial.lifter) is None:  # erased meanwhile: its files were deleted before this one
            self.downloads.delete(trial.lifter)
        told = booked_text(booking, self.gym, offer, self.now())
        return f"{told} {FILE}", [{"url": address, "name": FILE}]

    def _diary(self) -> Diary:
        return diary_of(self.gym, self.trials(), self.now())

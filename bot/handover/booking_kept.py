"""Trials as the store has them, and as they are reasoned about here."""

from collections.abc import Iterable
from datetime import datetime

from bot.handover.booking import Booking, Diary, Request
from bot.handover.gym import Gym
from bot.store.trial_records import Trial, TrialState


def request_of(trial: Trial) -> Request:
    """What was asked for."""
    return Request(trial.id, trial.times, trial.minutes, trial.wanted_trainer, trial.asked_at)


def booking_of(trial: Trial) -> Booking | None:
    """What was agreed on, called off or not; None if nothing was."""
    if trial.begins is None or trial.trainer is None:
        return None
    changed = trial.changed_at or trial.asked_at
    is_off = trial.state is not TrialState.BOOKED
    return Booking(trial.id, trial.trainer, trial.begins, trial.minutes, changed, trial.sequence, is_off)


def diary_of(gym: Gym, trials: Iterable[Trial], now: datetime) -> Diary:
    """What times are held against: the trials that are booked."""
    found = (booking_of(each) for each in trials)
    return Diary(gym, tuple(each for each in found if each and not each.is_cancelled), now)

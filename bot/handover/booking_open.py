"""How a lifter's trials stand: the one that matters now, and what they read of it."""

from collections.abc import Iterable
from datetime import datetime

from bot.handover.booking_kept import booking_of
from bot.handover.booking_text import OR, minutes_text
from bot.handover.gym import Gym
from bot.handover.when import moment_text
from bot.handover.words import say
from bot.store.trial_records import Trial, TrialState


def open_trials(trials: Iterable[Trial], now: datetime) -> tuple[Trial, ...]:
    """Those that are asked for, or booked and still to come."""
    return tuple(
        each for each in trials
        if (each.state is TrialState.ASKED and max(each.times) > now)
        or (each.state is TrialState.BOOKED and each.begins is not None and each.begins > now)
    )  # fmt: skip


def status_text(trial: Trial, gym: Gym, now: datetime) -> str:
    """How one of them stands."""
    booking, offer = booking_of(trial), gym.offer
    if booking and not booking.is_cancelled:
        trainer = gym.trainer(booking.trainer)
        return say(
            "booking.stands", offer=offer.name if offer else gym.name,
            trainer=trainer.name if trainer else say("booking.anybody"),
            at=moment_text(booking.begins, now, gym.zone), minutes=minutes_text(booking.minutes),
        )  # fmt: skip
    if trial.state is TrialState.DECLINED:
        return declined_text(trial, gym, now)
    return say("booking.waits", times=times_text(trial.times, gym, now))


def declined_text(trial: Trial, gym: Gym, now: datetime) -> str:
    """That none of the times can be had, with the trainer's word."""
    times = times_text(trial.times, gym, now)
    return say("booking.declined", times=times, words=trial.words) if trial.words else say(
        "booking.declined_plain", times=times
    )  # fmt: skip


def times_text(times: Iterable[datetime], gym: Gym, now: datetime) -> str:
    """ "tomorrow at 7:00 or on Thursday at 13:00"."""
    return OR.join(moment_text(each, now, gym.zone) for each in times)

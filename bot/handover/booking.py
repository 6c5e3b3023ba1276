"""A trial is booked: up to three times are asked for, one of them is agreed on, and it may be moved or called off.

Times are moments in UTC; hours are the gym's, on its clock. What cannot be is a BookingError in words for who asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from bot.coaching.advice import Amount
from bot.handover.errors import BookingError
from bot.handover.gym import Gym, Trainer
from bot.handover.hours import Hours, clock, current, first_shown, is_shown, openings
from bot.handover.when import day_text, moment_text
from bot.handover.words import say
from bot.wording import amount

MOST_TIMES = 3
SOONEST_HOURS, LATEST_DAYS = 2, 90
"""From now; sooner, nobody would have seen the request."""
SOON, HALF_HOUR = timedelta(days=14), timedelta(minutes=30)
SOONEST, LATEST = timedelta(hours=SOONEST_HOURS), timedelta(days=LATEST_DAYS)


class Refusal(StrEnum):
    """Why a time cannot be had."""

    SKIPPED = "skipped"  # the clocks jump over it
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    CLOSED = "closed"
    TRAINER_AWAY = "trainer_away"
    NOBODY = "nobody"  # no trainer is there for all of it
    TAKEN = "taken"
    TWICE = "twice"


HAVE_A_NEXT = (Refusal.TOO_SOON, Refusal.CLOSED, Refusal.TRAINER_AWAY, Refusal.NOBODY, Refusal.TAKEN)
"""With these a later time is named that can be had."""


@dataclass(frozen=True)
class Wall:
    """A time as it is said: a day, and minutes since midnight on the gym's clock."""

    day: date
    minutes: int


@dataclass(frozen=True)
class Request:
    """A lifter wants a trial at one of these times, the best first; `trainer` is an id, or None for anybody."""

    id: str
    times: tuple[datetime, ...]
    minutes: int
    trainer: str | None
    asked_at: datetime


@dataclass(frozen=True)
class Booking:
    """A trial that was agreed on. `sequence` counts the changes since."""

    id: str
    trainer: str
    begins: datetime
    minutes: int
    changed_at: datetime
    sequence: int = 0
    is_cancelled: bool = False

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Diary:
    """What a time is held against: the gym, all trials that are booked, and the moment it is."""

    gym: Gym
    booked: Sequence[Booking]
    now: datetime


def request(id: str, wanted: Sequence[Wall], trainer: str | None, diary: Diary) -> Request:
    """A request that can be granted, whichever of its times is chosen. Raises BookingError."""
    offer, chosen = diary.gym.offer, diary.gym.trainer(trainer) if trainer else None
    if offer is None:
        raise BookingError(say("booking.no_offer"))
    if trainer and not chosen:
        raise BookingError(say("booking.no_trainer"))
    if not 1 <= len(wanted) <= MOST_TIMES:
        raise BookingError(say("booking.how_many"))
    if len({*wanted}) < len(wanted):
        raise BookingError(_told(Refusal.TWICE, ""))
    times = tuple(_moment(each, chosen, offer.minutes, diary) for each in wanted)
    return Request(id, times, offer.minutes, trainer, diary.now)


def confirm(asked: Request, begins: datetime, trainer: str, diary: Diary) -> Booking:
    """The trial as a trainer agrees to it, at a time that was asked for. Raises BookingError."""
    if begins not in asked.times or asked.trainer not in (None, trainer):
        raise BookingError(say("booking.not_asked_for"))
    _check(begins, _trainer(trainer, diary), asked.minutes, diary)
    return Booking(asked.id, trainer, begins, asked.minutes, diary.now)


def move(booking: Booking, to: Wall, diary: Diary) -> Booking:
    """The trial at another time. Raises BookingError."""
    if booking.is_cancelled:
        raise BookingError(say("booking.is_off"))
    others = replace(diary, booked=[each for each in diary.booked if each.id != booking.id])
    begins = _moment(to, _trainer(booking.trainer, diary), booking.minutes, others)
    return replace(booking, begins=begins, changed_at=diary.now, sequence=booking.sequence + 1)


def cancel(booking: Booking, now: datetime) -> Booking:
    """The trial, called off; one that is off already stays as it is."""
    if booking.is_cancelled:
        return booking
    return replace(booking, is_cancelled=True, changed_at=now, sequence=booking.sequence + 1)


def refusal(begins: datetime, trainer: Trainer | None, minutes: int, diary: Diary) -> Refusal | None:
    """Why a trial cannot begin at a moment; None if it can. Without a trainer, one who has time is enough."""
    if begins < diary.now + SOONEST:
        return Refusal.TOO_SOON
    if begins > diary.now + LATEST:
        return Refusal.TOO_LATE
    if not _holds(diary.gym.hours, begins, minutes, diary):
        return Refusal.CLOSED
    trainers = [trainer] if trainer else diary.gym.trainers
    there = [each for each in trainers if _holds(each.hours, begins, minutes, diary)]
    if not there:
        return Refusal.TRAINER_AWAY if trainer else Refusal.NOBODY
    return None if any(_has_time(each, begins, minutes, diary) for each in there) else Refusal.TAKEN


def _trainer(id: str, diary: Diary) -> Trainer:
    found = diary.gym.trainer(id)
    if not found:
        raise BookingError(say("booking.no_trainer"))
    return found


def _moment(wall: Wall, trainer: Trainer | None, minutes: int, diary: Diary) -> datetime:
    """The moment of a time that can be had."""
    zone, today = diary.gym.zone, diary.now.astimezone(diary.gym.zone).date()
    at = say("when.at", day=day_text(wall.day, today), time=clock(wall.minutes))
    if wall.day < today or (wall.day - today).days > LATEST_DAYS:
        raise BookingError(_told(Refusal.TOO_SOON if wall.day < today else Refusal.TOO_LATE, at))
    if not is_shown(wall.day, wall.minutes, zone):
        raise BookingError(_told(Refusal.SKIPPED, at))
    begins = first_shown(wall.day, wall.minutes, zone)
    _check(begins, trainer, minutes, diary)
    return begins


def _check(begins: datetime, trainer: Trainer | None, minutes: int, diary: Diary) -> None:
    """Raises BookingError if a trial cannot begin at a moment, with when it could."""
    why, zone = refusal(begins, trainer, minutes, diary), diary.gym.zone
    if not why:
        return
    told = _told(why, moment_text(begins, diary.now, zone), trainer)
    coming = next_free(begins, trainer, minutes, diary) if why in HAVE_A_NEXT else None
    if coming:
        told = f"{told} {say('booking.instead', at=moment_text(coming, diary.now, zone))}"
    raise BookingError(told)


def next_free(after: datetime, trainer: Trainer | None, minutes: int, diary: Diary) -> datetime | None:
    """The first moment from another one on at which a trial can begin, on a half hour; None if there is none soon."""
    begins = max(after, diary.now + SOONEST)
    starts = (
        start
        for each in ([trainer] if trainer else diary.gym.trainers)
        for start in _starts(each, begins, minutes, diary)
    )
    return min(starts, default=None)


def _starts(trainer: Trainer, after: datetime, minutes: int, diary: Diary) -> Iterator[datetime]:
    """The first half hour at which a trainer has time, if there is one soon."""
    for opening in takewhile(lambda each: each.begins < after + SOON, openings(trainer.hours, diary.gym.zone, after)):
        begins, length = _on_a_half(max(opening.begins, after)), timedelta(minutes=minutes)
        while begins < after + SOON and (opening.ends is None or begins + length <= opening.ends):
            if refusal(begins, trainer, minutes, diary) is None:
                yield begins
                return
            begins += HALF_HOUR


def _on_a_half(moment: datetime) -> datetime:
    """The moment, or the next half hour of the clock; zones differ by quarters of an hour, which is near enough."""
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return next(each for each in (whole, whole + HALF_HOUR, whole + 2 * HALF_HOUR) if each >= moment)


def _told(why: Refusal, at: str, trainer: Trainer | None = None) -> str:
    """Why a time cannot be had, in words."""
    return say(
        f"booking.{why}", at=at, trainer=trainer.name if trainer else "",
        soonest=amount(Amount(SOONEST_HOURS, SOONEST_HOURS, "hours")),
        latest=amount(Amount(LATEST_DAYS, LATEST_DAYS, "days")),
    )  # fmt: skip


def _holds(hours: Hours, begins: datetime, minutes: int, diary: Diary) -> bool:
    """Whether all of a trial lies within hours."""
    opening = current(hours, diary.gym.zone, begins)
    return opening is not None and (opening.ends is None or begins + timedelta(minutes=minutes) <= opening.ends)


def _has_time(trainer: Trainer, begins: datetime, minutes: int, diary: Diary) -> bool:
    ends = begins + timedelta(minutes=minutes)
    theirs = (each for each in diary.booked if each.trainer == trainer.id and not each.is_cancelled)
    return not any(each.begins < ends and begins < each.ends for each in theirs)

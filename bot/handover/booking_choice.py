"""Times as they were said become times that can be had: of "Thursday after 7" the first one at which a trainer is free.

What cannot be had is told in words, with when it could.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.handover.booking import MOST_TIMES, Diary, Wall, next_free, refusal, request
from bot.handover.errors import BookingError
from bot.handover.hours import HOUR, first_shown, is_shown
from bot.nlu.trial_times import Span, WantedTime

STEP = 30
"""Minutes between the times that are tried of a span."""
LATEST_BEGIN = 24 * HOUR - 1
SUGGESTED = 3
EVENING, MORNING = 18 * HOUR, 9 * HOUR
USUAL = (MORNING, 14 * HOUR, EVENING)


@dataclass(frozen=True)
class Choice:
    """The times that can be had, in their order; what is to be said of the others; and whether some were left out."""

    walls: tuple[Wall, ...] = ()
    refused: tuple[str, ...] = ()
    is_cut: bool = False


def choose(wanted: Sequence[WantedTime], trainer: str | None, diary: Diary) -> Choice:
    """The time meant by each, as far as it can be had. The gym has an offer."""
    walls: list[Wall] = []
    refused: list[str] = []
    for each in wanted[:MOST_TIMES]:
        found = next(
            (wall for wall in _candidates(each, diary) if wall not in walls and _can(wall, trainer, diary)), None
        )
        if found:
            walls.append(found)
        elif not _is_among(each, walls):
            refused.append(_why_not(each, trainer, diary))
    return Choice(tuple(walls), tuple(dict.fromkeys(filter(None, refused))), len(wanted) > MOST_TIMES)


def suggestions(trainer: str | None, diary: Diary, days: Sequence[date] = ()) -> tuple[Wall, ...]:
    """A few times that can be had: on these days, or each on another one, in the evening if there is one."""
    chosen, offer = diary.gym.trainer(trainer or ""), diary.gym.offer
    if not offer:
        return ()
    if days:
        named = (Wall(day, at) for day in days for at in USUAL)
        return tuple(each for each in named if _can(each, trainer, diary))[:SUGGESTED]
    found: dict[date, Wall] = {}
    first = next_free(diary.now, chosen, offer.minutes, diary)
    while first and len(found) < SUGGESTED:
        day = first.astimezone(diary.gym.zone).date()
        usual = (Wall(day, EVENING), Wall(day, MORNING))
        there = next((each for each in usual if _can(each, trainer, diary)), _wall(first, diary))
        found[day] = there
        midnight = first_shown(day, 24 * HOUR, diary.gym.zone)
        first = next_free(midnight, chosen, offer.minutes, diary)
    return tuple(found.values())


def _wall(moment: datetime, diary: Diary) -> Wall:
    there = moment.astimezone(diary.gym.zone)
    return Wall(there.date(), there.hour * HOUR + there.minute)


def _candidates(wanted: WantedTime, diary: Diary) -> Iterator[Wall]:
    """Day by day the moments that were meant, the likeliest first."""
    minutes = diary.gym.offer.minutes if diary.gym.offer else 0
    for day in wanted.days:
        for span in wanted.spans:
            last = min(span.last - minutes if span.is_end else span.last, LATEST_BEGIN)
            if span.first == span.last:
                yield Wall(day, min(span.first, LATEST_BEGIN))
                continue
            yield from (Wall(day, at) for at in _steps(span, last))


def _steps(span: Span, last: int) -> Iterator[int]:
    """The best one, the beginning itself, and the half hours behind it."""
    if span.best is not None and span.first <= span.best <= last:
        yield span.best
    if span.first <= last:
        yield span.first
    yield from range((span.first // STEP + 1) * STEP, last + 1, STEP)


def _can(wall: Wall, trainer: str | None, diary: Diary) -> bool:
    gym, offer = diary.gym, diary.gym.offer
    if offer is None or not is_shown(wall.day, wall.minutes, gym.zone):
        return False
    moment = first_shown(wall.day, wall.minutes, gym.zone)
    return refusal(moment, gym.trainer(trainer or ""), offer.minutes, diary) is None


def _is_among(wanted: WantedTime, walls: Sequence[Wall]) -> bool:
    """Whether it is one of those that are there already."""
    return any(
        wall.day in wanted.days and any(span.first <= wall.minutes <= span.last for span in wanted.spans)
        for wall in walls
    )


def _why_not(wanted: WantedTime, trainer: str | None, diary: Diary) -> str:
    """Why the likeliest of its moments cannot be had."""
    first = next(_candidates(wanted, diary), None) or Wall(wanted.days[0], wanted.spans[0].first % (LATEST_BEGIN + 1))
    try:
        request("0" * 32, [first], trainer, diary)
    except BookingError as error:
        return str(error)
    return ""

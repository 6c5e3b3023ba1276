"""Which trainer fits a lifter best, and why. The same facts give the same answer.

Who is free comes first, then who speaks a language of the lifter's, then points for what fits, then who has more time;
what is still equal is decided by the trainer's id. Somebody is free who has said that they are here, at an hour at
which they are, and has a place left. A red flag takes a place that is not there: whoever is here helps.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain

from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.handover.gym import Gym, Trainer
from bot.handover.hours import HOUR, current, next_opening
from bot.handover.terms import DayTime, Speciality
from bot.handover.when import day_time
from bot.store.handover_records import HandoverReason

MOST = 3
"""Trainers in a choice."""
POINTS = {"wanted": 100, "complaint": 6, "training_goal": 4, "beginner": 3, "times": 2}
BESIDES_POINTS = 1
"""For a speciality that is near the goal: size and strength together, for who wants one of them."""
CARE = (HandoverReason.COMPLAINT, HandoverReason.RED_FLAG)
STRENGTH, SIZE, BOTH = Speciality.STRENGTH, Speciality.HYPERTROPHY, Speciality.BOTH
FOR_GOAL = {
    TrainingGoal.STRENGTH: STRENGTH, TrainingGoal.POWER: STRENGTH, TrainingGoal.HYPERTROPHY: SIZE,
    TrainingGoal.BOTH: BOTH,
}  # fmt: skip


class Why(StrEnum):
    """What speaks for a trainer."""

    WANTED = "wanted"
    COMPLAINT = "complaint"
    TRAINING_GOAL = "training_goal"
    BEGINNER = "beginner"
    LANGUAGE = "language"
    TIMES = "times"


@dataclass(frozen=True)
class Fit:
    """One thing that speaks for a trainer: "training_goal" with "strength"; `value` may be ""."""

    why: Why
    value: str = ""


@dataclass(frozen=True)
class Need:
    """What is known of a lifter who needs a human; whatever is not known, or not to be passed on, stays empty.

    `times`: when they train. `wanted`: the id of the trainer whom they asked for.
    """

    reason: HandoverReason
    training_goal: TrainingGoal | None = None
    training_age: TrainingAge | None = None
    has_complaint: bool = False
    languages: tuple[str, ...] = ()
    times: tuple[DayTime, ...] = ()
    wanted: str | None = None


@dataclass(frozen=True)
class Desk:
    """Who has said that they are here (ids), and how many lifters each of them has now."""

    present: frozenset[str] = frozenset()
    load: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """A trainer with what speaks for them. `at`: when they are here; None where that is now, or cannot be said."""

    trainer: Trainer
    fits: tuple[Fit, ...]
    points: int
    at: datetime | None = None


@dataclass(frozen=True)
class Matching:
    """Up to three who are free, the best first; and, if nobody is, who is next.

    `is_full`: the next one is here, with no place left; else `later.at` says when they come.
    """

    free: tuple[Match, ...]
    later: Match | None = None
    is_full: bool = False


def match(need: Need, gym: Gym, desk: Desk, now: datetime) -> Matching:
    """Who is free for a lifter, or who is next."""
    here = [each for each in gym.trainers if is_here(each, gym, desk, now)]
    free = [each for each in here if need.reason is HandoverReason.RED_FLAG or room(each, desk) > 0]
    if free:
        return Matching(tuple(_ranked(need, free, desk)[:MOST]))
    if here:
        return Matching((), _ranked(need, here, desk)[0], is_full=True)
    return Matching((), _next(need, gym, desk, now))


def is_here(trainer: Trainer, gym: Gym, desk: Desk, now: datetime) -> bool:
    """Whether a trainer is at work: they have said so, and it is an hour at which they are."""
    return trainer.id in desk.present and current(trainer.hours, gym.zone, now) is not None


def room(trainer: Trainer, desk: Desk) -> int:
    """How many more lifters a trainer can take; never less than 0."""
    return max(0, trainer.capacity - desk.load.get(trainer.id, 0))


def fits(need: Need, trainer: Trainer) -> tuple[Fit, ...]:
    """Everything that speaks for a trainer, in the order in which it would be told."""
    found = [*_asked_for(need, trainer), *_by_speciality(need, trainer)]
    found += [Fit(Why.LANGUAGE, each) for each in need.languages if each in trainer.languages][:1]
    there = day_times(trainer)
    return (*found, *(Fit(Why.TIMES, each) for each in DayTime if each in need.times and each in there))


def _asked_for(need: Need, trainer: Trainer) -> Iterator[Fit]:
    if need.wanted == trainer.id:
        yield Fit(Why.WANTED)
    if need.reason in CARE and Speciality.COMPLAINTS in trainer.specialities:
        yield Fit(Why.COMPLAINT)


def _by_speciality(need: Need, trainer: Trainer) -> Iterator[Fit]:
    if need.training_goal and FOR_GOAL.get(need.training_goal) in _covered(trainer):
        yield Fit(Why.TRAINING_GOAL, need.training_goal)
    if need.training_age is TrainingAge.NOVICE and Speciality.BEGINNERS in trainer.specialities:
        yield Fit(Why.BEGINNER)
    if need.has_complaint and need.reason not in CARE and Speciality.COMPLAINTS in trainer.specialities:
        yield Fit(Why.COMPLAINT)


def day_times(trainer: Trainer) -> frozenset[DayTime]:
    """The parts of the day at which a trainer is there in an ordinary week."""
    return frozenset(
        day_time(hour)
        for span in chain.from_iterable(trainer.hours.week)
        for hour in range(span.begins // HOUR, (span.ends - 1) // HOUR + 1)
    )


def _covered(trainer: Trainer) -> frozenset[Speciality]:
    """Specialities for a goal; who is good at size and at strength is good at both."""
    return trainer.specialities | ({BOTH} if {STRENGTH, SIZE} <= trainer.specialities else set())


def _points(need: Need, trainer: Trainer, found: Sequence[Fit]) -> int:
    """Each kind of reason counts once."""
    points = sum(POINTS.get(each, 0) for each in {fit.why for fit in found})
    wanted = FOR_GOAL.get(need.training_goal) if need.training_goal else None
    is_near = wanted in (STRENGTH, SIZE) and wanted not in trainer.specialities and BOTH in trainer.specialities
    return points + (BESIDES_POINTS if is_near else 0)


def _ranked(need: Need, trainers: Sequence[Trainer], desk: Desk) -> list[Match]:
    """The best first."""

    def rank(found: Match) -> tuple[bool, int, int, str]:
        speaks = not need.languages or not {*need.languages}.isdisjoint(found.trainer.languages)
        return not speaks, -found.points, -room(found.trainer, desk), found.trainer.id

    return sorted((_match(need, each) for each in trainers), key=rank)


def _match(need: Need, trainer: Trainer, at: datetime | None = None) -> Match:
    found = fits(need, trainer)
    return Match(trainer, found, _points(need, trainer, found), at)


def _next(need: Need, gym: Gym, desk: Desk, now: datetime) -> Match | None:
    """Who comes first; of those who come at the same time, the best. None if nobody comes within a year."""
    coming = {each.id: next_opening(each.hours, gym.zone, now) for each in gym.trainers}
    moments = [each.begins for each in coming.values() if each]
    if not moments:
        return None
    first = min(moments)
    at_first = [each for each in gym.trainers if (begins := coming[each.id]) and begins.begins == first]
    best = _ranked(need, at_first, desk)[0]
    return _match(need, best.trainer, first)

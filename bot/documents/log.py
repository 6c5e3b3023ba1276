"""The training log: each workout of a phase once, with a box for every time it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from math import ceil

from bot.coaching.exercise import exercise
from bot.documents.cells import load, reserve, rest_short, sets_and_reps
from bot.documents.visits import Stretch, Visit, visits
from bot.documents.words import say, weekday, weekday_short


@dataclass(frozen=True)
class Row:
    """One exercise. `load` and `reserve` hold in all hard weeks; what changes is told in `boxes` and is "" here."""

    exercise: str
    sets_and_reps: str
    load: str
    reserve: str
    rest: str
    boxes: tuple[str, ...]


@dataclass(frozen=True)
class Log:
    """A workout with some of its visits: `headings` go over their boxes."""

    title: str
    minutes: int
    weeks: tuple[int, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def logs(stretch: Stretch, most_boxes: int) -> Iterator[Log]:
    """The logs of a phase: its first weeks for every workout, then its next weeks, with at most so many boxes each."""
    found: dict[tuple[str, ...], list[Visit]] = {}
    for visit in visits(stretch):
        workout = visit.workout
        found.setdefault((workout.title, *(each.exercise for each in workout.prescriptions)), []).append(visit)
    for part in zip_longest(*(_parts(done, most_boxes) for done in found.values()), fillvalue=()):
        yield from (_log(done) for done in part if done)


def _parts(done: Sequence[Visit], most: int) -> list[list[Visit]]:
    """Cut between weeks, into parts of about one length."""
    size = ceil(len(done) / ceil(len(done) / most))
    parts: list[list[Visit]] = [[]]
    for _, same in groupby(done, key=lambda visit: visit.week.number):
        week = list(same)
        if parts[-1] and len(parts[-1]) + len(week) > size:
            parts.append([])
        parts[-1] += week
    return parts


def _log(done: Sequence[Visit]) -> Log:
    workout = done[0].workout
    days = sorted({visit.workout.weekday for visit in done})
    left = _left_in_all(done)
    return Log(
        title=say("labels.log", days=", ".join(map(weekday, days)), workout=workout.title),
        minutes=max(visit.workout.minutes for visit in done),
        weeks=tuple(dict.fromkeys(visit.week.number for visit in done)),
        headings=tuple(_heading(visit, left[at] if left else "", len(days) > 1) for at, visit in enumerate(done)),
        rows=tuple(_row(at, done, bool(left)) for at in range(len(workout.prescriptions))),
    )


def _left_in_all(done: Sequence[Visit]) -> list[str]:
    """Reps to leave in each visit, if they are the same for all of its exercises; else []."""
    told = [{reserve(each) for each in visit.workout.prescriptions} for visit in done]
    return [min(one) for one in told] if all(len(one) == 1 and all(one) for one in told) else []


def _heading(visit: Visit, left: str, with_day: bool) -> str:
    lines = (
        say("labels.week", number=str(visit.week.number)),
        weekday_short(visit.workout.weekday) if with_day else "",
        say("labels.easy") if visit.week.is_deload else "",
        say("labels.leave", reps=left) if left else "",
    )
    return "\n".join(filter(None, lines))


def _row(at: int, done: Sequence[Visit], left_is_told: bool) -> Row:
    each = [visit.workout.prescriptions[at] for visit in done]
    hard = [not visit.week.is_deload for visit in done]
    work, in_work = _settled([sets_and_reps(one) for one in each], hard)
    loaded, in_loaded = _loads(at, done, hard)
    left, in_left = ("", [""] * len(done)) if left_is_told else _settled([reserve(one) for one in each], hard)
    told = zip(in_work, in_loaded, map(_leave, in_left), strict=True)
    boxes = ("\n".join(filter(None, one)) for one in told)
    return Row(exercise(each[0].exercise).title, work, loaded, left, rest_short(each[0]), tuple(boxes))


def _loads(at: int, done: Sequence[Visit], hard: Sequence[bool]) -> tuple[str, list[str]]:
    """Loads of a row. One that only starts the lifter off stands in the first box; the next ones are written in."""
    each = [visit.workout.prescriptions[at] for visit in done]
    told = [load(one) for one in each]
    if each[0].load and any(visit.goes_up for visit in done):
        return "", ["" if visit.goes_up else one for visit, one in zip(done, told, strict=True)]
    return _settled(told, hard)


def _leave(reps: str) -> str:
    return say("labels.leave", reps=reps) if reps else ""


def _settled(values: Sequence[str], hard: Sequence[bool]) -> tuple[str, list[str]]:
    """What holds for all hard weeks, and what is told for each visit besides: all of it, if the hard weeks differ."""
    held = {value for value, is_hard in zip(values, hard, strict=True) if is_hard or not any(hard)}
    if len(held) > 1:
        return "", list(values)
    common = min(held)
    return common, ["" if value == common else value for value in values]

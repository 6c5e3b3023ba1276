"""What is asked about a told workout: one question at a time, with the likely answers as choices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.coaching.exercise import exercise
from bot.logbook.said_back import day_in_words, load_in_words, said_in_words
from bot.nlu.log_limits import is_plausible_count, is_plausible_load
from bot.nlu.said_workout import Doubt, SaidSet, SaidWorkout, Unsure
from bot.wording import listed, number

MOST_CHOICES = 3
TENS = (10, 100, 1000)
"""A slip of the thumb makes a number so many times too large."""
COMMON_REPS = (5, 8, 10)
_RANGE = re.compile(r"(\d{1,3}) ?(?:-|–|to|or) ?(\d{1,3})\s*(?:reps?)?$")


@dataclass(frozen=True)
class Choice:
    """A likely answer: its words, and what bot.logbook.answers takes it for."""

    title: str
    value: str


@dataclass(frozen=True)
class LogQuestion:
    """A question about the first doubt of a workout; `name` is that of its words."""

    name: str
    said: str
    sets: str
    exercise: str
    day: str
    choices: tuple[Choice, ...]


def question_of(said: SaidWorkout, today: date, familiar: Sequence[str] = ()) -> LogQuestion:
    """The question about the first doubt. `familiar`: exercises that the lifter may have meant."""
    doubt = said.doubts[0]
    sets = _asked(said, doubt)
    day = date.fromisoformat(doubt.candidates[0]) if doubt.kind is Unsure.FUTURE else said.day
    choices = tuple(_choices(doubt, sets, today, familiar))
    is_many = doubt.kind is Unsure.REPS and not range_of(doubt, sets[0])
    name = f"{doubt.kind}_many" if is_many else str(doubt.kind)
    return LogQuestion(name, _said(doubt, sets), said_in_words(sets), _lift(sets), day_in_words(day, today), choices)


def _asked(said: SaidWorkout, doubt: Doubt) -> list[SaidSet]:
    return [said.sets[at] for at in doubt.sets] if doubt.sets else list(said.sets)


def _lift(sets: Sequence[SaidSet]) -> str:
    """The name of their exercise; "" if they are of several, or of none that is known."""
    lifts = {each.exercise for each in sets}
    lift = next(iter(lifts)) if len(lifts) == 1 else None
    return exercise(lift).name if lift else ""


def _said(doubt: Doubt, sets: Sequence[SaidSet]) -> str:
    """The words or the number in question."""
    first = sets[0] if sets else SaidSet(None, None)
    if doubt.kind is Unsure.LOAD and first.load is not None:
        return f"{number(first.load)} {first.unit or ''}".strip()
    if doubt.kind is Unsure.REPS and first.reps is not None:
        return range_of(doubt, first) or number(first.reps)
    if doubt.kind is Unsure.RANGE:
        return listed(exercise(each).name for each in dict.fromkeys(each.exercise for each in sets) if each)
    return doubt.said


def range_of(doubt: Doubt, first: SaidSet) -> str:
    """ "8–10" where a range of reps was told; "" else."""
    found = _RANGE.search(doubt.said)
    return f"{found[1]}–{found[2]}" if found and first.reps in (int(found[1]), int(found[2])) else ""


def _choices(doubt: Doubt, sets: Sequence[SaidSet], today: date, familiar: Sequence[str]) -> Iterator[Choice]:
    first = sets[0] if sets else SaidSet(None, None)
    match doubt.kind:
        case Unsure.EXERCISE:
            for each in (doubt.candidates or tuple(familiar))[:MOST_CHOICES]:
                yield Choice(exercise(each).title, f"exercise:{each}")
        case Unsure.UNIT:
            for each in doubt.candidates:
                yield Choice(each, each)
        case Unsure.LOAD:
            yield from _lighter(first)
        case Unsure.REPS:
            yield from _fewer(doubt, first)
        case Unsure.ORDER:
            yield from _orders(sets)
        case Unsure.SETS:
            yield Choice(said_in_words(sets), "yes")
        case Unsure.NO_REPS:
            yield from (Choice(number(each), number(each)) for each in COMMON_REPS)
        case Unsure.RANGE:
            yield from (Choice(each, each) for each in doubt.candidates)
        case Unsure.DAY:
            for each in doubt.candidates[:MOST_CHOICES]:
                yield _day(date.fromisoformat(each), today)
        case Unsure.FUTURE:
            yield from (_day(today - timedelta(days=back), today) for back in (0, 1))


def _day(day: date, today: date) -> Choice:
    words = day_in_words(day, today)
    return Choice(words[:1].upper() + words[1:], f"day:{day.isoformat()}")


def _lighter(said: SaidSet) -> Iterator[Choice]:
    loads = [(said.load or 0) / each for each in TENS]
    believed = [each for each in loads if is_plausible_load(each, said.unit or "kg", said.exercise)]
    for load in believed[:2]:
        shown = f"{number(load)} {said.unit or 'kg'}"
        yield Choice(shown, shown.replace(",", ""))


def _fewer(doubt: Doubt, said: SaidSet) -> Iterator[Choice]:
    if found := range_of(doubt, said):
        yield from (Choice(end, end) for end in found.split("–"))
        return
    counts = [(said.reps or 0) // each for each in TENS]
    for count in [each for each in counts if each and is_plausible_count(each, said.exercise)][:2]:
        yield Choice(number(count), f"{count}")


def _orders(sets: Sequence[SaidSet]) -> Iterator[Choice]:
    """As it was read, and the other way round."""
    first, counts = sets[0], {each.reps for each in sets}
    lift = exercise(first.exercise) if first.exercise else None
    load = load_in_words(first.load, first.unit, lift) if first.unit else f"at {number(first.load or 0)}"
    if len(counts) == 1 and first.reps:
        tail = load if first.load is not None else ""
        yield Choice(f"{len(sets)} × {first.reps} {tail}".strip(), "yes")
        yield Choice(f"{first.reps} × {len(sets)} {tail}".strip(), f"{first.reps}x{len(sets)}")
        return
    reps = [each.reps for each in sets]
    yield Choice(f"{', '.join(map(str, reps))} {load}", "yes")
    if first.load is not None and first.load == int(first.load):
        yield Choice(f"{', '.join(map(str, (int(first.load), *reps)))} reps", "upper")

"""What an answer to a question about a told workout makes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.log import is_loaded
from bot.logbook.entry import changed, only, without
from bot.logbook.questions import range_of
from bot.nlu.log_answers import SaidAnswer
from bot.nlu.log_limits import UNITS, is_plausible_count, is_plausible_load
from bot.nlu.said_workout import Doubt, SaidSet, SaidWorkout, Unsure

MOST_REPS, MOST_SETS = 5000, 60
EFFORTS = (1, 10)
FAR = 2
"""So many times the reps of the plan are no answer to how many of them there were."""
FLAGS = {
    "yes": SaidAnswer(is_yes=True),
    "no": SaidAnswer(is_no=True),
    "leave_out": SaidAnswer(is_left_out=True),
    "own_weight": SaidAnswer(is_own_weight=True),
}


@dataclass(frozen=True)
class Answered:
    """The workout with one doubt fewer; the same with `is_unclear`. `left_out` are sets that shall not be stored.

    `unit` is the lifter's, where that was asked.
    """

    said: SaidWorkout
    left_out: tuple[SaidSet, ...] = ()
    unit: str | None = None
    is_unclear: bool = False


def answered(said: SaidWorkout, answer: SaidAnswer, today: date) -> Answered:
    """Applies an answer to the first doubt of a workout."""
    doubt = said.doubts[0]
    if answer.is_left_out or (answer.is_no and doubt.kind in _NO_LEAVES_OUT and not _says_more(answer)):
        return _left_out(said, doubt)
    found = _SETTLED[doubt.kind](said, doubt, answer, today)
    if found is None:
        return Answered(said, is_unclear=True)
    return Answered(found, unit=answer.unit if doubt.kind is Unsure.UNIT else None)


def choice(value: str) -> SaidAnswer:
    """What a pressed button says, by its value (see bot.logbook.questions)."""
    kind, _, rest = value.partition(":")
    if kind == "exercise" and rest in all_exercises():
        return SaidAnswer(exercise=rest)
    if kind == "day" and rest:
        return SaidAnswer(day=date.fromisoformat(rest))
    if value in FLAGS:
        return FLAGS[value]
    if value in ("lower", "upper"):
        return SaidAnswer(end=value)
    sets, by, reps = value.partition("x")
    if by:
        return SaidAnswer(numbers=(float(sets), float(reps)), scheme=(int(sets), int(reps)))
    figure, _, unit = value.partition(" ")
    if figure in UNITS:
        return SaidAnswer(unit=figure)
    return SaidAnswer(numbers=(float(figure),), unit=unit or None)


_NO_LEAVES_OUT = (Unsure.DUPLICATE, Unsure.FUTURE, Unsure.NO_REPS, Unsure.EXERCISE, Unsure.EFFORT)


def _says_more(answer: SaidAnswer) -> bool:
    return bool(answer.numbers or answer.exercise or answer.day or answer.unit or answer.is_own_weight)


def _left_out(said: SaidWorkout, doubt: Doubt) -> Answered:
    """Without the sets in question; of an effort without that alone."""
    if doubt.kind is Unsure.EFFORT:
        return Answered(without(said, doubt))
    gone = set(doubt.sets) or set(range(len(said.sets)))
    kept = [at for at in range(len(said.sets)) if at not in gone]
    return Answered(only(without(said, doubt), kept), tuple(said.sets[at] for at in sorted(gone)))


def _exercise(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    named = answer.exercise
    if named is None and answer.numbers and doubt.candidates:
        place = int(answer.numbers[0]) - 1
        named = doubt.candidates[place] if 0 <= place < len(doubt.candidates) else None
    if named is None and answer.is_yes:
        named = said.sets[doubt.sets[0]].exercise
    if named is None:
        return None
    found = _checked(without(changed(said, doubt.sets, exercise=named), doubt), doubt.sets)
    bare = tuple(at for at in doubt.sets if found.sets[at].load is None)
    if bare and is_loaded(exercise(named)) and not any(each.kind is Unsure.NO_LOAD for each in found.doubts):
        return replace(found, doubts=(*found.doubts, Doubt(Unsure.NO_LOAD, bare)))
    return found


def _unit(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    """Of plates, the load in that unit."""
    if answer.unit is None:
        return None
    guess = next((each for each in doubt.candidates if each.endswith(f" {answer.unit}")), None)
    load = {"load": float(guess.partition(" ")[0])} if guess else {}
    found = without(changed(said, doubt.sets, unit=answer.unit, **load), doubt)
    for other in found.doubts:
        if other.kind is Unsure.UNIT and other.candidates == UNITS:
            found = without(changed(found, other.sets, unit=answer.unit), other)
    return _checked(found, doubt.sets)


def _load(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    if answer.numbers:
        unit = answer.unit or said.sets[doubt.sets[0]].unit
        sign = -1 if (said.sets[doubt.sets[0]].load or 0) < 0 else 1
        return _checked(without(changed(said, doubt.sets, load=sign * answer.numbers[0], unit=unit), doubt), doubt.sets)
    if answer.is_own_weight:
        return without(changed(said, doubt.sets, load=None, unit=None), doubt)
    if answer.unit:
        return _checked(without(changed(said, doubt.sets, unit=answer.unit), doubt), doubt.sets)
    return without(said, doubt) if answer.is_yes else None


def _no_load(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    if answer.numbers or answer.is_own_weight:
        return _load(said, doubt, answer, today)
    return without(said, doubt) if answer.is_no else None


def _reps(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    """One number for all the sets, or one for each; of "3x5" the last."""
    if answer.unit:
        return None
    counts = [int(each) for each in answer.numbers if each == int(each) and 0 < each <= MOST_REPS]
    counts = [answer.scheme[1]] if answer.scheme else counts
    if len(counts) == len(doubt.sets) and len(counts) > 1:
        for place, reps in zip(doubt.sets, counts, strict=True):
            said = changed(said, [place], reps=reps)
        return without(said, doubt)
    if len(counts) == 1:
        return _counted(without(changed(said, doubt.sets, reps=counts[0]), doubt), doubt.sets)
    if doubt.kind is Unsure.REPS and answer.is_yes and not range_of(doubt, said.sets[doubt.sets[0]]):
        return without(said, doubt)
    return None


def _range(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    low, high = (int(each) for each in doubt.candidates)
    if answer.end is None:
        is_near = all(each <= high * FAR for each in answer.numbers)
        return _reps(said, doubt, answer, today) if is_near else None
    return without(changed(said, doubt.sets, reps=high if answer.end == "upper" else low), doubt)


def _sets(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    """As they were told, or so many: the last one again, or without the last."""
    if answer.is_yes:
        return without(said, doubt)
    wanted = answer.scheme[0] if answer.scheme else int(answer.numbers[0]) if len(answer.numbers) == 1 else 0
    if not 0 < wanted <= MOST_SETS:
        return None
    return _sized(without(said, doubt), doubt.sets, wanted)


def _order(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    first = said.sets[doubt.sets[0]]
    if answer.is_yes or answer.end == "lower":
        return without(said, doubt)
    if answer.scheme:
        sets, reps = answer.scheme
        return _sized(without(changed(said, doubt.sets, reps=reps), doubt), doubt.sets, sets)
    if answer.end == "upper" and first.load is not None:
        more = _sized(without(changed(said, doubt.sets, load=None, unit=None), doubt), doubt.sets, len(doubt.sets) + 1)
        counts = (int(first.load), *(said.sets[at].reps for at in doubt.sets))
        for number, count in enumerate(counts):
            more = changed(more, [doubt.sets[0] + number], reps=count)
        return more
    return None


def _effort(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    low, high = EFFORTS
    if len(answer.numbers) == 1 and low <= answer.numbers[0] <= high:
        return without(changed(said, doubt.sets, rpe=answer.numbers[0], rir=None), doubt)
    return None


def _day(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    day = said.day if answer.is_yes and doubt.kind is Unsure.DAY else answer.day
    return without(replace(said, day=day), doubt) if day and day <= today else None


def _duplicate(said: SaidWorkout, doubt: Doubt, answer: SaidAnswer, today: date) -> SaidWorkout | None:
    return without(said, doubt) if answer.is_yes else None


def _sized(said: SaidWorkout, places: Sequence[int], wanted: int) -> SaidWorkout:
    """With so many sets at some places that follow each other; doubts about later sets move along."""
    first, last = places[0], places[-1]
    sets = [said.sets[at] for at in places][:wanted]
    sets += [sets[-1]] * (wanted - len(sets))
    more = wanted - len(places)
    moved = tuple(replace(each, sets=_moved(each.sets, first, last, wanted, more)) for each in said.doubts)
    return replace(said, sets=(*said.sets[:first], *sets, *said.sets[last + 1 :]), doubts=moved)


def _moved(places: tuple[int, ...], first: int, last: int, wanted: int, more: int) -> tuple[int, ...]:
    inside = tuple(range(first, first + wanted)) if any(first <= at <= last for at in places) else ()
    before = tuple(at for at in places if at < first)
    return (*before, *inside, *(at + more for at in places if at > last))


def _checked(said: SaidWorkout, places: Sequence[int]) -> SaidWorkout:
    """With a doubt about a load that is not believed either."""
    first = said.sets[places[0]]
    is_believed = first.load is None or is_plausible_load(first.load, first.unit, first.exercise)
    again = Doubt(Unsure.LOAD, tuple(places), "")
    others = tuple(each for each in said.doubts if not (each.kind is Unsure.LOAD and set(each.sets) & set(places)))
    return replace(said, doubts=others if is_believed else (again, *others))


def _counted(said: SaidWorkout, places: Sequence[int]) -> SaidWorkout:
    """With a doubt about reps that are not believed either."""
    first = said.sets[places[0]]
    if first.reps is None or is_plausible_count(first.reps, first.exercise):
        return said
    return replace(said, doubts=(Doubt(Unsure.REPS, tuple(places), ""), *said.doubts))


Settle = Callable[[SaidWorkout, Doubt, SaidAnswer, date], SaidWorkout | None]
_SETTLED: dict[Unsure, Settle] = {
    Unsure.EXERCISE: _exercise, Unsure.UNIT: _unit, Unsure.LOAD: _load, Unsure.NO_LOAD: _no_load,
    Unsure.REPS: _reps, Unsure.NO_REPS: _reps, Unsure.RANGE: _range, Unsure.SETS: _sets, Unsure.ORDER: _order,
    Unsure.EFFORT: _effort, Unsure.DAY: _day, Unsure.FUTURE: _day, Unsure.DUPLICATE: _duplicate,
}  # fmt: skip

"""What holds when something is asked again: twice, in another order, with a swap, in less time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.coaching.advice import PlannedWorkout, Prescription
from bot.coaching.amounts import ends
from bot.coaching.exercise import exercise
from bot.programs.builder import build
from bot.programs.program import Phase, Program
from bot.programs.shorten import shortened
from bot.programs.swap import stand_in
from tests.bot.programs.properties import Property
from tests.bot.programs.recount import Case, has_the_equipment, is_spoken_against, recounted_minutes

LESS = (20, 40, 60)
OTHERWISE = ("phases", "gave_up", "request")
"""What a swap may change: exercises, and what they train."""


def the_same_comes_again(case: Case) -> list[str]:
    return [] if build(case.request) == case.program else ["another program the second time"]


def order_makes_no_difference(case: Case) -> list[str]:
    """Of equipment, complaints, dislikes and maxes; but what was given up may be listed in another order."""
    asked = case.request
    turned = replace(
        asked,
        equipment=asked.equipment[::-1],
        complaints=asked.complaints[::-1],
        disliked=asked.disliked[::-1],
        one_rep_maxes=tuple(dict(asked.one_rep_maxes).items())[::-1],
    )
    return [] if build(turned).phases == case.program.phases else ["another program for the same in another order"]


def swaps_change_nothing_else(case: Case) -> list[str]:
    """With one exercise swapped, or those that the request swaps, all else stays, and the minutes are told anew."""
    asked, swaps = case.request, case.request.swaps or _swap(case.program)
    before = build(replace(asked, swaps=()))
    after = build(replace(asked, swaps=swaps)) if swaps != asked.swaps else case.program
    names = [name for name in vars(before) if name not in OTHERWISE and getattr(before, name) != getattr(after, name)]
    return [f"{name} changed" for name in names] + list(_otherwise(before, after, swaps))


def _swap(program: Program) -> tuple[tuple[str, str], ...]:
    """Of the exercises in turn, the first that something can stand in for: a lifter would swap it like this."""
    ids = [each.exercise for workout in _workouts(program) for each in workout.prescriptions]
    found = ((each, stand_in(program, each)) for each in ids[len(ids) // 2 :])
    return next((((each, other),) for each, other in found if other), ())


def _otherwise(before: Program, after: Program, swaps: Iterable[tuple[str, str]]) -> Iterator[str]:
    workouts = zip(_workouts(before), _workouts(after), strict=True)
    for old, new in workouts:
        there = {each.exercise for each in old.prescriptions}
        wanted: dict[str, str] = {}
        for left, other in dict(swaps).items():
            if other not in there | set(wanted.values()) and not exercise(other).timed:
                wanted[left] = other
        if not _is_same_but_for(wanted, old, new, after.request.workout_minutes):
            yield f"{new.title}: not the same but for {wanted}"
        counted = recounted_minutes(new.prescriptions, after.request.workout_minutes)
        if new.minutes != counted:
            yield f"{new.title} with {wanted}: {new.minutes} min told, {counted} counted"
        if counted > max(old.minutes, after.request.workout_minutes):
            yield f"{new.title} with {wanted}: {counted} min, {after.request.workout_minutes} asked"
    yield from (
        "other weeks" for a, b in _phases(before, after) if (a.weeks, a.deload_every) != (b.weeks, b.deload_every)
    )


def _is_same_but_for(wanted: dict[str, str], old: PlannedWorkout, new: PlannedWorkout, minutes: int) -> bool:
    """Exercises in the same order, with their numbers; those swapped keep sets and rest, reps if loaded alike.

    Where the longest rests do not fit they become short; what is too long even then is cut at its end.
    """
    expected = [wanted.get(each.exercise, each.exercise) for each in old.prescriptions]
    done = [each.exercise for each in new.prescriptions]
    if (old.title, old.weekday) != (new.title, new.weekday) or done != expected[: len(done)]:
        return False
    uncut = [replace(each, exercise=other) for each, other in zip(old.prescriptions, expected, strict=True)]
    is_cut = recounted_minutes(uncut, minutes) > minutes
    if recounted_minutes(uncut, minutes, longest_rests=True) > minutes:
        pairs = zip(old.prescriptions, new.prescriptions, strict=False)
        fewer = all(after.sets.high <= before.sets.high for before, after in pairs)  # type: ignore[operator]
        return fewer and (is_cut or len(done) == len(expected))
    return len(done) == len(expected) and all(
        after == before or (before.exercise in wanted and (after.sets, after.rest) == (before.sets, before.rest))
        for before, after in zip(old.prescriptions, new.prescriptions, strict=True)
    )


def _phases(before: Program, after: Program) -> Iterator[tuple[Phase, Phase]]:
    return zip(before.phases, after.phases, strict=True)


def _workouts(program: Program) -> Iterator[PlannedWorkout]:
    return (workout for phase in program.phases for microcycle in phase.microcycles for workout in microcycle)


def stand_ins_suit(case: Case) -> list[str]:
    """What is offered for an exercise trains the same, suits the lifter, and is not in the program."""
    wrong, there = [], {each.exercise for each in case.prescriptions}
    for left in sorted(there):
        if (name := stand_in(case.program, left)) is None:
            continue
        found = exercise(name)
        suits = has_the_equipment(found, case.request) and not is_spoken_against(found, case.request)
        alike = exercise(left).main_muscle in found.direct_muscles
        if not suits or not alike or name in there or name in case.request.disliked:
            wrong.append(f"{name} for {left}")
    return wrong


def shortened_workouts_fit(case: Case) -> list[str]:
    """On a day with less time: within it, told right, never longer or more than before, and in the same order."""
    first = case.weeks[0].workouts
    return [
        f"{workout.title} in {minutes} min: {why}"
        for workout in (first[0], first[-1])
        for minutes in LESS
        if minutes < workout.minutes
        for why in wrongly_shortened(workout, shortened(workout, minutes), minutes)
    ]


def wrongly_shortened(before: PlannedWorkout, after: PlannedWorkout, most: int) -> Iterator[str]:
    """What speaks against a workout that was cut to so many minutes."""
    counted = recounted_minutes(after.prescriptions, most)
    if not after.prescriptions or after.minutes != counted or counted > most or counted > before.minutes:
        yield f"{after.minutes} min told, {counted} counted, {before.minutes} before"
    if (after.title, after.weekday) != (before.title, before.weekday):
        yield "another workout"
    rest = iter(before.prescriptions)
    for each in after.prescriptions:
        whole = next((other for other in rest if _is_part_of(each, other)), None)
        if whole is None:
            yield f"{each.exercise}: not what it was, or in another order"
            return


def _is_part_of(each: Prescription, whole: Prescription) -> bool:
    """Whether it is the first sets of the same, with its rests or the shortest of them."""
    sets = int(ends(each.sets)[1])
    rests = [whole.rest, replace(whole.rest, high=whole.rest.low) if whole.rest else None]
    same = each.exercise == whole.exercise and each.reserve == whole.reserve and each.rest in rests
    lists = ((each.reps, whole.reps), (each.percents, whole.percents), (each.load, whole.load))
    return same and 1 <= sets <= ends(whole.sets)[1] and all(_is_start(a, b, sets) for a, b in lists)


def _is_start(part: object, whole: object, sets: int) -> bool:
    if isinstance(part, tuple) and isinstance(whole, tuple) and len(whole) > 1:
        return part == whole[:sets]
    return part == whole


OF_REQUESTS: tuple[Property, ...] = (
    the_same_comes_again,
    order_makes_no_difference,
    swaps_change_nothing_else,
    stand_ins_suit,
    shortened_workouts_fit,
)

"""What holds for programs as their authors print them: changed where they do not fit the lifter, and that is said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.coaching.advice import PlannedWorkout, Prescription
from bot.coaching.exercise import exercise
from bot.programs.program import ProgramRequest
from bot.programs.template import TemplatePhase, TemplateWorkout
from tests.bot.programs.properties import Property
from tests.bot.programs.recount import Case, has_the_equipment, is_spoken_against, least_and_most, suiting


@dataclass(frozen=True)
class Place:
    """What an author prints, and what was made of it: None where it was left out or cut off."""

    printed: Prescription
    kept: Prescription | None
    workout: str
    is_cut: bool = False


def numbers_are_the_authors(case: Case) -> list[str]:
    """Reps, rest, effort and percentages stay; sets too, unless the workout is shortened."""
    shortened = case.given_up("shortened") or set()
    wrong = []
    places = list(_places(case))
    if places and sum(place.kept is not None for place in places) != len(list(case.prescriptions)):
        wrong.append("more in it than what is printed, or another order")
    for place in places:
        if place.kept is None:
            continue
        sets, most = (least_and_most(each.sets)[1] for each in (place.kept, place.printed))
        if sets > most or (sets < most and place.workout not in shortened):
            wrong.append(f"{place.workout}: {place.kept.exercise}: {sets:g} of {most:g} sets")
        if not _is_as_printed(place.kept, place.printed, int(sets), place.workout in shortened):
            wrong.append(f"{place.workout}: {place.kept} instead of {place.printed}")
    return wrong


def _is_as_printed(kept: Prescription, printed: Prescription, sets: int, is_shortened: bool) -> bool:
    """Lists end with the last set, and rest may be the shortest printed, where time is short.

    Percentages are of the printed lift, so another has none. Counts may differ where reps take the place of a hold.
    """
    same_lift = kept.exercise == printed.exercise
    lists = [(kept.percents, printed.percents if same_lift else ())]
    if exercise(kept.exercise).timed is exercise(printed.exercise).timed:
        lists.append((_each(kept.reps), _each(printed.reps)))
    rests = [printed.rest]
    if is_shortened and printed.rest:
        rests.append(replace(printed.rest, high=printed.rest.low))
    same = kept.rest in rests and kept.reserve == printed.reserve
    return same and all(own == (theirs[:sets] if len(theirs) > 1 else theirs) for own, theirs in lists)


def _each(given: object) -> tuple[object, ...]:
    return given if isinstance(given, tuple) else (given,)


def exchanges_are_said(case: Case) -> list[str]:
    """'exchanged' and 'left_out' name the author's exercises that do not fit, and nothing is left out without need."""
    said = {kind: case.given_up(kind) or set() for kind in ("exchanged", "left_out")}
    places, wrong = list(_places(case)), []
    printed = {each.exercise for phase in case.template.phases for w in phase.workouts for each in w.prescriptions}
    unfit = {each for each in printed if not fits(each, case.request)}
    if not case.request.swaps and unfit != said["exchanged"] | said["left_out"]:
        wrong.append(f"{said}, expected {sorted(unfit)}")
    for place in places:
        name = place.printed.exercise
        if place.kept is not None and place.kept.exercise != name and name not in said["exchanged"]:
            wrong.append(f"{place.workout}: {name} exchanged, and not said")
        if place.kept is None and not place.is_cut and name not in said["left_out"]:
            wrong.append(f"{place.workout}: {name} left out, and not said")
    return wrong


def nothing_is_left_out_without_need(case: Case) -> list[str]:
    """What was left out could not be exchanged for anything that is not in the workout."""
    wrong, places = [], list(_places(case))
    for place in places:
        if place.kept is None and not place.is_cut:
            today = [each for each in places if each.workout == place.workout]
            there = {one.exercise for each in today for one in (each.printed, each.kept) if one}
            if left := stand_ins(place.printed.exercise, case.request) - there:
                wrong.append(f"{place.workout}: {place.printed.exercise} left out, although there is {sorted(left)[0]}")
    return wrong


def shortening_is_said(case: Case) -> list[str]:
    """'shortened' names the workouts that lost sets for want of time, and no others."""
    if case.request.swaps:
        return []
    cut = {
        place.workout
        for place in _places(case)
        if place.is_cut or (place.kept and least_and_most(place.kept.sets)[1] < least_and_most(place.printed.sets)[1])
    }
    said = case.given_up("shortened") or set()
    return [] if said == cut else [f"shortened: {sorted(said)}, expected {sorted(cut)}"]


def _places(case: Case) -> Iterator[Place]:
    if case.template.is_frame or case.request.swaps:
        return
    for phase, given in zip(case.program.phases, case.template.phases, strict=True):
        for at, microcycle in enumerate(phase.microcycles):
            for workout in microcycle:
                yield from _aligned(_printed(given, at, workout, case), workout, case.request)


def _printed(given: TemplatePhase, microcycle: int, workout: PlannedWorkout, case: Case) -> TemplateWorkout:
    """What the author has on that day: the workouts come in turn, whatever the week."""
    count = case.program.request.days_per_week
    named = tuple(sorted(set(case.request.weekdays)))
    days = [each[:count] for each in (named, given.weekdays) if len(each) in (count, len(given.weekdays))]
    weekdays = next(each for each in days if workout.weekday in each)
    turn = microcycle * len(weekdays) + weekdays.index(workout.weekday)
    return given.workouts[turn % len(given.workouts)]


def _aligned(printed: TemplateWorkout, planned: PlannedWorkout, request: ProgramRequest) -> Iterator[Place]:
    """Each printed exercise with what stands for it. Shortening cuts off the end, so from there on nothing does."""
    left = list(planned.prescriptions)
    names = {each.exercise for each in printed.prescriptions}
    done: set[str] = set()
    for each in printed.prescriptions:
        if left and _stands_for(left[0].exercise, each.exercise, names, request):
            done.add(each.exercise)
            yield Place(each, left.pop(0), printed.title)
        else:
            others = names | {one.exercise for one in planned.prescriptions}
            could_be = (
                fits(each.exercise, request) or each.exercise in done or stand_ins(each.exercise, request) - others
            )
            yield Place(each, None, printed.title, is_cut=not left and bool(could_be))


def _stands_for(found: str, wanted: str, names: set[str], request: ProgramRequest) -> bool:
    if fits(wanted, request):
        return found == wanted
    return found not in names and found in stand_ins(wanted, request)


def stand_ins(wanted: str, request: ProgramRequest) -> set[str]:
    """Its substitutes and the exercises of its movement, those that suit."""
    suits = suiting(request)
    alike = exercise(wanted).substitutes
    return {each for each in alike if each in suits[exercise(each).pattern]} | suits[exercise(wanted).pattern]


def fits(found: str, request: ProgramRequest) -> bool:
    there = has_the_equipment(exercise(found), request) and not is_spoken_against(exercise(found), request)
    return there and found not in request.disliked


OF_PRINTED: tuple[Property, ...] = (
    numbers_are_the_authors,
    exchanges_are_said,
    nothing_is_left_out_without_need,
    shortening_is_said,
)

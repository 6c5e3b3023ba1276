"""The program that a lifter follows, and the workout of it that comes next, with loads by the log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from statistics import mean

from bot.coaching.advice import PlannedWorkout, Prescription
from bot.coaching.amounts import ends
from bot.coaching.attempt import targets
from bot.coaching.best_estimate import best_estimate
from bot.coaching.load_rule import LoadRule, load_rule
from bot.coaching.log import work_sets
from bot.coaching.next_load_reason import NextLoad
from bot.coaching.terms import MassUnit
from bot.coaching.workout_today import TodaysLift, workout_today
from bot.handover.holding import complaints_on
from bot.logbook.place import Place, place_of
from bot.programs.builder import build
from bot.programs.periodization import week
from bot.programs.program import Program, ProgramRequest, Week
from bot.programs.request_json import as_json, from_json
from bot.store.interface import Stores
from bot.store.log_records import ProgramInProgress, Workout, new_id

SOON = 12
"""Workouts to come in which a lift is looked for: two weeks of six."""
RECENT = 24
"""Workouts with a lift that are looked at: two months of three a week."""
ALIKE = 0.7, 1.5
"""A set of so many times the planned reps is still one of the plan; a bad day has fewer reps, another plan others."""


@dataclass(frozen=True)
class DueWorkout:
    """A workout that is due. `day` is its place in its week, from 1; `following` what `next_workout` becomes after it.

    `week` and `planned` are as the program has them, with loads where a 1RM is known; `lifts` are as the log has it.
    `is_extra`: the program is over, and its last phase is done again.
    """

    program: ProgramInProgress
    week: Week
    planned: PlannedWorkout
    lifts: tuple[TodaysLift, ...]
    day: int
    following: int
    is_extra: bool = False


def due_workout(stores: Stores, lifter: str, today: date, unit: MassUnit, day: int | None = None) -> DueWorkout | None:
    """The workout that comes next, or another `day` of its week; None without a program in progress, or such a day.

    Raises StoreError, and OutdatedRequestError or NothingFitsError if the program can no longer be made.
    """
    current = current_on(stores, lifter, today)
    if current is None:
        return None
    program = program_in(current)
    place = place_of(program, current.next_workout)
    chosen = place.day if day is None else day
    if not 1 <= chosen <= place.days:
        return None
    return _due(stores, current, program, place, chosen, today, unit)


def coming_lifts(
    stores: Stores, lifter: str, exercises: Iterable[str], today: date, unit: MassUnit
) -> dict[str, NextLoad]:
    """What the program in progress has next for exercises; those that it does not have soon are left out.

    Raises as `due_workout`.
    """
    current, wanted = current_on(stores, lifter, today), list(exercises)
    found: dict[str, NextLoad] = {}
    if current is None:
        return found
    program = program_in(current)
    for number in range(current.next_workout, current.next_workout + SOON):
        place = place_of(program, number)
        here = {each.exercise for each in week(program, place.week).workouts[place.day - 1].prescriptions}
        if here & set(wanted) - found.keys():
            due = _due(stores, current, program, place, place.day, today, unit)
            for each in due.lifts:
                if each.next.prescription.exercise in wanted:
                    found.setdefault(each.next.prescription.exercise, each.next)
        if set(wanted) <= found.keys():
            break
    return found


def current_on(stores: Stores, lifter: str, today: date) -> ProgramInProgress | None:
    """The program in progress as it is on a day: around what was agreed with a trainer for that day, too.

    That is not to be kept: the program that is kept goes on when the agreement ends. Raises as `due_workout`.
    """
    current = stores.programs.current(lifter)
    agreed = complaints_on(stores.handovers.of_lifter(lifter), today) if current else ()
    if current is None or not agreed:
        return current
    request = from_json(current.request)
    around = replace(request, complaints=tuple(sorted({*request.complaints, *agreed})))
    return replace(current, request=as_json(around))


def _due(
    stores: Stores, current: ProgramInProgress, program: Program, place: Place, day: int, today: date, unit: MassUnit
) -> DueWorkout:
    as_written = week(program, place.week).workouts[day - 1]
    lifted = {each.exercise: latest(stores, current.lifter, each.exercise) for each in as_written.prescriptions}
    now, rule = week(_with_maxes(program, lifted, unit), place.week), rule_of(program, place)
    planned = now.workouts[day - 1]
    done = _of_plan(lifted, planned, now, rule)
    lifts = workout_today(
        planned, done, today, rule,
        unit=unit, training_goal=program.request.training_goal, is_easy_week=now.is_deload,
    )  # fmt: skip
    following = max(current.next_workout, place.first + day)
    return DueWorkout(current, now, planned, lifts, day, following, place.is_extra)


def rule_of(program: Program, place: Place) -> LoadRule:
    """How the loads of a program go up at a place of it."""
    return load_rule(program.template, place.phase, program.request.training_age)


def program_in(current: ProgramInProgress) -> Program:
    """The program that is in progress. Raises OutdatedRequestError, and NothingFitsError."""
    return _built(from_json(current.request))


@lru_cache(maxsize=64)
def _built(request: ProgramRequest) -> Program:
    return build(request)


def begun(lifter: str, request: ProgramRequest, today: date) -> ProgramInProgress:
    """A program to start today."""
    return ProgramInProgress(new_id(), lifter, as_json(request), _built(request).template, today)


def changed(current: ProgramInProgress, request: ProgramRequest) -> ProgramInProgress:
    """The program in progress made anew: in the same week, or as far into the new one as the old one got."""
    before, now = program_in(current), _built(request)
    place = place_of(before, current.next_workout)
    number = _number_of(now, place)
    return replace(current, request=as_json(request), template=now.template, next_workout=number)


def _number_of(program: Program, place: Place) -> int:
    """The number of the workout in the same week, at the same place or the last one of that week."""
    number = 0
    while (at := place_of(program, number)).week < min(place.week, program.weeks):
        number = at.first + at.days
    return number + min(place.day, at.days) - 1


def latest(stores: Stores, lifter: str, exercise_id: str) -> tuple[Workout, ...]:
    """The last workouts with an exercise."""
    return stores.log.latest_sets(lifter, exercise_id, RECENT)


def _with_maxes(program: Program, lifted: Mapping[str, Sequence[Workout]], unit: MassUnit) -> Program:
    """The program with the 1RM that the log points to, so that loads of what is new in it can be told."""
    found = ((lift, best_estimate(lift, (one for each in done for one in each.sets))) for lift, done in lifted.items())
    logged = {lift: best.one_rep_max.middle for lift, best in found if best is not None}
    maxes = dict(program.request.one_rep_maxes) | logged
    request = replace(program.request, one_rep_maxes=tuple(sorted(maxes.items())), mass_unit=unit)
    return replace(program, request=request)


def _of_plan(
    lifted: Mapping[str, Sequence[Workout]], planned: PlannedWorkout, now: Week, rule: LoadRule
) -> dict[str, tuple[Workout, ...]]:
    """What counts as done by the plan: not by one with other reps, nor by another day of the week with other reps.

    Rules with stages or waves tell these apart themselves.
    """
    if rule.tiers or rule.wave:
        return {lift: tuple(done) for lift, done in lifted.items()}
    all_week = [each for workout in now.workouts for each in workout.prescriptions]
    return {
        each.exercise: of_plan(
            each, lifted[each.exercise], [other for other in all_week if other.exercise == each.exercise]
        )
        for each in planned.prescriptions
    }


def of_plan(planned: Prescription, done: Sequence[Workout], others: Sequence[Prescription] = ()) -> tuple[Workout, ...]:
    """Those of some workouts that were done by a prescription rather than by one with other reps."""
    found = []
    for each in done:
        first = next((one.reps for one in work_sets(each, planned.exercise)), None)
        if first is None:
            continue
        nearest = min((_off(first, other) for other in others), default=_off(first, planned))
        if _is_alike(first, planned) and _off(first, planned) <= nearest:
            found.append(each)
    return tuple(found)


def _off(reps: int, planned: Prescription) -> float:
    """How far the reps of a first set are from the plan's."""
    return abs(reps - mean(ends(targets(planned)[0])))


def _is_alike(reps: int, planned: Prescription) -> bool:
    low, high = ends(targets(planned)[0])
    return low * ALIKE[0] <= reps <= high * ALIKE[1] or targets(planned)[0].high is None

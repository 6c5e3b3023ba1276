"""What follows from what was just logged: records, the next load of each lift, a stall, an easy week."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.coaching.deload_proposal import DeloadProposal, deload_proposal
from bot.coaching.exercise import exercise
from bot.coaching.lifted_mass import own_kg
from bot.coaching.load_rule import load_rule
from bot.coaching.next_load import next_load
from bot.coaching.next_load_reason import NextLoad
from bot.coaching.personal_record import Bests, PersonalRecord, RecordKind, bests, bests_of_all, records_over
from bot.coaching.stall import Stall, stall
from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from bot.coaching.training_week import monday_of
from bot.logbook.in_progress import coming_lifts, latest, program_in
from bot.programs.errors import ProgramError
from bot.store.interface import Stores
from bot.store.log_records import Workout

MOST_LIFTS = 3
MONTHS = timedelta(weeks=16)
PROPOSED_EVERY = 2
"""Weeks in which an easy week is proposed once."""


@dataclass(frozen=True)
class Trainee:
    """Whose log it is, and what the rules ask about them."""

    lifter: str
    today: date
    unit: MassUnit = MassUnit.KG
    training_age: TrainingAge | None = None
    training_goal: TrainingGoal | None = None
    body_mass_kg: float | None = None


@dataclass(frozen=True)
class WhatFollows:
    """What is worth saying after a log; mostly the next loads alone."""

    records: tuple[PersonalRecord, ...] = ()
    next: tuple[NextLoad, ...] = ()
    stalls: tuple[Stall, ...] = ()
    deload: DeloadProposal | None = None


def what_follows(stores: Stores, whom: Trainee, logged: Sequence[Workout]) -> WhatFollows:
    """What follows from workouts that were logged just now. Raises StoreError."""
    lifts = main_lifts(logged)
    recent = {lift: latest(stores, whom.lifter, lift) for lift in lifts}
    stalls = tuple(each for lift in lifts if (each := _new_stall(whom, lift, recent[lift], logged)))
    deload = _deload(stores, whom, logged) if stalls or _begins_week(stores, whom, logged) else None
    records = _records(stores, whom, recent, logged)
    return WhatFollows(records, _next_loads(stores, whom, recent), () if deload else stalls, deload)


def main_lifts(workouts: Iterable[Workout], most: int = MOST_LIFTS) -> tuple[str, ...]:
    """The first exercises of workouts, those of several joints before others."""
    found = dict.fromkeys(each.exercise for workout in workouts for each in workout.sets if not each.is_warm_up)
    return tuple(sorted(found, key=lambda each: not exercise(each).compound)[:most])


def next_loads(stores: Stores, whom: Trainee, lifts: Sequence[str]) -> tuple[NextLoad, ...]:
    """What to lift next of each exercise: by the program if it has it, else by what was done last.

    Lifts that are neither planned nor logged are left out.
    """
    return _next_loads(stores, whom, {lift: latest(stores, whom.lifter, lift) for lift in lifts})


def _next_loads(stores: Stores, whom: Trainee, recent: Mapping[str, Sequence[Workout]]) -> tuple[NextLoad, ...]:
    try:
        planned = coming_lifts(stores, whom.lifter, recent, whom.today, whom.unit)
    except ProgramError:  # it says so where the program is asked for
        planned = {}
    found = (planned.get(lift) or _free(whom, lift, done) for lift, done in recent.items())
    return tuple(each for each in found if each is not None)


def _free(whom: Trainee, lift: str, done: Sequence[Workout]) -> NextLoad | None:
    if not any(not one.is_warm_up for each in done for one in each.sets):
        return None
    rule = load_rule(training_age=whom.training_age)
    return next_load(lift, done, whom.today, rule, unit=whom.unit, training_goal=whom.training_goal)


def _records(
    stores: Stores, whom: Trainee, recent: Mapping[str, Sequence[Workout]], logged: Sequence[Workout]
) -> tuple[PersonalRecord, ...]:
    """The most important record of each lift; the most in one workout is told only if there is no other.

    All of a lift's history is asked for only where the last workouts with it would let its sets be a record.
    """
    ids = {each.id for each in logged}
    found: list[PersonalRecord] = []
    for lift, done in recent.items():
        new = [each for each in done if each.id in ids]
        if _records_over(bests(lift, _without(done, logged), whom.body_mass_kg), lift, new, whom):
            found += _records_over(_bests_ever(stores, whom, lift, ids), lift, new, whom)[:1]
    best = tuple(each for each in found if each.kind is not RecordKind.VOLUME)
    return best or tuple(found[:1])


def _bests_ever(stores: Stores, whom: Trainee, lift: str, without: Iterable[str]) -> Bests | None:
    own = own_kg(exercise(lift), whom.body_mass_kg)
    done = stores.log.logged_lift(whom.lifter, lift, without, own)
    return bests_of_all(lift, done, whom.body_mass_kg)


def _records_over(before: Bests | None, lift: str, new: Iterable[Workout], whom: Trainee) -> list[PersonalRecord]:
    """The records of new workouts, the most important first."""
    return [one for each in new for one in records_over(before, lift, each, whom.unit, whom.body_mass_kg)]


def _new_stall(whom: Trainee, lift: str, done: Sequence[Workout], logged: Sequence[Workout]) -> Stall | None:
    """A stall that shows with these workouts for the first time, so that it is told once."""
    now = stall(lift, done, whom.today, whom.training_age)
    before = _without(done, logged)
    was = stall(lift, before, before[0].day, whom.training_age) if now and before else None
    return now if was is None else None


def _begins_week(stores: Stores, whom: Trainee, logged: Sequence[Workout]) -> bool:
    """Whether these are the first workouts of the week: then a week more is over, and all of it counts."""
    others = _without(stores.log.latest_workouts(whom.lifter, len(logged) + 1), logged)
    return all(each.day < monday_of(whom.today) for each in others)


def _deload(stores: Stores, whom: Trainee, logged: Sequence[Workout]) -> DeloadProposal | None:
    """An easy week, unless the program plans its own, or it was proposed within the last weeks."""
    if plans_easy_weeks(stores, whom.lifter):
        return None
    done = stores.log.workouts(whom.lifter, whom.today - MONTHS)
    now = deload_proposal(done, whom.today, whom.training_age)
    before = _without(done, logged)
    if now is None or not before:
        return now
    was = deload_proposal(before, max(each.day for each in before), whom.training_age)
    again = was is not None and now.hard_weeks // PROPOSED_EVERY == was.hard_weeks // PROPOSED_EVERY
    return None if again else now


def plans_easy_weeks(stores: Stores, lifter: str) -> bool:
    """Whether the program in progress has easy weeks of its own."""
    current = stores.programs.current(lifter)
    try:
        return current is not None and any(phase.deload_every for phase in program_in(current).phases)
    except ProgramError:
        return False


def _without(done: Iterable[Workout], logged: Iterable[Workout]) -> list[Workout]:
    ids = {each.id for each in logged}
    return [each for each in done if each.id not in ids]

"""What an export holds that a lifter does not have yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import NAMESPACE_OID, uuid5

from bot.store.log_records import (
    BodyMass,
    Consent,
    LifterRecords,
    ProfileEntry,
    ProgramInProgress,
    Reminder,
    Workout,
)
from bot.store.record_checks import (
    check_body_mass,
    check_consent,
    check_fact,
    check_program,
    check_reminder,
    check_workout,
)

Record = TypeVar("Record", Workout, ProgramInProgress, Reminder)


@dataclass(frozen=True)
class There:
    """What a lifter has already, and who has the ids (`ids_wanted`) that are taken."""

    lifter: str
    conversations: frozenset[str]
    consents: tuple[Consent, ...]
    profile: tuple[ProfileEntry, ...]
    weighed: frozenset[date]
    program: ProgramInProgress | None
    owners: Mapping[str, str]


def ids_wanted(lifter: str, records: LifterRecords) -> set[str]:
    """Ids that the records of an export may get."""
    given = {each.id for each in records.workouts}
    given |= {each.id for each in records.programs} | {each.id for each in records.reminders}
    return given | {_own_id(lifter, each) for each in given}


def missing(records: LifterRecords, there: There) -> LifterRecords:
    """What to keep of an export, as the lifter's own. Raises RecordError if any of it cannot be kept."""
    consents = _consents(records, there)
    found = replace(
        records,
        consents=consents,
        profile=_facts(records, there, consents),
        workouts=_new_ones(records.workouts, there),
        body_masses=_masses(records, there),
        programs=tuple(_as_past(each, there.program) for each in _new_ones(records.programs, there)),
        reminders=_new_ones((each for each in records.reminders if each.conversation in there.conversations), there),
    )
    _check(found, there.lifter)
    return found


def count(records: LifterRecords) -> int:
    """How many records can be restored."""
    return sum(len(each) for each in (
        records.consents, records.profile, records.workouts, records.body_masses, records.programs, records.reminders
    ))  # fmt: skip


def _consents(records: LifterRecords, there: There) -> tuple[Consent, ...]:
    known = {(each.kind, each.given_at) for each in there.consents}
    new = {(each.kind, each.given_at): replace(each, lifter=there.lifter) for each in records.consents}
    return tuple(each for key, each in new.items() if key not in known)


def _facts(records: LifterRecords, there: There, consents: Iterable[Consent]) -> tuple[ProfileEntry, ...]:
    """Without those whose consent does not hold."""
    agreed = {each.kind for each in (*there.consents, *consents) if each.withdrawn_at is None}
    known = {_fact(each) for each in there.profile}
    new = {_fact(each): replace(each, lifter=there.lifter) for each in records.profile}
    return tuple(each for key, each in new.items() if key not in known and each.consent in {None, *agreed})


def _fact(entry: ProfileEntry) -> tuple[object, ...]:
    return entry.field, entry.said_at, repr(entry.value)


def _masses(records: LifterRecords, there: There) -> tuple[BodyMass, ...]:
    new = {each.day: replace(each, lifter=there.lifter) for each in records.body_masses}
    return tuple(each for day, each in new.items() if day not in there.weighed)


def _as_past(program: ProgramInProgress, current: ProgramInProgress | None) -> ProgramInProgress:
    """A program that was in progress has ended if another is in progress now."""
    if current is None or program.ended is not None:
        return program
    return replace(program, ended=max(program.started, current.started))


def _new_ones(records: Iterable[Record], there: There) -> tuple[Record, ...]:
    """The records as the lifter's, without those that are there.

    An id that is another lifter's is never touched: the record gets one that follows from it and from the lifter.
    """
    found: dict[str, Record] = {}
    for each in records:
        is_others = there.owners.get(each.id, there.lifter) != there.lifter
        own = replace(each, lifter=there.lifter, id=_own_id(there.lifter, each.id) if is_others else each.id)
        if own.id not in there.owners:
            found[own.id] = own
    return tuple(found.values())


def _own_id(lifter: str, id: str) -> str:
    return uuid5(NAMESPACE_OID, f"{lifter} {id}").hex


def _check(records: LifterRecords, lifter: str) -> None:
    for consent in records.consents:
        check_consent(consent)
    for entry in records.profile:
        check_fact(entry, lifter)
    for workout in records.workouts:
        check_workout(workout, lifter)
    for mass in records.body_masses:
        check_body_mass(mass, lifter)
    for program in records.programs:
        check_program(program)
    for reminder in records.reminders:
        check_reminder(reminder)

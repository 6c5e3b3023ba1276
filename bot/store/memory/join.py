"""How two lifters become one, in memory."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.store.handover_records import Handover
from bot.store.log_records import (
    AuditEntry,
    BodyMass,
    Consent,
    ConsentKind,
    Identity,
    ProfileEntry,
    ProgramInProgress,
    Reminder,
)
from bot.store.memory.profile import forget_kept_on, holds
from bot.store.memory.shared import Memory
from bot.store.trial_records import Trial

Record = TypeVar("Record", Identity, ProgramInProgress, Reminder, ProfileEntry, Consent, AuditEntry, Handover, Trial)


def merge(memory: Memory, source: str, target: str) -> None:
    """Everything of `source` becomes `target`'s."""

    def moved(record: Record) -> Record:
        return replace(record, lifter=target) if record.lifter == source else record

    memory.identities = {key: moved(each) for key, each in memory.identities.items()}
    memory.programs = {key: moved(each) for key, each in memory.programs.items()}
    memory.reminders = {key: moved(each) for key, each in memory.reminders.items()}
    memory.handovers = {key: moved(each) for key, each in memory.handovers.items()}
    memory.trials = {key: moved(each) for key, each in memory.trials.items()}
    memory.profile = list(map(moved, memory.profile))
    memory.consents = list(map(moved, memory.consents))
    memory.audit = list(map(moved, memory.audit))
    _move_codes(memory, source, target)
    _move_log(memory, source, target)
    del memory.lifters[source]
    _leave_one_program(memory, target)
    for kind in ConsentKind:
        _end_withdrawn(memory, target, kind)


def _move_codes(memory: Memory, source: str, target: str) -> None:
    """Without those that were to be shown."""
    for code in memory.codes.values():
        code.lifter = target if code.lifter == source else code.lifter
    memory.codes = {key: each for key, each in memory.codes.items() if each.lifter != target or each.used_at}


def _move_log(memory: Memory, source: str, target: str) -> None:
    """Of two body masses of a day the one told later stays, of two commands of the same name the target's."""
    names = {each.command for each in memory.commands.values() if each.lifter == target}
    for number, command in list(memory.commands.items()):
        if command.lifter == source and command.command in names:
            memory.drop_command(number)
        elif command.lifter == source:
            memory.commands[number] = replace(command, lifter=target)
    for id, (workout, written_by) in list(memory.workouts.items()):
        if workout.lifter == source:
            memory.workouts[id] = replace(workout, lifter=target), written_by
    merged: dict[tuple[str, date], tuple[BodyMass, int | None]] = {}
    for (lifter, day), (mass, written_by) in memory.masses.items():  # the one told later comes later
        owner = target if lifter == source else lifter
        merged.pop((owner, day), None)
        merged[owner, day] = replace(mass, lifter=owner), written_by
    memory.masses = merged


def _leave_one_program(memory: Memory, lifter: str) -> None:
    """Of programs in progress the one started last goes on; the others end when it started."""
    running = [each for each in memory.programs.values() if each.lifter == lifter and each.ended is None]
    earlier_first = sorted(running, key=lambda each: each.id, reverse=True)
    for each in sorted(earlier_first, key=lambda each: each.started)[:-1]:
        latest = max(other.started for other in running)
        memory.programs[each.id] = replace(each, ended=latest)


def _end_withdrawn(memory: Memory, lifter: str, kind: ConsentKind) -> None:
    """A consent given in one conversation ends with a later withdrawal in the other, and so does what it allowed."""
    theirs = [each for each in memory.consents if (each.lifter, each.kind) == (lifter, kind)]
    withdrawn = [each.withdrawn_at for each in theirs if each.withdrawn_at]
    if not withdrawn:
        return
    at = max(withdrawn)
    memory.consents = [
        replace(each, withdrawn_at=at) if each in theirs and not each.withdrawn_at and each.given_at <= at else each
        for each in memory.consents
    ]
    if not holds(memory, lifter, kind):
        forget_kept_on(memory, lifter, kind)

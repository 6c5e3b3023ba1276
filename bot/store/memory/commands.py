"""Commands in memory: each is carried out once for a lifter, and can be undone while it is kept."""

from dataclasses import replace
from datetime import datetime

from bot.store.log_records import Undone
from bot.store.memory.shared import Command, Memory


def number_of(memory: Memory, lifter: str, command: str) -> int | None:
    """The number of a command that was carried out."""
    theirs = (number for number, each in memory.commands.items() if (each.lifter, each.command) == (lifter, command))
    return next(theirs, None)


def add(memory: Memory, command: Command) -> int:
    """Keeps a command that is carried out now; its number."""
    number = next(memory.numbers)
    memory.commands[number] = command
    return number


def move_program(memory: Memory, lifter: str, next_workout: int | None) -> tuple[str, int] | None:
    """Says which workout of the program in progress comes next; its id and which came next before."""
    program = None if next_workout is None else memory.current_program(lifter)
    if program is None or next_workout is None:
        return None
    memory.programs[program.id] = replace(program, next_workout=next_workout)
    return program.id, program.next_workout


def undo(memory: Memory, lifter: str, command: str, at: datetime) -> Undone | None:
    """Takes back the latest change that was not taken back yet. What the same command took back if it did before."""
    number = number_of(memory, lifter, command)
    if number is None:
        number = add(memory, _take_back(memory, lifter, command, at))
    ours = memory.commands[number]
    target = memory.commands.get(ours.undoes or 0)
    return _undone(ours, target) if target else None


def _take_back(memory: Memory, lifter: str, command: str, at: datetime) -> Command:
    """Undoes the latest command that can be; what that changed."""
    theirs = [number for number, each in memory.commands.items() if each.lifter == lifter and each.can_be_undone]
    if not theirs:
        return Command(lifter, command, at, can_be_undone=False)
    latest = max(theirs)
    target = memory.commands[latest]
    workouts = [id for id, (_, by) in memory.workouts.items() if by == latest]
    masses = [key for key, (_, by) in memory.masses.items() if by == latest]
    ours = Command(
        lifter, command, at, False, tuple(memory.workouts.pop(id) for id in workouts),
        tuple(memory.masses.pop(key) for key in masses), None, latest,
    )  # fmt: skip
    _put_back(memory, lifter, target)
    memory.commands[latest] = replace(target, can_be_undone=False)
    return ours


def _put_back(memory: Memory, lifter: str, command: Command) -> None:
    """Keeps again what a command had replaced, unless joining two lifters has put something else in its place."""
    for workout, by in command.workouts:
        memory.workouts[workout.id] = replace(workout, lifter=lifter), by if by in memory.commands else None
    for mass, by in command.masses:
        if (lifter, mass.day) not in memory.masses:
            memory.masses[lifter, mass.day] = replace(mass, lifter=lifter), by if by in memory.commands else None
    if command.program:
        id, next_workout = command.program
        memory.programs[id] = replace(memory.programs[id], next_workout=next_workout)


def _undone(ours: Command, target: Command) -> Undone:
    return Undone(
        target.command,
        tuple(replace(each, lifter=ours.lifter) for each, _ in ours.workouts),
        tuple(replace(each, lifter=ours.lifter) for each, _ in target.workouts),
        tuple(replace(each, lifter=ours.lifter) for each, _ in ours.masses),
        tuple(replace(each, lifter=ours.lifter) for each, _ in target.masses),
        target.program[1] if target.program else None,
    )

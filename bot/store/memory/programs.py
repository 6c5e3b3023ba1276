"""Programs that lifters follow, in memory."""

from dataclasses import replace
from datetime import date

from bot.store.errors import MissingError
from bot.store.log_records import ProgramInProgress
from bot.store.memory.shared import Memory
from bot.store.record_checks import check_program


class MemoryProgramStore:
    """Programs for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def start(self, program: ProgramInProgress) -> None:
        """Begin a program; the one in progress ends on its first day. The same one again changes nothing."""
        check_program(program)
        with self._memory.of(program.lifter):
            if program.id not in self._memory.programs:
                self.end(program.lifter, program.started)
                self._memory.programs[program.id] = program
            elif self._memory.programs[program.id].lifter != program.lifter:
                raise MissingError("There is no such program of this lifter.")

    def change(self, program: ProgramInProgress) -> None:
        """Keep a program in place of the one with its id. Raises MissingError."""
        check_program(program)
        with self._memory.of(program.lifter):
            found = self._memory.programs.get(program.id)
            if found is None or found.lifter != program.lifter:
                raise MissingError("There is no such program of this lifter.")
            self._memory.programs[program.id] = program

    def current(self, lifter: str) -> ProgramInProgress | None:
        """The program in progress."""
        with self._memory.lock:
            return self._memory.current_program(lifter)

    def end(self, lifter: str, day: date) -> ProgramInProgress | None:
        """End the program in progress; which one that was."""
        with self._memory.of(lifter):
            current = self._memory.current_program(lifter)
            if current:
                self._memory.programs[current.id] = replace(current, ended=max(day, current.started))
            return current

    def programs(self, lifter: str) -> tuple[ProgramInProgress, ...]:
        """All programs that were begun, the oldest first."""
        with self._memory.lock:
            theirs = [each for each in self._memory.programs.values() if each.lifter == lifter]
        return tuple(sorted(theirs, key=lambda each: (each.started, each.id)))

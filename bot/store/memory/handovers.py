"""Handovers, in memory."""

from collections.abc import Callable, Collection
from datetime import datetime

import bot.store.handover_steps as steps
from bot.store.errors import MissingError
from bot.store.handover_checks import check_handover, check_note
from bot.store.handover_doing import NOTHING, HandoverDoing, Needs
from bot.store.handover_records import Handover, HandoverState, TrainerAccount, TrainerNote
from bot.store.handover_steps import Deed
from bot.store.log_records import ConsentKind
from bot.store.memory.handover_words import forget_complaints
from bot.store.memory.profile import holds
from bot.store.memory.shared import Memory


class MemoryHandoverStore(HandoverDoing):
    """Handovers for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def ask(self, handover: Handover) -> Handover:
        """Keep a new handover; the one that is there, if it was kept before or another is open in the conversation."""
        check_handover(handover)
        with self._memory.of(handover.lifter):
            theirs = self._memory.identities.get(handover.conversation)
            if theirs is None or theirs.lifter != handover.lifter:
                raise MissingError(steps.NOT_THEIRS)
            if handover.wanted_trainer is not None:
                self._at_work(handover.wanted_trainer)
            there = self._memory.handovers.get(handover.id) or self.open_in(handover.conversation)
            return there or self._memory.handovers.setdefault(handover.id, handover)

    def find(self, id: str) -> Handover | None:
        """A handover by its id."""
        with self._memory.lock:
            return self._memory.handovers.get(id)

    def open_in(self, conversation: str) -> Handover | None:
        """The handover that is open in a conversation."""
        return next(iter(self._those(lambda each: each.conversation == conversation and each.is_open)), None)

    def all_open(self) -> tuple[Handover, ...]:
        """Those that wait, and those that a trainer has, the oldest first."""
        return self._those(lambda each: each.is_open)

    def waiting(self) -> tuple[Handover, ...]:
        """Those that nobody has claimed, the longest waiting first."""
        return self._those(lambda each: each.state is HandoverState.WAITING)

    def of_trainer(self, trainer: str) -> tuple[Handover, ...]:
        """Those that a trainer has now, the longest waiting first."""
        return self._those(lambda each: each.state is HandoverState.CLAIMED and each.trainer == trainer)

    def of_lifter(self, lifter: str) -> tuple[Handover, ...]:
        """All handovers of a lifter, the oldest first."""
        return self._those(lambda each: each.lifter == lifter)

    def asked_since(self, moment: datetime) -> tuple[Handover, ...]:
        """All that were asked for since a moment, the oldest first."""
        return self._those(lambda each: each.asked_at >= moment)

    def unanswered(self, before: datetime) -> tuple[Handover, ...]:
        """Open ones without a reply, asked for up to a moment and not escalated yet, the longest waiting first."""
        return self._those(lambda each: each.asked_at <= before and steps.escalated(each, before) is not None)

    def forget_agreed(self, lifter: str, values: Collection[str] | None = None) -> int:
        """Delete the complaints that a lifter and trainers agreed, all of them or those of values; how many."""
        with self._memory.of(lifter):
            return forget_complaints(self._memory, lifter, values)

    def note(self, note: TrainerNote) -> bool:
        """Keep a trainer's note; False if it was kept before. Raises ConsentMissingError."""
        check_note(note)
        with self._memory.lock:
            handover, trainer = self._found(note.handover), self._at_work(note.trainer)
            if note.id in self._memory.notes:
                return False
            if note.is_about_health:
                steps.expect_consent(holds(self._memory, handover.lifter, ConsentKind.HEALTH))
            self._memory.notes[note.id] = note
            self._memory.audit.append(Deed(note.trainer, "noted", note.at).entry(handover, trainer))
        return True

    def notes(self, handover: str) -> tuple[TrainerNote, ...]:
        """The notes about a handover, the oldest first."""
        with self._memory.lock:
            theirs = [each for each in self._memory.notes.values() if each.handover == handover]
        return tuple(sorted(theirs, key=lambda each: (each.at, each.id)))

    def _take(self, id: str, step: steps.Step, deed: Deed | None = None, needs: Needs = NOTHING) -> bool:
        """Takes a step, and keeps in the audit who took it, if it was a trainer's."""
        with self._memory.lock:
            found = self._found(id)
            after = step(found)
            if after is None:
                return False
            if needs.trainer:
                self._at_work(needs.trainer)
            if needs.consent:
                steps.expect_consent(holds(self._memory, found.lifter, ConsentKind.HEALTH))
            entry = deed and deed.entry(found, self._at_work(deed.trainer))
            if after != found:
                self._memory.handovers[id] = after
                self._memory.audit += [entry] if entry else []
        return True

    def _at_work(self, trainer: str) -> TrainerAccount:
        return steps.at_work(self._memory.trainers.get(trainer))

    def _found(self, id: str) -> Handover:
        found = self._memory.handovers.get(id)
        if found is None:
            raise MissingError(steps.NO_HANDOVER)
        return found

    def _those(self, wanted: Callable[[Handover], bool]) -> tuple[Handover, ...]:
        with self._memory.lock:
            found = [each for each in self._memory.handovers.values() if wanted(each)]
        return tuple(sorted(found, key=lambda each: (each.asked_at, each.id)))

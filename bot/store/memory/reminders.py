"""When to remind whom, in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.store.errors import MissingError
from bot.store.log_records import Reminder
from bot.store.memory.shared import Memory
from bot.store.record_checks import check_reminder


class MemoryReminderStore:
    """Reminders for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def keep(self, reminder: Reminder) -> None:
        """Keep a reminder in place of one with the same id. Raises MissingError if the conversation is not theirs."""
        check_reminder(reminder)
        with self._memory.of(reminder.lifter):
            theirs = {each.conversation for each in self._memory.conversations(reminder.lifter)}
            found = self._memory.reminders.get(reminder.id)
            if reminder.conversation not in theirs or (found and found.lifter != reminder.lifter):
                raise MissingError("The conversation to remind in, or the reminder, is not the lifter's.")
            self._memory.reminders[reminder.id] = reminder
            self._memory.claims.pop(reminder.id, None)

    def reminders(self, lifter: str) -> tuple[Reminder, ...]:
        """The active reminders of a lifter, the one due next first."""
        with self._memory.lock:
            theirs = [each for each in self._memory.reminders.values() if each.lifter == lifter and each.is_active]
        return tuple(sorted(theirs, key=order))

    def stop(self, lifter: str, ids: Iterable[str] | None = None) -> int:
        """Stop reminders, all of them without ids; how many of them were active."""
        wanted = None if ids is None else set(ids)
        with self._memory.of(lifter):
            theirs = [each for each in self.reminders(lifter) if wanted is None or each.id in wanted]
            self._memory.reminders |= {each.id: replace(each, is_active=False) for each in theirs}
        return len(theirs)

    def claim_due(
        self, now: datetime, until: datetime, most: int = 100, channels: Iterable[str] | None = None
    ) -> tuple[Reminder, ...]:
        """Active reminders that are due and not claimed by another, the earliest first; claimed `until` then.

        With `channels` only those whose conversation belongs to one of them: "telegram", "terminal".
        """
        starts = None if channels is None else tuple(f"{each}:" for each in channels)
        with self._memory.lock:
            claims = self._memory.claims
            due = [
                each
                for each in self._memory.reminders.values()
                if each.is_active and each.next_due <= now and claims.get(each.id, now) <= now
                if starts is None or each.conversation.startswith(starts)
            ]
            first = sorted(due, key=order)[:most]
            claims |= {each.id: until for each in first}
        return tuple(first)

    def sent(self, reminder: Reminder, next_due: datetime) -> bool:
        """Set a claimed reminder to its next moment; False if it was stopped, changed or sent by another meanwhile."""
        with self._memory.lock:
            found = self._memory.reminders.get(reminder.id)
            if found is None or not found.is_active or found.next_due != reminder.next_due:
                return False
            self._memory.reminders[found.id] = replace(found, next_due=next_due)
            self._memory.claims.pop(found.id, None)
        return True


def order(reminder: Reminder) -> tuple[datetime, str]:
    """Of two reminders the one due next comes first."""
    return reminder.next_due, reminder.id

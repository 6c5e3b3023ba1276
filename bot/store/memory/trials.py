"""Trials, in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import bot.store.trial_steps as steps
from bot.store.errors import MissingError
from bot.store.handover_steps import at_work
from bot.store.memory.shared import Memory
from bot.store.trial_checks import check_trial
from bot.store.trial_doing import TrialDoing
from bot.store.trial_records import Trial, TrialState
from bot.store.trial_steps import Deed


class MemoryTrialStore(TrialDoing):
    """Trials for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def ask(self, trial: Trial) -> Trial:
        """Keep a new request; the one that is there, if it was kept before. One that waits is called off."""
        check_trial(trial)
        with self._memory.of(trial.lifter):
            theirs = self._memory.identities.get(trial.conversation)
            if theirs is None or theirs.lifter != trial.lifter:
                raise MissingError(steps.NOT_THEIRS)
            if trial.id in self._memory.trials:
                return self._memory.trials[trial.id]
            for each in self.of_lifter(trial.lifter):
                if each.state is TrialState.ASKED:
                    gone = replace(each, state=TrialState.CANCELLED, changed_at=trial.asked_at)
                    self._memory.trials[each.id] = gone
            return self._memory.trials.setdefault(trial.id, trial)

    def find(self, id: str) -> Trial | None:
        """A trial by its id."""
        with self._memory.lock:
            return self._memory.trials.get(id)

    def of_lifter(self, lifter: str) -> tuple[Trial, ...]:
        """All trials of a lifter, the oldest first."""
        return self._those(lambda each: each.lifter == lifter)

    def since(self, moment: datetime) -> tuple[Trial, ...]:
        """All that are not over at a moment, in every state, the longest waiting first."""
        return self._those(lambda each: each.ends > moment)

    def untold(self) -> tuple[Trial, ...]:
        """Those of which the lifter does not know how they stand, the longest waiting first."""
        return self._those(lambda each: not each.is_told)

    def _take(self, id: str, step: steps.Step, deed: Deed | None = None) -> bool:
        """Takes a step if the time that it takes is free, and keeps in the audit who took it."""
        with self._memory.lock:
            found = self._memory.trials.get(id)
            if found is None:
                raise MissingError(steps.NO_TRIAL)
            account = at_work(self._memory.trainers.get(deed.account)) if deed else None
            after = step(found)
            if after is None:
                return False
            if steps.takes_time(found, after) and not steps.is_free_for(after, self._memory.trials.values()):
                return False
            if deed and account:
                self._memory.audit.append(deed.entry(found, account))
            self._memory.trials[id] = after
        return True

    def _those(self, wanted: Callable[[Trial], bool]) -> tuple[Trial, ...]:
        with self._memory.lock:
            found = [each for each in self._memory.trials.values() if wanted(each)]
        return tuple(sorted(found, key=lambda each: (each.asked_at, each.id)))

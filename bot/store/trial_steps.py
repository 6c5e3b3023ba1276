"""What can become of a trial. Each step gives the trial as it is after it, or None if it cannot be taken."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.store.handover_records import TrainerAccount
from bot.store.log_records import AuditEntry
from bot.store.record_checks import check_audit
from bot.store.trial_records import Trial, TrialState

Step = Callable[[Trial], Trial | None]

NO_TRIAL = "There is no such trial."
NOT_THEIRS = "The conversation of the trial is not the lifter's."


@dataclass(frozen=True)
class Deed:
    """What somebody does with a trial, by the id of their account, for the audit."""

    account: str
    action: str
    at: datetime

    def entry(self, trial: Trial, account: TrainerAccount) -> AuditEntry:
        """That it was done, under the name of whose account it is. Raises RecordError."""
        entry = AuditEntry(trial.lifter, self.at, account.name, self.action, f"trial {trial.id}")
        check_audit(entry)
        return entry


def booked(trial: Trial, trainer: str, begins: datetime, now: datetime) -> Trial | None:
    """One that is asked for gets a trainer, and one of its times."""
    is_asked_so = begins in trial.times and trial.wanted_trainer in (None, trainer)
    if trial.state is not TrialState.ASKED or not is_asked_so:
        return None
    return replace(trial, state=TrialState.BOOKED, trainer=trainer, begins=begins, changed_at=now, is_told=False)


def moved(trial: Trial, begins: datetime, now: datetime) -> Trial | None:
    """One that is booked gets another time."""
    if trial.state is not TrialState.BOOKED:
        return None
    return replace(trial, begins=begins, changed_at=now, sequence=trial.sequence + 1, is_told=False)


def declined(trial: Trial, words: str, now: datetime) -> Trial | None:
    """One that is asked for cannot be had."""
    if trial.state is not TrialState.ASKED:
        return None
    return replace(trial, state=TrialState.DECLINED, words=words, changed_at=now, is_told=False)


def cancelled(trial: Trial, now: datetime, *, is_told: bool) -> Trial | None:
    """One that is asked for, or booked, is called off."""
    if trial.state not in (TrialState.ASKED, TrialState.BOOKED):
        return None
    later = trial.sequence + (trial.state is TrialState.BOOKED)
    return replace(trial, state=TrialState.CANCELLED, changed_at=now, sequence=later, is_told=is_told)


def told(trial: Trial, known: Trial) -> Trial | None:
    """The lifter knows how it stands, unless that has changed meanwhile."""
    return replace(trial, is_told=True) if trial == known and not trial.is_told else None


def takes_time(before: Trial, after: Trial) -> bool:
    """Whether a step takes time of a trainer's that the trial did not have."""
    is_new = (before.state, before.begins, before.trainer) != (after.state, after.begins, after.trainer)
    return after.state is TrialState.BOOKED and is_new


def is_free_for(trial: Trial, others: Iterable[Trial]) -> bool:
    """Whether nothing else that is booked stands in the way."""
    there = (each for each in others if each.state is TrialState.BOOKED and each.id != trial.id)
    return not any(trial.overlaps(each) for each in there)

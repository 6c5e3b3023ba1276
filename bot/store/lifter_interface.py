"""What the stores of a lifter's own records can do, wherever they keep them: see bot.store.interface."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.store.log_records import (
    BodyMass,
    Consent,
    ConsentKind,
    FactValue,
    Identity,
    JoinCode,
    Lifter,
    LoggedLift,
    LoggedSet,
    ProfileEntry,
    ProgramInProgress,
    Reminder,
    Undone,
    Workout,
)


class LifterStore(Protocol):
    """Keeps who is who: the lifters, and the conversations that belong to each."""

    def lifter_of(self, conversation: str, now: datetime) -> Lifter:
        """The lifter that a conversation belongs to; made now if there is none. "telegram:4711"."""
        ...

    def find(self, name: str) -> Lifter | None:
        """The lifter with an id or a conversation; nobody is made."""
        ...

    def identities(self, lifter: str) -> tuple[Identity, ...]:
        """The conversations of a lifter, the first one first. None for one who is not there."""
        ...

    def make_join_code(self, lifter: str, now: datetime) -> JoinCode:
        """A code to show now and to type in another conversation, once; the lifter's earlier codes are void."""
        ...

    def redeem_join_code(self, code: str, conversation: str, now: datetime) -> Lifter:
        """Make the lifter of a conversation and the one who was shown the code one, with all their data; who that is.

        Of two body masses of a day the one told later stays, of two programs in progress the one started later, and a
        consent does not hold if it was withdrawn after it was given. Raises JoinCodeError.
        """
        ...


class LogStore(Protocol):
    """Keeps workouts and body masses.

    Whatever changes them takes a `command`: the id of the message that asked for it. A command is carried out once for
    a lifter: repeated, the method changes nothing and returns False. What it did can be undone for 30 days.
    """

    def keep_workouts(
        self, lifter: str, workouts: Sequence[Workout], command: str, at: datetime, next_workout: int | None = None
    ) -> bool:
        """Keep new workouts, all of the lifter, and say which workout of the program in progress comes next."""
        ...

    def add_sets(
        self, lifter: str, workout: str, sets: Sequence[LoggedSet], command: str, at: datetime,
        next_workout: int | None = None,
    ) -> bool:  # fmt: skip
        """Keep more sets at the end of a workout (its id). Raises MissingError."""
        ...

    def replace_workout(self, old: Workout, new: Workout, command: str, at: datetime) -> bool:
        """Keep a workout as it should be, under the same id. Raises ChangedError if it is no longer `old`."""
        ...

    def delete_workouts(self, lifter: str, ids: Iterable[str], command: str, at: datetime) -> bool:
        """Delete workouts with their sets. Raises MissingError, and deletes none, if one is not there."""
        ...

    def keep_body_masses(self, lifter: str, masses: Sequence[BodyMass], command: str, at: datetime) -> bool:
        """Keep what a lifter weighed, in place of what was kept for the same days."""
        ...

    def delete_body_masses(self, lifter: str, days: Iterable[date], command: str, at: datetime) -> bool:
        """Delete what a lifter weighed on days. Raises MissingError, and deletes none, if one is not there."""
        ...

    def undo(self, lifter: str, command: str, at: datetime) -> Undone | None:
        """Take back the latest change that was not taken back yet; None if there is none of the last 30 days.

        The same command again takes nothing more back, and returns what it took back.
        """
        ...

    def kept_by(self, lifter: str, command: str) -> tuple[Workout, ...]:
        """The workouts as a command left them; without those that a later one changed."""
        ...

    def workout(self, lifter: str, workout: str) -> Workout | None:
        """A workout of the lifter by its id."""
        ...

    def workouts(self, lifter: str, first: date | None = None, last: date | None = None) -> tuple[Workout, ...]:
        """Workouts from one day to another, both of them in, the oldest first. None: no limit."""
        ...

    def workout_days(self, lifter: str, last: date | None = None) -> tuple[date, ...]:
        """The day of each workout up to one, that day in, the oldest first; a day with two is there twice."""
        ...

    def latest_workouts(self, lifter: str, count: int = 1) -> tuple[Workout, ...]:
        """The latest workouts, the latest first."""
        ...

    def latest_sets(self, lifter: str, exercise: str, workouts: int = 1) -> tuple[Workout, ...]:
        """The latest workouts with an exercise, the latest first, each with the sets of that exercise alone."""
        ...

    def logged_lift(
        self, lifter: str, exercise: str, without: Iterable[str] = (), own_kg: float | None = None
    ) -> LoggedLift:
        """All sets of an exercise in one, without warm-ups and without those of some workouts (ids).

        `own_kg` of the body are lifted with each load, and the two are never less than 0 together. None: the load is
        all that is lifted, and a set without one is left out.
        """
        ...

    def duplicates(self, lifter: str, day: date, sets: Sequence[LoggedSet]) -> tuple[LoggedSet, ...]:
        """Those of `sets` that are kept for the day already: same exercise, reps and load (to the gram).

        Each set that is kept accounts for one: of three sets of 5 at 100 kg, one is a duplicate if one is kept.
        """
        ...

    def body_masses(self, lifter: str, first: date | None = None, last: date | None = None) -> tuple[BodyMass, ...]:
        """What a lifter weighed from one day to another, both of them in, the oldest first."""
        ...


class ProfileStore(Protocol):
    """Keeps what is known of a lifter, and what was known before."""

    def keep_facts(self, lifter: str, entries: Iterable[ProfileEntry]) -> tuple[ProfileEntry, ...]:
        """Keep facts; those that are new. Raises ConsentMissingError, and keeps none, if one lacks its consent."""
        ...

    def profile(self, lifter: str) -> dict[str, ProfileEntry]:
        """What holds now, by field; without what was taken back."""
        ...

    def history(self, lifter: str, field: str | None = None) -> tuple[ProfileEntry, ...]:
        """Everything that was found of a field, or of all, the oldest first."""
        ...

    def lifters_with(self, field: str) -> tuple[str, ...]:
        """The lifters (ids) of whom something was ever found in a field, whether it holds or not."""
        ...

    def found_since(self, field: str, moment: datetime) -> tuple[tuple[datetime, FactValue], ...]:
        """What was found in a field since a moment, of whomever, and when; the oldest first."""
        ...

    def forget(self, lifter: str, field: str) -> int:
        """Delete a field with its history; how many entries that were."""
        ...


class ConsentStore(Protocol):
    """Keeps what a lifter agreed to."""

    def give(self, lifter: str, kind: ConsentKind, text: str, now: datetime) -> Consent:
        """The lifter agrees to the text shown. One that holds for the same text is left as it is."""
        ...

    def withdraw(self, lifter: str, kind: ConsentKind, now: datetime) -> int:
        """The lifter no longer agrees; what was kept on that consent is deleted. How many records that were."""
        ...

    def holds(self, lifter: str, kind: ConsentKind) -> bool:
        """Whether the lifter agreed and has not withdrawn it."""
        ...

    def consents(self, lifter: str) -> tuple[Consent, ...]:
        """All consents ever given, the oldest first."""
        ...


class ProgramStore(Protocol):
    """Keeps the programs that lifters follow; one at a time is in progress."""

    def start(self, program: ProgramInProgress) -> None:
        """Begin a program; the one in progress ends on its first day. The same one again changes nothing."""
        ...

    def change(self, program: ProgramInProgress) -> None:
        """Keep a program in place of the one with its id. Raises MissingError."""
        ...

    def current(self, lifter: str) -> ProgramInProgress | None:
        """The program in progress."""
        ...

    def end(self, lifter: str, day: date) -> ProgramInProgress | None:
        """End the program in progress; which one that was."""
        ...

    def programs(self, lifter: str) -> tuple[ProgramInProgress, ...]:
        """All programs that were begun, the oldest first."""
        ...


class ReminderStore(Protocol):
    """Keeps when to remind whom.

    Every due reminder is claimed by one process, sent, and then set to its next moment. If that process dies in
    between, the claim lapses and another one sends it.
    """

    def keep(self, reminder: Reminder) -> None:
        """Keep a reminder in place of one with the same id. Raises MissingError if the conversation is not theirs."""
        ...

    def reminders(self, lifter: str) -> tuple[Reminder, ...]:
        """The active reminders of a lifter, the one due next first."""
        ...

    def stop(self, lifter: str, ids: Iterable[str] | None = None) -> int:
        """Stop reminders, all of them without ids; how many of them were active."""
        ...

    def claim_due(
        self, now: datetime, until: datetime, most: int = 100, channels: Iterable[str] | None = None
    ) -> tuple[Reminder, ...]:
        """Active reminders that are due and not claimed by another, the earliest first; claimed `until` then.

        With `channels` only those whose conversation belongs to one of them: "telegram", "terminal".
        """
        ...

    def sent(self, reminder: Reminder, next_due: datetime) -> bool:
        """Set a claimed reminder to its next moment; False if it was stopped, changed or sent by another meanwhile."""
        ...

"""Puts sets into the log: into the day's workout if there is one, and each message once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.nlu.said_workout import Doubt, SaidSet, SaidWorkout, Unsure
from bot.store.interface import LogStore
from bot.store.log_records import LoggedSet, Workout, new_id

TOLD = ("said", "planned")
"""Sources of workouts that more sets may be told of; imported ones stay as they are."""
OF = "/"
"""Between a message's id and the number of one of its changes: "4711/2/2" is the last of two."""
FEWEST_OF_A_WORKOUT = 2


@dataclass(frozen=True)
class Kept:
    """A workout as it is in the store now, with those of its sets that a message told: its last `count`.

    `is_unit_guessed`: nobody said in which unit.
    """

    workout: Workout
    count: int
    is_unit_guessed: bool = False

    @property
    def sets(self) -> tuple[LoggedSet, ...]:
        """The sets that were told."""
        return self.workout.sets[len(self.workout.sets) - self.count :]

    @property
    def of_its_lifts(self) -> Workout:
        """The workout with all sets of the exercises that were told, and no others."""
        lifts = {each.exercise for each in self.sets}
        return replace(self.workout, sets=tuple(each for each in self.workout.sets if each.exercise in lifts))


@dataclass(frozen=True)
class Log:
    """The log of one lifter, changed at a moment by one message."""

    store: LogStore
    lifter: str
    command: str
    at: datetime

    def numbered(self, number: int, count: int) -> "Log":
        """The same for one of several changes that a message makes."""
        return self if count == 1 else replace(self, command=OF.join((self.command, str(number), str(count))))

    def repeated(self, sets: Sequence[LoggedSet]) -> Kept | None:
        """What this very command kept of them before; None if it did not, or something else was done to it since."""
        told = Counter(sets)
        for workout in self.store.kept_by(self.lifter, self.command):
            for count in range(min(len(sets), len(workout.sets)), 0, -1):
                if Counter(workout.sets[len(workout.sets) - count :]) <= told:
                    return Kept(workout, count)
        return None

    def keep(
        self, day: date, sets: Sequence[LoggedSet], title: str = "", source: str = "said",
        next_workout: int | None = None,
    ) -> Kept | None:  # fmt: skip
        """Keeps sets of a day: in the workout of that day that goes on, or in a new one. None if it was kept before."""
        into = self._going_on(day, title)
        if into is not None:
            done = self.store.add_sets(self.lifter, into.id, sets, self.command, self.at, next_workout)
            identity = into.id
        else:
            new = Workout(new_id(), self.lifter, day, self.at, tuple(sets), title, "", source)
            done = self.store.keep_workouts(self.lifter, [new], self.command, self.at, next_workout)
            identity = new.id
        kept = self.store.workout(self.lifter, identity) if done else None
        return Kept(kept, len(sets)) if kept else None

    def _going_on(self, day: date, title: str) -> Workout | None:
        """The workout of a day that more sets belong to: the latest that was told, unless it has another title."""
        told = [each for each in self.store.workouts(self.lifter, day, day) if each.source in TOLD]
        fitting = [each for each in told if not title or each.title == title]
        return fitting[-1] if fitting else None

    def exercises_of(self, day: date) -> set[str]:
        """What was done on a day."""
        return {each.exercise for workout in self.store.workouts(self.lifter, day, day) for each in workout.sets}


def told_before(log: Log, said: SaidWorkout, sets: Sequence[LoggedSet]) -> tuple[set[int], SaidWorkout | None]:
    """Which of some sets are in the log of their day already, all of their exercise; and these as a question.

    `sets` are all of what `said` holds.
    """
    left = list(log.store.duplicates(log.lifter, said.day, sets))
    found: set[int] = set()
    for lift in dict.fromkeys(each.exercise for each in sets):
        of_lift = [at for at, each in enumerate(sets) if each.exercise == lift]
        if len([each for each in left if each.exercise == lift]) == len(of_lift):
            found.update(of_lift)
    if not found:
        return found, None
    again = tuple(as_said(sets[at]) for at in sorted(found))
    return found, replace(
        said, sets=again, doubts=(Doubt(Unsure.DUPLICATE, tuple(range(len(again)))),), as_planned=False, unread=()
    )


def as_said(done: LoggedSet) -> SaidSet:
    """A set as it was told, of which nothing is doubtful."""
    unit = done.said_unit if done.said_load is not None else None
    return SaidSet(done.exercise, done.reps, done.said_load, unit, done.rpe, None, done.is_warm_up, done.note)


def is_due(before: set[str], now: set[str], due: Sequence[str]) -> bool:
    """Whether a day's exercises are those of the workout that is due, and were not before."""
    planned = set(due)
    return len(planned) >= FEWEST_OF_A_WORKOUT and planned <= now and not planned <= before

"""What is decided about the next load, and the facts that it is decided from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.coaching.advice import Advice, Mass, Prescription, Value
from bot.coaching.attempt import Attempt, sets_differ, targets
from bot.coaching.exercise import Exercise
from bot.coaching.load_rule import LoadRule, step_of
from bot.coaching.load_step import Loads
from bot.coaching.log import is_loaded
from bot.coaching.units import to_kg

TOPIC = "next_load"
Load = Mass | tuple[Mass, ...] | None


class Decision(StrEnum):
    """What is decided; each has words of its own."""

    FIRST = "first"  # nothing is logged yet
    ADD = "add"  # all reps: a step more
    ADD_TWICE = "add_twice"  # many more reps than asked for: two steps
    AGAIN_TO_BE_SURE = "again_to_be_sure"  # all reps, and once more before load is added
    MORE_REPS = "more_reps"  # there is room in the range
    REPS_BEFORE_JUMP = "reps_before_jump"  # the next load is far off: first more reps than the range has
    HARDER = "harder"  # all reps and nothing to load: a harder version
    REPEAT = "repeat"  # reps were missed: the same again
    REPEAT_ALL_SETS = "repeat_all_sets"  # sets were left out: the same again, all of them
    DROP = "drop"  # missed so often in a row that load comes off
    EASIER = "easier"  # the same, where no load can come off
    FEWER_SETS = "fewer_sets"  # dropped so often that sets come off as well
    BACK_UP = "back_up"  # after an easy day back to the load before it
    AFTER_BREAK = "after_break"  # some weeks off: the same load
    AFTER_LONG_BREAK = "after_long_break"  # a month or more off: less
    EASY_WEEK = "easy_week"  # the program has an easy week
    NEXT_STAGE = "next_stage"  # missed: the same load in other sets
    TEST = "test"  # missed in the last stage: find the best load
    RESTART = "restart"  # after the last stage, or the test: begin again
    WAVE = "wave"  # the loads of this week of the wave
    WAVE_UP = "wave_up"  # the wave went well: the training max goes up
    WAVE_AGAIN = "wave_again"  # part of it did not
    WAVE_CUT = "wave_cut"  # none of it did


@dataclass(frozen=True)
class NextLoad:
    """What to lift, and why: `prescription` has the load if there is one, `values` are the reasons.

    Always among them: lift, sets and target (reps of the first set). With a log: done (reps of the sets that count)
    and days_ago, and with loads: load (the last), next_load.
    """

    decision: Decision
    prescription: Prescription
    values: Mapping[str, Value] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def advice(self) -> Advice:
        """The same as an answer, with the decision as its variant."""
        return Advice(TOPIC, self.values, self.decision, (), self.sources)


@dataclass(frozen=True)
class Lift:
    """An exercise as it is planned, with the attempts at it, the oldest first."""

    exercise: Exercise
    planned: Prescription
    done: tuple[Attempt, ...]
    rule: LoadRule
    loads: Loads
    today: date

    @property
    def last(self) -> Attempt:
        """The latest attempt; there must be one."""
        return self.done[-1]

    @property
    def step(self) -> float:
        """The rule's step, in the lifter's unit."""
        return step_of(self.rule.steps, self.exercise, self.loads.unit)

    @property
    def same(self) -> Load:
        """The load of the last attempt once more; one for each set if they differ, None for the body alone."""
        return self.moved_to(self.loads.show(self.last.load_kg))

    def moved_to(self, load: Mass) -> Load:
        """The loads of the last attempt, if its sets differ by plan, moved so that the lightest is `load`."""
        if not load.value and not is_loaded(self.exercise):
            return None
        if not sets_differ(self.planned) or len(self.last.loads_kg) != len(targets(self.planned)):
            return load
        by_kg = to_kg(load.value, load.unit) - self.last.load_kg
        moved = tuple(self.loads.nearest(each + by_kg) for each in self.last.loads_kg)
        return moved if len(set(moved)) > 1 else load

    def decided(self, decision: Decision, load: Load, planned: Prescription | None = None, **more: Value) -> NextLoad:
        """A decision for a load, with what every reason has; `more` are its own reasons."""
        found = replace(planned or self.planned, load=load)
        values: dict[str, Value] = {"lift": self.exercise.id, "sets": found.sets, "target": targets(found)[0]}
        if self.done:
            values |= {"done": tuple(map(float, self.last.reps)), "days_ago": float((self.today - self.last.day).days)}
            if self.last.load_kg or is_loaded(self.exercise):
                values["load"] = self.loads.show(self.last.load_kg)
        if load is not None:
            values["next_load"] = load
        return NextLoad(decision, found, values | more, self.rule.sources)

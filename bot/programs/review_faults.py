"""What is wrong with a routine: faults by their gravity, each with its figures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from math import inf

from bot.coaching.advice import Amount, Value
from bot.coaching.amounts import ends
from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.exercise_choice import idles, suits
from bot.coaching.figures import constant
from bot.coaching.guideline import Figure, guideline
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, Equipment, MovementPattern, Muscle, TrainingAge, TrainingGoal
from bot.programs.balance import HIP, KNEE
from bot.programs.review_reps import reps_amiss
from bot.programs.routine_week import ANYWHERE, RoutineWeek
from bot.programs.volume import BIG, band

SIZE, STRENGTH, BOTH, NOVICE = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH, TrainingAge.NOVICE
GOALS = {
    SIZE: SIZE, TrainingGoal.FAT_LOSS: SIZE, STRENGTH: STRENGTH, TrainingGoal.POWER: STRENGTH, BOTH: BOTH,
}  # fmt: skip
"""What a routine is judged for; other goals are like one that is not known."""
MOVEMENTS = {
    "a_push": ((MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PUSH), (Muscle.CHEST,)),
    "a_pull": ((MovementPattern.HORIZONTAL_PULL, MovementPattern.VERTICAL_PULL), (Muscle.LATS, Muscle.UPPER_BACK)),
    "a_knee_bend": ((MovementPattern.SQUAT, MovementPattern.LUNGE), (Muscle.QUADS, Muscle.GLUTES)),
    "a_hip_hinge": ((MovementPattern.HINGE, MovementPattern.HIP_EXTENSION), (Muscle.HAMSTRINGS, Muscle.GLUTES)),
}
"""Movements that a week must have: what fills the gap, and the muscles that the gap explains."""
BACK = (Muscle.UPPER_BACK, Muscle.LATS)


@dataclass(frozen=True)
class Fault:
    """A fault: the name of its sentence in review.yml, what the sentence tells, and the figures it rests on."""

    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()


class Review:
    """A routine, and who runs it for what."""

    def __init__(self, week: RoutineWeek, question: Question) -> None:
        self.week = week
        self.question = replace(question, equipment=question.equipment or _used(week))
        self.goal = GOALS.get(question.training_goal) if question.training_goal else None
        self.age = question.training_age
        self.tells_progress = bool(getattr(question, "routine_progresses", False))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Movements of MOVEMENTS that the week does not have."""
        if self.week.is_part:
            return ()
        found = self.week.balance
        sets = (found.pushes, found.pulls, found.knee, found.hip)
        return tuple(name for name, count in zip(MOVEMENTS, sets, strict=True) if not count)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The gravest first."""
        checks: tuple[Callable[[Review], Iterator[Fault]], ...] = (
            _sore, _missing, _many_days, _crammed, _low, _pulls, _once, _reps, _over, _legs, _order, _short_of_size,
        )  # fmt: skip
        found = tuple(fault for check in checks for fault in check(self))
        return (*found, _progress()) if found and not self.tells_progress else found

    def has(self, *kinds: str) -> bool:
        """Whether there is a fault of any of the kinds."""
        return any(fault.kind.startswith(kinds) for fault in self.faults)


def _progress() -> Fault:
    """What every routine needs; worth a line only behind other faults, as nothing says that it is wanting."""
    figure = guideline("progression").figure("load_step")
    return Fault("progress", {"step": figure.amount}, (figure,))


def _used(week: RoutineWeek) -> tuple[Equipment, ...]:
    """The equipment of the routine itself, for want of better knowledge."""
    return tuple(dict.fromkeys(piece for each in week.exercises for piece in exercise(each).equipment))


def _volume_figure(goal: TrainingGoal, age: TrainingAge | None) -> Figure:
    goal = SIZE if goal is BOTH or age is NOVICE else goal
    return guideline("weekly_volume").figure("sets_per_muscle", goal, age)


def _sets(*counts: float, unit: str = "sets") -> Amount:
    """Whole sets, from the fewest to the most."""
    return Amount(round(min(counts)), round(max(counts)), unit)


def _named(muscles: list[Muscle]) -> tuple[str, ...]:
    """Muscles in words; upper back and lats are the back."""
    if set(BIG).issubset(muscles):
        return ("all_big_muscles",)
    return tuple(dict.fromkeys("back" if muscle in BACK else muscle for muscle in muscles))


def _bare(amount: Amount) -> Amount:
    """Without its unit, where the sentence has it already."""
    return replace(amount, unit="ratio")


def _addition(patterns: tuple[MovementPattern, ...], review: Review) -> str | None:
    """An exercise that the routine lacks: of a pattern that it lacks, if it can be, and with the lifter's equipment."""
    asked, new = review.question, review.age is NOVICE
    done = {exercise(each).pattern for each in review.week.exercises}
    for question in (asked, replace(asked, equipment=())):
        fitting = [each for each in all_exercises().values() if suits(each, question) and each.id not in asked.disliked]
        fitting = [each for each in fitting if each.pattern in patterns and each.id not in review.week.exercises]
        if fitting:
            fitting.sort(key=lambda each: (idles(each, question), new and NOVICE not in each.good_for))
            return min(fitting, key=lambda each: (each.pattern in done, patterns.index(each.pattern))).id
    return None


def _sore(review: Review) -> Iterator[Fault]:
    question = review.question
    sore = [each for each in review.week.exercises if exercise(each).troubles(question.complaints)]
    if not sore:
        return
    sore.sort(key=lambda each: min(map(exercise(each).avoid_with.index, _troubled(each, question))))
    first = sore[0]
    parts = _troubled(first, question)
    fitting = [each for each in exercise(first).substitutes if suits(exercise(each), question)]
    fitting = [each for each in fitting if each not in review.week.exercises] or fitting
    values: dict[str, Value] = {"parts": parts, "sore": first}
    yield Fault("sore_swap", values | {"instead": fitting[0]}) if fitting else Fault("sore", values)


def _troubled(exercise_id: str, question: Question) -> tuple[BodyPart, ...]:
    """The lifter's complaints that speak against an exercise."""
    return tuple(part for part in question.complaints if part in exercise(exercise_id).avoid_with)


def _missing(review: Review) -> Iterator[Fault]:
    if not review.missing:
        return
    found = (_addition(MOVEMENTS[name][0], review) for name in review.missing)
    fitting = tuple(each for each in found if each)
    additions = fitting[: int(constant("program_review", "exercises_to_add"))]
    kind = "missing_only" if not additions else "missing" if additions == fitting else "missing_much"
    yield Fault(kind, {"missing": review.missing, "additions": additions})


def _many_days(review: Review) -> Iterator[Fault]:
    figure = guideline("training_frequency").figure("days_per_week", None, NOVICE)
    if review.age is NOVICE and not review.week.is_assumed and review.week.runs > (figure.amount.high or inf):
        days = Amount(review.week.runs, review.week.runs, "days per week")
        yield Fault("many_days", {"days": days, "best": _bare(figure.amount)}, (figure,))


def _crowded(review: Review) -> list[Muscle]:
    """Muscles with more sets in one workout than help, that could have them on another day as well."""
    most = constant("weekly_volume", "most_in_one_workout")
    if review.goal is STRENGTH:
        return []
    return [each for each in BIG if review.week.most_in_one_day(each) > most and not _is_spread(review, each)]


def _crammed(review: Review) -> Iterator[Fault]:
    if not (crowded := _crowded(review)):
        return
    figure = guideline("weekly_volume").figure("most_in_one_workout")
    sets = _sets(*map(review.week.most_in_one_day, crowded))
    yield Fault("crammed", {"muscles": _named(crowded), "sets": sets, "most": _bare(figure.amount)}, (figure,))


def _is_spread(review: Review, muscle: Muscle) -> bool:
    """Whether a muscle is trained often enough through the week."""
    least = guideline("training_frequency").figure("times_each_muscle_is_trained").amount.low or 0
    return round(review.week.times(muscle)) >= least


def _least(review: Review) -> float:
    """Fewest weekly sets; with the goal open those that every goal asks for."""
    goals = (review.goal,) if review.goal else (SIZE, STRENGTH)
    return min(band(goal, review.age)[0] for goal in goals)


def _explained(review: Review) -> set[Muscle]:
    """Muscles that are short because a movement is missing, or has too few sets beside its opposite."""
    gaps = {muscle for name in review.missing for muscle in MOVEMENTS[name][1]}
    return gaps | {"hips": {Muscle.HAMSTRINGS}, "knees": {Muscle.QUADS}}.get(_short_side(review), set())


def _short(review: Review) -> list[Muscle]:
    """Muscles that are more than one set short, the shortest first."""
    if not review.week.counts_sets:
        return []
    sets, told = review.week.sets, _explained(review)
    found = [each for each in BIG if sets.get(each, 0) + 1 < _least(review) and each not in told]
    return sorted(found, key=lambda muscle: sets.get(muscle, 0))


def _low(review: Review) -> Iterator[Fault]:
    if not (short := _short(review)):
        return
    figure, sets = _volume_figure(review.goal or STRENGTH, review.age), review.week.sets
    kind = "low_novice" if review.age is NOVICE else f"low_{review.goal or 'open'}"
    values: dict[str, Value] = {
        "muscles": _named(short),
        "sets": _sets(*(sets.get(each, 0) for each in short), unit="sets per week"),
        "aim": _bare(figure.amount),
        "size_aim": _bare(_volume_figure(SIZE, review.age).amount),
    }
    yield Fault(kind, values, (figure,))


def _short_of_size(review: Review) -> Iterator[Fault]:
    """With the goal open: muscles with enough sets for strength, but few for size."""
    if review.goal or review.age is NOVICE or not review.week.counts_sets or _short(review):
        return
    figure = _volume_figure(SIZE, review.age)
    low, sets = band(SIZE, review.age)[0], review.week.sets
    told = _explained(review)
    short = [each for each in BIG if _least(review) <= sets.get(each, 0) + 1 < low and each not in told]
    if short:
        counts = _sets(*(sets.get(each, 0) for each in short), unit="sets per week")
        yield Fault("short_of_size", {"muscles": _named(short), "sets": counts, "aim": _bare(figure.amount)}, (figure,))


def _over(review: Review) -> Iterator[Fault]:
    """Muscles with more sets than help; for new lifters more than they need, if most muscles have them."""
    if not review.week.counts_sets:
        return
    rules, sets = guideline("weekly_volume"), review.week.sets
    plenty = rules.figure("plenty")
    main = review.week.main_sets
    over = [each for each in BIG if main.get(each, 0) > ends(plenty.amount)[1]]
    enough = [each for each in BIG if sets.get(each, 0) > band(SIZE, NOVICE)[1]]
    if over:
        counts = _sets(*(main[each] for each in over), unit="sets per week")
        yield Fault("over", {"muscles": _named(over), "sets": counts, "most": _bare(plenty.amount)}, (plenty,))
    elif review.age is NOVICE and len(enough) > len(BIG) - len(enough):
        figure = _volume_figure(SIZE, NOVICE)
        counts = _sets(*(sets[each] for each in enough), unit="sets per week")
        yield Fault("over_novice", {"sets": counts, "aim": _bare(figure.amount)}, (figure,))


def _pulls(review: Review) -> Iterator[Fault]:
    found, figure = review.week.balance, guideline("program_review").figure("pulls_per_push")
    is_short = found.pulls and found.pulls + 1 < found.pushes * (figure.amount.low or 0)
    if is_short and not review.week.is_part:
        yield Fault("pulls", {"pushes": _sets(found.pushes), "pulls": _bare(_sets(found.pulls))}, (figure,))


def _short_side(review: Review) -> str:
    """Hips or knees, if they have too few sets beside the other; both must have some."""
    found, most = review.week.balance, guideline("program").figure("legs_in_balance").amount.high or inf
    fewer, more = sorted((found.knee, found.hip))
    if not fewer or more <= fewer * most:
        return ""
    return "hips" if found.hip < found.knee else "knees"


def _legs(review: Review) -> Iterator[Fault]:
    short = _short_side(review)
    if not short:
        return
    figure, found = guideline("program").figure("legs_in_balance"), review.week.balance
    fewer, more = sorted((found.knee, found.hip))
    addition = _addition(HIP if short == "hips" else KNEE, review)
    values: dict[str, Value] = {"fewer": _bare(_sets(fewer)), "more": _sets(more)}
    if addition:
        yield Fault(f"legs_{short}", values | {"addition": addition}, (figure,))


def _once(review: Review) -> Iterator[Fault]:
    if not review.week.counts_sets:
        return
    figure = guideline("training_frequency").figure("times_each_muscle_is_trained")
    trained = [each for each in BIG if review.week.times(each)]
    told = {*_crowded(review), *_explained(review), *_short(review)}
    told |= set(BACK) if told.intersection(BACK) else set()
    once = [each for each in trained if not _is_spread(review, each)]
    seldom = [each for each in once if each not in told]
    if seldom:
        kind = "once_all" if once == trained else "once"
        yield Fault(kind, {"muscles": _named(seldom), "times": _bare(figure.amount)}, (figure,))


def _reps(review: Review) -> Iterator[Fault]:
    yield from (
        Fault(kind, values, figures) for kind, values, figures in reps_amiss(review.week, review.goal, review.age)
    )


def _order(review: Review) -> Iterator[Fault]:
    """A day that begins with a small exercise and has a big lift behind it."""
    for day in review.week.days:
        found = [exercise(each.exercise) for each in day if exercise(each.exercise).pattern not in ANYWHERE]
        small = list(takewhile(lambda each: not each.compound, found))
        if small and len(small) < len(found):
            yield Fault("order", {"small": small[0].id, "big": found[len(small)].id})
            return

"""Faults of a routine's weekly sets: too few, too many, and too seldom."""

from collections.abc import Iterator

from bot.coaching.advice import Value
from bot.coaching.amounts import ends
from bot.coaching.figures import constant
from bot.coaching.guideline import Figure, guideline
from bot.coaching.terms import Muscle, TrainingAge, TrainingGoal
from bot.coaching.weekly_volume import band
from bot.programs.review import BACK, BOTH, MOVEMENTS, NOVICE, SIZE, STRENGTH, Fault, Review, bare, named, whole_sets
from bot.programs.volume import BIG


def _volume_figure(goal: TrainingGoal, age: TrainingAge | None) -> Figure:
    goal = SIZE if goal is BOTH or age is NOVICE else goal
    return guideline("weekly_volume").figure("sets_per_muscle", goal, age)


def _crowded(review: Review) -> list[Muscle]:
    """Muscles with more sets in one workout than help, that could have them on another day as well."""
    most = constant("weekly_volume", "most_in_one_workout")
    if review.goal is STRENGTH:
        return []
    return [each for each in BIG if review.week.most_in_one_day(each) > most and not _is_spread(review, each)]


def crammed(review: Review) -> Iterator[Fault]:
    if not (crowded := _crowded(review)):
        return
    figure = guideline("weekly_volume").figure("most_in_one_workout")
    sets = whole_sets(*map(review.week.most_in_one_day, crowded))
    yield Fault("crammed", {"muscles": named(crowded), "sets": sets, "most": bare(figure.amount)}, (figure,))


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
    return gaps | {"hips": {Muscle.HAMSTRINGS}, "knees": {Muscle.QUADS}}.get(review.short_side, set())


def _short(review: Review) -> list[Muscle]:
    """Muscles that are more than one set short, the shortest first."""
    if not review.week.counts_sets:
        return []
    sets, told = review.week.sets, _explained(review)
    found = [each for each in BIG if sets.get(each, 0) + 1 < _least(review) and each not in told]
    return sorted(found, key=lambda muscle: sets.get(muscle, 0))


def low(review: Review) -> Iterator[Fault]:
    if not (short := _short(review)):
        return
    figure, sets = _volume_figure(review.goal or STRENGTH, review.age), review.week.sets
    kind = "low_novice" if review.age is NOVICE else f"low_{review.goal or 'open'}"
    values: dict[str, Value] = {
        "muscles": named(short),
        "sets": whole_sets(*(sets.get(each, 0) for each in short), unit="sets per week"),
        "aim": bare(figure.amount),
        "size_aim": bare(_volume_figure(SIZE, review.age).amount),
    }
    yield Fault(kind, values, (figure,))


def short_of_size(review: Review) -> Iterator[Fault]:
    """With the goal open: muscles with enough sets for strength, but few for size."""
    if review.goal or review.age is NOVICE or not review.week.counts_sets or _short(review):
        return
    figure = _volume_figure(SIZE, review.age)
    low, sets = band(SIZE, review.age)[0], review.week.sets
    told = _explained(review)
    short = [each for each in BIG if _least(review) <= sets.get(each, 0) + 1 < low and each not in told]
    if short:
        counts = whole_sets(*(sets.get(each, 0) for each in short), unit="sets per week")
        yield Fault("short_of_size", {"muscles": named(short), "sets": counts, "aim": bare(figure.amount)}, (figure,))


def over(review: Review) -> Iterator[Fault]:
    """Muscles with more sets than help; for new lifters as many as trained ones need, if most muscles have them."""
    if not review.week.counts_sets:
        return
    rules, sets = guideline("weekly_volume"), review.week.sets
    plenty = rules.figure("plenty")
    main = review.week.main_sets
    over = [each for each in BIG if main.get(each, 0) > ends(plenty.amount)[1]]
    enough = [each for each in BIG if sets.get(each, 0) > band(SIZE, TrainingAge.INTERMEDIATE)[0]]
    if over:
        counts = whole_sets(*(main[each] for each in over), unit="sets per week")
        yield Fault("over", {"muscles": named(over), "sets": counts, "most": bare(plenty.amount)}, (plenty,))
    elif review.age is NOVICE and len(enough) > len(BIG) - len(enough):
        figure = _volume_figure(SIZE, NOVICE)
        counts = whole_sets(*(sets[each] for each in enough), unit="sets per week")
        yield Fault("over_novice", {"sets": counts, "aim": bare(figure.amount)}, (figure,))


def once(review: Review) -> Iterator[Fault]:
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
        yield Fault(kind, {"muscles": named(seldom), "times": bare(figure.amount)}, (figure,))

"""Which exercises: for a muscle, for a goal, with the equipment at hand."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import trained_as
from bot.coaching.exercise import Exercise, exercise
from bot.coaching.exercise_choice import (
    BIG,
    SMALL,
    alternate,
    citing,
    for_muscle,
    one_of_each,
    shared_muscles,
    suitable,
)
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import MovementPattern, Muscle, TrainingGoal

TOPIC = "exercise_selection"
GENERAL = ("", ("compound_first_choice", "machines_and_free_weights_alike"))
BY_GOAL: dict[TrainingGoal | None, tuple[str, tuple[str, ...]]] = {
    TrainingGoal.STRENGTH: ("strength", ("compound_first_choice", "strength_compound_lifts")),
    TrainingGoal.HYPERTROPHY: ("size", ("compound_and_isolation_for_size", "both_kinds_grow_alike")),
}
Named = list[Exercise]


def advise(question: Question) -> Advice:
    """What the named exercises do, or which to pick for the named muscles, or for the whole body."""
    named = [exercise(each) for each in question.exercises]
    if named and question.muscles:
        return _coverage(named, question)
    if len(named) > 1:
        return _comparison(named, question)
    if named:
        return _one(named[0], question)
    if question.muscles:
        return _for_muscles(question)
    if question.training_goal is TrainingGoal.POWER:
        return _for_power(question)
    return _whole_body(question)


def _advice(values: dict[str, Value], variant: str, claims: tuple[str, ...], *caveats: str) -> Advice:
    return Advice(TOPIC, values, variant, caveats, citing(guideline(TOPIC), *claims))


def _most() -> int:
    return int(guideline(TOPIC).figure("exercises_named").amount.low or 0)


def _lines(exercises: Named) -> tuple[Value, ...]:
    return tuple((each.id,) for each in exercises)


def _picked(question: Question) -> tuple[dict[str, Value], tuple[str, ...]]:
    """What a list's answer says of complaints: the value and the caveat."""
    if not question.complaints:
        return {}, ()
    return {"complaints": question.complaints}, ("selection_around_complaint",)


def _sore(named: Named, question: Question) -> tuple[dict[str, Value], tuple[str, ...]]:
    """What an answer on named exercises says of complaints: the value and the caveat."""
    sore = tuple(part for part in question.complaints if any(part in each.avoid_with for each in named))
    return ({"complaints": sore}, ("selection_sore_part",)) if sore else ({}, ())


def _coverage(named: Named, question: Question) -> Advice:
    trained = tuple(each for each in question.muscles if any(each in one.direct_muscles for one in named))
    values: dict[str, Value] = {"exercises": tuple(each.id for each in named), "muscles": trained}
    weak = tuple(each for each in question.muscles if each not in trained)
    claims = ("what_trains_what_is_ours", "indirect_sets_count_half")
    extra, caveats = _sore(named, question)
    if not weak:
        return _advice(values | extra, "covers", claims, *caveats)
    additions = alternate([for_muscle(muscle, question)[:1] for muscle in weak])
    if not additions:
        return _nothing_fits()
    values |= {"weak": weak, "additions": tuple(each.id for each in additions)} | extra
    return _advice(values, "covers_in_part" if trained else "covers_not", claims, *caveats)


def _comparison(named: Named, question: Question) -> Advice:
    extra, caveats = _sore(named, question)
    claims = ("what_trains_what_is_ours", "planned_variety")
    if shared := shared_muscles(named):
        values: dict[str, Value] = {"exercises": tuple(each.id for each in named), "muscles": shared}
        return _advice(values | extra, "alike", claims, *caveats)
    first, second, *_ = named
    extra |= {"first": first.id, "first_muscles": first.direct_muscles}
    extra |= {"second": second.id, "second_muscles": second.direct_muscles}
    return _advice(extra, "unlike", claims, *caveats)


def _one(named: Exercise, question: Question) -> Advice:
    extra, caveats = _sore([named], question)
    values: dict[str, Value] = {"exercise": named.id, "muscles": named.direct_muscles}
    variant, claim = ("compound", "compound_first_choice") if named.compound else ("isolation", "both_kinds_grow_alike")
    return _advice(values | extra, variant, ("what_trains_what_is_ours", claim), *caveats)


def _for_muscles(question: Question) -> Advice:
    found = alternate([_for_goal(muscle, question) for muscle in question.muscles])
    chosen = sorted(found[: _most()], key=lambda each: not each.compound)
    if not chosen:
        return _nothing_fits()
    direct = any(muscle in each.direct_muscles for each in chosen for muscle in question.muscles)
    extra, caveats = _picked(question)
    values: dict[str, Value] = {"muscles": question.muscles, "exercises": _lines(chosen)}
    variant = "muscle" if direct else "muscle_indirect"
    return _advice(values | extra, variant, ("what_trains_what_is_ours", "both_kinds_grow_alike"), *caveats)


def _for_goal(muscle: Muscle, question: Question) -> Named:
    """What suits a muscle; for strength only compound lifts, where it has any."""
    found = for_muscle(muscle, question)
    compound = [each for each in found if each.compound]
    return compound if compound and question.training_goal is TrainingGoal.STRENGTH else found


def _nothing_fits() -> Advice:
    return _advice({}, "nothing_fits", ("what_trains_what_is_ours",))


def _for_power(question: Question) -> Advice:
    found = [each for each in suitable(question) if each.pattern is MovementPattern.OLYMPIC][: _most()]
    if not found:
        return _whole_body(question)
    extra, caveats = _picked(question)
    values: dict[str, Value] = {"exercises": _lines(found)}
    return _advice(values | extra, "power", ("fast_lifts_for_power",), *caveats)


def _whole_body(question: Question) -> Advice:
    goal = trained_as(question.training_goal)
    lifts, extras = one_of_each(BIG, question), one_of_each(SMALL, question)
    if not lifts or not extras:
        return _nothing_fits()
    rules = guideline(TOPIC)
    figure = rules.figure("exercises_per_workout", goal)
    variant, claims = BY_GOAL.get(goal, GENERAL)
    extra, caveats = _picked(question)
    values: dict[str, Value] = {"lifts": lifts, "extras": extras, "count": figure.amount}
    sources = tuple(dict.fromkeys((figure.source, *citing(rules, *claims))))
    return Advice(TOPIC, values | extra, variant, caveats, sources)

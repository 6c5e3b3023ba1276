"""The most that can be lifted once (1RM): from a set, as a range, or how to test it."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.audience import cited
from bot.coaching.errors import OutOfRangeError
from bot.coaching.figures import bounds
from bot.coaching.guideline import guideline
from bot.coaching.lift_numbers import implausible, limits_to_show, moves_own_weight, reserve, roughly_judged
from bot.coaching.limits import is_minor
from bot.coaching.one_rep_max_formulas import BENCH_PRESS, GENERAL, Estimate, estimate
from bot.coaching.question import Question
from bot.coaching.rounding import outward, to_show
from bot.coaching.terms import TrainingAge

TOPIC = "one_rep_max"
BENCH = "barbell_bench_press"


def advise(question: Question) -> Advice:
    """1RM from the set that was done; without one, what to tell and how to test."""
    sources = _sources()
    if implausible(question):
        return Advice(TOPIC, limits_to_show(question), "implausible", (), sources)
    if moves_own_weight(question) and question.load_kg is not None:
        return Advice(TOPIC, {"lift": question.exercises[0]}, "own_weight", (), sources)
    if question.load_kg is None or question.reps is None:
        return _without_set(question)
    try:
        return _from_set(question, estimate_kg(question))
    except OutOfRangeError:
        return Advice(TOPIC, _set_said(question) | _good_reps(), "too_many_reps", (), sources)


def estimate_kg(question: Question) -> Estimate:
    """1RM in kg from load, reps and, if it was said, how many reps were left; the question must have a set.

    Raises OutOfRangeError if the set was too long, or too far from failure, to tell.
    """
    if question.load_kg is None or question.reps is None:
        raise ValueError("load_kg and reps are needed for an estimate")
    formulas = BENCH_PRESS if question.exercises[:1] == (BENCH,) else GENERAL
    return estimate(question.load_kg, question.reps + (reserve(question) or 0), formulas)


def _from_set(question: Question, found: Estimate) -> Advice:
    values, sources = _set_said(question), _sources()
    if found.low == found.high:
        return Advice(TOPIC, values, "single", _caveats(question), sources)
    values["one_rep_max"] = outward(found.low, found.high, question.mass_unit)
    values["middle"] = to_show(found.middle, question.mass_unit)
    left = reserve(question)
    if left:
        values["reserve"] = Amount(left, left, "reps")
        return Advice(TOPIC, values, "with_reserve", _caveats(question), sources)
    return Advice(TOPIC, values, "", _caveats(question), sources)


def _without_set(question: Question) -> Advice:
    rules = guideline(TOPIC)
    rest = rules.figure("test_rest")
    test: dict[str, Value] = {"test_rest": rest.amount, "test_sets": rules.figure("test_sets").amount}
    values = test | _good_reps()
    sources = cited(rules, rules.figure("best_reps"), rest)
    if question.load_kg is not None:
        values["load"] = to_show(question.load_kg, question.mass_unit)
        return Advice(TOPIC, values, "ask_reps", (), sources)
    if question.one_rep_max_kg is not None:
        values["one_rep_max"] = to_show(question.one_rep_max_kg, question.mass_unit)
        return Advice(TOPIC, values, "known", (), sources)
    return Advice(TOPIC, values, "ask", _test_caveats(question), sources)


def _set_said(question: Question) -> dict[str, Value]:
    said: dict[str, Value] = {"lift": question.exercises[0] if question.exercises else "this_lift"}
    if question.load_kg is not None and question.reps is not None:
        said["load"] = to_show(question.load_kg, question.mass_unit)
        said["reps"] = Amount(question.reps, question.reps, "reps")
    return said


def _sources() -> tuple[str, ...]:
    rules = guideline(TOPIC)
    return cited(rules, rules.figure("valid_reps"), rules.figure("epley_divisor"))


def _good_reps() -> dict[str, Value]:
    rules = guideline(TOPIC)
    return {"valid_reps": rules.figure("valid_reps").amount, "best_reps": rules.figure("best_reps").amount}


def _caveats(question: Question) -> tuple[str, ...]:
    """About an estimate: how loose it is."""
    to_failure = (question.reps or 0) + (reserve(question) or 0)
    loose = to_failure > bounds(TOPIC, "valid_reps")[1]
    found = ("loose_estimate",) if loose else ()
    return (*found, "rough_reserve") if roughly_judged(question) else found


def _test_caveats(question: Question) -> tuple[str, ...]:
    """About a test: who had better not."""
    holds = {
        "novice_max_test": question.training_age is TrainingAge.NOVICE,
        "young_max_test": is_minor(question),
        "complaint_max_test": bool(question.complaints),
    }
    return tuple(caveat for caveat, true in holds.items() if true)

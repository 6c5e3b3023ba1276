"""Faults of a routine's movements: sore spots, gaps, balance, days and order."""

from collections.abc import Iterator
from itertools import takewhile

from bot.coaching.advice import Amount, Value
from bot.coaching.audience import claim
from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.exercise_choice import idles, suits
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, MovementPattern, TrainingAge
from bot.programs.balance import HIP, KNEE
from bot.programs.review import MOVEMENTS, NOVICE, Fault, Review, bare, whole_sets
from bot.programs.routine_week import ANYWHERE


def _addition(patterns: tuple[MovementPattern, ...], review: Review) -> str | None:
    """An exercise that the routine lacks: of a pattern that it lacks, if it can be, and with the lifter's equipment."""
    new, disliked = review.age is NOVICE, review.question.disliked
    done = {exercise(each).pattern for each in review.week.exercises}
    for question in review.kits:
        fitting = [each for each in all_exercises().values() if each.pattern in patterns and suits(each, question)]
        fitting = [each for each in fitting if each.id not in (*review.week.exercises, *disliked)]
        if fitting:
            fitting.sort(key=lambda each: (idles(each, question), new and NOVICE not in each.good_for))
            return min(fitting, key=lambda each: (each.pattern in done, patterns.index(each.pattern))).id
    return None


def _instead(exercise_id: str, review: Review) -> str | None:
    """What to do in place of an exercise that troubles: its best substitute that suits, a new one if there is any."""
    for question in review.kits:
        fitting = [each for each in exercise(exercise_id).substitutes if suits(exercise(each), question)]
        if fitting:
            return next((each for each in fitting if each not in review.week.exercises), fitting[0])
    return None


def sore(review: Review) -> Iterator[Fault]:
    """The exercise that troubles the lifter's complaints most."""
    question = review.question
    sore = [each for each in review.week.exercises if exercise(each).troubles(question.complaints)]
    if not sore:
        return
    first = min(sore, key=lambda each: min(map(exercise(each).avoid_with.index, _troubled(each, question))))
    values: dict[str, Value] = {"parts": _troubled(first, question), "sore": first}
    instead = _instead(first, review)
    yield Fault("sore_swap", values | {"instead": instead}) if instead else Fault("sore", values)


def _troubled(exercise_id: str, question: Question) -> tuple[BodyPart, ...]:
    """The lifter's complaints that speak against an exercise."""
    return tuple(part for part in question.complaints if part in exercise(exercise_id).avoid_with)


def missing(review: Review) -> Iterator[Fault]:
    if not review.missing:
        return
    found = (_addition(MOVEMENTS[name][0], review) for name in review.missing)
    fitting = tuple(each for each in found if each)
    additions = fitting[: int(constant("program_review", "exercises_to_add"))]
    kind = "missing_only" if not additions else "missing" if additions == fitting else "missing_much"
    covered = claim(guideline("program_review"), "whole_body_is_covered")
    yield Fault(kind, {"missing": review.missing, "additions": additions}, (covered,))


def many_days(review: Review) -> Iterator[Fault]:
    """For a new lifter, more days than even a trained one needs."""
    figure = guideline("training_frequency").figure("days_per_week", None, NOVICE)
    most = bounds("training_frequency", "days_per_week", None, TrainingAge.INTERMEDIATE)[1]
    if review.age is NOVICE and not review.week.is_assumed and review.week.runs > most:
        days = Amount(review.week.runs, review.week.runs, "days per week")
        yield Fault("many_days", {"days": days, "best": bare(figure.amount)}, (figure,))


def pulls(review: Review) -> Iterator[Fault]:
    found, figure = review.week.balance, guideline("program_review").figure("pulls_per_push")
    is_short = found.pulls and found.pulls + 1 < found.pushes * (figure.amount.low or 0)
    if is_short and not review.week.is_part:
        yield Fault("pulls", {"pushes": whole_sets(found.pushes), "pulls": bare(whole_sets(found.pulls))}, (figure,))


def legs(review: Review) -> Iterator[Fault]:
    short = review.short_side
    if not short:
        return
    figure, found = guideline("program").figure("legs_in_balance"), review.week.balance
    fewer, more = sorted((found.knee, found.hip))
    addition = _addition(HIP if short == "hips" else KNEE, review)
    values: dict[str, Value] = {"fewer": bare(whole_sets(fewer)), "more": whole_sets(more)}
    if addition:
        yield Fault(f"legs_{short}", values | {"addition": addition}, (figure,))


def order(review: Review) -> Iterator[Fault]:
    """A day that begins with a small exercise and has a big lift behind it."""
    for day in review.week.days:
        found = [exercise(each.exercise) for each in day if exercise(each.exercise).pattern not in ANYWHERE]
        small = list(takewhile(lambda each: not each.compound, found))
        if small and len(small) < len(found):
            first = claim(guideline("exercise_order"), "first_gains_most")
            yield Fault("order", {"small": small[0].id, "big": found[len(small)].id}, (first,))
            return


def progress() -> Fault:
    """What every routine needs; worth a line only behind other faults, as nothing says that it is wanting."""
    figure = guideline("progression").figure("load_step")
    return Fault("progress", {"step": figure.amount}, (figure,))

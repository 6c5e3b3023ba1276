"""The critique of a routine: what is good, and what to fix first. Without one, what to check."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.audience import cited, fat_loss_caveats, trained_as
from bot.coaching.exercise import exercise
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import Claim, Figure, guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.programs.review import Fault, Review
from bot.programs.review_faults import find_faults
from bot.programs.review_reps import reps_suit
from bot.programs.review_words import fragment, sentence
from bot.programs.routine_week import RoutineWeek, routine_week

TOPIC = "program_review"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH


def advise(question: Question) -> Advice:
    """A told routine, or a list of exercises, is judged; else the checklist with its numbers."""
    week = routine_week(question)
    return _judged(Review(week, question)) if week else _checklist(question)


def _judged(review: Review) -> Advice:
    most = int(constant(TOPIC, "faults_told"))
    faults = find_faults(review)
    told = faults[:most]
    values: dict[str, Value] = {
        "read": _read(review.week),
        "good": tuple(map(fragment, _good(review, faults)[: 1 if len(told) == most else None])),
        "faults": tuple((sentence(fault.kind, **fault.values),) for fault in told),
    }
    state = "judged" if told else "sound"
    kind = "workout" if review.week.is_part or review.week.is_alone else "" if review.goal else "open"
    variant = "_".join(filter(None, (state, kind)))
    return _advice(variant, values, review.question, *(each for fault in told for each in fault.rests_on))


def _read(week: RoutineWeek) -> str:
    """How the routine was read, so that a slip of the reader is seen."""
    values: dict[str, Value] = {
        "exercises": Amount(len(week.exercises), len(week.exercises), "exercises"),
        "days": Amount(week.runs, week.runs, "days per week"),
    }
    kind = "read_part" if week.is_part else "read_assumed" if week.is_assumed else "read_week"
    if not week.counts_sets and not week.is_part:
        return sentence("read_list", **values)
    guess = [sentence("guessed", sets=constant(TOPIC, "sets_where_none_are_told"))] if week.guessed else []
    return " ".join((sentence(kind, **values), *guess))


def _good(review: Review, faults: tuple[Fault, ...]) -> tuple[str, ...]:
    """What to praise, the most telling first; there is always something."""
    week = review.week

    def has(*kinds: str) -> bool:
        return any(fault.kind.startswith(kinds) for fault in faults)

    big = sum(exercise(each).compound for each in week.exercises)
    found = {
        "covers": not week.is_part and not review.missing,
        "sets": week.counts_sets and not review.missing and not has("low", "short", "over", "crammed", "legs"),
        "often": week.counts_sets and not review.missing and not has("once", "crammed"),
        "reps": reps_suit(week, review.goal, review.age),
        "progress_told": review.tells_progress,
        "balanced": bool(week.balance.pulls and week.balance.pushes) and not has("pulls"),
        "big_lifts": big > len(week.exercises) - big,
    }
    most = int(constant(TOPIC, "strengths_told"))
    return tuple(name for name, holds in found.items() if holds)[:most] or ("plan",)


def _checklist(question: Question) -> Advice:
    goal = trained_as(question.training_goal)
    variant = {SIZE: "size", STRENGTH: "strength"}.get(goal, "") if goal else ""
    return _advice(variant, {}, question)


def _advice(variant: str, values: dict[str, Value], question: Question, *told: Figure | Claim) -> Advice:
    figures = _figures(question)
    shared: dict[str, Value] = {name: figure.amount for name, figure in figures.items()}
    sources = cited(guideline(TOPIC), *told, *figures.values())
    return Advice(TOPIC, shared | values, variant, _caveats(question, variant), sources)


def _figures(question: Question) -> dict[str, Figure]:
    volume, age = guideline("weekly_volume"), question.training_age
    return {
        "size_sets": volume.figure("sets_per_muscle", SIZE, age),
        "strength_sets": volume.figure("sets_per_muscle", STRENGTH, age),
        "times": guideline("training_frequency").figure("times_each_muscle_is_trained"),
        "step": guideline("progression").figure("load_step"),
        "stick": guideline("periodization").figure("stick_with_a_focus"),
    }


def _caveats(question: Question, variant: str) -> tuple[str, ...]:
    most = bounds("training_frequency", "days_per_week", None, TrainingAge.NOVICE)[1]
    many_days = (question.days_per_week or 0) > most and question.training_age is TrainingAge.NOVICE
    is_checklist = variant in ("", "size", "strength")
    raised = {
        "fewer_days_when_new": many_days and is_checklist,
        "program_with_a_sore_spot": bool(question.complaints),
    }
    return (*(name for name, holds in raised.items() if holds), *fat_loss_caveats(question))

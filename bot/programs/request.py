"""From a question to the request of a program; and what is still missing for it."""

from collections.abc import Collection
from dataclasses import replace

from bot.coaching.audience import is_new_older_adult
from bot.coaching.exercise import all_exercises
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, Equipment, TrainingAge, TrainingGoal
from bot.programs.program import ProgramRequest
from bot.programs.template import Template, all_templates

NEEDED = ("training_goal", "training_age", "days_per_week", "equipment", "workout_minutes")
TRAINED_LIKE = {
    TrainingGoal.FAT_LOSS: TrainingGoal.HYPERTROPHY,
    TrainingGoal.ENDURANCE: TrainingGoal.HYPERTROPHY,
    TrainingGoal.HEALTH: TrainingGoal.BOTH,
    TrainingGoal.POWER: TrainingGoal.STRENGTH,
}
"""Goals without programs of their own, and the goal whose program serves them."""


def missing(question: Question) -> tuple[str, ...]:
    """Facts that must be asked for. A program that was asked for by name brings its own."""
    if named(question):
        return ()
    return tuple(fact for fact in NEEDED if not getattr(question, fact))


def named(question: Question) -> Template | None:
    """The template that is asked for by name; None if none is, or there is none of that name.

    A split of Spotter's own comes for the days there are, if it exists for them.
    """
    name = (question.named_program or "").casefold()
    called = next((each for each in all_templates().values() if name in _names(each)), None) if name else None
    if called is None or question.days_per_week in (None, *called.days):
        return called
    return next((each for each in _of_same_split(called) if question.days_per_week in each.days), called)


def _of_same_split(shape: Template) -> list[Template]:
    """Own frames whose phase has the same title."""
    frames = (each for each in all_templates().values() if each.is_frame and shape.is_frame)
    return [each for each in frames if each.phases[0].title == shape.phases[0].title]


def _names(shape: Template) -> set[str]:
    return {each.casefold() for each in (shape.name, shape.title, *shape.aliases)}


def request_of(question: Question) -> ProgramRequest:
    """The request of a question in which nothing is missing.

    A template's own goal, days and minutes fill what is not known. New lifters of an age that has guidelines of its
    own train like novices.
    """
    shape = named(question)
    known = _filled(question, shape) if shape else question
    goal, age = known.training_goal or TrainingGoal.BOTH, known.training_age or TrainingAge.NOVICE
    return ProgramRequest(
        training_goal=TRAINED_LIKE.get(goal, goal),
        training_age=TrainingAge.NOVICE if is_new_older_adult(known) else age,
        days_per_week=known.days_per_week or 1,
        workout_minutes=known.workout_minutes or 1,
        equipment=() if Equipment.FULL_GYM in known.equipment else tuple(sorted(set(known.equipment))),
        complaints=tuple(sorted(set(known.complaints))),
        disliked=tuple(sorted(set(known.disliked))),
        swaps=known.swaps,
        one_rep_maxes=known.one_rep_maxes,
        mass_unit=known.mass_unit,
        template=shape.name if shape else "",
        weekdays=known.weekdays,
    )


def without_complaints(request: ProgramRequest, parts: Collection[BodyPart] | None = None) -> ProgramRequest:
    """The same without saying what hurts (all of it, or those parts): what that rules out is not wanted instead."""
    named = set(request.complaints) if parts is None else set(request.complaints) & set(parts)
    ruled_out = {each.id for each in all_exercises().values() if each.troubles(named)}
    left = tuple(each for each in request.complaints if each not in named)
    return replace(request, complaints=left, disliked=tuple(sorted({*request.disliked, *ruled_out})))


def _filled(question: Question, shape: Template) -> Question:
    """Days are the template's; the rest what is known, else the template's."""
    return replace(
        question,
        training_goal=question.training_goal or shape.training_goals[0],
        training_age=question.training_age or shape.training_ages[0],
        days_per_week=shape.days[0] if question.days_per_week not in shape.days else question.days_per_week,
        workout_minutes=question.workout_minutes or shape.minutes[1],
    )

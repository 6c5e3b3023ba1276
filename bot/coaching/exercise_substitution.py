"""What to do instead of an exercise: for want of equipment, for a complaint, or for a change."""

from collections.abc import Iterable

from bot.coaching.advice import Advice, Value
from bot.coaching.exercise import Exercise, Loading, exercise
from bot.coaching.exercise_choice import (
    BIG,
    SPECIAL,
    alternate,
    citing,
    for_muscle,
    idles,
    kit,
    one_of_each,
    shared_muscles,
    suitable,
)
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import Muscle, TrainingGoal

TOPIC = "exercise_substitution"
SAME_MUSCLE = ("the_list_is_ours", "same_muscle_is_what_counts")
LITTLE_KIT = ("bands_can_replace", "light_loads_grow_too")


def advise(question: Question) -> Advice:
    """Up to three substitutes for the named exercise that fit equipment and complaints; asks which if none is."""
    named = [exercise(each) for each in question.exercises]
    if len(named) > 1:
        return _swap_of_two(named, question)
    if named:
        return _swap(named[0], question)
    if question.muscles:
        return _for_muscles(question)
    lifts = one_of_each(BIG, question)
    if kit(question) and lifts:
        return _advice({"equipment": kit(question), "lifts": lifts}, "kit", LITTLE_KIT, question)
    return _advice({}, "which_exercise", SAME_MUSCLE, question)


def _advice(
    values: dict[str, Value], variant: str, claims: tuple[str, ...], question: Question, *caveats: str
) -> Advice:
    pain = ("swap_pain_persists",) if question.complaints else ()
    return Advice(TOPIC, values, variant, (*caveats, *pain), citing(guideline(TOPIC), *claims))


def _most() -> int:
    return int(guideline(TOPIC).figure("substitutes_named").amount.low or 0)


def _swap_of_two(named: list[Exercise], question: Question) -> Advice:
    """Whether one named exercise can stand in for the other."""
    first, second, *_ = named
    values: dict[str, Value] = {"first": first.id, "second": second.id}
    sore = tuple(part for part in question.complaints if part in first.avoid_with and part in second.avoid_with)
    values |= {"complaints": sore} if sore else {}
    caveats = ("swap_both_sore",) if sore else ()
    if shared := shared_muscles([first, second]):
        return _advice(values | {"muscles": shared}, "alike", SAME_MUSCLE, question, *caveats)
    values |= {"first_muscles": first.direct_muscles, "second_muscles": second.direct_muscles}
    return _advice(values, "unlike", SAME_MUSCLE, question, *caveats)


def _swap(left_out: Exercise, question: Question) -> Advice:
    chosen, muscles = _fitting(left_out, question)
    values: dict[str, Value] = {"exercise": left_out.id, "muscles": muscles}
    if not chosen:
        return _advice(values, "none_fits", SAME_MUSCLE, question)
    values |= {"substitutes": tuple((each.id,) for each in chosen)}
    if left_out.troubles(question.complaints):
        sore = tuple(part for part in question.complaints if part in left_out.avoid_with)
        return _advice(values | {"complaints": sore}, "complaint", SAME_MUSCLE, question)
    if kit(question):
        return _advice(values | {"equipment": kit(question)}, "equipment", SAME_MUSCLE, question)
    return _advice(values, "", SAME_MUSCLE, question, *_keep_the_lift(left_out, question))


def _keep_the_lift(left_out: Exercise, question: Question) -> tuple[str, ...]:
    practised = left_out.compound and left_out.loading is Loading.BARBELL
    return ("swap_keep_the_lift",) if practised and question.training_goal is TrainingGoal.STRENGTH else ()


def _fitting(left_out: Exercise, question: Question) -> tuple[list[Exercise], tuple[Muscle, ...]]:
    """Substitutes that suit, and those direct muscles of the exercise that every one of them trains."""
    chosen: list[Exercise] = []
    muscles = left_out.direct_muscles
    for each in _candidates(left_out, question):
        common = tuple(muscle for muscle in muscles if muscle in each.muscles)
        if common and len(chosen) < _most():
            chosen, muscles = [*chosen, each], common
    return chosen, muscles


def _candidates(left_out: Exercise, question: Question) -> Iterable[Exercise]:
    """Its own substitutes, then the same movement in other ways, then what else trains its main muscle.

    The last only to make do with little equipment, or if there is nothing else.
    """
    others = [each for each in suitable(question) if each is not left_out]
    direct = [each for each in others if left_out.main_muscle in each.direct_muscles]
    alike = [each for each in direct if each.pattern is left_out.pattern]
    rest = [each for each in direct if each.pattern not in SPECIAL]
    listed = [each for each in map(exercise, left_out.substitutes) if each in others]
    near = list(dict.fromkeys([*listed, *alike]))
    found = list(dict.fromkeys([*near, *rest])) if kit(question) or not near else near
    return sorted(found, key=lambda each: idles(each, question))


def _for_muscles(question: Question) -> Advice:
    found = alternate([for_muscle(muscle, question) for muscle in question.muscles])[: _most()]
    values: dict[str, Value] = {"muscles": question.muscles}
    if not found:
        return _advice(values, "no_muscle_fits", SAME_MUSCLE, question)
    return _advice(values | {"substitutes": tuple((each.id,) for each in found)}, "muscle", SAME_MUSCLE, question)

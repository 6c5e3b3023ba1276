"""How an exercise is done."""

from bot.coaching.advice import Advice, Value
from bot.coaching.exercise import Exercise, Loading, exercise
from bot.coaching.exercise_choice import citing
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import MovementPattern, TrainingAge

TOPIC = "technique"


def advise(question: Question) -> Advice:
    """The cues of the exercise named first, or what holds for all with the question which one is meant."""
    rules = guideline(TOPIC)
    reps = rules.figure("bodyweight_squats_before_load").amount
    if not question.exercises:
        general = citing(rules, "technique_before_load", "full_range_gains_more")
        return Advice(TOPIC, {"reps": reps}, "", (), general)
    first, *others = (exercise(each) for each in question.exercises)
    values: dict[str, Value] = {"exercise": first.id, "cues": tuple((cue,) for cue in first.cues), "reps": reps}
    sore = tuple(part for part in question.complaints if part in first.avoid_with)
    values |= {"others": tuple(each.id for each in others)} if others else {}
    values |= {"complaints": sore} if sore else {}
    ours = citing(rules, "cues_are_ours", "technique_before_load")
    return Advice(TOPIC, values, "several" if others else "exercise", _caveats(first, bool(sore), question), ours)


def _caveats(first: Exercise, sore: bool, question: Question) -> tuple[str, ...]:
    loaded_squat = first.pattern is MovementPattern.SQUAT and first.loading is not Loading.BODYWEIGHT
    new = question.training_age is TrainingAge.NOVICE
    raised = {"technique_sore_part": sore, "technique_squat_without_load_first": loaded_squat and new}
    return tuple(name for name, holds in raised.items() if holds)

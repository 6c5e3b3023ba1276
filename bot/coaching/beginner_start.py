"""Where to start with lifting."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited
from bot.coaching.guideline import Figure, guideline
from bot.coaching.limits import is_older
from bot.coaching.question import Question
from bot.coaching.terms import Equipment, TrainingAge, TrainingGoal

TOPIC = "beginner_start"


def advise(question: Question) -> Advice:
    """A base of moderate sets that serves size and strength, for how long, and what comes after.

    Whoever has trained before restarts at the same range; from 65 on one set will do at first.
    """
    if question.training_age in (TrainingAge.INTERMEDIATE, TrainingAge.ADVANCED):
        return _advice(question, "returning", reps=_reps(), days=_days())
    if is_older(question):
        days = guideline("training_frequency").figure("days_for_older_adults")
        sets = guideline("set_count").figure("first_sets_for_older_adults")
        return _advice(question, "older", sets=sets, days=days, reps=_reps())
    sets = guideline("set_count").figure("sets_per_exercise", TrainingGoal.STRENGTH, TrainingAge.NOVICE)
    base = guideline(TOPIC).figure("base_length")
    return _advice(question, "", reps=_reps(), sets=sets, days=_days(), base=base)


def _advice(question: Question, variant: str, **figures: Figure) -> Advice:
    values: dict[str, Value] = {name: figure.amount for name, figure in figures.items()}
    return Advice(TOPIC, values, variant, _caveats(question), cited(guideline(TOPIC), *figures.values()))


def _reps() -> Figure:
    return guideline(TOPIC).figure("base_reps")


def _days() -> Figure:
    return guideline("training_frequency").figure("days_per_week", None, TrainingAge.NOVICE)


def _caveats(question: Question) -> tuple[str, ...]:
    raised = {
        "start_serves_strength": question.training_goal is TrainingGoal.STRENGTH,
        "start_serves_size": question.training_goal is TrainingGoal.HYPERTROPHY,
        "start_without_equipment": question.equipment == (Equipment.NONE,),
        "start_around_the_sore_spot": bool(question.complaints),
    }
    return tuple(name for name, holds in raised.items() if holds)

"""When progress stops: what to check first, and what to change."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import trained_as
from bot.coaching.exercise_choice import citing
from bot.coaching.guideline import guideline
from bot.coaching.limits import is_minor
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "plateau"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
SIZE_CLAIM, STRENGTH_CLAIM = "strength_breaks_a_size_plateau", "size_breaks_a_strength_plateau"
CLAIMS = {
    "": (SIZE_CLAIM, STRENGTH_CLAIM),
    "size": (SIZE_CLAIM, "never_heavy_stalls"),
    "strength": (STRENGTH_CLAIM, "never_volume_stalls"),
}


def advise(question: Question) -> Advice:
    """Sleep, food and an easy week first; then strength work for a size plateau and size work for a strength one.

    A lift that is named, or a new lifter, gets a step back and a fresh run-up.
    """
    rules, variant = guideline(TOPIC), _variant(question)
    values: dict[str, Value] = {
        "failed": rules.figure("failures_before_stepping_back").amount,
        "step_back": rules.figure("step_back").amount,
        "focus": rules.figure("change_of_focus").amount,
        "light_reps": rules.figure("stay_too_light", SIZE).amount,
        "heavy_reps": rules.figure("stay_too_heavy", STRENGTH).amount,
        "slow_after": rules.figure("gains_slow_after").amount,
        "sleep": guideline("sleep").figure("night_teen" if is_minor(question) else "night").amount,
        "easy_days": guideline("deload").figure("length").amount,
    }
    if question.exercises:
        values["lift"] = question.exercises[0]
    sources = citing(rules, *CLAIMS[variant]) if variant in CLAIMS else rules.sources()
    return Advice(TOPIC, values, variant, _caveats(question), sources)


def _variant(question: Question) -> str:
    goal = trained_as(question.training_goal)
    if question.training_age is TrainingAge.NOVICE:
        return "novice"
    if question.exercises and goal is not SIZE:
        return "lift"
    return {SIZE: "size", STRENGTH: "strength", TrainingGoal.POWER: "strength"}.get(goal, "") if goal else ""


def _caveats(question: Question) -> tuple[str, ...]:
    raised = {
        "plateau_slow_is_normal": question.training_age is TrainingAge.ADVANCED,
        "plateau_on_a_diet": question.training_goal is TrainingGoal.FAT_LOSS,
        "plateau_with_a_sore_spot": bool(question.complaints),
    }
    return tuple(name for name, holds in raised.items() if holds)

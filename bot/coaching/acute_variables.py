"""The variables that shape training, and all their numbers at a glance."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited, fat_loss_caveats, trained_as
from bot.coaching.guideline import Figure, guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "acute_variables"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
WITH_NUMBERS = (SIZE, STRENGTH, TrainingGoal.ENDURANCE, TrainingGoal.POWER)
DECISIVE = ("load", "reps", "rest_between_sets", "sets", "exercise_selection")
WHERE = {
    "reps": ("rep_range", "reps_per_set"), "sets": ("set_count", "sets_per_exercise"),
    "load": ("load", "load"), "rest": ("rest_interval", "rest_between_sets"),
}  # fmt: skip


def advise(question: Question) -> Advice:
    """Reps, sets, load and rest for the goal; for size and strength side by side when the goal is open."""
    goal = trained_as(question.training_goal)
    if goal in WITH_NUMBERS:
        return _one_goal(goal, question)
    return _side_by_side(question)


def _numbers(goal: TrainingGoal, age: TrainingAge | None) -> dict[str, Figure]:
    where = WHERE | ({"reps": (TOPIC, "reps_for_power")} if goal is TrainingGoal.POWER else {})
    return {name: guideline(topic).figure(variable, goal, age) for name, (topic, variable) in where.items()}


def _one_goal(goal: TrainingGoal, question: Question) -> Advice:
    age, figures = question.training_age, _numbers(goal, question.training_age)
    times = guideline("training_frequency").figure("times_each_muscle_is_trained")
    effort = guideline("effort").figure("reps_in_reserve", None, age)
    values: dict[str, Value] = {
        "training_goal": goal, **{name: figure.amount for name, figure in figures.items()},
        "times": times.amount, "reps_in_reserve": effort.amount,
    }  # fmt: skip
    sources = cited(guideline(TOPIC), *figures.values(), times)
    return Advice(TOPIC, values, "one_goal", fat_loss_caveats(question), sources)


def _side_by_side(question: Question) -> Advice:
    figures = {f"{name}_{variable}": figure for name, goal in (("size", SIZE), ("strength", STRENGTH))
               for variable, figure in _numbers(goal, question.training_age).items()}  # fmt: skip
    values: dict[str, Value] = {
        "variables": DECISIVE,
        **{name: figure.amount for name, figure in figures.items()},
    }
    return Advice(TOPIC, values, "", (), cited(guideline(TOPIC), *figures.values()))

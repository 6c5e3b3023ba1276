"""Hard sets per muscle and week."""

from functools import cache

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.amounts import ends
from bot.coaching.audience import cited, fat_loss_caveats, trained_as
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import Muscle, TrainingAge, TrainingGoal

TOPIC = "weekly_volume"
SIZE, STRENGTH, NOVICE = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingAge.NOVICE
WORKED_ON_THE_SIDE = {Muscle.BICEPS, Muscle.TRICEPS, Muscle.FRONT_DELTS, Muscle.REAR_DELTS, Muscle.FOREARMS}


def advise(question: Question) -> Advice:
    """Weekly sets for goal and training age. A weekly total that the lifter names is judged."""
    goal = trained_as(question.training_goal)
    if goal is TrainingGoal.HEALTH:
        return _health()
    if (total := _total(question)) is not None:
        return _judged(total, goal, question)
    if question.training_age is NOVICE:
        return _one_goal(SIZE, "novice", question)
    if goal in (SIZE, STRENGTH):
        return _one_goal(goal, "size" if goal is SIZE else goal, question)
    return _side_by_side(question)


@cache
def band(training_goal: TrainingGoal, training_age: TrainingAge | None) -> tuple[float, float]:
    """Fewest and most sets per muscle and week. Novices of any goal have that for novices; BOTH has that for size.

    An open top is where more sets have stopped to help. Raises KnowledgeError for a goal without figures.
    """
    goal = SIZE if training_age is NOVICE or training_goal is TrainingGoal.BOTH else training_goal
    amount = guideline(TOPIC).figure("sets_per_muscle", goal, training_age).amount
    low, high = ends(amount)
    return low, constant(TOPIC, "plenty") if amount.high is None else high


def _total(question: Question) -> int | None:
    """Sets named without reps, thus no lift's "5 × 5", are taken for one muscle's week."""
    return question.sets if question.reps is None and question.target_reps is None else None


def _judged(total: int, goal: TrainingGoal | None, question: Question) -> Advice:
    rules, age = guideline(TOPIC), question.training_age
    figure = rules.figure("sets_per_muscle", STRENGTH if goal is STRENGTH and age is not NOVICE else SIZE, age)
    plenty = constant(TOPIC, "plenty")
    aim = Amount(figure.amount.low, figure.amount.high or plenty, figure.amount.unit)
    most = (aim.high or 0) if age is NOVICE else plenty
    variant = "low" if total < (aim.low or 0) else "high" if total > most else "fits"
    least = rules.figure("least_that_works").amount
    values: dict[str, Value] = {"said": Amount(total, total, "sets"), "sets": aim, "least": least}
    return Advice(TOPIC, values, variant, _caveats(question), cited(rules, figure, rules.figure("plenty")))


def _one_goal(goal: TrainingGoal, variant: str, question: Question) -> Advice:
    rules = guideline(TOPIC)
    figure = rules.figure("sets_per_muscle", goal, question.training_age)
    cap = rules.figure("most_in_one_workout")
    values: dict[str, Value] = {"sets": figure.amount, "most_in_one_workout": cap.amount}
    return Advice(TOPIC, values, variant, _caveats(question), cited(rules, figure))


def _side_by_side(question: Question) -> Advice:
    rules, age = guideline(TOPIC), question.training_age
    size = rules.figure("sets_per_muscle", SIZE, age)
    strength = rules.figure("sets_per_muscle", STRENGTH, age)
    novice = rules.figure("sets_per_muscle", SIZE, NOVICE)
    values: dict[str, Value] = {
        "size_sets": size.amount,
        "strength_sets": strength.amount,
        "novice_sets": novice.amount,
    }
    return Advice(TOPIC, values, "", _caveats(question), cited(rules, size, strength))


def _health() -> Advice:
    exercises = guideline(TOPIC).figure("exercises_for_health", TrainingGoal.HEALTH)
    sets = guideline("set_count").figure("sets_per_exercise", TrainingGoal.HEALTH)
    days = guideline("training_frequency").figure("days_per_week", TrainingGoal.HEALTH)
    values: dict[str, Value] = {"exercises": exercises.amount, "sets": sets.amount, "days": days.amount}
    return Advice(TOPIC, values, "health", (), cited(guideline(TOPIC), exercises, days))


def _caveats(question: Question) -> tuple[str, ...]:
    on_the_side = WORKED_ON_THE_SIDE.intersection(question.muscles)
    return (*fat_loss_caveats(question), *(("sets_on_the_side",) if on_the_side else ()))

"""Progressive overload: when to add weight, and how much."""

from math import isclose
from statistics import mean

from bot.coaching.advice import Advice, Amount, Mass, Value
from bot.coaching.amounts import ends
from bot.coaching.audience import cited
from bot.coaching.exercise import Loading, exercise
from bot.coaching.figures import bounds
from bot.coaching.guideline import Figure, guideline
from bot.coaching.lift_numbers import implausible, limits_to_show, moves_own_weight
from bot.coaching.limits import cap_load_increase
from bot.coaching.load import WITHOUT_LOAD
from bot.coaching.question import Question
from bot.coaching.rounding import loadable, to_show, tool_of
from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from bot.coaching.units import PERCENT, to_kg

TOPIC = "progression"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
FIRST_STEP = {MassUnit.KG: "first_step_metric", MassUnit.LB: "first_step_imperial"}
VARIANTS = {SIZE: "size", STRENGTH: "strength", TrainingGoal.POWER: "strength"}


def advise(question: Question) -> Advice:
    """The next load, if one was told; else the rule for adding weight, by training age and goal."""
    if implausible(question):
        return _advice(question, "implausible", limits_to_show(question))
    if moves_own_weight(question) or (question.equipment and WITHOUT_LOAD.issuperset(question.equipment)):
        return _advice(question, "own_weight", {}, ladder=guideline(TOPIC).figure("ladder"))
    if question.load_kg is not None:
        return _from_load(question, question.load_kg)
    if question.training_age is TrainingAge.NOVICE:
        step = guideline(TOPIC).figure(FIRST_STEP[question.mass_unit], None, TrainingAge.NOVICE)
        return _advice(question, "novice", {}, first_step=step)
    variant = VARIANTS.get(question.training_goal, "") if question.training_goal else ""
    return _advice(question, variant, {})


def _from_load(question: Question, load_kg: float) -> Advice:
    following = _next_load(question, load_kg)
    values: dict[str, Value] = {"load": to_show(load_kg, question.mass_unit)}
    if following is None:
        return _advice(question, "big_step", values)
    values["next_load"] = following
    needed = _reps_needed(question)
    if question.reps is None or needed is None:
        return _advice(question, "next_load", values)
    values |= {"done": Amount(question.reps, question.reps, "reps"), "needed": Amount(needed, needed, "reps")}
    return _advice(question, "ready" if question.reps >= needed else "not_yet", values)


def _next_load(question: Question, load_kg: float) -> Mass | None:
    """The smallest step up that can be put together and stays within the limit, or None; kettlebells jump too far."""
    if question.exercises and exercise(question.exercises[0]).loading is Loading.KETTLEBELL:
        return None
    low, high = bounds(TOPIC, "load_step")
    most_kg = cap_load_increase(load_kg, load_kg * (1 + high / PERCENT))
    for share in (low, mean((low, high)), high):
        found = loadable(load_kg * (1 + share / PERCENT), question.mass_unit, tool_of(question), most_kg)
        found_kg = to_kg(found.value, question.mass_unit)
        if found_kg > load_kg and not isclose(found_kg, load_kg):
            return found
    return None


def _reps_needed(question: Question) -> float | None:
    """Reps that show that the load has become light; None if the reps that are planned are not known."""
    planned: float | None = question.target_reps
    if planned is None and question.training_goal in (SIZE, STRENGTH):
        reps = guideline("rep_range").figure("reps_per_set", question.training_goal, question.training_age)
        planned = ends(reps.amount)[1]
    return None if planned is None else planned + bounds(TOPIC, "to_spare_before_adding")[0]


def _advice(question: Question, variant: str, values: dict[str, Value], **leading: Figure) -> Advice:
    rules, cap = guideline(TOPIC), guideline("limits").figure("weekly_load_increase").amount
    figures = {
        **leading,
        "step": rules.figure("load_step"),
        "over": rules.figure("to_spare_before_adding"),
        "times": rules.figure("to_spare_in_a_row"),
    }
    shared: dict[str, Value] = {name: figure.amount for name, figure in figures.items()}
    shared["cap"] = Amount(cap.high, cap.high, cap.unit)
    raised = {
        "progress_only_without_pain": bool(question.complaints),
        "progress_on_a_diet": question.training_goal is TrainingGoal.FAT_LOSS,
    }
    caveats = tuple(name for name, holds in raised.items() if holds)
    return Advice(TOPIC, shared | values, variant, caveats, cited(rules, *figures.values()))

"""Warming up: in general, and the ramp sets to a working load."""

from bot.coaching.advice import Advice, Amount, Mass, Value
from bot.coaching.audience import cited
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.lift_numbers import implausible, limits_to_show, moves_own_weight
from bot.coaching.question import Question
from bot.coaching.rounding import Tool, loadable, to_show, tool_of
from bot.coaching.terms import MassUnit, TrainingGoal
from bot.coaching.units import PERCENT, to_kg

TOPIC = "warm_up"
STEPS = ("first", "second", "third")
HEAVY_STEPS = (*STEPS, "last")
SAID = ("easy_cardio", "held_stretch")
RAMP_SAID = ("first_load",)
WarmUpSet = tuple[Mass, Amount]


def advise(question: Question) -> Advice:
    """Ramp sets if the working load is known, else how to warm up in general."""
    if implausible(question):
        return _advice(question, limits_to_show(question), "implausible")
    load_kg = _working_load_kg(question)
    if load_kg is None or moves_own_weight(question):
        return _advice(question, {}, "")
    heavy = question.training_goal is TrainingGoal.STRENGTH
    values: dict[str, Value] = {"load": to_show(load_kg, question.mass_unit)}
    sets = ramp(load_kg, question.mass_unit, tool_of(question), HEAVY_STEPS if heavy else STEPS)
    if not sets:
        return _advice(question, values, "no_ramp")
    return _advice(question, values | {"ramp": sets}, "ramp")


def ramp(
    load_kg: float, unit: MassUnit, tool: Tool = Tool.BARBELL, steps: tuple[str, ...] = STEPS
) -> tuple[WarmUpSet, ...]:
    """Warm-up sets to a working load in kg: loads in `unit` that can be put together, rising, all below it.

    On a bar the first is the empty bar. () if the load is too light for a lighter set.
    """
    found: list[WarmUpSet] = []
    bar = Mass(constant("plates", f"bar_{unit}"), unit)
    if tool is Tool.BARBELL and to_kg(bar.value, unit) < load_kg:
        found.append((bar, _reps("bar")))
    for step in steps:
        load = loadable(load_kg * constant(TOPIC, f"{step}_load") / PERCENT, unit, tool)
        lightest = found[-1][0].value if found else 0
        if lightest < load.value and to_kg(load.value, unit) < load_kg:
            found.append((load, _reps(step)))
    return tuple(found)


def _working_load_kg(question: Question) -> float | None:
    if question.load_kg is not None:
        return question.load_kg
    if question.one_rep_max_kg is not None and question.percent_1rm is not None:
        return question.one_rep_max_kg * question.percent_1rm / PERCENT
    return None


def _reps(step: str) -> Amount:
    reps = constant(TOPIC, f"{step}_reps")
    return Amount(reps, reps, "reps")


def _caveats(question: Question) -> tuple[str, ...]:
    most = guideline(TOPIC).figure("short_workout").amount.high
    short = question.workout_minutes is not None and most is not None and question.workout_minutes <= most
    found = ("short_warm_up",) if short else ()
    return (*found, "complaint_warm_up") if question.complaints else found


def _advice(question: Question, values: dict[str, Value], variant: str) -> Advice:
    rules = guideline(TOPIC)
    followed = [rules.figure(name) for name in ((*RAMP_SAID, *SAID) if variant == "ramp" else SAID)]
    shown = values | {name: rules.figure(name).amount for name in SAID}
    return Advice(TOPIC, shown, variant, _caveats(question), cited(rules, *followed))

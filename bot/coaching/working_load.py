"""The load for a set, from the lifter's own numbers: a max, a set that was done, or a percentage."""

from statistics import mean

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.errors import OutOfRangeError
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import guideline
from bot.coaching.lift_numbers import implausible, limits_to_show, moves_own_weight, reserve
from bot.coaching.one_rep_max import estimate_kg
from bot.coaching.question import Question
from bot.coaching.rounding import loadable, to_show, tool_of
from bot.coaching.rpe_curve import chart_end, percent_1rm
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.coaching.units import PERCENT

TOPIC = "working_load"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
SIDE_BY_SIDE = {"size": SIZE, "strength": STRENGTH}


def advise(question: Question) -> Advice:
    """Load for the reps, the percentage or the goal that is asked about; asks back without numbers."""
    if implausible(question):
        return _advice(limits_to_show(question), "implausible")
    if moves_own_weight(question) and (question.load_kg or question.one_rep_max_kg):
        return _advice({"lift": question.exercises[0]}, "own_weight")
    try:
        return _from_numbers(question)
    except OutOfRangeError:
        valid = guideline("one_rep_max").figure("valid_reps").amount
        most = chart_end() - _reserve(question)
        return _advice({"valid_reps": valid, "most_reps": Amount(most, most, "reps")}, "too_many_reps")


def _from_numbers(question: Question) -> Advice:
    max_kg = _max_kg(question)
    if max_kg is None:
        return _ask(question)
    if question.percent_1rm is not None:
        return _percent(question, max_kg, question.percent_1rm)
    reps = _reps_wanted(question)
    return _for_goal(question, max_kg) if reps is None else _for_reps(question, max_kg, reps)


def _max_kg(question: Question) -> float | None:
    """The max that was told, else what the set points to, else the load that a percentage is asked of."""
    if question.one_rep_max_kg is not None:
        return question.one_rep_max_kg
    if question.load_kg is None:
        return None
    if question.reps is not None:
        return estimate_kg(question).middle
    return question.load_kg if question.percent_1rm is not None else None


def _reps_wanted(question: Question) -> float | None:
    """Reps that are asked about; None: those of the goals.

    Without a set that was done, any reps are asked about. A new lifter gets the middle of the range for new
    lifters, because the goals' heavy loads are not for them yet.
    """
    if question.target_reps is not None:
        return question.target_reps
    if question.load_kg is None and question.reps is not None:
        return question.reps
    goal = question.training_goal
    if question.training_age is TrainingAge.NOVICE:
        known = goal if goal in (SIZE, STRENGTH) else SIZE
        return round(mean(bounds("rep_range", "reps_per_set", known, TrainingAge.NOVICE)))
    if question.reps is not None and goal in (SIZE, STRENGTH):
        return constant(TOPIC, "reps", goal)
    return None


def _reserve(question: Question) -> float:
    """Reps to leave: those asked for, unless they are of the set that was done; else by the effort rule."""
    said = reserve(question) if question.reps is None or question.load_kg is None else None
    return mean(bounds("effort", "reps_in_reserve", None, question.training_age)) if said is None else said


def _percent(question: Question, max_kg: float, percent: float) -> Advice:
    values: dict[str, Value] = {
        "one_rep_max": to_show(max_kg, question.mass_unit),
        "percent": Amount(percent, percent, "%"),
        **_load(question, max_kg, percent),
    }
    variant = "percent_rounded" if _is_rounded(values) else "percent"
    return _advice(values, variant, (), _estimate_sources(question))


def _for_reps(question: Question, max_kg: float, reps: float) -> Advice:
    left = _reserve(question)
    values: dict[str, Value] = {
        "one_rep_max": to_show(max_kg, question.mass_unit),
        "target_reps": Amount(reps, reps, "reps"),
        "reserve": Amount(left, left, "reps"),
        **_load(question, max_kg, percent_1rm(reps, left)),
    }
    novice = ("novice_load",) if question.training_age is TrainingAge.NOVICE else ()
    variant = "target_reps_rounded" if _is_rounded(values) else "target_reps"
    return _advice(values, variant, novice, (*_curve_sources(), *_estimate_sources(question)))


def _for_goal(question: Question, max_kg: float) -> Advice:
    """From a max: the worked example's load, reps, sets and rest, and a start that leaves reps in reserve.

    From a set: the loads that leave reps in reserve, for it has just shown what a set's reps allow.
    """
    left = _reserve(question)
    values: dict[str, Value] = {
        "one_rep_max": to_show(max_kg, question.mass_unit),
        "reserve": Amount(left, left, "reps"),
    }
    if question.reps is None and question.training_goal in (SIZE, STRENGTH):
        values |= {"training_goal": question.training_goal, **_row(question, max_kg, question.training_goal)}
        rounded = ("rounded_load",) if _is_rounded(values) else ()
        return _advice(values, "one_goal", rounded, _row_sources())
    row, variant = (_row, "both_goals") if question.reps is None else (_start, "both_from_set")
    for name, goal in SIDE_BY_SIDE.items():
        values |= {f"{name}_{key}": value for key, value in row(question, max_kg, goal).items()}
    rounded = ("rounded_loads",) if any(_is_rounded(values, f"{name}_") for name in SIDE_BY_SIDE) else ()
    from_set = (*_curve_sources(), *_estimate_sources(question))
    return _advice(values, variant, rounded, _row_sources() if question.reps is None else from_set)


def _row(question: Question, max_kg: float, goal: TrainingGoal) -> dict[str, Value]:
    rules, start = guideline(TOPIC), _start(question, max_kg, goal)
    shown = {variable: rules.figure(variable, goal).amount for variable in ("reps", "sets", "rest")}
    load = _load(question, max_kg, constant(TOPIC, "load", goal))
    return {"percent": rules.figure("load", goal).amount, **shown, **load, "start": start["load"]}


def _start(question: Question, max_kg: float, goal: TrainingGoal) -> dict[str, Value]:
    reps = constant(TOPIC, "reps", goal)
    load = _load(question, max_kg, percent_1rm(reps, _reserve(question)))
    return {"reps": Amount(reps, reps, "reps"), **load}


def _load(question: Question, max_kg: float, percent: float) -> dict[str, Value]:
    wanted_kg, unit = max_kg * percent / PERCENT, question.mass_unit
    load, exact = loadable(wanted_kg, unit, tool_of(question), max_kg), to_show(wanted_kg, unit)
    return {"load": load if load.value else exact, "exact_load": exact}


def _is_rounded(values: dict[str, Value], prefix: str = "") -> bool:
    return values[f"{prefix}load"] != values[f"{prefix}exact_load"]


def _ask(question: Question) -> Advice:
    if question.load_kg is not None:
        return _advice({"load": to_show(question.load_kg, question.mass_unit)}, "ask_reps")
    return _advice({}, "ask")


def _row_sources() -> tuple[str, ...]:
    return guideline(TOPIC).figure("load", SIZE).source, *_curve_sources()


def _curve_sources() -> tuple[str, ...]:
    curve = guideline("effort_conversion").figure("curve_start").source
    return curve, guideline("effort").figure("reps_in_reserve").source


def _estimate_sources(question: Question) -> tuple[str, ...]:
    """The formulas' sources, if the max came from a set."""
    from_set = question.one_rep_max_kg is None and question.reps is not None
    return guideline("one_rep_max").sources() if from_set else ()


def _advice(
    values: dict[str, Value], variant: str, caveats: tuple[str, ...] = (), first_sources: tuple[str, ...] = ()
) -> Advice:
    sources = tuple(dict.fromkeys((*first_sources, *guideline(TOPIC).sources())))
    return Advice(TOPIC, values, variant, caveats, sources)

"""How much to eat: surplus, deficit or steady weight, within the hard limits."""

from math import floor

from bot.coaching import limits
from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.amounts import ends, shown_mass
from bot.coaching.guideline import guideline
from bot.coaching.protein_intake import grams_a_day
from bot.coaching.question import Question
from bot.coaching.terms import MassUnit, TrainingGoal
from bot.coaching.units import PERCENT, from_kg

TOPIC = "energy_intake"
GAIN = (TrainingGoal.HYPERTROPHY, TrainingGoal.BOTH)
STEADY = (TrainingGoal.STRENGTH, TrainingGoal.POWER, TrainingGoal.ENDURANCE, TrainingGoal.HEALTH)


def advise(question: Question) -> Advice:
    """Energy for the goal and body mass; both ways while the goal is open; no numbers for minors."""
    mass_kg = limits.plausible_body_mass_kg(question)
    if limits.is_minor(question):
        return Advice(TOPIC, {}, "minor", (), ("aap_supplements_2016",))
    if question.training_goal is TrainingGoal.FAT_LOSS:
        return _cut(question, mass_kg)
    if question.training_goal in GAIN:
        return _gain(question, mass_kg)
    if question.training_goal in STEADY:
        return _steady(question, mass_kg)
    return _open(question, mass_kg)


def maintenance(body_mass_kg: float, question: Question) -> Amount:
    """Energy that roughly keeps body mass steady, kcal a day in steps, never under the lowest intake."""
    per_kg, mass_kg = _per_kg(), limits.scaled_body_mass_kg(body_mass_kg)
    low, high = (round(each * mass_kg / _step()) * _step() for each in per_kg)
    least = limits.lowest_intake(question.sex)
    return Amount(max(least, low), max(least, high), "kcal per day")


def deficit(question: Question, body_mass_kg: float | None) -> Amount:
    """The largest deficit that may be shown, kcal a day in steps; `high` is 0 where there is no room."""
    wanted, needed = ends(guideline(TOPIC).figure("deficit").amount)[0], None
    if body_mass_kg is not None:
        needed = sum(_per_kg()) / len(_per_kg()) * limits.scaled_body_mass_kg(body_mass_kg)
    capped = limits.cap_deficit(wanted, needed, question.sex)
    return Amount(None, floor(capped / _step()) * _step(), "kcal per day")


def weekly_loss(deficit_kcal: float, body_mass_kg: float, unit: MassUnit) -> Amount:
    """What a daily deficit may take off in a week, in the lifter's unit, within the limit for it."""
    for_a_kg, _ = ends(guideline(TOPIC).figure("deficit_per_weekly_kg").amount)
    loss_kg = limits.cap_weekly_loss_kg(deficit_kcal / for_a_kg, body_mass_kg)
    return Amount(None, round(from_kg(loss_kg, unit), 1), unit)


def _per_kg() -> tuple[float, float]:
    return ends(guideline(TOPIC).figure("maintenance_per_kg").amount)


def _step() -> float:
    return ends(guideline(TOPIC).figure("rounding").amount)[0]


def _for_body_mass(mass_kg: float, question: Question) -> dict[str, Value]:
    return {
        "body_mass": shown_mass(mass_kg, question.mass_unit),
        "maintenance": maintenance(mass_kg, question),
        "protein": grams_a_day(mass_kg),
    }


def _open(question: Question, mass_kg: float | None) -> Advice:
    rules, most = guideline(TOPIC), deficit(question, mass_kg)
    values: dict[str, Value] = {"surplus": rules.figure("surplus").amount, "deficit": most}
    if mass_kg is None:
        return Advice(TOPIC, values, "", ("eating_support",), rules.sources())
    if not weekly_loss(ends(most)[0], mass_kg, question.mass_unit).high:
        return _steady(question, mass_kg)
    values |= _for_body_mass(mass_kg, question)
    return Advice(TOPIC, values, "by_body_mass", ("eating_support",), rules.sources("kerksick_2018"))


def _cut(question: Question, mass_kg: float | None) -> Advice:
    sources, most = guideline(TOPIC).sources("murphy_2022"), deficit(question, mass_kg)
    least = Amount(limits.lowest_intake(question.sex), None, "kcal per day")
    values: dict[str, Value] = {"deficit": most, "lowest_intake": least}
    if mass_kg is None:
        return Advice(TOPIC, values, "cut", ("eating_support",), sources)
    loss = weekly_loss(ends(most)[0], mass_kg, question.mass_unit)
    if not loss.high:
        return Advice(TOPIC, {}, "cut_no_room", ("eating_support",), sources)
    values |= _for_body_mass(mass_kg, question) | {"weekly_loss": loss}
    return Advice(TOPIC, values, "cut_by_body_mass", ("eating_support",), sources)


def _gain(question: Question, mass_kg: float | None) -> Advice:
    rules = guideline(TOPIC)
    pace = rules.figure("weekly_gain", question.training_goal, question.training_age).amount
    values: dict[str, Value] = {"surplus": rules.figure("surplus").amount, "weekly_gain": pace}
    if mass_kg is None:
        return Advice(TOPIC, values, "gain", (), rules.sources())
    values |= _for_body_mass(mass_kg, question)
    values["weekly_gain"] = _share(pace, mass_kg, question.mass_unit)
    return Advice(TOPIC, values, "gain_by_body_mass", (), rules.sources())


def _share(pace: Amount, mass_kg: float, unit: MassUnit) -> Amount:
    mass = from_kg(mass_kg, unit)
    low, high = (None if each is None else round(mass * each / PERCENT, 1) for each in (pace.low, pace.high))
    return Amount(low, high, unit)


def _steady(question: Question, mass_kg: float | None) -> Advice:
    rules = guideline(TOPIC)
    if mass_kg is None:
        return Advice(TOPIC, {"surplus": rules.figure("surplus").amount}, "steady", (), rules.sources())
    sources = rules.sources("kerksick_2018")
    return Advice(TOPIC, _for_body_mass(mass_kg, question), "steady_by_body_mass", (), sources)

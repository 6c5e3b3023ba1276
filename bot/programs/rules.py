"""How to go up, what to do when it gets hard, and when to move on: in words, with the guidelines' figures."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.advice import Amount, Mass, Prescription
from bot.coaching.amounts import ends
from bot.coaching.exercise import Loading, exercise
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.terms import MassUnit, TrainingAge
from bot.programs.program import Phase, ProgramRequest
from bot.programs.template import TemplatePhase
from bot.wording import amount, mass, number

TOPIC = "program"
GO_UP = {
    Loading.BARBELL: "go_up_loaded",
    Loading.MACHINE: "go_up_loaded",
    Loading.CABLE: "go_up_loaded",
    Loading.PLATE: "go_up_loaded",
    Loading.DUMBBELL: "go_up_dumbbells",
    Loading.DUMBBELL_EACH: "go_up_dumbbells",
    Loading.KETTLEBELL: "go_up_kettlebell",
    Loading.BODYWEIGHT: "go_up_own_weight",
    Loading.BAND: "go_up_bands",
}
STEPS = {MassUnit.KG: "first_step_metric", MassUnit.LB: "first_step_imperial"}


def rules_of(
    phase: Phase, given: TemplatePhase, request: ProgramRequest, *, is_frame: bool, after: int
) -> tuple[str, ...]:
    """Whole sentences. A printed template's own, with its steps in the lifter's unit; a frame's by what is in it.

    When to move on to another program, `after` so many weeks, is said in the last phase; 0 in the others.
    """
    if not is_frame:
        steps = {name: mass(Mass(step[request.mass_unit], request.mass_unit)) for name, step in given.steps.items()}
        return tuple(rule.format(**steps) for rule in given.rules)
    return tuple(_words(name).format(**values) for name, values in _of_frame(phase, request, after))


def _of_frame(phase: Phase, request: ProgramRequest, after: int) -> Iterator[tuple[str, dict[str, str]]]:
    prescriptions = [each for week in phase.microcycles for workout in week for each in workout.prescriptions]
    if not prescriptions:
        return
    least, most = (number(end) for end in ends(prescriptions[0].reserve or Amount(0, 0, "reps in reserve")))
    yield "effort", {"least": least, "most": most}
    step = guideline("progression").figure(STEPS[request.mass_unit], None, TrainingAge.NOVICE).amount
    for name in _ways_up(prescriptions):
        yield name, {"step": amount(step)}
    yield (
        "miss",
        {
            "misses": number(constant(TOPIC, "misses_in_a_row")),
            "back": amount(guideline(TOPIC).figure("load_to_take_off").amount),
        },
    )
    if phase.deload_every:
        lighter = guideline(TOPIC).figure("easy_week_load").amount
        yield "easy_week", {"every": number(phase.deload_every), "lighter": amount(lighter)}
    if after:
        yield "move_on", {"weeks": number(after)}


def _ways_up(prescriptions: list[Prescription]) -> list[str]:
    """How to go up for each kind of load that the phase has, each once."""
    return list(dict.fromkeys(GO_UP[exercise(each.exercise).loading] for each in prescriptions))


@cache
def _all_words() -> dict[str, Any]:
    return dict(yaml.safe_load((Path(__file__).parent / "rules.yml").read_text(encoding="utf-8")))


def _words(name: str) -> str:
    return str(_all_words()[name])

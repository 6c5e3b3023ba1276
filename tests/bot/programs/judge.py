"""Judges the program for a request by every property; a refusal is judged as well."""

import traceback
from collections.abc import Sequence

from bot.programs.errors import NothingFitsError
from bot.programs.program import ProgramRequest
from bot.programs.template import Template, TemplatePhase, all_templates, template
from tests.bot.programs.again import OF_REQUESTS
from tests.bot.programs.frame_properties import OF_FRAMES
from tests.bot.programs.printed_properties import OF_PRINTED, fits, stand_ins
from tests.bot.programs.properties import OF_ANY, Property
from tests.bot.programs.recount import Case, case_of, clamped, suiting
from tests.bot.programs.week_properties import OF_WEEKS

OF_ONE: tuple[Property, ...] = (*OF_ANY, *OF_FRAMES, *OF_PRINTED)
"""Properties of a program as it is built."""
PROPERTIES: tuple[Property, ...] = (*OF_ONE, *OF_WEEKS, *OF_REQUESTS)
REFUSAL = "refusals_are_needed"
Violation = tuple[str, str]
"""The property's name, and what speaks against it."""


def judged(request: ProgramRequest, properties: Sequence[Property] = PROPERTIES) -> tuple[Case | None, list[Violation]]:
    """The case, None if nothing fits the lifter, and every violation. What is raised is one as well."""
    try:
        case = case_of(request, with_weeks=properties is not OF_ONE)
    except NothingFitsError:
        return None, [] if nothing_fits(request) else [(REFUSAL, "there is an exercise left")]
    return case, [(each.__name__, why) for each in properties for why in _violations(each, case)]


def _violations(of: Property, case: Case) -> list[str]:
    try:
        return of(case)
    except Exception:  # noqa: BLE001  a property that breaks down says as much as one that does not hold
        return [traceback.format_exc()]


def nothing_fits(request: ProgramRequest) -> bool:
    """Whether there is a phase of the program that no exercise is left for."""
    shape = template(request.template) if request.template else _own_frame(request.days_per_week)
    return any(_is_empty(phase, request) for phase in shape.phases)


def _own_frame(days: int) -> Template:
    wanted = clamped("days_per_week", days)
    return next(
        each for each in all_templates().values() if each.is_frame and each.author == "Spotter" and wanted in each.days
    )


def _is_empty(phase: TemplatePhase, request: ProgramRequest) -> bool:
    patterns = {pattern for workout in phase.workouts for slot in workout.slots for pattern in slot.patterns}
    printed = {each.exercise for workout in phase.workouts for each in workout.prescriptions}
    chosen = any(suiting(request)[pattern] for pattern in patterns)
    return not chosen and not any(fits(each, request) or stand_ins(each, request) for each in printed)

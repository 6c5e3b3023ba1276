"""Builds a program: request in, program out. The same request gives the same program."""

from dataclasses import replace

from bot.coaching.advice import PlannedWorkout
from bot.coaching.figures import bounds, constant
from bot.programs.errors import NothingFitsError
from bot.programs.frame import filled
from bot.programs.printed import printed
from bot.programs.program import GivenUp, Phase, Program, ProgramRequest
from bot.programs.rules import rules_of
from bot.programs.shortfall import shortfalls
from bot.programs.swap import swapped
from bot.programs.template import Template, TemplatePhase, all_templates, template

TOPIC = "program"
OURS = "Spotter"
"""The author of the frames that are taken when no program is asked for by name."""


def build(request: ProgramRequest) -> Program:
    """The program for a request.

    Raises UnknownTemplateError for a template that there is not, NothingFitsError if no exercise is left.
    """
    asked, brought_inside = inside(request)
    shape = template(asked.template) if asked.template else fitting(asked)
    if asked.days_per_week not in shape.days:
        brought_inside = (*brought_inside, GivenUp("days", (str(asked.days_per_week),)))
        asked = replace(asked, days_per_week=shape.days[0])
    given = [_on_days(phase, shape, asked) for phase in shape.phases]
    built = [_phase(phase, shape, asked, is_last=phase is given[-1]) for phase in given]
    phases = tuple(phase for phase, _ in built)
    if not all(workouts for phase in phases for workouts in phase.microcycles):
        raise NothingFitsError("equipment, complaints and dislikes leave no exercise; allow one more of something")
    gave_up = dict.fromkeys((*brought_inside, *(each for _, given in built for each in given)))
    return Program(
        request=asked,
        template=shape.name,
        title=shape.title,
        author=shape.author,
        phases=phases,
        why=shape.why,
        sources=shape.sources,
        gave_up=_joined(tuple(gave_up)),
        next_up=shape.next_up,
    )


def inside(request: ProgramRequest) -> tuple[ProgramRequest, tuple[GivenUp, ...]]:
    """The request with days and minutes within the limits, and what was asked for where it was not."""
    given: list[GivenUp] = []
    days = _within("days_per_week", request.days_per_week)
    minutes = _within("minutes", request.workout_minutes)
    if days != request.days_per_week:
        given.append(GivenUp("days", (str(request.days_per_week),)))
    if minutes != request.workout_minutes:
        given.append(GivenUp("minutes", (str(request.workout_minutes),)))
    return replace(request, days_per_week=days, workout_minutes=minutes), tuple(given)


def _within(variable: str, asked: int) -> int:
    low, high = bounds(TOPIC, variable)
    return int(min(max(asked, low), high))


def fitting(request: ProgramRequest) -> Template:
    """Spotter's own frame for the days there are."""
    frames = (each for each in all_templates().values() if each.is_frame and each.author == OURS)
    return next(each for each in frames if request.days_per_week in each.days)


def _on_days(phase: TemplatePhase, shape: Template, request: ProgramRequest) -> TemplatePhase:
    """The phase on the lifter's days, if they are as many as it has; a printed one may be done on fewer."""
    days = tuple(sorted(set(request.weekdays)))
    own = phase.weekdays if shape.is_frame else phase.weekdays[: request.days_per_week]
    return replace(phase, weekdays=days) if len(days) == len(own) else phase


def _phase(
    given: TemplatePhase, shape: Template, request: ProgramRequest, *, is_last: bool
) -> tuple[Phase, tuple[GivenUp, ...]]:
    """A phase of the program, and what it gives up."""
    goal = given.training_goal or request.training_goal
    if shape.is_frame:
        week, gave_up = filled(given, request, goal)
        microcycles: tuple[tuple[PlannedWorkout, ...], ...] = (week,)
    else:
        microcycles, gave_up = printed(given, request)
    microcycles = tuple(swapped(each, request) for each in microcycles)
    every = given.deload_every if given.weeks else _weeks_to_an_easy_week(request)
    weeks = given.weeks or int(_weeks_to_an_easy_week(request) * constant(TOPIC, "mesocycles"))
    phase = Phase(given.title, weeks, goal, microcycles, (), every)
    weeks_in_all = sum(each.weeks for each in shape.phases) or weeks
    after = weeks_in_all if is_last else 0
    phase = replace(phase, rules=rules_of(phase, given, request, is_frame=shape.is_frame, after=after))
    if any(len(week) < len(given.weekdays[: request.days_per_week]) for week in microcycles):
        gave_up = (*gave_up, GivenUp("days", (str(request.days_per_week),)))
    return phase, (*gave_up, *shortfalls(phase, request, shape))


def _weeks_to_an_easy_week(request: ProgramRequest) -> int:
    return int(constant(TOPIC, "weeks_to_an_easy_week", None, request.training_age))


def _joined(gave_up: tuple[GivenUp, ...]) -> tuple[GivenUp, ...]:
    """One entry of each kind, with everything that it is about."""
    kinds = dict.fromkeys(each.kind for each in gave_up)
    return tuple(
        GivenUp(kind, tuple(dict.fromkeys(what for each in gave_up if each.kind == kind for what in each.what)))
        for kind in kinds
    )

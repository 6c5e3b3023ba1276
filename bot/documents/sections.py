"""What text, page and calendar have in common: each section of a program as sentences."""

from collections.abc import Iterator

from bot.coaching.advice import Amount, Prescription
from bot.coaching.exercise import exercise
from bot.coaching.source import source
from bot.coaching.terms import Equipment, MovementPattern, TrainingGoal
from bot.documents.cells import is_each, load, minutes
from bot.documents.visits import all_visits, all_weeks
from bot.documents.words import say
from bot.programs.numbers import LOADED
from bot.programs.program import GivenUp, Program
from bot.programs.template import template
from bot.wording import amount, listed, name

COUNTED = {"days": "days", "minutes": "minutes"}
"""Kinds of what was given up whose `what` is a number, with its unit."""


def facts(program: Program) -> tuple[str, ...]:
    """Who it is for: goal, training age, days, minutes, weeks, equipment."""
    request = program.request
    days = [len(week.workouts) for week in all_weeks(program)]
    longest = max(visit.workout.minutes for visit in all_visits(program))
    kit = [piece for piece in request.equipment if piece is not Equipment.NONE] or request.equipment
    return (
        say("labels.goal", goal=name(_goal(program))),
        name(request.training_age),
        say("labels.days", days=_count(min(days), max(days), "days")),
        say("labels.minutes", minutes=minutes(longest)),
        _count(program.weeks, program.weeks, "weeks"),
        *([say("labels.equipment", equipment=listed(map(name, kit)))] if kit else []),
    )


def _goal(program: Program) -> TrainingGoal:
    """That of its phases; of phases with several, both."""
    goals = {phase.training_goal for phase in program.phases}
    return goals.pop() if len(goals) == 1 else TrainingGoal.BOTH


def _count(low: float, high: float, unit: str) -> str:
    return amount(Amount(low, high, unit))


def how_to_read(program: Program) -> tuple[str, ...]:
    """What a lifter has to know to read the numbers; only what this program needs."""
    weeks = all_weeks(program)
    done = [each for visit in all_visits(program) for each in visit.workout.prescriptions]
    complaints = program.request.complaints
    own = [each for each in done if not load(each) and exercise(each.exercise).loading in LOADED]
    needed = {
        "reserve": any(each.reserve for each in done),
        "no_load": any(each.reserve for each in own),
        "no_load_by_rules": any(not each.reserve for each in own),
        "percent": any(each.percents and not each.load for each in done),
        "each": any(each.load and is_each(each) for each in done),
        "each_side": any(exercise(each.exercise).unilateral for each in done),
        "open_reps": any(reps.high is None for each in done for reps in _reps(each)),
        "easy_week": any(week.is_deload for week in weeks),
        "complaints": bool(complaints),
        "pain": True,
    }
    parts = listed(map(name, complaints)) if complaints else ""
    return tuple(say(f"notes.{note}", parts=parts) for note, holds in needed.items() if holds)


def _reps(each: Prescription) -> tuple[Amount, ...]:
    return each.reps if isinstance(each.reps, tuple) else (each.reps,)


def gave_up(program: Program) -> tuple[str, ...]:
    """What could not be had, one sentence or two for each kind."""
    return tuple(_given_up(each, program) for each in program.gave_up)


def _given_up(given: GivenUp, program: Program) -> str:
    if unit := COUNTED.get(given.kind):
        asked, *_ = map(int, given.what)
        planned = _planned(unit, program)
        return say(f"gave_up.{given.kind}", asked=_count(asked, asked, unit), planned=planned)
    return say(f"gave_up.{given.kind}", what=listed(map(_name, given.what)) if given.what else "")


def _planned(unit: str, program: Program) -> str:
    if unit == "minutes":
        return minutes(program.request.workout_minutes)
    days = [len(week.workouts) for week in all_weeks(program)]
    return _count(min(days), max(days), unit)


def _name(what: str) -> str:
    return say(f"patterns.{what}") if what in set(MovementPattern) else name(what)


def next_up(program: Program) -> tuple[str, ...]:
    """What may follow: title and who it is for."""
    following = (template(each) for each in program.next_up)
    return tuple(f"{each.title}. {each.for_whom}" for each in following)


def sources(program: Program) -> tuple[str, ...]:
    """Where it comes from: mark, title, year, and where to find it."""
    return tuple(_cited(each) for each in program.sources)


def _cited(source_id: str) -> str:
    found = source(source_id)
    place = ", ".join(filter(None, (str(found.year or ""), found.where)))
    named = found.title if found.title.startswith(found.mark) else f"{found.mark}: {found.title}"
    return f"{named}. {place}." if place else f"{named}."


def rules(program: Program) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Headings with their rules: first those of every phase, then what some phases add."""
    common = tuple(rule for rule in program.phases[0].rules if all(rule in phase.rules for phase in program.phases))
    if common:
        yield say("headings.rules"), common
    added: dict[tuple[str, ...], list[str]] = {}
    for phase in program.phases:
        added.setdefault(tuple(rule for rule in phase.rules if rule not in common), []).append(phase.title)
    for own, titles in added.items():
        if own:
            yield say("headings.rules_of", phase=listed(titles)), own

"""A program as plain text, for a terminal or a message."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from bot.coaching.advice import Prescription
from bot.coaching.exercise import exercise
from bot.documents import sections
from bot.documents.cells import load_of, minutes, reserve, rest, sets_and_reps
from bot.documents.visits import Visit, all_visits, by_shape, stretches, weeks_of
from bot.documents.warm_up import warm_up, warm_up_sets
from bot.documents.words import say, weekday
from bot.programs.periodization import week as week_of
from bot.programs.program import Program, Week

WIDTH = 96
BULLET = "- "


def as_text(program: Program, week: int = 1) -> str:
    """The program, with the workouts of one week written out. Raises OutOfRangeError for a week that it has not."""
    shown = week_of(program, week)
    blocks = [
        [program.title, *wrap(", ".join(sections.facts(program)), WIDTH), say("labels.by", author=program.author)],
        [say("headings.week_at_a_glance"), *_glance(program)],
        *_week(shown, program),
        _section("warm_up", warm_up(program)),
        _section("how_to_read", sections.how_to_read(program)),
        *([heading, *_bullets(rules)] for heading, rules in sections.rules(program)),
        _section("gave_up", sections.gave_up(program)),
        _section("why", program.why),
        _section("next_up", sections.next_up(program)),
        _section("sources", sections.sources(program)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _section(heading: str, sentences: Sequence[str]) -> list[str]:
    return [say(f"headings.{heading}"), *_bullets(sentences)] if sentences else []


def _bullets(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from wrap(sentence, WIDTH, initial_indent=BULLET, subsequent_indent=" " * len(BULLET))


def _glance(program: Program) -> Iterator[str]:
    """The days of the week; for each phase, and each week of those that take turns, its own."""
    for stretch in stretches(program):
        groups = by_shape(stretch.weeks)
        for weeks in groups.values():
            if len(program.phases) > 1 or len(groups) > 1:
                yield weeks_of(stretch.phase, weeks)
            first, *_ = weeks
            yield from _columns((weekday(each.weekday), each.title, minutes(each.minutes)) for each in first.workouts)


def _week(shown: Week, program: Program) -> Iterator[list[str]]:
    heading = [say("labels.week_of", number=str(shown.number), weeks=str(program.weeks))]
    heading += [shown.phase.title] if len(program.phases) > 1 else []
    heading += [say("labels.easy_week")] if shown.is_deload else []
    yield [", ".join(heading)]
    yield from (list(_day(visit)) for visit in all_visits(program) if visit.week.number == shown.number)


def _day(visit: Visit) -> Iterator[str]:
    workout = visit.workout
    title = say("labels.day", number=str(visit.day), weekday=weekday(workout.weekday), workout=workout.title)
    yield f"{title} ({minutes(workout.minutes)})"
    if sets := warm_up_sets(visit):
        yield f"  {sets}"
    yield from _columns(_row(each, visit.goes_up) for each in workout.prescriptions)


def _row(each: Prescription, goes_up: bool) -> tuple[str, ...]:
    left, pause = reserve(each), rest(each)
    return (
        exercise(each.exercise).title,
        sets_and_reps(each),
        load_of(each, goes_up),
        say("labels.leave", reps=left) if left else "",
        say("labels.rest", rest=pause) if pause else "",
    )


def _columns(given: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows in aligned columns; a column that is empty in every row is left out."""
    columns = [column for column in zip(*given, strict=True) if any(column)]
    widths = [max(map(len, column)) for column in columns]
    for row in zip(*columns, strict=True):
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()

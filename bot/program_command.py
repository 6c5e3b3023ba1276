"""`spotter program`: a program from the shell, as text, JSON, PDF or calendar. Imports what it needs when it does."""

import json
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from bot.coaching.terms import BodyPart, Equipment, MassUnit, TrainingAge, TrainingGoal
from bot.program_options import exercises, one_rep_maxes, template_name, terms, unit_of
from bot.programs.errors import NothingFitsError

if TYPE_CHECKING:
    from bot.programs.program import Program

GOALS = {
    "size": TrainingGoal.HYPERTROPHY, "hypertrophy": TrainingGoal.HYPERTROPHY, "strength": TrainingGoal.STRENGTH,
    "both": TrainingGoal.BOTH,
}  # fmt: skip
AGES = {
    "beginner": TrainingAge.NOVICE, "novice": TrainingAge.NOVICE, "intermediate": TrainingAge.INTERMEDIATE,
    "advanced": TrainingAge.ADVANCED,
}  # fmt: skip
FORMATS = ("text", "json", "pdf", "ics")
FILES = ("pdf", "ics")
"""Formats that are of no use in a terminal."""
DAYS_PER_WEEK, MINUTES_PER_DAY = 7, 24 * 60
USUAL_HOUR = time(18)
WIDTH, INDENT = 96, "    "


@dataclass(frozen=True)
class Delivery:
    """How the program is to be written, and where to; None and "" for what was not said."""

    name: str
    week: int | None
    start: datetime | None
    at: datetime | None
    output: Path | None

    @classmethod
    def of(
        cls, asked: str | None, week: int | None, start: datetime | None, at: datetime | None, output: Path | None
    ) -> "Delivery":
        """By the format asked for, else by the file's ending. Raises UsageError for what does not go together."""
        ending = output.suffix.removeprefix(".").lower() if output else ""
        name = asked or (ending if ending in FORMATS else "text")
        if week is not None and name != "text":
            raise click.UsageError(f"--week goes with --format text; {name} has every week in it. Leave --week out.")
        if (start or at) and name != "ics":
            raise click.UsageError(f"--start and --at go with --format ics, not with {name}. Leave them out.")
        if name in FILES and output is None and sys.stdout.isatty():
            raise click.UsageError(f"--format {name} needs a file. Add --output program.{name}.")
        return cls(name, week, start, at, output)


@click.command("program")
@click.option(
    "--days", type=click.IntRange(1, DAYS_PER_WEEK), default=3, show_default=True, metavar="DAYS", help="A week."
)
@click.option("--goal", type=click.Choice(list(GOALS), case_sensitive=False), default="both", show_default=True)
@click.option(
    "--age",
    type=click.Choice(list(AGES), case_sensitive=False),
    default="novice",
    show_default=True,
    help="How long you have trained.",
)
@click.option(
    "--minutes",
    type=click.IntRange(1, MINUTES_PER_DAY),
    default=60,
    show_default=True,
    metavar="MINUTES",
    help="A workout.",
)
@click.option("--equipment", multiple=True, metavar="NAME", help=f"What you have: {', '.join(Equipment)}.")
@click.option("--complaint", multiple=True, metavar="PART", help="What hurts, such as knee or lower_back.")
@click.option("--without", multiple=True, metavar="EXERCISE", help="An exercise that you do not want.")
@click.option(
    "--lift",
    multiple=True,
    metavar="LIFT=LOAD",
    help="Your best single, squat=100kg, or a set that left nothing, bench=80x5.",
)
@click.option(
    "--unit",
    type=click.Choice(list(MassUnit), case_sensitive=False),
    help="The unit to show.  [default: that of your lifts, else kg]",
)
@click.option("--template", metavar="NAME", help="A program by name, in place of the one that fits.")
@click.option("--list", "is_list", is_flag=True, help="Show the programs that there are.")
@click.option("--week", type=click.IntRange(1), metavar="NUMBER", help="The week that the text shows.  [default: 1]")
@click.option(
    "--format",
    "asked_format",
    type=click.Choice(FORMATS, case_sensitive=False),
    help="[default: by the ending of the file, else text]",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file to write to.")
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="First day in the calendar.  [default: next Monday]",
)
@click.option("--at", type=click.DateTime(["%H:%M"]), metavar="HH:MM",
              help=f"Hour in the calendar.  [default: {USUAL_HOUR:%H:%M}]")  # fmt: skip
def program_command(
    days: int, goal: str, age: str, minutes: int, equipment: tuple[str, ...], complaint: tuple[str, ...],
    without: tuple[str, ...], lift: tuple[str, ...], unit: str | None, template: str | None, is_list: bool,
    week: int | None, asked_format: str | None, output: Path | None, start: datetime | None, at: datetime | None,
) -> None:  # fmt: skip
    """Write a program: what to lift, on which day, for how many weeks.

    \b
    spotter program --days 3 --goal size --age beginner --equipment dumbbells,bench
    spotter program --days 4 --lift squat=100kg --lift "bench=80x5" --output program.pdf
    spotter program --template stronglifts --week 5
    spotter program --goal strength --start 2026-01-05 --at 18:00 --output workouts.ics
    spotter program --list
    """
    if is_list:
        click.echo(listing())
        return
    how = Delivery.of(asked_format, week, start, at, output)
    shown = unit_of(unit, lift)
    from bot.programs.builder import build
    from bot.programs.program import ProgramRequest

    request = ProgramRequest(
        training_goal=GOALS[goal],
        training_age=AGES[age],
        days_per_week=days,
        workout_minutes=minutes,
        equipment=terms("--equipment", equipment, Equipment),
        complaints=terms("--complaint", complaint, BodyPart),
        disliked=exercises("--without", without),
        one_rep_maxes=one_rep_maxes("--lift", lift, shown),
        mass_unit=shown,
        template=template_name("--template", template) if template else "",
    )
    try:
        program = build(request)
    except NothingFitsError as error:
        raise click.ClickException(str(error)) from error
    _write(_content(program, how), output)


def listing() -> str:
    """Every template: name, title, who it is for."""
    from bot.programs.template import all_templates

    blocks = (
        [f"{each.name}: {each.title}", *wrap(each.for_whom, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)]
        for each in all_templates().values()
    )
    return "\n".join("\n".join(block) for block in blocks)


def _content(program: "Program", how: Delivery) -> bytes:
    if how.name == "pdf":
        from bot.documents.pdf import as_pdf

        return as_pdf(program)
    if how.name == "ics":
        from bot.documents.calendar_file import as_calendar

        start = how.start.date() if how.start else _next_monday(datetime.now().astimezone().date())
        return as_calendar(program, start, how.at.time() if how.at else USUAL_HOUR)
    if how.name == "json":
        from bot.documents.json_data import as_json

        return f"{json.dumps(as_json(program), indent=2, ensure_ascii=False)}\n".encode()
    from bot.documents.text import as_text

    if how.week and how.week > program.weeks:
        raise click.BadParameter(f"{how.week}: the program has {program.weeks} weeks.", param_hint="--week")
    return as_text(program, how.week or 1).encode()


def _next_monday(today: date) -> date:
    return today + timedelta(days=DAYS_PER_WEEK - today.weekday())


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        click.get_binary_stream("stdout").write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        told = f"--output {output}: {error.strerror}. Name a file in a folder that you may write to."
        raise click.ClickException(told) from error
    click.echo(f"Written: {output}", err=True)

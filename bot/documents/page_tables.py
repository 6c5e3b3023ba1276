"""The tables of the front page: the week at a glance, and week by week."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Table

from bot.coaching.advice import Amount
from bot.coaching.amounts import ends
from bot.documents.cells import minutes, open_span
from bot.documents.page_style import GAP, Command, grid, paragraph
from bot.documents.visits import Stretch, by_shape, weeks_of
from bot.documents.words import say, weekday
from bot.programs.program import Week

WEEKDAYS = range(7)
LABEL = 38 * mm
MOST_WEEKS = 13
Cell = list[Paragraph]


def glance_table(run: Sequence[Stretch], width: float) -> Table:
    """Monday to Sunday; a row for each phase, and for each week of those that take turns."""
    rows = [(stretch, weeks) for stretch in run for weeks in by_shape(stretch.weeks).values()]
    label = LABEL if len(rows) > 1 else 0
    head: list[Cell] = [[paragraph(weekday(day), "head", side="centre")] for day in WEEKDAYS]
    body = [[_day(weeks[0], day) for day in WEEKDAYS] for _, weeks in rows]
    widths = [(width - label) / len(WEEKDAYS)] * len(WEEKDAYS)
    if label:
        labels = [[paragraph(f"{stretch.phase.title}\n{weeks_of(None, weeks)}", "cell")] for stretch, weeks in rows]
        head, widths = [[], *head], [label, *widths]
        body = [[first, *days] for first, days in zip(labels, body, strict=True)]
    return Table([head, *body], colWidths=widths, style=grid(), hAlign="LEFT")


def _day(week: Week, day: int) -> Cell:
    workout = next((each for each in week.workouts if each.weekday == day), None)
    if workout is None:
        return [paragraph(say("labels.rest_day"), "small", side="centre")]
    told = {"strong": workout.title, "cell": minutes(workout.minutes)}
    return [paragraph(text, name, side="centre") for name, text in told.items()]


def week_tables(run: Sequence[Stretch], width: float) -> list[Table]:
    """Phase, reps to leave and easy weeks, a column for each week; [] if the weeks are all alike but for the phase."""
    weeks = [(stretch, week) for stretch in run for week in stretch.weeks]
    if len({(_left(week), week.is_deload) for _, week in weeks}) == 1:
        return []
    size = ceil(len(weeks) / ceil(len(weeks) / MOST_WEEKS))
    return [_weeks_table(weeks[at : at + size], size, width) for at in range(0, len(weeks), size)]


def _weeks_table(weeks: Sequence[tuple[Stretch, Week]], size: int, width: float) -> Table:
    rows = {
        "labels.week_column": [str(week.number) for _, week in weeks],
        "labels.phase": [stretch.phase.title for stretch, _ in weeks],
        "columns.reserve": [_left(week) for _, week in weeks],
        "labels.easy_week": [say("labels.easy") if week.is_deload else "" for _, week in weeks],
    }
    if len(set(rows["labels.phase"])) == 1:
        del rows["labels.phase"]
    shown = {label: told for label, told in rows.items() if any(told)}
    cells = [
        [paragraph(say(label), "head"), *(paragraph(each, "cell" if row else "head", side="centre") for each in told)]
        for row, (label, told) in enumerate(shown.items())
    ]
    spans = _spans(shown.get("labels.phase", []))
    widths = [LABEL, *[(width - LABEL) / size] * len(weeks)]
    return Table(cells, colWidths=widths, style=grid(*spans), hAlign="LEFT", spaceAfter=GAP)


def _spans(phases: Sequence[str]) -> list[Command]:
    """Joins the cells of a phase, which stand in the second row."""
    found: list[Command] = []
    first = 1
    for _, same in groupby(phases):
        last = first + len(list(same)) - 1
        found.append(("SPAN", (first, 1), (last, 1)))
        first = last + 1
    return found


def _left(week: Week) -> str:
    """The least and the most reps to leave in a week; "" if none are told."""
    told = [each.reserve for workout in week.workouts for each in workout.prescriptions if each.reserve]
    if not told:
        return ""
    highest = None if any(each.high is None for each in told) else max(ends(each)[1] for each in told)
    return open_span(Amount(min(each.low or 0 for each in told), highest, told[0].unit))

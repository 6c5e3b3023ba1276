"""What the pictures share: a heading, the marks of both axes, and a line with gaps."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from bot.progress.axis import Scale, day_marks, gaps, is_long
from bot.progress.canvas import LEAST_TEXT, MARGIN, WIDTH, Canvas, Point
from bot.progress.words import day, month, month_and_year

TITLE, SUBTITLE, LABEL = 17, 12, 11
LEFT, RIGHT = 46, WIDTH - MARGIN
"""Where charts begin and end; the figures of their marks stand left of it."""
LINE = 16
FEW = 24
"""So many points have a dot each."""
MOST_MARKS = 4


def wrapped(canvas: Canvas, words: str, width: float, size: float) -> list[str]:
    """Words in lines no wider than `width`."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and canvas.width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def heading(canvas: Canvas, title: str, *subtitles: str) -> float:
    """The title and what stands below it, broken into lines; where they end."""
    size = TITLE
    while canvas.width_of(title, size, bold=True) > WIDTH - 2 * MARGIN and size > LEAST_TEXT:
        size -= 1
    canvas.text(MARGIN, 30, title, size=size, bold=True)
    y = 34.0
    for words in subtitles:
        for line in wrapped(canvas, words, WIDTH - 2 * MARGIN, SUBTITLE):
            y += LINE
            canvas.text(MARGIN, y, line, size=SUBTITLE, colour=canvas.theme.quiet_text)
    return y + 8


def value_marks(canvas: Canvas, scale: Scale, marks: Sequence[float], labels: Sequence[str]) -> None:
    """A thin line across the chart at each mark, with its figure on the left."""
    for mark, label in zip(marks, labels, strict=True):
        y = scale(mark)
        canvas.line([(LEFT, y), (RIGHT, y)], canvas.theme.grid, width=1)
        canvas.text(LEFT - 6, y, label, size=LABEL, colour=canvas.theme.quiet_text, across="right", up="center")


def days_below(canvas: Canvas, scale: Scale, first: date, last: date, y: float, steps: Sequence[date] = ()) -> None:
    """Days below the chart; years instead where only they are marked, and with the first month of a year.

    `steps` are the days of bars, of which some are marked where days are.
    """
    marks = day_marks(first, last) if first < last else (first,)
    if steps and not is_long(first, last):
        marks = tuple(steps[:: ceil(len(steps) / MOST_MARKS)])
    only_years = len(marks) > 1 and all(mark.day == mark.month == 1 for mark in marks)
    taken = 0.0
    for mark in marks:
        label = str(mark.year) if only_years else _label(mark, by_month=is_long(first, last))
        half = canvas.width_of(label, LABEL) / 2
        x = min(max(scale(mark.toordinal()), LEFT + half), RIGHT - half) if first < last else scale(mark.toordinal())
        if x - half < taken:
            continue
        canvas.text(x, y + 16, label, size=LABEL, colour=canvas.theme.quiet_text, across="center")
        canvas.line([(scale(mark.toordinal()), y), (scale(mark.toordinal()), y + 4)], canvas.theme.frame, width=1)
        taken = x + half + 8


def line_with_gaps(canvas: Canvas, days: Sequence[date], points: Sequence[Point], colour: str) -> None:
    """A line that breaks where nothing was done for long, with dots where there are few, or alone, and at the end."""
    for first, last in gaps(days):
        if last > first:
            canvas.line(points[first : last + 1], colour, width=2.4)
        elif len(points) > FEW:
            canvas.dots([points[first]], colour, size=5)
    if len(points) <= FEW:
        canvas.dots(points, colour, size=7)
    canvas.dots([points[-1]], colour, size=10)


def _label(mark: date, *, by_month: bool) -> str:
    if not by_month:
        return day(mark)
    return month_and_year(mark) if mark.month == 1 else month(mark)

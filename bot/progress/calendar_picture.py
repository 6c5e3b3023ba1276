"""The days of training as a calendar, a column for each week, and the weeks in a row."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.coaching.training_week import WEEK, monday_of
from bot.progress.canvas import MARGIN, WIDTH, Canvas
from bot.progress.chart import LABEL, heading
from bot.progress.picture import Picture, picture_of, words_only
from bot.progress.series import Streak
from bot.progress.theme import THEMES, ThemeName
from bot.progress.words import count, day, from_to, month, say, weekday

MOST_WEEKS, FEWEST_WEEKS = 26, 10
NAMES = 46
"""Where the columns begin, right of the days' names."""
WIDEST = 18
DAYS = 7


def calendar_picture(streak: Streak, today: date, theme: ThemeName = ThemeName.LIGHT) -> Picture:
    """The last half year, or as long as there is something logged."""
    if not streak.days:
        return words_only(say("calendar.nothing"))
    mondays = _columns(streak, today)
    shown = {each: times for each, times in streak.days.items() if each >= mondays[0]}
    canvas = Canvas(THEMES[theme])
    title = (
        say("calendar.title", weeks=count(streak.weeks, "weeks")) if streak.weeks > 1 else say("calendar.title_none")
    )
    y = heading(canvas, title, *_subtitles(streak, shown, mondays, today))
    cell = min((WIDTH - MARGIN - NAMES) / len(mondays), WIDEST)
    top = y + 24
    _names(canvas, mondays, cell, top)
    for at, monday in enumerate(mondays):
        for number in range(DAYS):
            each = monday + timedelta(days=number)
            _cell(canvas, NAMES + at * cell, top + number * cell, cell, is_done=each in shown, is_to_come=each > today)
    canvas.cut(top + DAYS * cell + 14)
    return picture_of(canvas, _words(streak, shown, mondays, today))


def _columns(streak: Streak, today: date) -> Sequence[date]:
    """The Mondays of the weeks that are shown: who has just begun sees some that are to come."""
    now, since = monday_of(today), monday_of(min(streak.days))
    first = max(since, now - (MOST_WEEKS - 1) * WEEK)
    shown = max((now - first) // WEEK + 1, FEWEST_WEEKS)
    return [first + at * WEEK for at in range(shown)]


def _names(canvas: Canvas, mondays: Sequence[date], cell: float, top: float) -> None:
    """Every other day on the left, and each month above its first Monday, where there is room."""
    for number in range(0, DAYS, 2):
        canvas.text(
            NAMES - 6, top + (number + 0.5) * cell, weekday(number), size=LABEL, colour=canvas.theme.quiet_text,
            across="right", up="center",
        )  # fmt: skip
    taken = 0.0
    for at, monday in enumerate(mondays):
        x = NAMES + at * cell
        is_first = at == 0 or monday.month != mondays[at - 1].month
        name = month(monday)
        if (
            is_first
            and x >= taken
            and x + canvas.width_of(name, LABEL) <= WIDTH - MARGIN / 2
            and not _is_cut(mondays, at)
        ):
            canvas.text(x, top - 8, name, size=LABEL, colour=canvas.theme.quiet_text)
            taken = x + canvas.width_of(name, LABEL) + 6


def _is_cut(mondays: Sequence[date], at: int) -> bool:
    """Whether the first column is the end of a month whose name would push out the next."""
    return at == 0 and len(mondays) > 2 and mondays[2].month != mondays[0].month


def _cell(canvas: Canvas, x: float, y: float, cell: float, *, is_done: bool, is_to_come: bool) -> None:
    """A day: filled with a workout, pale without, an outline if it is to come."""
    gap, theme = 1.6, canvas.theme
    colour = theme.main if is_done else theme.background if is_to_come else theme.empty
    edge = theme.empty if is_to_come else "none"
    canvas.box(x + gap / 2, y + gap / 2, cell - gap, cell - gap, colour, edge=edge, round=2.5)


def _subtitles(streak: Streak, shown: dict[date, int], mondays: Sequence[date], today: date) -> list[str]:
    weeks = sum(monday <= today for monday in mondays)
    told = [say("calendar.shown", workouts=count(sum(shown.values()), "workouts"), weeks=count(weeks, "weeks"))]
    if streak.best_weeks > max(streak.weeks, 1):
        told.append(say("calendar.best", best=count(streak.best_weeks, "weeks")))
    return told


def _words(streak: Streak, shown: dict[date, int], mondays: Sequence[date], today: date) -> str:
    return say(
        "calendar.alt",
        dates=from_to(mondays[0], today),
        workouts=count(sum(shown.values()), "workouts"),
        days=count(len(shown), "days"),
        weeks=str(streak.weeks),
        best=str(streak.best_weeks),
        latest=day(max(streak.days), year=True),
    )

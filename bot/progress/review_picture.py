"""A week on one sheet: what was done, on which days, and what each muscle got."""

from collections.abc import Callable
from datetime import timedelta

from bot.coaching.units import from_kg
from bot.progress.canvas import MARGIN, WIDTH, Canvas
from bot.progress.chart import LABEL, LINE, SUBTITLE, heading
from bot.progress.muscle_picture import draw_muscles, legend, muscle_words
from bot.progress.picture import Picture, picture_of, words_only
from bot.progress.theme import THEMES, ThemeName
from bot.progress.weekly_review import WeeklyReview
from bot.progress.words import count, day, from_to, large, listed, say, short_large, weekday
from bot.wording import number

DAYS = 7
TILE, GAP = 64, 8
LARGE = 18
Tile = tuple[str, str, float | None, Callable[[float], str]]
"""A figure, what it counts, what is usual, and how that is written."""


def review_picture(review: WeeklyReview, theme: ThemeName = ThemeName.LIGHT) -> Picture:
    """The picture of a week."""
    if not review.week.workouts:
        return words_only(say("review.nothing", monday=day(review.monday, year=True)))
    canvas = Canvas(THEMES[theme])
    y = heading(canvas, say("review.title"), from_to(review.monday, review.monday + timedelta(days=DAYS - 1)))
    y = _tiles(canvas, review, y + 8)
    y = _days(canvas, review, y + 10)
    y += 22
    canvas.text(MARGIN, y, say("muscles.title"), size=13, bold=True)
    for words in legend(review.weeks, review.aim):
        y += LINE
        canvas.text(MARGIN, y, words, size=SUBTITLE, colour=canvas.theme.quiet_text)
    y = draw_muscles(canvas, review.weeks, review.aim, y + 8)
    canvas.cut(y + 12)
    return picture_of(canvas, _words(review))


def _tiles(canvas: Canvas, review: WeeklyReview, y: float) -> float:
    """Three figures, each with what is usual."""
    week, usual = review.week, review.usual or (None, None, None)
    moved = review.moved[-1].kg
    shown: list[Tile] = [
        (number(week.workouts), _one_or_more("workout", week.workouts), usual[0], number),
        (number(week.hard_sets), _one_or_more("set", week.hard_sets), usual[1], number),
        (large(moved, review.unit), say("review.moved"), usual[2], lambda kg: short_large(from_kg(kg, review.unit))),
    ]
    if not moved:
        shown[-1] = number(review.streak_weeks), say("review.streak"), None, number
    width = (WIDTH - 2 * MARGIN - (len(shown) - 1) * GAP) / len(shown)
    for at, (value, label, before, as_words) in enumerate(shown):
        x = MARGIN + at * (width + GAP)
        canvas.box(x, y, width, TILE, canvas.theme.empty, round=6)
        canvas.text(x + 8, y + 24, value, size=_fitting(canvas, value, width - 16), bold=True)
        canvas.text(x + 8, y + 40, label, size=LABEL)
        if before is not None:
            words = say("review.usual", usual=as_words(round(before, 1)))
            canvas.text(x + 8, y + 56, words, size=LABEL, colour=canvas.theme.quiet_text)
    return y + TILE


def _fitting(canvas: Canvas, words: str, width: float) -> float:
    size = float(LARGE)
    while canvas.width_of(words, size, bold=True) > width and size > LABEL:
        size -= 1
    return size


def _one_or_more(what: str, times: float) -> str:
    return say(f"review.{what}" if times == 1 else f"review.{what}s")


def _days(canvas: Canvas, review: WeeklyReview, y: float) -> float:
    """A dot for each day, filled if there was a workout."""
    place = (WIDTH - 2 * MARGIN) / DAYS
    for at in range(DAYS):
        x, is_done = MARGIN + (at + 0.5) * place, review.monday + timedelta(days=at) in review.days
        canvas.dots([(x, y + 12)], canvas.theme.main if is_done else canvas.theme.grid, size=20)
        colour = canvas.theme.text if is_done else canvas.theme.quiet_text
        canvas.text(x, y + 38, weekday(at), size=LABEL, colour=colour, bold=is_done, across="center")
    return y + 40


def _words(review: WeeklyReview) -> str:
    week, usual = review.week, ""
    if review.usual:
        workouts, sets, moved = review.usual
        usual = say(
            "review.alt_usual",
            workouts=count(round(workouts, 1), "workouts"),
            sets=count(round(sets), "sets"),
            moved=_moved(moved, review),
        )
    return say(
        "review.alt",
        dates=from_to(review.monday, review.monday + timedelta(days=DAYS - 1)),
        workouts=count(week.workouts, "workouts"),
        days=listed([weekday(each.weekday()) for each in review.days]),
        sets=f"{number(week.hard_sets)} {_one_or_more('set', week.hard_sets)}",
        moved=_moved(review.moved[-1].kg, review),
        usual=usual,
        muscles=muscle_words(week, review.aim, in_review=True),
    )


def _moved(mass_kg: float, review: WeeklyReview) -> str:
    """Nothing where no set has a weight that is known."""
    return say("review.alt_moved", moved=large(mass_kg, review.unit)) if mass_kg else ""

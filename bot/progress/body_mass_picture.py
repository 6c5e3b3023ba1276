"""Body mass over time: a dot for each day, and the mean of the week as a line."""

from collections.abc import Sequence

from bot.coaching.advice import Mass
from bot.coaching.amounts import shown_mass
from bot.coaching.terms import MassUnit
from bot.coaching.units import from_kg
from bot.progress.axis import Scale, gaps, round_marks
from bot.progress.canvas import Canvas
from bot.progress.chart import LEFT, RIGHT, days_below, heading, value_marks
from bot.progress.picture import Picture, picture_of, words_only
from bot.progress.series import MassPoint
from bot.progress.theme import THEMES, ThemeName
from bot.progress.words import count, from_to, say
from bot.wording import mass, number

CHART, FOOT = 180, 28
MANY = 90


def body_mass_picture(
    points: Sequence[MassPoint], unit: MassUnit = MassUnit.KG, theme: ThemeName = ThemeName.LIGHT
) -> Picture:
    """Body mass, the oldest point first. The scale does not begin at 0, so that a change can be seen."""
    if not points:
        return words_only(say("body_mass.nothing"))
    days = [each.day for each in points]
    canvas = Canvas(THEMES[theme])
    legend = [say("body_mass.legend", days=_trend_days(points))] if len(points) > 1 else []
    y = heading(canvas, say("body_mass.title"), from_to(days[0], days[-1]), _now(points, unit), *legend)
    bottom = y + 12 + CHART
    _draw(canvas, points, unit, y + 12, bottom)
    canvas.cut(bottom + FOOT)
    return picture_of(canvas, _words(points, unit))


def _draw(canvas: Canvas, points: Sequence[MassPoint], unit: MassUnit, top: float, bottom: float) -> None:
    days = [each.day for each in points]
    values = [from_kg(each.kg, unit) for each in points]
    marks = round_marks(min(values), max(values), 5)
    up = Scale(marks[0], marks[-1], bottom, top)
    value_marks(canvas, up, marks, [number(each) for each in marks])
    across = Scale(days[0].toordinal(), days[-1].toordinal(), LEFT + 8, RIGHT - 8)
    xs = [across(each.toordinal()) for each in days]
    dots = [(x, up(value)) for x, value in zip(xs, values, strict=True)]
    colour = canvas.theme.frame if len(points) > 1 else canvas.theme.main
    canvas.dots(dots, colour, size=3 if len(points) > MANY else 6 if len(points) > 1 else 10)
    trend = [(x, up(from_kg(each.trend_kg, unit))) for x, each in zip(xs, points, strict=True)]
    for start, end in gaps(days):
        if end > start:
            canvas.line(trend[start : end + 1], canvas.theme.main, width=2.4)
    days_below(canvas, across, days[0], days[-1], bottom)


def _now(points: Sequence[MassPoint], unit: MassUnit) -> str:
    if len(points) == 1:
        return say("body_mass.now_one", now=_shown(points[-1].kg, unit))
    return say("body_mass.now", now=_shown(points[-1].kg, unit), change=_change(points, unit))


def _change(points: Sequence[MassPoint], unit: MassUnit) -> str:
    """By as much as the two figures that are shown differ."""
    now, start = (shown_mass(points[at].kg, unit).value for at in (-1, 0))
    by = mass(Mass(abs(now - start), unit))
    return say(f"body_mass.{'same' if now == start else 'up' if now > start else 'down'}", by=by)


def _words(points: Sequence[MassPoint], unit: MassUnit) -> str:
    dates, now = from_to(points[0].day, points[-1].day), _shown(points[-1].kg, unit)
    if len(points) == 1:
        return say("body_mass.alt_one", dates=dates, now=now)
    lowest, highest = (_shown(end(each.kg for each in points), unit) for end in (min, max))
    start, trend = _shown(points[0].kg, unit), _shown(points[-1].trend_kg, unit)
    ends = {"start": start, "lowest": lowest, "highest": highest, "trend": trend, "days": _trend_days(points)}
    return say("body_mass.alt", dates=dates, now=now, **ends)


def _trend_days(points: Sequence[MassPoint]) -> str:
    return count(points[-1].trend_days, "days")


def _shown(mass_kg: float, unit: MassUnit) -> str:
    return mass(shown_mass(mass_kg, unit))

"""What was lifted in all, week by week, or month by month where there are many."""

from collections.abc import Sequence
from datetime import date
from statistics import fmean as mean

from bot.coaching.terms import MassUnit
from bot.coaching.units import from_kg
from bot.progress.axis import Scale, round_marks
from bot.progress.canvas import Canvas
from bot.progress.chart import LEFT, RIGHT, days_below, heading, value_marks
from bot.progress.picture import Picture, picture_of, words_only
from bot.progress.series import Tonnage, by_month
from bot.progress.theme import THEMES, ThemeName
from bot.progress.words import count, day, large, month_and_year, say, short_large

MOST_WEEKS = 26
MOST_MONTHS = 60
CHART, FOOT = 170, 28
WIDEST = 26


def tonnage_picture(
    weeks: Sequence[Tonnage],
    unit: MassUnit = MassUnit.KG,
    *,
    is_over: bool = False,
    theme: ThemeName = ThemeName.LIGHT,
) -> Picture:
    """A bar for each week (the oldest first) or month. The last is pale unless it `is_over`."""
    has_uncounted, weeks = any(each.uncounted for each in weeks), _since_first(weeks)
    if not weeks:
        return words_only(say("tonnage.nothing_but_own" if has_uncounted else "tonnage.nothing"))
    by_weeks = len(weeks) <= MOST_WEEKS
    bars = weeks if by_weeks else by_month(weeks)[-MOST_MONTHS:]
    kind = "weeks" if by_weeks else "months"
    canvas = Canvas(THEMES[theme])
    y = heading(canvas, say(f"tonnage.title_{kind}"), *_subtitles(bars, unit, is_over=is_over))
    bottom = y + 12 + CHART
    _bars(canvas, bars, unit, (y + 12, bottom), is_over=is_over)
    canvas.cut(bottom + FOOT)
    return picture_of(canvas, _words(kind, bars, unit, is_over=is_over))


def _bars(
    canvas: Canvas, bars: Sequence[Tonnage], unit: MassUnit, between: tuple[float, float], *, is_over: bool
) -> None:
    top, bottom = between
    values = [from_kg(each.kg, unit) for each in bars]
    marks = round_marks(0, max(values), 5)
    up = Scale(0, marks[-1], bottom, top)
    value_marks(canvas, up, marks, [short_large(each) for each in marks])
    place = (RIGHT - LEFT) / len(bars)
    first, last = bars[0].first, bars[-1].first
    across = Scale(first.toordinal(), last.toordinal(), LEFT + place / 2, RIGHT - place / 2)
    width = min(place * 0.72, WIDEST)
    for each, value in zip(bars, values, strict=True):
        is_pale = each is bars[-1] and not is_over
        colour, edge = (canvas.theme.soft, canvas.theme.main) if is_pale else (canvas.theme.main, "none")
        x = across(each.first.toordinal()) - width / 2
        canvas.box(x, up(value), width, bottom - up(value), colour, edge=edge)
    days_below(canvas, across, first, last, bottom, [each.first for each in bars])


def _since_first(weeks: Sequence[Tonnage]) -> Sequence[Tonnage]:
    """The weeks from the first with a weight on."""
    first = next((at for at, each in enumerate(weeks) if each.kg), len(weeks))
    return weeks[first:]


def _subtitles(bars: Sequence[Tonnage], unit: MassUnit, *, is_over: bool) -> list[str]:
    full = bars if is_over else bars[:-1]
    told = [say("tonnage.full", **_full(full, unit))] if full else []
    if not is_over and bars[-1].kg:
        told.append(say("tonnage.so_far", now=large(bars[-1].kg, unit)))
    uncounted = sum(each.uncounted for each in bars)
    if uncounted:
        told.append(say("tonnage.uncounted", sets=count(uncounted, "sets")))
    return told


def _words(kind: str, bars: Sequence[Tonnage], unit: MassUnit, *, is_over: bool) -> str:
    full = bars if is_over else bars[:-1]
    has_now = not is_over and (bars[-1].kg or not full)
    told = [say(f"tonnage.alt_now{'' if full else '_one'}", now=large(bars[-1].kg, unit))] if has_now else []
    if full:
        told.append(say("tonnage.alt_full", **_full(full, unit), best=large(max(each.kg for each in full), unit)))
    uncounted = sum(each.uncounted for each in bars)
    if uncounted:
        told.append(say("tonnage.alt_uncounted", sets=count(uncounted, "sets")))
    first, last = (_name(kind, each.first) for each in (bars[0], bars[-1]))
    return say(
        "tonnage.alt_week" if len(bars) == 1 else f"tonnage.alt_{kind}", first=first, last=last, told=" ".join(told)
    )


def _full(full: Sequence[Tonnage], unit: MassUnit) -> dict[str, str]:
    return {"last": large(full[-1].kg, unit), "mean": large(mean(each.kg for each in full), unit)}


def _name(kind: str, first: date) -> str:
    return day(first, year=True) if kind == "weeks" else month_and_year(first)

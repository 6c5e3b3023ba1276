"""How strong a lifter is: the estimated 1RM of each lift with its range, or the best sets with one's own weight."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from bot.coaching.exercise import exercise
from bot.coaching.terms import MassUnit
from bot.coaching.units import from_kg
from bot.progress.axis import Scale, gaps, round_marks
from bot.progress.canvas import MARGIN, Canvas
from bot.progress.chart import (
    LABEL,
    LEFT,
    LINE,
    RIGHT,
    SUBTITLE,
    days_below,
    heading,
    line_with_gaps,
    value_marks,
    wrapped,
)
from bot.progress.picture import Picture, picture_of, words_only
from bot.progress.series import MaxPoint, RepsPoint
from bot.progress.theme import THEMES, ThemeName
from bot.progress.words import count, from_to, kilos, say, spanned
from bot.wording import number

MOST_LIFTS = 4
MOST_NOTES = 3
MOST_POINTS = 60
"""More are drawn as the best of each month."""
NAME = 13
ALONE, BESIDE, FOOT = 190, 84, 26
"""Heights of a chart alone and of one of several, and of the days below the last."""
Dated = TypeVar("Dated", MaxPoint, RepsPoint)


@dataclass(frozen=True)
class Panel:
    """A chart of one lift. `low` and `high` edge the shaded range; the same as `middle` for none."""

    name: str
    now: str
    days: Sequence[date]
    low: Sequence[float]
    middle: Sequence[float]
    high: Sequence[float]
    is_counted: bool = False
    """Whether the values are whole: reps, seconds."""
    notes: Sequence[tuple[int, str]] = ()
    """Words at points, by their place."""


def strength_picture(
    lifts: Mapping[str, Sequence[MaxPoint]], unit: MassUnit = MassUnit.KG, theme: ThemeName = ThemeName.LIGHT
) -> Picture:
    """The estimated 1RM of up to four lifts (by exercise, the oldest point first), each in its own chart."""
    shown = {name: points for name, points in list(lifts.items())[:MOST_LIFTS] if points}
    if not shown:
        return words_only(say("strength.nothing"))
    thinned = {name: _thinned(points, lambda each: each.middle_kg) for name, points in shown.items()}
    panels = [_max_panel(name, points, unit) for name, points in thinned.items()]
    alt_lifts = " ".join(_max_words(name, points, unit) for name, points in shown.items())
    return _picture(
        "strength", panels, alt_lifts, theme, is_thinned=any(len(thinned[name]) < len(shown[name]) for name in shown)
    )


def reps_picture(
    lifts: Mapping[str, Sequence[RepsPoint]], unit: MassUnit = MassUnit.KG, theme: ThemeName = ThemeName.LIGHT
) -> Picture:
    """The best sets of up to four exercises with one's own weight, each in its own chart."""
    shown = {name: points for name, points in list(lifts.items())[:MOST_LIFTS] if points}
    if not shown:
        return words_only(say("reps.nothing"))
    thinned = {name: _thinned(points, lambda each: (each.load_kg, each.reps)) for name, points in shown.items()}
    panels = [_reps_panel(name, points, unit) for name, points in thinned.items()]
    alt_lifts = " ".join(_reps_words(name, points, unit) for name, points in shown.items())
    return _picture(
        "reps", panels, alt_lifts, theme, is_thinned=any(len(thinned[name]) < len(shown[name]) for name in shown)
    )


def _picture(kind: str, panels: Sequence[Panel], alt_lifts: str, theme: ThemeName, *, is_thinned: bool) -> Picture:
    first, last = min(min(each.days) for each in panels), max(max(each.days) for each in panels)
    dates = from_to(first, last)
    canvas = Canvas(THEMES[theme])
    below = [say(f"{kind}.dates{'_months' if is_thinned else ''}", dates=dates)]
    if any(each.low != each.high for each in panels):
        below.append(say(f"{kind}.range"))
    y = heading(canvas, say(f"{kind}.title"), *below)
    days = Scale(first.toordinal(), last.toordinal(), LEFT + 8, RIGHT - 8)
    for each in panels:
        y = _draw(canvas, each, days, y, ALONE if len(panels) == 1 else BESIDE)
    days_below(canvas, days, first, last, y)
    canvas.cut(y + FOOT)
    return picture_of(canvas, say(f"{kind}.alt", dates=dates, lifts=alt_lifts))


def _draw(canvas: Canvas, panel: Panel, days: Scale, y: float, height: float) -> float:
    """One chart from `y` on; where it ends."""
    canvas.text(MARGIN, y + 20, panel.name, size=NAME, bold=True)
    now = wrapped(canvas, panel.now, RIGHT - MARGIN, SUBTITLE)
    for line in now:
        y += LINE
        canvas.text(MARGIN, y + 20, line, size=SUBTITLE)
    top, bottom = y + 34, y + 34 + height
    marks = round_marks(min(panel.low), max(panel.high), 5 if height == ALONE else 4, whole=panel.is_counted)
    values = Scale(marks[0], marks[-1], bottom, top)
    value_marks(canvas, values, marks, [number(each) for each in marks])
    across = [days(each.toordinal()) for each in panel.days]
    for first, last in gaps(panel.days):
        _range(canvas, across[first : last + 1], panel.low[first : last + 1], panel.high[first : last + 1], values)
    points = [(x, values(each)) for x, each in zip(across, panel.middle, strict=True)]
    line_with_gaps(canvas, panel.days, points, canvas.theme.main)
    for at, note in panel.notes:
        x = min(points[at][0] + 3, RIGHT - canvas.width_of(note, LABEL))
        canvas.text(x, points[at][1] - 8, note, size=LABEL)
    return bottom + 10


def _range(canvas: Canvas, across: Sequence[float], low: Sequence[float], high: Sequence[float], to: Scale) -> None:
    """The shaded range; of a single day a bar."""
    if list(low) == list(high):
        return
    if len(across) == 1:
        canvas.box(across[0] - 4, to(high[0]), 8, to(low[0]) - to(high[0]), canvas.theme.soft, round=4)
        return
    above = [(x, to(each)) for x, each in zip(across, high, strict=True)]
    below = [(x, to(each)) for x, each in zip(across, low, strict=True)]
    canvas.area([*above, *reversed(below)], canvas.theme.soft)


def _max_panel(name: str, points: Sequence[MaxPoint], unit: MassUnit) -> Panel:
    last = points[-1]
    now = say("strength.now", middle=kilos(last.middle_kg, unit), span=spanned(last.low_kg, last.high_kg, unit))
    low, middle, high = (
        [from_kg(getattr(each, end), unit) for each in points] for end in ("low_kg", "middle_kg", "high_kg")
    )
    return Panel(exercise(name).title, now, [each.day for each in points], low, middle, high)


def _max_words(name: str, points: Sequence[MaxPoint], unit: MassUnit) -> str:
    last, best = points[-1], max(points, key=lambda each: each.middle_kg)
    shown = {"lift": exercise(name).title, "middle": kilos(last.middle_kg, unit)}
    shown["span"] = spanned(last.low_kg, last.high_kg, unit)
    if len(points) == 1:
        done = {"reps": count(last.done.reps, "reps"), "load": kilos(last.done.load_kg, unit)}
        return say("strength.alt_lift_one", **shown, **done)
    ends = {"start": kilos(points[0].middle_kg, unit), "best": kilos(best.middle_kg, unit)}
    return say("strength.alt_lift", **shown, **ends)


def _reps_panel(name: str, points: Sequence[RepsPoint], unit: MassUnit) -> Panel:
    reps = [float(each.reps) for each in points]
    now = say("reps.now", reps=_reps(name, points[-1]), load=_load(points[-1], unit))
    days, title = [each.day for each in points], exercise(name).title
    return Panel(title, now, days, reps, reps, reps, is_counted=True, notes=_changes_of_load(points, unit))


def _changes_of_load(points: Sequence[RepsPoint], unit: MassUnit) -> list[tuple[int, str]]:
    """Where the load is another than before, if that is not too often to be read."""
    changed = [at for at, (one, other) in enumerate(pairwise(points), 1) if one.load_kg != other.load_kg]
    return [(at, _note(points[at].load_kg, unit)) for at in changed] if len(changed) <= MOST_NOTES else []


def _note(load_kg: float, unit: MassUnit) -> str:
    kind = "added" if load_kg > 0 else "helped" if load_kg < 0 else "own"
    return say(f"reps.note_{kind}", load=kilos(abs(load_kg), unit))


def _reps_words(name: str, points: Sequence[RepsPoint], unit: MassUnit) -> str:
    last, best = points[-1], max(points, key=lambda each: (each.load_kg, each.reps))
    shown = {"lift": exercise(name).title, "reps": _reps(name, last), "load": _load(last, unit)}
    if len(points) == 1:
        return say("reps.alt_lift_one", **shown)
    start, top = (f"{_reps(name, each)}{_load(each, unit)}" for each in (points[0], best))
    return say("reps.alt_lift", **shown, start=start, best=top)


def _reps(name: str, point: RepsPoint) -> str:
    return count(point.reps, "seconds" if exercise(name).timed else "reps")


def _load(point: RepsPoint, unit: MassUnit) -> str:
    if not point.load_kg:
        return ""
    return say("reps.added" if point.load_kg > 0 else "reps.helped", load=kilos(abs(point.load_kg), unit))


def _thinned(points: Sequence[Dated], better: Callable[[Dated], Any]) -> list[Dated]:
    """The best of each month, if there are many; the last point stays as it is."""
    if len(points) <= MOST_POINTS:
        return list(points)
    months: dict[tuple[int, int], Dated] = {}
    for each in points[:-1]:
        month = each.day.year, each.day.month
        months[month] = max(months.get(month, each), each, key=better)
    best = list(months.values())
    best.append(points[-1])
    return best

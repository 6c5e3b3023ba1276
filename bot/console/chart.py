"""Small charts, drawn by the server: bars as numbers for a template, which needs no script and no inline style."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

WIDTH, HEIGHT = 360.0, 120.0
LEFT, TOP, BOTTOM = 34.0, 8.0, 20.0
"""Room for the scale, above the highest bar, and for the days."""
GAP = 0.25
"""Of a bar's room."""
STEPS = (1, 2, 5, 10)
LEAST = 1.5
"""Height of a bar that is not nothing."""


@dataclass(frozen=True)
class Bar:
    """A bar with what it says. One without a height is nothing; `is_known` false: nobody knows."""

    x: float
    y: float
    width: float
    height: float
    label: str
    is_known: bool = True


@dataclass(frozen=True)
class Chart:
    """A bar chart. `top`: the number at the upper line; `ends`: the first label of the axis, and the last one."""

    bars: tuple[Bar, ...]
    top: str
    ends: tuple[str, str]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    upper: float = TOP
    lower: float = HEIGHT - BOTTOM


def chart_of(values: Sequence[float | None], labels: Sequence[str], told: Sequence[str]) -> Chart:
    """A bar for each value, None where it is not known. `labels` stand at the axis, `told` is what each bar says."""
    top = round_top(max((each for each in values if each is not None), default=0))
    room, full = (WIDTH - LEFT) / max(1, len(values)), HEIGHT - BOTTOM - TOP
    bars = []
    for at, value in enumerate(values):
        height = max(LEAST, full * value / top) if value else 0.0
        x = LEFT + room * (at + GAP / 2)
        bars.append(
            Bar(round(x, 2), round(HEIGHT - BOTTOM - height, 2), round(room * (1 - GAP), 2), round(height, 2), told[at],
                value is not None)
        )  # fmt: skip
    return Chart(tuple(bars), f"{top:g}", (labels[0], labels[-1]) if labels else ("", ""))


def round_top(highest: float) -> float:
    """A round number that is not less: 1, 2, 5, 10, 20, 50, …"""
    if highest <= 1:
        return 1
    unit = 10 ** floor(log10(highest))
    return next(float(step * unit) for step in STEPS if step * unit >= highest)

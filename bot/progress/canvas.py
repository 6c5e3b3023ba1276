"""Draws on a sheet as wide as a phone, in its pixels, from the top left corner.

Everything is told to each mark: no defaults of matplotlib's are read or changed, and pyplot is never loaded, so that
pictures can be drawn in several threads and look the same in all of them.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from matplotlib import get_data_path
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bot.progress.png import png_of
from bot.progress.theme import Theme

WIDTH = 360
"""The sheet's width in pixels of a phone; the picture has SHARPNESS as many."""
SHARPNESS = 3
MARGIN = 14
DPI = 100 * SHARPNESS
POINTS = 0.72
"""Points in a pixel of 1/100 inch."""
LEAST_TEXT = 11
A_HAIR = 1e-6
"""Keeps a product of fractions from ending a pixel short."""

Point = tuple[float, float]


class Canvas:
    """A sheet as wide as WIDTH, and as long as it is cut in the end. Later marks lie over earlier ones."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.figure = Figure(figsize=(WIDTH / 100, 1), dpi=DPI, facecolor=theme.background)
        self.texts: list[Text] = []
        self._agg = FigureCanvasAgg(self.figure)
        self._to_sheet = Affine2D()
        self._order = 0
        self.cut(100)

    def cut(self, height: float) -> None:
        """Make the sheet so long."""
        self.height = round(height)
        self.figure.set_size_inches(WIDTH / 100, (self.height + A_HAIR) / 100)
        self._to_sheet.clear().scale(SHARPNESS, -SHARPNESS).translate(0, self.height * SHARPNESS)

    def text(
        self, x: float, y: float, words: str, *, size: float = 12, bold: bool = False, colour: str = "",
        across: str = "left", up: str = "baseline",
    ) -> Text:  # fmt: skip
        """Words at a point: `across` is left, center or right of it, `up` baseline, center, top or bottom."""
        found = Text(
            x, y, words, color=colour or self.theme.text, ha=across, va=up, fontproperties=_font(size, bold),
            transform=self._to_sheet, parse_math=False, zorder=self._next(),
        )  # fmt: skip
        self.figure.add_artist(found)
        self.texts.append(found)
        return found

    def width_of(self, words: str, size: float = 12, *, bold: bool = False) -> float:
        """How wide words are."""
        return sum(_advance(letter, bold) for letter in words) * size

    def line(
        self, points: Sequence[Point], colour: str, *, width: float = 2, dashes: tuple[float, float] | None = None
    ) -> None:
        """A line through points."""
        style = "-" if dashes is None else (0, tuple(each / width for each in dashes))
        xs, ys = zip(*points, strict=True)
        self.figure.add_artist(
            Line2D(
                xs, ys, color=colour, linewidth=width * POINTS, linestyle=style, marker="None", zorder=self._next(),
                transform=self._to_sheet, solid_capstyle="round", solid_joinstyle="round", dash_capstyle="butt",
                antialiased=True,
            )
        )  # fmt: skip

    def dots(self, points: Sequence[Point], colour: str, *, size: float = 5, shape: str = "o") -> None:
        """A dot (or D, a diamond) at each point, with a thin rim of the background."""
        xs, ys = zip(*points, strict=True)
        self.figure.add_artist(
            Line2D(
                xs, ys, color=colour, linestyle="None", marker=shape, markersize=size * POINTS, markerfacecolor=colour,
                markeredgecolor=self.theme.background, markeredgewidth=0.8 * POINTS, transform=self._to_sheet,
                zorder=self._next(), antialiased=True,
            )
        )  # fmt: skip

    def area(self, points: Sequence[Point], colour: str) -> None:
        """A filled shape."""
        self.figure.add_artist(
            Polygon(points, closed=True, facecolor=colour, edgecolor="none", transform=self._to_sheet,
                    zorder=self._next(), linewidth=0, antialiased=True)
        )  # fmt: skip

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, *, edge: str = "none", round: float = 0
    ) -> None:
        """A filled rectangle by its top left corner, perhaps with an edge and round corners."""
        if width <= 0 or height <= 0:
            return
        look = {
            "facecolor": colour, "edgecolor": edge, "linewidth": 0 if edge == "none" else POINTS, "antialiased": True,
            "transform": self._to_sheet, "zorder": self._next(),
        }  # fmt: skip
        radius = min(round, width / 2, height / 2)
        shape = (
            FancyBboxPatch((x, y), width, height, boxstyle=f"round,pad=0,rounding_size={radius}", **look)
            if radius
            else Rectangle((x, y), width, height, **look)
        )
        self.figure.add_artist(shape)

    def png(self) -> bytes:
        """The sheet as a PNG, without a word of who made it and with what."""
        self._agg.draw()
        return png_of(np.asarray(self._agg.buffer_rgba()))

    def _next(self) -> int:
        self._order += 1
        return self._order


@cache
def _advance(letter: str, bold: bool) -> float:
    """How wide a letter is, at a size of 1."""
    font = FT2Font(str(_file(bold)))
    font.set_size(100, 72)
    return float(font.load_char(ord(letter)).linearHoriAdvance) / 65536 / 100


@cache
def _file(bold: bool) -> Path:
    return Path(get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf"


def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(fname=_file(bold), size=size * POINTS)

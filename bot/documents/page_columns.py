"""Blocks of text side by side."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from bot.documents.page_style import bare

Block = list[Flowable]
COLUMNS = 3
ROUNDS = 3
GUTTER = 8 * mm
NARROWEST = 0.24
"""The share of the width that a column has at least."""


def side_by_side(blocks: Sequence[Block], width: float) -> Table:
    """Blocks in their order in up to three columns, wider where there is more to read, so that they end alike."""
    count = min(COLUMNS, len(blocks))
    text = width - GUTTER * (count - 1)
    heights = [height_of(block, text / count) for block in blocks]
    cuts = min(combinations(range(1, len(blocks)), count - 1), key=lambda cuts: max(_sums(heights, cuts)))
    edges = pairwise((0, *cuts, len(blocks)))
    cells = [[part for block in blocks[first:last] for part in block] for first, last in edges]
    *widths, last = _widths(cells, text)
    style = [*bare(top=0, bottom=0), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("RIGHTPADDING", (0, 0), (-2, -1), GUTTER)]
    columns = [*(each + GUTTER for each in widths), last]
    return Table([cells], colWidths=columns, style=style, splitInRow=1, hAlign="LEFT")


def height_of(block: Block, width: float) -> float:
    """How high it is, with the space between its parts."""
    return sum(part.wrap(width, 0)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in block)


def _sums(heights: Sequence[float], cuts: Sequence[int]) -> list[float]:
    return [sum(heights[first:last]) for first, last in pairwise((0, *cuts, len(heights)))]


def _widths(cells: Sequence[Block], width: float) -> list[float]:
    """Widths at which the columns are about equally high, none less than the narrowest."""
    widths = [width / len(cells)] * len(cells)
    for _ in range(ROUNDS):
        areas = [height_of(cell, each) * each for cell, each in zip(cells, widths, strict=True)]
        shares = [max(NARROWEST, area / sum(areas)) for area in areas]
        widths = [width * share / sum(shares) for share in shares]
    return widths

"""The logs as pages: tables with boxes to write in, as many to a page as fit, rows as high as there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table

from bot.documents.log import Log
from bot.documents.page_style import bare, grid, paragraph, text_width
from bot.documents.words import say

NARROWEST = {"exercise": 52 * mm, "sets_and_reps": 29 * mm, "load": 24 * mm, "reserve": 18 * mm, "rest": 20 * mm}
WIDEST_BOX = 30 * mm
LOWEST_BOX, HIGHEST_BOX, STEP = 9 * mm, 14 * mm, 0.25 * mm
ROOM_TO_WRITE = 5.5 * mm
PADDING = 6
NOTE = 0.38
"""The share of the width that the note beside a heading has."""


@dataclass(frozen=True)
class Sheet:
    """A log with the note beside its heading, how high it is at least, and so its rows."""

    log: Log
    note: str
    height: float
    rows: tuple[float, ...]


@dataclass(frozen=True)
class Page:
    """Sheets that fit a page, and the height that their rows can be raised to."""

    sheets: tuple[Sheet, ...]
    row: float


def sheet(log: Log, note: str, width: float) -> Sheet:
    """A log, measured."""
    rows = _row_heights(*_cells(log), log, width)
    return Sheet(log, note, float(sum(part.wrap(width, 0)[1] for part in _block(log, note, width))), tuple(rows))


def pages_of(sheets: Sequence[Sheet], height: float, below: float = 0) -> list[Page]:
    """As few pages as the order allows. The last one leaves room for what comes below, if it can."""
    *others, last = _grouped(sheets, height)
    room = height - below if _height(last) + below <= height else height
    return [*(Page(group, _row(group, height)) for group in others), Page(last, _row(last, room))]


def _grouped(sheets: Sequence[Sheet], height: float) -> list[tuple[Sheet, ...]]:
    groups: list[tuple[Sheet, ...]] = [()]
    for each in sheets:
        if groups[-1] and _height(groups[-1]) + each.height > height:
            groups.append(())
        groups[-1] = (*groups[-1], each)
    return groups


def _height(group: Sequence[Sheet]) -> float:
    return sum(each.height for each in group)


def _row(group: Sequence[Sheet], room: float) -> float:
    """The height that all rows can be raised to, but for those that need more."""
    least = [row for each in group for row in each.rows]
    free = room - _height(group) + sum(least)
    height = HIGHEST_BOX
    while height > LOWEST_BOX and sum(max(each, height) for each in least) > free:
        height -= STEP
    return max(height, LOWEST_BOX)


def on_page(page: Page, width: float) -> Iterator[Flowable]:
    """What stands on the page, one below the other."""
    for each in page.sheets:
        yield from _block(each.log, each.note, width, page.row)


def _block(log: Log, note: str, width: float, row: float = 0) -> list[Flowable]:
    heading = Table(
        [[paragraph(log.title, "heading"), paragraph(note, "cell", side="right")]],
        colWidths=[width * (1 - NOTE), width * NOTE], style=bare(), hAlign="LEFT",
    )  # fmt: skip
    return [heading, log_table(log, width, row)]


def log_table(log: Log, width: float, row: float = 0) -> Table:
    """A row for each exercise, `row` high or as high as it need be. Columns that have nothing to tell are left out."""
    told, body = _cells(log)
    head = [paragraph(say(f"columns.{name}"), "head") for name in told]
    head += [paragraph(each, "small_head", side="centre") for each in log.headings]
    heights = [None, *(max(each, row) for each in _row_heights(told, body, log, width))]
    boxes = (len(told), 0), (-1, -1)
    style = grid(
        ("VALIGN", (len(told), 1), (-1, -1), "TOP"), ("TOPPADDING", (len(told), 1), (-1, -1), 2),
        ("LEFTPADDING", *boxes, 1), ("RIGHTPADDING", *boxes, 1),
    )  # fmt: skip
    widths = _widths(told, log, width)
    return Table([head, *body], colWidths=widths, rowHeights=heights, style=style, repeatRows=1, hAlign="LEFT")


def _cells(log: Log) -> tuple[list[str], list[list[Paragraph]]]:
    """The columns that have something to tell, and the rows under them, boxes at the end."""
    told = [name for name in NARROWEST if any(getattr(row, name) for row in log.rows)]
    return told, [
        [
            *(paragraph(getattr(row, name), "strong" if name == "exercise" else "cell") for name in told),
            *(paragraph(box, "small", side="centre") for box in row.boxes),
        ]
        for row in log.rows
    ]


def _widths(told: Sequence[str], log: Log, width: float) -> list[float]:
    """What the boxes do not need goes to columns that would break a line, and then to the names of the exercises."""
    widths = {name: NARROWEST[name] for name in told}
    boxes = len(log.headings)
    box = min(WIDEST_BOX, (width - sum(widths.values())) / boxes)
    spare = width - sum(widths.values()) - box * boxes
    for name in told[1:]:
        longest = max(text_width(getattr(row, name), "cell") for row in log.rows)
        more = min(spare, max(0, longest + 2 * PADDING - widths[name]))
        widths[name] += more
        spare -= more
    widths[told[0]] += spare
    return [*widths.values(), *[box] * boxes]


def _row_heights(told: Sequence[str], body: Sequence[Sequence[Paragraph]], log: Log, width: float) -> list[float]:
    """High enough for every cell, and for handwriting under what the boxes tell."""
    widths = _widths(told, log, width)
    found = []
    for row in body:
        heights = [cell.wrap(width - 2 * PADDING, 0)[1] for cell, width in zip(row, widths, strict=True)]
        texts, boxes = heights[: len(told)], heights[len(told) :]
        found.append(float(max(LOWEST_BOX, max(texts) + PADDING, max(boxes) + ROOM_TO_WRITE)))
    return found

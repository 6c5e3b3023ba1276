"""Sizes and styles of the page, in points unless said. Black on white, to be read at arm's length."""

from functools import cache
from html import escape
from typing import Any, Literal

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, TableStyle

from bot.coaching.terms import MassUnit
from bot.documents.fonts import BOLD, PLAIN

Command = tuple[Any, ...]
"""One line of a table style, as reportlab wants it."""

MARGIN = 13 * mm
FOOT = 7 * mm
GAP = 5 * mm
SHADE = Color(0.9, 0.9, 0.9)
SIZES = {
    "title": 22, "facts": 10.5, "heading": 12.5, "head": 9.5, "strong": 9.5, "cell": 9.5, "body": 9, "fine": 8,
    "small_head": 7.5, "small": 7.5,
}  # fmt: skip
BOLDS = ("title", "heading", "head", "strong", "small_head")
SPACES = {"facts": (2, 0), "heading": (12, 4), "body": (0, 2), "fine": (0, 1.5)}
"""Points before and after a paragraph."""
LISTED = ("body", "fine")
INDENT = 10
LEADING = 1.3
Side = Literal["left", "centre", "right"]
SIDES: dict[Side, Literal[0, 1, 2]] = {"left": TA_LEFT, "centre": TA_CENTER, "right": TA_RIGHT}


def page_size(unit: MassUnit) -> tuple[float, float]:
    """Width and height: A4 across, or US Letter for those who lift pounds."""
    width, height = landscape(LETTER if unit is MassUnit.LB else A4)
    return float(width), float(height)


@cache
def _style(name: str, side: Side) -> ParagraphStyle:
    before, after = SPACES.get(name, (0, 0))
    return ParagraphStyle(
        name, fontName=BOLD if name in BOLDS else PLAIN, fontSize=SIZES[name], leading=SIZES[name] * LEADING,
        textColor=black, alignment=SIDES[side], spaceBefore=before, spaceAfter=after,
        leftIndent=INDENT if name in LISTED else 0, bulletFontName=PLAIN, bulletFontSize=SIZES[name],
    )  # fmt: skip


def paragraph(text: str, name: str, side: Side = "left") -> Paragraph:
    """Plain text in a style of SIZES; line breaks are kept, what is LISTED gets a bullet."""
    marked = escape(text, quote=False).replace("\n", "<br/>")
    return Paragraph(marked, _style(name, side), bulletText="•" if name in LISTED else None)


def text_width(text: str, name: str) -> float:
    """How wide a text is on one line."""
    return float(stringWidth(text, BOLD if name in BOLDS else PLAIN, SIZES[name]))


WHOLE = ((0, 0), (-1, -1))


def grid(*more: Command) -> TableStyle:
    """Lines round every cell, the first row shaded."""
    return TableStyle([
        ("GRID", *WHOLE, 0.6, black), ("VALIGN", *WHOLE, "MIDDLE"), ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("LEFTPADDING", *WHOLE, 4), ("RIGHTPADDING", *WHOLE, 4), ("TOPPADDING", *WHOLE, 3),
        ("BOTTOMPADDING", *WHOLE, 3), *more,
    ])  # fmt: skip


def bare(top: float = 8, bottom: float = 3) -> list[Command]:
    """No lines, nothing at the sides; bottoms in line."""
    return [
        ("VALIGN", *WHOLE, "BOTTOM"), ("LEFTPADDING", *WHOLE, 0), ("RIGHTPADDING", *WHOLE, 0),
        ("TOPPADDING", *WHOLE, top), ("BOTTOMPADDING", *WHOLE, bottom),
    ]  # fmt: skip

"""Reads our plain text: paragraphs, list items ("- "), tables (" | " between cells), and addresses in them.

What it cannot read stays text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`|\u200e\u200f\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE)
_ITEM = re.compile(r"\s*- +")
_RULE_OF_A_TABLE = re.compile(r"[\s|:-]+")
_BETWEEN_CELLS = re.compile(r"\s*\|\s*")
_STOPS = ".,;:!?…*]}"
_GOOD_PLACES_TO_BREAK = ("\n\n", "\n", ". ", " ")


@dataclass(frozen=True)
class Span:
    """A part of a line; with an address it is a link."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Paragraph:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class BulletList:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Paragraph | BulletList | Table


def parts_of(text: str) -> tuple[Part, ...]:
    """What a text consists of, in order; blank lines are what lies between."""
    lines = text.splitlines()
    kinds = [(_kind(lines, at), line) for at, line in enumerate(lines)]
    runs = [(kind, [line for _, line in run]) for kind, run in groupby(kinds, lambda each: each[0])]
    return tuple(_part(kind, run) for kind, run in runs if kind != "blank")


def spans_of(line: str) -> tuple[Span, ...]:
    """A line, with its addresses apart."""
    return tuple(each for each in _spans(line) if each.text)


def pieces_of(text: str, most: int) -> tuple[str, ...]:
    """A text in pieces of so many characters at most: broken between paragraphs, else lines, sentences or words."""
    pieces = []
    while len(text) > most:
        end = _end_of_piece(text, most)
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip("\n ")
    return tuple(each for each in (*pieces, text) if each.strip())


def _kind(lines: list[str], at: int) -> str:
    if not lines[at].strip():
        return "blank"
    if _ITEM.match(lines[at]):
        return "list"
    has_neighbour = any(_is_row(lines[each]) for each in (at - 1, at + 1) if 0 <= each < len(lines))
    return "table" if _is_row(lines[at]) and has_neighbour else "paragraph"  # one alone: somebody wrote "squat | bench"


def _is_row(line: str) -> bool:
    return " | " in line and not _ITEM.match(line)


def _part(kind: str, lines: list[str]) -> Part:
    if kind == "list" and (items := tuple(filter(None, (_ITEM.sub("", line, count=1).strip() for line in lines)))):
        return BulletList(items)
    if kind == "table" and (rows := [cells for cells in map(_cells, lines) if any(cells)]):
        head, *others = rows
        return Table(head, tuple((*row, *[""] * len(head))[: len(head)] for row in others))
    return Paragraph(tuple(lines))


def _cells(line: str) -> tuple[str, ...]:
    """None of a line that only rules off the head: "---|---"."""
    if _RULE_OF_A_TABLE.fullmatch(line):
        return ()
    return tuple(_BETWEEN_CELLS.split(line.strip().removeprefix("|").removesuffix("|").strip()))


def _spans(line: str) -> Iterator[Span]:
    end = 0
    for match in _ADDRESS.finditer(line):
        address = _without_stop(match[0])
        yield Span(line[end : match.start()])
        yield Span(address, address)
        end = match.start() + len(address)
    yield Span(line[end:])


def _without_stop(address: str) -> str:
    """The address without the full stop or bracket that belongs to the sentence around it."""
    while address[-1] in _STOPS or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address


def _end_of_piece(text: str, most: int) -> int:
    for place in _GOOD_PLACES_TO_BREAK:
        end = text.rfind(place, most // 3, most)
        if end > 0:
            return end + len(place.rstrip())
    return most

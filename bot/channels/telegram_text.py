"""Text as Telegram shows it: HTML in which nothing but our own marks means anything, cut into pieces that it takes.

Lists get bullets. A table that fits on a phone is set in columns; a wider one would be broken there, so that each row
becomes a few lines: its first cell in bold, then the others, each with its head.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

LONGEST_TEXT, LONGEST_CAPTION = 4_096, 1_024
"""UTF-16 code units of what is shown, marks not counted."""
PHONE_COLUMNS = 32
_GAP = "  "
_ITEM = re.compile(r"\s*- +")
_RULE_OF_A_TABLE = re.compile(r"[\s|:-]+")
_NUMERIC = re.compile(r"[\s0-9.,–+×%/x-]*")


@dataclass(frozen=True)
class Line:
    """A line as it is shown. `mark` is the tag that it stands in: "" none, "b" or "pre"."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Piece:
    """What goes into one message."""

    lines: tuple[Line, ...]

    @property
    def html(self) -> str:
        """For parse_mode HTML."""
        groups = (
            (mark, "\n".join(each.text for each in some)) for mark, some in groupby(self.lines, lambda at: at.mark)
        )
        return "\n".join(_tagged(html.escape(text, quote=False), mark) for mark, text in groups)

    @property
    def plain(self) -> str:
        """The same without marks."""
        return "\n".join(each.text for each in self.lines)


def pieces_of(text: str, title: str = "", longest: int = LONGEST_TEXT) -> list[Piece]:
    """A text in as many pieces as it takes, each no longer than may be; with a title in bold. None for an empty one."""
    lines = [*([Line(title, "b")] if title.strip() else []), *_lines(text.split("\n"))]
    rest = [part for line in lines for part in _broken(line, longest)]
    found = []
    while rest := _without_blank_ends(rest):
        end = _end_of_piece(rest, longest)
        found.append(Piece(tuple(_without_blank_ends(rest[:end]))))
        rest = rest[end:]
    return found


def units(text: str) -> int:
    """How long Telegram finds a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lines(lines: Sequence[str]) -> Iterator[Line]:
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and " | " in lines[end] and not _ITEM.match(lines[end]):
            end += 1
        if end - at > 1:
            yield from _table([line for line in lines[at:end] if not _RULE_OF_A_TABLE.fullmatch(line)])
            at = end
        else:
            yield Line(_ITEM.sub("• ", lines[at], count=1) if _ITEM.match(lines[at]) else lines[at].rstrip())
            at += 1


def _table(lines: list[str]) -> Iterator[Line]:
    rows = [re.split(r"\s*\|\s*", re.sub(r"^\|\s*|\s*\|$", "", line.strip())) for line in lines]
    columns = max(map(len, rows), default=0)
    rows = [[*row, *[""] * (columns - len(row))] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + len(_GAP) * (columns - 1) <= PHONE_COLUMNS:
        is_number = [
            at > 0 and all(map(_NUMERIC.fullmatch, column[1:])) for at, column in enumerate(zip(*rows, strict=True))
        ]
        for row in rows:
            cells = map(_padded, row, widths, is_number)
            yield Line(_GAP.join(cells).rstrip(), "pre")
    else:
        yield from _as_lines(rows)


def _as_lines(rows: list[list[str]]) -> Iterator[Line]:
    head, *others = rows
    for row in others:
        yield Line(row[0], "b")
        for name, cell in zip(head[1:], row[1:], strict=True):
            if cell:
                yield Line(f"{name}: {cell}" if name else cell)


def _padded(cell: str, width: int, is_number: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if is_number else cell + space


def _width(text: str) -> int:
    """How many columns a text takes where all letters are equally wide."""
    return sum(
        0 if unicodedata.combining(each) or unicodedata.category(each) == "Cf"
        else 2 if unicodedata.east_asian_width(each) in "WF"
        else 1
        for each in text
    )  # fmt: skip


def _broken(line: Line, longest: int) -> Iterator[Line]:
    """A line in parts that are not too long, between words where there are any."""
    rest = line.text
    while units(rest) > longest:
        end = _fitting(rest, longest)
        space = rest.rfind(" ", 1, end + 1)
        end = space if space > 0 else end
        yield Line(rest[:end].rstrip(), line.mark)
        rest = rest[end:].lstrip()
    yield Line(rest, line.mark)


def _fitting(text: str, longest: int) -> int:
    """How many characters from the start fit; at least one."""
    length = 0
    for at, each in enumerate(text):
        length += units(each)
        if length > longest:
            return max(at, 1)
    return len(text)


def _end_of_piece(lines: Sequence[Line], longest: int) -> int:
    """Where to cut: before the last blank line that fits, else after the last line that does."""
    length, blank = -1, 0
    for at, line in enumerate(lines):
        length += units(line.text) + 1
        if length > longest:
            return blank or max(at, 1)
        if not line.text.strip():
            blank = at
    return len(lines)


def _without_blank_ends(lines: Sequence[Line]) -> list[Line]:
    seen = [at for at, line in enumerate(lines) if line.text.strip()]
    return list(lines[seen[0] : seen[-1] + 1]) if seen else []


def _tagged(text: str, mark: str) -> str:
    return f"<{mark}>{text}</{mark}>" if mark and text.strip() else text

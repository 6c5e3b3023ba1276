"""A file's rows as cells by column, each with its line, whatever it separates and quotes them with."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from bot.transfer.errors import UnreadableFileError
from bot.transfer.reading import BadRowError

MOST_LINES = 10_000
"""That one row may run over, in a quoted note."""
DELIMITERS = (",", ";", "\t")
NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?")
GROUPED = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")


class Cells:
    """The cells of one row, by the name of the column: lower case, joined by underscores ("weight_kg")."""

    def __init__(self, cells: dict[str, str], delimiter: str = ",") -> None:
        self._cells = cells
        self._delimiter = delimiter

    def __contains__(self, column: str) -> bool:
        return column in self._cells

    def raw(self, column: str) -> str:
        """The cell as it stands; empty if there is no such column."""
        return self._cells.get(column, "")

    def text(self, column: str) -> str:
        """The cell without the space around it."""
        return self.raw(column).strip()

    def number(self, column: str) -> float | None:
        """A number with a decimal point or comma; None if the cell is empty. Raises BadRowError."""
        text = self.text(column)
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise BadRowError(f"{column}: expected a number like 82.5")
        if self._delimiter == "," and GROUPED.fullmatch(text):
            raise BadRowError(f"{column}: expected a number like 82.5; a comma before three digits can mean two things")
        return float(text.replace(",", "."))

    def whole(self, column: str) -> int | None:
        """A whole number, "5" or "5.0"; None if the cell is empty. Raises BadRowError."""
        number = self.number(column)
        if number is None:
            return None
        if not number.is_integer():
            raise BadRowError(f"{column}: expected a whole number")
        return int(number)


class Table:
    """A file's header and rows. Iterating gives (line, Cells), or (line, BadRowError) for a row of the wrong length."""

    def __init__(self, text: str) -> None:
        self._lines = list(io.StringIO(text, newline=""))
        first = self._lines[0] if self._lines else ""
        self._delimiter = max(DELIMITERS, key=first.count)
        header, self._header_lines = self._record(0) if self._lines else ([], 0)
        self.columns = tuple(column_name(cell) for cell in header or [])

    @property
    def line_count(self) -> int:
        """Lines of the file, the header among them."""
        return len(self._lines)

    def __iter__(self) -> Iterator[tuple[int, Cells | BadRowError]]:
        start = self._header_lines
        while start < len(self._lines):
            record, lines = self._record(start)
            cells = self._fitted(record) if record is not None else None
            if record or record is None:
                yield start + 1, Cells(cells, self._delimiter) if cells is not None else self._wrong_length()
            # A quote that nothing closes swallows what follows: the next row begins on the next line all the same.
            start += lines if cells is not None else 1

    def _record(self, start: int) -> tuple[list[str] | None, int]:
        """The cells of the row that begins on a line, and how many lines it has; None: it cannot be split."""
        end = min(start + MOST_LINES, len(self._lines))
        reader = csv.reader(map(self._lines.__getitem__, range(start, end)), delimiter=self._delimiter)
        try:
            return next(reader), reader.line_num
        except csv.Error:
            return None, 1

    def _fitted(self, record: list[str]) -> dict[str, str] | None:
        if not record:
            return {}
        width = len(self.columns)
        if len(record) < width or any(record[width:]):
            return None
        return dict(zip(self.columns, record, strict=False))

    def _wrong_length(self) -> BadRowError:
        return BadRowError(f"expected {len(self.columns)} cells, as the header has, and quotes that are closed")


def column_name(header: str) -> str:
    """ "Weight (kg)" and "weight_kg" alike: "weight_kg"."""
    return re.sub(r"[^a-z0-9#]+", "_", header.lower()).strip("_")


def read_text(path: Path) -> str:
    """The text of a file in UTF-8 or UTF-16 with a byte order mark. Raises UnreadableFileError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path.name}: cannot be opened ({error.strerror}); check the path") from error
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{path.name}: expected text in UTF-8; export it again as CSV") from error

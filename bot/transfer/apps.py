"""What the readers of other apps' files share."""

from datetime import tzinfo

from bot.transfer.moments import moment
from bot.transfer.reading import BadRowError
from bot.transfer.set_row import Visit
from bot.transfer.table import Cells

YES, NO = ("1", "true", "yes"), ("", "0", "false", "no")


def visit_of(column: str, text: str, title: str, zone: tzinfo) -> Visit:
    """The workout that began at a time; one that names its zone is told in the lifter's. Raises BadRowError."""
    start = moment(column, text, zone)
    return Visit(start.date(), start, title)


def is_yes(cells: Cells, column: str) -> bool:
    """Whether a cell says so; empty is no. Raises BadRowError."""
    word = cells.text(column).lower()
    if word not in YES + NO:
        raise BadRowError(f"{column}: expected 0 or 1")
    return word in YES

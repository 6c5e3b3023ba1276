"""Dates and times as the apps write them. Only those that can mean one thing are read."""

import re
from datetime import date, datetime, tzinfo
from functools import lru_cache

from bot.transfer.reading import BadRowError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2})(\.[0-9]+)?)?(\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
ISO_DAY = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
NAMED_DAY = r"(?P<day>[0-9]{1,2})\.? (?P<name>[A-Za-z]{3,9})\.? (?P<year>[0-9]{4})"
US_DAY = r"(?P<name>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2}), (?P<year>[0-9]{4})"
PATTERNS = [re.compile(rf"{day}(,?[\sT]+{CLOCK})?") for day in (ISO_DAY, NAMED_DAY, US_DAY)]
EXPECTED = "expected a date like 2024-01-15 or 15 Jan 2024, with or without a time"
ZONED = re.compile(r".*T[0-9:.]+(Z|[+-][0-9]{2}:?[0-9]{2})")


@lru_cache(4096)
def moment(column: str, text: str, zone: tzinfo) -> datetime:
    """A date with its time (0:00 if it has none), in the zone, also if the text names its own. Raises BadRowError.

    "2024-01-15 17:00:00", "2024-01-15 5:00:00 PM", "15 Jan 2024, 17:00", "Jan 15, 2024, 5:00 PM", or ISO 8601.
    """
    text = text.strip()
    try:
        if ZONED.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(zone)
        found = next(filter(None, (pattern.fullmatch(text) for pattern in PATTERNS)))
        return _moment(found, zone)
    except (ValueError, OverflowError, StopIteration) as error:
        raise BadRowError(f"{column}: {EXPECTED}") from error


def day(column: str, text: str) -> date:
    """The date alone, year-month-day. Raises BadRowError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadRowError(f"{column}: expected a date like 2024-01-15") from error


def _moment(found: re.Match[str], zone: tzinfo) -> datetime:
    part = found.groupdict()
    month = MONTHS.index(part["name"][:3].lower()) + 1 if part.get("name") else int(part["month"])
    hour = int(part["hour"] or 0)
    if part["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if part["half"] in "pP" else 0)
    clock = (hour, int(part["minute"] or 0), int(part["second"] or 0))
    return datetime(int(part["year"]), month, int(part["day"]), *clock, tzinfo=zone)

"""Times of day as one says them for a reminder: "18:00", "6pm", "half past 6", "at 6 in the evening", "17h30"."""

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from bot.nlu.reminder_text import Unread, lexicon, phrases

HALF_DAY, LAST_HOUR, MINUTES = 12, 24, 60
NOON, MIDNIGHT = time(12), time(0)
SMALL_HOURS = 4
STEP = 5


@dataclass(frozen=True, slots=True)
class SaidTimes:
    """Times that a message names: `clear` ones, and those of which the half of the day is open, as in the morning.

    `chosen`: those by which it names a reminder ("the 6pm one").
    """

    clear: tuple[time, ...] = ()
    open: tuple[time, ...] = ()
    chosen: tuple[time, ...] = ()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """In the order in which they are tried. Groups: hour, minute, half (am/pm), minutes past or to the hour."""
    lead, behind = lexicon()["before_an_hour"], lexicon()["no_hour_behind"]
    half = r"(?P<half>[ap](?: ?\. ?m\b\.?| ?m\b)|(?<=\d)[ap]\b)"
    not_a_mass = rf"(?! ?{behind}\b)"
    sources = (
        r"(?P<part>half|quarter|\d{1,2})(?: minutes?| mins?)? ?(?P<side>past|after|to|before|till|til|of|b4) "
        r"(?P<hour>\d{1,2})(?! ?(?:minutes?|mins?|hours?|days?|weeks?))(?:[ ]?" + half + ")?",
        rf"(?P<part>half) (?P<hour>\d{{1,2}}){not_a_mass}(?:[ ]?{half})?",
        rf"(?P<hour>\d{{1,2}})(?: ?[:.h,] ?| )?(?P<minute>[0-5]\d)? ?-?{half}",
        r"(?P<hour>\d{1,2}) ?[:h] ?(?P<minute>[0-5]\d)(?: ?(?:uhr|hrs?|hours|h))?",
        r"(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?! ?(?:kg|lb|%))(?: ?(?:uhr|hrs?|hours|h))?",
        r"(?P<hour>\d{1,2}) ?(?:oclock|o clock|uhr|h)",
        r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:hrs?|hours?|h|uhr)",
        rf"(?<={{at}}) ?(?P<hour>[01]?\d|2[0-3])(?P<minute>[0-5]\d){not_a_mass}",
        rf"(?<={{at}}) ?(?P<hour>\d{{1,2}}) (?P<minute>[0-5]\d){not_a_mass}",
        rf"(?:{lead}) ?(?P<hour>\d{{1,2}})(?: ?-? ?ish)?{not_a_mass}(?! ?[-/x*]? ?\d)",
        rf"(?P<hour>\d{{1,2}}) ?-?ish{not_a_mass}",
        r"(?P<hour>\d{1,2})(?= (?:in the|each|every|on|before|after) (?:morning|evening|afternoon|night|work|school))",
    )
    ways = [source.replace("(?<={at})", r"(?:(?<=\bat)|(?<=@)|(?<=\bby)|(?<=about)|(?<=around))") for source in sources]
    return tuple(re.compile(rf"(?<![\w.,:/*+-])(?:{way})(?![\w:/%*])(?![.,]\d)") for way in ways)


_RANGE = re.compile(
    r"(?<![\w.,:/])(?P<first>\d{1,2})(?P<minutes>:[0-5]\d)? ?(?:-|to|and|or) ?"
    r"(?=(?P<last>\d{1,2})(?::[0-5]\d)? ?(?P<half>[ap])\.?m?\b)"
)
LONGEST_RANGE = 3
_HALF_ALONE = re.compile(r"\W*(?:in )?(?:the )?([ap]\.?m\.?)\W*(?:please|pls|thanks|ofc|of course|obviously|duh)?\W*")
_NAMED = re.compile(r"(?<!\w)(?:(?:12 )?(?P<noon>noon|midday|mid-day|noontime)|(?:12 )?(?P<midnight>midnight))(?!\w)")


@cache
def _bare() -> re.Pattern[str]:
    hour = r"(?P<hour>\d{1,2})(?: (?P<minute>[0-5]\d))?|(?P<digits>\d{3,4})"
    return re.compile(rf"(?<![\w.,:/*+-])(?:{hour})(?![\w:/%*])(?! ?{lexicon()['no_hour_behind']}\b)")


def read_times(unread: Unread, half: str, is_change: bool) -> SaidTimes:
    """The times that a text names, in a part of the day; what names them is crossed out."""
    found: list[tuple[int, time, bool]] = []
    _spread_half(unread)
    unread.take(_around()["not_this_hour"])
    for match in _NAMED.finditer(unread.text):
        unread.cross_out(*match.span())
        found.append((match.start(), NOON if match["noon"] else MIDNIGHT, True))
    for pattern in _patterns():
        for match in list(pattern.finditer(unread.text)):
            if (said := _time_of(match, half)) is not None:
                unread.cross_out(*match.span())
                found.append((match.start(), *said))
    return _sorted_out(sorted(found), unread, is_change)


def read_bare_hour(unread: Unread, half: str) -> tuple[time, bool] | None:
    """The hour that a lone number is ("6", "18", "6 30", "1830"), and whether it is clear; it is crossed out."""
    numbers = list(_bare().finditer(unread.text))
    if len(numbers) != 1:
        return None
    match = numbers[0]
    digits = match["digits"] or ""
    hour, minute = (digits[:-2], digits[-2:]) if digits else (match["hour"], match["minute"] or "0")
    said = _clock(hour, int(minute), half)
    if said:
        unread.cross_out(*match.span())
    return said


def _spread_half(unread: Unread) -> None:
    """ "6-7pm" -> "6pm 7pm", so that both are in the same half."""
    unread.text = _RANGE.sub(_first_of_range, unread.text)


def _first_of_range(match: re.Match[str]) -> str:
    """The first time of a range with its half; "10 to 6pm" is none, but 10 minutes before 6."""
    hours = int(match["last"]) - int(match["first"])
    is_range = 0 < hours <= LONGEST_RANGE
    return f"{match['first']}{match['minutes'] or ''}{match['half']}m " if is_range else match.group()


def half_of_day(text: str) -> str:
    """ "am", "pm" or "night", if the parts of the day in a text agree; else ""."""
    if match := _HALF_ALONE.fullmatch(text):
        return "am" if match[1].startswith("a") else "pm"
    is_morning, is_evening = bool(phrases("morning").search(text)), bool(phrases("evening").search(text))
    if is_morning == is_evening:
        return ""
    return "am" if is_morning else "night" if phrases("at_night").search(text) else "pm"


def _time_of(match: re.Match[str], half: str) -> tuple[time, bool] | None:
    """The time of a match, and whether it is clear; None if there is no such time."""
    said = {name: value for name, value in match.groupdict().items() if value is not None}
    if half_said := said.get("half", ""):
        half = "am" if half_said.startswith("a") else "pm"
        if not said["hour"].startswith("0") and int(said["hour"]) == 0:
            return None
    if "part" not in said:
        is_written_out = ":" in match.group() and not half
        minute = int(said.get("minute", 0))
        return _clock(said["hour"], minute, half, is_told=bool(half_said), is_written_out=is_written_out)
    parts = {"half": MINUTES // 2, "quarter": MINUTES // 4}
    past = parts.get(said["part"]) or int(said["part"])
    if not 0 < past < MINUTES or past % STEP:
        return None
    is_before = said.get("side") in ("to", "before", "till", "til", "of", "b4")
    hour = int(said["hour"]) - (1 if is_before else 0)
    hour = HALF_DAY if hour == 0 and int(said["hour"]) == 1 else hour % LAST_HOUR
    return _clock(str(hour), MINUTES - past if is_before else past, half, is_told=bool(half_said))


def _clock(
    hour: str, minute: int, half: str, *, is_told: bool = False, is_written_out: bool = False
) -> tuple[time, bool] | None:
    """A time, and whether its half of the day is clear: told, written as "06:00" or "10:00", or beyond noon."""
    number = int(hour)
    if number > LAST_HOUR or minute >= MINUTES or (number == LAST_HOUR and minute):
        return None
    if number == LAST_HOUR:
        return MIDNIGHT, True
    if is_told:
        if number > HALF_DAY:
            return (time(number, minute), True) if half == "pm" else None
        return time(number % HALF_DAY + (HALF_DAY if half == "pm" else 0), minute), True
    is_of_24_hours = number > HALF_DAY or number == 0 or (len(hour) > 1 and (hour.startswith("0") or is_written_out))
    if is_of_24_hours and (number != HALF_DAY or not half):
        return time(number, minute), True
    return _in_half(number, minute, half)


def _in_half(hour: int, minute: int, half: str) -> tuple[time, bool]:
    """An hour from 1 to 12 in a part of the day; without one it is open, but for noon."""
    if hour == HALF_DAY:
        return time(0 if half == "night" else HALF_DAY, minute), True
    if half == "am" or (half == "night" and hour < SMALL_HOURS):
        return time(hour, minute), True
    return (time(hour + HALF_DAY, minute), True) if half else (time(hour, minute), False)


def _sorted_out(found: list[tuple[int, time, bool]], unread: Unread, is_change: bool) -> SaidTimes:
    """The times without those that are not meant, and those by which a reminder is chosen."""
    clear, open_, chosen = list[time](), list[time](), list[time]()
    for place, (at, said, is_clear) in enumerate(found):
        if _is_not_meant(unread.text, at):
            continue
        if _chooses(unread.text, at) or (is_change and place < len(found) - 1 and _is_moved(unread.text, at)):
            chosen.append(said)
        else:
            (clear if is_clear else open_).append(said)
    return SaidTimes(*(tuple(dict.fromkeys(each)) for each in (clear, open_, chosen)))


@cache
def _around() -> dict[str, re.Pattern[str]]:
    words = lexicon()
    return {
        "not_this_hour": re.compile(rf"(?<!\w){words['not_meant']} \d{{1,2}}(?![\w:.]|,\d| ?[ap]\.?m)"),
        "not_meant": re.compile(rf"(?<!\w){words['not_meant']} ?$"),
        "chosen": re.compile(rf"(?<!\w){words['chosen']} $"),
        "one": re.compile(rf"^~+ {words['one']}(?!\w)"),
        "moved": re.compile(r"^~+ ?(?:to|->|onto|till)(?!\w)"),
    }


REACH = 30


def _is_not_meant(text: str, at: int) -> bool:
    return bool(_around()["not_meant"].search(text[max(at - REACH, 0) : at]))


def _chooses(text: str, at: int) -> bool:
    """Whether "the" stands before a time and "one" behind it."""
    before = _around()["chosen"].search(text[max(at - REACH, 0) : at])
    return bool(before and _around()["one"].search(text[at : at + REACH]))


def _is_moved(text: str, at: int) -> bool:
    return bool(_around()["moved"].search(text[at : at + REACH]))

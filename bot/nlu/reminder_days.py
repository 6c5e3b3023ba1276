"""Days of the week as one names them for a reminder: "Mon/Wed/Fri", "mwf", "tuesdays and thursdays", "mon-fri"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.nlu.reminder_text import Unread, lexicon, phrases
from bot.nlu.weekdays import DAYS, WEEK

EVERY_DAY, WORK_DAYS, WEEKEND = tuple(range(WEEK)), tuple(range(5)), (5, 6)


@dataclass(frozen=True, slots=True)
class SaidDays:
    """Weekdays (0 is Monday) that a message names. `chosen`: those by which it names a reminder ("the friday one").
    `taken`: "not on fridays".

    `is_plural`: "fridays", "every friday"; then they are meant week by week.
    """

    days: frozenset[int] = frozenset()
    chosen: frozenset[int] = frozenset()
    taken: frozenset[int] = frozenset()
    is_plural: bool = False


@cache
def _names() -> dict[str, int]:
    forms = enumerate(lexicon()["weekday_slips"])
    slips = {f"{slip}{plural}": day for day, slips in forms for slip in slips for plural in ("", "s")}
    return slips | DAYS


DAY = rf"(?:{'|'.join(sorted(_names(), key=len, reverse=True))})"
"""A pattern for the name of a day."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    day, words = DAY, lexicon()
    letter = rf"(?:{'|'.join(sorted(words['letter'], key=len, reverse=True))})"
    some = rf"{day}(?:(?: ?[,/&+] ?| and | or |, ?and | )(?:on )?{day})*"
    group = rf"(?:{day}|weekends?|the weekend|weekdays?)"
    several = rf"{group}(?:(?: ?[,/&+] ?| and | or |, ?and )(?:on )?{group})*"
    sources = {
        "chosen": rf"{words['chosen']} (?P<days>{some}) {words['one']}",
        "chosen_behind": rf"the {words['one']} (?:on|for|from|of) (?P<days>{some})",
        "moved": rf"from (?:the |every )?(?P<old>{some}) (?:to|till|until|onto)(?= (?:the |every )?{day})",
        "moved_one": rf"{words['moving']} (?:it |my |the |reminders? |from )*(?P<old>{some}) (?:to|onto|for)"
        rf"(?= (?:the |every )?{day})",
        "not_meant": rf"{words['not_meant']} (?P<old>{day}(?:(?: and | or | ?[/&+] ?){day})*)",
        "taken_out": rf"{words['taking_out']} (?P<taken>{several})",
        "range": rf"(?P<first>{day}) ?(?:-|to|thru|through|till?|until|bis) ?(?P<last>{day})",
        "letter_range": r"m ?(?:-|to|thru) ?f",
        "letters": rf"(?:{'|'.join(words['letters'])})",
        "row": rf"{letter}(?: ?[/,&+-] ?{letter}){{1,6}}|{letter}(?: {letter}){{2,6}}",
        "days": rf"{day}(?P<plural>)",
    }
    return {name: re.compile(rf"(?<![\w]){source}(?![\w])") for name, source in sources.items()}


def read_days(unread: Unread, is_change: bool) -> SaidDays:
    """The days that a text names; what names them is crossed out."""
    days, chosen, taken = set[int](), set[int](), set[int]()
    for name in ("chosen", "chosen_behind"):
        chosen |= {day for match in _each(name, unread) for day in _named(match["days"])}
    for name in ("moved", "moved_one") if is_change else ():
        for match in _each(name, unread):
            chosen |= _named(match["old"])
    taken |= {day for match in _each("taken_out", unread) for day in _named(match["taken"])}
    for match in _each("not_meant", unread):
        taken |= _named(match["old"])
    days |= {day for match in _each("range", unread) for day in _between(match["first"], match["last"])}
    if any(_each("letter_range", unread)):
        days |= set(WORK_DAYS)
    is_group = False
    for group, meant in (("every_day", EVERY_DAY), ("weekdays", WORK_DAYS), ("weekends", WEEKEND)):
        if unread.take(phrases(group)):
            days, is_group = days | set(meant), True
    days |= {day for match in _each("letters", unread) for day in lexicon()["letters"][match.group()]}
    days |= {day for match in _each("row", unread) for day in _row(match.group())}
    named = [match.group() for match in _each("days", unread)]
    days |= {_names()[name] for name in named}
    is_plural = is_group or len(days) > 1 or any(name.endswith("days") for name in named)
    return SaidDays(frozenset(days - taken), frozenset(chosen), frozenset(taken), is_plural)


def _each(name: str, unread: Unread) -> Iterator[re.Match[str]]:
    """The matches of a pattern, each crossed out."""
    for match in list(_patterns()[name].finditer(unread.text)):
        unread.cross_out(*match.span())
        yield match


def _named(text: str) -> set[int]:
    """The days in a piece that names nothing else."""
    found = {_names()[name] for name in re.findall(rf"\b{DAY}\b", text)}
    found |= set(WEEKEND) if "weekend" in text else set()
    return found | (set(WORK_DAYS) if "weekday" in text else set())


def _between(first: str, last: str) -> list[int]:
    begin, end = _names()[first], _names()[last]
    return [(begin + more) % WEEK for more in range((end - begin) % WEEK + 1)]


def _row(text: str) -> list[int]:
    """The days of "m/w/f" if they are in their order; else none."""
    days = [lexicon()["letter"][letter] for letter in re.findall("[a-z]+", text)]
    return days if days == sorted(set(days)) else []

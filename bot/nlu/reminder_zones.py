"""Time zones as people name them: "Berlin time", "EST", "I'm in London", "Europe/Paris", "UTC+2"."""

import re
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from bot.nlu.canonical import read_lexicon
from bot.nlu.reminder_text import Unread, between_words

REGIONS = ("Europe/", "America/", "Asia/", "Australia/", "Africa/", "Pacific/", "Atlantic/", "Indian/")
FARTHEST = (14, 12)
"""Hours before and behind Greenwich, in the database's zones of fixed hours."""
_OFFSET = re.compile(r"(?<!\w)(?:utc|gmt) ?(?P<sign>[+-]) ?(?P<hours>\d{1,2})(?::?00)?(?![\d:])")


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("time_zones")
    return content


@cache
def _database() -> dict[str, str]:
    """Names of the database, as typed."""
    return {
        name.lower(): name for name in available_timezones() if "/" in name and not name.startswith(("posix", "right"))
    }


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """Cities and what else zones are called by, to their zones."""
    cities: dict[str, set[str]] = {}
    for name in available_timezones():
        if name.startswith(REGIONS):
            city = name.rpartition("/")[2].replace("_", " ").lower()
            cities.setdefault(city, set()).add(name)
    kept = {city: tuple(sorted(names)[:1] if _are_same(names) else sorted(names)) for city, names in cities.items()}
    kept = {city: names for city, names in kept.items() if city not in _lexicon()["no_places"]}
    return kept | {place: tuple(zones) for place, zones in _lexicon()["places"].items()}


def _are_same(names: set[str]) -> bool:
    """Whether they are spellings of one: "America/Buenos_Aires", "America/Argentina/Buenos_Aires"."""
    return len({name.partition("/")[0] for name in names}) == 1


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = _lexicon()
    city = rf"(?P<city>{'|'.join(sorted(map(re.escape, _cities()), key=len, reverse=True))})"
    short = rf"(?P<short>{'|'.join(words['short'])})"
    shorter = rf"(?P<shorter>{'|'.join(words['shorter'])})"
    time = r"(?:(?:standard |daylight |summer |local )?(?:time(?: ?zones?)?|tz|zone))"
    return {
        "named": re.compile(rf"(?<!\w)(?:{city}s?|{short}|{shorter}) {time}(?!\w)"),
        "in": re.compile(rf"(?<!\w){words['fillers_before']}:? (?:the )?(?:{city}|{short})(?! ?/)(?!\w)"),
        "behind": re.compile(rf"(?<=[\dm.~h]) ?\(?(?:{shorter}|{short})\)?(?!\w)"),
        "alone": re.compile(rf"^(?:{city}|{short})[ .,!]*$"),
        "short": between_words([f"(?:{short})"]),
    }


def read_zone(unread: Unread) -> tuple[str, ...]:
    """The zone that a text names, or those that it may mean; () for none. What names it is crossed out."""
    if match := _OFFSET.search(unread.text):
        hours = int(match["hours"])
        if hours <= FARTHEST[match["sign"] == "-"]:
            unread.cross_out(*match.span())
            # The database turns the sign round: Etc/GMT-2 is two hours before Greenwich.
            return (f"Etc/GMT{'-' if match['sign'] == '+' else '+'}{hours}" if hours else "UTC",)
    for match in re.finditer(r"[a-z_]+(?:/[a-z_+\-0-9]+){1,2}", unread.text):
        if name := _database().get(match.group()):
            unread.cross_out(*match.span())
            return (name,)
    for pattern in _patterns().values():
        if match := pattern.search(unread.text):
            unread.cross_out(*match.span())
            return _meant({name: value for name, value in match.groupdict().items() if value})
    return ()


def _meant(said: dict[str, str]) -> tuple[str, ...]:
    if "city" in said:
        return _cities()[said["city"]]
    group = "short" if "short" in said else "shorter"
    return tuple(_lexicon()[group][said[group]])

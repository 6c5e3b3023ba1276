"""Reads a gym's file. Raises GymError, which names the file and the key, what is expected and what to do."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.handover.checked import Part, read_yaml
from bot.handover.gym import Contact, Gym, Offer, Trainer
from bot.handover.hours import CLOSED, DAY, HOUR, Hours, Span, Spans, common
from bot.handover.terms import Speciality
from bot.handover.words import words
from bot.store.handover_records import HandoverReason
from bot.wording import WEEKDAYS

SHUT = "closed"
MOST_TRAINERS, MOST_CAPACITY, MOST_SESSIONS, MOST_PRICE = 200, 50, 100, 60
LONGEST_SESSION, LONGEST_WAIT, LONGEST_RED_FLAG = 240, DAY, 2
"""Minutes."""
_SPAN = re.compile(r"(\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
_EMAIL = re.compile(r"[^@\s,;:<>]+@[^@\s,;:<>]+\.[^@\s,;:<>]+")
_CURRENCY = re.compile(r"[A-Z]{3}|[^\W\d_]+|[$€£¥₹₺₽₩₪₫฿₴₦]")
_Word = TypeVar("_Word", bound=StrEnum)


def read_gym(file: Path) -> Gym:
    """The gym in a file."""
    whole = read_yaml(file)
    parts = whole.parts(
        "name", "zone", "contact", "opening_hours", "trainers", "escalation_minutes",
        optional=("exceptional_days", "offer"),
    )  # fmt: skip
    hours = Hours(
        _week(parts["opening_hours"]), _days(parts["exceptional_days"]) if "exceptional_days" in parts else {}
    )
    return Gym(
        name=parts["name"].text(),
        zone=_zone(parts["zone"]),
        contact=_contact(parts["contact"]),
        hours=hours,
        offer=_offer(parts["offer"]) if "offer" in parts else None,
        trainers=_trainers(parts["trainers"], hours),
        escalation_minutes=_escalation(parts["escalation_minutes"]),
    )


def _zone(part: Part) -> ZoneInfo:
    try:
        return ZoneInfo(part.text())
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise part.wrong("the name of a time zone", "write one like Europe/Berlin") from error


def _contact(part: Part) -> Contact:
    parts = part.parts(optional=("phone", "email", "address"))
    if not parts.keys() & {"phone", "email"}:
        raise part.wrong("a phone or an email", "add one, so that a lifter is never left alone")
    contact = Contact(**{name: each.text() for name, each in parts.items()})
    if contact.email and not _EMAIL.fullmatch(contact.email):
        raise parts["email"].wrong("an address", "write it like desk@gym.example")
    return contact


def _week(part: Part) -> tuple[Spans, ...]:
    parts = part.parts(*(day.lower() for day in WEEKDAYS))
    return tuple(_spans(parts[day.lower()]) for day in WEEKDAYS)


def _days(part: Part) -> Mapping[date, Spans]:
    return {_day(key, each): _spans(each) for key, each in part.entries()}


def _day(key: str, part: Part) -> date:
    try:
        return date.fromisoformat(key)
    except ValueError as error:
        raise part.wrong("a date as the key", "write it like 2026-12-24") from error


def _spans(part: Part) -> Spans:
    """ "closed", "06:00-22:00", or a list of such spans."""
    if part.value == SHUT:
        return CLOSED
    items = part.items(least=1) if isinstance(part.value, list) else (part,)
    spans = tuple(_span(each) for each in items)
    for before, after in pairwise(spans):
        if after.begins < before.ends:
            raise part.wrong("spans that follow one another", "put the early one first, and let none overlap")
    return spans


def _span(part: Part) -> Span:
    said = _SPAN.fullmatch(part.value.strip()) if isinstance(part.value, str) else None
    if not said:
        raise part.wrong('hours or "closed"', "write them like 06:00-22:00")
    hour, minute, last_hour, last_minute = map(int, said.groups())
    begins, ends = hour * HOUR + minute, last_hour * HOUR + last_minute
    if max(minute, last_minute) >= HOUR or not begins < ends <= DAY:
        raise part.wrong(
            "an end after the beginning, 24:00 at the latest", "put hours after midnight on the next day: 00:00-02:00"
        )
    return Span(begins, ends)


def _offer(part: Part) -> Offer:
    parts = part.parts("name", "what", "one_to_ones", "minutes", "price", "link")
    return Offer(
        name=parts["name"].text(),
        what=parts["what"].text(),
        one_to_ones=parts["one_to_ones"].number(1, MOST_SESSIONS),
        minutes=parts["minutes"].number(1, LONGEST_SESSION),
        price=_price(parts["price"]),
        link=_link(parts["link"]),
    )


def _price(part: Part) -> str:
    price = part.text(MOST_PRICE) if isinstance(part.value, str) else ""
    if not (any(each.isdigit() for each in price) and _CURRENCY.search(price)):
        raise part.wrong("a price with its currency, as a text", 'write it like "99 EUR"')
    return price


def _link(part: Part) -> str:
    link = part.text()
    try:
        address = urlsplit(link)
        is_good = address.scheme == "https" and "." in (address.hostname or "") and address.username is None
    except ValueError:
        is_good = False
    if not is_good or any(each.isspace() or each in "<>\"'`\\" for each in link):
        raise part.wrong("an address that begins with https://", "write it like https://gym.example/trial")
    return link


def _trainers(part: Part, open_hours: Hours) -> tuple[Trainer, ...]:
    items = part.items(least=1)
    if len(items) > MOST_TRAINERS:
        raise part.wrong(f"at most {MOST_TRAINERS}")
    trainers = tuple(_trainer(each, open_hours) for each in items)
    ids = [each.id for each in trainers]
    for at, trainer in enumerate(trainers):
        if trainer.id in ids[:at]:
            raise items[at].wrong(f"an id of their own, but {trainer.id!r} is there twice", "change one of them")
    return trainers


def _trainer(part: Part, open_hours: Hours) -> Trainer:
    parts = part.parts("id", "name", "specialities", "languages", "hours", "capacity")
    if not _ID.fullmatch(parts["id"].text()):
        raise parts["id"].wrong("small letters, digits and dashes", "write it like trainer-one")
    hours = Hours(_week(parts["hours"]))
    _check_within(parts["hours"], hours, open_hours)
    return Trainer(
        id=parts["id"].text(),
        name=parts["name"].text(),
        specialities=frozenset(_word(each, Speciality) for each in parts["specialities"].items()),
        languages=tuple(dict.fromkeys(_language(each) for each in parts["languages"].items(least=1))),
        hours=hours.within(open_hours),
        capacity=parts["capacity"].number(1, MOST_CAPACITY),
    )


def _check_within(part: Part, hours: Hours, open_hours: Hours) -> None:
    """A trainer is there on no weekday at which the gym is closed all the time: that is a slip."""
    for day, mine, theirs in zip(WEEKDAYS, hours.week, open_hours.week, strict=True):
        if mine and not common(mine, theirs):
            raise part.wrong(
                f"hours of {day} at which the gym is open", f"correct them, or write {day.lower()}: closed"
            )


def _language(part: Part) -> str:
    known = words()["languages"]
    code = part.value
    if isinstance(code, bool):  # YAML reads a bare no as False
        raise part.wrong("a language", 'put it in quotes: "no"')
    if not isinstance(code, str) or code not in known:
        raise part.wrong(f"a language: {', '.join(sorted(known))}", "write its code, such as en")
    return code


def _word(part: Part, kind: type[_Word]) -> _Word:
    try:
        return kind(part.value)
    except ValueError as error:
        raise part.wrong(f"one of {', '.join(kind)}", "correct or remove it") from error


def _escalation(part: Part) -> Mapping[HandoverReason, int]:
    parts = part.parts(*HandoverReason)
    most = {HandoverReason.RED_FLAG: LONGEST_RED_FLAG}
    return {reason: parts[reason].number(1, most.get(reason, LONGEST_WAIT)) for reason in HandoverReason}

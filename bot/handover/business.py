"""What a gym's file says of the gym, in words: opening hours, contact, trainers. Nothing of it is guessed."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.handover.gym import Gym, Trainer
from bot.handover.hours import DAY, Hours, Spans, clock
from bot.handover.matching_text import contact_text
from bot.handover.terms import Speciality
from bot.handover.when import day_text, far_day_text, opening_text
from bot.handover.words import language, say, words
from bot.wording import WEEKDAYS, listed

SOON = timedelta(days=14)
MOST_DAYS = 6
"""Of these so many are listed."""
MOST_TRAINERS = 6
MANY = 3
"""So many days in a row are told as the whole week."""


def hours_text(gym: Gym, days: Sequence[Sequence[date]], now: datetime, *, is_feast: bool = False) -> str:
    """Opening hours: of the days that were named, else how it is now and in the week."""
    today = now.astimezone(gym.zone).date()
    named = dict.fromkeys(day for each in days if len(each) < MANY for day in _one_each(each))
    if named:
        told = [_day_hours(gym, day, today) for day in named]
        is_sure = not is_feast or any(day in gym.hours.exceptions for day in named)
        return " ".join((*told, *([] if is_sure else [say("business.no_feast", contact=contact_text(gym.contact))])))
    soon = [day for day in _exceptions(gym, today) if day <= today + SOON]
    otherwise = [say("business.otherwise", days=_listed_days(gym, soon, today))] if soon else []
    week = say("business.week", week=week_text(gym.hours))
    return " ".join((opening_text(gym.hours, gym.zone, now), week, *otherwise))


def holidays_text(gym: Gym, now: datetime) -> str:
    """The days to come on which it is otherwise."""
    today = now.astimezone(gym.zone).date()
    days = _exceptions(gym, today)[:MOST_DAYS]
    if not days:
        return say("business.no_exceptions", contact=contact_text(gym.contact))
    return say("business.exceptions", days=_listed_days(gym, days, today))


def now_text(gym: Gym, now: datetime) -> str:
    """Whether it is open."""
    return opening_text(gym.hours, gym.zone, now)


def trainer_hours_text(trainer: Trainer) -> str:
    """When a trainer is there in an ordinary week."""
    if not any(trainer.hours.week):
        return say("business.trainer_none", trainer=trainer.name)
    return say("business.trainer_week", trainer=trainer.name, week=week_text(trainer.hours, only_open=True))


def contact_answer(gym: Gym) -> str:
    """How to reach the gym, and where it is."""
    told = say("business.contact", contact=contact_text(gym.contact))
    return f"{told} {address_answer(gym)}" if gym.contact.address else told


def address_answer(gym: Gym) -> str:
    """Where the gym is."""
    if gym.contact.address:
        return say("business.address", address=gym.contact.address)
    return say("business.no_address", contact=contact_text(gym.contact))


def trainers_text(gym: Gym, specialities: Collection[Speciality] = (), languages: Collection[str] = ()) -> str:
    """Who trains people, and what they are good at; of those who are asked for, if there are any."""
    wanted = [
        each for each in gym.trainers
        if _is_good_at(each, specialities) and (not languages or not {*languages}.isdisjoint(each.languages))
    ]  # fmt: skip
    lines = [_trainer_line(each) for each in (wanted or gym.trainers)[:MOST_TRAINERS]]
    if (left := len(wanted or gym.trainers) - MOST_TRAINERS) > 0:
        lines.append(say("business.more_trainers", count=str(left)))
    return "\n".join((say("business.trainers" if wanted else "business.no_such_trainer"), *lines))


def unknown_text(gym: Gym, subjects: Iterable[str]) -> str:
    """That something is not in the file, and who knows it."""
    named = [say(f"subjects.{each}") for each in subjects]
    contact = contact_text(gym.contact)
    if not named:
        return say("business.anything", contact=contact)
    return say("business.unknown", subjects=listed(named), contact=contact)


def languages_in(text: str) -> tuple[str, ...]:
    """The codes of the languages that a text names, but for English, which everybody here reads."""
    said = re.findall(r"\w+", text.lower())
    return tuple(code for code, name in words()["languages"].items() if name.lower() in said and code != "en")


def week_text(hours: Hours, *, only_open: bool = False) -> str:
    """ "Monday to Friday 6:00–22:00, Saturday 8:00–20:00, Sunday closed"."""
    days = zip(WEEKDAYS, hours.week, strict=True)
    runs = [(spans, [name for name, _ in run]) for spans, run in groupby(days, key=lambda each: each[1])]
    shown = [(spans, names) for spans, names in runs if spans or not only_open]
    return ", ".join(say("business.week_part", days=_run(names), hours=spans_text(spans)) for spans, names in shown)


def spans_text(spans: Spans) -> str:
    """ "9:00–13:00 and 16:00–20:00"."""
    if not spans:
        return say("business.closed")
    if _is_all_day(spans):
        return say("business.all_day")
    return listed([say("business.hours", begins=_at(each.begins), ends=_at(each.ends)) for each in spans])


def _at(minutes: int) -> str:
    return say("when.midnight") if minutes == DAY else clock(minutes)


def _is_all_day(spans: Spans) -> bool:
    return len(spans) == 1 and (spans[0].begins, spans[0].ends) == (0, DAY)


def _run(names: Sequence[str]) -> str:
    """ "Monday", "Saturday and Sunday", "Monday to Friday"."""
    if len(names) == 1:
        return names[0]
    return say("business.both" if len(names) == 2 else "business.days", first=names[0], last=names[-1])


def _day_hours(gym: Gym, day: date, today: date) -> str:
    spans, named = gym.hours.on(day), day_text(day, today)
    if not spans:
        return say("business.closed_day", day=named)
    key = "business.around_the_clock" if _is_all_day(spans) else "business.on_day"
    return say(key, day=named, **({} if _is_all_day(spans) else {"hours": spans_text(spans)}))


def _one_each(days: Sequence[date]) -> Iterable[date]:
    """The days, without a second one of the same weekday: on a Monday "monday" is today."""
    return {day.weekday(): day for day in reversed(days)}.values()


def _exceptions(gym: Gym, today: date) -> list[date]:
    return sorted(day for day in gym.hours.exceptions if day >= today)


def _listed_days(gym: Gym, days: Iterable[date], today: date) -> str:
    """ "Thursday 24 December 8:00–12:00, Friday 25 December closed"."""
    told = ((far_day_text(day, today).removeprefix("on "), spans_text(gym.hours.on(day))) for day in days)
    return ", ".join(say("business.week_part", days=name, hours=hours) for name, hours in told)


def _is_good_at(trainer: Trainer, wanted: Collection[Speciality]) -> bool:
    has = trainer.specialities
    sides = {Speciality.STRENGTH, Speciality.HYPERTROPHY} if Speciality.BOTH in has else set()
    return all(each in has | sides for each in wanted)


def _trainer_line(trainer: Trainer) -> str:
    good = [say(f"specialities.{each}") for each in Speciality if each in trainer.specialities]
    spoken = listed([language(each) for each in trainer.languages])
    if not good:
        return say("business.trainer_plain", name=trainer.name, languages=spoken)
    return say("business.trainer", name=trainer.name, specialities=listed(good), languages=spoken)

"""The owner's page: how many lifters wrote, how long they waited, what they asked, what Spotter did not understand."""

import csv
import io
from collections.abc import Callable, Sequence
from functools import partial

from starlette.responses import Response
from starlette.routing import Route

from bot.coaching.errors import KnowledgeError
from bot.coaching.guideline import guideline
from bot.console.chart import Chart, chart_of
from bot.console.numbers import PERIODS, Day, Numbers, numbers_of
from bot.console.unread import unread_of
from bot.console.visit import NOT_YOURS, Visit, signed_in
from bot.handover.brief_text import short_day
from bot.handover.words import words as handover_words
from bot.store.handover_records import Role
from bot.wording import name, number

NOT_FOR_TRAINERS = "These numbers are for the gym's owner. Ask them if you would like to see some."
USUAL = 30
MOST_LISTED = 10
HOUR, LONG = 60, 120
"""Minutes; from the latter on a wait is told in hours."""
DAY_COLUMNS = (
    "day", "conversations", "handovers", "minutes_to_reply_p50", "minutes_to_reply_p90", "late", "called_off",
    "closed_without_reply", "open", "red_flags", "not_understood", "good", "not_good",
)  # fmt: skip
Page = Callable[[Visit], Response]


def owners(page: Page) -> Page:
    """A page for owners; a trainer is told kindly that it is not theirs."""

    def guarded(visit: Visit) -> Response:
        if visit.account.role is not Role.OWNER:
            return visit.page("sorry.html", NOT_YOURS, told=NOT_FOR_TRAINERS)
        return page(visit)

    return guarded


def show(visit: Visit) -> Response:
    """The numbers of a period, with a chart for each."""
    found = _numbers(visit)
    charts = {key: _chart(found, of) for key, of in CHARTS.items()}
    return visit.page(
        "owner.html", numbers=found, charts=charts, periods=PERIODS, days=len(found.days), told_days=_told(found),
        topics=_named(found.topics, _topic), reasons=_named(found.reasons, partial(_word, "reasons")),
        hazards=_named(found.hazards, partial(_word, "hazards")), minutes=minutes_text,
    )  # fmt: skip


def unread(visit: Visit) -> Response:
    """What Spotter did not understand, as `spotter review` shows it: texts only where the lifter agreed."""
    return visit.page("owner_unread.html", unread=unread_of(visit.here.stores.unread, visit.here.zone))


def days_file(visit: Visit) -> Response:
    """The numbers by day as CSV; what is not known is left empty."""
    found = _numbers(visit)
    return _csv(f"spotter-days-{len(found.days)}.csv", [DAY_COLUMNS, *map(_row, found.days)])


def kinds_file(visit: Visit) -> Response:
    """Topics, reasons and red flags with how often, as CSV."""
    found = _numbers(visit)
    kinds = (("topic", found.topics), ("reason", found.reasons), ("red_flag", found.hazards))
    rows = [(kind, *pair) for kind, pairs in kinds for pair in pairs]
    return _csv(f"spotter-kinds-{len(found.days)}.csv", [("kind", "name", "count"), *rows])


def minutes_text(minutes: float | None) -> str:
    """ "under 1 min", "12 min", "2.5 h"; "–" for none."""
    if minutes is None:
        return "–"
    if minutes < 1:
        return "under 1 min"
    return f"{minutes:.0f} min" if minutes < LONG else f"{number(round(minutes / HOUR, 1))} h"


CHARTS: dict[str, tuple[Callable[[Day], float | None], Callable[[float], str]]] = {
    "talks": (lambda each: each.talks, number),
    "asked": (lambda each: each.counts.asked, number),
    "waits": (lambda each: each.counts.middle or 0, lambda minutes: minutes_text(minutes) if minutes else "no reply"),
    "unread": (lambda each: each.unread, number),
}


def _chart(found: Numbers, of: tuple[Callable[[Day], float | None], Callable[[float], str]]) -> Chart:
    value, told = of
    today = found.days[-1].day
    labels = [short_day(each.day, today) for each in found.days]
    values = [value(each) for each in found.days]
    said = [f"{day}: {'not known' if each is None else told(each)}" for day, each in zip(labels, values, strict=True)]
    return chart_of(values, labels, said)


def _told(found: Numbers) -> list[tuple[str, Day]]:
    """The days with how they are called, the latest first."""
    today = found.days[-1].day
    return [(short_day(each.day, today), each) for each in reversed(found.days)]


def _numbers(visit: Visit) -> Numbers:
    asked = visit.request.query_params.get("days", "")
    days = next((each for each in PERIODS if str(each) == asked), USUAL)
    return numbers_of(visit.here.stores, visit.here.now(), visit.here.zone, days, visit.here.gym)


def _named(pairs: Sequence[tuple[str, int]], called: Callable[[str], str]) -> list[tuple[str, int, int]]:
    """The first few, each with its name and its share of the first one, in percent."""
    first = pairs[0][1] if pairs else 1
    return [(called(key), count, round(100 * count / first)) for key, count in pairs[:MOST_LISTED]]


def _topic(topic: str) -> str:
    """ "reps per set" for rep_range; a topic without a guideline has its own name."""
    try:
        return guideline(topic).title
    except KnowledgeError:
        return name(topic)


def _word(section: str, key: str) -> str:
    return str(handover_words()[section].get(key) or name(key))


def _row(day: Day) -> tuple[object, ...]:
    counts = day.counts
    return (
        day.day.isoformat(), _cell(day.talks), counts.asked, _cell(counts.middle), _cell(counts.most), counts.late,
        counts.called_off, counts.unanswered, counts.open, day.red_flags, _cell(day.unread), counts.good,
        counts.not_good,
    )  # fmt: skip


def _cell(value: float | None) -> object:
    return "" if value is None else round(value, 1)


def _csv(name_of_file: str, rows: Sequence[Sequence[object]]) -> Response:
    told = io.StringIO()
    csv.writer(told).writerows(rows)
    headers = {"content-disposition": f'attachment; filename="{name_of_file}"'}
    return Response(told.getvalue(), media_type="text/csv", headers=headers)


ROUTES = [
    Route("/owner", signed_in(owners(show)), methods=["GET"]),
    Route("/owner/unread", signed_in(owners(unread)), methods=["GET"]),
    Route("/owner/days.csv", signed_in(owners(days_file)), methods=["GET"]),
    Route("/owner/kinds.csv", signed_in(owners(kinds_file)), methods=["GET"]),
]

"""The lifters: who waits, whom one has, who is without an answer though somebody took them; and who is here."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.identity import channel_of
from bot.console.conversation import handover_of
from bot.console.lifter import Lifter, lifter_of
from bot.console.pages import words
from bot.console.people import comes_at, names_of, people, person
from bot.console.told import OUTSIDE_HOURS, told_by, with_word
from bot.console.visit import Visit, signed_in
from bot.handover.words import language
from bot.handover.words import words as handover_words
from bot.store.handover_records import Handover, HandoverReason, HandoverState, Presence
from bot.store.postbox_records import LIFTER

LOOKS_BACK = timedelta(days=2)
"""How far for those whom somebody took and never answered."""
LAST, MOST_WORDS = 6, 200
"""Among so many messages the lifter's last one is looked for; so many characters of it are shown."""


@dataclass(frozen=True)
class Card:
    """A lifter in a list. `wanted` is the trainer whom they asked for.

    `words` are the lifter's last, `has_word`: nobody said anything since. Neither is told of a lifter whom another has.
    """

    handover: Handover
    lifter: Lifter
    wanted: str
    is_for_me: bool
    channel: str
    languages: str
    words: str
    has_word: bool
    holder: str = ""

    @property
    def reason(self) -> str:
        """Why, in words."""
        told: str = words()["reasons"][self.handover.reason]
        return told


def show(visit: Visit) -> Response:
    """The page."""
    return visit.page("queue.html", told=told_by(visit), **_lists(visit))


def news(visit: Visit) -> Response:
    """What of it changes by itself."""
    return visit.page("queue_news.html", **_lists(visit))


def claim(visit: Visit) -> Response:
    """Take a lifter who waits; whoever is too late is told who was faster."""
    id, me = handover_of(visit).id, visit.account.id
    if visit.here.desk.claim(id, me):
        return RedirectResponse(f"/conversations/{id}", 303)
    there = visit.here.desk.handover(id)
    if there.is_open and there.trainer == me:
        return RedirectResponse(f"/conversations/{id}", 303)
    return with_word("/", "taken" if there.is_open else "gone", id)


def presence(visit: Visit) -> Response:
    """Here, or away."""
    said = Presence.HERE if visit.form.get("presence") == Presence.HERE else Presence.AWAY
    visit.here.stores.trainers.set_presence(visit.account.id, said)
    is_too_early = said is Presence.HERE and comes_at(visit.here, visit.account)
    return with_word("/", OUTSIDE_HOURS) if is_too_early else RedirectResponse("/", 303)


def _lists(visit: Visit) -> dict[str, Any]:
    here, me = visit.here, visit.account
    waiting = sorted(_cards(visit, here.stores.handovers.waiting()), key=lambda each: not each.lifter.red_flag)
    return {
        "waiting": waiting,
        "mine": _cards(visit, here.stores.handovers.of_trainer(me.id)),
        "left": _cards(visit, _left_alone(visit)),
        "people": people(here),
        "mine_person": person(here, me),
    }


def _left_alone(visit: Visit) -> Iterable[Handover]:
    """Taken by another who has not said a word when it was due, or to whom a red flag came up."""
    since = visit.here.now() - LOOKS_BACK
    return (
        each for each in visit.here.stores.handovers.asked_since(since)
        if each.state is HandoverState.CLAIMED and each.escalated_at
        and (not each.replied_at or each.reason is HandoverReason.RED_FLAG)
        and each.trainer != visit.account.id
    )  # fmt: skip


def _cards(visit: Visit, handovers: Iterable[Handover]) -> list[Card]:
    names = names_of(visit.here.stores.trainers.trainers())
    return [_card(visit, each, names) for each in handovers]


def _card(visit: Visit, handover: Handover, names: dict[str, str]) -> Card:
    stores, wanted = visit.here.stores, handover.wanted_trainer or ""
    may_read = handover.trainer in (None, visit.account.id)
    posted = stores.outbox.latest(handover.conversation, LAST) if may_read else ()
    said = [json.loads(each.body) for each in posted]
    theirs = [each["text"] for each in said if each["kind"] == LIFTER]
    channel = channel_of(handover.conversation)
    return Card(
        handover, lifter_of(stores, handover), names.get(wanted, ""), wanted == visit.account.id,
        words()["channels"].get(channel, channel), ", ".join(map(_language, handover.languages)),
        theirs[-1][:MOST_WORDS] if theirs else "",
        bool(said) and said[-1]["kind"] == LIFTER, names.get(handover.trainer or "", ""),
    )  # fmt: skip


def _language(code: str) -> str:
    return language(code) if code in handover_words()["languages"] else code


ROUTES = [
    Route("/", signed_in(show), methods=["GET"]),
    Route("/news", signed_in(news), methods=["GET"]),
    Route("/conversations/{id}/claim", signed_in(claim), methods=["POST"]),
    Route("/presence", signed_in(presence), methods=["POST"]),
]

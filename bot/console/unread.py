"""What Spotter did not understand, for the owner to read: in groups that are alike, as `spotter review` has them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.handover.brief_text import short_day
from bot.review_groups import groups_in
from bot.review_text import counted, guesses_of
from bot.store.interface import UnreadStore
from bot.topic_search import name_of

MOST_TEXTS, MOST_GROUPS = 5, 100


@dataclass(frozen=True)
class UnreadGroup:
    """Messages that are alike: how many, when, the most typical texts, how many more, and likely topics."""

    heading: str
    texts: tuple[str, ...]
    more: int
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Unread:
    """All of it. `without_text`: how many were kept without their words; `guesses`: what those looked like."""

    groups: tuple[UnreadGroup, ...]
    without_text: int
    guesses: tuple[tuple[str, int], ...]


def unread_of(store: UnreadStore, zone: ZoneInfo) -> Unread:
    """What is kept. Blocks: texts are compared by meaning. Raises StoreError."""
    messages = store.unread()
    groups = groups_in(messages)[:MOST_GROUPS]
    count, guesses = guesses_of(messages)
    found = []
    for each in groups:
        first, last = (moment.astimezone(zone).date() for moment in (each.first, each.last))
        days = " – ".join(dict.fromkeys([short_day(first, last), short_day(last, last)]))
        told = f"{counted(len(each.messages), 'message')}, {days}"
        texts = each.texts[:MOST_TEXTS]
        found.append(UnreadGroup(told, texts, len(each.texts) - len(texts), tuple(map(name_of, each.topics))))
    likeliest = tuple((name_of(guess), number) for guess, number in guesses.most_common(MOST_TEXTS))
    return Unread(tuple(found), count, likeliest)

"""The metrics of this process as Prometheus reads them: what was counted, what waits, and the process itself."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime

from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from bot.store.interface import Stores

__all__ = ["CONTENT_TYPE_LATEST", "exposition", "forget_waiting", "note_waiting"]

STORE_ANSWERS = Gauge("spotter_store_answers", "1 if the database answered when this was read, else 0.")
INBOX = Gauge("spotter_inbox_waiting", "Messages that are not answered yet, of all processes.")
INBOX_AGE = Gauge("spotter_inbox_oldest_seconds", "How long the first of them has waited.")
OUTBOX = Gauge("spotter_outbox_waiting", "Replies that are not delivered yet, of all processes.", ["channel"])
OUTBOX_AGE = Gauge("spotter_outbox_oldest_seconds", "How long the first of them has waited.", ["channel"])


def note_waiting(stores: Stores, channels: Sequence[str]) -> None:
    """Counts what waits, for the next exposition. Blocks. Raises StoreError."""
    count, since = stores.inbox.waiting()
    outboxes = {each: stores.outbox.waiting(each) for each in channels}
    INBOX.set(count)
    INBOX_AGE.set(_age(since))
    for channel, (waiting, made_at) in outboxes.items():
        OUTBOX.labels(channel).set(waiting)
        OUTBOX_AGE.labels(channel).set(_age(made_at))
    STORE_ANSWERS.set(1)


def forget_waiting() -> None:
    """The database does not answer: what waits is not known, and no old figure is shown for it."""
    STORE_ANSWERS.set(0)
    INBOX.set(math.nan)
    INBOX_AGE.set(math.nan)
    OUTBOX.clear()
    OUTBOX_AGE.clear()


def exposition() -> bytes:
    """Everything, in Prometheus's text format (CONTENT_TYPE_LATEST)."""
    return generate_latest()


def _age(since: datetime | None) -> float:
    return max(0.0, (datetime.now(UTC) - since).total_seconds()) if since else 0.0

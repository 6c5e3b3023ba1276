"""What is counted of messages and replies, and the one line that is logged of each message.

No label and no line names a person, a conversation or a word that was said.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from prometheus_client import Counter, Gauge, Histogram

from bot.channels.identity import channel_of
from bot.store.postbox_records import IncomingMessage

logger = logging.getLogger(__name__)

BUCKETS = (0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60, 600)
TAKEN = Counter("spotter_messages_taken", "Messages kept to be answered.", ["channel"])
REFUSED = Counter("spotter_messages_refused", "What came in and was not taken, by the reason's code.", ["code"])
ANSWERED = Histogram("spotter_answer_seconds", "From taken to answered.", ["channel"], buckets=BUCKETS)
RED_FLAGS = Counter("spotter_red_flags_answered", "Messages that stopped the coaching.", ["channel"])
LAST_WORDS = Counter("spotter_last_words", "Messages that got the last words, in place of an answer.", ["channel"])
REPLIES = Counter("spotter_replies", "Replies sent, tried again later, or given up (failed).", ["channel", "outcome"])
REMINDERS = Counter("spotter_reminders_sent", "Reminders handed to a channel.", ["channel"])
OPEN_STREAMS = Gauge("spotter_open_streams", "Chats on websites that are listening.")

RED_FLAG_INTENT = "report_red_flag"
RED_FLAG, SILENT = "red_flag", "silent"
"""Outcomes: a red flag was answered; nothing was said, as a trainer has the conversation."""


def taken(message: IncomingMessage) -> None:
    """A message was kept to be answered."""
    TAKEN.labels(channel_of(message.conversation)).inc()


def answered(message: IncomingMessage, outcome: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """A message was answered, and that is kept. `outcome` is "answer", "red_flag", "last_words" or "silent"."""
    channel, seconds = channel_of(message.conversation), (now() - message.received_at).total_seconds()
    if outcome != SILENT:
        ANSWERED.labels(channel).observe(seconds)
    if outcome == RED_FLAG:
        RED_FLAGS.labels(channel).inc()
    elif outcome == "last_words":
        LAST_WORDS.labels(channel).inc()
    logger.info("answered", extra={"channel": channel, "ms": round(seconds * 1000), "outcome": outcome})

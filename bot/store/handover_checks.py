"""What records of handovers and trainers must hold to be kept. All raise RecordError; no message quotes a value."""

from collections.abc import Iterable
from datetime import datetime

from bot.store.field_checks import LONG, NAME, NOTE, expect, expect_day, expect_id, expect_moment, expect_text
from bot.store.handover_records import (
    Agreement,
    AgreementKind,
    Handover,
    HandoverReason,
    HandoverState,
    Presence,
    Role,
    TrainerAccount,
    TrainerNote,
)
from bot.store.record_checks import check_conversation

MOST_LANGUAGES, LANGUAGE = 10, 20
"""How many, and the characters of each: they share a name's room."""
MOST_AGREED = 50
MOST_CAPACITY = 1000
SEPARATOR = ","
RATINGS = (0, 1)


def check_handover(handover: Handover) -> None:
    """A new handover, to which nothing has happened yet."""
    expect_id("handover.id", handover.id)
    check_conversation(handover.conversation)
    expect(isinstance(handover.reason, HandoverReason), "handover.reason", "a HandoverReason")
    expect_moment("handover.asked_at", handover.asked_at)
    expect(len(handover.languages) <= MOST_LANGUAGES, "handover.languages", f"{MOST_LANGUAGES} at most")
    for each in handover.languages:
        expect_text("handover.languages", each, LANGUAGE, least=1)
        expect(SEPARATOR not in each, "handover.languages", "each without a comma")
    new = Handover(
        handover.id, handover.conversation, handover.lifter, handover.reason, HandoverState.WAITING, handover.asked_at,
        handover.languages, handover.wanted_trainer, passes_on=handover.passes_on,
    )  # fmt: skip
    expect(handover == new, "handover", "one that waits, to which nothing has happened")


def check_words(summary: str, agreed: Iterable[Agreement]) -> None:
    """What a trainer says when handing back."""
    expect_text("handover.summary", summary, LONG)
    given = tuple(agreed)
    expect(len(given) <= MOST_AGREED, "handover.agreed", f"{MOST_AGREED} at most")
    for each in given:
        expect_text("agreement.text", each.text, NOTE, least=1)
        expect(isinstance(each.kind, AgreementKind), "agreement.kind", "an AgreementKind")
        expect_text("agreement.value", each.value, NAME, least=each.kind is AgreementKind.COMPLAINT)
        if each.until is not None:
            expect_day("agreement.until", each.until)


def check_moment(now: datetime) -> None:
    """When a step is taken."""
    expect_moment("now", now)


def check_rating(rating: int) -> None:
    """What a lifter says of a handover with one tap."""
    expect(type(rating) is int and rating in RATINGS, "handover.rating", "0 or 1")


def check_note(note: TrainerNote) -> None:
    """A trainer's note."""
    expect_id("note.id", note.id)
    expect_text("note.text", note.text, LONG, least=1)
    expect_moment("note.at", note.at)


def check_trainer(account: TrainerAccount) -> None:
    """A trainer's account."""
    expect_id("trainer.id", account.id)
    expect_text("trainer.name", account.name, NAME, least=1)
    expect_text("trainer.login", account.login, NAME, least=1)
    is_plain = account.login == "".join(account.login.split()).lower()
    expect(is_plain, "trainer.login", "small letters without spaces")
    expect_text("trainer.password_hash", account.password_hash, NOTE, least=1)
    expect(isinstance(account.role, Role), "trainer.role", "a Role")
    expect(isinstance(account.presence, Presence), "trainer.presence", "a Presence")
    is_count = type(account.capacity) is int and 0 <= account.capacity <= MOST_CAPACITY
    expect(is_count, "trainer.capacity", f"a whole number, 0 to {MOST_CAPACITY}")

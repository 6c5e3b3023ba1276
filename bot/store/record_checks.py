"""What a record must hold to be kept, the same for every store. All raise RecordError; no message quotes a value."""

from collections.abc import Iterable
from datetime import datetime
from math import isfinite
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.store.conversation_records import ConversationEvent, ConversationState
from bot.store.errors import RecordError
from bot.store.field_checks import LONG, NAME, NOTE, expect, expect_day, expect_id, expect_moment, expect_text
from bot.store.log_records import (
    AuditEntry,
    BodyMass,
    Consent,
    LoggedSet,
    ProfileEntry,
    ProgramInProgress,
    Reminder,
    Workout,
)
from bot.store.postbox_records import IncomingMessage

MOST_REPS, MOST_LOAD = 1_000_000, 1_000_000
"""Far beyond what is plausible; what is merely unlikely is asked about before it comes here."""
LEAST_RPE, MOST_RPE = 1, 10
UNITS = ("kg", "lb")
WEEKDAYS = range(7)


def check_conversation(conversation: str) -> None:
    """A conversation's id: some characters that a database can keep."""
    expect_text("conversation", conversation, NAME, least=1)


def check_command(command: str, at: datetime) -> None:
    """The id of a command, and when it came."""
    expect_text("command", command, NAME, least=1)
    expect_moment("at", at)


def check_workout(workout: Workout, lifter: str) -> None:
    """A workout of a lifter with all its sets."""
    expect_id("workout.id", workout.id)
    expect(workout.lifter == lifter, "workout.lifter", "the lifter it is kept for")
    expect_day("workout.day", workout.day)
    expect_moment("workout.logged_at", workout.logged_at)
    expect_text("workout.title", workout.title, NAME)
    expect_text("workout.note", workout.note, NOTE)
    expect_text("workout.source", workout.source, NAME, least=1)
    check_sets(workout.sets)


def check_replacement(old: Workout, new: Workout) -> None:
    """A workout that takes the place of another."""
    check_workout(new, old.lifter)
    expect(new.id == old.id, "workout.id", "the id of the workout that it replaces")


def check_sets(sets: Iterable[LoggedSet]) -> None:
    """Sets that were done."""
    for each in sets:
        expect_text("set.exercise", each.exercise, NAME, least=1)
        expect(type(each.reps) is int and 0 < each.reps <= MOST_REPS, "set.reps", f"a whole number, 1 to {MOST_REPS}")
        for name, load in (("set.load_kg", each.load_kg), ("set.said_load", each.said_load)):
            expect(load is None or _is_mass(load), name, f"a number from -{MOST_LOAD} to {MOST_LOAD}, or None")
        _unit("set.said_unit", each.said_unit)
        expect(each.rpe is None or LEAST_RPE <= each.rpe <= MOST_RPE, "set.rpe", "1 to 10, or None")
        expect_text("set.note", each.note, NOTE)


def check_body_mass(mass: BodyMass, lifter: str) -> None:
    """What a lifter weighed."""
    expect(mass.lifter == lifter, "mass.lifter", "the lifter it is kept for")
    expect_day("mass.day", mass.day)
    for name, number in (("mass.mass_kg", mass.mass_kg), ("mass.said", mass.said)):
        expect(_is_mass(number) and number > 0, name, f"a number above 0, up to {MOST_LOAD}")
    _unit("mass.said_unit", mass.said_unit)


def check_fact(entry: ProfileEntry, lifter: str) -> None:
    """An entry of a lifter's profile."""
    expect(entry.lifter == lifter, "entry.lifter", "the lifter it is kept for")
    expect_text("entry.field", entry.field, NAME, least=1)
    expect_moment("entry.said_at", entry.said_at)
    expect_text("entry.words", entry.words, LONG)
    parts = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    for part in parts:
        if isinstance(part, str):
            expect_text("entry.value", part, LONG)
        else:
            plain = part is None or isinstance(part, bool | int) or (isinstance(part, float) and isfinite(part))
            expect(plain and part is entry.value, "entry.value", "text, a number, yes or no, None, or a tuple of texts")


def check_consent(consent: Consent) -> None:
    """A consent with the text that was shown."""
    expect_text("consent.text", consent.text, LONG, least=1)
    expect_moment("consent.given_at", consent.given_at)
    if consent.withdrawn_at is not None:
        expect_moment("consent.withdrawn_at", consent.withdrawn_at)


def check_program(program: ProgramInProgress) -> None:
    """A program that a lifter follows."""
    expect_id("program.id", program.id)
    expect_text("program.request", program.request, LONG)
    expect_text("program.template", program.template, NAME)
    expect_day("program.started", program.started)
    check_next_workout(program.next_workout)
    if program.ended is not None:
        expect_day("program.ended", program.ended)


def check_next_workout(number: int | None) -> None:
    """Which workout of a program comes next."""
    expect(number is None or 0 <= number <= MOST_REPS, "next_workout", "0 or more")


def check_reminder(reminder: Reminder) -> None:
    """A reminder with its weekdays, its time and its zone."""
    expect_id("reminder.id", reminder.id)
    check_conversation(reminder.conversation)
    days = reminder.weekdays
    is_week = bool(days) and set(days) <= set(WEEKDAYS) and len(set(days)) == len(days)
    expect(is_week, "reminder.weekdays", "days from 0 (Monday) to 6, each once")
    expect(reminder.local_time.tzinfo is None, "reminder.local_time", "a time without a zone")
    expect_moment("reminder.next_due", reminder.next_due)
    expect_text("reminder.zone", reminder.zone, NAME, least=1)
    try:
        ZoneInfo(reminder.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RecordError("reminder.zone: expected the name of a time zone, like Europe/Berlin") from error


def check_turn(state: ConversationState, events: Iterable[ConversationEvent], at: datetime) -> None:
    """What a turn has brought to a conversation."""
    expect_moment("at", at)
    for name, body in (("state", state.body), ("state.health", state.health)):
        expect(isinstance(body, str) and body.isascii() and "\0" not in body, name, "JSON in ASCII")
    for event in events:
        expect_moment("event.at", event.at)
        expect(event.body.isascii() and "\0" not in event.body, "event.body", "JSON in ASCII")


def check_incoming(message: IncomingMessage) -> None:
    """A message that came in, typed or by a button."""
    check_conversation(message.conversation)
    expect_text("message.id", message.id, NAME, least=1)
    expect_text("message.text", message.text, LONG)
    expect_text("message.payload", message.payload or "", LONG)
    expect_moment("message.received_at", message.received_at)


def check_post(conversation: str, id: str, bodies: Iterable[str], at: datetime) -> None:
    """What is said in a conversation, in answer to a message (its id) or unasked."""
    check_conversation(conversation)
    expect_text("id", id, NAME, least=1)
    expect_moment("at", at)
    for body in bodies:
        expect(isinstance(body, str) and body.isascii() and "\0" not in body, "body", "JSON in ASCII")


def check_audit(entry: AuditEntry) -> None:
    """An entry of the audit."""
    expect_moment("audit.at", entry.at)
    expect_text("audit.actor", entry.actor, NAME, least=1)
    expect_text("audit.action", entry.action, NAME, least=1)
    expect_text("audit.detail", entry.detail, NOTE)


def _unit(field: str, unit: str) -> None:
    expect(unit in UNITS, field, "kg or lb")


def _is_mass(number: float) -> bool:
    return isfinite(number) and abs(number) <= MOST_LOAD

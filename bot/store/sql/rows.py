"""Records as rows, and rows as records."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.store.conversation_records import Conversation, ConversationEvent, ConversationState
from bot.store.log_records import (
    AuditEntry,
    BodyMass,
    Consent,
    ConsentKind,
    Identity,
    Lifter,
    LoggedSet,
    ProfileEntry,
    ProgramInProgress,
    Reminder,
    Workout,
)
from bot.store.records import Reason, UnreadMessage

Row = Mapping[str, Any]


def without_zone(moment: datetime) -> datetime:
    """A moment as the tables have it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def with_zone(moment: datetime) -> datetime:
    """A moment of the tables as the records have it."""
    return moment.replace(tzinfo=UTC)


def lifter_of(row: Row) -> Lifter:
    return Lifter(row["id"], with_zone(row["made_at"]))


def identity_of(row: Row) -> Identity:
    return Identity(row["conversation"], row["lifter"], with_zone(row["since"]))


def row_of_unread(message: UnreadMessage) -> dict[str, Any]:
    return vars(message) | {"said_at": without_zone(message.said_at), "reason": message.reason.value}


def unread_of(row: Row) -> UnreadMessage:
    return UnreadMessage(**{**row, "said_at": with_zone(row["said_at"]), "reason": Reason(row["reason"])})


def row_of_workout(workout: Workout) -> dict[str, Any]:
    """Its row, without the command and without its sets."""
    return {name: value for name, value in vars(workout).items() if name != "sets"} | {
        "logged_at": without_zone(workout.logged_at)
    }


def rows_of_sets(workout: Workout) -> list[dict[str, Any]]:
    """The rows of its sets, with what they repeat of the workout."""
    moment = without_zone(workout.logged_at)
    shared = {"workout": workout.id, "lifter": workout.lifter, "day": workout.day, "logged_at": moment}
    return [vars(each) | shared | {"position": position} for position, each in enumerate(workout.sets)]


def set_of(row: Row) -> LoggedSet:
    return LoggedSet(
        row["exercise"], row["reps"], row["load_kg"], row["said_load"], row["said_unit"], row["rpe"],
        bool(row["is_warm_up"]), row["note"],
    )  # fmt: skip


def workout_of(row: Row, sets: tuple[LoggedSet, ...]) -> Workout:
    return Workout(
        row["id"], row["lifter"], row["day"], with_zone(row["logged_at"]), sets, row["title"], row["note"],
        row["source"],
    )  # fmt: skip


def mass_of(row: Row) -> BodyMass:
    return BodyMass(row["lifter"], row["day"], row["mass_kg"], row["said"], row["said_unit"])


def row_of_fact(entry: ProfileEntry) -> dict[str, Any]:
    return vars(entry) | {
        "value": json.dumps(entry.value), "said_at": without_zone(entry.said_at),
        "consent": entry.consent and entry.consent.value,
    }  # fmt: skip


def fact_of(row: Row) -> ProfileEntry:
    value = json.loads(row["value"])
    return ProfileEntry(
        row["lifter"], row["field"], tuple(value) if isinstance(value, list) else value, with_zone(row["said_at"]),
        row["words"], ConsentKind(row["consent"]) if row["consent"] else None,
    )  # fmt: skip


def row_of_consent(consent: Consent) -> dict[str, Any]:
    withdrawn = consent.withdrawn_at
    return vars(consent) | {
        "kind": consent.kind.value, "given_at": without_zone(consent.given_at),
        "withdrawn_at": withdrawn and without_zone(withdrawn),
    }  # fmt: skip


def consent_of(row: Row) -> Consent:
    withdrawn = row["withdrawn_at"]
    return Consent(
        row["lifter"], ConsentKind(row["kind"]), row["text"], with_zone(row["given_at"]),
        withdrawn and with_zone(withdrawn),
    )  # fmt: skip


def program_of(row: Row) -> ProgramInProgress:
    return ProgramInProgress(**row)


def row_of_reminder(reminder: Reminder) -> dict[str, Any]:
    return vars(reminder) | {
        "weekdays": ",".join(map(str, reminder.weekdays)), "next_due": without_zone(reminder.next_due),
    }  # fmt: skip


def reminder_of(row: Row) -> Reminder:
    return Reminder(
        row["id"], row["lifter"], row["conversation"], tuple(map(int, row["weekdays"].split(","))), row["local_time"],
        row["zone"], with_zone(row["next_due"]), bool(row["is_active"]),
    )  # fmt: skip


def conversation_of(row: Row, events: tuple[ConversationEvent, ...]) -> Conversation:
    state = ConversationState(row["state"], row["health"])
    return Conversation(row["id"], row["version"], state, with_zone(row["changed_at"]), events)


def row_of_event(conversation: str, event: ConversationEvent) -> dict[str, Any]:
    return {
        "conversation": conversation, "at": without_zone(event.at), "body": event.body,
        "consent": event.consent and event.consent.value,
    }  # fmt: skip


def event_of(row: Row) -> ConversationEvent:
    consent = row["consent"]
    return ConversationEvent(with_zone(row["at"]), row["body"], ConsentKind(consent) if consent else None)


def row_of_audit(entry: AuditEntry) -> dict[str, Any]:
    return vars(entry) | {"at": without_zone(entry.at)}


def audit_of(row: Row) -> AuditEntry:
    return AuditEntry(row["lifter"], with_zone(row["at"]), row["actor"], row["action"], row["detail"])

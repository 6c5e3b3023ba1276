"""The brief: what a trainer should know before the first word. Facts from the lifter's records, and nothing else.

What the store keeps on a consent is in it only while that consent holds. Profile and log are in it only if the lifter
agreed to pass them on; that a red flag stands always is. Notes of a log are left out: health may be told in them.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.coaching.terms import MassUnit
from bot.handover.holding import agreed_on
from bot.store.handover_records import Agreement, HandoverReason
from bot.store.log_records import (
    RED_FLAG,
    ConsentKind,
    FactValue,
    LifterRecords,
    ProfileEntry,
    ProgramInProgress,
    Workout,
)

COMPLAINTS = "complaints"
NEEDS = {COMPLAINTS: ConsentKind.HEALTH, "name": ConsentKind.CONTACT}
"""Fields that are shown on a consent only, however they were kept."""
HEALTH_TOPICS = frozenset({"complaint", "report_complaint"})
"""Topics that tell of health by their name."""
LATEST = 2
"""Workouts in the brief."""
Facts = Mapping[str, FactValue]


@dataclass(frozen=True)
class Answered:
    """A topic that was asked about, with the figures of the answer: "rep_range" and "6–12 reps"."""

    topic: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A message of the chat. `by` is lifter, spotter or trainer; "" as a text: it was not kept."""

    by: str
    text: str


@dataclass(frozen=True)
class Asking:
    """The handover that a brief is for.

    `answered` and `chat`: the latest last. `suggestion`: what Spotter would do next, in words; it comes from the log,
    and is not told beside a red flag. `program_title`: the name of the program in progress, which its record lacks.
    """

    reason: HandoverReason
    asked_at: datetime
    conversation: str
    passes_on: bool
    answered: tuple[Answered, ...] = ()
    suggestion: str = ""
    program_title: str = ""
    chat: tuple[Said, ...] = ()


@dataclass(frozen=True)
class RedFlag:
    """A red flag that stands: its hazard, and whether it is an "emergency", "medical" or a "caution"."""

    hazard: str
    severity: str


@dataclass(frozen=True)
class Passed:
    """What a lifter lets a trainer see; empty is unknown. `complaints` are None without consent to keep them."""

    complaints: tuple[str, ...] | None
    name: str
    sex: str
    age_years: int | None
    training_goal: str
    training_age: str
    days_per_week: int | None
    weekdays: tuple[int, ...]
    workout_minutes: int | None
    equipment: tuple[str, ...]
    unit: MassUnit
    program: ProgramInProgress | None
    workouts: tuple[Workout, ...]
    """The latest first."""
    agreed: tuple[Agreement, ...] = ()
    """What was agreed with a trainer before, and held when this one was asked for."""


@dataclass(frozen=True)
class Brief:
    """What a trainer reads. `passed` is None if the lifter has not agreed to pass on profile and log."""

    asking: Asking
    red_flag: RedFlag | None
    answered: tuple[Answered, ...]
    passed: Passed | None


def brief_of_records(records: LifterRecords, asking: Asking) -> Brief:
    """The brief of a lifter's records."""
    agreed = {each.kind for each in records.consents if each.withdrawn_at is None}
    facts = known_facts(records.profile, agreed)
    passed = _passed(records, facts, agreed, asking.asked_at.date()) if asking.passes_on else None
    tells_health = passed is not None and passed.complaints is not None
    answered = tuple(each for each in asking.answered if tells_health or each.topic not in HEALTH_TOPICS)
    return Brief(asking, _red_flag(facts), answered, passed)


def known_facts(profile: Iterable[ProfileEntry], agreed: Collection[ConsentKind]) -> Facts:
    """What holds of a profile, by field; without what lacks its consent, or was taken back."""
    holding = {*agreed, None}
    latest = {entry.field: entry for entry in sorted(profile, key=lambda entry: entry.said_at)}
    return {
        field: entry.value
        for field, entry in latest.items()
        if entry.value is not None and {entry.consent, NEEDS.get(field)} <= holding
    }


def _passed(records: LifterRecords, facts: Facts, agreed: Collection[ConsentKind], day: date) -> Passed:
    latest = sorted(records.workouts, key=lambda each: (each.day, each.logged_at), reverse=True)
    return Passed(
        complaints=_texts(facts, COMPLAINTS) if ConsentKind.HEALTH in agreed else None,
        name=_text(facts, "name"),
        sex=_text(facts, "sex"),
        age_years=_number(facts, "age_years"),
        training_goal=_text(facts, "training_goal"),
        training_age=_text(facts, "training_age"),
        days_per_week=_number(facts, "days_per_week"),
        weekdays=tuple(sorted(_json(facts, "weekdays") or ())),
        workout_minutes=_number(facts, "workout_minutes"),
        equipment=_texts(facts, "equipment"),
        unit=MassUnit(_text(facts, "mass_unit") or MassUnit.KG),
        program=next((each for each in reversed(records.programs) if each.ended is None), None),
        workouts=tuple(map(_without_notes, latest[:LATEST])),
        agreed=tuple(
            one for _, one in agreed_on(records.handovers, day) if not one.needs_consent or ConsentKind.HEALTH in agreed
        ),
    )


def _without_notes(workout: Workout) -> Workout:
    return replace(workout, note="", sets=tuple(replace(each, note="") for each in workout.sets))


def _red_flag(facts: Facts) -> RedFlag | None:
    standing = _json(facts, RED_FLAG)
    return RedFlag(standing["hazard"], standing["severity"]) if standing else None


def _text(facts: Facts, field: str) -> str:
    return str(facts.get(field, ""))


def _texts(facts: Facts, field: str) -> tuple[str, ...]:
    found = facts.get(field)
    return found if isinstance(found, tuple) else ()


def _number(facts: Facts, field: str) -> int | None:
    found = facts.get(field)
    return int(found) if isinstance(found, int | float) else None


def _json(facts: Facts, field: str) -> Any:  # noqa: ANN401  as it was kept
    return json.loads(str(facts[field])) if field in facts else None

"""The brief: facts of the records and no other, none without its consent, and read in ten seconds."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handover.brief import Answered, Asking, brief_of_records, known_facts
from bot.handover.brief_text import brief_lines, brief_text, short_day, waited_text
from bot.store.handover_records import HandoverReason
from bot.store.log_records import (
    Consent,
    ConsentKind,
    FactValue,
    Lifter,
    LifterRecords,
    LoggedSet,
    ProfileEntry,
    ProgramInProgress,
    Workout,
)
from tests.bot.handover.gyms import GYM, MONDAY_9

NOW, ZONE = MONDAY_9, GYM.zone
ID = "a" * 32
HEALTH, CONTACT = ConsentKind.HEALTH, ConsentKind.CONTACT


def fact(field: str, value: FactValue, consent: ConsentKind | None = None, ago: int = 10) -> ProfileEntry:
    return ProfileEntry(ID, field, value, NOW - timedelta(days=ago), "my secret words", consent)


def done(exercise: str, reps: int, load: float | None, unit: str = "kg", **more: object) -> LoggedSet:
    load_kg = None if load is None else load * (0.45359237 if unit == "lb" else 1)
    return LoggedSet(exercise, reps, load_kg, load, unit, note="my knee hurt here", **more)  # type: ignore[arg-type]


def workout(day: date, *sets: LoggedSet) -> Workout:
    return Workout(day.isoformat(), ID, day, NOW, sets, note="dizzy today")


def consent(kind: ConsentKind, *, is_withdrawn: bool = False) -> Consent:
    return Consent(ID, kind, "May I?", NOW - timedelta(days=20), NOW if is_withdrawn else None)


FULL = LifterRecords(
    Lifter(ID, NOW - timedelta(days=90)),
    profile=(
        fact("training_goal", "hypertrophy", ago=30), fact("training_goal", "strength"), fact("training_age", "novice"),
        fact("days_per_week", 3), fact("weekdays", json.dumps([4, 0, 2])), fact("workout_minutes", 60),
        fact("equipment", ("barbell", "rack")), fact("age_years", 34), fact("sex", "female"),
        fact("complaints", ("knee", "lower_back"), HEALTH), fact("name", "Sam", CONTACT),
        fact("red_flag", json.dumps({"hazard": "fainting_dizziness", "severity": "medical"})),
        fact("priority", "sport", ago=11), fact("priority", None),
    ),
    workouts=(
        workout(date(2026, 11, 13), done("deadlift", 5, 120)),
        workout(
            date(2026, 11, 20), done("back_squat", 5, 40, is_warm_up=True), *(done("back_squat", 5, 100),) * 3,
            done("bench_press", 8, 60), done("bench_press", 7, 60), done("plank", 60, None), done("pull_up", 6, None),
        ),
        workout(date(2026, 11, 18), done("deadlift", 5, 125), done("deadlift", 3, 130)),
    ),
    consents=(consent(HEALTH), consent(CONTACT)),
    programs=(
        ProgramInProgress("1", ID, "{}", "full_body_once", date(2026, 9, 1), 4, date(2026, 11, 2)),
        ProgramInProgress("2", ID, "{}", "stronglifts_5x5", date(2026, 11, 2), 6),
    ),
)  # fmt: skip
ASKING = Asking(
    HandoverReason.PLATEAU, NOW - timedelta(minutes=4), "telegram:4711", passes_on=True,
    answered=(Answered("rep_range", ("3–5 reps",)), Answered("report_complaint"), Answered("plateau", ("2–3 weeks",))),
    suggestion="an easy week,\nthen 95 kg", program_title="StrongLifts 5×5",
)  # fmt: skip


def text(records: LifterRecords = FULL, asking: Asking = ASKING) -> str:
    return brief_text(brief_of_records(records, asking), NOW, ZONE)


def test_the_whole_brief() -> None:
    assert text().splitlines() == [
        "RED FLAG: fainting or dizziness (medical)",
        "Complaints: knee and lower back",
        "Why: stuck for weeks. Waiting since 8:56 (4 minutes)",
        "Who: Sam, via telegram, 34 years, female",
        "Training: strength, novice, 3 days a week (Mon, Wed, Fri), up to 60 minutes, a barbell and a rack",
        "Program: StrongLifts 5×5, since 2 Nov 2026. Workout 7 is next",
        "Fri 20 Nov: back squat 3 × 5 at 100 kg; bench press 8, 7 at 60 kg; plank 60 s; pull-up 6",
        "Wed 18 Nov: deadlift 5 at 125 kg, 3 at 130 kg",
        "Answered: rep range (3–5 reps); report complaint; plateau (2–3 weeks)",
    ]


def test_what_spotter_would_do_next_is_told_but_not_beside_a_red_flag() -> None:
    calm = replace(FULL, profile=tuple(each for each in FULL.profile if each.field != "red_flag"))
    assert text(calm).splitlines()[-1] == "Spotter would: an easy week, then 95 kg"
    assert "Spotter would" not in text(calm, replace(ASKING, passes_on=False))


def test_it_is_read_in_ten_seconds() -> None:
    lines = text().splitlines()
    assert len(lines) <= 12
    assert max(map(len, lines)) <= 140


def test_without_a_yes_nothing_of_profile_and_log_is_passed_on_but_a_red_flag() -> None:
    assert text(asking=replace(ASKING, passes_on=False)).splitlines() == [
        "RED FLAG: fainting or dizziness (medical)",
        "Why: stuck for weeks. Waiting since 8:56 (4 minutes)",
        "Who: via telegram",
        "Profile and log: not agreed to pass on. Ask what you need.",
        "Answered: rep range (3–5 reps); plateau (2–3 weeks)",
    ]


@pytest.mark.parametrize("consents", [(consent(CONTACT),), (consent(CONTACT), consent(HEALTH, is_withdrawn=True))])
def test_no_complaint_without_consent(consents: tuple[Consent, ...]) -> None:
    told = text(replace(FULL, consents=consents))
    assert "Complaints: not known, as there is no consent to keep them. Ask before you plan." in told
    assert "knee" not in told
    assert "complaint;" not in told
    assert brief_of_records(replace(FULL, consents=consents), ASKING).passed.complaints is None  # type: ignore[union-attr]


def test_a_consent_that_was_given_anew_holds() -> None:
    again = (consent(HEALTH, is_withdrawn=True), consent(HEALTH))
    assert "Complaints: knee and lower back" in text(replace(FULL, consents=again))


def test_no_name_without_consent() -> None:
    assert "Sam" not in text(replace(FULL, consents=(consent(HEALTH),)))


def test_a_complaint_that_was_kept_without_its_mark_needs_the_consent_all_the_same() -> None:
    unmarked = replace(FULL, profile=(fact("complaints", ("knee",)),), consents=())
    assert "knee" not in text(unmarked)


def test_what_was_taken_back_is_not_known() -> None:
    assert "priority" not in known_facts(FULL.profile, {HEALTH, CONTACT})
    assert known_facts(FULL.profile, set())["training_goal"] == "strength"


def test_notes_and_the_lifters_own_words_are_not_in_it() -> None:
    brief = brief_of_records(FULL, ASKING)
    for hidden in ("dizzy", "hurt", "secret"):
        assert hidden not in brief_text(brief, NOW, ZONE)
        assert hidden not in repr(brief)


def test_a_lifter_of_whom_nothing_is_known() -> None:
    bare = text(LifterRecords(FULL.lifter, consents=(consent(HEALTH),)), replace(ASKING, answered=(), suggestion=""))
    assert bare.splitlines() == ["Why: stuck for weeks. Waiting since 8:56 (4 minutes)", "Who: via telegram"]


def test_loads_are_told_in_the_lifters_unit() -> None:
    pounds = replace(
        FULL,
        profile=(fact("mass_unit", "lb"),),
        workouts=(workout(date(2026, 11, 20), done("back_squat", 5, 225, "lb"), done("deadlift", 5, 100)),),
    )
    assert "back squat 5 at 225 lb; deadlift 5 at 220.5 lb" in text(pounds)


def test_many_lifts_are_cut_and_what_the_catalogue_has_lost_is_named_all_the_same() -> None:
    lifts = ("back_squat", "bench_press", "deadlift", "old_machine", "pull_up", "overhead_press")
    told = text(replace(FULL, workouts=(workout(date(2026, 11, 20), *(done(lift, 5, 50) for lift in lifts)),)))
    assert "old machine 5 at 50 kg; …" in told
    assert "pull-up" not in told


def test_without_a_title_the_program_has_its_own_name() -> None:
    assert "Program: stronglifts 5x5, since" in text(asking=replace(ASKING, program_title=""))


def test_an_ended_program_is_none() -> None:
    assert "Program:" not in text(replace(FULL, programs=FULL.programs[:1]))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-3, "just now"), (59, "just now"), (60, "1 minute"), (7199, "1 hour"), (7200, "2 hours"), (200_000, "2 days")],
)
def test_how_long_it_has_waited(seconds: float, words: str) -> None:
    assert waited_text(seconds) == words


def test_who_waits_since_another_day_waits_with_its_date() -> None:
    since = replace(ASKING, asked_at=NOW - timedelta(days=2))
    assert "Waiting since 9:00, Sat 21 Nov (2 days)" in text(asking=since)
    assert short_day(date(2025, 3, 2), date(2026, 3, 2)) == "Sun 2 Mar 2025"


@given(
    name=st.text(max_size=300), suggestion=st.text(max_size=500),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
)  # fmt: skip
def test_whatever_was_told_each_line_stays_a_line_and_health_needs_both_a_consent_and_a_yes(
    name: str, suggestion: str, flags: tuple[bool, bool, bool]
) -> None:
    passes_on, health, contact = flags
    consents = tuple(consent(kind) for kind, holds in ((HEALTH, health), (CONTACT, contact)) if holds)
    profile = (fact("complaints", ("elbow",), HEALTH), fact("name", name, CONTACT))
    asking = replace(ASKING, passes_on=passes_on, suggestion=suggestion)
    lines = list(brief_lines(brief_of_records(replace(FULL, profile=profile, consents=consents), asking), NOW, ZONE))
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert any("elbow" in line for line in lines[:1]) is (passes_on and health)
    assert all(len(line) <= 260 for line in lines)


def test_a_red_flag_that_has_no_words_yet_is_shown_by_its_name() -> None:
    flag = fact("red_flag", json.dumps({"hazard": "new_hazard", "severity": "emergency"}))
    assert text(replace(FULL, profile=(flag,))).startswith("RED FLAG: new hazard (emergency)")

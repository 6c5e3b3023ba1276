"""What a trainer wrote when handing back: complaints where it is sure, the end where that is sure, notes else."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.exercise import all_exercises
from bot.coaching.terms import BodyPart, MovementPattern
from bot.handover.agreed import LONGEST, agreed_in
from bot.handover.agreed_until import LONGEST as YEAR
from bot.handover.agreed_until import lexicon
from bot.store.handover_records import Agreement, AgreementKind

TODAY = date(2026, 11, 23)  # a Monday
TWO_WEEKS = date(2026, 12, 7)


def read(text: str) -> list[tuple[str, date | None]]:
    """The values, "" for a note, with their ends."""
    return [(each.value, each.until) for each in agreed_in(text, TODAY)]


def test_no_overhead_work_for_two_weeks() -> None:
    text = "No overhead work for two weeks."
    assert agreed_in(text, TODAY) == (Agreement(text, AgreementKind.COMPLAINT, "shoulder", TWO_WEEKS),)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no overhead pressing for 2 weeks", "shoulder"),
        ("avoid overhead for 14 days", "shoulder"),
        ("For the next two weeks: rest the left knee", "knee"),
        ("rest his elbow for a fortnight", "elbow"),
        ("easy on the lower back until 7 December", "lower_back"),
        ("nothing overhead until December 7th, 2026", "shoulder"),
        ("stay off the ankle until 7.12.", "ankle"),
        ("Stay off the ankle until 7.12.2026.", "ankle"),
        ("no wrist work, for two weeks", "wrist"),
        ("don’t load the hip until 2026-12-07", "hip"),
        ("two weeks no overhead", "shoulder"),
        ("He should avoid overhead for two weeks", "shoulder"),
        ("no load on the wrist for two weeks", "wrist"),
        ("avoid the shoulder for two weeks please", "shoulder"),
        ("We agreed: no knee work for two weeks", "knee"),
        ("no running and no overhead work for two weeks", "shoulder"),
        ("no overhead work for two weeks, then light presses", "shoulder"),
        ("no overhead work for two weeks but rows are fine", "shoulder"),
    ],
)
def test_a_part_to_leave_alone_with_its_last_day(text: str, value: str) -> None:
    assert read(text) == [(value, TWO_WEEKS)]


@pytest.mark.parametrize(
    ("text", "days"),
    [("until Friday", 4), ("till Sunday", 6), ("this week", 6), ("for a week", 7), ("for the next ten days", 10)],
)
def test_other_ways_to_say_until_when(text: str, days: int) -> None:
    assert read(f"no overhead work {text}") == [("shoulder", TODAY + timedelta(days=days))]


@pytest.mark.parametrize(
    "text",
    [
        "for a few weeks", "for 2-3 weeks", "for a couple of weeks", "until the scan", "until further notice",
        "for now",
        "until 6/12", "until next Friday", "until Monday", "until 31 February", "for 500 weeks", "until 2025-12-07",
        "until 2026-13-45", "for at least two weeks",
        "for two weeks from Monday", "this month", "for two weeks until 6 December",
        "and bench only light for two weeks", "until 99.99.",
    ],
)  # fmt: skip
def test_an_end_that_is_not_sure_is_left_open(text: str) -> None:
    assert read(f"no overhead work {text}") == [("shoulder", None)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rest the knee and ankle for two weeks", {"knee", "ankle"}),
        ("left knee is sore", {"knee"}),
        ("knee still hurts, easy on it for ten days", {"knee"}),
        ("sore elbows", {"elbow"}),
        ("pain in the right shoulder", {"shoulder"}),
        ("Hamstring strain", {"hamstring"}),
        ("wrist pain for two weeks", {"wrist"}),
        ("no overhead work, sore elbow", {"shoulder", "elbow"}),
    ],
)
def test_complaints_that_are_sure(text: str, values: set[str]) -> None:
    assert {value for value, _ in read(text)} == values


@pytest.mark.parametrize(
    "text",
    [
        "no knee pain", "no more pain in the knee", "knee pain is gone", "the knee isn't sore", "no sore knee",
        "overhead work is fine again", "can press overhead again", "knee is ok",
        "do not rest the knee", "no need to avoid overhead work", "stop resting the knee", "don't skip knee work",
        "if the knee hurts, stop", "no overhead work unless it feels good", "maybe no overhead work for a week",
        "skip the knee sleeves", "no hip thrusts", "no overhead squats", "rest calf raises", "no calf work needed",
        "no hip and knee flexion", "no heavy overhead work", "no knee or hip work", "painful shoulder press",
        "we did no overhead work", "she had a sore knee last week", "old knee injury", "his son has knee pain",
        "no overhead work?", "no chest work", "rest the back", "no deadlifts", "eat more protein",
        "on the other hand, rest", "hip pain free now", "knee trouble: none", "knee problems: no", "no ankle",
        "avoid resting the knee", "rest knees at all times", "avoid knees caving in", "no elbows flaring",
        "rest shoulders back and down", "sore hamstrings are normal", "bad hip hinge", "Rest hands between sets",
    ],
)  # fmt: skip
def test_what_is_not_sure_is_a_note_word_for_word(text: str) -> None:
    assert [(each.kind, each.value, each.text) for each in agreed_in(text, TODAY)] == [(AgreementKind.NOTE, "", text)]


def test_a_note_has_an_end_if_that_is_sure() -> None:
    assert read("no deadlifts for three weeks") == [("", TODAY + timedelta(weeks=3))]
    assert read("no deadlifts for a few weeks") == [("", None)]
    assert read("if it hurts, rest for three weeks") == [("", None)]
    assert read("bench 3 days a week") == [("", None)]


def test_each_remark_is_read_by_itself() -> None:
    text = "- no overhead work for two weeks\n- rest the elbow until 1.12.\n\n- eat more; sleep! Next talk on 3 May."
    assert agreed_in(text, TODAY) == (
        Agreement("no overhead work for two weeks", AgreementKind.COMPLAINT, "shoulder", TWO_WEEKS),
        Agreement("rest the elbow until 1.12.", AgreementKind.COMPLAINT, "elbow", date(2026, 12, 1)),
        Agreement("eat more", AgreementKind.NOTE),
        Agreement("sleep!", AgreementKind.NOTE),
        Agreement("Next talk on 3 May.", AgreementKind.NOTE),
    )
    assert agreed_in(" \n ; ", TODAY) == ()


def test_leaving_out_overhead_work_spares_the_shoulder_in_the_catalogue_too() -> None:
    presses = [each for each in all_exercises().values() if each.pattern is MovementPattern.VERTICAL_PUSH]
    spared = [each for each in presses if BodyPart.SHOULDER not in each.avoid_with]
    assert [each.id for each in spared] == ["landmine_press"]  # goes up and forward, not overhead


def test_every_part_is_one_that_coaching_knows() -> None:
    words = lexicon()
    assert {BodyPart(part) for kind in ("parts", "moves") for part in words[kind]} == {*BodyPart} - {BodyPart.CHEST}
    for name, found in words.items():
        assert all(isinstance(each, str) and each == each.lower() for each in found), name


PIECES = st.sampled_from(
    [
        "no", "overhead", "work", "rest", "the", "knee", "and", "sore", "for", "two weeks", "until", "6.12.", ",", "if",
        "?", "\n", ";", "Friday", "pain", "in", "12", "-", "not",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=200))
def test_whatever_was_written_nothing_is_made_up(text: str) -> None:
    for each in agreed_in(text, TODAY):
        assert each.text in text
        assert (each.kind == AgreementKind.COMPLAINT) is (each.value in set(BodyPart))
        assert each.until is None or TODAY <= each.until <= TODAY + YEAR


@pytest.mark.parametrize(
    "piece", ["no overhead ", "rest the the ", "rest the knee and ", "for 2 weeks ", "until ", "no, ", "knee\n", " "]
)
def test_long_texts_are_read_in_no_time(piece: str) -> None:
    began = perf_counter()
    agreed_in(piece * LONGEST, TODAY)
    assert perf_counter() - began < 2

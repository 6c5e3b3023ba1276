"""Pasted routines: what is read from those of routine_phrases.yml, and that any text can be read."""

from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.exercise import all_exercises
from bot.nlu.canonical import read_lexicon
from bot.nlu.reading import read_entities
from bot.nlu.weekdays import DAYS

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "routine_phrases.yml").read_text(encoding="utf-8")
)
PIECES = [
    "squat", "bench", "rows", "curls", "press", "plank", "3x5", "3 sets of 8-12", "5+", "12/10/8", "x", "AMRAP", "60kg",
    "each", "all", "day 1", "day 2", "mon", "fri", "rest", "push:", "pull -", "A:", "B)", "chest", "same as monday",
    "add 2.5kg", "rpe 8", "@", "+", "/", ",", ".", ";", "(", ")", "•", "and", "should i", "x 5 rounds", "3x60s", "0x0",
    "warm up", "1.", "ss", "½", "💪",
]  # fmt: skip


def reading(text: str) -> dict[str, Any]:
    return {each.kind: each.value for each in read_entities(text)}


def noted(entry: dict[str, Any]) -> str:
    """An exercise as the file has it: "plank 3x60", "dip 3x?", "bench 3x5+"."""
    sets, reps = entry["sets"], entry["reps"]
    if sets is None and reps is None:
        return str(entry["exercise"])
    shown = "?"
    if reps:
        low, high = reps
        shown = f"{low}+" if high is None else f"{low}" if low == high else f"{low}-{high}"
    return f"{entry['exercise']} {sets or '?'}x{shown}"


def days_of(found: dict[str, Any]) -> list[str]:
    return [", ".join(map(noted, day)) for day in found.get("routine", {"days": []})["days"]]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_a_pasted_routine_is_read_as_its_file_says(case: dict[str, Any]) -> None:
    found = reading(case["text"])
    assert days_of(found) == case["days"]
    assert found.get("routine", {}).get("progression", False) is case.get("progression", False)
    if case["days"]:
        assert found.get("days_per_week") == case.get("days_per_week")


def test_the_file_holds_many_shapes_and_some_messages_without_a_routine() -> None:
    assert len([case for case in CASES if case["days"]]) >= 40
    assert len([case for case in CASES if not case["days"]]) >= 4


def test_lines_and_blanks_read_alike() -> None:
    lines = "Day 1\nSquat 3x5\nBench 3x5\n\nDay 2\nDeadlift 1x5\nOHP 3x5"
    assert days_of(reading(lines)) == days_of(reading(" ".join(lines.split())))
    assert days_of(reading(lines)) == [
        "barbell_back_squat 3x5, barbell_bench_press 3x5",
        "deadlift 1x5, overhead_press 3x5",
    ]


def test_the_entity_spans_the_routine_and_not_the_talk_around_it() -> None:
    text = "hi all, is this ok: squat 3x5, bench 3x5, row 3x5. thanks a lot"
    routine = next(each for each in read_entities(text) if each.kind == "routine")
    assert text[routine.start : routine.end] == "squat 3x5, bench 3x5, row"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_of_the_pieces_of_routines_is_read_without_an_error(pieces: list[str]) -> None:
    routine = reading(" ".join(pieces)).get("routine")
    for entry in (entry for day in (routine or {"days": []})["days"] for entry in day):
        assert entry["exercise"] in all_exercises()
        assert entry["sets"] is None or entry["sets"] >= 1
        assert entry["reps"] is None or entry["reps"][1] is None or entry["reps"][0] <= entry["reps"][1]


@pytest.mark.parametrize(
    "piece", ["squat 3x5 bench 3x5 row 3x5 ", "day 1 squat bench row ", "mon / squat ", "3x5 each "]
)
def test_a_long_routine_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = "squat bench row " + piece * (length // len(piece))
        taken = []
        for _ in range(3):
            start = process_time()
            read_entities(text)
            taken.append(process_time() - start)
        return min(taken)

    seconds(100)
    assert seconds(4_000) < 12 * seconds(1_000)


def test_every_name_that_is_cut_short_means_an_exercise_of_the_catalogue() -> None:
    lexicon = read_lexicon("routine")
    meant = {meant for name in lexicon if name.startswith("short_names") for meant in lexicon[name].values()}
    assert len(meant) > 15
    assert meant <= set(all_exercises())


def test_the_days_of_the_week_are_known_where_a_name_may_begin() -> None:
    known = set(read_lexicon("routine")["day_words"])
    assert {name for name in DAYS if not name.endswith("days")} <= known

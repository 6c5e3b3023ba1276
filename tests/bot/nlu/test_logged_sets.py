"""Logs told in words: what is read of the messages of logged_sets.yml, and of notations in every shape."""

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu.log_words import lexicon
from bot.nlu.logged_sets import read_log
from bot.nlu.said_workout import Departure, Doubt, SaidSet, SaidWorkout, Unsure

TODAY = date(2026, 11, 18)
FOLDER = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "logged_sets.yml").read_text(encoding="utf-8"))
BLIND: list[dict[str, Any]] = yaml.safe_load((FOLDER / "logged_sets_blind.yml").read_text(encoding="utf-8"))


def read(case: dict[str, Any]) -> SaidWorkout | None:
    unit = case.get("unit", "kg")
    return read_log(case["text"], TODAY, None if unit == "none" else unit, case.get("is_asked", False))


def noted(said: SaidSet, count: int) -> str:
    """A set as the files have it: "deadlift 1x5 140kg @8 (PR)"."""
    load = "" if said.load is None else f" {said.load:g}{said.unit or ''}"
    rpe = "" if said.rpe is None else f" @{said.rpe:g}"
    rir = "" if said.rir is None else f" rir{said.rir:g}"
    warm, note = " warm" if said.is_warm_up else "", f" ({said.note})" if said.note else ""
    return f"{said.exercise or '?'} {count}x{said.reps or '?'}{load}{rpe}{rir}{warm}{note}"


def excepted(each: Departure) -> str:
    """A departure as the files have it: "deadlift set -1: 3"."""
    place = "" if each.place is None else f" set {each.place}:"
    reps = "" if each.reps is None else f" {each.reps}"
    load = "" if each.load is None else f" {each.load:g}{each.unit or ''}"
    reps += f" {-each.fewer}" if each.fewer else ""
    return f"{each.exercise or '?'}{place}{reps}{load}{' skipped' if each.is_skipped else ''}"


def shown(workout: SaidWorkout | None) -> dict[str, Any]:
    """What was read, as the files have it."""
    if workout is None:
        return {"nothing": True}
    day = "today" if workout.is_todays else workout.program_day
    return {
        "sets": [noted(each, len(list(run))) for each, run in groupby(workout.sets)],
        "day": workout.day,
        "doubts": sorted({str(each.kind) for each in workout.doubts}),
        "program_day": day,
        "program_week": workout.program_week,
        "as_planned": workout.as_planned,
        "exceptions": [excepted(each) for each in workout.departures],
    }


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """What the file says, with what it leaves out."""
    if case.get("nothing"):
        return {"nothing": True}
    return {
        "sets": case.get("sets", []),
        "day": case.get("day", TODAY),
        "doubts": sorted(case.get("doubts", [])),
        "program_day": case.get("program_day"),
        "program_week": case.get("program_week"),
        "as_planned": case.get("as_planned", False),
        "exceptions": case.get("exceptions", []),
    }


@pytest.mark.parametrize("case", [*CASES, *BLIND], ids=[case["text"][:70] for case in [*CASES, *BLIND]])
def test_a_log_is_read_as_its_file_says(case: dict[str, Any]) -> None:
    workout = read(case)
    assert shown(workout) == expected(case)
    if workout is not None and "unread" in case:
        assert list(workout.unread) == case["unread"]


def test_the_files_hold_many_logs_and_many_messages_that_are_none() -> None:
    nothing = [case for case in CASES if case.get("nothing")]
    assert len(CASES) >= 220
    assert len(nothing) >= 60
    assert len(BLIND) == 100


def doubt(text: str, kind: Unsure, unit: str | None = "kg") -> Doubt:
    workout = read_log(text, TODAY, unit)
    assert workout is not None
    return next(each for each in workout.doubts if each.kind is kind)


def test_an_exercise_that_is_not_known_is_named_with_those_like_it() -> None:
    found = doubt("squat 100 3x5, zottman curls 10kg 3x12", Unsure.EXERCISE)
    assert found.said == "zottman curls"
    assert found.sets == (3, 4, 5)
    assert "dumbbell_curl" in found.candidates


def test_a_short_name_that_may_mean_several_exercises_offers_them() -> None:
    assert "barbell_bench_press" in doubt("press 40kg 3x8, squat 60kg 3x8", Unsure.EXERCISE).candidates


def test_plates_of_a_lifter_whose_unit_is_not_known_may_be_of_either_kind() -> None:
    assert doubt("squat 2 plates 3x5", Unsure.UNIT, None).candidates == ("100 kg", "225 lb")
    assert doubt("bench 20 a side 3x5", Unsure.UNIT, None).candidates == ("60 kg", "85 lb")


def test_a_doubt_quotes_what_it_is_about() -> None:
    assert doubt("bench 60kg 3x8 then squatted 5000 kg for 5", Unsure.LOAD).said == "5000 kg for 5"
    assert doubt("squat 100x5x3", Unsure.ORDER).said == "100x5x3"


def test_a_day_that_may_be_another_is_given_with_the_others() -> None:
    assert doubt("the other day i benched 80 3x5", Unsure.DAY).candidates == ("2026-11-16", "2026-11-15", "2026-11-14")


def test_one_unit_in_a_message_is_that_of_its_other_loads() -> None:
    workout = read_log("bench 60kg 5x5 then 3x8 at 50, squat 80 3x5", TODAY)
    assert workout is not None
    assert {each.unit for each in workout.sets} == {"kg"}
    assert workout.doubts == ()


def test_words_of_the_lexicon_are_words() -> None:
    lists = [values for values in lexicon().values() if isinstance(values, list)]
    assert len(lists) > 30
    assert not [each for values in lists for each in values if isinstance(each, bool)]

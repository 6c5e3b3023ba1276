"""Workouts done as planned: the sets of the plan, what was different, and what the plan leaves open."""

import pytest

from bot.coaching.advice import Amount, Mass, Prescription
from bot.coaching.terms import MassUnit
from bot.logbook.entry import entry_of
from bot.logbook.planned import as_planned
from bot.logbook.said_back import sets_in_words
from bot.nlu.said_workout import Unsure
from tests.bot.logbook.said import told


def line(lift: str, sets: int, low: int, high: int | None, load: float | None = None) -> Prescription:
    kg = None if load is None else Mass(load, MassUnit.KG)
    return Prescription(lift, Amount(sets, sets, "sets"), Amount(low, high, "reps"), load=kg)


PLAN = (line("barbell_back_squat", 3, 5, 5, 100), line("barbell_bench_press", 3, 5, 5, 60))


def done(text: str) -> str:
    found = entry_of(as_planned(told(text), PLAN), "kg")
    assert found.waiting is None
    return sets_in_words(found.sure)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("did day 2 as planned", "Barbell back squat 3 × 5 at 100 kg. Bench press 3 × 5 at 60 kg."),
        ("did day 2, all as planned but 4 on the last set",
         "Barbell back squat 3 × 5 at 100 kg. Bench press 5, 5, 4 at 60 kg."),
        ("finished day 2, everything as prescribed but only 3 on the last set of squats",
         "Barbell back squat 5, 5, 3 at 100 kg. Bench press 3 × 5 at 60 kg."),
        ("did day 2 as planned but no squats", "Bench press 3 × 5 at 60 kg."),
        ("did day 2 as planned except bench at 57.5",
         "Barbell back squat 3 × 5 at 100 kg. Bench press 3 × 5 at 57.5 kg."),
    ],
)  # fmt: skip
def test_departures_are_applied(text: str, words: str) -> None:
    assert done(text) == words


def test_a_range_of_reps_is_asked_once_for_all_that_have_it() -> None:
    plan = (line("barbell_back_squat", 3, 8, 12, 60), line("barbell_row", 2, 8, 12, 40), PLAN[1])
    found = entry_of(as_planned(told("did day 2 as planned"), plan), "kg")
    assert {each.exercise for each in found.sure} == {"barbell_bench_press"}
    assert found.waiting is not None
    (doubt,) = found.waiting.doubts
    assert (doubt.kind, doubt.sets, doubt.candidates) == (Unsure.RANGE, (0, 1, 2, 3, 4), ("8", "12"))


def test_an_open_last_set_and_a_load_that_nobody_knows_are_asked() -> None:
    open_last = Prescription(
        "deadlift", Amount(2, 2, "sets"), (Amount(5, 5, "reps"), Amount(5, None, "reps")), load=Mass(100, MassUnit.KG)
    )
    found = as_planned(told("did day 2 as planned"), (open_last, line("barbell_row", 2, 5, 5)))
    assert [(each.kind, each.sets) for each in found.doubts] == [(Unsure.NO_REPS, (1,)), (Unsure.NO_LOAD, (2, 3))]


def test_exercises_without_a_load_need_none() -> None:
    assert as_planned(told("did day 2 as planned"), (line("pull_up", 3, 5, 5),)).doubts == ()


def test_a_set_that_was_told_to_differ_is_not_asked_about() -> None:
    found = as_planned(told("did day 2, all as planned but 4 on the last set"), (line("pull_up", 2, 5, 8),))
    assert [(each.kind, each.sets) for each in found.doubts] == [(Unsure.RANGE, (0,))]

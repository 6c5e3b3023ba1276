"""Warming up: as the guideline has it, and as the first lift of the day asks for."""

from dataclasses import replace

from bot.coaching.advice import Mass, Prescription
from bot.coaching.terms import MassUnit
from bot.documents.visits import Visit, all_visits
from bot.documents.warm_up import warm_up, warm_up_sets
from tests.bot.documents.programs import program


def visit_with(exercise: str, load: Mass | None) -> Visit:
    visit, *_ = all_visits(program("made by hand"))
    first: Prescription = replace(visit.workout.prescriptions[1], exercise=exercise, load=load)
    return replace(visit, workout=replace(visit.workout, prescriptions=(first,)))


def test_sets_rise_from_the_empty_bar_to_the_load() -> None:
    told = warm_up_sets(visit_with("barbell_back_squat", Mass(100, MassUnit.KG)))
    assert told == "Warm up with 20 kg × 10, 40 kg × 5, 60 kg × 3, 80 kg × 2"


def test_a_machine_has_no_empty_bar() -> None:
    told = warm_up_sets(visit_with("leg_press", Mass(100, MassUnit.KG)))
    assert told == "Warm up with 40 kg × 5, 60 kg × 3, 80 kg × 2"


def test_no_sets_without_a_load_to_warm_up_to() -> None:
    assert warm_up_sets(visit_with("barbell_back_squat", None)) == ""
    assert warm_up_sets(visit_with("pull_up", Mass(10, MassUnit.KG))) == ""
    assert warm_up_sets(replace(visit_with("deadlift", Mass(100, MassUnit.KG)), goes_up=True)) == ""


def test_sentences_fit_what_is_lifted_and_the_time_there_is() -> None:
    bands = " ".join(warm_up(program("much given up")))
    assert "5 minutes" in bands
    assert "easier version" in bands
    assert "Short of time?" in bands
    assert "empty bar" not in bands
    gym = " ".join(warm_up(program("six days")))
    assert "10 minutes" in gym
    assert "5 reps with 40%" in gym
    assert "the empty bar for 10 reps" in gym
    assert "Short of time?" not in gym

"""What of a told workout is stored at once, and what waits."""

import pytest

from bot.nlu.said_workout import SaidSet, Unsure
from bot.store.log_records import LoggedSet
from tests.bot.logbook.said import entry


def test_what_is_sure_is_stored_in_kg_with_the_unit_it_was_said_in() -> None:
    found = entry("bench 135 lbs 3x8 @8", None)
    assert found.waiting is None
    assert found.sure == (LoggedSet("barbell_bench_press", 8, pytest.approx(61.235), 135, "lb", 8.0),) * 3


def test_reps_in_reserve_become_an_rpe() -> None:
    assert {each.rpe for each in entry("bench 80 3x8 RIR 2").sure} == {8.0}


def test_warm_ups_and_notes_are_kept() -> None:
    sets = entry("warmed up 60x5 then 100 3x5 squats paused").sure
    assert [each.is_warm_up for each in sets] == [True, False, False, False]


def test_only_what_is_doubtful_waits() -> None:
    found = entry("squat 100 3x5, bench 5000kg 5x5")
    assert {each.exercise for each in found.sure} == {"barbell_back_squat"}
    assert found.waiting is not None
    assert {each.exercise for each in found.waiting.sets} == {"barbell_bench_press"}
    assert [each.kind for each in found.waiting.doubts] == [Unsure.LOAD]
    assert found.waiting.doubts[0].sets == tuple(range(5))


def test_a_doubtful_day_lets_all_of_it_wait() -> None:
    found = entry("the other day i benched 80 3x5")
    assert (found.sure, len(found.waiting.sets if found.waiting else ())) == ((), 3)


def test_a_load_without_a_unit_is_in_kg_where_none_is_known_and_that_is_noted() -> None:
    found = entry("squatted 100 for 3x5", None)
    assert {each.said_unit for each in found.sure} == {"kg"}
    assert found.is_unit_guessed
    assert not entry("squatted 100 kg for 3x5", None).is_unit_guessed
    assert not entry("squatted 100 for 3x5", "kg").is_unit_guessed


@pytest.mark.parametrize(
    "text", ["bench 225 3x5", "squat 155 3x5, bench 185 3x5", "squatted 700 for 5", "squat 2 plates 3x5"]
)
def test_what_may_be_pounds_is_asked_of_who_never_said_a_unit(text: str) -> None:
    found = entry(text, None)
    assert found.sure == ()
    assert found.waiting is not None
    assert found.waiting.doubts[0].kind is Unsure.UNIT


def test_who_counts_in_pounds_is_not_asked() -> None:
    assert {each.said_unit for each in entry("bench 225 3x5", "lb").sure} == {"lb"}


def test_a_vague_name_is_what_the_lifter_does() -> None:
    assert entry("press 40kg 3x8").sure == ()
    assert entry("press 40kg 3x8", familiar=("overhead_press",)).sure[0].exercise == "overhead_press"
    both = entry("press 40kg 3x8", familiar=("barbell_bench_press", "overhead_press"))
    assert both.sure[0].exercise == "overhead_press"


def test_a_set_without_reps_cannot_be_stored() -> None:
    from bot.logbook.entry import logged

    with pytest.raises(ValueError, match="ask first"):
        logged(SaidSet("deadlift", None, 100.0, "kg"), "kg")

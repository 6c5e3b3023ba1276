"""What answers make of a told workout: the doubt is gone, or it is asked again."""

from datetime import date

import pytest

from bot.logbook.answers import Answered, answered, choice
from bot.logbook.entry import entry_of
from bot.logbook.questions import question_of
from bot.nlu.log_answers import SaidAnswer, read_answer
from bot.nlu.said_workout import Doubt, SaidSet, SaidWorkout, Unsure
from tests.bot.logbook.said import TODAY, waiting


def answer(text: str, reply: str, unit: str | None = "kg") -> Answered:
    read = read_answer(reply, TODAY, unit)
    assert read is not None, reply
    return answered(waiting(text, unit), read, TODAY)


def stored(found: Answered, unit: str | None = "kg") -> list[str]:
    """What is stored after an answer, as "reps load unit"."""
    assert not found.is_unclear
    assert not found.said.doubts, found.said.doubts
    sets = entry_of(found.said, unit).sure
    return [f"{each.reps} {each.said_load:g} {each.said_unit}" if each.said_load is not None else f"{each.reps}"
            for each in sets]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reply", "sets"),
    [
        ("squatted 5000 kg for 5", "500", ["5 500 kg"]),
        ("squatted 5000 kg for 5", "50 kg", ["5 50 kg"]),
        ("squatted 5000 kg for 5", "110 lb", ["5 110 lb"]),
        ("squatted 5000 kg for 5", "yes really", ["5 5000 kg"]),
        ("bench 60kg 3x800", "8", ["8 60 kg"] * 3),
        ("bench 60kg 3x800", "8 8 7", ["8 60 kg", "8 60 kg", "7 60 kg"]),
        ("bench 60kg 3x800", "yes", ["800 60 kg"] * 3),
        ("did bench 60kg 3x8-10", "10, 9, 8", ["10 60 kg", "9 60 kg", "8 60 kg"]),
        ("did 3 sets of pull ups", "8", ["8"] * 3),
        ("did bench 3x8", "60", ["8 60 kg"] * 3),
        ("did bench 3x8", "60 lbs", ["8 60 lb"] * 3),
        ("did bench 3x8", "no weight", ["8"] * 3),
        ("squat 100x5x3", "yes", ["5 100 kg"] * 3),
        ("squat 100x5x3", "5x3", ["3 100 kg"] * 5),
        ("bench 3 sets at 60: 8, 8", "3", ["8 60 kg"] * 3),
        ("bench 3 sets at 60: 8, 8", "yes", ["8 60 kg"] * 2),
    ],
)
def test_an_answer_settles_the_doubt(text: str, reply: str, sets: list[str]) -> None:
    assert stored(answer(text, reply)) == sets


def test_an_effort_is_put_right_or_left_out() -> None:
    assert {each.rpe for each in answer("squat 120 3x3 rpe 12", "9").said.sets} == {9.0}
    without = answer("squat 120 3x3 rpe 12", "leave it out")
    assert (without.left_out, len(without.said.sets), without.said.doubts) == ((), 3, ())


def test_an_exercise_is_named() -> None:
    found = answer("flibbertigibbets 20kg 3x12", "goblet squat")
    assert {each.exercise for each in found.said.sets} == {"goblet_squat"}


def test_an_exercise_is_chosen_by_its_number() -> None:
    found = answer("press 40kg 3x8", "2")
    assert {each.exercise for each in found.said.sets} == {"barbell_bench_press"}


def test_an_exercise_that_needs_a_load_asks_for_it() -> None:
    said = SaidWorkout(TODAY, sets=(SaidSet(None, 8),), doubts=(Doubt(Unsure.EXERCISE, (0,)),))
    found = answered(said, SaidAnswer(exercise="barbell_bench_press"), TODAY)
    assert [each.kind for each in found.said.doubts] == [Unsure.NO_LOAD]


def test_the_unit_holds_for_all_that_was_told() -> None:
    found = answer("squat 225 3x5, bench 135 3x5", "lb", None)
    assert found.unit == "lb"
    assert {each.unit for each in found.said.sets} == {"lb"}


def test_plates_are_those_of_the_unit() -> None:
    assert stored(answer("squat 2 plates 3x5", "lb", None), "lb") == ["5 225 lb"] * 3


def test_a_day_is_taken_unless_it_is_to_come() -> None:
    assert answer("the other day i benched 80 3x5", "on monday").said.day == date(2026, 11, 16)
    assert answer("on 20/11 I squatted 100 3x5", "tomorrow").is_unclear
    assert answer("on 20/11 I squatted 100 3x5", "today").said.day == TODAY


@pytest.mark.parametrize(
    ("text", "reply"),
    [("squatted 5000 kg for 5", "no"), ("did bench 3x8", "yes"), ("squat 120 3x3 rpe 12", "13"),
     ("did 3 sets of pull ups", "60 kg"), ("the other day i benched 80 3x5", "no")],
)  # fmt: skip
def test_what_settles_nothing_is_unclear(text: str, reply: str) -> None:
    assert answer(text, reply).is_unclear


def test_a_load_that_is_not_believed_either_is_asked_again() -> None:
    found = answer("squatted 5000 kg for 5", "4000")
    assert [each.kind for each in found.said.doubts] == [Unsure.LOAD]


def test_what_is_left_out_is_told() -> None:
    found = answer("squatted 5000 kg for 5", "skip it")
    assert [each.load for each in found.left_out] == [5000]
    assert found.said.sets == ()


def test_sets_that_follow_keep_their_doubts_when_there_are_more_sets_before_them() -> None:
    said = waiting("bench 3 sets at 60: 8, 8, squatted 5000 kg for 5")
    first = next(each for each in said.doubts if each.kind is Unsure.SETS)
    said = SaidWorkout(said.day, sets=said.sets, doubts=(first, *(each for each in said.doubts if each is not first)))
    found = answered(said, SaidAnswer(numbers=(3.0,)), TODAY).said
    (rest,) = found.doubts
    assert {found.sets[at].load for at in rest.sets} == {5000}


@pytest.mark.parametrize(
    "text",
    ["squatted 5000 kg for 5", "bench 60kg 3x800", "did bench 60kg 3x8-10", "squat 100x5x3", "curls 12 10 10 8",
     "did 3 sets of pull ups", "bench 3 sets at 60: 8, 8", "press 40kg 3x8", "on 20/11 I squatted 100 3x5",
     "the other day i benched 80 3x5"],
)  # fmt: skip
def test_every_button_answers_its_question(text: str) -> None:
    said = waiting(text)
    choices = question_of(said, TODAY).choices
    assert choices
    for each in choices:
        found = answered(said, choice(each.value), TODAY)
        assert not found.is_unclear, each
        assert len(found.said.doubts) < len(said.doubts), each


def test_plausible_loads_are_offered_for_one_that_is_not() -> None:
    titles = [each.title for each in question_of(waiting("squatted 5000 kg for 5"), TODAY).choices]
    assert titles == ["500 kg", "50 kg"]


def test_both_orders_are_offered() -> None:
    titles = [each.title for each in question_of(waiting("squat 100x5x3"), TODAY).choices]
    assert titles == ["3 × 5 at 100", "5 × 3 at 100"]


@pytest.mark.parametrize("value", ["", "exercise:nothing", "many", "day:soon", "axb"])
def test_a_value_of_no_button_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"invalid|could not convert|not enough|isoformat"):
        choice(value)

"""Sets written in every shape are read back exactly, and any text can be read."""

from datetime import date
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.coaching.exercise import all_exercises
from bot.nlu.log_words import lexicon
from bot.nlu.logged_sets import read_log, read_logs
from bot.nlu.said_workout import SaidSet, Unsure
from tests.bot.nlu.set_shapes import ONE_BY_ONE, SHAPES, WITH_A_LOAD, WITH_THE_BODY, Told, told_sets, written

TODAY = date(2026, 11, 18)
UNITS = {"kg": "kg", " kg": "kg", "kgs": "kg", "lb": "lb", " lbs": "lb", " pounds": "lb", "": None}
PIECES = [
    "squat", "bench", "db rows", "plank", "pull-ups", "3x5", "100", "60kg", "135 lbs", "x", "@", "for", "5, 5, 4",
    "8/7/6", "then", "warm up", "rpe 8", "2 in the tank", "last set", "but", "4", "on the last set", "yesterday", "did",
    "day 2", "as planned", "skipped", "2 plates", "bar", "30s", "+10kg", "-20kg", "3 sets of 8", "each leg", "\n", ".",
    "?", "should i", "want to", "my max is", "1:30", "5k run", "82,5", "¶", "½", "💪", "0", "99999999", "to failure",
    "the other day", "(", ")",
]  # fmt: skip


def sets_of(text: str, unit: str | None = "kg") -> list[SaidSet]:
    workout = read_log(text, TODAY, unit)
    return list(workout.sets) if workout else []


def expected(told: Told, reps: list[int] | None = None) -> list[SaidSet]:
    listed = told.listed if reps is None else reps
    return [SaidSet(WITH_A_LOAD[told.name], each, told.load, UNITS[told.unit]) for each in listed]


def is_clear(told: Told) -> bool:
    """Whether nobody could take the load for reps: it has its unit, or is much the heavier."""
    return bool(told.unit) or told.load >= 2 * told.reps


@settings(max_examples=300, deadline=None)
@given(told_sets, st.sampled_from(SHAPES))
def test_sets_alike_are_read_back_from_every_shape(told: Told, shape: str) -> None:
    assume(is_clear(told))
    assert sets_of(written(told, shape)) == expected(told)


@settings(max_examples=300, deadline=None)
@given(told_sets, st.lists(st.integers(1, 20), min_size=2, max_size=6), st.sampled_from(ONE_BY_ONE))
def test_sets_told_one_by_one_are_read_back_from_every_shape(told: Told, reps: list[int], shape: str) -> None:
    assume(is_clear(Told(told.name, 1, max(reps), told.load, told.unit)))
    assert sets_of(written(told, shape, reps)) == expected(told, reps)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(told_sets, st.sampled_from(SHAPES[:12])), min_size=2, max_size=5, unique_by=lambda each: each[0].name
    ),
    st.sampled_from(["\n", "\n\n", "\r\n"]),
)
def test_a_note_of_several_lines_is_the_sum_of_its_lines(lines: list[tuple[Told, str]], joint: str) -> None:
    assume(all(told.unit for told, _ in lines))
    text = joint.join(written(*line) for line in lines)
    assert sets_of(text) == [each for told, _ in lines for each in expected(told)]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(WITH_THE_BODY)),
    st.lists(st.integers(1, 40), min_size=2, max_size=6),
    st.sampled_from(
        ["{name} {commas}", "{name}: {slashes}", "{name} {blanks}", "{name} bw {commas}", "{name} {commas} today"]
    ),
)
def test_sets_with_the_body_alone_need_no_load(name: str, reps: list[int], shape: str) -> None:
    lists = {"commas": ", ", "slashes": "/", "blanks": " "}
    text = shape.format(name=name, **{kind: joint.join(map(str, reps)) for kind, joint in lists.items()})
    assert sets_of(text) == [SaidSet(WITH_THE_BODY[name], each) for each in reps]


@settings(max_examples=100, deadline=None)
@given(
    told_sets,
    st.sampled_from(SHAPES[:3]),
    st.sampled_from([" @{}", " @ {}", " rpe {}", ", RPE {}", " @rpe{}"]),
    st.integers(10, 20),
)
def test_an_effort_behind_the_sets_is_theirs(told: Told, shape: str, effort: str, halves: int) -> None:
    assume(is_clear(told))
    read = sets_of(written(told, shape) + effort.format(f"{halves / 2:g}"))
    assert [each.rpe for each in read] == [halves / 2] * told.sets
    assert [each.reps for each in read] == told.listed


@settings(max_examples=100, deadline=None)
@given(told_sets, st.integers(2, 7), st.integers(2, 7))
def test_the_order_of_two_small_numbers_behind_a_load_is_doubtful(told: Told, one: int, other: int) -> None:
    workout = read_log(f"{told.name} {told.load:g}kg x {one} x {other}", TODAY, "kg")
    assert workout is not None
    is_open = one != other and one <= 5 and other <= 5
    assert (Unsure.ORDER in {each.kind for each in workout.doubts}) is is_open
    assert len(workout.sets) * (workout.sets[0].reps or 0) == one * other


@pytest.mark.parametrize(
    "lead", ["should I do {}?", "I want to do {}", "tomorrow: {}", "my friend did {}", "if I do {}", "plan: {}"]
)
@pytest.mark.parametrize("shape", SHAPES[:12])
def test_what_is_not_done_is_no_log_in_any_shape(lead: str, shape: str) -> None:
    assert read_log(lead.format(written(Told("squat", 3, 5, 100, "kg"), shape)), TODAY, "kg") is None


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=80),
    st.sampled_from(["kg", "lb", None]),
)
def test_any_text_is_read_without_an_error(text: str, unit: str | None) -> None:
    for workout in read_logs(text, TODAY, unit):
        assert workout.sets or workout.program_day or workout.is_todays or workout.as_planned
        for each in workout.sets:
            assert each.exercise is None or each.exercise in all_exercises()
            assert each.reps is None or each.reps >= 1
            assert each.unit is None or (each.unit in ("kg", "lb") and each.load is not None)
        known = [at for doubt in workout.doubts if doubt.kind is Unsure.EXERCISE for at in doubt.sets]
        assert all(at in known for at, each in enumerate(workout.sets) if each.exercise is None)
        assert all(0 <= at < len(workout.sets) for doubt in workout.doubts for at in doubt.sets)


@pytest.mark.parametrize(
    "piece", ["squat 100 3x5, ", "60x5, ", "- bench 60kg 3x8\n", "8, ", "100x5 rpe 8 last set 4 ", "no squats, "]
)
def test_a_long_note_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = "did squats " + piece * (length // len(piece))
        taken = []
        for _ in range(3):
            start = process_time()
            read_log(text, TODAY, "kg")
            taken.append(process_time() - start)
        return min(taken)

    seconds(100)
    assert seconds(4_000) < 14 * seconds(1_000)


def test_several_days_are_several_workouts() -> None:
    workouts = read_logs("squat 60kg 3x8\nyesterday: bench 50kg 3x8\n14/11 deadlift 100kg 1x5", TODAY, "kg")
    assert [each.day for each in workouts] == [TODAY, date(2026, 11, 17), date(2026, 11, 14)]
    assert [each.sets[0].exercise for each in workouts] == ["barbell_back_squat", "barbell_bench_press", "deadlift"]


def test_every_exercise_that_the_lexicon_names_is_in_the_catalogue() -> None:
    vague = [meant for several in lexicon()["vague_names"].values() for meant in several]
    assert len(vague) > 5
    assert {*vague, *lexicon()["initials"].values()} <= set(all_exercises())

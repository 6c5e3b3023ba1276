"""The log: what holds for all weeks stands once, what changes stands in its box."""

from bot.documents.log import Log, logs
from bot.documents.visits import stretches
from tests.bot.documents.programs import program

MOST = 9


def logs_of(name: str) -> list[Log]:
    return [log for stretch in stretches(program(name)) for log in logs(stretch, MOST)]


def test_effort_that_all_exercises_share_stands_over_the_boxes() -> None:
    log, *_ = logs_of("two days, dumbbells")
    assert log.title == "Monday: Full body A"
    assert log.headings[0] == "Week 1\nleave 4"
    assert log.headings[-1] == "Week 6\neasy\nleave 4"
    assert {row.reserve for row in log.rows} == {""}


def test_effort_that_differs_stands_beside_its_exercise() -> None:
    log, *_ = logs_of("own body")
    assert {row.exercise: row.reserve for row in log.rows}["Push-up"] == "1"
    assert {row.exercise: row.reserve for row in log.rows}["Plank"] == ""
    assert log.headings[:4] == ("Week 1\nMon", "Week 1\nWed", "Week 1\nFri", "Week 2\nMon")


def test_loads_that_change_stand_in_their_boxes() -> None:
    log = next(log for log in logs_of("twelve weeks in pounds") if log.rows[0].exercise == "Bench press")
    assert log.rows[0].load == ""
    assert all(box.endswith("lb") for box in log.rows[0].boxes)


def test_a_load_that_the_author_lets_grow_stands_in_the_first_box_alone() -> None:
    log, *_ = logs_of("loads by percents")
    first, *others = log.rows[0].boxes
    assert first.endswith("lb")
    assert set(others) == {""}


def test_shares_of_the_best_single_stand_once() -> None:
    log, *_ = logs_of("percents")
    assert log.rows[0].load == "58.5, 67.5, 76.5% of 1RM"
    assert set(log.rows[0].boxes) == {""}


def test_an_easy_week_tells_its_sets_in_its_box() -> None:
    log, *_ = logs_of("two days, dumbbells")
    hard, easy = log.rows[0].boxes[0], log.rows[0].boxes[-1]
    assert hard == ""
    assert easy != ""
    assert easy.split(" × ")[0] < log.rows[0].sets_and_reps.split(" × ")[0]


def test_long_programs_are_cut_between_weeks_and_go_on_for_all_workouts_together() -> None:
    found = logs_of("two days, dumbbells")
    assert [(log.title.split(": ")[1], log.weeks[0], log.weeks[-1]) for log in found] == [
        ("Full body A", 1, 6), ("Full body B", 1, 6), ("Full body A", 7, 12), ("Full body B", 7, 12),
    ]  # fmt: skip
    assert [(log.weeks, len(log.headings)) for log in logs_of("own body")] == [
        ((1, 2, 3), 9), ((4, 5, 6), 9), ((7, 8, 9), 9), ((10, 11, 12), 9),
    ]  # fmt: skip


def test_workouts_that_take_turns_name_all_their_days() -> None:
    log, *_ = logs_of("two workouts in turn")
    assert log.title == "Monday, Wednesday, Friday: Workout A"
    assert log.headings[:3] == ("Week 1\nMon", "Week 1\nFri", "Week 2\nWed")

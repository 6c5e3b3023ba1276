"""`spotter program`: every format, every option, and what a wrong call is told."""

import json
import os
import pty
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from bot.cli import main
from bot.coaching.exercise import all_exercises
from bot.coaching.terms import BodyPart, MovementPattern
from bot.programs.template import all_templates

SPOTTER = Path(sys.executable).with_name("spotter")


def run(*words: str) -> Result:
    return CliRunner(mix_stderr=False).invoke(main, ["program", *words])


def data(*words: str) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def request(*words: str) -> Any:
    return data(*words)["request"]


def test_without_options_it_is_three_hours_a_week_for_a_new_lifter() -> None:
    asked = request()
    assert (asked["days_per_week"], asked["workout_minutes"]) == (3, 60)
    assert (asked["training_goal"], asked["training_age"], asked["mass_unit"]) == ("both", "novice", "kg")
    assert asked["equipment"] == asked["complaints"] == asked["one_rep_maxes"] == []
    assert "Week 1 of 12" in run().stdout


@pytest.mark.parametrize(("goal", "meant"), [("size", "hypertrophy"), ("Hypertrophy", "hypertrophy"), ("both", "both")])
def test_goals_have_their_plain_names(goal: str, meant: str) -> None:
    assert request("--goal", goal)["training_goal"] == meant


def test_a_beginner_is_a_novice() -> None:
    assert request("--age", "beginner")["training_age"] == "novice"
    assert request("--age", "advanced")["training_age"] == "advanced"


def test_equipment_comes_one_by_one_or_in_a_list_and_in_any_spelling() -> None:
    asked = request("--equipment", "Dumbbell, pull-up bar", "--equipment", "bench", "--equipment", "dumbbells")
    assert asked["equipment"] == ["dumbbells", "pull_up_bar", "bench"]
    assert request("--equipment", "gym")["equipment"] == ["full_gym"]


def test_complaints_are_read_alike() -> None:
    assert request("--complaint", "knees", "--complaint", "back,Wrist")["complaints"] == ["knee", "lower_back", "wrist"]


def test_what_is_not_wanted_is_left_out_all_of_its_kind() -> None:
    wanted = ("--days", "4", "--equipment", "gym")
    names = {line["name"] for line in lines(data(*wanted))}
    squats = {each.name for each in all_exercises().values() if each.pattern is MovementPattern.SQUAT}
    assert names & squats
    left = {line["name"] for line in lines(data(*wanted, "--without", "Lunges,squats", "--without", "leg_press"))}
    assert not left & {name for name in squats if name.endswith("squat")}
    assert not any(name.endswith("lunge") or name == "leg press" for name in left)


def lines(given: Any) -> list[Any]:
    return [line for week in given["schedule"] for each in week["workouts"] for line in each["prescriptions"]]


def max_kg(*words: str) -> float:
    (lift,) = request(*words)["one_rep_maxes"]
    assert lift["load"]["unit"] == "kg"
    return float(lift["load"]["value"])


def test_lifts_are_best_singles_or_sets_in_either_unit() -> None:
    assert max_kg("--lift", "squat=100kg") == 100
    assert max_kg("--lift", "squat = 100") == 100
    assert max_kg("--lift", "squat=225lbs") == pytest.approx(102.06, abs=0.01)
    assert max_kg("--unit", "lb", "--lift", "deadlift=315") == pytest.approx(142.88, abs=0.01)
    assert 90 < max_kg("--lift", "bench=80x5") < 95
    assert max_kg("--lift", "bench=80x5") == max_kg("--lift", "bench press=80kg x 5") == max_kg("--lift", "bench=80×5")


def test_the_unit_is_that_of_the_lifts_unless_it_is_said() -> None:
    assert request("--lift", "squat=225lb")["mass_unit"] == "lb"
    assert request("--lift", "squat=225lb", "--unit", "kg")["mass_unit"] == "kg"
    assert request("--lift", "squat=225lb", "--lift", "bench=80kg")["mass_unit"] == "kg"


def test_a_known_lift_gets_its_loads() -> None:
    found = data("--lift", "squat=140kg", "--equipment", "gym", "--age", "intermediate")
    assert any(line["load"] for line in lines(found) if line["exercise"] == "barbell_back_squat")


@pytest.mark.parametrize("name", ["stronglifts_5x5", "StrongLifts 5x5", "5X5", "sl 5x5", "strong-lifts"])
def test_a_program_is_found_by_any_of_its_names(name: str) -> None:
    assert data("--template", name)["template"] == "stronglifts_5x5"


def test_the_list_names_every_program_and_whom_it_is_for() -> None:
    shown = " ".join(run("--list").stdout.split())
    assert all(f"{each.name}: {each.title} {each.for_whom}" in shown for each in all_templates().values())


def test_a_week_can_be_chosen() -> None:
    assert "Week 4 of 12" in run("--week", "4").stdout


def test_the_ending_of_the_file_says_the_format(tmp_path: Path) -> None:
    for name, start in {"a.pdf": b"%PDF", "a.ics": b"BEGIN:VCALENDAR", "a.json": b"{", "a.txt": b"Full body"}.items():
        result = run("--output", str(tmp_path / name))
        assert result.exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)
        assert name in result.stderr
        assert result.stdout == ""


def test_a_pdf_goes_down_a_pipe() -> None:
    result = run("--format", "pdf")
    assert len(pypdfium2.PdfDocument(result.stdout_bytes)) > 1


def test_a_calendar_begins_when_it_is_told_to() -> None:
    result = run("--format", "ics", "--start", "2026-01-07", "--at", "06:15")
    first, *_ = Calendar.from_ical(result.stdout_bytes).walk("VEVENT")
    assert f"{first.decoded('dtstart'):%Y-%m-%d %H:%M}" == "2026-01-07 06:15"


def test_a_calendar_begins_next_monday_evening_if_nothing_is_said() -> None:
    before = date.today()  # noqa: DTZ011  the lifter's own day
    first, *_ = Calendar.from_ical(run("--format", "ics").stdout_bytes).walk("VEVENT")
    begins = first.decoded("dtstart")
    assert begins.weekday() == 0
    assert f"{begins:%H:%M}" == "18:00"
    assert before < begins.date() <= before + timedelta(days=8)


WRONG = [
    (("--days", "0"), "'--days'"),
    (("--days", "many"), "'--days'"),
    (("--minutes", "0"), "'--minutes'"),
    (("--goal", "abs"), "'size', 'hypertrophy', 'strength', 'both'"),
    (("--age", "old"), "'beginner'"),
    (("--equipment", "trampoline"), "--equipment: 'trampoline' is not known; expected one of none, bands"),
    (("--complaint", "pride"), "expected one of neck, shoulder"),
    (("--without", "lungse"), "--without: there is no exercise 'lungse'; did you mean lunge"),
    (("--without", "qqqq"), 'use a plain name, such as "goblet squat"'),
    (("--lift", "squat"), 'expected lift=load or lift=load x reps, such as "squat=100kg"'),
    (("--lift", "squat=heavy"), "cannot be read"),
    (("--lift", "squat=-5"), "cannot be read"),
    (("--lift", "squat=0"), "check load and reps"),
    (("--lift", "squat=9000kg"), "check load and reps"),
    (("--lift", "squat=100x40"), "give a set of 1 to"),
    (("--lift", "pull-up=20"), "give lifts of a weight alone"),
    (("--lift", "sqat=100"), "did you mean squat"),
    (("--unit", "stone"), "'--unit'"),
    (("--template", "stronglits"), "did you mean stronglifts"),
    (("--template", "zzzzzz"), "spotter program --list"),
    (("--week", "0"), "'--week'"),
    (("--week", "13"), "--week: 13: the program has 12 weeks."),
    (("--week", "2", "--format", "pdf"), "--week goes with --format text"),
    (("--start", "2026-01-05"), "--start and --at go with --format ics"),
    (("--at", "18:00", "--format", "json"), "--start and --at go with --format ics"),
    (("--start", "monday", "--format", "ics"), "'--start'"),
    (("--at", "25:00", "--format", "ics"), "'--at'"),
    (("--format", "docx"), "'text', 'json', 'pdf', 'ics'"),
    (("--output", "/"), "'--output'"),
    (("stray",), "unexpected extra argument"),
]


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_call_exits_with_2_and_says_what_was_expected(words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_where_nothing_fits_it_exits_with_1_and_says_what_to_allow() -> None:
    every = ",".join(each.name for each in all_exercises().values())
    result = run("--complaint", ",".join(BodyPart), "--equipment", "none", "--without", every)
    assert result.exit_code == 1
    assert "leave no exercise" in result.stderr


def test_a_folder_that_is_missing_is_a_clear_error(tmp_path: Path) -> None:
    result = run("--output", str(tmp_path / "none" / "a.pdf"))
    assert result.exit_code == 1
    assert "Name a file in a folder that you may write to" in result.stderr


@pytest.mark.parametrize("wanted", ["pdf", "ics"])
def test_a_terminal_gets_no_file_thrown_at_it(wanted: str) -> None:
    ours, its = pty.openpty()
    done = subprocess.run([SPOTTER, "program", "--format", wanted], stdout=its, stderr=subprocess.PIPE, text=True)
    os.close(its)
    os.close(ours)
    assert done.returncode == 2
    assert f"Add --output program.{wanted}" in done.stderr


def test_it_needs_neither_rasa_nor_what_makes_pages_to_show_a_program() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from bot.cli import main; "
        "assert CliRunner().invoke(main, ['program', '--list']).exit_code == 0; "
        "assert CliRunner().invoke(main, ['program', '--without', 'lunges']).exit_code == 0; "
        "print({'rasa', 'spacy', 'tensorflow', 'reportlab', 'icalendar'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

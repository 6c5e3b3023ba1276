"""A program as text: everything in it, in the lifter's unit, week by week."""

import re

import pytest

from bot.coaching.errors import OutOfRangeError
from bot.coaching.exercise import exercise
from bot.documents.cells import load_of
from bot.documents.text import WIDTH, as_text
from bot.documents.visits import all_visits, by_shape, numbers, stretches
from bot.programs.program import Program
from tests.bot.documents.programs import HARD_TITLE, NAMES, program


def flat(text: str) -> str:
    """Without line breaks, bullets and columns."""
    return re.sub(r"\s+(?:- )?", " ", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_has_title_author_rules_reasons_and_sources(name: str) -> None:
    given = program(name)
    text = flat(as_text(given))
    assert text.startswith(given.title)
    for told in (given.author, *given.why, *(rule for phase in given.phases for rule in phase.rules)):
        assert told in text
    assert "Sources" in text
    assert ("What I had to give up" in text) is bool(given.gave_up)


@pytest.mark.parametrize("name", NAMES)
def test_a_week_shows_its_workouts_with_their_loads(name: str) -> None:
    given = program(name)
    for week in {1, given.weeks // 2, given.weeks} - {0}:
        text = as_text(given, week)
        for visit in (each for each in all_visits(given) if each.week.number == week):
            assert visit.workout.title in text
            for each in visit.workout.prescriptions:
                line = re.compile(f"^  {re.escape(exercise(each.exercise).title)} .*", re.MULTILINE)
                assert any(load_of(each, visit.goes_up) in found for found in line.findall(text))


def test_the_lifters_unit_is_the_only_one() -> None:
    text = as_text(program("twelve weeks in pounds"))
    assert re.search(r"\d lb", text)
    assert not re.search(r"\d kg", text)


def test_an_easy_week_says_so() -> None:
    given = program("two days, dumbbells")
    easy = next(visit.week.number for visit in all_visits(given) if visit.week.is_deload)
    assert f"Week {easy} of {given.weeks}, Easy week" in as_text(given, easy)
    assert "Easy week\n" not in as_text(given, 1)


def test_a_load_that_the_author_lets_grow_is_told_as_a_start() -> None:
    given = program("loads by percents")
    assert "up from" not in as_text(given, 1)
    assert re.search(r"up from [\d, ]+ lb", as_text(given, 4))


def test_a_share_of_the_best_single_holds_in_every_week() -> None:
    given = program("percents")
    assert "58.5, 67.5, 76.5% of 1RM" in as_text(given, 1)
    assert "58.5, 67.5, 76.5% of 1RM" in as_text(given, 4)
    assert "up from" not in as_text(given, 4)


def test_a_dumbbells_load_is_that_of_each_and_a_pull_ups_is_added() -> None:
    text = as_text(program("made by hand"))
    assert "20 kg each" in text
    assert "+10 kg" in text
    assert "62.5, 72.5, 82.5 kg" in text


def test_what_is_given_up_is_told_in_words() -> None:
    text = flat(as_text(program("made by hand")))
    assert "You asked for 9 days a week. It is made for 1 day, the nearest that works." in text
    assert "You asked for 10 minutes a workout. I planned for 50 minutes" in text
    assert "pull-ups or pulldowns and lunges" in text
    assert "Left out, as nothing that suits you does the same: pull-up and deadlift." in text
    assert f"Made shorter to fit your time: {HARD_TITLE}." in text
    assert "quads and front delts" in text


def test_rules_that_phases_share_are_told_once() -> None:
    given = program("twelve weeks in pounds")
    text = flat(as_text(given))
    shared = set.intersection(*(set(phase.rules) for phase in given.phases))
    assert shared
    assert all(text.count(rule) == 1 for rule in shared)


def test_weeks_that_take_turns_are_shown_apart() -> None:
    text = as_text(program("two workouts in turn"))
    assert "weeks 1, 3, 5, 7, 9, 11" in text
    assert "weeks 2, 4, 6, 8, 10, 12" in text
    (stretch,) = stretches(program("two workouts in turn"))
    assert len(by_shape(stretch.weeks)) == 2


@pytest.mark.parametrize("name", NAMES)
def test_prose_is_not_wider_than_a_terminal(name: str) -> None:
    assert all(len(line) <= WIDTH for line in as_text(program(name)).splitlines() if not line.startswith("  "))


def test_a_week_beyond_the_last_is_an_error() -> None:
    with pytest.raises(OutOfRangeError):
        as_text(program("six days"), 99)


@pytest.mark.parametrize(
    ("given", "told"), [((1, 2, 3, 4), "1–4"), ((1, 3, 5), "1, 3, 5"), ((7,), "7"), ((1, 2, 4, 5, 6), "1–2, 4–6")]
)
def test_numbers_of_weeks_are_told_in_runs(given: tuple[int, ...], told: str) -> None:
    assert numbers(given) == told


def goal_of(given: Program) -> str:
    return as_text(given).splitlines()[1]


def test_the_goal_is_that_of_the_program_not_of_the_request() -> None:
    assert goal_of(program("two workouts in turn")).startswith("Goal: strength, novice, 3 days a week")
    assert goal_of(program("twelve weeks in pounds")).startswith("Goal: size and strength, intermediate, 3–4 days")

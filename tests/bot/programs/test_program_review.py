"""Critiques: short and plain for any routine, in step with how often it is run, and every sentence in use."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import textstat
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.advice import Advice, Amount, Prescription
from bot.coaching.exercise import all_exercises
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, Equipment, TrainingAge, TrainingGoal
from bot.programs.program_review import advise
from bot.programs.review_words import review_words
from bot.wording import show
from tests.bot.coaching.test_cases import CASES, read_day, read_question

TEXTS = yaml.safe_load(Path("data/topics/program_review.yml").read_text(encoding="utf-8"))["responses"]
MOST_WORDS, HARDEST_GRADE, MOST_FAULTS, FEWEST_EXERCISES = 80, 8, 3, 3
QUESTIONS = [read_question(param.values[1]["question"]) for param in CASES if param.values[0] == "program_review"]
COMMON = [
    each.id
    for each in all_exercises().values()
    if each.compound or each.pattern.startswith(("elbow", "calf", "shoulder"))
]


def _names(routine: tuple[tuple[Prescription, ...], ...]) -> set[str]:
    return {each.exercise for day in routine for each in day}


SETS = st.one_of(st.none(), st.integers(1, 6))
REPS = st.sampled_from([(None, None), (5, 5), (5, None), (8, 12), (12, 15), (20, 25)])
prescriptions = st.builds(
    lambda exercise, sets, reps: Prescription(exercise, Amount(sets, sets, "sets"), Amount(*reps, "reps")),
    st.sampled_from(COMMON), SETS, REPS,
)  # fmt: skip
days = st.lists(prescriptions, min_size=1, max_size=7).map(tuple)
routines = (
    st.lists(days, min_size=1, max_size=6).map(tuple).filter(lambda found: len(_names(found)) >= FEWEST_EXERCISES)
)
questions = st.builds(
    Question,
    routine=routines,
    training_goal=st.sampled_from([None, *TrainingGoal]),
    training_age=st.sampled_from([None, *TrainingAge]),
    days_per_week=st.sampled_from([None, 2, 3, 4, 6]),
    equipment=st.sampled_from([(), (Equipment.DUMBBELLS,), (Equipment.FULL_GYM,)]),
    complaints=st.sampled_from([(), (BodyPart.KNEE,), (BodyPart.SHOULDER, BodyPart.LOWER_BACK)]),
)


def words_of(advice: Advice) -> str:
    """The critique as it is read aloud."""
    response = "_".join(filter(None, ("utter_advise", advice.topic, advice.variant)))
    shown = {key: show(value) for key, value in advice.values.items()}
    return str(TEXTS[response][0]["text"]).removesuffix(" [{marks}]").format(**shown)


@dataclass(frozen=True)
class Progressing(Question):
    """Of a routine that says how to go up."""

    routine_progresses: bool = True


def judge(days: list[str], **facts: Any) -> str:
    return words_of(advise(Question(routine=tuple(map(read_day, days)), **facts)))


@settings(max_examples=300, deadline=None)
@given(questions)
def test_the_critique_of_any_routine_is_short_plain_and_begins_with_what_is_good(question: Question) -> None:
    advice = advise(question)
    text = words_of(advice)
    assert len(text.replace("\n- ", "\n").split()) <= MOST_WORDS, text
    assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE, text
    assert advice.values["good"]
    assert len(advice.values.get("faults", ())) <= MOST_FAULTS  # type: ignore[arg-type]
    assert not re.search(r"[{}_]", text)


def test_a_routine_run_more_often_than_it_has_days_counts_more_sets() -> None:
    days = ["barbell_bench_press 3x8, barbell_row 3x8", "barbell_back_squat 3x8, romanian_deadlift 3x8"]
    facts = {"training_goal": TrainingGoal.HYPERTROPHY, "training_age": TrainingAge.INTERMEDIATE}
    assert "All big muscles: 3–6 sets a week" in judge(days, days_per_week=2, **facts)
    assert "hamstrings: 6–9 sets a week" in judge(days, days_per_week=4, **facts)


def test_a_routine_with_more_days_than_were_told_counts_as_it_is_listed() -> None:
    days = ["barbell_bench_press 3x8", "barbell_row 3x8", "barbell_back_squat 3x8, romanian_deadlift 3x8"]
    assert judge(days, days_per_week=2) == judge(days, days_per_week=3)


def test_what_is_added_is_not_in_the_routine_and_fits_its_equipment() -> None:
    text = judge(["dumbbell_bench_press 3x10, dumbbell_row 3x10, goblet_squat 3x10"], days_per_week=3)
    assert "Missing: a hip hinge. Add dumbbell Romanian deadlift." in text


def test_a_disliked_exercise_is_not_added() -> None:
    days = ["barbell_bench_press 3x10, barbell_row 3x10, barbell_back_squat 3x10"]
    assert "Add deadlift" in judge(days, days_per_week=3)
    assert "Add deadlift" not in judge(days, days_per_week=3, disliked=("deadlift",))


def test_a_rule_for_adding_weight_is_praised_if_told_and_else_asked_for() -> None:
    routine = (read_day("barbell_bench_press 3x8, barbell_row 3x8, barbell_back_squat 3x8"),)
    assert "one rule for adding weight" in words_of(advise(Question(routine=routine)))
    told = words_of(advise(Progressing(routine=routine, training_goal=TrainingGoal.STRENGTH, days_per_week=1)))
    assert "one rule for adding weight" not in told
    assert "it says how to go up" in told


@pytest.mark.parametrize("goal", [TrainingGoal.HEALTH, TrainingGoal.ENDURANCE])
def test_a_goal_without_figures_is_judged_like_an_open_one(goal: TrainingGoal) -> None:
    days = ["barbell_bench_press 3x10, barbell_row 3x10, barbell_back_squat 3x10"]
    assert judge(days, training_goal=goal) == judge(days)


def test_the_words_hold_no_figure_of_their_own() -> None:
    assert len(review_words()) > 30
    assert not [name for name, text in review_words().items() if re.search(r"\d", text)]


def test_every_sentence_is_reached_by_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    told: set[str] = set()
    words = review_words()

    class Noted(dict[str, str]):
        def __getitem__(self, name: str) -> str:
            told.add(name)
            return words[name]

    monkeypatch.setattr("bot.programs.review_words.review_words", lambda: Noted(words))
    for question in (*QUESTIONS, Progressing(routine=(read_day("deadlift 1x5, plank, dip 3x8"),))):
        advise(question)
    assert told == set(words), sorted(set(words) - told)

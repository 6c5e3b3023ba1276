"""Written-out workouts: as printed, checked when read, and short enough for a screen whoever asks."""

from itertools import product
from pathlib import Path

import pytest
import yaml

from bot.coaching import workout as workout_module
from bot.coaching.advice import Advice, Amount
from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import exercise
from bot.coaching.exercise_choice import suits
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.sample_workout import advise
from bot.coaching.terms import BodyPart, Equipment, Muscle, TrainingAge, TrainingGoal
from bot.coaching.workout import workouts
from bot.wording import show

TEXTS = yaml.safe_load(Path("data/topics/sample_workout.yml").read_text(encoding="utf-8"))["responses"]
FITTED = ("size", "strength", "both", "full_body")
MOST_WORDS = 80
PIECES = (Equipment.DUMBBELLS, Equipment.KETTLEBELL, Equipment.MACHINE, Equipment.NONE)
KITS = [(), *((piece,) for piece in PIECES), (Equipment.BARBELL, Equipment.RACK)]
HALVES = [(), (Muscle.CHEST,), (Muscle.CHEST, Muscle.QUADS)]
ENTRY = {"training_goal": "strength", "region": "legs", "sources": ["twelve_reps"]}
SQUAT = {"exercise": "barbell_back_squat", "sets": 3, "reps": [5], "rest_seconds": 120}


@pytest.mark.parametrize("goal", [TrainingGoal.STRENGTH, TrainingGoal.HYPERTROPHY])
def test_sets_and_minutes_of_the_leg_workouts_are_those_that_the_article_states(goal: TrainingGoal) -> None:
    found, rules = workouts("sample_workout").values(), guideline("sample_workout")
    printed = next(each for each in found if each.training_goal is goal and each.region == "legs")
    assert printed.total_sets == rules.figure("sets_in_all", goal).amount
    assert printed.minutes == rules.figure("length", goal).amount


def test_the_upper_body_workouts_hold_the_article_s_sets_and_reps() -> None:
    rules, found = guideline("sample_workout"), workouts("sample_workout")
    for name, goal in (("strength_upper_body", TrainingGoal.STRENGTH), ("size_upper_body", TrainingGoal.HYPERTROPHY)):
        main = found[name].prescriptions[0]
        reps = main.reps[0] if isinstance(main.reps, tuple) else main.reps
        assert main.sets == rules.figure("example_for_the_upper_body", goal).amount
        assert reps == rules.figure("upper_body_reps", goal).amount


def test_a_topic_without_workouts_has_none() -> None:
    assert workouts("rep_range") == {}


@pytest.mark.parametrize(
    ("exercises", "problem"),
    [
        ([SQUAT, SQUAT | {"reps": [5, 5]}], "barbell_back_squat: reps: 2 numbers, expected one for all or 3"),
        ([SQUAT, SQUAT | {"exercise": "squatt"}], "squatt: no such exercise"),
        ([SQUAT, SQUAT | {"sets": 0}], "0 is less than the minimum of 1"),
        ([SQUAT], "too short"),
    ],
)
def test_a_broken_workout_is_named(
    exercises: list[dict[str, object]], problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "guidelines").mkdir()
    claim = {"id": "a", "text": "Something to say.", "sources": ["spotter"]}
    legs = ENTRY | {"exercises": exercises}
    content = {"topic": "broken", "title": "broken", "claims": [claim], "workouts": {"legs": legs}}
    (tmp_path / "guidelines" / "broken.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    monkeypatch.setattr(workout_module, "FOLDER", tmp_path)
    workouts.cache_clear()
    with pytest.raises(KnowledgeError, match=problem):
        workouts("broken")
    workouts.cache_clear()


def every_lifter() -> list[Question]:
    sore = [(), *((part,) for part in BodyPart), (BodyPart.KNEE, BodyPart.LOWER_BACK)]
    goals = (TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH, TrainingGoal.HEALTH)
    ages = (None, TrainingAge.NOVICE)
    return [
        Question(training_goal=goal, training_age=age, equipment=kit, complaints=complaints, muscles=half)
        for goal, age, kit, complaints, half in product(goals, ages, KITS, sore, HALVES)
    ]


def words_of(advice: Advice) -> int:
    """Words of the answer as it is read aloud, without list dashes and marks."""
    text = TEXTS[f"utter_advise_sample_workout_{advice.variant}"][0]["text"]
    filled = text.format(marks="", **{name: show(value) for name, value in advice.values.items()})
    return len(filled.replace("\n- ", "\n").replace("[]", "").split())


def test_whoever_asks_gets_a_workout_that_suits_and_fits_a_screen() -> None:
    lifters = every_lifter()
    assert len(lifters) > 2000
    for question in lifters:
        advice = advise(question)
        assert advice.variant in FITTED, question
        rows = advice.values["workout"]
        assert isinstance(rows, tuple)
        names = [each.exercise for each in rows]
        assert len(names) == len(set(names)) >= 2, question
        assert all(suits(exercise(each), question) for each in names), question
        assert words_of(advice) <= MOST_WORDS, question


def test_a_shorter_time_never_gives_a_longer_workout() -> None:
    def sets(minutes: int) -> float:
        found = advise(Question(training_goal=TrainingGoal.HYPERTROPHY, workout_minutes=minutes)).values["sets"]
        assert isinstance(found, Amount)
        assert found.low is not None
        return found.low

    counts = [sets(minutes) for minutes in range(5, 90, 5)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


@pytest.mark.parametrize("half", [(), (Muscle.FRONT_DELTS,)])
@pytest.mark.parametrize("part", BodyPart)
def test_with_the_goal_open_both_workouts_keep_to_what_hurts(part: BodyPart, half: tuple[Muscle, ...]) -> None:
    question = Question(complaints=(part,), muscles=half)
    advice, plain = advise(question), advise(Question(muscles=half))
    assert advice.variant == plain.variant == ""
    changed = [name for name in advice.values if advice.values[name] != plain.values[name]]
    assert advice.caveats == (("sample_swapped",) if changed else ())
    for name in ("size_exercises", "strength_exercises"):
        shown = advice.values[name]
        assert isinstance(shown, tuple)
        assert len(shown) == len(set(shown)) >= 2
        assert not any(exercise(str(each)).troubles([part]) for each in shown)

"""The reader of guidelines: what it gives, and what it refuses."""

from typing import Any

import pytest

from bot.coaching.advice import Amount
from bot.coaching.errors import KnowledgeError
from bot.coaching.guideline import Claim, Figure, Guideline, guideline
from bot.coaching.terms import TrainingAge, TrainingGoal
from tests.bot.coaching.conftest import WriteFile

SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
FOR_ALL = {"low": 5, "high": 10, "source": "coach_2001", "recommended": True, "reason": "As a test wants it."}
FOR_SIZE = {"low": 8, "source": "coach_2002", "training_goal": "hypertrophy", "note": "in a trial"}
CLAIM = {
    "id": "deep",
    "text": "Deep squats are fine.",
    "sources": ["coach_2002", "coach_2001"],
    "training_goal": "strength",
}


def content(*entries: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A guideline file on squats with these entries for reps."""
    figures = {"reps": {"unit": "reps", "entries": list(entries or (FOR_ALL, FOR_SIZE))}}
    return {"topic": "squats", "title": "squats", "figures": figures, "claims": [CLAIM]} | changes


def reps(low: float | None, high: float | None, recommended: bool = True, goal: TrainingGoal | None = None,
         *ages: TrainingAge) -> Figure:  # fmt: skip
    return Figure(Amount(low, high, "reps"), "coach_2001", goal, ages, recommended, "As a test wants it.")


def squats(*entries: Figure) -> Guideline:
    return Guideline("squats", "squats", {"reps": entries}, ())


def test_a_guideline_gives_figures_and_claims_as_they_stand(write_file: WriteFile) -> None:
    write_file("guidelines/squats.yml", content())
    rules = guideline("squats")
    for_all = Figure(Amount(5, 10, "reps"), "coach_2001", recommended=True, reason="As a test wants it.")
    for_size = Figure(Amount(8, None, "reps"), "coach_2002", SIZE, note="in a trial")
    assert (rules.topic, rules.title, rules.figures) == ("squats", "squats", {"reps": (for_all, for_size)})
    assert rules.claims == (Claim("deep", "Deep squats are fine.", ("coach_2002", "coach_2001"), STRENGTH),)


def test_an_exact_figure_has_two_equal_ends(write_file: WriteFile) -> None:
    write_file("guidelines/squats.yml", content({"exactly": 5, "source": "coach_2001", "training_age": ["novice"]}))
    (figure,) = guideline("squats").figures["reps"]
    assert figure == Figure(Amount(5, 5, "reps"), "coach_2001", training_ages=(TrainingAge.NOVICE,))


def test_sources_come_once_each_and_those_that_are_followed_first(write_file: WriteFile) -> None:
    write_file("guidelines/squats.yml", content(FOR_SIZE, FOR_ALL))
    assert guideline("squats").sources() == ("coach_2001", "coach_2002")


def test_the_most_specific_recommended_figure_that_holds_is_followed() -> None:
    rules = squats(
        reps(1, 1), reps(2, 2, True, SIZE), reps(3, 3, True, None, TrainingAge.NOVICE), reps(4, 4, False, STRENGTH),
        reps(5, 5, True, SIZE, TrainingAge.ADVANCED),
    )  # fmt: skip
    assert rules.figure("reps").amount.low == 1
    assert rules.figure("reps", SIZE).amount.low == 2
    assert rules.figure("reps", STRENGTH).amount.low == 1
    assert rules.figure("reps", STRENGTH, TrainingAge.NOVICE).amount.low == 3
    assert rules.figure("reps", SIZE, TrainingAge.ADVANCED).amount.low == 5


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        ((), 0),
        ((reps(1, 5, False),), 0),
        ((reps(1, 5, True, STRENGTH),), 0),
        ((reps(1, 5), reps(6, 9)), 2),
        ((reps(1, 5, True, SIZE), reps(6, 9, True, None, TrainingAge.NOVICE)), 2),
    ],
)
def test_a_figure_that_is_not_decided_is_refused_naming_file_and_variable(
    entries: tuple[Figure, ...], count: int
) -> None:
    whom = "training_goal=hypertrophy, training_age=novice"
    with pytest.raises(
        KnowledgeError, match=rf"squats\.yml: figures/reps: {count} recommended entries for {whom}, expected 1"
    ):
        squats(*entries).figure("reps", SIZE, TrainingAge.NOVICE)


def test_a_variable_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"squats\.yml: figures/depth: 0 recommended"):
        squats(reps(1, 5)).figure("depth")


def test_a_guideline_that_does_not_exist_is_refused(write_file: WriteFile) -> None:
    with pytest.raises(KnowledgeError, match=r"squats\.yml: no such file in guidelines/"):
        guideline("squats")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (content(topic="lunges"), "topic: is 'lunges', expected 'squats'"),
        (content(topic="Squats!"), "topic: 'Squats!' does not match"),
        (content(color="blue"), "top level: Additional properties are not allowed .'color'"),
        (content(figures={}), "figures: "),
        (
            content(figures={"reps": {"unit": "stones", "entries": [FOR_ALL]}}),
            "figures/reps/unit: 'stones' is not one of",
        ),
        (content(figures={"reps": {"entries": [FOR_ALL]}}), "figures/reps: 'unit' is a required property"),
        (content(figures={"reps": {"unit": "reps", "entries": []}}), "figures/reps/entries: "),
        (content(FOR_ALL, FOR_SIZE | {"low": "8"}), "figures/reps/entries/1/low: '8' is not of type 'number'"),
        (
            content(FOR_ALL | {"recommended": "yes"}),
            "figures/reps/entries/0/recommended: 'yes' is not of type 'boolean'",
        ),
        (content(FOR_ALL | {"reason": "short"}), "figures/reps/entries/0/reason: "),
        (content(FOR_ALL | {"training_goal": "looks"}), "figures/reps/entries/0/training_goal: 'looks' is not one of"),
        (content(FOR_ALL | {"training_age": "novice"}), "figures/reps/entries/0/training_age: "),
        (content(FOR_ALL | {"autor": "x"}), "figures/reps/entries/0: Additional properties are not allowed .'autor'"),
        (content({"source": "coach_2001"}), "figures/reps/entries/0: "),
        (content({"low": 5}), "figures/reps/entries/0: 'source' is a required property"),
        (content(claims=[CLAIM | {"sources": []}]), "claims/0/sources: "),
        (content(claims=[CLAIM | {"id": "Deep squats"}]), "claims/0/id: "),
        (content(claims=[CLAIM | {"figure": 3}]), "claims/0: Additional properties are not allowed .'figure'"),
    ],
)
def test_a_broken_guideline_is_refused_naming_file_and_key(
    write_file: WriteFile, broken: dict[str, Any], message: str
) -> None:
    write_file("guidelines/squats.yml", broken)
    with pytest.raises(KnowledgeError, match=rf"squats\.yml: {message}"):
        guideline("squats")


@pytest.mark.parametrize(
    "broken",
    [
        content(FOR_ALL | {"source": "nobody_1999"}),
        content(claims=[CLAIM | {"sources": ["coach_2001", "nobody_1999"]}]),
    ],
)
def test_a_source_that_is_not_in_the_bibliography_is_refused(write_file: WriteFile, broken: dict[str, Any]) -> None:
    write_file("guidelines/squats.yml", broken)
    with pytest.raises(KnowledgeError, match=r"squats\.yml: source nobody_1999: not in sources\.yml"):
        guideline("squats")

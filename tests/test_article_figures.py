"""Every figure of the articles that Spotter grew out of stands in a guideline, with the article as its source."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.coaching.guideline import Guideline, guideline
from bot.coaching.source import source
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.coaching.workout import workouts
from tests.article_numbers import numbers_in

ROOT = Path(__file__).parent.parent
TEXTS = ROOT.parent / "shared" / "seeds"
ARTICLES = ("rushcutters", "size_strength_guide", "iron_alliances", "nasm_explainer", "twelve_reps")
"""Ids in sources.yml, in the order of the texts."""
LIST = yaml.safe_load((Path(__file__).parent / "article_figures.yml").read_text(encoding="utf-8"))
PLACES = {"figure", "claim", "workout"}
ROWS = [
    pytest.param(row, id=f"{row['article']}: {row['says']} ({number})")
    for number, row in enumerate(LIST["figures"], start=1)
]


def ends(row: dict[str, Any]) -> tuple[float | None, float | None]:
    """Low and high end of a row's figure; None for an open end."""
    exact = row.get("exactly")
    return row.get("low", exact), row.get("high", exact)


def holds_figure(row: dict[str, Any], rules: Guideline) -> bool:
    """Whether the guideline has this amount for this goal and training age, from this article."""
    goal = TrainingGoal(row["training_goal"]) if "training_goal" in row else None
    ages = tuple(TrainingAge(age) for age in row.get("training_age", ()))
    wanted = (*ends(row), row["unit"], row["article"], goal, ages)
    return wanted in [
        (each.amount.low, each.amount.high, each.amount.unit, each.source, each.training_goal, each.training_ages)
        for each in rules.figures.get(row["figure"], ())
    ]


def holds_claim(row: dict[str, Any], rules: Guideline) -> bool:
    """Whether the guideline has this claim, from this article among others, with all the numbers in its text."""
    told = {number for each in rules.claims if each.id == row["claim"] and row["article"] in each.sources
            for number in numbers_in(each.text)}  # fmt: skip
    return set(row["written"]) <= told


def holds_workout(row: dict[str, Any], rules: Guideline) -> bool:
    """Whether the written-out workout, from this article alone, has the exercise with these sets, reps and rest."""
    workout = workouts(rules.topic)[row["workout"]]
    wanted = (row["exercise"], row["sets"], row["reps"], row["rest_seconds"])
    return workout.sources == (row["article"],) and wanted in [
        (each.exercise, each.sets.low, [reps.low for reps in each.reps], each.rest.low)
        for each in workout.prescriptions
    ]


HOLDS = {"figure": holds_figure, "claim": holds_claim, "workout": holds_workout}


def written(row: dict[str, Any]) -> list[str]:
    """The numbers that a row accounts for, once for each place of the article where they stand."""
    if "worked_out" in row:
        return []
    return (row["written"] if "written" in row else _usual(row)) * row.get("times", 1)


def _usual(row: dict[str, Any]) -> list[str]:
    if "workout" in row:
        return [str(number) for number in (row["sets"], *row["reps"], row["rest_seconds"])]
    low, high = ends(row)
    if low == high:
        return [f"{low:g}"]
    return [f"{low:g}+" if high is None else f"{low:g}-{high:g}"]


@pytest.mark.parametrize("row", ROWS)
def test_a_figure_of_an_article_stands_in_its_guideline_with_the_article_as_source(row: dict[str, Any]) -> None:
    (place,) = PLACES & set(row)
    assert source(row["article"]).kind == "article"
    assert HOLDS[place](row, guideline(row["guideline"])), f"{row['guideline']}.yml: {place}s/{row[place]}: lacks {row}"


def test_no_figure_is_listed_twice() -> None:
    rows = [repr({**row, "says": "", "written": "", "times": ""}) for row in LIST["figures"] if "claim" not in row]
    assert [row for row, count in Counter(rows).items() if count > 1] == []


def test_what_is_left_out_has_a_reason() -> None:
    assert {row["article"] for row in LIST["left_out"]} <= set(ARTICLES)
    assert [row for row in LIST["left_out"] if len(row["reason"]) < 10 or not row["written"]] == []


@pytest.mark.skipif(
    not TEXTS.is_dir(), reason="the texts of the articles are not beside the repository, in ../shared/seeds"
)
@pytest.mark.parametrize(("number", "article"), enumerate(ARTICLES))
def test_every_number_of_an_article_is_listed_or_left_out(number: int, article: str) -> None:
    text = sorted(TEXTS.glob("00*.txt"))[number].read_text(encoding="utf-8")
    listed = Counter(each for row in LIST["figures"] if row["article"] == article for each in written(row))
    left_out = Counter(each for row in LIST["left_out"] if row["article"] == article for each in row["written"])
    found = Counter(numbers_in(text))
    assert found.total() > 0
    assert found - (listed + left_out) == Counter(), "numbers of the article that nothing accounts for"
    assert (listed + left_out) - found == Counter(), "numbers that the article does not have, or not so often"

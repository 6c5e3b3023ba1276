"""docs/hazard_log.md: every hazard has a control and a test that exists."""

import re
from pathlib import Path

import pytest

from bot.coaching.red_flags import all_hazards, suspected
from bot.nlu.hazard_intents import is_hazard
from bot.settings import PROJECT_FOLDER
from bot.training_examples import read_examples

LOG = PROJECT_FOLDER / "docs" / "hazard_log.md"
WITHOUT_EXAMPLES = {"complaint"}
"""Has an intent of its own, which is answered and stops nothing."""


def rows() -> list[list[str]]:
    lines = [line for line in LOG.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] != "hazard" and not set(row[0]) <= set("- ")]


def test_every_hazard_of_the_patterns_is_in_the_log_with_its_severity() -> None:
    logged = {row[0]: row[2] for row in rows() if len(row) == 5}
    assert logged == {hazard: suspected(hazard).severity for hazard in all_hazards()}


def test_the_reader_has_learned_every_hazard() -> None:
    learned = {intent for _, intent in read_examples(PROJECT_FOLDER / "data") if is_hazard(intent)}
    assert learned == {f"report_{hazard}" for hazard in all_hazards() if hazard not in WITHOUT_EXAMPLES}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0][:40])
def test_every_hazard_has_a_control_and_a_test(row: list[str]) -> None:
    assert all(row)
    named = re.findall(r"`(tests/[^`]+)`", row[-1])
    assert named
    for each in named:
        path, _, test = each.partition("::")
        content = (PROJECT_FOLDER / path).read_text(encoding="utf-8")
        assert f"def {test}(" in content if test else content.strip()


def test_every_file_of_messages_is_a_hazard_of_the_log() -> None:
    classes = {path.stem for path in Path(PROJECT_FOLDER / "tests" / "safety").glob("*.jsonl")}
    assert classes - {"safe"} <= {row[0] for row in rows()}

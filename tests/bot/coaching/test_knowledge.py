"""Knowledge files that are missing, no YAML or not of their schema are refused, naming file and key."""

from pathlib import Path

import pytest

from bot.coaching.errors import KnowledgeError
from bot.coaching.knowledge import read_checked
from tests.bot.coaching.conftest import SOURCES, WriteFile


def test_a_file_that_fits_is_read_as_it_is(write_file: WriteFile) -> None:
    assert read_checked(write_file("sources.yml", SOURCES), "sources") == SOURCES


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=rf"squats\.yml: no such file in {tmp_path.name}/"):
        read_checked(tmp_path / "squats.yml", "guideline")


@pytest.mark.parametrize("content", ["topic: [squats", "topic: squats: depth", b"topic: \xff\xfe", "topic: \x07"])
def test_a_file_that_is_no_yaml_is_named(write_file: WriteFile, content: str | bytes) -> None:
    with pytest.raises(KnowledgeError, match=r"squats\.yml: not readable as YAML: "):
        read_checked(write_file("squats.yml", content), "guideline")


@pytest.mark.parametrize("content", ["", "- topic: squats", "squats", "topic: squats\ntitle: squats"])
def test_a_file_that_does_not_fit_as_a_whole_is_named(write_file: WriteFile, content: str) -> None:
    with pytest.raises(KnowledgeError, match=r"squats\.yml: top level: "):
        read_checked(write_file("squats.yml", content), "guideline")


def test_a_value_that_does_not_fit_is_named_by_the_keys_that_lead_to_it(write_file: WriteFile) -> None:
    path = write_file("sources.yml", SOURCES | {"coach_2003": SOURCES["coach_2001"] | {"year": "last"}})
    with pytest.raises(KnowledgeError, match=r"sources\.yml: coach_2003/year: 'last' is not of type 'integer'"):
        read_checked(path, "sources")

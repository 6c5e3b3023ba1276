"""The bibliography."""

from typing import Any

import pytest
import yaml

from bot.coaching.errors import KnowledgeError
from bot.coaching.guideline import guideline
from bot.coaching.knowledge import FOLDER
from bot.coaching.source import Source, all_sources, source
from bot.coaching.workout import workouts
from tests.bot.coaching.conftest import SOURCES, WriteFile

TOPICS = sorted(path.stem for path in (FOLDER / "guidelines").glob("*.yml"))


def cited() -> set[str]:
    """Every source that a guideline, a written-out workout or a hazard cites."""
    in_guidelines = {each for topic in TOPICS for each in guideline(topic).sources()}
    in_workouts = {each for topic in TOPICS for workout in workouts(topic).values() for each in workout.sources}
    hazards = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (FOLDER / "hazards").glob("*.yml")]
    return in_guidelines | in_workouts | {each for hazard in hazards for each in hazard["sources"]}


def test_every_source_is_cited_somewhere() -> None:
    assert set(all_sources()) - cited() == set()


def test_no_two_sources_have_the_same_title() -> None:
    titles = [each.title for each in all_sources().values()]
    assert len(titles) > 50
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_a_source_of_our_own_is_a_judgement_and_nothing_else_is() -> None:
    for each in all_sources().values():
        assert (each.seen == "our own") == (each.kind == "judgement"), each.id


def test_a_source_is_found_by_its_id(write_file: WriteFile) -> None:
    assert source("coach_2001") == Source("coach_2001", "Coach 2001", "A made review", "review", "itself", 2001)
    assert list(all_sources()) == list(SOURCES)


def test_a_source_that_does_not_exist_is_named(write_file: WriteFile) -> None:
    with pytest.raises(KnowledgeError, match=r"sources\.yml: coach_1999: no such source; add it"):
        source("coach_1999")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"kind": "rumour"}, "coach_2001/kind"),
        ({"seen": True}, "coach_2001/seen"),
        ({"mark": "C"}, "coach_2001/mark"),
        ({"page": 12}, r"coach_2001: .*'page'"),
        ({"year": 1492}, "coach_2001/year"),
    ],
)
def test_a_broken_source_is_refused_naming_file_and_key(
    write_file: WriteFile, changes: dict[str, Any], key: str
) -> None:
    write_file("sources.yml", SOURCES | {"coach_2001": SOURCES["coach_2001"] | changes})
    with pytest.raises(KnowledgeError, match=rf"sources\.yml: {key}"):
        all_sources()


def test_a_source_without_what_it_needs_is_refused(write_file: WriteFile) -> None:
    write_file("sources.yml", {"coach_2001": {"mark": "Coach 2001"}})
    with pytest.raises(KnowledgeError, match=r"sources\.yml: coach_2001: 'title' is a required property"):
        all_sources()

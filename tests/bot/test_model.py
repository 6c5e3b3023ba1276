"""A model is current only for the files that it was trained on."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model import TrainingError, fingerprint, is_current, model_path, train
from bot.settings import Settings, settings


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A tiny project with its own, untrained, files."""
    root = settings().project_folder
    (tmp_path / "bot" / "nlu" / "encoder").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    shutil.copy(root / "bot/nlu/encoder/checksums.txt", tmp_path / "bot/nlu/encoder/checksums.txt")
    (tmp_path / "config.yml").write_text(
        "recipe: default.v1\nlanguage: en\nassistant_id: tiny\npipeline:\n- name: bot.nlu.intent_reader.IntentReader\n"
        "policies:\n- name: RulePolicy\n"
    )
    (tmp_path / "domain.yml").write_text(
        'version: "3.1"\nintents: [greet, leave]\n'
        "responses:\n  utter_greet: [{text: Hi}]\n  utter_leave: [{text: Bye}]\n"
    )
    (tmp_path / "data" / "talk.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n    - hi there\n'
        "- intent: leave\n  examples: |\n    - see you\n    - bye now\n"
        "rules:\n- rule: greet\n  steps:\n  - intent: greet\n  - action: utter_greet\n"
        "- rule: leave\n  steps:\n  - intent: leave\n  - action: utter_leave\n"
    )
    return replace(settings(), project_folder=tmp_path, model_folder=tmp_path / "models")


@pytest.fixture
def trained(project: Settings) -> Settings:
    steps: list[str] = []
    path = train(project, steps.append)
    assert path == model_path(project)
    assert any("examples" in step for step in steps)
    return project


def test_there_is_no_current_model_before_training(project: Settings) -> None:
    assert not is_current(project)


def test_a_trained_model_is_current_until_a_file_changes(trained: Settings) -> None:
    assert is_current(trained)
    talk = trained.project_folder / "data" / "talk.yml"
    talk.write_text(talk.read_text().replace("hi there", "hey there"))
    assert not is_current(trained)


def test_a_model_without_its_file_or_with_a_broken_stamp_is_not_current(trained: Settings) -> None:
    stamp = model_path(trained).with_name("spotter.json")
    whole = stamp.read_text()
    for broken in ("", "[]", '{"trained_on": 3}'):
        stamp.write_text(broken)
        assert not is_current(trained)
    stamp.write_text(whole)
    model_path(trained).unlink()
    assert not is_current(trained)


def test_broken_data_fail_with_words_and_leave_the_old_model(trained: Settings) -> None:
    before = model_path(trained).read_bytes()
    (trained.project_folder / "config.yml").write_text("recipe: default.v1\npipeline:\n- name: no.such.Component\n")
    with pytest.raises(TrainingError):
        train(trained)
    assert model_path(trained).read_bytes() == before


def test_the_fingerprint_sees_names_and_contents(project: Settings) -> None:
    first = fingerprint(project)
    talk = project.project_folder / "data" / "talk.yml"
    talk.rename(talk.with_name("speech.yml"))
    assert fingerprint(project) != first

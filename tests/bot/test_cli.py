"""The command line: help with examples, exit codes, clear errors."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot import cli, review_command
from bot.cli import main
from bot.settings import settings

COMMANDS = (
    "ask", "chat", "completion", "console", "doctor", "erase", "evaluate", "export", "import", "program",
    "progress", "resume", "review", "serve", "train", "trainer",
)  # fmt: skip


@pytest.fixture
def with_coach(coach: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_coach", lambda model=None, **_: coach)


def run(*words: str, typed: str = "") -> Any:
    return CliRunner().invoke(main, list(words), input=typed)


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert set(main.commands) == set(COMMANDS)
    for command in COMMANDS:
        assert command in result.output


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"chat"}))
def test_help_of_a_command_shows_an_example(command: str) -> None:
    assert f"spotter {command}" in run(command, "--help").output.replace("Usage: main", "")


@pytest.mark.usefixtures("with_coach")
def test_ask_prints_the_answer() -> None:
    result = run("ask", "how many reps for size")
    assert result.exit_code == 0
    assert "6–12 reps" in result.output


@pytest.mark.usefixtures("with_coach")
def test_ask_json_answers_each_line() -> None:
    result = run("ask", "--json", typed='{"message": "hello"}\nno json\n')
    first, second = map(json.loads, result.output.splitlines())
    assert first["replies"]
    assert "error" in second


@pytest.mark.parametrize("words", [("ask",), ("ask", "hi", "--json"), ("nonsense",), ("evaluate", "no-such-file")])
def test_a_wrong_call_exits_with_2(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_a_file_that_is_no_evaluation_exits_with_1_and_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"text": "hi", "topic": "reps"}\n{"text": 3}\n')
    result = run("evaluate", str(tmp_path / "bad.jsonl"))
    assert result.exit_code == 1
    assert "bad.jsonl: line 2" in result.output


@pytest.mark.usefixtures("with_coach")
def test_evaluate_prints_accuracy_and_tables(tmp_path: Path) -> None:
    rows = [
        {"text": "how many reps for size", "topic": "reps"},
        {"text": "i have crushing chest pain", "topic": "pain_or_medical", "urgent": True},
        {"text": "what running shoes should i buy", "topic": "out_of_scope"},
        {"text": "how many reps for size", "topic": "sets"},
    ]
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, rows)))
    result = run("evaluate", "--errors", str(tmp_path / "set.jsonl"))
    assert result.exit_code == 0
    assert "75.0 %  (3 of 4)" in result.output
    assert "sets                    read as rep_range" in result.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    assert "_SPOTTER_COMPLETE" in run("completion", shell).output


def test_a_missing_model_is_a_clear_error(tmp_path: Path) -> None:
    result = run("ask", "hi", "--model", str(tmp_path / "none.tar.gz"))
    assert result.exit_code == 1
    assert "spotter train" in result.output


def test_the_installed_program_answers_from_any_folder(model: Path, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("spotter")
    done = subprocess.run(
        [program, "ask", "how many reps for size"], cwd=tmp_path, capture_output=True, text=True, check=True,
        env=os.environ | {"SPOTTER_MODELS": str(model.parent), "SPOTTER_HOME": str(tmp_path / "home")},
    )  # fmt: skip
    assert "6–12 reps" in done.stdout
    assert (tmp_path / "home" / "spotter.db").is_file()


def test_what_is_not_understood_waits_for_review(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = replace(settings(), database=f"sqlite:///{tmp_path / 'spotter.db'}")
    for module in (cli, review_command):
        monkeypatch.setattr(module, "settings", lambda: here)
    monkeypatch.setattr(cli, "is_current", lambda _: True)
    said = [{"message": "snorp grelb"}, {"payload": "/request_keep_texts"}, {"message": "glimp norf"}]
    run("ask", "--json", typed="\n".join(map(json.dumps, said)))
    kept = [json.loads(line) for line in run("review", "--json").output.splitlines()]
    assert sorted(text for group in kept for text in group["texts"]) == ["glimp norf", "snorp grelb"]


def test_an_evaluation_leaves_nothing_for_review(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = replace(settings(), database=f"sqlite:///{tmp_path / 'spotter.db'}")
    monkeypatch.setattr(cli, "settings", lambda: here)
    monkeypatch.setattr(cli, "is_current", lambda _: True)
    (tmp_path / "set.jsonl").write_text('{"text": "snorp grelb", "topic": "out_of_scope"}')
    assert run("evaluate", str(tmp_path / "set.jsonl")).exit_code == 0
    assert not (tmp_path / "spotter.db").exists()


def test_a_database_that_cannot_be_used_costs_no_answer(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spotter.db").write_bytes(b"no database, " * 100)
    here = replace(settings(), database=f"sqlite:///{tmp_path / 'spotter.db'}")
    monkeypatch.setattr(cli, "settings", lambda: here)
    result = CliRunner(mix_stderr=False).invoke(main, ["ask", "how many reps for size", "--model", str(model)])
    assert "6–12 reps" in result.stdout
    assert "spotter.db cannot be used" in result.stderr

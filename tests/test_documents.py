"""The README is held to the program: what it names exists, and no command, setting or field is forgotten."""

import re
from dataclasses import fields
from pathlib import Path

from bot.cli import main
from bot.dialogue.answer import Answer

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_command_is_shown_and_every_command_shown_exists() -> None:
    shown = set(re.findall(r"(?:spotter|^    make) ([a-z]+)\b(?= [-\"a-z]| {3}|$)", README, re.MULTILINE))
    assert set(main.commands) <= shown


def test_every_make_target_that_is_shown_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    shown = set(re.findall(r"^    make ([a-z]+)", README, re.MULTILINE))
    assert {"chat", "test"} <= shown <= targets


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r"\"(SPOTTER_[A-Z_]+)\"", (ROOT / "bot/settings.py").read_text(encoding="utf-8")))
    assert read
    assert read == set(re.findall(r"^\| `(SPOTTER_[A-Z_]+)`", README, re.MULTILINE))


def test_every_field_of_an_answer_is_documented() -> None:
    shown = {*Answer("c1", "hi", "greet", 1.0, error="why").as_dict()}
    assert shown < {field.name for field in fields(Answer)}
    for name in shown:
        assert f"`{name}`" in README, name


def test_every_path_that_is_named_exists() -> None:
    paths = re.findall(r"`((?:bot|actions|data|tests|benchmarks)/?[a-z_/]*(?:\.[a-z]+)?)`", README)
    assert len(paths) > 8
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert not missing

"""`spotter resume` as somebody at the gym uses it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import lifter_option, resume_command
from bot.cli import main
from bot.dialogue.coach import Coach
from bot.settings import settings
from bot.store.interface import Stores
from bot.store.sql import open_stores
from bot.waking import wake

EMERGENCY = "crushing chest pain and my left arm is numb"


@pytest.fixture
def stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stores:
    made = replace(settings(), database=f"sqlite:///{tmp_path / 'spotter.db'}")
    for module in (lifter_option, resume_command):
        monkeypatch.setattr(module, "settings", lambda: made)
    return open_stores(made.database)


@pytest.fixture
def coach(model: Path, stores: Stores) -> Coach:
    return wake(model, settings(), stores)


def run(*given: str, said: str = "") -> Result:
    return CliRunner().invoke(main, ["resume", *given], input=said)


def test_a_pause_is_listed_and_ends_in_every_chat_with_a_yes(coach: Coach, stores: Stores) -> None:
    now = datetime.now(UTC)
    lifter = stores.lifters.lifter_of("telegram:4711", now)
    stores.lifters.redeem_join_code(stores.lifters.make_join_code(lifter.id, now).code, "slack:T1:U1", now)
    with asyncio.Runner() as runner:
        runner.run(coach.answer("telegram:4711", EMERGENCY))
        assert runner.run(coach.answer("slack:T1:U1", "how many reps for size")).intent == "report_red_flag"
        listed = run()
        assert listed.exit_code == 0
        assert "telegram:4711" in listed.output
        assert "emergency" in listed.output
        assert run("telegram:4711", said="n\n").exit_code == 1
        assert runner.run(coach.answer("slack:T1:U1", "how many reps for size")).intent == "report_red_flag"
        done = run("telegram:4711", said="y\n")
        assert (done.exit_code, "again" in done.output) == (0, True)
        for chat in ("telegram:4711", "slack:T1:U1"):
            assert runner.run(coach.answer(chat, "how many reps for size")).topics == ("rep_range",)
    assert [each.action for each in stores.audit.entries(lifter.id)][-1] == "red flag cleared"
    assert run().output == "Nobody's coaching is paused.\n"


def test_who_is_not_paused_or_not_known_is_said(stores: Stores) -> None:
    stores.lifters.lifter_of("web:1", datetime.now(UTC))
    assert "is not paused" in run("web:1", "--yes").output
    assert "'web:2' is no lifter" in run("web:2", "--yes").output

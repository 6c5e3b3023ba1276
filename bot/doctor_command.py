"""`spotter doctor`. Imports what it needs when it does."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from bot.settings import SettingsError, settings

if TYPE_CHECKING:
    from bot.doctor import Finding


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object in place of lines.")
def doctor_command(as_json: bool) -> None:
    """Check that everything is set up, and say what to do where it is not. Exit code 0 without problems.

    Run it as the one who runs the server. It asks Slack and Telegram whether they know the tokens, if these are set.

    \b
    spotter doctor
    spotter doctor --json
    """
    findings: list[Finding] = []
    for each in _findings():
        findings.append(each)
        if not as_json:
            click.echo(f"{each.level:<8} {each.check:<12} {each.says}")
    problems = sum(each.level == "problem" for each in findings)
    if as_json:
        checks = [{"check": each.check, "level": each.level, "says": each.says} for each in findings]
        click.echo(json.dumps({"ok": not problems, "checks": checks}, ensure_ascii=False))
    else:
        click.echo(f"\n{_count(problems)}")
    raise SystemExit(1 if problems else 0)


def _findings() -> "Iterator[Finding]":
    from bot.doctor import examine, problem

    try:
        here = settings()
    except SettingsError as error:
        yield problem("settings", str(error))
        return
    from bot.open_channels import CREDENTIALS

    yield from examine(here, here.project_folder / CREDENTIALS)


def _count(problems: int) -> str:
    return {0: "No problems.", 1: "1 problem."}.get(problems, f"{problems} problems.")

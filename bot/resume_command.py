"""`spotter resume`: a human has looked into a red flag, and the coaching goes on. Imports what it needs late."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.lifter_option import find_lifter, opened_stores
from bot.settings import settings
from bot.spinner import current_model
from bot.store.log_records import RED_FLAG

if TYPE_CHECKING:
    from bot.store.interface import Stores

OPERATOR, CLEARED = "operator", "red flag cleared"


@click.command("resume")
@click.argument("lifter", required=False)
@click.option("--yes", is_flag=True, help="Ask nothing.")
def resume_command(lifter: str | None, yes: bool) -> None:
    """Let the coaching of a lifter go on after a red flag, once a human has looked into it.

    Without LIFTER (an id, or a chat such as telegram:4711) it lists whose coaching is paused, and since when.

    \b
    spotter resume
    spotter resume telegram:4711
    """
    with opened_stores() as stores:
        if lifter is None:
            click.echo("\n".join(_paused(stores)) or "Nobody's coaching is paused.")
            return
        whose = find_lifter(stores, lifter, "LIFTER")
        if RED_FLAG not in stores.profiles.profile(whose):
            raise click.ClickException(f"The coaching of {lifter} is not paused.")
        if not yes:
            click.confirm(f"Has a human looked into it, and may Spotter coach {lifter} again?", abort=True)
        _resume(stores, whose)
    click.echo(f"Spotter coaches {lifter} again.")


def _paused(stores: "Stores") -> Iterator[str]:
    for lifter in stores.profiles.lifters_with(RED_FLAG):
        if standing := stores.profiles.profile(lifter).get(RED_FLAG):
            flag = json.loads(str(standing.value))
            chats = ", ".join(each.conversation for each in stores.lifters.identities(lifter))
            yield f"{chats}  {flag['severity']}: {flag['hazard']}, since {standing.said_at:%Y-%m-%d %H:%M} UTC"


def _resume(stores: "Stores", lifter: str) -> None:
    """In every chat of the lifter, and noted in the audit."""
    from bot.store.log_records import AuditEntry
    from bot.waking import wake

    coach = wake(current_model(), settings(), stores)
    with asyncio.Runner() as runner:
        for each in stores.lifters.identities(lifter):
            runner.run(coach.clear_red_flag(each.conversation))
    stores.audit.write(AuditEntry(lifter, datetime.now(UTC), OPERATOR, CLEARED))

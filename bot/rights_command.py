"""`spotter export` and `spotter erase`: everything of a lifter, to take away or gone. Imports what it needs late."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.lifter_option import find_lifter, opened_stores
from bot.settings import settings

OPERATOR = "operator"
"""Who the audit says it was."""
PRIVATE = 0o600
ID = re.compile("[0-9a-f]{32}")


@click.command("export")
@click.argument("lifter")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.zip",
              help="The file to write.  [default: spotter-export-DAY.zip, here]")  # fmt: skip
def export_command(lifter: str, out: Path | None) -> None:
    """Write everything that is kept of a lifter into one zip: tables, pictures, and a README that says what is what.

    LIFTER is an id, or a chat such as telegram:4711. `spotter import` brings the zip back.

    \b
    spotter export terminal:here
    spotter export telegram:4711 --out anna.zip
    """
    from bot.rights.archive import write_archive

    now = datetime.now(settings().zone)
    place = out or Path(f"spotter-export-{now.date()}.zip")
    if out is None and place.exists():
        raise click.ClickException(f"{place} is there already. Name another file with --out.")
    with opened_stores() as stores:
        whose = find_lifter(stores, lifter, "LIFTER")
        content = write_archive(stores.rights.export(whose, now.astimezone(UTC), OPERATOR), now)
    _write(content, place)
    click.echo(f"Written: {place}")


@click.command("erase")
@click.argument("lifter")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def erase_command(lifter: str, yes: bool) -> None:
    """Delete everything that is kept of a lifter, in every table and every file. It cannot be undone.

    LIFTER is an id, or a chat such as telegram:4711. An erasure that was held up is finished by the same id again.

    \b
    spotter erase telegram:4711
    """
    from bot.downloads import Downloads
    from bot.rights.erase import erase

    here = settings()
    with opened_stores() as stores:
        # An id may be of one who is gone, but for traces that something held up.
        whose = lifter if ID.fullmatch(lifter) else find_lifter(stores, lifter, "LIFTER")
        if not yes:
            click.confirm(
                _question(lifter, [each.conversation for each in stores.lifters.identities(whose)]), abort=True
            )
        files = Downloads(here.downloads_folder, here.public_url, here.downloads_kept)
        erased = erase(stores, files, whose, datetime.now(UTC), OPERATOR, here.history_file)
    click.echo(f"Erased: {sum(erased.rows.values()):,} records." if erased.rows else "There was no record of them.")


def _question(lifter: str, conversations: list[str]) -> str:
    also = [each for each in conversations if each != lifter]
    chats = f" (also {', '.join(also)})" if also else ""
    return f"Delete everything of {lifter}{chats}? It cannot be undone."


def _write(content: bytes, place: Path) -> None:
    """Writes a file that only its owner can read."""
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as file:
            file.write(content)
    except OSError as error:
        told = f"{place}: {error.strerror}. Name a file in a folder that you may write to with --out."
        raise click.ClickException(told) from error

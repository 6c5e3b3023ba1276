"""`spotter import`: workouts from another app, or everything from an export. Imports what it needs when it does."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.coaching.terms import MassUnit
from bot.lifter_option import HERE, find_lifter, opened_stores
from bot.settings import settings

if TYPE_CHECKING:
    from bot.store.interface import Stores
    from bot.transfer.reading import Reading

DRY = "Nothing was kept. Add --yes to keep it."


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--lifter", metavar="LIFTER", help="An id, or a chat such as telegram:4711.  [default: you, in this terminal]"
)
@click.option("--unit", type=click.Choice(list(MassUnit), case_sensitive=False), default="kg", show_default=True,
              help="The unit where the file names none.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Keep what was found, and ask nothing.")
@click.option("--map", "maps", multiple=True, metavar="NAME=EXERCISE", help="Which exercise a name in the file means.")
def import_command(file: Path, lifter: str | None, unit: str, yes: bool, maps: tuple[str, ...]) -> None:
    """Bring in workouts from Strong, Hevy, FitNotes or Liftosaur (CSV), or an export of Spotter's (zip or CSV).

    First says what is in the file; then asks, and keeps what is not kept yet. The same file twice changes nothing.

    \b
    spotter import strong.csv
    spotter import hevy.csv --lifter telegram:4711 --yes
    spotter import strong.csv --unit lb --map "Landmine Thing=landmine press"
    spotter import spotter-export.zip
    """
    from bot.import_names import mapped
    from bot.rights.archive import is_archive

    answers = mapped(maps)
    with opened_stores() as stores:
        whose = find_lifter(stores, lifter, "--lifter") if lifter is not None else _here(stores)
        if is_archive(file):
            _restore(stores, whose, file, yes=yes)
        else:
            _bring_in(stores, whose, file, MassUnit(unit), answers, yes=yes)


def _here(stores: "Stores") -> str:
    return stores.lifters.lifter_of(HERE, datetime.now(UTC)).id


def _restore(stores: "Stores", lifter: str, file: Path, *, yes: bool) -> None:
    from bot.import_text import counted, in_archive
    from bot.rights.archive import read_archive

    records = read_archive(file)
    click.echo(in_archive(file.name, records))
    if _is_wanted(yes, "Bring back what is not there yet?"):
        click.echo(f"Brought back: {counted(stores.rights.restore(lifter, records), 'record')}.")


def _bring_in(
    stores: "Stores", lifter: str, file: Path, unit: MassUnit, answers: Mapping[str, str], *, yes: bool
) -> None:
    from bot.import_names import ask
    from bot.import_text import counted, found
    from bot.rights.keep import compared, keep_all, to_keep

    reading = _read(file, lifter, unit, answers)
    news = compared(stores.log, lifter, reading.workouts)
    click.echo(found(reading, news))
    if reading.doubtful_names and not yes and sys.stdin.isatty() and (said := ask(reading.doubtful_names)):
        reading = _read(file, lifter, unit, {**answers, **said})
        news = compared(stores.log, lifter, reading.workouts)
    wanted = to_keep(news)
    if not wanted:
        click.echo("There is nothing new in it." if reading.workouts else "There is nothing in it to keep.")
        return
    if _is_wanted(yes, f"Keep {counted(len(wanted), 'workout')}?"):
        with _progress("keeping", len(wanted)) as watch:
            kept = keep_all(stores.log, lifter, reading.workouts, datetime.now(UTC), watch)
        click.echo(f"Kept: {counted(kept, 'workout')}.")


def _read(file: Path, lifter: str, unit: MassUnit, answers: Mapping[str, str]) -> "Reading":
    from bot.transfer.read import read_file

    with _progress("reading", 1) as watch:
        return read_file(file, lifter, unit, datetime.now(settings().zone), answers, watch)


def _is_wanted(yes: bool, question: str) -> bool:
    """Whether to keep it: as --yes or the lifter says; without a terminal to ask in, nothing is kept."""
    if yes:
        return True
    if sys.stdin.isatty() and click.confirm(question):
        return True
    click.echo(DRY)
    return False


@contextmanager
def _progress(doing: str, total: float) -> Iterator[Callable[[float], None]]:
    """A bar on standard error, gone when it is done; it is told how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda done: bar.update(task, completed=done)

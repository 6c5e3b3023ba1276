"""`spotter progress`: the pictures and the review of a week, as files. Imports what it needs when it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.program_options import exercises
from bot.settings import settings
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.progress.gallery import Sitter
    from bot.progress.theme import ThemeName
    from bot.store.interface import LogStore, Stores

HERE = "terminal:here"
"""The conversation of `spotter chat`."""
WORDS = "progress.txt"


@dataclass(frozen=True)
class Page:
    """What is written of one subject: words, and a picture unless there is nothing to draw."""

    name: str
    words: str
    png: bytes | None


@click.command("progress")
@click.argument("lifter", default=HERE, metavar="[LIFTER]")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="FOLDER",
    help="Where to write; made if it is not there.",
)
@click.option("--dark", is_flag=True, help="Light lines on a dark ground.")
@click.option("--exercise", multiple=True, metavar="NAME", help="A lift to show in place of the main ones.")
@click.option("--week", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="A day of the week to review.")
def progress_command(lifter: str, out: Path, dark: bool, exercise: tuple[str, ...], week: datetime | None) -> None:
    """Write a lifter's progress as pictures, with their words and the review of a week in progress.txt.

    LIFTER is an id or a conversation, such as telegram:4711; by default who chats in this terminal.

    \b
    spotter progress --out progress
    spotter progress --out progress --dark --exercise squat --exercise "bench press"
    spotter progress telegram:4711 --out progress --week 2026-03-02
    """
    lifts = exercises("--exercise", exercise)
    try:
        sitter, log = _sitter(lifter)
        pages = list(_pages(log, sitter, lifts, _monday(week, sitter.today), _theme(dark)))
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    _write(out, pages)


def _sitter(lifter: str) -> "tuple[Sitter, LogStore]":
    from bot.logbook.easy_weeks import plans_easy_weeks
    from bot.progress.sitter import sitter_of
    from bot.store.sql import open_stores

    stores: Stores = open_stores(settings().database)
    found = stores.lifters.find(lifter)
    if found is None:
        raise click.ClickException(
            f"There is no lifter {lifter!r}. Give an id, or a conversation such as {HERE} or telegram:4711."
        )
    if not stores.log.latest_workouts(found.id) and not stores.log.body_masses(found.id):
        raise click.ClickException(f"Nothing is logged for {lifter} yet.")
    sitter = sitter_of(stores, found.id, datetime.now(settings().zone).date())
    return replace(sitter, plans_easy_weeks=plans_easy_weeks(stores, found.id)), stores.log


def _pages(
    log: "LogStore", sitter: "Sitter", lifts: Sequence[str], monday: date | None, theme: "ThemeName"
) -> Iterator[Page]:
    """Every picture; of the week also what it does not show."""
    from bot.progress.gallery import Kind, picture_of, review_of
    from bot.progress.review_words import highlights

    for kind in Kind:
        drawn = picture_of(log, sitter, kind, lifts, monday)(theme)
        more = highlights(review_of(log, sitter, monday)) if kind is Kind.REVIEW else ""
        yield Page(kind, "\n".join(filter(None, [drawn.alt, more])), drawn.png)


def _theme(dark: bool) -> "ThemeName":
    from bot.progress.theme import ThemeName

    return ThemeName.DARK if dark else ThemeName.LIGHT


def _monday(week: datetime | None, today: date) -> date | None:
    from bot.coaching.training_week import monday_of

    if week is not None and week.date() > today:
        raise click.BadParameter(f"{week.date()} is to come. Give a day up to today.", param_hint="--week")
    return None if week is None else monday_of(week.date())


def _write(out: Path, pages: Sequence[Page]) -> None:
    drawn = [each for each in pages if each.png is not None]
    words = "\n\n".join(f"{each.name}.png\n{each.words}" if each.png else each.words for each in pages)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for each in drawn:
            (out / f"{each.name}.png").write_bytes(each.png or b"")
        (out / WORDS).write_text(f"{words}\n", encoding="utf-8")
    except OSError as error:
        told = f"--out {out}: {error.strerror}. Name a folder that you may write to."
        raise click.ClickException(told) from error
    click.echo(f"Written to {out}: {', '.join(f'{each.name}.png' for each in drawn)} and {WORDS}")

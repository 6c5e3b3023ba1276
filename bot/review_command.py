"""`spotter review`: what was not understood, made into examples. Imports what it needs when it does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.settings import settings
from bot.store.errors import StoreError
from bot.store.interface import UnreadStore
from bot.store.records import UnreadMessage

if TYPE_CHECKING:
    from bot.own_examples import OwnExamples
    from bot.review import Group


@click.command("review")
@click.option("--list", "is_list", is_flag=True, help="Print the groups, and ask for no key.")
@click.option("--json", "as_json", is_flag=True, help="Print the groups as JSON lines.")
def review_command(is_list: bool, as_json: bool) -> None:
    """Teach Spotter what it did not understand.

    Shows the messages that it did not understand, or hardly, in groups that are alike. One key makes a group examples
    of a topic; they go to data/own_examples.yml, and `spotter train` takes them up. Messages are kept with their text
    only where the lifter agreed, and for 30 days.

    \b
    spotter review
    spotter review --list
    spotter review --json
    """
    from bot.own_examples import OwnExamples
    from bot.review_text import as_json_lines, listed, without_text
    from bot.store.sql import open_unread_store

    with _clear_errors():
        store = open_unread_store(settings().database, datetime.now(UTC))
        own, messages = OwnExamples(settings().project_folder / "data"), store.unread()
        groups = _groups(messages, own)
        if as_json:
            click.echo("".join(f"{line}\n" for line in as_json_lines(groups, messages)), nl=False)
            return
        if is_list and groups:
            click.echo(listed(groups))
        elif groups:
            _go_through(groups, store, own)
        click.echo(without_text(messages) or ("" if messages else "Nothing to review.\n"), nl=False)


def _groups(messages: Sequence[UnreadMessage], own: "OwnExamples") -> "list[Group]":
    if not any(message.text for message in messages):
        return []
    from bot.review_groups import grouped, model

    found = model(settings())
    if found is None:
        click.echo("There is no trained model, so no topics are suggested. `spotter train` makes one.", err=True)
    return grouped(messages, own.intents, found)


def _go_through(groups: "Sequence[Group]", store: UnreadStore, own: "OwnExamples") -> None:
    from bot.review_keys import Review
    from bot.review_text import counted

    review = Review(store, own)
    review.go_through(groups)
    click.echo(f"\n{counted(review.added, 'example')} added to {own.path.parent.name}/{own.path.name}.", nl=False)
    click.echo(" Run `spotter train` to take them up." if review.added else "")


@contextmanager
def _clear_errors() -> Iterator[None]:
    from bot.nlu.sentence_encoder import EncoderError
    from bot.own_examples import OwnExamplesError

    try:
        yield
    except (StoreError, OwnExamplesError, EncoderError) as error:
        raise click.ClickException(str(error)) from error

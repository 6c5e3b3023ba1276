"""Whose records a command is about, and the stores that hold them. Imports what it needs when it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.settings import settings

if TYPE_CHECKING:
    from bot.store.interface import Stores

HERE = "terminal:here"
"""The conversation of `spotter chat`."""


def find_lifter(stores: "Stores", name: str, hint: str) -> str:
    """The id of the lifter with an id or a chat ("telegram:4711"). Raises BadParameter.

    Somebody who has only talked so far becomes a lifter by this: what was said is theirs, too.
    """
    found = stores.lifters.find(name) if name else None
    if found is None and name and stores.conversations.version(name) is not None:
        found = stores.lifters.lifter_of(name, datetime.now(UTC))
    if found is None:
        told = f"{name!r} is no lifter. Give an id, or one of their chats such as telegram:4711 or {HERE}."
        raise click.BadParameter(told, param_hint=hint)
    return found.id


@contextmanager
def opened_stores() -> "Iterator[Stores]":
    """The stores that the settings name; what goes wrong with them or with a file ends the command with a word."""
    from bot.rights.errors import RightsError
    from bot.store.errors import StoreError
    from bot.store.sql import open_stores
    from bot.transfer.errors import TransferError

    try:
        yield open_stores(settings().database)
    except (StoreError, RightsError, TransferError) as error:
        raise click.ClickException(str(error)) from error

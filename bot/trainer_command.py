"""`spotter trainer`: the accounts of those who answer in the console. Imports what it needs when it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.lifter_option import opened_stores
from bot.settings import settings
from bot.store.handover_records import Role, TrainerAccount
from bot.store.log_records import AuditEntry, new_id

if TYPE_CHECKING:
    from bot.handover.gym import Trainer
    from bot.store.interface import Stores

OPERATOR = "operator"
"""Who the audit says it was."""
CAPACITY = 4
"""Lifters at once, of whom the gym's file says nothing."""


@click.group("trainer")
def trainer_command() -> None:
    """Accounts of trainers, and of the gym's owner, for the console (docs/console.md).

    \b
    spotter trainer add trainer-one
    spotter trainer list
    """


@trainer_command.command("add")
@click.argument("login")
@click.option("--name", help="What lifters read.  [default: the name in the gym's file]")
@click.option("--owner", is_flag=True, help="May see the owner's page, and take over from a trainer.")
@click.option("--capacity", type=click.IntRange(1, 50), help="Lifters at once.  [default: as in the gym's file]")
def add_command(login: str, name: str | None, owner: bool, capacity: int | None) -> None:
    """Make an account, and ask for its password. Somebody who was switched off is back with it.

    LOGIN is the trainer's id in the gym's file (docs/gym.yml), where they stand in it.

    \b
    spotter trainer add trainer-one
    spotter trainer add boss --name "Front desk" --owner
    """
    with _stores() as stores:
        there = stores.trainers.find_by_login(login)
        if there and there.is_active:
            raise click.ClickException(f"{login} is there already. Another password: spotter trainer password {login}")
        listed = _listed(login)
        called = name or (there.name if there else listed.name if listed else "")
        if not called:
            raise click.UsageError("Say what lifters are to read: --name. This one is not in the gym's file.")
        hashed, role = _asked_hash(), Role.OWNER if owner else Role.TRAINER
        room = capacity or (listed.capacity if listed else there.capacity if there else CAPACITY)
        made = TrainerAccount(there.id if there else new_id(), called, login, hashed, role, capacity=room)
        _keep(stores, made, "trainer added")
    click.echo(f"{called} can sign in as {login}.")


@trainer_command.command("list")
def list_command() -> None:
    """Who has an account."""
    with _stores() as stores:
        for each in stores.trainers.trainers():
            how = f"{each.role}, {each.presence}" if each.is_active else "off"
            click.echo(f"{each.login}: {each.name} ({how})")


@trainer_command.command("password")
@click.argument("login")
def password_command(login: str) -> None:
    """Ask for another password. Whoever is signed in with the old one is signed out."""
    with _stores() as stores:
        _keep(stores, replace(_found(stores, login), password_hash=_asked_hash()), "trainer's password changed")
    click.echo(f"{login} signs in with the new password from now on.")


@trainer_command.command("off")
@click.argument("login")
def off_command(login: str) -> None:
    """Let somebody sign in no more. What they did stays in the audit."""
    with _stores() as stores:
        account = _found(stores, login)
        _keep(stores, replace(account, is_active=False), "trainer switched off")
        left = len(stores.handovers.of_trainer(account.id))
    click.echo(f"{login} is signed out, and cannot sign in.")
    if left:
        click.echo(f"Lifters still with them: {left}. An owner can take them over in the console.")


@contextmanager
def _stores() -> "Iterator[Stores]":
    from bot.handover.errors import GymError

    try:
        with opened_stores() as stores:
            yield stores
    except GymError as error:
        raise click.ClickException(str(error)) from error


def _found(stores: "Stores", login: str) -> TrainerAccount:
    account = stores.trainers.find_by_login(login)
    if account is None or not account.is_active:
        raise click.BadParameter(f"{login!r} has no account. `spotter trainer list` shows who has.", param_hint="LOGIN")
    return account


def _keep(stores: "Stores", account: TrainerAccount, action: str) -> None:
    stores.trainers.keep(account)
    stores.audit.write(AuditEntry(None, datetime.now(UTC), OPERATOR, action, account.login))


def _asked_hash() -> str:
    """The hash of a password that is typed twice; asked again for one that is too short."""
    from bot.console.passwords import LEAST, MOST, hash_of

    while True:
        password: str = click.prompt(
            f"Password ({LEAST} characters or more)", hide_input=True, confirmation_prompt=True
        )
        if LEAST <= len(password) <= MOST:
            return hash_of(password)
        click.echo(f"That has {len(password)} characters. Take {LEAST} or more: a few words are good.", err=True)


def _listed(login: str) -> "Trainer | None":
    from bot.gym import gym_of

    gym = gym_of(settings())
    return gym.trainer(login) if gym else None

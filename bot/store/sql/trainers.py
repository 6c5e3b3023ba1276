"""Who answers in the console, in a database."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.store.console_token import new_login, token_digest
from bot.store.errors import MissingError, RecordError
from bot.store.handover_checks import check_moment, check_trainer
from bot.store.handover_records import ConsoleLogin, Presence, Role, TrainerAccount
from bot.store.handover_steps import LOGIN_TAKEN, NO_TRAINER, at_work
from bot.store.sql.database import reading, writing
from bot.store.sql.lifter_rows import INSERT
from bot.store.sql.rows import Row, with_zone, without_zone
from bot.store.tables import console_logins, trainers


class SqlTrainerStore:
    """Trainers, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, account: TrainerAccount) -> None:
        """Keep an account in place of the one with its id. Raises RecordError if another has its login."""
        check_trainer(account)
        row = row_of_trainer(account)
        with writing(self._engine) as connection:
            there = hold_trainer(connection, account.id, to_change=True)
            unless_taken = INSERT[connection.dialect.name](trainers).values(row).on_conflict_do_nothing()
            if there is None and not connection.execute(unless_taken).rowcount:
                raise RecordError(LOGIN_TAKEN)
            if there is not None:
                _change(connection, there, account)

    def find(self, id: str) -> TrainerAccount | None:
        """An account by its id."""
        with reading(self._engine) as connection:
            return trainer_of(connection, id)

    def find_by_login(self, login: str) -> TrainerAccount | None:
        """An account by its login, in small letters."""
        with reading(self._engine) as connection:
            row = connection.execute(select(trainers).where(trainers.c.login == login)).mappings().first()
        return account_of(row) if row else None

    def trainers(self) -> tuple[TrainerAccount, ...]:
        """All accounts, by name."""
        with reading(self._engine) as connection:
            return trainers_of(connection)

    def set_presence(self, id: str, presence: Presence) -> None:
        """Say whether a trainer takes conversations now. Raises MissingError."""
        theirs = update(trainers).where(trainers.c.id == id)
        with writing(self._engine) as connection:
            if not connection.execute(theirs.values(presence=presence.value)).rowcount:
                raise MissingError(NO_TRAINER)

    def begin_login(self, trainer: str, until: datetime) -> ConsoleLogin:
        """Sign a trainer in, whose password was right, until a moment. Raises MissingError if they are not at work."""
        check_moment(until)
        made = new_login(trainer, until)
        row = {"token": token_digest(made.token), "trainer": trainer, "csrf_secret": made.csrf_secret}
        with writing(self._engine) as connection:
            at_work(hold_trainer(connection, trainer))
            connection.execute(insert(console_logins).values(row | {"expires_at": without_zone(until)}))
        return made

    def find_login(self, token: str, now: datetime) -> ConsoleLogin | None:
        """Who holds a token; None if it was never given, has expired, or was ended."""
        query = select(console_logins).where(_is(token), console_logins.c.expires_at > without_zone(now))
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        return ConsoleLogin(token, row["trainer"], row["csrf_secret"], with_zone(row["expires_at"])) if row else None

    def end_login(self, token: str) -> bool:
        """Sign out; False if nobody was signed in with that token."""
        with writing(self._engine) as connection:
            return bool(connection.execute(delete(console_logins).where(_is(token))).rowcount)


def trainers_of(connection: Connection) -> tuple[TrainerAccount, ...]:
    """All accounts, by name."""
    rows = connection.execute(select(trainers)).mappings().all()
    return tuple(sorted(map(account_of, rows), key=lambda each: (each.name, each.id)))  # a database has its own order


def trainer_of(connection: Connection, id: str) -> TrainerAccount | None:
    """An account by its id."""
    row = connection.execute(select(trainers).where(trainers.c.id == id)).mappings().first()
    return account_of(row) if row else None


def hold_trainer(connection: Connection, id: str, *, to_change: bool = False) -> TrainerAccount | None:
    """An account that nobody changes until the transaction ends, unless they hold it too."""
    query = select(trainers).where(trainers.c.id == id).with_for_update(read=not to_change)
    row = connection.execute(query).mappings().first()
    return account_of(row) if row else None


def row_of_trainer(account: TrainerAccount) -> dict[str, Any]:
    return vars(account) | {"role": account.role.value, "presence": account.presence.value}


def account_of(row: Row) -> TrainerAccount:
    return TrainerAccount(**{**row, "role": Role(row["role"]), "presence": Presence(row["presence"])})


def _change(connection: Connection, there: TrainerAccount, account: TrainerAccount) -> None:
    """Keeps an account in place of one that is there, and ends the logins that it no longer allows."""
    same_login = (trainers.c.login == account.login) & (trainers.c.id != account.id)
    if connection.execute(select(trainers.c.id).where(same_login)).first():
        raise RecordError(LOGIN_TAKEN)
    connection.execute(update(trainers).where(trainers.c.id == account.id).values(row_of_trainer(account)))
    if there.password_hash != account.password_hash or not account.is_active:
        connection.execute(delete(console_logins).where(console_logins.c.trainer == account.id))


def _is(token: str) -> Any:  # noqa: ANN401  a condition has no type
    return console_logins.c.token == token_digest(token)

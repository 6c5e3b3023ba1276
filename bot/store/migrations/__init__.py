"""The tables' history: one file for each version, run in turn by Alembic when a database is opened."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

FOLDER = Path(__file__).parent
_one_at_a_time = Lock()
"""Alembic keeps what it is doing in a global."""


def config_for(connection: Connection | None = None) -> Config:
    """Alembic's settings, with the connection to migrate."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, version: str = "head") -> None:
    """Migrates up to a version ("2") within the connection's transaction."""
    with _one_at_a_time:
        command.upgrade(config_for(connection), version)

"""What `spotter doctor` checks of this machine: model, database, disk, port."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryFile

import httpx

from bot.doctor import Finding, ok, problem, warning
from bot.doctor_settings import existing
from bot.model import is_current, model_path
from bot.server import LOOPBACK, ServerError, bound
from bot.settings import Settings
from bot.store.errors import StoreError
from bot.store.interface import UnreadStore
from bot.store.records import Reason, UnreadMessage, digest
from bot.store.sql import open_stores
from bot.store.sql.database import shown

SQLITE = "sqlite:///"
LITTLE, TOO_LITTLE = 1_000_000_000, 100_000_000
SECONDS = 3.0


def model(here: Settings) -> Finding:
    """The trained model."""
    check, path = "model", model_path(here)
    if is_current(here):
        return ok(check, str(path))
    if path.is_file():
        return warning(check, f"{path} was trained on other examples than those here. Run `spotter train`.")
    return problem(check, f"There is none at {path}. Run `spotter train`, about a minute.")


def database(here: Settings) -> Finding:
    """Opens it, brings its tables up to date, writes a row, reads it back and deletes it."""
    check = "database"
    try:
        is_read = _written_and_read(open_stores(here.database).unread)
    except StoreError as error:
        return problem(check, str(error))
    if not is_read:
        return problem(check, f"{shown(here.database)} takes what is written, and does not give it back.")
    return ok(check, f"{shown(here.database)}: opened, written, read back")


def _written_and_read(unread: UnreadStore) -> bool:
    test = UnreadMessage(
        token_hex(16), digest("doctor"), datetime.now(UTC), None, "none", 0.0, 1, Reason.NOT_UNDERSTOOD
    )  # fmt: skip
    unread.keep(test)
    try:
        return test.id in {each.id for each in unread.unread()}
    finally:
        unread.delete([test.id])


def disk(here: Settings) -> Iterator[Finding]:
    """Room and right to write, where downloads are and where an SQLite database is."""
    folders = {"files for members": here.downloads_folder}
    if here.database.startswith(SQLITE):
        folders["database"] = Path(here.database.removeprefix(SQLITE).partition("?")[0]).parent
    for what, folder in folders.items():
        yield _room(what, folder)


def _room(what: str, folder: Path) -> Finding:
    check, there = "disk", existing(folder)
    try:
        with TemporaryFile(dir=there) as file:
            file.write(b"spotter")
        free = shutil.disk_usage(there).free
    except OSError as error:
        return problem(check, f"{there} cannot be written ({error.strerror}). Give it to the one who runs Spotter.")
    left = f"{what}: {free / 1e9:.1f} GB free in {folder}"
    if free < TOO_LITTLE:
        return problem(check, f"{left}. Make room: without it nothing is kept, and nobody is coached.")
    return warning(check, f"{left}. Make room soon.") if free < LITTLE else ok(check, left)


def port(here: Settings) -> Finding:
    """Free, or taken by a running Spotter."""
    check = "port"
    try:
        bound(here.port).close()
    except ServerError as error:
        return _who_is_there(check, here.port, error)
    return ok(check, f"{here.port} is free; `spotter serve` is not running")


def _who_is_there(check: str, port: int, error: ServerError) -> Finding:
    try:
        told = httpx.get(f"http://{LOOPBACK}:{port}/readyz", timeout=SECONDS, trust_env=False).json()
        if not told["ready"]:
            names = ", ".join(map(str, told["not_ready"]))
            return warning(check, f"A Spotter runs on {port} and is not ready: {names}. Look at its log.")
    except (httpx.HTTPError, ValueError, LookupError, TypeError):
        return problem(check, f"{error} In the settings it is `port`.")
    return ok(check, f"a Spotter runs on {port}, and is ready")

"""A PostgreSQL server for tests: of its own, in a temporary folder, reached by a socket there and by nothing else."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg2
import pytest

DEBIAN = Path("/usr/lib/postgresql")
MISSING = (
    "PostgreSQL's server is not on this machine, and what is kept is tested on it too. "
    "On Debian and Ubuntu, install it with: sudo apt install postgresql"
)
PATIENCE_SECONDS = 60
OPTIONS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "max_connections": "60"}
"""Nothing of it has to survive the machine."""
_numbers = count()


@dataclass(frozen=True)
class Server:
    """A running server. `folder` holds its data, its log and its socket."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"spotter_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, statement: str, database: str = "postgres") -> None:
        """Runs a statement that takes no transaction."""
        connection = psycopg2.connect(self.url(database))
        try:
            connection.autocommit = True
            connection.cursor().execute(statement)
        finally:
            connection.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server for all tests. Where PostgreSQL is not installed they fail: nothing is skipped."""
    programs = find_programs()
    if programs is None:
        pytest.fail(MISSING, pytrace=False)
    with running_server(programs) as server:
        yield server


def find_programs() -> Path | None:
    """The folder of `initdb` and `postgres`: the newest of Debian's, else the one in PATH."""
    of_debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name))
    found = of_debian[-1] if of_debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """A server that is stopped, and its folder deleted, when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="spotter-pg-", dir="/tmp"))  # a socket's path may have 107 bytes, no more
    try:
        with (folder / "log").open("wb") as log:
            process = _start(programs, folder, log.fileno())
            try:
                server = Server(folder)
                _wait_for(server, process)
                yield server
            finally:
                process.send_signal(signal.SIGQUIT)  # stops at once: what it holds is deleted anyway
                process.wait(PATIENCE_SECONDS)
    finally:
        shutil.rmtree(folder)


def _start(programs: Path, folder: Path, log: int) -> subprocess.Popen[bytes]:
    """PostgreSQL refuses to run as root; Debian's package has made a user for it."""
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    make = ["initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "--locale=C", "data"]
    serve = ["postgres", "-D", "data", "-k", str(folder), *settings]
    with subprocess.Popen([programs / make[0], *make[1:]], cwd=folder, user=user, stdout=log, stderr=log) as making:
        making.wait()
    return subprocess.Popen([programs / serve[0], *serve[1:]], cwd=folder, user=user, stdout=log, stderr=log)


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    given_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return server.run("SELECT 1")
        except psycopg2.OperationalError:
            if process.poll() is not None or time.monotonic() > given_up_at:
                pytest.fail(f"PostgreSQL did not start:\n{(server.folder / 'log').read_text()[-2000:]}", pytrace=False)
            time.sleep(0.05)

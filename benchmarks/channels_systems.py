"""The servers of the benchmark of the channels: Spotter, and stock Rasa with the same model and the same actions."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.model import model_path
from bot.settings import settings

ROOT = Path(__file__).resolve().parent.parent
CREDENTIALS = """
rest:
socketio:
  user_message_evt: user_uttered
  bot_message_evt: bot_uttered
  session_persistence: false  # with true it never answers
"""
IN_SQL = """
tracker_store:
  type: SQL
  dialect: sqlite
  db: {file}
"""
LOG = "log"
START_SECONDS = 180
CALM_SECONDS, IDLE, LONGEST_WORK_SECONDS = 0.5, 0.15, 120
"""Less than such a share of a core counts as idle."""


@dataclass(frozen=True)
class Server:
    """A system that runs."""

    url: str
    processes: tuple[psutil.Process, ...]

    async def calm(self) -> None:
        """Wait until it has nothing more to do."""
        ends_at = time.monotonic() + LONGEST_WORK_SECONDS
        while time.monotonic() < ends_at:
            before = self._worked()
            await asyncio.sleep(CALM_SECONDS)
            if self._worked() - before < IDLE * CALM_SECONDS:
                return

    def _worked(self) -> float:
        return sum(sum(each.cpu_times()[:2]) for each in self.processes)

    def megabytes(self) -> float:
        """What all of its processes hold in memory (resident set)."""
        return sum(each.memory_info().rss for each in self.processes) / 2**20


@contextmanager
def spotter(folder: Path) -> Iterator[Server]:
    """`spotter serve`: the coach and its actions in one process, everything kept in SQLite."""
    port = _free_port()
    with _running(folder, [["-m", "bot.cli", "serve", "--port", str(port)]], port) as server:
        yield server


@contextmanager
def stock(folder: Path, *, in_sql: bool = False) -> Iterator[Server]:
    """`rasa run` with its REST and its SocketIO channel, and `rasa run actions` beside it.

    By default it keeps conversations in memory, as it comes; `in_sql` keeps them in SQLite.
    """
    port, actions = _free_port(), _free_port()
    endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
    address = f"{{url: 'http://127.0.0.1:{actions}/webhook', enable_selective_domain: true}}"
    kept = IN_SQL.format(file=folder / "conversations.db") if in_sql else ""
    endpoints.write_text(f"action_endpoint: {address}\n{kept}", encoding="utf-8")
    credentials.write_text(CREDENTIALS, encoding="utf-8")
    rasa = [
        "-m",
        "benchmarks.stock.rasa_on_new_python",
        "run",
        "-i",
        "127.0.0.1",
        "-p",
        str(port),
        "--model",
        str(model_path(settings())),
    ]
    rasa += ["--endpoints", str(endpoints), "--credentials", str(credentials)]
    beside = ["-m", "rasa", "run", "actions", "--actions", "actions", "-p", str(actions)]
    with _running(folder, [beside, rasa], port) as server:
        _is_up(actions, server.processes)
        yield server


@contextmanager
def _running(folder: Path, commands: Sequence[Sequence[str]], port: int) -> Iterator[Server]:
    log = (folder / LOG).open("wb")
    started = [
        subprocess.Popen([sys.executable, *each], cwd=ROOT, env=_environment(folder), stdout=log, stderr=log)
        for each in commands
    ]
    try:
        processes = tuple(psutil.Process(each.pid) for each in started)
        if not _is_up(port, processes):
            last = (folder / LOG).read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
            raise SystemExit("\n".join(("A server did not start:", *last)))
        yield Server(f"http://127.0.0.1:{port}", processes)
    finally:
        for each in started:
            each.terminate()
        for each in started:
            _end(each)
        log.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(40)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _is_up(port: int, processes: Sequence[psutil.Process]) -> bool:
    """Waits until something answers there, whatever it says."""
    ends_at = time.monotonic() + START_SECONDS
    while time.monotonic() < ends_at and all(each.status() != psutil.STATUS_ZOMBIE for each in processes):
        with suppress(ConnectionError, TimeoutError, urllib.error.URLError):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
            except urllib.error.HTTPError as error:
                error.close()
            return True
        time.sleep(0.2)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(home: Path) -> dict[str, str]:
    """A home of its own, no settings of this machine, and for each process one thread to count in."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SPOTTER_")}
    one_core = dict.fromkeys(("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1")
    spotters = {"SPOTTER_HOME": str(home), "SPOTTER_MODELS": str(settings().model_folder)}
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return ours | one_core | spotters | quiet | {"SANIC_HOST": "127.0.0.1"}

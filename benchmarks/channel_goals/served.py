"""A server to do things to: `spotter serve`, or the same channels over a quick coach, forked from a warm process."""

import asyncio
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

import yaml

from benchmarks.channel_goals.far_side import BOT_TOKEN, TELEGRAM_TOKEN, FarSide

ROOT = Path(__file__).resolve().parents[2]
SECRET, SIGNING_SECRET, MEMBER_SECRET = (
    "of an installation, for the goals alone",
    "slack signs with it",
    "of the site, for its members and for the goals alone",
)
UP_SECONDS, DOWN_SECONDS = 180, 60


class EndedError(Exception):
    """The server ended while it was started; says what it wrote last."""


class Served:
    """`spotter serve` in a folder. It may be killed and started again, and finds what it has left."""

    def __init__(self, folder: Path, far: FarSide, *, webhook: bool = True, **environment: str) -> None:
        self.folder, self.far = folder, far
        self.port, self._more = _free_port(), environment
        folder.mkdir(parents=True, exist_ok=True)
        told = {
            "secret": SECRET, "port": self.port, "public_url": "https://spotter.example",
            "web": {"member_secret": MEMBER_SECRET},
            "slack": {"bot_token": BOT_TOKEN, "signing_secret": SIGNING_SECRET, "api_url": f"{far.url}/slack/"},
            "telegram": {"bot_token": TELEGRAM_TOKEN, "webhook": webhook, "api_url": far.url},
        }  # fmt: skip
        (folder / "settings.yml").write_text(yaml.safe_dump(told))
        self._process: asyncio.subprocess.Process | None = None
        self.pid = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "spotter.db"

    @property
    def log(self) -> str:
        """What it has written to its log, since the first start."""
        return (self.folder / "log").read_text(errors="replace")

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self, step: str = "", times: int = 0) -> float:
        """Until it listens; how many seconds that took."""
        started = time.monotonic()
        await self._begin(step, times)
        while not await self._listens():
            if not self.is_running:
                raise EndedError(self.log[-2000:])
            if time.monotonic() - started > UP_SECONDS:
                raise RuntimeError("The server never listened.")
            await asyncio.sleep(0.02)
        return time.monotonic() - started

    def kill(self) -> None:
        """kill -9."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    async def ended(self) -> int | None:
        """Waits until it has ended; its exit code, or None if it did not end."""
        assert self._process
        try:
            async with asyncio.timeout(DOWN_SECONDS):
                return await self._process.wait()
        except TimeoutError:
            return None

    async def stop(self) -> tuple[float, int | None]:
        """SIGTERM; how many seconds it took to end, and its exit code (None: it had to be killed)."""
        started = time.monotonic()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        code = await self.ended()
        taken = time.monotonic() - started
        if code is None:
            self.kill()
            await self.ended()
        return taken, code

    async def _begin(self, step: str, times: int) -> None:
        with (self.folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.cli", "serve", cwd=ROOT, env=self._environment(), stdout=log, stderr=log
            )
        self.pid = self._process.pid

    def _environment(self) -> dict[str, str]:
        own = {"SPOTTER_HOME": str(self.folder), "SPOTTER_SETTINGS": str(self.folder / "settings.yml")}
        return os.environ | own | {"PYTHONWARNINGS": "ignore"} | self._more

    async def _listens(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True


class QuickServed(Served):
    """The same channels, store and HTTP over a quick coach; each start is a fork of a process that is warm already."""

    _warm: asyncio.subprocess.Process | None = None
    _code: int | None = None

    @property
    def is_running(self) -> bool:
        return self._code is None

    async def _begin(self, step: str, times: int) -> None:
        if self._warm is None:
            with (self.folder / "log").open("ab") as log:
                self._warm = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "benchmarks.channel_goals.quick_serve", cwd=ROOT, env=self._environment(),
                    stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
                )  # fmt: skip
        assert self._warm.stdin
        self._warm.stdin.write(f"{step or '-'} {times}\n".encode())
        self.pid = int(await self._told())
        self._code = None
        self._end = asyncio.create_task(self._ends())

    async def ended(self) -> int | None:
        try:
            async with asyncio.timeout(DOWN_SECONDS):
                return await asyncio.shield(self._end)
        except TimeoutError:
            return None

    async def close(self) -> None:
        """Ends the warm process too."""
        if self._warm and self._warm.stdin:
            self._warm.stdin.close()
            await self._warm.wait()

    async def _ends(self) -> int:
        self._code = int(await self._told())
        return self._code

    async def _told(self) -> bytes:
        assert self._warm
        assert self._warm.stdout
        line = await self._warm.stdout.readline()
        if not line:
            raise EndedError(self.log[-2000:])
        return line


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

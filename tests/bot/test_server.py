"""`spotter serve`, on a real port: files by their address, and the same nothing for every other address."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex, token_urlsafe
from threading import Event
from urllib.parse import quote

import pytest

from bot.downloads import Downloads
from bot.server import ServerError, bound, purge_daily
from bot.settings import settings
from bot.store.memory import memory_stores

FILES = {
    "week.png": b"\x89PNG picture", "program.pdf": b"%PDF", "workouts.ics": b"BEGIN", "export.zip": b"PK",
    "sets.csv": b"a,b", "data.json": b"{}", "notes.txt": b"hi", "log.tar.gz": b"?",
}  # fmt: skip
NOTHING = (404, b"Not found")


@dataclass(frozen=True)
class Served:
    """A server that runs, and the downloads that it serves."""

    process: subprocess.Popen
    port: int
    downloads: Downloads
    folder: Path

    def fetch(self, target: str, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
        """Status, content and headers; the target is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        finally:
            connection.close()

    def status(self, target: str) -> tuple[int, bytes]:
        return self.fetch(target)[:2]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = Downloads(home / "downloads", f"http://127.0.0.1:{port}")
    outdated = kept.keep({"old.png": b"old"}, "ann")["old.png"]
    expire(home, outdated)
    command = [sys.executable, "-m", "bot.cli", "serve", "--port", str(port)]
    environment = os.environ | {"SPOTTER_HOME": str(home), "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        command, cwd=settings().project_folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            wait_for(port, process)
            yield Served(process, port, kept, home / "downloads")
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server never listened")


def path_of(address: str) -> str:
    """/files/<key>/<token>/<name>"""
    return "/" + address.split("/", 3)[3]


def expire(home: Path, address: str) -> None:
    folder = home / "downloads" / path_of(address).removeprefix("/files/").rpartition("/")[0]
    past = (datetime.now(UTC) - timedelta(days=7, seconds=1)).timestamp()
    os.utime(folder, (past, past))


@pytest.fixture(scope="module")
def paths(served: Served) -> dict[str, str]:
    """The paths of FILES, which ann has been given."""
    return {name: path_of(address) for name, address in served.downloads.keep(FILES, "ann").items()}


def test_what_had_expired_was_purged_at_the_start(served: Served, paths: dict[str, str]) -> None:
    until = time.monotonic() + 20
    while list(served.folder.rglob("old.png")) and time.monotonic() < until:
        time.sleep(0.1)
    assert not list(served.folder.rglob("old.png"))


@pytest.mark.parametrize(
    ("name", "kind", "how"),
    [
        ("week.png", "image/png", "inline"),
        ("program.pdf", "application/pdf", "inline"),
        ("notes.txt", "text/plain; charset=utf-8", "inline"),
        ("workouts.ics", "text/calendar; charset=utf-8", "attachment"),
        ("export.zip", "application/zip", "attachment"),
        ("sets.csv", "text/csv; charset=utf-8", "attachment"),
        ("data.json", "application/json", "attachment"),
        ("log.tar.gz", "application/octet-stream", "attachment"),
    ],
)
def test_a_file_comes_as_it_was_kept_with_its_type(
    served: Served, paths: dict[str, str], name: str, kind: str, how: str
) -> None:
    status, content, headers = served.fetch(paths[name])
    assert (status, content) == (200, FILES[name])
    assert headers["content-type"] == kind
    assert headers["content-disposition"] == f'{how}; filename="{name}"'
    assert headers["cache-control"] == "private"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'"


def test_what_a_link_is_decorated_with_does_no_harm(served: Served, paths: dict[str, str]) -> None:
    assert served.status(f"{paths['week.png']}?utm=1") == (200, FILES["week.png"])


def test_none_of_a_thousand_guesses_finds_a_file(served: Served, paths: dict[str, str]) -> None:
    _, files, key, _, name = paths["week.png"].split("/")
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    found = set()
    for at in range(1000):
        guess = (token_hex(12), token_urlsafe(16)) if at % 2 else (key, token_urlsafe(16))
        connection.request("GET", f"/{files}/{guess[0]}/{guess[1]}/{name}")
        answer = connection.getresponse()
        found.add((answer.status, answer.read()))
    connection.close()
    assert found == {NOTHING}


def test_an_expired_file_is_as_unknown_as_one_that_never_was(served: Served) -> None:
    address = served.downloads.keep({"week.png": b"mine"}, "bob")["week.png"]
    assert served.status(path_of(address)) == (200, b"mine")
    expire(served.folder.parent, address)
    gone, never = (served.fetch(each) for each in (path_of(address), f"/files/{'0' * 24}/{'a' * 22}/week.png"))
    assert gone == never
    assert gone[:2] == NOTHING


def test_an_erased_lifters_file_is_gone_at_once(served: Served) -> None:
    path = path_of(served.downloads.keep({"week.png": b"mine"}, "eve")["week.png"])
    assert served.status(path)[0] == 200
    served.downloads.delete("eve")
    assert served.status(path) == NOTHING


def test_no_folder_is_listed(served: Served, paths: dict[str, str]) -> None:
    parts = paths["week.png"].split("/")
    for end in range(2, len(parts)):
        folder = "/".join(parts[:end])
        assert served.status(folder) == NOTHING
        assert served.status(f"{folder}/") == NOTHING


def test_nothing_outside_is_reached_in_any_disguise(served: Served, paths: dict[str, str]) -> None:
    (served.folder.parent / "secret.txt").write_text("secret")
    key, token = paths["week.png"].split("/")[2:4]
    ups = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "....//", "..;/", "%252e%252e%252f", "..%c0%af")
    targets = [f"/files/{base}{up * count}secret.txt" for up in ups for count in (1, 2, 3, 4)
               for base in ("", f"{key}/", f"{key}/{token}/")]  # fmt: skip
    targets += [
        f"/files/{quote(str(served.folder / key / token / 'week.png'), safe='')}",
        f"/files//{key}/{token}/week.png",
        f"//files/{key}/{token}/week.png",
        f"/files/{key}//{token}/week.png",
        f"/files/./{key}/{token}/week.png",
        f"/files/{key}/{token}/week.png/",
        f"/files/{key}/{token}/week.png%00",
        f"/files/{key}/{token}/week.png%0a",
        f"/files/{key}/{token}/%77eek.png",
        f"/files/{key}/{token}/WEEK.PNG",
        f"/files/{key.upper()}/{token}/week.png",
        f"/FILES/{key}/{token}/week.png",
        f"/files/{key}/{token}/week.png;x",
        f"/files/{key}/{token}/%c2%b7.png",
    ]
    found = {target: served.status(target) for target in targets}
    assert len(found) > 100
    assert {target: answer for target, answer in found.items() if answer != NOTHING} == {}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"])
def test_only_get_is_answered(served: Served, paths: dict[str, str], method: str) -> None:
    right, wrong = (served.fetch(path, method)[:2] for path in (paths["week.png"], "/files/x/y/z.png"))
    assert right[0] in (404, 405, 501)
    assert right == wrong
    assert served.status(paths["week.png"])[0] == 200


def test_a_port_that_is_taken_is_a_clear_error(served: Served) -> None:
    with pytest.raises(ServerError, match=r"Port \d+ cannot be used.*--port"):
        bound(served.port)


def test_it_ends_when_told_to_and_has_written_no_address(served: Served, paths: dict[str, str]) -> None:
    """The last test of this module: the server is gone after it."""
    served.status(paths["week.png"])
    served.process.send_signal(signal.SIGTERM)
    said = served.process.communicate(timeout=60)[0].decode()
    assert served.process.returncode == 0
    on, *off, last = said.splitlines()
    assert on == "Website chat: on."
    assert [each.split(": ")[0] for each in off if "off." in each] == [
        "Slack",
        "Telegram",
        "Trainers in Slack",
        "Chatwoot",
    ]
    assert last == f"Listening on http://127.0.0.1:{served.port}. Ctrl-C ends it."


def test_purging_goes_on_after_it_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    class Ended(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0)
            return len(waits) > 3

    downloads, calls = Downloads(tmp_path), iter([OSError("disk"), None, None])

    def purge(_: datetime) -> int:
        if error := next(calls):
            raise error
        return 0

    monkeypatch.setattr(downloads, "purge", purge)
    purge_daily(downloads, memory_stores(), Ended())
    assert waits == [0, 3600, 86400, 86400]

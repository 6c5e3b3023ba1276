"""`spotter doctor`: each thing that can be wrong is one plain line that says what to do, and no line holds a token."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from bot import doctor_channels, doctor_machine
from bot.cli import main
from bot.doctor import Finding, at_start, clock, examine
from bot.doctor_channels import SCOPES
from bot.model import NAME, fingerprint
from bot.settings import Settings, SlackSettings, TelegramSettings, WebSettings, settings
from tests.postgresql_server import Server, postgresql  # noqa: F401  a fixture

BOT_TOKEN, APP_TOKEN, SIGNING = "xoxb-s3cret-of-slack", "xapp-s3cret-of-slack", "s1gning-s3cret"
TELEGRAM_TOKEN = "4711:s3cret-of-telegram-s3cret"
TOKENS = (BOT_TOKEN, APP_TOKEN, SIGNING, TELEGRAM_TOKEN)


@dataclass
class FarSide:
    """Slack's and Telegram's servers, for a few calls. What it is asked otherwise is an error of the test."""

    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    scopes: tuple[str, ...] = SCOPES
    date: str = ""
    calls: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str, authorization: str) -> tuple[int, Any]:
        self.calls.append((path, authorization))
        assert (path, authorization) in (
            ("/api/auth.test", f"Bearer {BOT_TOKEN}"),
            ("/api/apps.connections.open", f"Bearer {APP_TOKEN}"),
            (f"/bot{TELEGRAM_TOKEN}/getMe", ""),
            (f"/bot{TELEGRAM_TOKEN}/getWebhookInfo", ""),
        )
        return self.answers[path.rpartition("/")[2]]


USUAL = {
    "auth.test": (200, {"ok": True, "user": "spotter", "team": "Iron Gym", "bot_id": "B1"}),
    "apps.connections.open": (200, {"ok": True, "url": "wss://wss.example/link/?ticket=s3cret"}),
    "getMe": (200, {"ok": True, "result": {"id": 4711, "username": "spotter_bot"}}),
    "getWebhookInfo": (200, {"ok": True, "result": {"url": "", "pending_update_count": 0}}),
}


@pytest.fixture
def far() -> Iterator[FarSide]:
    side = FarSide(dict(USUAL))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, found = side.answer(self.path, self.headers.get("Authorization", ""))
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response_only(status)
            self.send_header("Date", side.date or format_datetime(datetime.now(UTC), usegmt=True))
            self.send_header("X-OAuth-Scopes", ",".join(side.scopes))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        side.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield side
        server.shutdown()


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    """Everything as it should be, with no channel on but the website's."""
    models = tmp_path / "models"
    models.mkdir()
    (models / NAME).write_bytes(b"a model")
    (models / "spotter.json").write_text(json.dumps({"trained_on": fingerprint(settings())}))
    return replace(
        settings(), settings_file=tmp_path / "settings.yml", secret="", secret_file=tmp_path / "secret", port=0,
        model_folder=models, database=f"sqlite:///{tmp_path / 'spotter.db'}", downloads_folder=tmp_path / "downloads",
        public_url="", zone=ZoneInfo("Europe/Berlin"), web=WebSettings(), slack=SlackSettings(),
        telegram=TelegramSettings(),
    )  # fmt: skip


@pytest.fixture
def both(here: Settings, far: FarSide) -> Settings:
    """Slack by Socket Mode and Telegram by fetching are on."""
    slack = SlackSettings(BOT_TOKEN, SIGNING, APP_TOKEN, f"{far.address}/api/")
    return replace(here, slack=slack, telegram=TelegramSettings(TELEGRAM_TOKEN, api_url=far.address))


@pytest.fixture
def credentials(tmp_path: Path) -> Path:
    return Path(shutil.copy(settings().project_folder / "credentials.yml", tmp_path))


Look = Callable[..., list[Finding]]


@pytest.fixture
def look(credentials: Path) -> Look:
    """What is found of one thing, or of all; no token is in it, and no line is more than one."""

    def examined(here: Settings, check: str = "") -> list[Finding]:
        found = list(examine(here, credentials))
        for each in found:
            assert not any(token in each.says for token in TOKENS), each.check
            assert "s3cret" not in each.says
            assert "\n" not in each.says
        return [each for each in found if each.check.startswith(check)]

    return examined


def level(findings: list[Finding]) -> list[str]:
    return [str(each.level) for each in findings]


def test_where_all_is_well_there_is_no_problem_and_no_warning(look: Look, both: Settings, far: FarSide) -> None:
    found = look(both)
    assert {each.level for each in found} == {"ok"}
    assert {each.check for each in found} == {
        "settings", "secret", "zone", "public_url", "origins", "model", "database", "disk", "port", "web", "slack",
        "telegram", "clock",
    }  # fmt: skip
    assert len(far.calls) == 4


def test_a_channel_that_is_off_says_how_to_turn_it_on_and_calls_nobody(
    look: Look, here: Settings, far: FarSide
) -> None:
    off = [each for each in look(here) if each.level == "off"]
    assert [(each.check, each.says) for each in off] == [
        ("slack", "It needs slack.bot_token, and slack.signing_secret or slack.app_token (docs/slack.md)."),
        ("telegram", "It needs telegram.bot_token, which @BotFather gives you (docs/telegram.md)."),
    ]  # fmt: skip
    assert far.calls == []


def test_a_channel_that_is_half_set_up_is_a_problem_and_calls_nobody(look: Look, here: Settings, far: FarSide) -> None:
    half = replace(here, slack=SlackSettings(app_token=APP_TOKEN), telegram=TelegramSettings(webhook=True))
    assert [(each.check, str(each.level)) for each in look(half) if each.check in ("slack", "telegram")] == [
        ("slack", "problem"), ("telegram", "problem"),
    ]  # fmt: skip
    assert far.calls == []


# --- Settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "wanted"), [(0o600, "ok"), (0o640, "warning"), (0o644, "problem"), (0o602, "problem")]
)
def test_a_file_with_tokens_is_for_its_owner(look: Look, here: Settings, mode: int, wanted: str) -> None:
    here.settings_file.write_text(f"slack: {{bot_token: {BOT_TOKEN}}}")
    here.settings_file.chmod(mode)
    (found,) = look(here, "settings")
    assert found.level == wanted
    assert ("chmod 600" in found.says) is (wanted != "ok")


def test_a_file_without_tokens_is_for_everybody(look: Look, here: Settings) -> None:
    here.settings_file.write_text("zone: Europe/Berlin")
    here.settings_file.chmod(0o644)
    assert level(look(here, "settings")) == ["ok"]


def test_a_file_that_is_no_settings_file_is_a_problem(look: Look, here: Settings) -> None:
    here.settings_file.write_text(f"'{BOT_TOKEN}")
    (found,) = look(here, "settings")
    assert (found.level, "line 1: a bracket or a quote" in found.says) == ("problem", True)


def test_a_secret_that_is_short_is_a_problem(look: Look, here: Settings) -> None:
    (found,) = look(replace(here, secret="s3cret-s3cret"), "secret")
    assert (str(found.level), found.says) == (
        "problem", "SPOTTER_SECRET: expected 32 characters or more, that nobody can guess.",
    )  # fmt: skip
    assert level(look(replace(here, secret="s3cret-" * 5), "secret")) == ["ok"]


@pytest.mark.parametrize(("mode", "wanted"), [(0o600, "ok"), (0o640, "problem"), (0o644, "problem")])
def test_a_secrets_file_is_for_its_owner(look: Look, here: Settings, mode: int, wanted: str) -> None:
    here.secret_file.write_text("s3cret-" * 5)
    here.secret_file.chmod(mode)
    assert level(look(here, "secret")) == [wanted]


def test_a_time_zone_that_nobody_chose_is_asked_about(look: Look, here: Settings) -> None:
    usual = replace(here, zone=ZoneInfo("UTC"), is_zone_given=False)
    assert level(look(usual, "zone")) == ["warning"]
    assert level(look(replace(usual, is_zone_given=True), "zone")) == ["ok"]


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://spotter.example", "ok"), ("http://spotter.example", "problem"), ("http://localhost:5080", "ok"),
        ("http://127.0.0.1:5080", "ok"), ("http://localhost.example", "problem"),
    ],
)  # fmt: skip
def test_the_address_from_outside_is_encrypted(look: Look, here: Settings, url: str, wanted: str) -> None:
    assert level(look(replace(here, public_url=url), "public_url")) == [wanted]
    assert level(look(replace(here, web=WebSettings((url,)), public_url="https://x.example"), "origins")) == [wanted]


def test_without_an_address_from_outside_who_needs_it_is_named(look: Look, both: Settings) -> None:
    needing = replace(
        both, web=WebSettings(("https://gym.example",)), slack=replace(both.slack, app_token=""),
        telegram=replace(both.telegram, webhook=True),
    )  # fmt: skip
    (found,) = look(needing, "public_url")
    assert found.level == "problem"
    assert "Websites and Slack's Events API and Telegram's webhook: set public_url" in found.says


def test_serve_says_at_its_start_what_is_not_well_and_goes_on(here: Settings, tmp_path: Path) -> None:
    """Here it goes on as far as to a port that is taken."""
    here.settings_file.write_text(f"slack: {{bot_token: {BOT_TOKEN}}}\nweb: {{origins: ['http://gym.example']}}")
    here.settings_file.chmod(0o644)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPOTTER_")} | {
        "SPOTTER_HOME": str(tmp_path), "SPOTTER_MODELS": str(here.model_folder), "SPOTTER_ZONE": "UTC",
    }  # fmt: skip
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        command = [sys.executable, "-m", "bot.cli", "serve", "--port", str(taken.getsockname()[1])]
        ended = subprocess.run(
            command, cwd=here.project_folder, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
    said = [each for each in ended.stderr.splitlines() if each.startswith(("Problem", "Warning", "Error"))]
    assert [each.partition(":")[0] for each in said] == [
        "Problem (settings)", "Problem (public_url)", "Problem (origins)", "Error",
    ], ended.stderr  # fmt: skip
    assert said[0].endswith(f"chmod 600 {here.settings_file}")
    assert "s3cret" not in ended.stdout + ended.stderr


def test_where_all_is_well_serve_says_nothing(both: Settings, far: FarSide) -> None:
    assert list(at_start(both)) == []
    assert far.calls == []


# --- The machine ------------------------------------------------------------------------------------------------------


def test_a_model_that_is_missing_or_old_says_what_to_run(look: Look, here: Settings) -> None:
    (here.model_folder / "spotter.json").write_text("{}")
    assert level(look(here, "model")) == ["warning"]
    (here.model_folder / NAME).unlink()
    (found,) = look(here, "model")
    assert (str(found.level), "Run `spotter train`" in found.says) == ("problem", True)


def test_a_database_is_written_and_read_and_left_as_it_was(look: Look, here: Settings) -> None:
    from bot.store.sql import open_stores

    assert level(look(here, "database")) == ["ok"]
    assert open_stores(here.database).unread.unread() == ()


def test_so_is_one_on_postgresql(look: Look, here: Settings, request: pytest.FixtureRequest) -> None:
    server: Server = request.getfixturevalue("postgresql")
    (found,) = look(replace(here, database=server.new_database()), "database")
    assert (str(found.level), found.says.startswith("postgresql://")) == ("ok", True)


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/none/spotter.db", "mysql://me:s3cret@db/x", "postgresql://me:s3cret@127.0.0.1:1/x", "?"]
)
def test_a_database_that_cannot_be_used_is_named_without_its_password(look: Look, here: Settings, url: str) -> None:
    (found,) = look(replace(here, database=url), "database")
    assert (str(found.level), found.says.startswith("The database ")) == ("problem", True)


def test_a_database_that_forgets_is_a_problem(look: Look, here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.store.sql.unread import SqlUnreadStore

    monkeypatch.setattr(SqlUnreadStore, "keep", lambda *_: None)
    assert level(look(here, "database")) == ["problem"]


@pytest.mark.parametrize(("free", "wanted"), [(2e9, "ok"), (5e8, "warning"), (5e7, "problem")])
def test_a_disk_that_fills_up_is_told(
    look: Look, here: Settings, monkeypatch: pytest.MonkeyPatch, free: float, wanted: str
) -> None:
    usage = type(shutil.disk_usage("/"))
    monkeypatch.setattr(doctor_machine.shutil, "disk_usage", lambda _: usage(10**12, 0, int(free)))
    assert level(look(here, "disk")) == [wanted, wanted]


def test_a_folder_that_cannot_be_written_is_a_problem(look: Look, here: Settings) -> None:
    (found, _) = look(replace(here, downloads_folder=Path("/proc/spotter")), "disk")
    assert (str(found.level), "/proc cannot be written" in found.says) == ("problem", True)


@pytest.fixture
def taken() -> Iterator[Callable[[bytes], int]]:
    """Makes a server on a port that gives one answer to everything."""
    servers: list[ThreadingHTTPServer] = []

    def serve(body: bytes) -> int:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                assert self.path == "/readyz"
                self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, args=(0.01,), daemon=True).start()
        return servers[-1].server_port

    yield serve
    for each in servers:
        each.shutdown()
        each.server_close()


@pytest.mark.parametrize(
    ("body", "wanted", "says"),
    [
        (b'{"ready": true, "not_ready": []}', "ok", "is ready"),
        (b'{"ready": false, "not_ready": ["database"]}', "warning", "not ready: database"),
        (b"hello", "problem", "cannot be used (Address already in use)"),
        (b"[]", "problem", "In the settings it is `port`"),
    ],
)
def test_a_port_that_is_taken_is_asked_who_is_there(
    look: Look, here: Settings, taken: Callable[[bytes], int], body: bytes, wanted: str, says: str
) -> None:
    (found,) = look(replace(here, port=taken(body)), "port")
    assert (str(found.level), says in found.says) == (wanted, True), found.says


def test_a_port_that_is_taken_by_one_who_never_answers_is_a_problem(
    look: Look, here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_machine, "SECONDS", 0.2)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        assert level(look(replace(here, port=mute.getsockname()[1]), "port")) == ["problem"]


@pytest.mark.parametrize(
    ("seconds", "wanted", "says"),
    [([], "ok", "no other clock"), ([0.4, -3.0], "ok", "right"), ([-30.0, 2.0], "warning", "30 s slow"),
     ([61.0], "problem", "61 s fast"), ([-400.0], "problem", "timedatectl set-ntp true")],
)  # fmt: skip
def test_a_clock_that_is_off_is_told(seconds: list[float], wanted: str, says: str) -> None:
    found = clock(seconds, datetime(2026, 5, 1, tzinfo=UTC))
    assert (str(found.level), says in found.says) == (wanted, True), found.says


@pytest.mark.parametrize("year", [1970, 2000, 2222])
def test_a_clock_in_another_time_is_a_problem(year: int) -> None:
    assert clock([], datetime(year, 1, 1, tzinfo=UTC)).level == "problem"


def test_the_clock_is_compared_with_the_far_sides(look: Look, both: Settings, far: FarSide) -> None:
    far.date = format_datetime(datetime.now(UTC) + timedelta(minutes=5), usegmt=True)
    (found,) = look(both, "clock")
    assert (str(found.level), " s slow" in found.says) == ("problem", True)
    far.date = "yesterday"
    (found,) = look(both, "clock")
    assert (str(found.level), "no other clock" in found.says) == ("ok", True)


# --- Channels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked"])
def test_a_bot_token_that_slack_refuses(look: Look, both: Settings, far: FarSide, error: str) -> None:
    far.answers["auth.test"] = (200, {"ok": False, "error": error})
    bot, app = look(both, "slack")
    assert (str(bot.level), f"({error})" in bot.says, "xoxb-…" in bot.says) == ("problem", True, True)
    assert app.level == "ok"


def test_a_token_of_a_person_is_no_bots(look: Look, both: Settings, far: FarSide) -> None:
    far.answers["auth.test"] = (200, {"ok": True, "user": "ann", "team": "Iron Gym"})
    assert level(look(both, "slack")) == ["problem", "ok"]


def test_scopes_that_are_missing_are_named(look: Look, both: Settings, far: FarSide) -> None:
    far.scopes = ("chat:write", "im:history", "channels:read")
    found = look(both, "slack")[0]
    assert (str(found.level), "app_mentions:read, files:write." in found.says) == ("problem", True)


def test_an_app_token_that_slack_refuses(look: Look, both: Settings, far: FarSide) -> None:
    far.answers["apps.connections.open"] = (200, {"ok": False, "error": "not_allowed_token_type"})
    found = look(both, "slack")[1]
    assert (str(found.level), "connections:write" in found.says) == ("problem", True)


def test_without_an_app_token_socket_mode_is_not_tried(look: Look, both: Settings, far: FarSide) -> None:
    look(replace(both, slack=replace(both.slack, app_token="")), "slack")
    assert "/api/apps.connections.open" not in [path for path, _ in far.calls]


@pytest.mark.parametrize("status", [401, 404])
def test_a_token_that_telegram_does_not_know(look: Look, both: Settings, far: FarSide, status: int) -> None:
    far.answers["getMe"] = (status, {"ok": False, "error_code": status, "description": "Unauthorized"})
    (found,) = look(both, "telegram")
    assert (str(found.level), "@BotFather" in found.says, "Unauthorized" in found.says) == ("problem", True, True)


@pytest.mark.parametrize(
    ("webhook", "info", "wanted", "says"),
    [
        (False, {"url": "", "pending_update_count": 3}, "ok", "fetched; 3 wait"),
        (False, {"url": "https://old.example/x"}, "warning", "brought to old.example"),
        (True, {"url": ""}, "warning", "wait to be fetched"),
        (True, {"url": "https://old.example/telegram"}, "warning", "brought to old.example"),
        (True, {"url": "https://spotter.example/telegram"}, "ok", "brought here"),
        (True, {"url": "https://spotter.example/telegram", "last_error_message": "Wrong response: 502",
                "last_error_date": "now"}, "warning", "Wrong response: 502"),
        (True, {"url": "https://spotter.example/telegram", "last_error_message": "x", "last_error_date": 1}, "ok", ""),
        (False, {"url": "", "pending_update_count": 101}, "warning", "101 messages wait"),
    ],
)  # fmt: skip
def test_where_telegrams_messages_go(
    look: Look, both: Settings, far: FarSide, webhook: bool, info: dict[str, Any], wanted: str, says: str
) -> None:
    if info.get("last_error_date") == "now":
        info |= {"last_error_date": int(datetime.now(UTC).timestamp())}
    far.answers["getWebhookInfo"] = (200, {"ok": True, "result": info})
    wanting = replace(both, public_url="https://spotter.example", telegram=replace(both.telegram, webhook=webhook))
    found = look(wanting, "telegram")[1]
    assert (str(found.level), says in found.says) == (wanted, True), found.says


@pytest.mark.parametrize("answer", [(502, b"<html>bad gateway"), (200, b"[]"), (200, b"\xff"), (500, b"{}")])
def test_a_far_side_that_answers_nonsense_is_one_line(look: Look, both: Settings, far: FarSide, answer: Any) -> None:
    far.answers |= dict.fromkeys(far.answers, answer)
    assert set(level([*look(both, "slack"), *look(both, "telegram")])) == {"problem"}


def test_a_far_side_that_is_away_or_hangs_is_one_line(
    look: Look, both: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_channels, "SECONDS", 0.2)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        address = f"http://127.0.0.1:{mute.getsockname()[1]}"
        away = replace(
            both, slack=replace(both.slack, api_url=f"{address}/api/"),
            telegram=replace(both.telegram, api_url="http://127.0.0.1:1"),
        )  # fmt: skip
        slack, telegram = look(away, "slack") + look(away, "telegram")
    assert slack.says == "127.0.0.1 did not answer (ReadTimeout). Check this machine's way to the internet."
    assert telegram.says == "127.0.0.1 did not answer (ConnectError). Check this machine's way to the internet."
    assert level([slack, telegram]) == ["problem", "problem"]


def test_a_far_side_that_gives_a_token_back_does_not_get_it_shown(look: Look, both: Settings, far: FarSide) -> None:
    far.answers["auth.test"] = (200, {"ok": False, "error": f"no {BOT_TOKEN}\n\x1b[31m"})
    far.answers["getMe"] = (200, {"ok": True, "result": {"username": TELEGRAM_TOKEN}})
    far.answers["apps.connections.open"] = (200, {"ok": False, "error": APP_TOKEN})
    assert "(no …" in look(both, "slack")[0].says


@pytest.mark.parametrize(
    "content", ["tests.bot.nowhere.Channel:", "rasa.core.channels.rest.RestInput:", "- web", "'", "bot.doctor.Finding:"]
)
def test_a_file_of_channels_that_is_wrong_is_named(look: Look, here: Settings, credentials: Path, content: str) -> None:
    credentials.write_text(content)
    (found,) = look(here, "channels")
    assert (str(found.level), found.says.startswith(str(credentials))) == ("problem", True)


# --- The command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(
    here: Settings, credentials: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Any]:  # fmt: skip
    """The command, with settings and a file of channels of its own."""

    def invoke(*words: str, **changes: Any) -> Any:
        from bot import doctor_command

        project = tmp_path / "project"
        project.mkdir(exist_ok=True)
        shutil.copy(credentials, project / "credentials.yml")
        found = replace(here, project_folder=project, **changes)
        (project / "config.yml").write_text("")
        (here.model_folder / "spotter.json").write_text(json.dumps({"trained_on": fingerprint(found)}))
        monkeypatch.setattr(doctor_command, "settings", lambda: found)
        return CliRunner().invoke(main, ["doctor", *words])

    return invoke


def test_lines_end_with_how_many_problems_there_are(run: Callable[..., Any]) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "No problems."
    assert "\nok       database     sqlite:///" in result.output
    assert "\noff      slack        It needs slack.bot_token, and" in result.output


def test_a_problem_is_an_exit_code_of_1(run: Callable[..., Any]) -> None:
    result = run(public_url="http://spotter.example", model_folder=Path("/nowhere"))
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "2 problems."


def test_json_is_one_object(run: Callable[..., Any]) -> None:
    found, bad = json.loads(run("--json").output), run("--json", public_url="http://spotter.example")
    assert found["ok"] is True
    assert {"check", "level", "says"} == set(found["checks"][0])
    assert (bad.exit_code, json.loads(bad.output)["ok"]) == (1, False)


def test_settings_that_cannot_be_read_are_a_line_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text("port: s3cret")
    monkeypatch.setenv("SPOTTER_SETTINGS", str(tmp_path / "settings.yml"))
    settings.cache_clear()
    try:
        result = CliRunner().invoke(main, ["doctor", "--json"])
        other = CliRunner().invoke(main, ["train"])
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    (check,) = json.loads(result.output)["checks"]
    assert (result.exit_code, check["check"], check["level"]) == (1, "settings", "problem")
    assert check["says"].endswith("settings.yml: port: expected a number from 0 to 65535, such as 5080")
    assert other.exit_code == 1
    assert other.output.startswith("Error: ")

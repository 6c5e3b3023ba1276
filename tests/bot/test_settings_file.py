"""The settings file and the environment as one, and docs/settings.yml, which has every key."""

import os
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
import yaml

from bot.settings import Settings, SettingsError, settings
from bot.settings_file import MOST_BYTES, GivenSettings

DOCUMENT = Path(__file__).parents[2] / "docs/settings.yml"
SETTING = re.compile(r"^# (?P<line> *[a-z_]+:( .*)?)$")
SECRETS = {
    "secret": "s3cret-key-" * 4, "web.member_secret": "m3mber-key-" * 4, "slack.bot_token": "xoxb-t0ken",
    "slack.signing_secret": "5igning", "slack.app_token": "xapp-t0ken", "telegram.bot_token": "4711:t0ken",
    "chatwoot.api_token": "ch4twoot-t0ken", "chatwoot.bot_token": "ch4twoot-b0t",
    "chatwoot.webhook_secret": "w3bhook-key-" * 4, "database": "postgresql://me:passw0rd@db/spotter",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.yml"


@pytest.fixture
def given(file: Path) -> Callable[..., GivenSettings]:
    def make(content: str = "", **environment: str) -> GivenSettings:
        file.write_text(content, encoding="utf-8")
        return GivenSettings(file, environment)

    return make


@pytest.fixture
def all_settings(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    """The settings of a process with this file, and nothing else of this machine's environment."""

    def read(content: str | None, **environment: str) -> Settings:
        for name in [each for each in os.environ if each.startswith("SPOTTER_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("SPOTTER_HOME", str(tmp_path))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        if content is not None:
            file.write_text(content, encoding="utf-8")
        return settings.__wrapped__()

    return read


def uncommented() -> str:
    """docs/settings.yml with every setting on, its words still comments."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return "\n".join(found["line"] if (found := SETTING.match(line)) else line for line in lines)


def made_own(document: str) -> str:
    """With secrets in place of the two examples, which are refused."""
    found, replaced = re.subn("put-32-or-more-.*", lambda _: token_hex(32), document)
    assert replaced == 3
    return found


def flat(found: dict[str, Any]) -> set[str]:
    return {f"{name}.{each}" if isinstance(value, dict) else name
            for name, value in found.items() for each in (value if isinstance(value, dict) else [""])}  # fmt: skip


def test_the_document_copied_unchanged_sets_nothing(all_settings: Callable[..., Settings], file: Path) -> None:
    assert yaml.safe_load(DOCUMENT.read_text(encoding="utf-8")) is None
    copied, without = all_settings(DOCUMENT.read_text(encoding="utf-8")), None
    file.unlink()
    without = all_settings(None)
    assert copied == without


def test_the_document_with_every_line_on_is_valid_and_sets_everything(all_settings: Callable[..., Settings]) -> None:
    found = all_settings(made_own(uncommented()))
    assert found.web.origins == ("https://gym.example", "https://www.gym.example")
    assert found.slack.bot_token.startswith("xoxb-")
    assert found.telegram.bot_token == "123456:your-token"
    assert (found.port, found.proxies, found.downloads_kept.days, found.log_format) == (5080, 1, 7, "json")


def test_the_document_has_the_keys_that_are_asked_for_and_no_others(
    all_settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    monkeypatch.setattr(GivenSettings, "check", lambda self: asked.update(self.asked))
    all_settings("")
    assert len(asked) > 15
    assert flat(yaml.safe_load(uncommented())) == asked


def test_the_document_shows_the_defaults_where_there_are_some(all_settings: Callable[..., Settings]) -> None:
    usual, shown = all_settings(""), all_settings(made_own(uncommented()))
    for each in ("port", "proxies", "downloads_kept"):
        assert getattr(shown, each) == getattr(usual, each)
    assert shown.slack.api_url == usual.slack.api_url
    assert (shown.telegram.api_url, shown.telegram.webhook) == (usual.telegram.api_url, usual.telegram.webhook)


def test_the_document_names_the_variable_of_every_secret() -> None:
    words = DOCUMENT.read_text(encoding="utf-8")
    for key in SECRETS:
        assert f"SPOTTER_{key.replace('.', '_').upper()}" in words, key


@pytest.mark.parametrize("key", SECRETS)
def test_each_secret_is_taken_from_file_or_environment(all_settings: Callable[..., Settings], key: str) -> None:
    group, _, name = key.rpartition(".")
    line = f"{group}:\n  {name}: '{SECRETS[key]}'\n" if group else f"{key}: '{SECRETS[key]}'\n"
    for found in (all_settings(line), all_settings("", **{f"SPOTTER_{key.replace('.', '_').upper()}": SECRETS[key]})):
        part = getattr(found, group) if group else found
        assert getattr(part, name) == SECRETS[key]
        assert SECRETS[key] not in repr(found)


@pytest.mark.parametrize("key", ["secret", "web.member_secret"])
def test_the_example_of_a_secret_is_refused(all_settings: Callable[..., Settings], key: str) -> None:
    found = yaml.safe_load(uncommented())
    example = found["web"]["member_secret"] if key == "web.member_secret" else found["secret"]
    for said in (example, example.upper()):
        with pytest.raises(SettingsError, match=r"still the example, .* openssl rand -hex 32") as told:
            all_settings("", **{f"SPOTTER_{key.replace('.', '_').upper()}": said})
        assert said not in str(told.value)


@pytest.mark.parametrize("key", ["secret", "web.member_secret"])
@pytest.mark.parametrize("said", ["x" * 64, "1234567" * 6, "s3cret-of-31-characters-and-few"])
def test_a_secret_that_can_be_guessed_is_refused(all_settings: Callable[..., Settings], key: str, said: str) -> None:
    variable = f"SPOTTER_{key.replace('.', '_').upper()}"
    with pytest.raises(SettingsError, match=f"^{variable}: expected 32 characters or more .* openssl rand") as told:
        all_settings("", **{variable: said})
    assert said not in str(told.value)


def test_the_environment_goes_first(given: Callable[..., GivenSettings]) -> None:
    assert given("zone: UTC", SPOTTER_ZONE="Europe/Berlin").text("zone") == "Europe/Berlin"
    assert given("zone: UTC", SPOTTER_ZONE="").text("zone") == "UTC"
    assert given("slack: {bot_token: a}", SPOTTER_SLACK_BOT_TOKEN="b").text("slack.bot_token") == "b"


def test_what_is_not_set_is_as_usual(given: Callable[..., GivenSettings]) -> None:
    nothing = given("slack:\n  bot_token:\n")
    assert nothing.text("slack.bot_token", "usual") == nothing.text("zone", "usual") == "usual"
    assert (nothing.number("port", 7), nothing.flag("on", usual=True), nothing.texts("list")) == (7, True, ())


@pytest.mark.parametrize(
    "said", ["12345678901234567890123456789012", "0123", "1e5", "1_000", "2026-01-05", "no", "0x1F"]
)
def test_a_token_is_the_text_that_was_written(given: Callable[..., GivenSettings], said: str) -> None:
    assert given(f"secret: {said}").text("secret") == said


@pytest.mark.parametrize("said", ["70000", "-1", "5080.0", "many", "٣", "1e3", "[1]"])
def test_no_number_or_one_outside_its_limits_is_refused(given: Callable[..., GivenSettings], said: str) -> None:
    with pytest.raises(SettingsError, match=r"port: expected a (number from 1 to 65535, such as 5080|single value)"):
        given(f"port: {said}").number("port", 5080, most=65535)


@pytest.mark.parametrize(("said", "wanted"), [("true", True), ("Yes", True), ("1", True), ("no", False), ("0", False)])
def test_yes_and_no_in_any_spelling(given: Callable[..., GivenSettings], said: str, wanted: bool) -> None:
    assert given(f"on: {said}").flag("on") is wanted
    assert given("", SPOTTER_ON=said).flag("on") is wanted


def test_neither_yes_nor_no_is_refused(given: Callable[..., GivenSettings]) -> None:
    with pytest.raises(SettingsError, match="on: expected true or false"):
        given("on: maybe").flag("on")


def test_a_list_in_the_file_or_with_commas(given: Callable[..., GivenSettings]) -> None:
    assert given("list: [' a', b, '']").texts("list") == ("a", "b")
    assert given("", SPOTTER_LIST="a, b,").texts("list") == ("a", "b")
    assert given("list: a").texts("list") == ("a",)
    with pytest.raises(SettingsError, match="list: expected a list of texts"):
        given("list: [[a]]").texts("list")


def test_names_and_what_they_stand_for_in_the_file_or_with_commas(given: Callable[..., GivenSettings]) -> None:
    wanted = {"U1": "trainer-one", "U2": "trainer-two"}
    assert given("slack:\n  trainers: {U1: trainer-one, U2: trainer-two}").pairs("slack.trainers") == wanted
    said = "U1=trainer-one, U2 = trainer-two"
    assert given("", SPOTTER_SLACK_TRAINERS=said).pairs("slack.trainers") == wanted
    assert given("").pairs("slack.trainers") == {}
    for wrong in ("trainer-one", "U1=", "=trainer-one", "U1=a, U2"):
        with pytest.raises(SettingsError, match="SPOTTER_SLACK_TRAINERS"):
            given("", SPOTTER_SLACK_TRAINERS=wrong).pairs("slack.trainers")


@pytest.mark.parametrize("key", ["tokn", "discord.key"])
def test_a_key_that_there_is_not_is_named_with_those_that_there_are(
    all_settings: Callable[..., Settings], file: Path, key: str
) -> None:
    group, _, name = key.rpartition(".")
    with pytest.raises(SettingsError) as told:
        all_settings(f"{group}: {{{name}: xoxb-s3cret}}" if group else f"{name}: xoxb-s3cret")
    assert str(told.value).startswith(f"{file}: there is no setting '{key}'. There are: action_server, chatwoot.")
    assert "slack.bot_token" in str(told.value)
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("web: {origin: x}", "there is no setting 'web.origin'; did you mean web.origins?"),
        ("web: {orgins: x}", "there is no setting 'web.orgins'; did you mean web.origins?"),
        ("zoen: UTC", "there is no setting 'zoen'; did you mean zone?"),
        ("slack: {tokn: x}", "there is no setting 'slack.tokn'; did you mean slack.bot_token or slack.app_token?"),
        ("origins: [x]", "there is no setting 'origins': origins belongs under web:, with two spaces before it"),
        ("slack: {member_secret: x}", "'slack.member_secret': member_secret belongs under web:, with two spaces"),
        ("slack:\nbot_token: x", "'bot_token': bot_token belongs under chatwoot: or slack: or telegram:, with two"),
        ("web: {port: 81}", "there is no setting 'web.port': port belongs at the very left, with no spaces before it"),
    ],
)
def test_a_key_that_is_nearly_one_or_stands_elsewhere_says_so(
    all_settings: Callable[..., Settings], content: str, says: str
) -> None:
    with pytest.raises(SettingsError) as told:
        all_settings(content)
    assert says in str(told.value)
    assert "There are" not in str(told.value)


def test_a_token_in_a_keys_place_is_not_shown(all_settings: Callable[..., Settings]) -> None:
    with pytest.raises(SettingsError, match="there is no setting of such a name") as told:
        all_settings("slack:\n  xoxb-s3cret:\n")
    assert "s3cret" not in str(told.value)


def test_a_group_with_nothing_in_it_sets_nothing(all_settings: Callable[..., Settings]) -> None:
    assert all_settings("slack:\nweb:\n").slack.bot_token == ""


def test_a_group_with_a_value_says_how_it_is_written(all_settings: Callable[..., Settings]) -> None:
    with pytest.raises(SettingsError, match="slack: expected lines under it") as told:
        all_settings("slack: xoxb-s3cret")
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("slack:\n  bot_token: 'xoxb-s3cret\n", ", line 2: a bracket or a quote that begins here is not closed"),
        ("slack:\n  bot_token: 'xoxb-s3cret\nport: 81\n\n", ", line 2: a bracket or a quote"),
        ("web:\n  origins: [https://s3cret.example\n", ", line 2: a bracket or a quote"),
        ("slack: {bot_token: s3cret\nport: 81\n", ", line 1: a bracket or a quote"),
        ("port: 5080\n\tsecret: xoxb-s3cret\n", ", line 2: tabs are not allowed here; write spaces; compare"),
        ("slack:\n\tbot_token: xoxb-s3cret\n", ", line 2: tabs are not allowed"),
        ("zone: UTC\nsecret s3cret\nport: 81\n", ", line 2: this is no YAML"),
        ("port: 81\nslack:\n  bot_token: s3cret\n    app_token: s3cret\n", ", line 4: this is no YAML"),
        ("port: 81\nsecret: @s3cret\n", ", line 2: this is no YAML"),
        ("secret: \x07s3cret\n", ": this is no YAML"),
        ("xoxb-s3cret", "expected lines such as"),
        ("- xoxb-s3cret", "expected lines such as"),
        ("secret: " + "xoxb-s3cret" * MOST_BYTES, "bytes at most"),
    ],
)
def test_what_is_no_settings_file_is_named_by_line_and_not_quoted(file: Path, content: str, where: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=where) as told:
        GivenSettings(file, {})
    assert str(told.value).startswith(str(file))
    assert "s3cret" not in "".join(traceback.format_exception(told.value))


def test_a_file_of_other_characters_is_no_settings_file(file: Path) -> None:
    file.write_bytes(b"secret: \xff\xfe")
    with pytest.raises(SettingsError, match="this is no YAML"):
        GivenSettings(file, {})


def test_a_file_that_was_named_must_be_there(file: Path, tmp_path: Path) -> None:
    assert GivenSettings(file, {}).text("zone") == ""
    with pytest.raises(SettingsError, match=r"the settings cannot be read \(No such file or directory\)"):
        GivenSettings(file, {}, must_exist=True)
    with pytest.raises(SettingsError, match=r"the settings cannot be read \(Is a directory\)"):
        GivenSettings(tmp_path, {}, must_exist=True)


def test_a_named_file_is_read(all_settings: Callable[..., Settings], tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("port: 81")
    assert all_settings(None, SPOTTER_SETTINGS=str(tmp_path / "other.yml")).port == 81


def test_an_error_says_where_the_setting_was_set_and_not_what(
    all_settings: Callable[..., Settings], file: Path
) -> None:
    with pytest.raises(SettingsError, match=r"^SPOTTER_PUBLIC_URL: expected an address, such as https://[a-z.]+$"):
        all_settings("", SPOTTER_PUBLIC_URL="s3cret")
    with pytest.raises(SettingsError, match=rf"^{re.escape(str(file))}: public_url: expected an address"):
        all_settings("public_url: s3cret")


@pytest.mark.parametrize(
    ("origin", "says"),
    [
        ("*", "'*' needs the whole name of each website, and no *"),
        ("https://*.gym.example", "'https://*.gym.example' needs the whole name of each website"),
        ("gym.example", "'gym.example' needs https:// (or http://) before it"),
        ("https://gym.example/", "'https://gym.example/' needs no slash at the end"),
        ("https://gym.example/path", "'https://gym.example/path' needs no path: it ends after the name"),
        ("https://Gym.example", "'https://Gym.example' needs small letters"),
        ("https://gym.example:port", "number 2 needs to be https://, a name, and a port"),
        ("null", "number 2 needs https:// (or http://) before it"),
        ("https://gym.example/?key=s3cret", "number 2 needs no path"),
        ("https://me:s3cret@gym.example", "number 2 needs to be"),
        ("xoxb-s3cret", "number 2 needs https://"),
        ("4711:s3cret", "number 2 needs https://"),
    ],
)
def test_origins_are_exact_and_what_is_wrong_is_said(
    all_settings: Callable[..., Settings], origin: str, says: str
) -> None:
    with pytest.raises(SettingsError) as told:
        all_settings(f"web:\n  origins: ['https://fine.example', '{origin}']\n")
    assert f"web.origins: expected exact origins, such as https://gym.example; {says}" in str(told.value)
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize("said", ["loud", "yaml"])
def test_logs_are_text_or_json(all_settings: Callable[..., Settings], said: str) -> None:
    with pytest.raises(SettingsError, match="log_format: expected text or json"):
        all_settings(f"log_format: {said}")

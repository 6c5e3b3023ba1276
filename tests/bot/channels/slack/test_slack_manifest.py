"""The app's manifest and the install guide fit the channel."""

import re
from pathlib import Path

import yaml

from bot.channels.slack import events, sending
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import SlackDesk
from bot.channels.slack.routes import slack_blueprint

ROOT = Path(__file__).parents[4]
MANIFEST = yaml.safe_load((ROOT / "docs/slack_manifest.yml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs/slack.md").read_text(encoding="utf-8")
NEEDED_BY = {
    "chat_postMessage": "chat:write", "chat_postEphemeral": "chat:write", "conversations_open": "im:write",
    "conversations_history": "im:history", "conversations_replies": "channels:history",
    "files_getUploadURLExternal": "files:write", "files_completeUploadExternal": "files:write",
}  # fmt: skip
HEARD_BY = {
    "app_mention": "app_mentions:read", "message.im": "im:history", "app_home_opened": None,
    "message.groups": "groups:history",
}  # fmt: skip
CODE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot/channels/slack").glob("*.py"))


def test_the_scopes_are_those_that_the_calls_and_events_need() -> None:
    called = set(re.findall(r"call\(\s*\"([a-zA-Z_]+)\"", CODE))
    assert called == {*NEEDED_BY, "auth_test"}
    wanted = {*NEEDED_BY.values(), *filter(None, HEARD_BY.values()), "groups:history", "mpim:history"}
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == wanted


def test_the_events_are_those_that_are_listened_to() -> None:
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(HEARD_BY)
    code = Path(events.__file__).read_text(encoding="utf-8")
    assert all(f'"{each.partition(".")[0]}"' in code for each in HEARD_BY)


def test_the_addresses_are_those_that_are_served() -> None:
    blueprint = slack_blueprint("secret", SlackDesk.__new__(SlackDesk))
    served = {each.uri for each in blueprint._future_routes}
    settings = MANIFEST["settings"]
    named = {settings[each]["request_url"] for each in ("event_subscriptions", "interactivity")}
    assert {each.removeprefix("https://spotter.example") for each in named} == served
    assert all(each in GUIDE for each in served)


def test_the_guide_names_every_setting() -> None:
    for key in ("bot_token", "signing_secret", "app_token"):
        assert f"slack.{key}" in GUIDE
        assert f"SPOTTER_SLACK_{key.upper()}" in GUIDE


def test_a_secret_is_in_no_repr() -> None:
    assert "xoxb" not in repr(SlackApi("xoxb-1", "https://slack.com/api/"))
    assert sending.EVENT == "spotter_reply"

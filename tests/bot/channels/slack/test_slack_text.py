"""Text as Slack sends it becomes what was typed."""

import time

import pytest

from bot.channels.slack_text import escaped, readable
from tests.bot.channels.slack.fake_slack import BOT


@pytest.mark.parametrize(("sent", "read"), [
    ("how many reps", "how many reps"),
    ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
    ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    (f"<@{BOT}> how many reps", "how many reps"),
    (f"hey <@{BOT}>, how <@{BOT}|spotter> many", "hey , how many"),
    ("<@U1|kim> and <@U2> lift", "kim and  lift"),
    ("in <#C1|gym> and <#C2>", "in #gym and"),
    ("<!here> <!channel|@channel> <!subteam^S1|@coaches>", "here @channel @coaches"),
    ("<https://a.example/b|this plan> or <https://a.example>", "this plan or https://a.example"),
    ("<mailto:kim@a.example|kim@a.example> <tel:123>", "kim@a.example 123"),
    ("100 kg\n80 kg", "100 kg\n80 kg"),
    ("<", "<"), ("a <b", "a <b"), ("<>", ""), ("<||>", "|"), (f"<@{BOT}>", ""),
])  # fmt: skip
def test_references_are_read(sent: str, read: str) -> None:
    assert readable(sent, {BOT}) == read


def test_what_is_escaped_reads_as_before() -> None:
    assert readable(escaped("5 < 6 & <!here> &amp;"), ()) == "5 < 6 & <!here> &amp;"


@pytest.mark.parametrize("part", ["<", "<@", "<@U", ">", "<|", "&amp;", " <@U1", "\t"])
def test_a_long_text_is_read_at_once(part: str) -> None:
    started = time.perf_counter()
    readable(part * 20_000, {BOT})
    assert time.perf_counter() - started < 1

"""What replies look like in Slack."""

import json

import pytest

from bot.channels.slack_blocks import MOST_CHARACTERS, message_of, messages_of
from tests.bot.channels.slack.fake_slack import FakeSlack

HOSTILE = (
    "<!channel> <@U1> <https://evil.example|ok>", "*bold* _it_ ~no~ `code` > quote", ":bomb: &lt;!here&gt; &amp;",
    "```\ncode\n```", "- <!everyone>\n- *x*", "a | <!here>\n*b* | c", "<!subteam^S1>", "javascript:alert(1)",
    "| | |\n| | |",
    "- ", "a | b", "http://", "https://a.example/(b)).", "\n\n\n- x\n\n", " | \n | ", "---|---\na | b",
)  # fmt: skip


def texts_in(block: object) -> list[str]:
    if isinstance(block, list):
        return [text for each in block for text in texts_in(each)]
    if isinstance(block, dict):
        own = [block["text"]] if block.get("type") == "text" else []
        return own + [text for key, each in block.items() if key != "text" for text in texts_in(each)]
    return []


def checked(message: dict) -> dict:
    fake = FakeSlack()
    marked = {"event_type": "e", "event_payload": {"key": "k"}}
    fake._check_message({**message, "channel": "C1", "metadata": marked, "unfurl_links": False, "unfurl_media": False})
    assert not fake.problems
    return message


def test_lists_links_and_tables_are_slacks_own() -> None:
    text = "For size:\n- 6–12 reps\n- see https://a.example/b.\n\nSets | Rest\n3 | 2 min\n4 | 3 min\n\nOk?"
    [block] = checked(message_of(text))["blocks"]
    intro, items, table, end = block["elements"]
    assert intro["elements"][0]["text"] == "For size:"
    assert [each["elements"] for each in items["elements"]][1] == [
        {"type": "text", "text": "see "}, {"type": "link", "url": "https://a.example/b", "text": "https://a.example/b"},
        {"type": "text", "text": "."},
    ]  # fmt: skip
    assert table == {
        "type": "rich_text_preformatted",
        "elements": [{"type": "text", "text": "Sets  Rest\n3     2 min\n4     3 min"}],
    }
    assert end["elements"][0]["text"] == "Ok?"


def test_a_table_too_wide_for_a_phone_is_told_row_by_row() -> None:
    text = "Exercise | Sets | Why\nBack squat with a pause | 3 | it trains the legs most\nRow | 4 | "
    [block] = checked(message_of(text))["blocks"]
    [rows] = block["elements"]
    assert rows["type"] == "rich_text_list"
    told = ["".join(each["text"] for each in row["elements"]) for row in rows["elements"]]
    assert told == ["Back squat with a pause – Sets: 3; Why: it trains the legs most", "Row – Sets: 4"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_text_becomes_markup(text: str) -> None:
    message = checked(message_of(text))
    assert "<" not in message["text"]
    shown = json.dumps(message["blocks"])
    assert '"user"' not in shown
    assert '"broadcast"' not in shown
    assert '"style": {' not in shown or " | " in text


def test_a_plain_line_is_shown_as_it_is() -> None:
    text = "*bold* _it_ ~no~ `code` <!channel> &amp; :bomb:"
    [block] = message_of(text)["blocks"]
    assert texts_in(block) == [text]


def test_many_buttons_and_long_titles_fit() -> None:
    buttons = [{"title": "why? " * 30, "payload": "/why"} for _ in range(60)]
    [message] = messages_of({"text": "What now?", "buttons": buttons}, lambda place: f"sealed {place}")
    checked(message)
    assert [len(each["elements"]) for each in message["blocks"][1:]] == [25, 25, 10]
    assert [each["value"] for block in message["blocks"][1:] for each in block["elements"]][::59] == [
        "sealed 0", "sealed 59"
    ]  # fmt: skip
    assert "/why" not in json.dumps(message)


@pytest.mark.parametrize("text", [
    "Squat three times eight. " * 1600, "word " * 8000, "x" * 40_000, "line\n" * 8000, "& < >\n\n" * 5000,
    "- item | cell\n" * 3000, "a | b | c\n" * 4000,
])  # fmt: skip
def test_a_long_text_is_split_well(text: str) -> None:
    messages = messages_of({"text": text, "buttons": [{"title": "Why?", "payload": "/why"}]}, str)
    for each in messages:
        checked(each)
        assert len(each["text"]) <= 5 * MOST_CHARACTERS
    assert [len(each["blocks"]) for each in messages[:-1]] == [1] * (len(messages) - 1)
    assert len(messages[-1]["blocks"]) == 2
    assert len(messages) < 2.5 * len(text) / MOST_CHARACTERS
    shown = "".join(each["text"] for each in messages).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "".join(shown.split()) == "".join(text.split())
    if "word" in text:
        assert all(each["text"].endswith("word") for each in messages[:-1])


def test_a_trainer_is_named() -> None:
    [message] = messages_of({"kind": "trainer", "text": "Well done!", "trainer": "Kim"}, str)
    assert message["text"] == "Kim, trainer:\nWell done!"
    assert checked(message)["blocks"][0]["elements"][0]["elements"][0]["style"] == {"bold": True}

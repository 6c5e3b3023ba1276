"""Words from a file: filled in, or an error that names the file and the key."""

from pathlib import Path

import pytest

from bot.coaching.errors import KnowledgeError
from bot.words_file import Words


@pytest.fixture
def words(tmp_path: Path) -> Words:
    (tmp_path / "words.yml").write_text('greetings:\n  hello: "Hello {name}"\n')
    return Words(tmp_path / "words.yml")


def test_words_are_filled_in(words: Words) -> None:
    assert words.say("greetings.hello", name="Ann") == "Hello Ann"
    assert words.content == {"greetings": {"hello": "Hello {name}"}}


@pytest.mark.parametrize(("key", "values"), [("greetings.bye", {}), ("partings.bye", {}), ("greetings.hello", {})])
def test_what_cannot_be_said_names_file_and_key(words: Words, key: str, values: dict[str, str]) -> None:
    with pytest.raises(KnowledgeError, match=rf"words\.yml: {key.replace('.', '/')}: no key"):
        words.say(key, **values)

"""The owner's own examples: a file of Rasa's that no lifter's words can break, or say more in than one example."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from bot.model import fingerprint
from bot.own_examples import OwnExamples, OwnExamplesError, Taught, as_example, shortened
from bot.settings import settings

SHIPPED = 'version: "3.1"\nnlu:\n- intent: ask_sleep\n  examples: |\n    - how much sleep\n    - sleep?\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two examples of Spotter's."""
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "sleep.yml").write_text(SHIPPED)
    return tmp_path


def read_by_rasa(path: Path) -> list[tuple[str, str]]:
    """Each example with its intent; there must be no entity, synonym or anything else in the file."""
    read = RasaYAMLReader().read(str(path))
    besides = (read.entity_examples, read.entity_synonyms, read.regex_features, read.lookup_tables, read.responses)
    assert not any(besides)
    return [(each.get("intent"), each.get("text")) for each in read.intent_examples]


def test_a_new_file_is_read_by_rasa(data: Path) -> None:
    own = OwnExamples(data)
    assert own.add("ask_sleep", ["a nap?", "Dreams"]) == Taught(2, ())
    assert own.add("ask_load", ["how heavy, lads"]) == Taught(1, ())
    assert read_by_rasa(own.path) == [
        ("ask_load", "how heavy, lads"), ("ask_sleep", "a nap?"), ("ask_sleep", "Dreams"),
    ]  # fmt: skip


def test_no_file_is_made_for_nothing(data: Path) -> None:
    OwnExamples(data).add("ask_sleep", ["sleep?", "💪"])
    assert not (data / "own_examples.yml").exists()


def test_what_was_added_is_added_to(data: Path) -> None:
    OwnExamples(data).add("ask_sleep", ["a nap?"])
    OwnExamples(data).add("ask_sleep", ["a long nap?"])
    assert read_by_rasa(data / "own_examples.yml") == [("ask_sleep", "a long nap?"), ("ask_sleep", "a nap?")]


@pytest.mark.parametrize("again", ["A Nap?", "  a   nap? ", "/a nap?", "SLEEP?"])
def test_nothing_stands_twice(again: str, data: Path) -> None:
    own = OwnExamples(data)
    own.add("ask_sleep", ["a nap?"])
    assert own.add("ask_sleep", [again]) == Taught(0, ())
    assert read_by_rasa(own.path) == [("ask_sleep", "a nap?")]


def test_two_texts_of_one_group_that_are_the_same_example_are_one(data: Path) -> None:
    assert OwnExamples(data).add("ask_load", ["how heavy", "How heavy", "[how] heavy"]).added == 1


def test_an_own_example_moves_to_the_topic_that_was_chosen_last(data: Path) -> None:
    own = OwnExamples(data)
    own.add("ask_sleep", ["a nap?"])
    assert own.add("ask_recovery", ["A nap?"]).added == 1
    assert read_by_rasa(own.path) == [("ask_recovery", "A nap?")]


def test_an_example_that_came_with_spotter_stays_where_it_is(data: Path) -> None:
    taught = OwnExamples(data).add("ask_load", ["how much sleep"])
    assert taught == Taught(0, ("'how much sleep' is an example of ask_sleep in data/topics/sleep.yml.",))


@pytest.mark.parametrize("text", ["", "  ", "💪💪", "[]{}", "////", "\\\\", "...", "сколько повторений", "a" * 2001])
def test_a_text_that_teaches_nothing_is_refused(text: str, data: Path) -> None:
    own = OwnExamples(data)
    (refused,) = own.add("ask_sleep", [text]).refused
    assert "nothing to learn from" in refused
    assert not own.path.exists()


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("[squat](exercise) how deep", "squat(exercise) how deep"),
        ('[squat]{"entity": "exercise"}', 'squat"entity": "exercise"'),
        ("/restart", "restart"),
        ("[/]restart", "restart"),
        ("{}/ /restart", "restart"),
        ("one\n    - two\n- intent: greet", "one - two - intent: greet"),
        ("one\u2028two\x85three\x0bfour\rfive", "one two three four five"),
        ("\\u005bsquat\\u005d(exercise)", "u005bsquatu005d(exercise)"),
        ("how heavy \\n- intent: greet", "how heavy n- intent: greet"),
        ("${HOME} sweet ${HOME}", "$HOME sweet $HOME"),
        ("zero\u200bwidth\ufeff and \x00nul\ud800", "zerowidth and nul"),
        ("# not a comment: 'x' \"y\" | > & * ! % @ `", "# not a comment: 'x' \"y\" | > & * ! % @ `"),
        ("- dash", "- dash"),
        ("5x5 @ 80%?", "5x5 @ 80%?"),
        ("lift 💪 more", "lift 💪 more"),
    ],
)
def test_a_text_cannot_say_more_than_one_example(text: str, example: str, data: Path) -> None:
    assert as_example(text) == example
    own = OwnExamples(data)
    own.add("ask_load", [text])
    assert read_by_rasa(own.path) == [("ask_load", example)]
    assert OwnExamples(data).add("ask_load", [text]).added == 0


@with_settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from("[](){}\\/\n-:#\"'$ue05bdintent"), min_size=1, max_size=60))
def test_whatever_is_said_rasa_reads_the_one_example_that_was_meant(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    own = OwnExamples(tmp_path_factory.mktemp("data"))
    if own.add("ask_load", [text]).added:
        assert read_by_rasa(own.path) == [("ask_load", as_example(text))]
        assert yaml.safe_load(own.path.read_text(encoding="utf-8"))["nlu"][0]["intent"] == "ask_load"


def test_what_an_owner_wrote_by_hand_is_kept(data: Path) -> None:
    path = data / "own_examples.yml"
    path.write_text('version: "3.1"\nnlu:\n- intent: ask_load\n  examples: |\n    - a [squat](exercise)\n')
    OwnExamples(data).add("ask_load", ["bench?"])
    assert "    - a [squat](exercise)\n    - bench?\n" in path.read_text()


@pytest.mark.parametrize(
    "content",
    ["[]", "nlu: [", "rules: []", "nlu:\n- synonym: x\n  examples: |\n    - y", "nlu:\n- intent: [a]\n  examples: x"],
)
def test_a_file_that_is_no_file_of_examples_is_named_and_left_alone(content: str, data: Path) -> None:
    path = data / "own_examples.yml"
    path.write_text(content)
    with pytest.raises(OwnExamplesError, match=r"own_examples\.yml"):
        OwnExamples(data)
    assert path.read_text() == content


def test_a_folder_that_cannot_be_written_is_named(data: Path) -> None:
    own = OwnExamples(data)
    own.path.with_suffix(".new").mkdir()
    with pytest.raises(OwnExamplesError, match=r"own_examples\.yml cannot be written"):
        own.add("ask_sleep", ["a nap?"])


def test_the_topics_are_those_that_have_examples(data: Path) -> None:
    assert OwnExamples(data).intents == ("ask_sleep",)
    shipped = OwnExamples(settings().project_folder / "data").intents
    assert {"ask_rest_interval", "out_of_scope", "greet"} <= set(shipped)
    assert not {"nlu_fallback", "report_red_flag", "request_keep_texts"} & set(shipped)


def test_a_long_text_is_shortened_for_the_screen() -> None:
    assert shortened("word " * 100, most=10) == "word word …"
    assert shortened("\x1b[31mred\x07") == "[31mred"


def test_a_model_is_not_current_after_an_example_was_added(data: Path) -> None:
    project = replace(settings(), project_folder=data.parent)
    data.rename(data.parent / "data")
    before = fingerprint(project)
    OwnExamples(data.parent / "data").add("ask_sleep", ["a nap?"])
    assert fingerprint(project) != before

"""Grouping by likeness, the topics that are suggested, and what is printed of them."""

import json
import tarfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.intent_model import IntentModel, encode
from bot.nlu.sentence_encoder import SentenceEncoder
from bot.review import LIKENESS, Group, Vectors, alike, groups_of
from bot.review_text import as_json_lines, heading, texts_of, topics_of, without_text
from bot.store.records import Reason, UnreadMessage
from bot.trained_intents import trained_intents

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HELD_OUT = Path(__file__).parent.parent / "heldout_messages.jsonl"
INTENTS = ("ask_load", "ask_protein_intake", "ask_sleep", "greet")
EXAMPLES = {
    "ask_load": ("how heavy should i lift", "what weight do i use", "how much on the bar"),
    "ask_protein_intake": ("how much protein", "protein per day", "grams of protein"),
    "ask_sleep": ("how long should i sleep", "is sleep important", "hours of sleep"),
    "greet": ("hello", "hi there", "good morning"),
}
SAID = (
    "can i drink coffee before training", "shall i have a coffee before i train", "coffee before training ok?",
    "which shoes are best for squats", "best squat shoes", "is seven hours of sleep fine", "coffee before training ok?",
)  # fmt: skip

encoder = SentenceEncoder()


def message(number: int, text: str | None, guess: str = "ask_sleep") -> UnreadMessage:
    said_at = NOON + timedelta(days=number)
    return UnreadMessage(f"m{number}", "c", said_at, text, guess, 0.1, 3, Reason.NOT_UNDERSTOOD)


MESSAGES = tuple(message(number, text) for number, text in enumerate(SAID))


def vectors(*texts: str) -> Vectors:
    return encode(encoder, texts)


@pytest.fixture(scope="module")
def tiny() -> IntentModel:
    """A model of a dozen examples."""
    pairs = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    texts = [text for text, _ in pairs]
    return IntentModel.fit(texts, [intent for _, intent in pairs], vectors(*texts))


def groups(*messages: UnreadMessage, model: IntentModel | None = None) -> list[Group]:
    return groups_of(messages, lambda texts: encode(encoder, texts), model, INTENTS)


def test_messages_that_mean_the_same_are_one_group_the_largest_first() -> None:
    assert [{*group.texts} for group in groups(*MESSAGES)] == [{*SAID[:3]}, {*SAID[3:5]}, {SAID[5]}]


def test_a_group_holds_every_message_and_each_text_once() -> None:
    largest = groups(*MESSAGES)[0]
    assert largest.ids == ("m0", "m1", "m2", "m6")
    assert len(largest.texts) == 3
    assert (largest.first, largest.last) == (NOON, NOON + timedelta(days=6))


def test_grouping_does_not_depend_on_the_order() -> None:
    forwards, backwards = groups(*MESSAGES), groups(*reversed(MESSAGES))
    assert {frozenset(group.ids) for group in forwards} == {frozenset(group.ids) for group in backwards}


def test_messages_without_text_are_in_no_group() -> None:
    assert groups(message(1, None), message(2, "")) == []
    assert groups() == []


def test_groups_of_messages_from_outside_are_mostly_about_one_topic() -> None:
    held_out = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    found = [group for group in alike(vectors(*(each["text"] for each in held_out))) if len(group) > 1]
    commonest = [Counter(held_out[at]["topic"] for at in group).most_common(1)[0][1] for group in found]
    grouped = sum(map(len, found))
    assert grouped >= 60
    assert sum(commonest) / grouped >= 0.8


def test_every_row_is_in_one_group_and_like_its_leader() -> None:
    rows = np.random.default_rng(3).normal(size=(300, 4)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    found = alike(rows)
    assert sorted(at for group in found for at in group) == list(range(300))
    assert len(found) > 1
    for leader, *others in found:
        assert all(rows[leader] @ rows[at] >= LIKENESS for at in others)
        likeness = [float(rows[leader] @ rows[at]) for at in others]
        assert likeness == sorted(likeness, reverse=True)


def test_a_row_of_zeros_is_a_group_of_its_own() -> None:
    assert alike(np.zeros((2, 3), dtype=np.float32)) == [[0], [1]]


def test_the_three_likeliest_topics_are_suggested(tiny: IntentModel) -> None:
    (group,) = groups(message(1, "how many hours of sleep do i need"), model=tiny)
    assert group.topics[0] == "ask_sleep"
    assert len(group.topics) == 3


def test_no_topic_is_suggested_without_a_model_nor_one_without_examples(tiny: IntentModel) -> None:
    assert groups(*MESSAGES)[0].topics == ()
    (group,) = groups_of([message(1, "hours of sleep")], lambda texts: encode(encoder, texts), tiny, ("greet",))
    assert group.topics == ("greet",)


def archived(model: IntentModel, path: Path, name: str = "components/train_reader1/intents.npz") -> Path:
    model.save(path.with_suffix(".npz"))
    with tarfile.open(path, "w:gz") as archive:
        archive.add(path.with_suffix(".npz"), name)
    return path


def test_the_intents_of_a_models_file_are_read(tiny: IntentModel, tmp_path: Path) -> None:
    read = trained_intents(archived(tiny, tmp_path / "m.tar.gz"))
    assert read is not None
    assert read.intents == INTENTS


def test_the_intents_of_the_trained_model_are_read(model: Path) -> None:
    read = trained_intents(model)
    assert read is not None
    assert "ask_rest_interval" in read.intents


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_a_file_that_is_no_model_has_no_intents(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "m.tar.gz"
    if content is not None:
        path.write_bytes(content)
    assert trained_intents(path) is None


def test_a_model_with_another_reader_has_no_intents(tiny: IntentModel, tmp_path: Path) -> None:
    assert trained_intents(archived(tiny, tmp_path / "m.tar.gz", "components/other.npz")) is None


@pytest.fixture
def group() -> Callable[..., Group]:
    def make(*texts: str, days: int = 0, topics: tuple[str, ...] = ()) -> Group:
        return Group((message(0, texts[0]), message(days, texts[0])), texts, topics)

    return make


def test_a_heading_has_the_count_and_the_dates(group: Callable[..., Group]) -> None:
    assert heading(group("a"), 1, 9) == "1 of 9: 2 messages, 2026-03-01"
    assert heading(group("a", days=8), 2, 9) == "2 of 9: 2 messages, 2026-03-01 to 2026-03-09"


def test_five_texts_are_shown_and_the_others_counted(group: Callable[..., Group]) -> None:
    many = group(*"abcdefg")
    assert texts_of(many).splitlines() == [*(f"  “{letter}”" for letter in "abcde"), "  … and 2 more"]
    assert len(texts_of(many, most=None).splitlines()) == 7


def test_a_text_cannot_command_the_terminal(group: Callable[..., Group]) -> None:
    assert texts_of(group("\x1b[2Jhi\r\nthere")) == "  “[2Jhi there”"


def test_topics_are_numbered(group: Callable[..., Group]) -> None:
    assert topics_of(group("a", topics=("ask_rest_interval", "greet"))) == "1 rest interval   2 greet"
    assert topics_of(group("a")) == ""


def test_messages_without_text_are_summed_up_by_guess() -> None:
    guesses = ["ask_sleep"] * 3 + ["ask_rest_interval"] * 2 + ["greet"]
    textless = [message(number, None, guess) for number, guess in enumerate(guesses)]
    assert without_text([*textless, *MESSAGES]) == (
        "6 more without text: 3 looked like sleep, 2 like rest interval, 1 like greet.\n"
    )
    assert without_text(MESSAGES) == ""


def test_only_the_commonest_guesses_are_named() -> None:
    told = without_text([message(number, None, f"ask_topic_{number}") for number in range(7)])
    assert told.count("like") == 5
    assert told.endswith(", ….\n")


def test_json_has_a_line_for_each_group_and_one_for_the_rest(tiny: IntentModel) -> None:
    messages = [*MESSAGES, message(9, None), message(10, None)]
    first, *_, last = map(json.loads, as_json_lines(groups(*messages, model=tiny), messages))
    assert (first["count"], len(first["texts"]), len(first["topics"])) == (4, 3, 3)
    assert (first["first"], first["last"]) == ("2026-03-01T12:00:00+00:00", "2026-03-07T12:00:00+00:00")
    assert last == {"without_text": 2, "guesses": {"ask_sleep": 2}}

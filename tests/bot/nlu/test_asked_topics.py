"""What a message asks is weighed from its whole and its pieces."""

from pathlib import Path

import pytest
import yaml

from bot.nlu.asked_topics import AskedTopics, Piece, ReadMessage, evidence, lag
from bot.nlu.fragments import Fragment
from bot.nlu.intent_model import Reading
from bot.nlu.several_topics import read_several
from bot.training_examples import read_examples

ROOT = Path(__file__).parents[3]
SEVERAL = ROOT / "data" / "several_topics"
SETS, REPS, REST = "ask_set_count", "ask_rep_range", "ask_rest_interval"


def ranking(**confidences: float) -> list[Reading]:
    given = {f"ask_{topic}": confidence for topic, confidence in confidences.items()}
    every = dict.fromkeys((SETS, REPS, REST, "inform"), 0.01) | given
    return sorted((Reading(intent, each) for intent, each in every.items()), key=lambda each: -each.confidence)


def message(whole: list[Reading], *pieces: list[Reading]) -> ReadMessage:
    found = [Piece(Fragment(f"piece {at}?", at, is_question=True), each) for at, each in enumerate(pieces)]
    return ReadMessage("a message", whole, found)


BOTH = message(ranking(set_count=0.5, rep_range=0.4), ranking(set_count=0.9), ranking(rep_range=0.8))
ONE = message(ranking(set_count=0.9))
STORY = message(ranking(rest_interval=0.9), ranking(rest_interval=0.9), ranking(rest_interval=0.7, rep_range=0.03))


@pytest.fixture(scope="module")
def asked() -> AskedTopics:
    return AskedTopics.fit([BOTH, ONE, STORY] * 5, [(SETS, REPS), (SETS,), (REST,)] * 5)


def chances(asked: AskedTopics, read: ReadMessage) -> dict[str, float]:
    return {each.topic: each.chance for each in asked.weighed(read)}


def test_a_topic_that_its_own_piece_asks_has_a_better_chance_than_one_that_none_does(asked: AskedTopics) -> None:
    found = chances(asked, BOTH)
    assert min(found[SETS], found[REPS]) > 0.5 > found[REST]


def test_a_topic_that_the_whole_and_its_piece_name_is_likelier_than_one_of_the_piece_alone(asked: AskedTopics) -> None:
    pieces = ranking(set_count=0.9), ranking(rep_range=0.8)
    alone = message(ranking(set_count=0.9), *pieces)
    assert chances(asked, alone)[REPS] < chances(asked, BOTH)[REPS]


def test_the_place_of_a_topic_is_that_of_its_surest_piece_or_behind_all(asked: AskedTopics) -> None:
    places = {each.topic: each.place for each in asked.weighed(BOTH)}
    assert (places[SETS], places[REPS]) == (0, 1)
    whole_only = message(ranking(rest_interval=0.5), ranking(set_count=0.9), ranking(rep_range=0.8))
    assert {each.topic: each.place for each in asked.weighed(whole_only)}[REST] == 2


def test_what_is_no_topic_is_never_asked() -> None:
    told = message([Reading("inform", 0.9), Reading("ask_why", 0.1), *ranking(set_count=0.2)])
    assert {topic for topic, *_ in evidence(told)} == {SETS}


def test_the_likeliest_lags_behind_nothing() -> None:
    assert lag({SETS: 0.9, REPS: 0.1}, SETS) == 0 > lag({SETS: 0.9, REPS: 0.1}, REPS)


def test_the_regression_comes_back_from_its_file(asked: AskedTopics, tmp_path: Path) -> None:
    asked.save(tmp_path / "asked.json")
    assert AskedTopics.load(tmp_path / "asked.json") == asked


def test_nothing_learned_means_nothing_asked() -> None:
    assert AskedTopics.fit([], []).weighed(BOTH)
    assert {each.chance for each in AskedTopics().weighed(BOTH)} == {0.0}


def test_a_bad_line_of_messages_is_named(tmp_path: Path) -> None:
    path = tmp_path / "several.jsonl"
    path.write_text('{"text": "sets and reps", "intents": ["ask_set_count"]}\n{"text": 1}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"several\.jsonl: line 2: KeyError\('intents'\); expected"):
        read_several(path)


@pytest.mark.parametrize("name", ["reader", "encoder"])
def test_the_messages_that_are_learned_from_name_intents_that_exist(name: str) -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    several = read_several(SEVERAL / f"{name}.jsonl")
    assert len(several) >= 500
    assert {intent for _, intents in several for intent in intents} <= {next(iter(each)) for each in domain["intents"]}


def test_no_message_is_learned_from_twice() -> None:
    texts = [text for name in ("reader", "encoder") for text, _ in read_several(SEVERAL / f"{name}.jsonl")]
    examples = {text.lower() for text, _ in read_examples(ROOT / "data" / "topics")}
    assert len({text.lower() for text in texts}) == len(texts)
    assert examples.isdisjoint(text.lower() for text in texts)

"""The intent model on a few made texts: meaning, spelling, distance, and saving."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.intent_model import IntentModel, encode
from bot.nlu.sentence_encoder import SentenceEncoder

EXAMPLES = {
    "reps": ["how many reps", "rep range for size", "high reps or low reps", "number of repetitions a set"],
    "rest": ["how long to rest", "rest between sets", "minutes of break between sets", "short or long rest periods"],
    "protein": ["how much protein", "grams of protein a day", "is a shake enough protein", "protein per meal"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [intent for intent, texts in EXAMPLES.items() for _ in texts]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def model(encoder: SentenceEncoder) -> IntentModel:
    return IntentModel.fit(TEXTS, LABELS, encode(encoder, TEXTS))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what number of repetitions should i do", "reps"),
        ("repitions per set?", "reps"),
        ("HOW LONG A BREAK", "rest"),
        ("prtein a day", "protein"),
    ],
)
def test_other_words_typos_and_capitals_are_understood(
    text: str, intent: str, model: IntentModel, encoder: SentenceEncoder
) -> None:
    assert model.read([text], encode(encoder, [text]))[0][0].intent == intent


def test_a_reading_is_less_sure_the_further_it_is_from_the_examples(
    model: IntentModel, encoder: SentenceEncoder
) -> None:
    texts = ["how many reps", "my cat ate the curtains"]
    near, far = (readings[0].confidence for readings in model.read(texts, encode(encoder, texts)))
    assert 0 <= far < near / 3
    assert near <= 1


def test_readings_come_in_order_and_name_every_intent(model: IntentModel, encoder: SentenceEncoder) -> None:
    (readings,) = model.read(["rest"], encode(encoder, ["rest"]))
    assert {reading.intent for reading in readings} == set(EXAMPLES)
    confidences = [reading.confidence for reading in readings]
    assert confidences == sorted(confidences, reverse=True)


def test_a_saved_model_reads_the_same(model: IntentModel, encoder: SentenceEncoder, tmp_path: Path) -> None:
    model.save(tmp_path / "intents.npz")
    loaded = IntentModel.load(tmp_path / "intents.npz")
    texts = ["how many reps", "protein?"]
    before, after = (each.read(texts, encode(encoder, texts)) for each in (model, loaded))
    assert [[each.intent for each in row] for row in before] == [[each.intent for each in row] for row in after]
    difference = [a[0].confidence - b[0].confidence for a, b in zip(before, after, strict=True)]
    assert np.abs(difference).max() < 0.01

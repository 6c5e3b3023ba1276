"""Rasa component: the intent of a message, and every topic that it asks about."""

import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.fragments import Fragment, fragments_of
from bot.nlu.intent_model import IntentModel, Reading, Vectors, encode
from bot.nlu.sentence_encoder import SentenceEncoder

logger = logging.getLogger(__name__)
FALLBACK = "nlu_fallback"
CHUNK = 64
NOTHING = Reading("", -1.0)
TOPIC_PREFIXES = ("ask_", "report_", "request_program")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(GraphComponent):
    """Reads the whole message and its fragments; sets `intent`, `intent_ranking` and `topics`.

    Settings: `accept` (confidence under which a message is not understood), `accept_question` and `accept_part` (for
    a sentence of several, and for a part of a sentence, to count as a question of its own).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"accept": 0.1, "accept_question": 0.4, "accept_part": 0.5, "ranking": 5}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._config, self._storage, self._resource, self._model = config, model_storage, resource, model
        self._encoder = SentenceEncoder()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentReader":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentReader":
        with model_storage.read_from(resource) as folder:
            reader = cls(config, model_storage, resource, IntentModel.load(folder / "intents.npz"))
        reader._encoder.load()
        return reader

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every labelled example; the sentence encoder itself is not trained."""
        examples = sorted((each.get(TEXT), each.get(INTENT)) for each in training_data.intent_examples)
        texts = [text for text, _ in examples]
        vectors: list[Vectors] = []
        for start in range(0, len(texts), CHUNK):
            vectors.append(encode(self._encoder, texts[start : start + CHUNK]))
            logger.info("read %d of %d examples", min(start + CHUNK, len(texts)), len(texts))
        self._model = IntentModel.fit(texts, [intent for _, intent in examples], np.concatenate(vectors))
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / "intents.npz")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the reading of each message."""
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        if self._model is None or not text.strip():
            message.set(INTENT, {"name": FALLBACK, "confidence": 0.0}, add_to_output=True)
            return
        fragments = fragments_of(text)
        texts = [text, *(fragment.text for fragment in fragments)]
        whole, *others = self._model.read(texts, encode(self._encoder, texts))
        asked = self._asked(list(zip(fragments, (readings[0] for readings in others), strict=True)))
        best = self._primary(whole[0], asked)
        topics = asked if best in asked or best.intent == FALLBACK else [*asked, best]
        ranking = [{"name": each.intent, "confidence": each.confidence} for each in whole[: self._config["ranking"]]]
        message.set(INTENT, {"name": best.intent, "confidence": best.confidence}, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        told = {each.intent: {"intent": each.intent, "confidence": each.confidence} for each in topics}
        message.set("topics", list(told.values()), add_to_output=True)

    def _asked(self, parts: list[tuple[Fragment, Reading]]) -> list[Reading]:
        """Readings that count as questions of their own, in order, each intent once.

        A sentence whose parts ask two or more things asks these, and not what it would mean as a whole.
        """
        by_sentence: dict[int, list[Reading]] = {}
        for fragment, reading in parts:
            asked = by_sentence.setdefault(fragment.sentence, [])
            if self._counts(fragment, reading) and (fragment.is_part or len({each.intent for each in asked}) < 2):
                asked.append(reading)
        found = [reading for asked in by_sentence.values() for reading in asked]
        best: dict[str, Reading] = {}
        for reading in found:
            if reading.confidence > best.get(reading.intent, NOTHING).confidence:
                best[reading.intent] = reading
        return list(best.values())

    def _primary(self, whole: Reading, asked: list[Reading]) -> Reading:
        """The reading that names the message: the whole's, unless it is unsure or its parts ask several other things."""
        same = next((reading for reading in asked if reading.intent == whole.intent), None)
        if same or (whole.confidence >= self._config["accept"] and len(asked) < 2):
            return same or whole
        if asked:
            return max(asked, key=lambda reading: reading.confidence)
        return Reading(FALLBACK, whole.confidence)

    def _counts(self, fragment: Fragment, reading: Reading) -> bool:
        least = self._config["accept_part" if fragment.is_part else "accept_question"]
        return reading.confidence >= least and reading.intent.startswith(TOPIC_PREFIXES)

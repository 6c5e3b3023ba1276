"""Rasa component: the intent of a message, and every topic that it asks about."""

import logging
from collections.abc import Collection
from itertools import groupby
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.bare_facts import PROFILE, follows_up, is_bare_facts
from bot.nlu.fragments import Fragment, fragments_of, is_asked
from bot.nlu.intent_model import IntentModel, Reading, Vectors, encode
from bot.nlu.named_programs import is_named_program
from bot.nlu.sentence_encoder import SentenceEncoder

logger = logging.getLogger(__name__)
FALLBACK = "nlu_fallback"
BARE_FACTS = "inform"
REQUEST_PROGRAM = "request_program"
CHUNK = 64
UNSURE = 0.3
NOTHING = Reading("", -1.0)
TOPIC_PREFIXES = ("ask_", "request_program")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(GraphComponent):
    """Reads the whole message and its fragments; sets `intent`, `intent_ranking` and `topics`.

    Settings: `accept` (confidence under which a message is not understood), `accept_question` and `accept_part` (for
    a sentence of several, and for a part of a sentence, to count as a question of its own).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"accept": 0.16, "accept_question": 0.4, "accept_part": 0.5, "ranking": 5}

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
        facts = message.get(ENTITIES) or ()
        if is_named_program(text, facts):
            whole, fragments = [Reading(REQUEST_PROGRAM, 1.0), *whole], []
        elif is_bare_facts(text, facts) or (whole[0].confidence < UNSURE and follows_up(text, facts)):
            whole = [Reading(BARE_FACTS, 1.0), *whole]
        said = {text[each["start"] : each["end"]] for each in facts if each["entity"] in PROFILE}
        asked = self._asked(list(zip(fragments, (readings[0] for readings in others), strict=False)), said)
        best = self._primary(whole[0], asked)
        topics = asked if best in asked or best.intent == FALLBACK else [*asked, best]
        if best.intent == BARE_FACTS:
            topics = []
        ranking = [{"name": each.intent, "confidence": each.confidence} for each in whole[: self._config["ranking"]]]
        message.set(INTENT, {"name": best.intent, "confidence": best.confidence}, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        told = {each.intent: {"intent": each.intent, "confidence": each.confidence} for each in topics}
        message.set("topics", list(told.values()), add_to_output=True)

    def _asked(self, parts: list[tuple[Fragment, Reading]], told: Collection[str]) -> list[Reading]:
        """Readings that count as questions of their own, in order, each intent once.

        A sentence whose parts ask two or more things asks these, and not what it would mean as a whole. Beside a
        question, statements do not count, nor do parts that only tell facts (`told`).
        """
        any_question = any(fragment.is_question for fragment, _ in parts)
        found: list[Reading] = []
        for _, group in groupby(parts, key=lambda part: part[0].sentence):
            *pieces, (sentence, whole) = group
            if any_question and not sentence.is_question:
                continue
            asked = [reading for part, reading in pieces if part.is_question and not _tells(part, told)]
            asked = [
                each for each in asked if self._counts(each, "accept_part") and each.confidence >= whole.confidence
            ]
            if len({reading.intent for reading in asked}) < 2 and self._counts(whole, "accept_question"):
                asked.append(whole)
            found += asked
        best: dict[str, Reading] = {}
        for reading in found:
            if reading.confidence > best.get(reading.intent, NOTHING).confidence:
                best[reading.intent] = reading
        return list(best.values())

    def _primary(self, whole: Reading, asked: list[Reading]) -> Reading:
        """What names the message: the reading of the whole, unless its parts ask something else or it is unsure."""
        if whole.intent == BARE_FACTS and whole.confidence >= self._config["accept"]:
            return whole
        if asked:
            same = next((reading for reading in asked if reading.intent == whole.intent), None)
            surest = max(asked, key=lambda reading: reading.confidence)
            is_one_of_many = len(asked) > 1 or surest.confidence > whole.confidence
            return same or (surest if is_one_of_many else whole)
        return whole if whole.confidence >= self._config["accept"] else Reading(FALLBACK, whole.confidence)

    def _counts(self, reading: Reading, threshold: str) -> bool:
        return reading.confidence >= self._config[threshold] and reading.intent.startswith(TOPIC_PREFIXES)


def _tells(part: Fragment, told: Collection[str]) -> bool:
    """Whether a part without question words holds a fact about the lifter."""
    return not is_asked(part.text) and any(fact in part.text for fact in told)

"""Rasa component: the intent of a message, and every topic that it asks about."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.asked_topics import AskedTopics, Piece, ReadMessage, Weighed
from bot.nlu.bare_facts import PROFILE, follows_up, is_bare_facts
from bot.nlu.fragments import Fragment, fragments_of, is_asked
from bot.nlu.hazard_intents import REPORT, is_hazard
from bot.nlu.intent_model import IntentModel, Reading, Vectors, encode
from bot.nlu.named_programs import is_named_program
from bot.nlu.sentence_encoder import SentenceEncoder
from bot.nlu.several_topics import read_several

logger = logging.getLogger(__name__)
FALLBACK = "nlu_fallback"
BARE_FACTS = "inform"
REQUEST_PROGRAM = "request_program"
CHUNK = 64
SEVERAL = Path(__file__).resolve().parents[2] / "data" / "several_topics" / "reader.jsonl"
UNSURE = 0.3
NOTHING = Reading("", -1.0)
SIBLINGS = (
    {"ask_training_goal", "ask_goal_difference", "ask_both_goals"}, {"ask_weekly_volume", "ask_set_count"},
    {"ask_deload", "ask_program_weeks"}, {"ask_energy_intake", "ask_fat_loss"}, {"ask_progression", "ask_next_load"},
    {"ask_load", "ask_effort", "ask_effort_conversion", "ask_working_load"},
)  # fmt: skip
"""Topics that answer much the same: only the first of them is answered."""
MOST_SPARED = 0.6
TOLD = frozenset({*PROFILE, "lift"})
TOGETHER = "ask_acute_variables"
ONE_BY_ONE = {"ask_set_count", "ask_rep_range", "ask_rest_interval", "ask_load"}
"""What a message asks one by one, it does not ask all together."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(GraphComponent):
    """Reads the whole message and its fragments; sets `intent`, `intent_ranking`, `topics` and `hazard`.

    Settings: `accept` (confidence under which a message is not understood), `accept_topic` (chance that a topic is
    asked, from which on it is answered), `accept_hazard` (for hazards, which are never the intent: `hazard` is the
    likeliest one and their confidence together, or missing).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"accept": 0.08, "accept_topic": 0.3, "accept_hazard": 0.7, "ranking": 5}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
        asked: AskedTopics | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._model, self._asked_topics = model, asked or AskedTopics()
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
            model, asked = IntentModel.load(folder / "intents.npz"), AskedTopics.load(folder / "asked_topics.json")
        reader = cls(config, model_storage, resource, model, asked)
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
        self._asked_topics = self._weighing(self._model)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / "intents.npz")
            self._asked_topics.save(folder / "asked_topics.json")
        return self._resource

    def _weighing(self, model: IntentModel) -> AskedTopics:
        """What the messages that ask several things teach; of them, those whose intents the model knows."""
        known = set(model.intents)
        several = [(text, intents) for text, intents in read_several(SEVERAL) if known.issuperset(intents)]
        read = [message_of(text, *self._rankings(model, text)) for text, _ in several]
        return AskedTopics.fit(read, [intents for _, intents in several])

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
        fragments, readings = self._rankings(self._model, text)
        if hazard := self._hazard(readings):
            message.set("hazard", {"name": hazard.intent, "confidence": hazard.confidence}, add_to_output=True)
        read = message_of(text, fragments, readings)
        whole, facts = list(read.whole), message.get(ENTITIES) or ()
        asked = self._asked(without_told(read, facts))
        if is_named_program(text, facts):
            whole, asked = [Reading(REQUEST_PROGRAM, 1.0), *whole], []
        elif is_bare_facts(text, facts) or (whole[0].confidence < UNSURE and follows_up(text, facts)):
            whole = [Reading(BARE_FACTS, 1.0), *whole]
        best = self._primary(whole, asked)
        if not facts and not self._model.vocabulary.knows_a_word_of(text):
            best, asked = Reading(FALLBACK, best.confidence), []
        topics = (
            asked if best.intent in (FALLBACK, *(each.intent for each in asked)) else without_siblings([*asked, best])
        )
        if best.intent == BARE_FACTS:
            topics = []
        ranking = [{"name": each.intent, "confidence": each.confidence} for each in whole[: self._config["ranking"]]]
        message.set(INTENT, {"name": best.intent, "confidence": best.confidence}, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        told = {each.intent: {"intent": each.intent, "confidence": each.confidence} for each in topics}
        message.set("topics", list(told.values()), add_to_output=True)

    def _rankings(self, model: IntentModel, text: str) -> tuple[list[Fragment], list[list[Reading]]]:
        """The fragments of a text, and the rankings of the whole and of each of them."""
        fragments = fragments_of(text)
        texts = [model.vocabulary.repaired(each) for each in (text, *(fragment.text for fragment in fragments))]
        different = list(dict.fromkeys(texts))  # a sentence may be the whole
        read = dict(zip(different, model.read(different, encode(self._encoder, different)), strict=True))
        return fragments, [read[each] for each in texts]

    def _asked(self, read: ReadMessage) -> list[Reading]:
        """The topics that a message asks about, in the order in which it does; of siblings the likeliest."""
        weighed = self._asked_topics.weighed(read)
        likely = one_by_one([each for each in weighed if each.chance >= self._config["accept_topic"]])
        places = {each.topic: each.place for each in likely}
        asked = without_siblings([Reading(each.topic, each.confidence) for each in likely])
        return sorted(asked, key=lambda each: places[each.intent])

    def _hazard(self, readings: list[list[Reading]]) -> Reading | None:
        """The likeliest hazard of any piece of a message, with the confidence of all hazards together."""
        found = [[each for each in ranking if is_hazard(each.intent)] for ranking in readings]
        sums = [Reading(hazards[0].intent, sum(each.confidence for each in hazards)) for hazards in found if hazards]
        surest = max(sums, key=lambda each: each.confidence, default=NOTHING)
        is_told = surest.confidence >= self._config["accept_hazard"]
        return Reading(surest.intent.removeprefix(REPORT), surest.confidence) if is_told else None

    def _primary(self, whole: list[Reading], asked: list[Reading]) -> Reading:
        """What names the message: what it means as a whole, or else the surest of what its pieces ask."""
        surest = max(asked, key=lambda each: each.confidence, default=NOTHING)
        is_listed = whole[0].intent == TOGETHER and surest.intent in ONE_BY_ONE
        order = (surest, whole[0]) if is_listed else (whole[0], surest)
        best = next((each for each in order if each.confidence >= self._config["accept"]), None)
        return best or Reading(FALLBACK, max(whole[0].confidence, 0.0))


def message_of(text: str, fragments: Sequence[Fragment], rankings: Sequence[Sequence[Reading]]) -> ReadMessage:
    """A message and its rankings (the whole, then each fragment), hazards left out."""
    whole, *others = map(without_hazards, rankings)
    return ReadMessage(text, whole, [Piece(*each) for each in zip(fragments, others, strict=True)])


def without_told(read: ReadMessage, facts: Sequence[dict[str, Any]]) -> ReadMessage:
    """The message without those pieces that only tell facts about the lifter."""
    told = {read.text[each["start"] : each["end"]] for each in facts if each["entity"] in TOLD}
    kept = [
        piece
        for piece in read.pieces
        if is_asked(piece.fragment.text) or not any(fact in piece.fragment.text for fact in told)
    ]
    return replace(read, pieces=kept)


def one_by_one(likely: list[Weighed]) -> list[Weighed]:
    """Topics, likeliest first, without TOGETHER when its parts are asked, or without its parts when it is."""
    parts = [each for each in likely if each.topic in ONE_BY_ONE]
    together = next((each for each in likely if each.topic == TOGETHER), None)
    if together is None or not parts:
        return likely
    if len(parts) > 1 or parts[0].chance >= together.chance:
        return [each for each in likely if each is not together]
    return [each for each in likely if each not in parts]


def without_siblings(readings: list[Reading]) -> list[Reading]:
    """Readings of which no two are siblings: the first of a family stays."""
    kept: list[Reading] = []
    for reading in readings:
        family = next((each for each in SIBLINGS if reading.intent in each), {reading.intent})
        if not any(each.intent in family for each in kept):
            kept.append(reading)
    return kept


def without_hazards(readings: Sequence[Reading]) -> list[Reading]:
    """A ranking of intents in which no hazard stands; their confidence falls to the others."""
    others = [each for each in readings if not is_hazard(each.intent)]
    spare = 1 - min(sum(each.confidence for each in readings if is_hazard(each.intent)), MOST_SPARED)
    return [Reading(each.intent, each.confidence / spare) for each in others]

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
from bot.nlu.hazard_intents import REPORT, is_hazard
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
ABOUT_THE_TALK = {"ask_why", "ask_sources", "ask_help", "ask_bot", "ask_profile"}
"""Asked by a whole message only: beside a question, "why?" belongs to it."""
SIBLINGS = (
    {"ask_training_goal", "ask_goal_difference", "ask_both_goals"}, {"ask_weekly_volume", "ask_set_count"},
    {"ask_deload", "ask_program_weeks"}, {"ask_energy_intake", "ask_fat_loss"},
    {"ask_load", "ask_effort", "ask_effort_conversion", "ask_working_load"},
)  # fmt: skip
"""Topics that answer much the same: only the first of them is answered."""
LISTED_WORDS, A_LIST = 5, 3
MOST_SPARED = 0.6
SUPPORT, ALONE = 0.05, 0.65
"""Confidence that a sentence must have in what one of its parts asks; from the other on, the part is enough."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(GraphComponent):
    """Reads the whole message and its fragments; sets `intent`, `intent_ranking`, `topics` and `hazard`.

    Settings are confidences: `accept` (under it a message is not understood), `accept_question` (for a sentence of
    several, or a part of one that is put as a question, to count as a question of its own), `accept_part` (for a part
    without the words of a question), `accept_second` (for a second topic of one piece), `accept_hazard` (for hazards,
    which are never the intent: `hazard` is the likeliest one and their confidence together, or missing).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "accept": 0.08, "accept_question": 0.22, "accept_part": 0.4, "accept_second": 0.25, "accept_hazard": 0.6,
            "ranking": 5,
        }  # fmt: skip

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
        readings = self._model.read(texts, encode(self._encoder, texts))
        if hazard := self._hazard(readings):
            message.set("hazard", {"name": hazard.intent, "confidence": hazard.confidence}, add_to_output=True)
        whole, *others = map(without_hazards, readings)
        facts = message.get(ENTITIES) or ()
        if is_named_program(text, facts):
            whole, fragments = [Reading(REQUEST_PROGRAM, 1.0), *whole], []
        elif is_bare_facts(text, facts) or (whole[0].confidence < UNSURE and follows_up(text, facts)):
            whole = [Reading(BARE_FACTS, 1.0), *whole]
        said = {text[each["start"] : each["end"]] for each in facts if each["entity"] in PROFILE}
        asked = self._asked(list(zip(fragments, others, strict=False)), said) if others else self._both(whole)
        best = self._primary(whole, asked)
        if not facts and not self._model.knows_a_word_of(text):
            best, asked = Reading(FALLBACK, best.confidence), []
        topics = asked if best.intent in (FALLBACK, *(each.intent for each in asked)) else [*asked, best]
        if best.intent == BARE_FACTS:
            topics = []
        ranking = [{"name": each.intent, "confidence": each.confidence} for each in whole[: self._config["ranking"]]]
        message.set(INTENT, {"name": best.intent, "confidence": best.confidence}, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        told = {each.intent: {"intent": each.intent, "confidence": each.confidence} for each in topics}
        message.set("topics", list(told.values()), add_to_output=True)

    def _asked(self, parts: list[tuple[Fragment, list[Reading]]], told: Collection[str]) -> list[Reading]:
        """Readings that count as questions of their own, in order, each intent once.

        A sentence whose parts ask two or more things asks these, and not what it would mean as a whole. Beside a
        question, statements do not count but for a few words in a list; nor do parts that only tell facts (`told`).
        """
        any_question = any(fragment.is_question for fragment, _ in parts)
        found: list[Reading] = []
        for _, group in groupby(parts, key=lambda part: part[0].sentence):
            *pieces, (sentence, whole) = group
            if any_question and not sentence.is_question:
                found += [whole[0]] if _is_short(sentence) and self._asks(sentence, whole[0], told) else []
                continue
            as_whole = {each.intent: each.confidence for each in whole}
            asked = [readings[0] for part, readings in pieces if self._asks(part, readings[0], told)]
            if len({each.intent for each in asked}) < A_LIST:
                asked = [each for each in asked if as_whole[each.intent] >= SUPPORT or each.confidence >= ALONE]
            found += asked if len({each.intent for each in asked}) > 1 else [*self._both(whole), *asked]
        best: dict[str, Reading] = {}
        for reading in found:
            if reading.confidence > best.get(reading.intent, NOTHING).confidence:
                best[reading.intent] = reading
        return without_siblings(list(best.values()))

    def _asks(self, part: Fragment, reading: Reading, told: Collection[str]) -> bool:
        """Whether a part of a sentence asks something itself."""
        if is_asked(part.text):
            return self._counts(reading, "accept_question")
        return self._counts(reading, "accept_part") and not any(fact in part.text for fact in told)

    def _both(self, readings: list[Reading]) -> list[Reading]:
        """The topic of a piece, and a second one that it asks about as well."""
        first, second = readings[:2]
        if not self._counts(first, "accept_question"):
            return []
        return without_siblings([first, second]) if self._counts(second, "accept_second") else [first]

    def _hazard(self, readings: list[list[Reading]]) -> Reading | None:
        """The likeliest hazard of any piece of a message, with the confidence of all hazards together."""
        found = [[each for each in ranking if is_hazard(each.intent)] for ranking in readings]
        sums = [Reading(hazards[0].intent, sum(each.confidence for each in hazards)) for hazards in found if hazards]
        surest = max(sums, key=lambda each: each.confidence, default=NOTHING)
        is_told = surest.confidence >= self._config["accept_hazard"]
        return Reading(surest.intent.removeprefix(REPORT), surest.confidence) if is_told else None

    def _primary(self, whole: list[Reading], asked: list[Reading]) -> Reading:
        """What names the message: of what it means as a whole and what its parts ask, that which both speak for."""
        if whole[0].intent == BARE_FACTS and whole[0].confidence >= self._config["accept"]:
            return whole[0]
        ranked = reversed(whole)  # a rule's reading stands before the model's of the same intent, and is to win
        as_whole = {each.intent: each.confidence for each in ranked}
        in_part = {each.intent: each.confidence for each in asked}
        best = max((whole[0], *asked), key=lambda each: as_whole[each.intent] + in_part.get(each.intent, 0.0))
        confidence = max(as_whole[best.intent], in_part.get(best.intent, 0.0))
        return Reading(best.intent if confidence >= self._config["accept"] else FALLBACK, confidence)

    def _counts(self, reading: Reading, threshold: str) -> bool:
        is_topic = reading.intent.startswith(TOPIC_PREFIXES) and reading.intent not in ABOUT_THE_TALK
        return is_topic and reading.confidence >= self._config[threshold]


def _is_short(fragment: Fragment) -> bool:
    return len(fragment.text.split()) <= LISTED_WORDS


def without_siblings(readings: list[Reading]) -> list[Reading]:
    """Readings of which no two are siblings: the first of a family stays."""
    kept: list[Reading] = []
    for reading in readings:
        family = next((each for each in SIBLINGS if reading.intent in each), {reading.intent})
        if not any(each.intent in family for each in kept):
            kept.append(reading)
    return kept


def without_hazards(readings: list[Reading]) -> list[Reading]:
    """A ranking of intents in which no hazard stands; their confidence falls to the others."""
    others = [each for each in readings if not is_hazard(each.intent)]
    spare = 1 - min(sum(each.confidence for each in readings if is_hazard(each.intent)), MOST_SPARED)
    return [Reading(each.intent, each.confidence / spare) for each in others]

"""The groups of unread messages, with the model that the settings name. Imports what it needs when it does."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.model import model_path
from bot.settings import Settings, settings
from bot.store.records import UnreadMessage

if TYPE_CHECKING:
    from bot.nlu.intent_model import IntentModel
    from bot.review import Group


def groups_in(messages: Sequence[UnreadMessage]) -> "list[Group]":
    """The messages with a text in groups that are alike; without a trained model no topics are suggested.

    Raises OwnExamplesError, EncoderError.
    """
    from bot.own_examples import OwnExamples

    return grouped(messages, OwnExamples(settings().project_folder / "data").intents, model(settings()))


def model(here: Settings) -> "IntentModel | None":
    """The trained model, None if there is none."""
    from bot.trained_intents import trained_intents

    return trained_intents(model_path(here))


def grouped(messages: Sequence[UnreadMessage], intents: Collection[str], model: "IntentModel | None") -> "list[Group]":
    """The same, for these topics and with this model."""
    if not any(message.text for message in messages):
        return []
    from bot.nlu.hazard_intents import is_hazard
    from bot.nlu.intent_model import encode
    from bot.nlu.sentence_encoder import SentenceEncoder
    from bot.review import groups_of

    topics = [intent for intent in intents if not is_hazard(intent)]  # a red flag is taught by its name alone
    return groups_of(messages, partial(encode, SentenceEncoder()), model, topics)

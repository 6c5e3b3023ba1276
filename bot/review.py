"""Unread messages grouped by likeness, with the topics that each group is likeliest about."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.nlu.intent_model import IntentModel
from bot.store.records import UnreadMessage

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
LIKENESS = 0.55
"""Cosine from which two messages count as alike. It belongs to the encoder: tests hold what its groups are like."""
MOST_TEXTS = 2000
"""So many texts, the newest, are grouped at a time."""
MOST_TOPICS = 3


@dataclass(frozen=True)
class Group:
    """Messages that are alike, the oldest first. `texts`: what they say, each once, the most typical first.

    `topics` are intents, the likeliest first; () without a model.
    """

    messages: tuple[UnreadMessage, ...]
    texts: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(message.id for message in self.messages)

    @property
    def first(self) -> datetime:
        return self.messages[0].said_at

    @property
    def last(self) -> datetime:
        return self.messages[-1].said_at


def groups_of(
    messages: Sequence[UnreadMessage], encode: Encode, model: IntentModel | None, intents: Collection[str]
) -> list[Group]:
    """The messages that have a text in groups, the largest first. Suggests none but `intents` as topics."""
    said: dict[str, list[UnreadMessage]] = {}
    for message in messages:
        if message.text:
            said.setdefault(message.text, []).append(message)
    texts = list(said)[-MOST_TEXTS:]
    if not texts:
        return []
    vectors = encode(texts)
    groups = []
    for members in alike(vectors):
        theirs = [texts[at] for at in members]
        inside = sorted((each for text in theirs for each in said[text]), key=lambda message: message.said_at)
        topics = _likeliest(model, theirs, vectors[members], intents) if model else ()
        groups.append(Group(tuple(inside), tuple(theirs), topics))
    return sorted(groups, key=lambda group: -len(group.messages))


def alike(vectors: Vectors) -> list[list[int]]:
    """Groups of rows of unit vectors (n, d), as indices: first the row with the most like it, and those; then the next.

    Within a group the leader comes first, and the others by their likeness to it.
    """
    likeness = vectors @ vectors.T
    near = likeness >= LIKENESS
    np.fill_diagonal(near, val=True)
    counts, is_free = near.sum(axis=1), np.ones(len(vectors), dtype=bool)
    groups = []
    while is_free.any():
        leader = int(np.argmax(np.where(is_free, counts, -1)))
        members = np.flatnonzero(near[leader] & is_free)
        is_free[members] = False
        counts -= near[:, members].sum(axis=1)
        groups.append(sorted(map(int, members), key=lambda at: (at != leader, -likeness[leader, at])))
    return groups


def _likeliest(model: IntentModel, texts: Sequence[str], vectors: Vectors, intents: Collection[str]) -> tuple[str, ...]:
    """The intents with the most confidence over all texts."""
    confidence = dict.fromkeys(intents, 0.0)
    for reading in chain.from_iterable(model.read(texts, vectors)):
        if reading.intent in confidence:
            confidence[reading.intent] += reading.confidence
    return tuple(sorted(confidence, key=lambda intent: -confidence[intent])[:MOST_TOPICS])

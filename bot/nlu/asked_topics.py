"""Which topics a message asks about: how sure its whole and its pieces are of each, weighed by a regression.

The regression is learned from messages of which all topics are known (data/several_topics/reader.jsonl); neither the
sentence encoder nor the intent model has seen them, so their confidences are those of new messages.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from math import exp, log
from pathlib import Path

from sklearn.linear_model import LogisticRegression

from bot.nlu.fragments import Fragment
from bot.nlu.intent_model import Reading

TOPIC_PREFIXES = ("ask_", "request_program")
ABOUT_THE_TALK = {"ask_why", "ask_sources", "ask_help", "ask_bot", "ask_profile", "ask_reminders"}
"""Asked by a whole message only: beside a question, "why?" belongs to it."""
LIKELIEST = 3
"""So many topics of each piece are weighed."""
LEAST = 2e-3
"""Confidence under which all are alike."""
INVERSE_REGULARISATION = 0.5
Ranking = Sequence[Reading]
"""Each intent once, the likeliest first."""


@dataclass(frozen=True)
class Piece:
    """A fragment of a message, and its ranking of intents."""

    fragment: Fragment
    ranking: Ranking


@dataclass(frozen=True)
class ReadMessage:
    """A text, the ranking of the whole and those of its pieces, in their order."""

    text: str
    whole: Ranking
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Weighed:
    """A topic that a message may ask about. confidence: of the surest piece; chance: that it is asked; place: where."""

    topic: str
    confidence: float
    chance: float
    place: int


@dataclass(frozen=True)
class AskedTopics:
    """The regression: a weight for each thing that `evidence` gives, and what is added.

    Without weights (it has learned from no message) no topic has a chance.
    """

    weights: tuple[float, ...] = ()
    added: float = 0.0

    @classmethod
    def fit(cls, messages: Sequence[ReadMessage], asked: Sequence[Sequence[str]]) -> "AskedTopics":
        """Learn from messages and what they ask."""
        rows = [
            (evidence_of, topic in topics)
            for message, topics in zip(messages, asked, strict=True)
            for topic, evidence_of, _, _ in evidence(message)
        ]
        if len({is_asked for _, is_asked in rows}) < 2:
            return cls()
        regression = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000)
        regression.fit([row for row, _ in rows], [is_asked for _, is_asked in rows])
        return cls(tuple(map(float, regression.coef_[0])), float(regression.intercept_[0]))

    def weighed(self, message: ReadMessage) -> list[Weighed]:
        """The topics that a message may ask about, the likeliest first."""
        found = [
            Weighed(topic, confidence, self._chance(row), place) for topic, row, confidence, place in evidence(message)
        ]
        return sorted(found, key=lambda each: -each.chance)

    def save(self, path: Path) -> None:
        """Write to a JSON file."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "AskedTopics":
        """Read what `save` wrote. Raises OSError, ValueError or KeyError."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(stored["weights"]), stored["added"])

    def _chance(self, row: Sequence[float]) -> float:
        if not self.weights:
            return 0.0
        odds = self.added + sum(weight * value for weight, value in zip(self.weights, row, strict=True))
        return 1 / (1 + exp(-odds))


def evidence(message: ReadMessage) -> Iterator[tuple[str, tuple[float, ...], float, int]]:
    """Topics that may be asked: what speaks for each, how sure it is, and the place of the surest piece
    (behind all of them when only the whole tells it).

    For a topic speak the confidence of the whole, of the surest piece and of the surest question, as logarithms, how
    little it lags behind the first topic of the whole and of a piece, and that the pieces ask different things; against
    it, that there are no pieces.
    """
    rankings = [piece.ranking for piece in message.pieces] or [message.whole]
    whole, *pieces = map(by_intent, (message.whole, *rankings))
    questions = [each for each, piece in zip(pieces, message.pieces, strict=False) if piece.fragment.is_question]
    questions = questions if message.pieces else pieces
    likely = [likeliest(each) for each in rankings]
    first = {topics[0] for topics in likely if topics}
    for topic in sorted({*likeliest(message.whole), *chain.from_iterable(likely)}):
        in_pieces = [each[topic] for each in pieces]
        surest = max(in_pieces)
        row = (
            logarithm(whole[topic]),
            logarithm(surest),
            logarithm(max((each[topic] for each in questions), default=0.0)),
            lag(whole, topic),
            max(lag(each, topic) for each in pieces),
            float(not message.pieces),
            float(len(first) > 1),
        )
        place = in_pieces.index(surest) if surest >= whole[topic] else len(pieces)
        yield topic, row, max(surest, whole[topic]), place


def lag(confidences: Mapping[str, float], topic: str) -> float:
    """How far a topic is behind the likeliest intent, as a logarithm: 0 for the likeliest, else less."""
    return logarithm(confidences[topic]) - logarithm(max(confidences.values()))


def likeliest(ranking: Ranking) -> list[str]:
    """The likeliest intents of a piece, those of them that are topics."""
    return [each.intent for each in ranking[:LIKELIEST] if is_topic(each.intent)]


def is_topic(intent: str) -> bool:
    """Whether an intent is a question that one message may ask among others."""
    return intent.startswith(TOPIC_PREFIXES) and intent not in ABOUT_THE_TALK


def by_intent(ranking: Ranking) -> dict[str, float]:
    """The confidence of each intent."""
    return {each.intent: each.confidence for each in ranking}


def logarithm(confidence: float) -> float:
    """The logarithm of a confidence; all that are tiny are alike."""
    return log(confidence + LEAST)

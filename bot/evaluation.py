"""`spotter evaluate`: how well labelled messages are read.

A line is {"text", "topic", "alt_topics"?, "urgent"?}, or {"text", "topics"} for a message that asks several things. A
message is right when its first reading stands for its topic or for one of the alternatives (for one of its topics).
EvaluationError: the file cannot be used; names line and key.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bot.evaluation_topics import MEDICAL, OUT_OF_SCOPE, TOPICS_OF, is_training_advice
from bot.typing_slips import mistyped

if TYPE_CHECKING:
    from bot.dialogue.answer import Answer
    from bot.dialogue.coach import Coach

STOPPED = "report_red_flag"


class EvaluationError(Exception):
    """The file of labelled messages is unusable."""


@dataclass(frozen=True)
class Labelled:
    text: str
    topic: str
    alternatives: tuple[str, ...] = ()
    urgent: bool = False
    topics: tuple[str, ...] = ()

    @property
    def accepted(self) -> tuple[str, ...]:
        return (self.topic, *self.alternatives, *self.topics)


@dataclass(frozen=True)
class Outcome:
    """A message and how it was read: `reading` is the first intent (or hazard), `readings` all that were answered."""

    message: Labelled
    reading: str
    readings: tuple[str, ...]
    stopped: bool

    @property
    def right(self) -> bool:
        return self._stands_for_the_topic(self.reading)

    @property
    def right_somewhere(self) -> bool:
        return any(map(self._stands_for_the_topic, self.readings))

    @property
    def answered(self) -> tuple[str, ...]:
        """Which of several topics are among the answers."""
        labels = {label for reading in self.readings for label in self._labels(reading)}
        return tuple(topic for topic in self.message.topics if topic in labels)

    @property
    def reached_medical(self) -> bool:
        return self.stopped or MEDICAL in TOPICS_OF.get(self.reading, ())

    def _stands_for_the_topic(self, reading: str) -> bool:
        return bool(set(self.message.accepted) & set(self._labels(reading)))

    def _labels(self, reading: str) -> tuple[str, ...]:
        return TOPICS_OF.get(reading, (MEDICAL,) if self.stopped else ())


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled messages of a JSON lines file. Raises EvaluationError."""
    messages = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            topics = tuple(row.get("topics", ()))
            first = topics[0] if topics else row["topic"]
            found = Labelled(row["text"], first, tuple(row.get("alt_topics", ())), bool(row.get("urgent")), topics)
        except (ValueError, TypeError, KeyError) as error:
            wanted = '{"text": …, "topic": …, "alt_topics": […]}'
            raise EvaluationError(f"{path.name}: line {number}: {error!r}; expected {wanted}") from error
        messages.append(found)
    if not messages:
        raise EvaluationError(f"{path.name}: holds no message")
    return messages


def misspelt(messages: Iterable[Labelled], seed: int) -> list[Labelled]:
    """The messages, each with one slip of the thumb; the same seed gives the same slips."""
    chance = Random(seed)
    return [replace(message, text=mistyped(message.text, chance)) for message in messages]


def evaluate(coach: "Coach", messages: Iterable[Labelled]) -> list[Outcome]:
    """Every message in a conversation of its own, through the gate, the reading and the actions."""
    with asyncio.Runner() as runner:
        return [
            outcome_of(message, runner.run(coach.answer(f"evaluation-{number}", message.text)))
            for number, message in enumerate(messages)
        ]


def outcome_of(message: Labelled, answer: "Answer") -> Outcome:
    """How an answer read its message."""
    stopped = answer.intent == STOPPED
    own = answer.topics[0] if stopped and answer.topics else answer.intent
    answered = answer.topics or (own,)
    return Outcome(message, _stem(own), tuple(dict.fromkeys(map(_stem, (own, *answered)))), stopped)


def _stem(intent: str) -> str:
    return intent.removeprefix("ask_")


def report(outcomes: Sequence[Outcome], *, errors: bool = False) -> str:
    """Accuracy, a table by topic, confusions, out-of-scope rates and red-flag recall as plain text."""
    parts = [_summary(outcomes), _by_topic(outcomes), _confusions(outcomes)]
    if errors:
        wrong = (outcome for outcome in outcomes if not outcome.right)
        parts.append(
            "\n".join(f"{each.message.topic} <- {each.reading}: {each.message.text[:160]!r}" for each in wrong)
        )
    return "\n\n".join(parts)


def _summary(outcomes: Sequence[Outcome]) -> str:
    medical = [each for each in outcomes if each.message.topic == MEDICAL]
    others = [each for each in outcomes if MEDICAL not in each.message.accepted]
    outside = [each for each in outcomes if each.message.topic == OUT_OF_SCOPE]
    inside = [each for each in outcomes if OUT_OF_SCOPE not in each.message.accepted]
    urgent = [each for each in outcomes if each.message.urgent]
    several = [each for each in outcomes if each.message.topics]
    rows = [
        ("topic right", outcomes, [each.right for each in outcomes]),
        ("topic among the answers", outcomes, [each.right_somewhere for each in outcomes]),
        ("medical messages caught", medical, [each.reached_medical for each in medical]),
        ("urgent messages stopped", urgent, [each.stopped for each in urgent]),
        ("other messages stopped", others, [each.stopped for each in others]),
        (
            "out of scope answered as training advice",
            outside,
            [is_training_advice(each.reading) for each in outside],
        ),
        (
            "in scope read as out of scope",
            inside,
            [OUT_OF_SCOPE in TOPICS_OF.get(each.reading, ()) for each in inside],
        ),
        ("in scope not understood", inside, [each.reading == "nlu_fallback" for each in inside]),
        ("all of several topics answered", several, [each.answered == each.message.topics for each in several]),
    ]
    return "\n".join(f"{name:42}{_share(hits)}" for name, _, hits in rows)


def _share(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):6.1f} %  ({sum(hits)} of {len(hits)})" if hits else "   none in the file"


def _by_topic(outcomes: Sequence[Outcome]) -> str:
    total = Counter(each.message.topic for each in outcomes)
    right = Counter(each.message.topic for each in outcomes if each.right)
    rows = [f"{topic:24}{right[topic]:4} of {count:4}" for topic, count in total.most_common()]
    return "\n".join(["by topic", *rows])


def _confusions(outcomes: Sequence[Outcome], most: int = 15) -> str:
    wrong = Counter((each.message.topic, each.reading) for each in outcomes if not each.right)
    rows = [f"{topic:24}read as {reading:26}{count:4}" for (topic, reading), count in wrong.most_common(most)]
    return "\n".join(["confusions", *rows])

"""`spotter evaluate --folds 5`: how well examples are read that the regression was not trained on.

The sentence encoder that is shipped was taught the same examples, so this flatters; `tools/finetune_encoder.py
--leave-out` measures both together.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from bot.nlu.intent_model import IntentModel, encode
from bot.nlu.sentence_encoder import SentenceEncoder
from bot.training_examples import Example

SEED = 7


@dataclass(frozen=True)
class FoldOutcome:
    """An example that was kept back, its intent and what was read."""

    text: str
    intent: str
    reading: str

    @property
    def right(self) -> bool:
        return self.intent == self.reading


def folds_of(examples: Sequence[Example], count: int) -> list[list[int]]:
    """Indices of the examples in folds that hold as much of every intent."""
    by_intent: dict[str, list[int]] = defaultdict(list)
    for at, (_, intent) in enumerate(examples):
        by_intent[intent].append(at)
    dealt = [at for group in by_intent.values() for at in Random(SEED).sample(group, len(group))]
    return [dealt[first::count] for first in range(count)]


def cross_validate(
    examples: Sequence[Example], count: int, say: Callable[[str], None] = lambda _: None
) -> Iterator[FoldOutcome]:
    """Each example read by a model of the other folds. `count`: folds, 2 or more."""
    texts, intents = [text for text, _ in examples], [intent for _, intent in examples]
    say("reading the examples")
    vectors = encode(SentenceEncoder(), texts)
    for number, kept in enumerate(folds_of(examples, count), start=1):
        say(f"fold {number} of {count}")
        learnt = np.setdiff1d(np.arange(len(texts)), kept)
        model = IntentModel.fit([texts[at] for at in learnt], [intents[at] for at in learnt], vectors[learnt])
        readings = model.read([texts[at] for at in kept], vectors[kept])
        for at, ranking in zip(kept, readings, strict=True):
            yield FoldOutcome(texts[at], intents[at], ranking[0].intent)


def report_folds(outcomes: Sequence[FoldOutcome], most: int = 30) -> str:
    """Share read rightly, the weakest intents, and the confusions, as plain text."""
    total = Counter(each.intent for each in outcomes)
    right = Counter(each.intent for each in outcomes if each.right)
    wrong = Counter((each.intent, each.reading) for each in outcomes if not each.right)
    weakest = sorted(total, key=lambda intent: right[intent] / total[intent])[:most]
    share = 100 * right.total() / total.total()
    return "\n".join([
        f"intent right {share:.1f} %  ({right.total()} of {total.total()})", "", "weakest intents",
        *(f"{intent:32}{right[intent]:4} of {total[intent]:4}" for intent in weakest), "", "confusions",
        *(f"{intent:32}read as {reading:32}{times:4}" for (intent, reading), times in wrong.most_common(most)),
    ])  # fmt: skip

"""Which intent a text has: meaning and spelling in one vector, logistic regression, and a distance to what is known.

The confidence of a reading is its probability times the likeness of the nearest training example of that intent, so
that a text unlike anything known is not believed, however sure the regression is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

from bot.nlu.sentence_encoder import SentenceEncoder
from bot.nlu.vocabulary import Vocabulary

Vectors = npt.NDArray[np.float32]
SPELLING_FEATURES, SPELLING_DIRECTIONS = 2**13, 256
INVERSE_REGULARISATION = 10.0
SEED = 7
COMPARED = 12

_words = HashingVectorizer(
    analyzer="char_wb",
    ngram_range=(2, 5),
    n_features=SPELLING_FEATURES,
    alternate_sign=False,
    norm="l2",
    dtype=np.float32,
)


@dataclass(frozen=True)
class Reading:
    """One intent that a text may have. confidence: 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class IntentModel:
    """coefficients (intents, 384 + directions), intercepts (intents,), examples (n, 384), owners (n,): whose they are.

    `owners` are indices of intents and rise. `directions` (256, n-grams) are those in which the spelling of the
    examples differs most: the n-grams of a text are read along them. `vocabulary` is that of the examples.
    """

    vocabulary: Vocabulary
    directions: Vectors
    intents: tuple[str, ...]
    coefficients: Vectors
    intercepts: Vectors
    examples: Vectors
    owners: npt.NDArray[np.int64]

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str], meanings: Vectors) -> "IntentModel":
        """A model of labelled texts; `meanings` (n, 384) are their sentence vectors."""
        regression = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=300, tol=1e-3, random_state=SEED)
        counts = spelling(texts)
        size = min(SPELLING_DIRECTIONS, len(texts) - 1)
        directions = TruncatedSVD(size, n_iter=3, random_state=SEED).fit(counts).components_.astype(np.float32)
        regression.fit(features(texts, meanings, directions), labels)
        intents = tuple(str(label) for label in regression.classes_)
        coefficients, intercepts = regression.coef_, regression.intercept_
        if len(intents) == 2:  # then it gives those of the second alone
            coefficients, intercepts = np.vstack([0 * coefficients, coefficients]), np.array([0.0, *intercepts])
        place = {intent: at for at, intent in enumerate(intents)}
        owners = np.array([place[label] for label in labels], dtype=np.int64)
        order = np.argsort(owners, kind="stable")
        return cls(
            Vocabulary.of(texts),
            directions,
            intents,
            coefficients.astype(np.float32),
            intercepts.astype(np.float32),
            meanings.astype(np.float32)[order],
            owners[order],
        )

    def read(self, texts: Sequence[str], meanings: Vectors) -> list[list[Reading]]:
        """For each text all intents, the likeliest first."""
        scores = features(texts, meanings, self.directions) @ self.coefficients.T + self.intercepts
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        probability = odds / odds.sum(axis=1, keepdims=True)
        confidence = probability * self._likeness(meanings, probability)
        order = np.argsort(-confidence, axis=1)
        return [
            [Reading(self.intents[at], float(row[at])) for at in best]
            for row, best in zip(confidence, order, strict=True)
        ]

    def _likeness(self, meanings: Vectors, probability: Vectors) -> Vectors:
        """(n, intents) cosine to the nearest example of each intent, 0 at the least.

        Only the likeliest intents are compared, which takes a tenth of the time; the others get the least of these.
        """
        starts = np.searchsorted(self.owners, np.arange(len(self.intents) + 1))
        likeliest = np.argsort(-probability, axis=1)[:, :COMPARED]
        likeness = np.empty_like(probability)
        for row, (meaning, intents) in enumerate(zip(meanings, likeliest, strict=True)):
            found = [(self.examples[starts[at] : starts[at + 1]] @ meaning).max() for at in intents]
            likeness[row] = min(found)
            likeness[row, intents] = found
        return np.clip(likeness, 0.0, 1.0)

    def save(self, path: Path) -> None:
        """Write to an .npz file; texts are not kept."""
        np.savez_compressed(
            path,
            words=np.array(list(self.vocabulary.counts)),
            counts=np.array(list(self.vocabulary.counts.values())),
            directions=self.directions.astype(np.float16),
            intents=np.array(self.intents),
            coefficients=self.coefficients.astype(np.float16),
            intercepts=self.intercepts,
            examples=self.examples.astype(np.float16),
            owners=self.owners,
        )

    @classmethod
    def load(cls, path: Path) -> "IntentModel":
        """Read what `save` wrote. Raises OSError or ValueError if it is missing or no such file."""
        with np.load(path, allow_pickle=False) as stored:
            intents = tuple(str(each) for each in stored["intents"])
            directions, coefficients, intercepts, examples = (
                stored[key].astype(np.float32) for key in ("directions", "coefficients", "intercepts", "examples")
            )
            counts = dict(zip(map(str, stored["words"]), map(int, stored["counts"]), strict=True))
            return cls(Vocabulary(counts), directions, intents, coefficients, intercepts, examples, stored["owners"])


def features(texts: Sequence[str], meanings: Vectors, directions: Vectors) -> Vectors:
    """(n, 384 + directions): sentence vectors beside the spelling."""
    return np.hstack([meanings, spelling(texts) @ directions.T])


def spelling(texts: Sequence[str]) -> csr_matrix:
    """(n, n-grams): the character n-grams of texts, each text at length 1."""
    return _words.transform(text.lower() for text in texts)


def encode(encoder: SentenceEncoder, texts: Sequence[str]) -> Vectors:
    """Sentence vectors (n, 384) of texts in lower case, as the model is trained on them."""
    return encoder.encode([text.lower() for text in texts])

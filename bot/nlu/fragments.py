"""Cuts a message into the pieces that may each ask something."""

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(
    r"(?<=[?!])\s+|(?<=[a-z)][.;])\s+|(?<=\d\.)\s+(?=[a-z])|\s+[-–—]+\s+|\s*\n[\s*•-]*|\s*;\s*", re.IGNORECASE
)
_JOINT = re.compile(
    r"\s*(?:,|&|\+|/(?=\D)|\b(?:and|adn|nad|nd|n)\b|\balso\b|\bplus\b|\bbut\b|"
    r"\bor (?=how|what|which|when|where|why|should|shall|do|does|is|are|can|could|would)\b)\s*",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\?|\bhow (?:much|many|long|often|heavy|far)\b|"
    r"^\W*(?:and |also |so |but |or )?(?:how|what|whats|which|why|when|where|who|is|are|am|can|could|should|shall|"
    r"do|does|did|will|would|any|anyone|has|have|help|need|looking|best|advice|tips?|thoughts)\b",
    re.IGNORECASE,
)
_PART_QUESTION = re.compile(
    r"\?|\bhow (?:much|many|long|often|heavy|far)\b|"
    r"^\W*(?:and |also |so |but |or )?(?:how|what|whats|which|why|when|where|who|"
    r"(?:is|are|am|can|could|should|shall|do|does|did|will|would|has|have) (?:i|you|we|it|this|that|there|my|the|a)\b)",
    re.IGNORECASE,
)
_LISTED_WORDS = 3
MOST_SENTENCES = 12
MOST_JOINTS = 5


@dataclass(frozen=True)
class Fragment:
    """A piece of a message: the sentence with this number, or a part of it between joints ("sets, reps and rest")."""

    text: str
    sentence: int
    is_question: bool
    is_part: bool = False


def fragments_of(text: str) -> list[Fragment]:
    """The sentences of a message, each preceded by its parts if it has some; [] for a single short phrase.

    Of a long text the last sentences are kept, and before them the questions.
    """
    sentences = [piece.strip() for piece in _SENTENCE_END.split(text) if any(map(str.isalpha, piece))]
    found: list[Fragment] = []
    for number, sentence in enumerate(_most_telling(sentences)):
        asks = bool(_QUESTION.search(sentence))
        found += [Fragment(part, number, asks and _asks(part), is_part=True) for part in _parts(sentence)]
        found.append(Fragment(sentence, number, asks))
    return found if len(found) > 1 else []


def _asks(part: str) -> bool:
    """Whether a part of a question asks something itself: in the words of a question, or as a word in a list."""
    is_listed = len(part.split()) <= _LISTED_WORDS and not any(char.isdigit() for char in part)
    return is_listed or is_asked(part)


def is_asked(part: str) -> bool:
    """Whether a part has the words of a question."""
    return bool(_PART_QUESTION.search(part))


def _parts(sentence: str) -> list[str]:
    parts = [part.strip() for part in _JOINT.split(sentence) if len(part.strip(" ?.!")) > 2]
    return parts if 1 < len(parts) <= MOST_JOINTS else []


def _most_telling(sentences: list[str]) -> list[str]:
    if len(sentences) <= MOST_SENTENCES:
        return sentences
    ranked = sorted(range(len(sentences)), key=lambda at: (not _QUESTION.search(sentences[at]), -at))
    return [sentences[at] for at in sorted(ranked[:MOST_SENTENCES])]

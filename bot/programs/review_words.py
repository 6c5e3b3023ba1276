"""The words of a critique: sentences and fragments of review.yml, with their figures."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.advice import Value
from bot.wording import show

FILE = Path(__file__).parent / "review.yml"


@cache
def review_words() -> dict[str, str]:
    """Every sentence by name."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {str(name): str(words) for name, words in content.items()}


def sentence(name: str, **values: Value) -> str:
    """A sentence with its values in words, beginning with a capital letter."""
    text = review_words()[name].format(**{key: show(value) for key, value in values.items()})
    return text[:1].upper() + text[1:]


def fragment(name: str) -> str:
    """Words that stand within a sentence."""
    return review_words()[name]

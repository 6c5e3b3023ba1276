"""A piece of a message."""

from dataclasses import dataclass


def is_figure(text: str) -> bool:
    """Whether a canonical text is a number; "²" and letters that count as digits are not."""
    return "0" <= text[:1] <= "9"


@dataclass(frozen=True, slots=True)
class Token:
    """Canonical text (a word, a number in digits, a sign), and where it stood in the message."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return is_figure(self.text)

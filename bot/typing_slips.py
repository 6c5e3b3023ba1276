"""One slip of a thumb in a text: how messages are spoilt on purpose, to measure and to teach with."""

from random import Random

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mistyped(text: str, chance: Random) -> str:
    """The text with one letter left out, swapped with the next, replaced or doubled; never its first."""
    letters = [at for at in range(1, len(text)) if text[at].isalpha()]
    if not letters:
        return text
    at, kind = chance.choice(letters), chance.randrange(4)
    middle = ("", text[at + 1 : at + 2] + text[at], chance.choice(LETTERS), text[at] * 2)[kind]
    return text[:at] + middle + text[at + (2 if kind == 1 else 1) :]

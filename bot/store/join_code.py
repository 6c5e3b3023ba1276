"""Codes that are shown in one conversation and typed in another."""

import secrets
from datetime import timedelta

from bot.store.records import digest

HOLDS_FOR = timedelta(minutes=10)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which look alike."""
LENGTH = 8
"""32 to the 8th: a million guesses while a thousand codes hold find one in about a thousand times."""


def new_code() -> str:
    """A new code, as it is shown: "K7QX-2MDP"."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"


def code_digest(code: str) -> str:
    """What is kept of a code, however it was typed: "k7qx 2mdp" is the same."""
    return digest("join code", "".join(each for each in code.upper() if each in LETTERS))

"""Codes that are shown in one conversation and typed in another."""

import re
import secrets
from datetime import timedelta

from bot.store.records import digest

HOLDS_FOR = timedelta(minutes=10)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which look alike."""
LENGTH = 8
"""About 32 to the 8th: a million guesses while a thousand codes hold find one in about a thousand times."""


OF_LOGS = frozenset("XKGLBS")
"""Letters that stand among numbers in a log: "85kgx3x5"."""
AROUND = " \t.,;:!?\"'()[]*_`“”‘’"
_SHOWN = re.compile(rf"(?<![\w-])([{LETTERS}]{{4}})[-–—‐]([{LETTERS}]{{4}})(?![\w-])", re.I)
_ALONE = re.compile(rf"([{LETTERS}]{{4}})[-–—‐\s]{{0,3}}([{LETTERS}]{{4}})", re.I)


def new_code() -> str:
    """A new code, as it is shown: "K7QX-2MDP". It looks like neither a word nor a log."""
    while True:
        letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if _is_code(letters):
            return f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"


def find_code(text: str) -> str | None:
    """The code in a message: anywhere as it is shown, or the whole message however it is typed. None without one."""
    found = [_ALONE.fullmatch(text.strip(AROUND)), *_SHOWN.finditer(text)]
    letters = (f"{each[1]}{each[2]}".upper() for each in found if each)
    return next((f"{each[: LENGTH // 2]}-{each[LENGTH // 2 :]}" for each in letters if _is_code(each)), None)


def _is_code(letters: str) -> bool:
    """Whether they are no word, no number, and no sets: 1 in 9 of random ones are."""
    told = {each for each in letters if each.isalpha()}
    return bool(told - OF_LOGS) and not letters.isalpha()


def code_digest(code: str) -> str:
    """What is kept of a code, however it was typed: "k7qx 2mdp" is the same."""
    return digest("join code", "".join(each for each in code.upper() if each in LETTERS))

"""Passwords of trainers: Argon2, and as much work for a name that is not there as for one that is."""

from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from bot.store.field_checks import expect
from bot.store.handover_records import TrainerAccount

LEAST, MOST = 12, 1000
"""Characters. The upper end is there for the machine's sake."""
_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash(token_urlsafe())
"""What no password has: as much work as a real one."""


def hash_of(password: str) -> str:
    """What is kept of a password. Raises RecordError for one that is too short."""
    expect(LEAST <= len(password) <= MOST, "password", f"{LEAST} characters or more")
    return _HASHER.hash(password)


def is_right(password: str, account: TrainerAccount | None) -> bool:
    """Whether it is the password of somebody who works here."""
    kept = account.password_hash if account else _NOBODYS
    try:
        fits = len(password) <= MOST and _HASHER.verify(kept, password)
    except (Argon2Error, InvalidHashError):
        return False
    return fits and account is not None and account.is_active

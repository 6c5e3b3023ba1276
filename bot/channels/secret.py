"""The secret of this installation, and the keys that are made of it."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.settings import LEAST_SECRET

_BYTES = 32


class SecretError(Exception):
    """The secret cannot be used, kept or read; says what to do."""


def secret_of(given: str, kept_in: Path) -> bytes:
    """The secret that was given, else the one in a file; made there, for its owner alone, the first time.

    Processes that make it at the same moment all get the same one. Raises SecretError.
    """
    if given:
        return _checked(given, "SPOTTER_SECRET")
    try:
        if not kept_in.exists():
            _make(kept_in)
        return _checked(kept_in.read_text(encoding="ascii").strip(), str(kept_in))
    except (OSError, UnicodeError) as error:
        raise SecretError(f"The secret in {kept_in} cannot be made or read. Check the folder, or delete it.") from error


def key_for(purpose: str, secret: bytes) -> bytes:
    """A key for one purpose: whoever learns one of them knows no other."""
    return hmac.digest(secret, purpose.encode(), hashlib.sha256)


def _checked(secret: str, where: str) -> bytes:
    if len(secret) < LEAST_SECRET:
        raise SecretError(f"{where}: expected {LEAST_SECRET} characters or more, that nobody can guess.")
    return secret.encode()


def _make(path: Path) -> None:
    """Writes the file whole or not at all, and never over another one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was quicker
            path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)

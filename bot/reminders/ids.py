"""The id of a reminder: the same message makes the same one."""

from hashlib import sha256

DIGITS = 32


def id_of(lifter: str, command: str) -> str:
    """32 hexadecimal digits for a lifter and the message in which he asked for it."""
    return sha256(f"{lifter} {command}".encode()).hexdigest()[:DIGITS]

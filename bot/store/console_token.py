"""Tokens of the console: random, and known to the store by their digest alone."""

from datetime import datetime
from secrets import token_urlsafe

from bot.store.handover_records import ConsoleLogin
from bot.store.records import digest

BYTES = 32


def new_login(trainer: str, until: datetime) -> ConsoleLogin:
    """That a trainer is signed in until a moment, with a new token and a new secret."""
    return ConsoleLogin(token_urlsafe(BYTES), trainer, token_urlsafe(BYTES), until)


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return digest("console login", token)

"""The chat on websites."""

from bot.channels.web.channel import WebChannel

__all__ = ["WebChannel"]

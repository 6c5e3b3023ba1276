"""Slack."""

from bot.channels.slack.channel import SlackChannel

__all__ = ["SlackChannel"]

"""What is said of handovers, to lifters and to trainers' places, and what follows when one has ended."""

from bot.switchboard.switchboard import Switchboard

__all__ = ["Switchboard"]

"""The stores in memory: for tests, and where nothing may be written."""

from bot.store.memory.opening import memory_stores
from bot.store.memory.unread import MemoryUnreadStore

__all__ = ["MemoryUnreadStore", "memory_stores"]

"""All stores in one memory."""

from bot.store.interface import Stores
from bot.store.memory.audit import MemoryAuditStore
from bot.store.memory.conversations import MemoryConversationStore
from bot.store.memory.handovers import MemoryHandoverStore
from bot.store.memory.inbox import MemoryInboxStore
from bot.store.memory.lifters import MemoryLifterStore
from bot.store.memory.log import MemoryLogStore
from bot.store.memory.outbox import MemoryOutboxStore
from bot.store.memory.profile import MemoryConsentStore, MemoryProfileStore
from bot.store.memory.programs import MemoryProgramStore
from bot.store.memory.reminders import MemoryReminderStore
from bot.store.memory.rights import MemoryRightsStore
from bot.store.memory.shared import Memory
from bot.store.memory.trainers import MemoryTrainerStore
from bot.store.memory.trials import MemoryTrialStore


def memory_stores() -> Stores:
    """New stores, empty, that last as long as the program runs."""
    memory = Memory()
    return Stores(
        unread=memory.unread,
        lifters=MemoryLifterStore(memory),
        log=MemoryLogStore(memory),
        profiles=MemoryProfileStore(memory),
        consents=MemoryConsentStore(memory),
        programs=MemoryProgramStore(memory),
        reminders=MemoryReminderStore(memory),
        conversations=MemoryConversationStore(memory),
        inbox=MemoryInboxStore(memory),
        outbox=MemoryOutboxStore(memory),
        handovers=MemoryHandoverStore(memory),
        trainers=MemoryTrainerStore(memory),
        trials=MemoryTrialStore(memory),
        audit=MemoryAuditStore(memory),
        rights=MemoryRightsStore(memory),
    )

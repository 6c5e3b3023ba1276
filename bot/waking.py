"""Wakes the coach: the model, and the stores that it and its actions share."""

from functools import partial
from pathlib import Path

from actions import services
from bot.dialogue.coach import Coach
from bot.gym import at_home_in, gym_of
from bot.settings import Settings
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.store.sql import open_stores


def wake(model: Path, here: Settings, stores: Stores | None = None, *, keeps_conversations: bool = True) -> Coach:
    """A coach with this model, who keeps what is to be kept in `stores` (by default in memory).

    With `keeps_conversations` false the conversations themselves lie in memory all the same. Raises ModelError, and
    GymError if the gym's file is wrong.
    """
    kept, gym = stores or memory_stores(), gym_of(here)
    here = at_home_in(gym, here)
    given = partial(services.using, services.services_of(here, kept, gym))
    return Coach.load(model, here, kept, keeps_conversations=keeps_conversations, context=given, gym=gym)


def stores_of(here: Settings) -> Stores:
    """The stores that the settings name, rid of what has been kept long enough. Raises StoreError."""
    stores = open_stores(here.database)
    stores.rights.purge(services.utc_now())
    return stores

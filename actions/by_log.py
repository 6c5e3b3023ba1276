"""Topics that are answered from the store: their names and their rules. They come before rules of the same name."""

from actions import log_history, next_load, workout_today
from actions.told import StoreRule

STORE_TOPICS = ("log", "next_load")
"""Those that have no rule without a store."""
BY_LOG: dict[str, StoreRule] = {
    "log": log_history.tell,
    "next_load": next_load.tell,
    "request_program_workout": workout_today.tell,
    "plates": workout_today.plates,
    "warm_up": workout_today.warm_up,
}

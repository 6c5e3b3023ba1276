"""What a turn costs in a young conversation and in a long one, by where conversations are kept.

    .venv/bin/python -m benchmarks.conversation_cost                  the current model, SQLite in a temporary folder
    .venv/bin/python -m benchmarks.conversation_cost --rounds 40
    .venv/bin/python -m benchmarks.conversation_cost --database postgresql://…       an empty database

One model, three coaches: one keeps conversations in the database, one in our memory, one in Rasa's own memory. Each
has a conversation of 392 turns; then, in rounds, each says the next eight turns of it (393 to 400, and on) and turns 8
to 15 of a new one, the same words in turn, so that whatever else the machine does slows all alike. Prints the medians
in milliseconds, and the two ratios that have a goal. Rasa's memory makes it slow: some six minutes for 12 rounds.
"""

import argparse
import asyncio
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.coach import Coach
from bot.dialogue.kept_trackers import KeptTrackers
from bot.model import model_path
from bot.settings import settings
from bot.store.memory import memory_stores
from bot.store.sql import open_stores
from bot.waking import wake

MESSAGES = (
    "how many reps for size", "and for strength?", "how long should i rest between sets", "sets and reps for bench",
    "thanks", "is it ok to train every day", "what is rpe", "how do i warm up for deadlifts",
)  # fmt: skip
YOUNG, OLD = 7, 392
FLAT, NEAR = 1.3, 1.5
"""Goals: turn 400 beside turn 10, and the database beside the faster of the two memories."""


class OfRasa(KeptTrackers):
    """Conversations in Rasa's own memory, which writes each out and replays it at every turn."""

    def __init__(self, coach: Coach) -> None:
        super().__init__(memory_stores().conversations, memory_stores(), coach._agent.domain)
        self._rasas = InMemoryTrackerStore(coach._agent.domain)

    @asynccontextmanager
    async def held(self, conversation: str, patience: float = 0) -> AsyncIterator[DialogueStateTracker]:
        yield await self._rasas.get_or_create_tracker(conversation)

    async def save(self, tracker: DialogueStateTracker, patience: float = 0) -> None:
        await self._rasas.save(tracker)


def coaches(database: str) -> dict[str, Coach]:
    """One for each place where conversations are kept."""
    ours = wake(model_path(settings()), settings())
    kept = Coach(ours._agent, settings(), open_stores(database))
    rasas = Coach(ours._agent, settings(), memory_stores())
    rasas._trackers = OfRasa(ours)
    return {"database": kept, "our memory": ours, "Rasa's memory": rasas}


async def say(coach: Coach, conversation: str, number: int) -> float:
    """Milliseconds of a turn."""
    started = time.perf_counter()
    await coach.answer(conversation, MESSAGES[number % len(MESSAGES)])
    return 1000 * (time.perf_counter() - started)


async def measure(places: dict[str, Coach], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Times by place and by age of the conversation."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for coach in places.values():
        for number in range(OLD):
            await say(coach, "old", number)
    for each in range(rounds):
        for coach in places.values():
            for number in range(YOUNG):
                await say(coach, f"young {each}", number)
        for number in range(len(MESSAGES)):
            for name, coach in places.items():
                found[name]["young"].append(await say(coach, f"young {each}", YOUNG + 1 + number))
                found[name]["old"].append(await say(coach, "old", YOUNG + 1 + number))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        places = coaches(options.database or f"sqlite:///{Path(folder) / 'spotter.db'}")
        found = asyncio.run(measure(places, options.rounds))
    middle = {name: {age: median(times) for age, times in ages.items()} for name, ages in found.items()}
    print(f"{'ms, p50':16}{'turn 8–15':>12}{'turn 393 on':>12}{'ratio':>8}")
    for name, ages in middle.items():
        print(f"{name:16}{ages['young']:12.2f}{ages['old']:12.2f}{ages['old'] / ages['young']:8.2f}")
    flat = middle["database"]["old"] / middle["database"]["young"]
    near = middle["database"]["young"] / min(middle["our memory"]["young"], middle["Rasa's memory"]["young"])
    print(f"goal: turn 400 at most {FLAT} times turn 10: {flat:.2f}, {'met' if flat <= FLAT else 'MISSED'}")
    print(
        f"goal: the database at most {NEAR} times the faster memory: {near:.2f}, {'met' if near <= NEAR else 'MISSED'}"
    )


if __name__ == "__main__":
    main()

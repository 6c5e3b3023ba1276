"""What a trainer's brief costs: milliseconds from the stores to the text, for a new lifter and one with 10,000 sets.

    .venv/bin/python -m benchmarks.brief_cost                 200 rounds, SQLite in a temporary folder
    .venv/bin/python -m benchmarks.brief_cost --rounds 1000

The long chat has 200 turns. CPU is the time of this process alone, whatever else the machine is at. The first brief of
a process reads the catalogue and builds the program; it is told by itself, beside the goal (100 ms).
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.channels.replies import plain
from bot.coaching.question import Question
from bot.coaching.terms import Equipment, TrainingAge, TrainingGoal
from bot.logbook.in_progress import begun
from bot.programs.request import request_of
from bot.store.conversation_records import ConversationEvent, ConversationState
from bot.store.handover_records import Handover, HandoverReason, HandoverState
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind, ProfileEntry, new_id
from bot.store.postbox_records import IncomingMessage
from bot.store.sql import open_stores
from bot.trainer_brief import text_of
from tests.bot.progress.histories import HISTORIES, TODAY

GOAL = 100
LONG = 10_000
TURNS = 200
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
READING = {"intent": {"name": "ask_rep_range", "confidence": 0.9}, "entities": [], "intent_ranking": []}
ASKED = Question(
    training_goal=TrainingGoal.STRENGTH, training_age=TrainingAge.INTERMEDIATE, days_per_week=4, workout_minutes=75,
    equipment=(Equipment.FULL_GYM,),
)  # fmt: skip


def planted(stores: Stores, name: str, sets: int, turns: int) -> Handover:
    """A lifter with so many sets in the log and turns in the chat, who waits for a trainer."""
    lifter = stores.lifters.lifter_of(name, NOW).id
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOW)
    facts = {"training_goal": "strength", "training_age": "intermediate", "complaints": ("knee",)}
    stores.profiles.keep_facts(lifter, [ProfileEntry(lifter, key, value, NOW) for key, value in facts.items()])
    kept = 0
    for number, each in enumerate(reversed(HISTORIES["five_years"]().workouts)):
        if kept >= sets:
            break
        stores.log.keep_workouts(lifter, [replace(each, id=new_id(), lifter=lifter)], f"c{number}", NOW)
        kept += len(each.sets)
    stores.programs.start(begun(lifter, request_of(ASKED), TODAY - timedelta(days=30)))
    talk(stores, name, turns)
    print(f"{name}: {kept} sets, {turns} turns")
    asked = Handover(new_id(), name, lifter, HandoverReason.PLATEAU, HandoverState.WAITING, NOW, passes_on=True)
    return stores.handovers.ask(asked)


def talk(stores: Stores, name: str, turns: int) -> None:
    """A chat about reps, as it is kept."""
    said = "how many reps should I do for size"
    answer = {"utter_action": "utter_advise_rep_range", "marks": "NSCA", "reps": "6–12 reps"}
    events = [
        {"event": "user", "text": said, "parse_data": READING | {"text": said}},
        {"event": "bot", "text": "6–12 reps a set.", "metadata": answer},
        {"event": "slot", "name": "last_topics", "value": ["rep_range"]},
    ]
    begun_now = stores.conversations.begin(name, NOW)
    kept = [ConversationEvent(NOW, json.dumps(each)) for _ in range(turns) for each in events]
    stores.conversations.append(name, begun_now.version, ConversationState(), kept, NOW)
    for number in range(turns):
        stores.inbox.take(IncomingMessage(name, f"m{number}", NOW, said))
        stores.outbox.post(name, f"p{number}", [plain("6–12 reps a set.")], NOW, is_sent=True)


def measured(make: Callable[[], str], rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each round, and those of the CPU, both in order."""
    wall, cpu = [], []
    for _ in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        make()
        wall.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - worked))
    return sorted(wall), sorted(cpu)


def shares(ordered: list[float]) -> tuple[float, float]:
    """What half of some numbers do not exceed, and 95 of 100."""
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        stores = open_stores(f"sqlite:///{Path(folder) / 'spotter.db'}")
        waiting = {sets: planted(stores, f"web:{sets}", sets, turns) for sets, turns in ((30, 3), (LONG, TURNS))}
        (first,), (worked,) = measured(partial(text_of, stores, waiting[LONG], NOW, ZONE), 1)
        print(f"the first one: {first:.0f} ms, CPU {worked:.0f} ms")
        middles = []
        for sets, each in waiting.items():
            wall, cpu = map(shares, measured(partial(text_of, stores, each, NOW, ZONE), rounds))
            middles.append(cpu[0])
            told = f"p50 {wall[0]:.0f} ms, p95 {wall[1]:.0f} ms; CPU p50 {cpu[0]:.0f} ms, p95 {cpu[1]:.0f} ms"
            print(f"{sets:6} sets: {told}; N = {rounds}, goal {GOAL}: {'met' if cpu[1] <= GOAL else 'MISSED'}")
        print(f"ratio {middles[1] / middles[0]:.2f}")


if __name__ == "__main__":
    main()

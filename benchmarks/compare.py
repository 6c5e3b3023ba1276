"""Spotter against stock Rasa (its suggested configuration with DIET and TED) on the same data, in one run.

    .venv/bin/python benchmarks/compare.py            all four ratios; trains both, about 20 minutes
    .venv/bin/python benchmarks/compare.py --keep     uses the models of the last run

Both answer through `spotter ask --json` with the same actions in process, on one core each, one after the other in
alternating rounds. Prints a table: train seconds, peak memory, start to first answer, p50 of a message, and ratios.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "results" / "benchmark"
CONFIGS = {"spotter": ROOT / "config.yml", "stock": ROOT / "benchmarks" / "stock" / "config.yml"}
GOALS = {"train s": 1 / 5, "peak MB": 0.75, "start s": 1 / 2, "p50 ms": 1 / 2}
MESSAGES = (
    "how many reps for size", "and for strength?", "how long should i rest between sets", "sets and reps for bench",
    "how heavy should i go as a beginner", "i squat 100kg for 5, what is my max", "how much protein do i need at 80 kg",
    "is it ok to train every day", "what is rpe", "should i train for size or strength", "my squat is stuck at 120",
    "how do i warm up for deadlifts", "thanks", "best exercise for chest with dumbbells", "will cardio kill my gains",
    "what can i do instead of barbell rows",
)  # fmt: skip
TRAIN = """
import sys
from bot.settings import settings
settings()
from rasa.model_training import train
result = train("domain.yml", sys.argv[1], ["data"], sys.argv[2], fixed_model_name=sys.argv[3], force_training=True)
sys.exit(result.code)
"""


@dataclass
class Measured:
    """Seconds, megabytes and milliseconds of one side; lists over the rounds."""

    train: float = 0.0
    start: list[float] = field(default_factory=list)
    message: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)

    def row(self) -> dict[str, float]:
        return {
            "train s": self.train,
            "peak MB": max(self.peak),
            "start s": statistics.median(self.start),
            "p50 ms": 1000 * statistics.median(self.message),
        }


def train(name: str) -> float:
    """Seconds to train, imports included, in a process of its own."""
    started = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-c", TRAIN, str(CONFIGS[name]), str(FOLDER), name]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=_environment())
    return time.perf_counter() - started


def ask(name: str, measured: Measured, rounds: int) -> None:
    """Start `spotter ask --json`, wait for the first answer, then time each message."""
    command = [sys.executable, "-m", "bot.cli", "ask", "--json", "--model", str(FOLDER / f"{name}.tar.gz")]
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
    ) as process:
        _exchange(process, "warm-up", "hello")
        measured.start.append(time.perf_counter() - started)
        for turn in range(rounds):
            for message in MESSAGES:
                before = time.perf_counter()
                _exchange(process, f"c{turn}", message)
                measured.message.append(time.perf_counter() - before)
        measured.peak.append(_peak_megabytes(process.pid))
        process.stdin.close()


def _exchange(process: subprocess.Popen, conversation: str, message: str) -> None:
    line = json.dumps({"conversation": conversation, "message": message}) + "\n"
    process.stdin.write(line.encode())
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if not answer["replies"]:
        raise RuntimeError(f"no reply to {message!r}")


def _peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return psutil.Process(pid).memory_info().rss / 2**20


def _environment() -> dict[str, str]:
    one_core = {"OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
    return os.environ | one_core | {"PYTHONWARNINGS": "ignore"}


def table(rows: dict[str, dict[str, float]]) -> str:
    """One line per figure: stock, spotter, ratio, goal, met or not."""
    lines = [f"{'':10}{'stock':>10}{'spotter':>10}{'ratio':>8}{'goal':>8}"]
    for figure, goal in GOALS.items():
        ratio = rows["spotter"][figure] / rows["stock"][figure]
        verdict = "met" if ratio <= goal else "MISSED"
        numbers = f"{rows['stock'][figure]:10.1f}{rows['spotter'][figure]:10.1f}{ratio:8.2f}{goal:8.2f}"
        lines.append(f"{figure:10}{numbers}  {verdict}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="do not train again")
    parser.add_argument("--rounds", type=int, default=4, help="times that each side is started")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    times = FOLDER / "train.json"
    trained = json.loads(times.read_text()) if options.keep else {name: train(name) for name in CONFIGS}
    times.write_text(json.dumps(trained))
    measured = {name: Measured(train=trained[name]) for name in CONFIGS}
    for _ in range(options.rounds):
        for name in CONFIGS:
            ask(name, measured[name], rounds=3)
    print(table({name: each.row() for name, each in measured.items()}))


if __name__ == "__main__":
    main()

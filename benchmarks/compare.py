"""Spotter against stock Rasa (its suggested configuration with DIET and TED) on the same data, in one run.

    .venv/bin/python benchmarks/compare.py                 all four ratios on all examples; DIET takes hours
    .venv/bin/python benchmarks/compare.py --examples 5    both trained on 5 examples per intent; about 15 minutes
    .venv/bin/python benchmarks/compare.py --keep          uses the models of the last run

Both are trained on the same data and run the same actions. Spotter answers through `spotter ask --json`, with the
actions in its process; stock Rasa as it comes, through `rasa run` and its REST channel, with `rasa run actions` beside
it. One core each, in alternating rounds. Prints train seconds, peak memory, start to first answer, p50, ratios.
"""

import argparse
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import yaml

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
result = train("domain.yml", sys.argv[1], [sys.argv[4]], sys.argv[2], fixed_model_name=sys.argv[3], force_training=True)
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


def thinned(examples: int | None) -> Path:
    """The training data, whole, or a copy with so many examples per intent, spread evenly over those there are."""
    if examples is None:
        return ROOT / "data"
    folder = FOLDER / "data"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in sorted((ROOT / "data").rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in content.get("nlu", ()):
            lines = entry["examples"].splitlines()
            step = max(1, len(lines) // examples)
            entry["examples"] = "\n".join(lines[::step][:examples]) + "\n"
        (folder / path.name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return folder


def train(name: str, data: Path) -> float:
    """Seconds to train, imports included, in a process of its own."""
    started = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-c", TRAIN, str(CONFIGS[name]), str(FOLDER), name, str(data)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=_environment())
    return time.perf_counter() - started


def measure_spotter(measured: Measured, rounds: int) -> None:
    """Start `spotter ask --json`, wait for the first answer, then time each message."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "bot.cli", "ask", "--json", "--model", str(FOLDER / "spotter.tar.gz")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=_environment(), **pipes) as process:

        def send(conversation: str, message: str) -> list:
            line = json.dumps({"conversation": conversation, "message": message}) + "\n"
            process.stdin.write(line.encode())
            process.stdin.flush()
            return json.loads(process.stdout.readline())["replies"]

        _talk(send, measured, started, rounds)
        measured.peak.append(_peak_megabytes(process.pid))
        process.stdin.close()


def measure_stock(measured: Measured, rounds: int) -> None:
    """Start `rasa run` with its REST channel and `rasa run actions`; peak memory is that of both."""
    server, actions = _free_port(), _free_port()
    (FOLDER / "endpoints.yml").write_text(f"action_endpoint: {{url: 'http://127.0.0.1:{actions}/webhook'}}\n")
    (FOLDER / "credentials.yml").write_text("rest:\n")
    rasa = [sys.executable, "-m", "rasa", "run"]
    serve = ["-i", "127.0.0.1", "-p", str(server), "--model", str(FOLDER / "stock.tar.gz")]
    serve += ["--endpoints", str(FOLDER / "endpoints.yml"), "--credentials", str(FOLDER / "credentials.yml")]
    quiet = {"cwd": ROOT, "env": _environment(), "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = time.perf_counter()
    with (
        subprocess.Popen([*rasa, "actions", "--actions", "actions", "-p", str(actions)], **quiet) as action_server,
        subprocess.Popen([*rasa, *serve], **quiet) as rasa_server,
    ):
        try:
            _talk(lambda who, what: _post(server, who, what), measured, started, rounds)
            measured.peak.append(_peak_megabytes(rasa_server.pid) + _peak_megabytes(action_server.pid))
        finally:
            rasa_server.terminate()
            action_server.terminate()


SIDES = {"spotter": measure_spotter, "stock": measure_stock}


def _talk(send: Callable[[str, str], list], measured: Measured, started: float, rounds: int) -> None:
    send("warm-up", "hello")
    measured.start.append(time.perf_counter() - started)
    for turn in range(rounds):
        for message in MESSAGES:
            before = time.perf_counter()
            send(f"c{turn}", message)
            measured.message.append(time.perf_counter() - before)


def _post(port: int, sender: str, message: str, patience: float = 180) -> list:
    """The replies of Rasa's REST channel; waits for the server to come up."""
    until = time.monotonic() + patience
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            body = json.dumps({"sender": sender, "message": message})
            connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
            return json.loads(connection.getresponse().read())
        except (ConnectionError, ValueError):  # not listening yet, or its model is not loaded
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return psutil.Process(pid).memory_info().rss / 2**20


def _environment() -> dict[str, str]:
    one_core = {
        "SANIC_HOST": "127.0.0.1",
        "RASA_TELEMETRY_ENABLED": "false",
        "OMP_NUM_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
    }
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


def _train_both(data: Path) -> dict[str, float]:
    return {name: train(name, data) for name in CONFIGS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="do not train again")
    parser.add_argument("--examples", type=int, help="examples per intent that both are trained on; default all")
    parser.add_argument("--rounds", type=int, default=4, help="times that each side is started")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    times = FOLDER / "train.json"
    trained = json.loads(times.read_text()) if options.keep else _train_both(thinned(options.examples))
    times.write_text(json.dumps(trained))
    measured = {name: Measured(train=trained[name]) for name in CONFIGS}
    for _ in range(options.rounds):
        for name in CONFIGS:
            SIDES[name](measured[name], rounds=3)
    print(table({name: each.row() for name, each in measured.items()}))


if __name__ == "__main__":
    main()

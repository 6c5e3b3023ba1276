"""Reading of labelled messages: Spotter's reader, stock Rasa's (DIET) and plain sentence vectors, on the same examples.

    .venv/bin/python -m benchmarks.nlu FILES                          all examples, DIET as it comes: hours
    .venv/bin/python -m benchmarks.nlu FILES --epochs 15              all examples, fewer rounds of DIET
    .venv/bin/python -m benchmarks.nlu FILES --examples 20            20 examples of each intent
    .venv/bin/python -m benchmarks.nlu FILES --published FOLDER       another encoder for the plain vectors

Only the readers: no red-flag patterns, no actions. A message is right when its first intent stands for its topic or an
alternative; a hazard stands for a medical message. Prints the share of right messages and milliseconds a message (p50,
p95; one core each; in alternating rounds) of every reader.

`--published` names a folder that `tools/convert_encoder.py` wrote from the published weights, which were not taught
our examples; without it the plain vectors come from our own encoder. With `--examples` ours has been taught more than
the others are shown: compare on all examples.
"""

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import yaml

from bot.settings import settings

settings()  # before Rasa is imported: it reads the environment
from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.model_training import train_nlu  # noqa: E402

from benchmarks.compare import CONFIGS, FOLDER, thinned  # noqa: E402
from bot.evaluation import Labelled, Outcome, read_labelled  # noqa: E402
from bot.nlu.hazard_intents import REPORT, is_hazard  # noqa: E402
from bot.nlu.intent_model import encode  # noqa: E402
from bot.nlu.sentence_encoder import ENCODER_FOLDER, SentenceEncoder  # noqa: E402
from bot.training_examples import read_examples  # noqa: E402

Reader = Callable[[str], str]
ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+", help="labelled messages, as for `spotter evaluate`")
    parser.add_argument("--examples", type=int, help="so many examples of each intent")
    parser.add_argument("--epochs", type=int, help="rounds of DIET's training; as it comes 100")
    parser.add_argument("--published", type=Path, default=ENCODER_FOLDER, help="folder of an encoder")
    parser.add_argument("--only", choices=["spotter", "stock", "vectors"], action="append", help="leave out the others")
    options = parser.parse_args()
    data = thinned(options.examples)
    makers: dict[str, Callable[[], Reader]] = {
        "spotter": lambda: rasa_reader(CONFIGS["spotter"], data, "nlu-spotter"),
        "vectors": lambda: vector_reader(options.published, data),
        "stock": lambda: rasa_reader(with_epochs(options.epochs), data, "nlu-stock"),
    }
    readers = {name: make() for name, make in makers.items() if not options.only or name in options.only}
    for file in options.files:
        compare(file, readers)


def compare(file: Path, readers: dict[str, Reader]) -> None:
    """Print how each reader does on the messages of a file."""
    messages = read_labelled(file)
    read = {name: [reader(message.text) for message in messages] for name, reader in readers.items()}
    took = times(readers, messages)
    print(f"{file.name}: {len(messages)} messages")
    for name, intents in read.items():
        right = [stands_for(intent, message) for intent, message in zip(intents, messages, strict=True)]
        p95 = statistics.quantiles(took[name], n=20)[-1]
        median = statistics.median(took[name])
        print(f"{name:8} topic right {np.mean(right):6.1%}   p50 {median:5.1f} ms   p95 {p95:5.1f} ms", flush=True)


def with_epochs(epochs: int | None) -> Path:
    """Stock's configuration, or a copy with so many rounds of training."""
    if epochs is None:
        return CONFIGS["stock"]
    content = yaml.safe_load(CONFIGS["stock"].read_text(encoding="utf-8"))
    for part in (*content["pipeline"], *content["policies"]):
        if "epochs" in part:
            part["epochs"] = epochs
    path = FOLDER / "stock_epochs.yml"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def rasa_reader(config: Path, data: Path, name: str) -> Reader:
    """Train the reader of a configuration; returns what gives a message's first intent."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    model = train_nlu(str(config), str(data), str(FOLDER), fixed_model_name=name)
    print(f"{name}: trained in {time.perf_counter() - started:.0f} s", flush=True)
    agent, runner = Agent.load(model), asyncio.Runner()

    def read(text: str) -> str:
        parsed = runner.run(agent.processor.parse_message(UserMessage(text)))
        return f"report_{parsed['hazard']['name']}" if parsed.get("hazard") else str(parsed["intent"]["name"])

    return read


def vector_reader(folder: Path, data: Path) -> Reader:
    """Logistic regression on sentence vectors, and nothing else."""
    from sklearn.linear_model import LogisticRegression

    encoder, examples = SentenceEncoder(folder), read_examples(data)
    regression = LogisticRegression(C=20, max_iter=300)
    regression.fit(encode(encoder, [text for text, _ in examples]), [intent for _, intent in examples])
    return lambda text: str(regression.predict(encode(encoder, [text]))[0])


def times(readers: dict[str, Reader], messages: list[Labelled]) -> dict[str, list[float]]:
    """Milliseconds of each message with each reader, in alternating rounds."""
    took: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            for message in messages:
                started = time.perf_counter()
                reader(message.text)
                took[name].append(1000 * (time.perf_counter() - started))
    return took


def stands_for(intent: str, message: Labelled) -> bool:
    """Whether an intent stands for the message's topic or an alternative."""
    stopped = is_hazard(intent)
    reading = intent.removeprefix(REPORT if stopped else "ask_")
    return Outcome(message, reading, (reading,), stopped).right


if __name__ == "__main__":
    main()

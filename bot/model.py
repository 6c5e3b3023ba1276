"""The trained model: whether it is current, and training it."""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Settings

TRAINED_ON = ("config.yml", "domain.yml", "data/**/*.yml", "bot/nlu/*.py", "bot/nlu/encoder/checksums.txt")
NAME = "spotter.tar.gz"


class TrainingError(Exception):
    """Training failed; says which file to look at."""


def model_path(settings: Settings) -> Path:
    """Where the current model lies, or would lie."""
    return settings.model_folder / NAME


def is_current(settings: Settings) -> bool:
    """Whether there is a model, trained on the files as they are now."""
    path = model_path(settings)
    try:
        stamp = json.loads(_stamp(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return path.is_file() and isinstance(stamp, dict) and stamp.get("trained_on") == fingerprint(settings)


def fingerprint(settings: Settings) -> str:
    """sha256 over the names and contents of all that a model depends on."""
    digest = hashlib.sha256()
    for path in _sources(settings.project_folder):
        digest.update(path.relative_to(settings.project_folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def train(settings: Settings, report: Callable[[str], None] = lambda step: None) -> Path:
    """Train and put the model in place; `report` gets a few words per step. Raises TrainingError."""
    report("loading Rasa")
    from rasa.model_training import train as rasa_train
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    root, trained_on = settings.project_folder, fingerprint(settings)
    handler = _Reporter(report)
    logging.getLogger("bot.nlu").addHandler(handler)
    logging.getLogger("bot.nlu").setLevel(logging.INFO)
    try:
        with TemporaryDirectory() as folder:
            report("reading the examples")
            result = rasa_train(
                domain=str(root / "domain.yml"),
                config=str(root / "config.yml"),
                training_files=[str(root / "data")],
                output=folder,
                fixed_model_name="spotter",
                force_training=True,
            )
            if result.code or not result.model:
                raise TrainingError(
                    "Training failed. Look at config.yml, domain.yml and data/ as the lines above say."
                )
            report("putting the model in place")
            return _place(Path(result.model), settings, trained_on)
    finally:
        logging.getLogger("bot.nlu").removeHandler(handler)


def _place(trained: Path, settings: Settings, trained_on: str) -> Path:
    path = model_path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    _stamp(path).unlink(missing_ok=True)
    arriving = path.with_suffix(".new")
    shutil.copyfile(trained, arriving)
    arriving.replace(path)
    _stamp(path).write_text(json.dumps({"trained_on": trained_on}), encoding="utf-8")
    return path


def _stamp(path: Path) -> Path:
    return path.with_name("spotter.json")


def _sources(root: Path) -> Iterator[Path]:
    for pattern in TRAINED_ON:
        yield from sorted(root.glob(pattern))


class _Reporter(logging.Handler):
    """Passes the training components' progress on."""

    def __init__(self, report: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        self._report(record.getMessage())

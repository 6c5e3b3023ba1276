"""The trained model: whether it is current, and training it."""

import hashlib
import io
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Settings

TRAINED_ON = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "data/**/*.jsonl",
    "bot/nlu/*.py",
    "bot/nlu/encoder/checksums.txt",
)
NAME = "spotter.tar.gz"


WHERE_TO_LOOK = "Look at config.yml, domain.yml and data/."


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
    """Train and put the model in place; `report` gets a few words per step.

    Raises TrainingError with what Rasa printed last; the old model stays.
    """
    trained_on, printed = fingerprint(settings), io.StringIO()
    with TemporaryDirectory() as folder, _progress_to(report):
        try:
            with redirect_stdout(printed), redirect_stderr(printed):
                model = _train_with_rasa(settings.project_folder, folder, report)
        except Exception as error:
            raise TrainingError(f"Training failed: {error}\n{_last_lines(printed)}{WHERE_TO_LOOK}") from error
        if model is None:
            raise TrainingError(f"Training failed.\n{_last_lines(printed)}{WHERE_TO_LOOK}")
        report("putting the model in place")
        return _place(model, settings, trained_on)


def _train_with_rasa(root: Path, folder: str, report: Callable[[str], None]) -> Path | None:
    report("loading Rasa")
    from rasa.model_training import train as rasa_train
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    report("reading the examples")
    result = rasa_train(
        domain=str(root / "domain.yml"),
        config=str(root / "config.yml"),
        training_files=[str(root / "data")],
        output=folder,
        fixed_model_name="spotter",
        force_training=True,
    )
    return Path(result.model) if result.model and not result.code else None


def _last_lines(printed: io.StringIO, most: int = 8) -> str:
    lines = [line for line in printed.getvalue().splitlines() if line.strip()]
    return "".join(f"  {line}\n" for line in lines[-most:])


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


@contextmanager
def _progress_to(report: Callable[[str], None]) -> Iterator[None]:
    """Passes the training components' progress on."""
    components, handler = logging.getLogger("bot.nlu"), _Reporter(report)
    before = components.level
    components.addHandler(handler)
    components.setLevel(logging.INFO)
    try:
        yield
    finally:
        components.removeHandler(handler)
        components.setLevel(before)


class _Reporter(logging.Handler):
    def __init__(self, report: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        self._report(record.getMessage())

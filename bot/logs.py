"""Logs of the server: one line an event, on standard error, and never a word that a lifter said.

Words are taken from our own loggers alone, whose messages quote nobody. Rasa and others log texts, slots and whole
trackers, also inside of exceptions' messages: of theirs a line says the level, the logger and the exception's type.
Of an exception of ours it says the type, and where it was raised.

    {"time": "2026-01-05T18:00:03.201Z", "level": "info", "logger": "bot.channels.tally", "event": "answered",
     "channel": "web", "ms": 84, "outcome": "answer"}
"""

import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import Any, TextIO

import structlog

OURS = ("bot", "actions")
UNTOLD = "(not shown)"
"""In place of another program's words."""
FIRST = ("time", "level", "logger", "event")

Fields = structlog.typing.EventDict
logger = logging.getLogger(__name__)


def set_up_logs(kind: str = "", stream: TextIO | None = None) -> None:
    """From now on every logger of this process writes here, and nowhere else.

    `kind` is "json" or "text"; by default text at a terminal. Called again, it takes back what others, such as
    TensorFlow, have changed while they were imported.
    """
    to = stream or sys.stderr
    handler = logging.StreamHandler(to)
    handler.setFormatter(_Reticent(_renderer(kind or ("text" if to.isatty() else "json"))))
    handler.addFilter(_is_shown)
    _take_over(handler)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.raiseExceptions = False  # else what cannot be formatted is printed, with its words
    warnings.showwarning = lambda *_, **__: None
    _hook_the_uncaught()
    # Rasa sets up structlog anew when a model is loaded; that ends at the same handler. Until then it would print.
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


class _Reticent(structlog.stdlib.ProcessorFormatter):
    """Formats records of ours, and what may be known of others'."""

    def __init__(self, renderer: Callable[..., str]) -> None:
        before: list[structlog.typing.Processor] = [
            structlog.processors.TimeStamper(fmt="iso", key="time"), structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder(),
        ]  # fmt: skip
        super().__init__(renderer, foreign_pre_chain=before, keep_exc_info=False, keep_stack_info=False)

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_without_words(record))


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _is_shown(record: logging.LogRecord) -> bool:
    return _is_ours(record) or record.levelno >= logging.WARNING


def _without_words(record: logging.LogRecord) -> logging.LogRecord:
    """Another record, with what may be written of this one."""
    kept = {"name": record.name, "levelno": record.levelno, "levelname": record.levelname, "msg": UNTOLD}
    if _is_ours(record):
        blank = logging.makeLogRecord({}).__dict__
        kept |= {name: value for name, value in record.__dict__.items() if name not in blank}
        kept["msg"] = record.getMessage()
    return logging.makeLogRecord(kept | _error(record))


def _error(record: logging.LogRecord) -> dict[str, object]:
    """The type of a record's exception; where it was raised too, if that was logged by us. Never its message."""
    kind, _, frames = record.exc_info or (None, None, None)
    if kind is None:
        return {}
    return _named(kind, frames) if _is_ours(record) else {"error": kind.__name__}


def _named(kind: type[BaseException], frames: TracebackType | None) -> dict[str, object]:
    where = [f"{each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(frames)]
    return {"error": kind.__name__, "raised_at": where}


def _renderer(kind: str) -> Callable[..., str]:
    to_text = structlog.processors.JSONRenderer(ensure_ascii=False) if kind == "json" else _as_text

    def render(ours: Any, method: str, fields: Fields) -> str:  # noqa: ANN401  structlog's own signature
        first = {name: fields.pop(name, "") for name in FIRST}
        shown = {name: value for name, value in fields.items() if not name.startswith("_")}
        return str(to_text(ours, method, {**first, **shown}))

    return render


def _as_text(_: object, __: str, fields: Fields) -> str:
    first = " ".join(str(fields.pop(name)) for name in FIRST)
    return " ".join((first, *(f"{name}={value}" for name, value in fields.items())))


def _take_over(handler: logging.Handler) -> None:
    """Makes this the only handler there is."""
    root = logging.getLogger()
    for each in (root, *(each for each in root.manager.loggerDict.values() if isinstance(each, logging.Logger))):
        each.handlers.clear()
        each.propagate = True
    root.addHandler(handler)
    root.setLevel(logging.WARNING)


def _hook_the_uncaught() -> None:
    """What nobody caught would be printed with its message."""

    def log(what: str, kind: type[BaseException] | None, frames: TracebackType | None) -> None:
        if kind is not None and not issubclass(kind, KeyboardInterrupt):
            logger.error("%s ended with an error that nobody caught", what, extra=_named(kind, frames))

    sys.excepthook = lambda kind, _, frames: log("the process", kind, frames)
    threading.excepthook = lambda told: log("a thread", told.exc_type, told.exc_traceback)
    sys.unraisablehook = lambda told: log("a clean-up", told.exc_type, told.exc_traceback)

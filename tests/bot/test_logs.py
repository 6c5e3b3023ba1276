"""Logs of the server: our own words, of others' nothing but who and how bad, and never what a lifter said."""

import io
import json
import logging
import os
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.logs import UNTOLD, set_up_logs
from bot.settings import settings
from tests.bot.log_leaks import CONTROLS, DIVIDER, HEALTH, NAME, NOWHERE, PHONE

MESSAGES = 1000
MARKER = re.compile(rf"{NAME}|{PHONE}|{HEALTH}|zq\d+zq", re.IGNORECASE)


@pytest.fixture
def untouched() -> Iterator[None]:
    """Puts back what is set up for a whole process."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    before, level, showing, raising = root.handlers[:], root.level, warnings.showwarning, logging.raiseExceptions
    known = [each for each in root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    loggers = [(each, each.handlers[:], each.propagate, each.level) for each in known]
    yield
    structlog.reset_defaults()
    root.handlers, warnings.showwarning, logging.raiseExceptions = before, showing, raising
    root.setLevel(level)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    for each, handlers, propagate, was in loggers:
        each.handlers, each.propagate = handlers, propagate
        each.setLevel(was)
    for name in ("bot", "actions"):
        if logging.getLogger(name) not in known:
            logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture
def lines(untouched: None) -> Callable[[], list[dict[str, Any]]]:
    """Everything that was logged, as JSON."""
    stream = io.StringIO()
    set_up_logs("json", stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_own_line_has_time_level_logger_event_and_what_was_added(lines: Callable[..., Any]) -> None:
    logging.getLogger("bot.somewhere").info("answered %d", 3, extra={"channel": "web", "ms": 12})
    (line,) = lines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line.pop("time"))
    assert line == {
        "level": "info", "logger": "bot.somewhere", "event": "answered 3", "channel": "web", "ms": 12,
    }  # fmt: skip


def test_what_we_say_below_info_is_left_out(lines: Callable[..., Any]) -> None:
    logging.getLogger("bot.somewhere").debug("much")
    logging.getLogger("actions.somewhere").debug("much")
    assert lines() == []


def test_of_another_logger_neither_words_nor_values_are_taken(lines: Callable[..., Any]) -> None:
    other = logging.getLogger("rasa.core.processor")
    other.error("the message %s", NAME, extra={"text": NAME, NAME: 1})
    other.error({"text": NAME})
    other.error(f"{NAME} %d", "no number")
    assert [{name: each[name] for name in each if name != "time"} for each in lines()] == [
        {"level": "error", "logger": "rasa.core.processor", "event": UNTOLD}
    ] * 3


def test_another_loggers_information_is_left_out(lines: Callable[..., Any]) -> None:
    logging.getLogger("httpx").info("POST https://api.telegram.org/bot%s/getMe", NAME)
    logging.getLogger("bottle").info(NAME)
    logging.getLogger("root").info(NAME)
    assert lines() == []


@pytest.mark.parametrize(("logger", "has_place"), [("rasa.x", False), ("bottle", False), ("bot.x", True)])
def test_an_exception_is_a_type_and_of_ours_a_place(lines: Callable[..., Any], logger: str, has_place: bool) -> None:
    try:
        raise KeyError(NAME) from ValueError(PHONE)
    except KeyError:
        logging.getLogger(logger).exception("it failed", stack_info=True)
    (line,) = lines()
    assert line["error"] == "KeyError"
    assert ("raised_at" in line) is has_place
    assert not MARKER.search(json.dumps(line))
    if has_place:
        assert line["raised_at"][0].endswith("test_an_exception_is_a_type_and_of_ours_a_place")


def test_structlog_before_rasa_has_set_it_up_says_nothing_either(
    lines: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    structlog.get_logger().error("processor.message", text=NAME)
    structlog.get_logger("rasa.x").warning(NAME, exc_info=ValueError(PHONE))
    assert [each["event"] for each in lines()] == [UNTOLD, UNTOLD]
    assert capsys.readouterr() == ("", "")


def test_a_handler_that_a_library_put_up_is_taken_down_the_next_time(untouched: None) -> None:
    theirs, ours = io.StringIO(), io.StringIO()
    set_up_logs("json", ours)
    library = logging.getLogger("tensorflow")
    library.addHandler(logging.StreamHandler(theirs))
    library.propagate = False
    set_up_logs("json", ours)
    library.error(NAME)
    assert theirs.getvalue() == ""
    assert len(ours.getvalue().splitlines()) == 1


def test_what_cannot_be_written_is_not_printed_instead(
    lines: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("bot.x").error(f"{NAME} %d", "no number")
    assert lines() == []
    assert capsys.readouterr() == ("", "")


def test_warnings_are_not_printed(lines: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        set_up_logs("json", io.StringIO())
        warnings.warn(NAME, stacklevel=1)
    assert capsys.readouterr() == ("", "")


def test_what_nobody_caught_is_a_type_and_a_place(
    lines: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise UnicodeDecodeError("utf-8", NAME.encode(), 0, 1, PHONE)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except UnicodeDecodeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert [(each["event"].partition(" ended")[0], each["error"]) for each in lines()] == [
        ("a thread", "UnicodeDecodeError"), ("the process", "UnicodeDecodeError"),
    ]  # fmt: skip
    assert all(each["raised_at"][-1].endswith(" fail") for each in lines())
    assert capsys.readouterr() == ("", "")


def test_text_is_one_line_for_who_reads_along(untouched: None) -> None:
    stream = io.StringIO()
    set_up_logs("text", stream)
    logging.getLogger("bot.x").info("answered", extra={"channel": "web", "ms": 12})
    logging.getLogger("rasa.x").error(NAME)
    first, second = stream.getvalue().splitlines()
    assert re.fullmatch(r"\S+Z info bot\.x answered channel=web ms=12", first)
    assert second.endswith(f"Z error rasa.x {UNTOLD}")


def test_a_terminal_gets_text_and_all_else_json(untouched: None) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, begins in ((Terminal(), "2"), (io.StringIO(), "{")):
        set_up_logs("", stream)
        logging.getLogger("bot.x").info("hello")
        assert stream.getvalue().startswith(begins)


def test_nothing_that_a_lifter_said_gets_into_a_log_and_nobody_is_called(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "tests.bot.log_leaks", str(model), str(tmp_path), str(MESSAGES)]
    environment = os.environ | {"SPOTTER_HOME": str(tmp_path), "SPOTTER_LOG_FORMAT": "json"}
    environment.pop("PYTHONWARNINGS", None)
    root = settings().project_folder
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600, check=True)
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    said, _, control = done.stderr.partition(DIVIDER)
    events = [json.loads(line) for line in said.splitlines()]
    found = MARKER.findall(said) + MARKER.findall(done.stdout)
    answered = sum(each["event"] == "answered" for each in events)
    with capsys.disabled():
        failures = ", ".join(f"{count} failures of {what}" for what, count in result["failures"].items())
        sys.stdout.write(
            f"\nS9: {MESSAGES} messages with markers ({failures}, {result['refused']} refused) in "
            f"{result['seconds']:.0f} s: {len(found)} markers in {len(events)} lines; "
            f"{len(result['tried'])} connections tried to elsewhere\n"
        )
    assert found == []
    assert done.stdout == ""
    assert result["tried"] == []
    assert len(result["noticed"]) == 2
    assert all(NOWHERE in each for each in result["noticed"])
    assert answered == MESSAGES - result["refused"]
    assert result["refused"] == MESSAGES // 10
    assert min(result["failures"][each] for each in ("actions", "database")) > 10
    assert MARKER.search(control), f"{CONTROLS} messages with plain logs show no marker: then nothing is proved above"

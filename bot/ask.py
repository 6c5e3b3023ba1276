"""`spotter ask`: one message in, one answer out, or a stream of JSON lines.

What is said about the lifter is kept with everything else; the conversations are not: every run begins fresh.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.dialogue.answer import Answer
from bot.dialogue.coach import Coach

CHANNEL = "ask"
ONCE = "terminal:here"
"""The lifter at this terminal, as in `spotter chat`."""
WANTED = '{"conversation": "c1", "message": "…"} or {"conversation": "c1", "payload": "/…"}'


class BadLineError(Exception):
    """A line of input that is no question; says what was expected."""


def answer_lines(coach: Coach, lines: Iterable[bytes]) -> Iterator[str]:
    """One JSON object for each line that is not blank; a bad line gets {"error": …} and the rest goes on."""
    with asyncio.Runner() as runner:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield json.dumps(_answer_line(coach, runner, number, line), ensure_ascii=True)


def _answer_line(coach: Coach, runner: asyncio.Runner, number: int, line: bytes) -> dict[str, Any]:
    try:
        asked = _read(line)
    except BadLineError as error:
        return {"error": f"line {number}: {error}"}
    name = f"{CHANNEL}:{asked['conversation']}"
    answer = runner.run(coach.answer(name, asked.get("message"), asked.get("payload")))
    return answer.as_dict() | {"conversation": asked["conversation"]}


def _read(line: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"not JSON ({error}); expected {WANTED}") from error
    if not isinstance(asked, dict):
        raise BadLineError(f"not a JSON object; expected {WANTED}")
    for key in ("message", "payload"):
        if not isinstance(asked.get(key, ""), str):
            raise BadLineError(f"{key}: expected a string, got {type(asked[key]).__name__}")
    if ("message" in asked) == ("payload" in asked):
        raise BadLineError(f"needs either a message or a payload; expected {WANTED}")
    return asked | {"conversation": _conversation(asked.get("conversation", "default"))}


def _conversation(given: object) -> str:
    if not isinstance(given, str | int) or not 0 < len(str(given)) <= 200:
        raise BadLineError("conversation: expected a short string")
    return str(given).encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def answer_once(coach: Coach, message: str) -> Answer:
    """The answer to one message of the lifter at this terminal."""
    return asyncio.run(coach.answer(ONCE, message))


def as_text(answer: Answer) -> str:
    """Replies as plain lines, pictures by where they are, buttons as "[title]"."""
    lines = []
    for reply in answer.replies:
        lines += [reply.text, *([f"  {reply.image}"] if reply.image else [])]
        if reply.buttons:
            lines.append("  ".join(f"[{button.title}]" for button in reply.buttons))
    return "\n".join(lines)

"""Messages that ask several things, and which: what the sentence encoder and the reader learn from beside examples."""

import json
from pathlib import Path

Several = tuple[str, tuple[str, ...]]
"""A text and the intents that it asks for, in their order; one where it only looks as if it asked more."""


def read_several(path: Path) -> list[Several]:
    """The messages of a file with a JSON object a line: {"text": …, "intents": […]}.

    Raises OSError; ValueError names file and line.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            found.append((str(row["text"]), tuple(map(str, row["intents"]))))
        except (ValueError, TypeError, KeyError) as error:
            wanted = '{"text": …, "intents": […]}'
            raise ValueError(f"{path.name}: line {number}: {error!r}; expected {wanted}") from error
    return found

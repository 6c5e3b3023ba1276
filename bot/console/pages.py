"""Pages from templates/: everything that is put into one is escaped."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from bot.words_file import Words

FOLDER = Path(__file__).parent
_WORDS = Words(FOLDER / "words.yml")
say = _WORDS.say


def words() -> dict[str, Any]:
    """words.yml as it stands."""
    return _WORDS.content


@cache
def templates() -> Environment:
    """The templates, every one with escaping."""
    made = Environment(
        autoescape=True, loader=FileSystemLoader(FOLDER / "templates"), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {"say": say, "words": words}
    made.filters["moment"] = moment
    return made


def shown(template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401  for templates
    """A page."""
    return HTMLResponse(templates().get_template(template).render(**values), status)


def moment(at: datetime) -> str:
    """A moment for scripts."""
    return at.isoformat(timespec="seconds")

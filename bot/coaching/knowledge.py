"""Reads a YAML knowledge file and checks it against a JSON schema."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from bot.coaching.errors import KnowledgeError

FOLDER = Path(__file__).parent


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / "schema" / f"{schema}.json").read_text(encoding="utf-8")))


def read_checked(path: Path, schema: str) -> Any:  # noqa: ANN401  the schema says what it is
    """Content of a YAML file that fits `schema/<schema>.json`.

    Raises KnowledgeError, naming the file and the key, if it is missing, no YAML or does not fit.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise KnowledgeError(f"{path.name}: no such file in {path.parent.name}/") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: not readable as YAML: {error}") from error
    for problem in _validator(schema).iter_errors(content):
        key = "/".join(str(part) for part in problem.absolute_path) or "top level"
        raise KnowledgeError(f"{path.name}: {key}: {problem.message}")
    return content

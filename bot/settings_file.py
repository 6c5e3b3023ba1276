"""The settings file and the environment, as one: `slack.bot_token` in the file is SPOTTER_SLACK_BOT_TOKEN outside.

The environment goes before the file. docs/settings.yml has every key.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

PREFIX = "SPOTTER_"
MOST_BYTES = 100_000
ALIKE = 0.75
_OPEN = ("while parsing a flow", "while scanning a quoted")  # what has a beginning, and no end
_NAME = re.compile(r"[A-Za-z_]{1,20}(\.[A-Za-z_]{1,20})?")


class SettingsError(Exception):
    """A setting that cannot be used; names it, and says what is expected."""


class GivenSettings:
    """What was set, by key. Every key that is asked for is known; `check` refuses a file that has others."""

    def __init__(self, file: Path, environment: Mapping[str, str], *, must_exist: bool = False) -> None:
        self._file, self._environment = file, environment
        self._found = _flat(_read(file, must_exist=must_exist), file)
        self.asked: set[str] = set()

    def text(self, key: str, usual: str = "") -> str:
        """A text, without space around it; the usual one where nothing is set."""
        found = self._value(key)
        if isinstance(found, Mapping | list):
            raise self.wrong(key, "a single value")
        return str(found).strip() or usual if found is not None else usual

    def number(self, key: str, usual: int, least: int = 1, most: int = 1_000_000) -> int:
        """A whole number within limits."""
        said = self.text(key, str(usual))
        if not (said.isascii() and said.isdecimal() and least <= int(said) <= most):
            raise self.wrong(key, f"a number from {least} to {most}, such as {usual}")
        return int(said)

    def flag(self, key: str, *, usual: bool = False) -> bool:
        """Yes or no."""
        said = self.text(key, str(usual)).lower()
        if said not in ("true", "false", "yes", "no", "1", "0"):
            raise self.wrong(key, "true or false")
        return said in ("true", "yes", "1")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; in the environment with commas between them."""
        found = self._value(key)
        parts = found if isinstance(found, list) else str(found or "").split(",")
        if not all(isinstance(each, str) for each in parts):
            raise self.wrong(key, "a list of texts")
        return tuple(each.strip() for each in parts if each.strip())

    def pairs(self, key: str) -> dict[str, str]:
        """Names, and what each stands for: lines under the key; outside `kim=trainer-one, lee=trainer-two`."""
        found = self._value(key)
        if isinstance(found, Mapping):
            pairs = {str(name).strip(): str(value).strip() for name, value in found.items()}
        else:
            pairs = {
                name.strip(): value.strip() for name, _, value in (each.partition("=") for each in self.texts(key))
            }
        if not all(map(all, pairs.items())):
            raise self.wrong(key, "names and what each stands for, such as {kim: trainer-one}")
        return pairs

    def check(self) -> None:
        """Raises SettingsError for a key in the file that nobody has asked for."""
        groups = {key.partition(".")[0] for key in self.asked if "." in key}
        for key in sorted(self._found.keys() - self.asked):
            if key not in groups:
                raise SettingsError(f"{self._file}: there is no setting {self._unknown(key)}")
            if self._found[key]:
                raise SettingsError(f"{self._file}: {key}: expected lines under it, each with two spaces before it")

    def _unknown(self, key: str) -> str:
        """What a key is not called, and what it may be."""
        there_are = f"There are: {', '.join(sorted(self.asked))}"
        if not _NAME.fullmatch(key):
            return f"of such a name. {there_are}"  # it may be a token in a wrong place
        name = key.rpartition(".")[2]
        if name in self.asked:
            return f"{key!r}: {name} belongs at the very left, with no spaces before it"
        if groups := [each.partition(".")[0] for each in sorted(self.asked) if each.endswith(f".{name}")]:
            return f"{key!r}: {name} belongs under {': or '.join(groups)}:, with two spaces before it"
        if near := get_close_matches(key, sorted(self.asked), n=2, cutoff=ALIKE):
            return f"{key!r}; did you mean {' or '.join(near)}?"
        return f"{key!r}. {there_are}"

    def wrong(self, key: str, expected: str) -> SettingsError:
        """The error for a setting; it says where it was set, and not what was: it may be a secret."""
        return self.refused(key, f"expected {expected}")

    def refused(self, key: str, says: str) -> SettingsError:
        """The same, in other words."""
        where = _variable(key) if self._environment.get(_variable(key)) else f"{self._file}: {key}"
        return SettingsError(f"{where}: {says}")

    def _value(self, key: str) -> Any:  # noqa: ANN401  whatever YAML has
        self.asked.add(key)
        return self._environment.get(_variable(key)) or self._found.get(key)


def _variable(key: str) -> str:
    return PREFIX + key.replace(".", "_").upper()


def _read(file: Path, *, must_exist: bool) -> Any:  # noqa: ANN401
    if not must_exist and not file.exists():
        return {}
    try:
        content = file.read_bytes()
        if len(content) > MOST_BYTES:
            raise SettingsError(f"{file}: expected settings, {MOST_BYTES:,} bytes at most")
        # Every value as the text that it is: a token of digits alone is no number.
        return yaml.load(content.decode("utf-8"), yaml.BaseLoader) or {}
    except OSError as error:
        raise SettingsError(f"{file}: the settings cannot be read ({error.strerror})") from error
    except UnicodeError:
        raise SettingsError(f"{file}: this is no YAML; compare it with docs/settings.yml") from None  # it quotes
    except yaml.YAMLError as error:
        raise SettingsError(f"{file}{_what_is_wrong(error)}; compare it with docs/settings.yml") from None


def _what_is_wrong(error: yaml.YAMLError) -> str:
    """Where and what, in words of our own: YAML's quote the file."""
    told = error if isinstance(error, yaml.MarkedYAMLError) else yaml.MarkedYAMLError()
    if "'\\t'" in str(told.problem) and told.problem_mark:
        return f", line {told.problem_mark.line + 1}: tabs are not allowed here; write spaces"
    if str(told.context).startswith(_OPEN) and told.context_mark:
        return (
            f", line {told.context_mark.line + 1}: a bracket or a quote that begins here is not closed as it should be"
        )
    mark = told.context_mark if str(told.context).endswith("simple key") else told.problem_mark
    return f"{f', line {mark.line + 1}' if mark else ''}: this is no YAML"


def _flat(found: Any, file: Path) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(found, Mapping):
        raise SettingsError(f"{file}: expected lines such as 'zone: Europe/Berlin'; compare it with docs/settings.yml")
    flat: dict[str, Any] = {}
    for name, value in found.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{each}": one for each, one in value.items()}
        else:
            flat[str(name)] = value
    return flat

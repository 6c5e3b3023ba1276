"""A YAML file read with care: whatever is wrong in it is an error that names file and key, and says what to do.

Used by gym_file.py. A key that is there twice, or that nobody knows, is wrong too: else a slip would go unseen.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.handover.errors import GymError

MOST_BYTES = 200_000
LONGEST = 300
"""Characters of a text."""
EXAMPLE = "docs/gym.yml"


TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _NoTwins(yaml.SafeLoader):
    """Reads YAML; a key that is there twice in one place is an error, and a date stays a text."""

    yaml_implicit_resolvers = {  # noqa: RUF012  as SafeLoader has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag != TIMESTAMP]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.MarkedYAMLError(problem=f"{name!r} is there twice", problem_mark=key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


def read_yaml(file: Path) -> "Part":
    """The whole file."""
    try:
        content = file.read_bytes()
        if len(content) > MOST_BYTES:
            raise GymError(f"{file}: expected at most {MOST_BYTES:,} bytes; take out what does not belong there")
        return Part(file, "", yaml.load(content.decode("utf-8"), Loader=_NoTwins))
    except OSError as error:
        raise GymError(f"{file}: it cannot be read ({error.strerror}); begin with a copy of {EXAMPLE}") from error
    except (UnicodeError, ValueError, RecursionError) as error:
        raise GymError(f"{file}: this is no YAML in UTF-8; compare it with {EXAMPLE}") from error
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise GymError(f"{file}{where}: {problem or 'this is no YAML'}; compare it with {EXAMPLE}") from error


@dataclass(frozen=True)
class Part:
    """A value somewhere in the file, and its key: "trainers.2.name"."""

    file: Path
    key: str
    value: Any

    def parts(self, *known: str, optional: tuple[str, ...] = ()) -> dict[str, "Part"]:
        """What stands under each of the known keys; all of them, but for the optional ones."""
        if not isinstance(self.value, Mapping):
            raise self.wrong(f"the keys {', '.join((*known, *optional))}")
        names = {str(each): each for each in self.value}
        for name in sorted(names.keys() - {*known, *optional}):
            there_are = ", ".join((*known, *optional))
            raise self._under(name, None).wrong(f"one of the keys {there_are}", "correct or remove it")
        for name in known:
            if name not in names:
                raise self._under(name, None).wrong("a value, but it is missing", f"add it, as in {EXAMPLE}")
        return {name: self._under(name, self.value[key]) for name, key in names.items()}

    def entries(self) -> Iterator[tuple[str, "Part"]]:
        """Each key, and what stands under it."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("keys with a value each")
        yield from ((str(key), self._under(str(key), value)) for key, value in self.value.items())

    def items(self, least: int = 0) -> tuple["Part", ...]:
        """The items of a list, counted from 1."""
        if not isinstance(self.value, list) or len(self.value) < least:
            raise self.wrong("a list" + (f" of at least {least}" if least else ""))
        return tuple(self._under(str(at), value) for at, value in enumerate(self.value, 1))

    def text(self, longest: int = LONGEST) -> str:
        """Some words on one line."""
        if not isinstance(self.value, str):
            raise self.wrong("a text", "put it in quotes")
        text = self.value.strip()
        if not 0 < len(text) <= longest or not text.isprintable():
            raise self.wrong(f"1 to {longest} characters on one line")
        return text

    def number(self, least: int, most: int) -> int:
        """A whole number within limits."""
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.wrong(f"a whole number from {least} to {most}")
        return self.value

    def wrong(self, expected: str, advice: str = "") -> GymError:
        """The error for this value."""
        where = f"{self.file}: {self.key}" if self.key else str(self.file)
        return GymError(f"{where}: expected {expected}; {advice or f'see {EXAMPLE}'}")

    def _under(self, name: str, value: Any) -> "Part":  # noqa: ANN401  whatever YAML has
        return Part(self.file, f"{self.key}.{name}" if self.key else name, value)

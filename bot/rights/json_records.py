"""Records as JSON and back, exactly: what is read is equal to what was written."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.rights.errors import ArchiveError

MOMENTS: Mapping[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat, date: date.fromisoformat, time: time.fromisoformat,
}  # fmt: skip


def as_json(value: Any) -> Any:  # noqa: ANN401  any record, or what is in one
    """A record as values that json.dumps takes: objects by field, lists, ISO 8601 for moments and days."""
    if is_dataclass(value):
        return {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else value


def from_json(kind: Any, value: Any, place: str) -> Any:  # noqa: ANN401  whatever the file holds
    """The record of a kind (a type, as annotations write it) that `as_json` gave. Raises ArchiveError with the place.

    Fields that this Spotter does not know are left out; those with a default may be missing.
    """
    if get_origin(kind) in (Union, UnionType):
        return _one_of(get_args(kind), value, place)
    if get_origin(kind) is tuple:
        (each, *_) = get_args(kind)
        _expect(isinstance(value, list), place, "a list")
        return tuple(from_json(each, item, f"{place}[{number}]") for number, item in enumerate(value))
    if is_dataclass(kind):
        return _record(kind, value, place)
    if kind in MOMENTS or issubclass(kind, StrEnum):
        return _said(kind, value, place)
    if kind is float and type(value) is int:
        return float(value)
    _expect(type(value) is kind, place, kind.__name__)
    return value


def _record(kind: Any, value: Any, place: str) -> Any:  # noqa: ANN401
    _expect(isinstance(value, dict), place, "an object")
    hints, known = _hints(kind), {each.name for each in fields(kind)}
    needed = {each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING}
    _expect(needed <= set(value), place, f"the fields {', '.join(sorted(needed))}")
    given = {name: from_json(hints[name], value[name], f"{place}.{name}") for name in known & set(value)}
    return kind(**given)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _one_of(kinds: tuple[Any, ...], value: Any, place: str) -> Any:  # noqa: ANN401
    """What fits first. bool stands before int and int before float in no annotation: the very type decides."""
    if value is None and type(None) in kinds:
        return None
    plain = [kind for kind in kinds if type(value) is kind]
    others = [kind for kind in kinds if kind not in (str, int, float, bool, type(None))]
    rest = [float] if float in kinds and type(value) is int else []
    for kind in (*plain, *others, *rest):
        try:
            return from_json(kind, value, place)
        except ArchiveError:
            continue
    raise ArchiveError(f"{place}: no such value is kept there")


def _said(kind: Any, value: Any, place: str) -> Any:  # noqa: ANN401
    """A moment, a day, a time of day or a word of a list."""
    _expect(isinstance(value, str), place, "text")
    try:
        return MOMENTS.get(kind, kind)(value)
    except ValueError as error:
        raise ArchiveError(f"{place}: expected a {kind.__name__}") from error


def _expect(is_so: bool, place: str, expected: str) -> None:
    if not is_so:
        raise ArchiveError(f"{place}: expected {expected}")

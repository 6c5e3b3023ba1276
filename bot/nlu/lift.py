"""A load with its exercise and its reps, as a message says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Lift:
    """An exercise and its load by their tokens: `first` to before `end` is the load, `value` its mass."""

    exercise: int
    first: int
    end: int
    value: Mapping[str, Any]
    is_max: bool
    reps: int | None = None
    match: int = -1

    @property
    def begin(self) -> int:
        return min(self.exercise, self.first)

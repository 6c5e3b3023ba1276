"""Which exercise a coach would take first: preferences.yml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.exercise import Exercise
from bot.coaching.terms import MovementPattern


def preferred(pattern: MovementPattern, heavy: bool) -> tuple[str, ...]:
    """Ids of a pattern's exercises, the first choice first; `heavy` for the main lifts of strength training."""
    given = _preferences().get(pattern, {})
    return tuple((given.get("heavy") if heavy else None) or given.get("general", ()))


def is_rare(each: Exercise) -> bool:
    """Whether it is taken only when there is nothing better."""
    return each.id in _preferences().get(each.pattern, {}).get("rarely", ())


@cache
def alike(exercise_id: str) -> frozenset[str]:
    """Ids of the exercises that are nearly the same as it, itself among them: a workout has one of them."""
    groups = (group for each in _preferences().values() for group in each.get("alike", ()))
    return frozenset(other for group in groups if exercise_id in group for other in group)


@cache
def _preferences() -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load((Path(__file__).parent / "preferences.yml").read_text(encoding="utf-8")))

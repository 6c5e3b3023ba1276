"""Whose pictures they are, by what the store knows of the lifter."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from bot.progress.gallery import Sitter, unit_of_log
from bot.store.interface import Stores
from bot.store.log_records import ProfileEntry

Term = TypeVar("Term", bound=StrEnum)


def sitter_of(stores: Stores, lifter: str, today: date) -> Sitter:
    """The lifter (an id) with the profile that is kept. Loads are shown as the latest was said. Raises StoreError."""
    profile = stores.profiles.profile(lifter)
    unit = _term(MassUnit, profile.get("mass_unit")) or unit_of_log(stores.log, lifter) or MassUnit.KG
    goal, age = _term(TrainingGoal, profile.get("training_goal")), _term(TrainingAge, profile.get("training_age"))
    return Sitter(lifter, today, unit, goal, age)


def _term(kind: type[Term], entry: ProfileEntry | None) -> Term | None:
    """What was told, if it is still a word for that."""
    return kind(entry.value) if entry is not None and entry.value in list(kind) else None

"""The exercise catalogue: what an exercise trains and needs, how it is done and what can stand in for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise_alias import spellings
from bot.coaching.knowledge import FOLDER, read_checked
from bot.coaching.terms import BodyPart, Equipment, MovementPattern, Muscle, TrainingAge


class Loading(StrEnum):
    """What the load of a set means."""

    BARBELL = "barbell"  # the bar and its plates
    DUMBBELL = "dumbbell"  # the only one held
    DUMBBELL_EACH = "dumbbell_each"  # one of two
    KETTLEBELL = "kettlebell"  # one, even if two are held
    MACHINE = "machine"  # what it shows; differs from machine to machine
    CABLE = "cable"  # what the stack shows
    BAND = "band"  # no mass
    BODYWEIGHT = "bodyweight"  # what is added to the body, if anything
    PLATE = "plate"  # a plate, ball, bag or sled


@dataclass(frozen=True)
class Exercise:
    """One entry of exercises/<pattern>.yml. `name` is in running text: "leg press", "Romanian deadlift".

    `muscles` says how a set counts: 1 for a muscle trained directly, one half for one that helps (Pelland
    2024); the main muscle comes first. All of `equipment` is needed. `avoid_with` are complaints to be careful with.
    `substitutes` are ids, the best first.
    """

    id: str
    name: str
    pattern: MovementPattern
    aliases: tuple[str, ...]
    muscles: Mapping[Muscle, float] = field(hash=False)
    equipment: tuple[Equipment, ...]
    loading: Loading
    compound: bool
    cues: tuple[str, ...]
    substitutes: tuple[str, ...]
    unilateral: bool = False
    timed: bool = False
    """Counted in seconds or steps, not in reps."""
    avoid_with: tuple[BodyPart, ...] = ()
    good_for: tuple[TrainingAge, ...] = ()

    @property
    def title(self) -> str:
        """The name as it starts a line."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def direct_muscles(self) -> tuple[Muscle, ...]:
        """The muscles it is done for, the main one first."""
        return tuple(muscle for muscle, share in self.muscles.items() if share == 1)

    @property
    def main_muscle(self) -> Muscle:
        return self.direct_muscles[0]

    def can_be_done_with(self, equipment: Collection[Equipment]) -> bool:
        """Whether that equipment is enough. Empty: not known, so nothing is ruled out."""
        if not equipment or Equipment.FULL_GYM in equipment:
            return True
        return all(piece in equipment or piece is Equipment.NONE for piece in self.equipment)

    def troubles(self, complaints: Collection[BodyPart]) -> bool:
        """Whether it is one to be careful with for any of the complaints."""
        return any(part in complaints for part in self.avoid_with)


def _exercise(exercise_id: str, pattern: MovementPattern, entry: Mapping[str, Any]) -> Exercise:
    given = dict(entry)
    muscles = {Muscle(muscle): float(share) for muscle, share in given.pop("muscles").items()}
    return Exercise(
        id=exercise_id,
        pattern=pattern,
        muscles=MappingProxyType(muscles),
        aliases=tuple(given.pop("aliases", ())),
        equipment=tuple(Equipment(piece) for piece in given.pop("equipment")),
        loading=Loading(given.pop("loading")),
        cues=tuple(given.pop("cues")),
        substitutes=tuple(given.pop("substitutes")),
        avoid_with=tuple(BodyPart(part) for part in given.pop("avoid_with", ())),
        good_for=tuple(TrainingAge(age) for age in given.pop("good_for", ())),
        **given,
    )


def _check_muscles_and_substitutes(catalogue: Mapping[str, Exercise]) -> None:
    for each in catalogue.values():
        place = f"exercises/{each.pattern}.yml: {each.id}"
        if not each.direct_muscles:
            raise KnowledgeError(f"{place}: muscles: none has 1; give the muscle it is done for")
        for other in each.substitutes:
            if other not in catalogue or other == each.id:
                raise KnowledgeError(f"{place}: substitutes: {other}: no other exercise; correct the id")


def read_exercises(folder: Path) -> dict[str, Exercise]:
    """Every exercise in the files of a folder, by id; there must be one file for each MovementPattern.

    Raises KnowledgeError, naming file and key, if a file is missing or broken, or an id is given twice.
    """
    catalogue: dict[str, Exercise] = {}
    for pattern in MovementPattern:
        for exercise_id, entry in read_checked(folder / f"{pattern}.yml", "exercise").items():
            if exercise_id in catalogue:
                taken = catalogue[exercise_id].pattern
                raise KnowledgeError(f"{pattern}.yml: {exercise_id}: already in {taken}.yml; rename it")
            catalogue[exercise_id] = _exercise(exercise_id, pattern, entry)
    _check_muscles_and_substitutes(catalogue)
    return catalogue


def alias_table(catalogue: Mapping[str, Exercise]) -> dict[str, str]:
    """Every spelling of every name and alias, in lower case, to the id of the exercise meant.

    Raises KnowledgeError if two exercises claim the same words.
    """
    table: dict[str, str] = {}
    for each in catalogue.values():
        for spelling in sorted({form for words in (each.name, *each.aliases) for form in spellings(words)}):
            other = table.setdefault(spelling, each.id)
            if other != each.id:
                place = f"exercises/{each.pattern}.yml: {each.id}: aliases"
                raise KnowledgeError(f"{place}: {spelling!r} already means {other}; drop one")
    return table


@cache
def all_exercises() -> dict[str, Exercise]:
    """The catalogue by id, pattern by pattern, the most useful of each first."""
    return read_exercises(FOLDER / "exercises")


@cache
def find_alias_table() -> dict[str, str]:
    """What people type, in lower case ("rdls", "pull-ups", "db row"), to the id of the exercise meant."""
    return alias_table(all_exercises())


def exercise(exercise_id: str) -> Exercise:
    """The exercise with this id. Raises KnowledgeError if the catalogue has none."""
    try:
        return all_exercises()[exercise_id]
    except KeyError as error:
        raise KnowledgeError(f"exercises/: {exercise_id}: no such exercise; correct the id") from error


def exercises_for(
    muscles: Collection[Muscle] = (),
    equipment: Collection[Equipment] = (),
    complaints: Collection[BodyPart] = (),
) -> tuple[Exercise, ...]:
    """Exercises that train any of the muscles directly, fit the equipment and trouble none of the complaints.

    Empty means: no limit. Those with one of the muscles as their main one come first.
    """
    wanted = set(muscles)
    found = [
        each
        for each in all_exercises().values()
        if (not wanted or wanted.intersection(each.direct_muscles))
        and each.can_be_done_with(equipment)
        and not each.troubles(complaints)
    ]
    return tuple(sorted(found, key=lambda each: bool(wanted) and each.main_muscle not in wanted))

"""Handovers as they are told to the lifter: with trainers' names in place of the ids of their accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.store.handover_records import Handover, TrainerNote


def told_handovers(handovers: Iterable[Handover], names: Mapping[str, str]) -> tuple[Handover, ...]:
    """The handovers, by the names of trainers' accounts."""
    return tuple(
        replace(each, wanted_trainer=_name(each.wanted_trainer, names), trainer=_name(each.trainer, names))
        for each in handovers
    )


def told_notes(notes: Iterable[TrainerNote], names: Mapping[str, str]) -> tuple[TrainerNote, ...]:
    """The notes, by the names of trainers' accounts."""
    return tuple(replace(each, trainer=names[each.trainer]) for each in notes)


def _name(trainer: str | None, names: Mapping[str, str]) -> str | None:
    return None if trainer is None else names[trainer]

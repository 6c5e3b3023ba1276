"""Handovers and trials as they are told to the lifter: with trainers' names in place of their ids."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.store.handover_records import Handover, TrainerAccount, TrainerNote
from bot.store.trial_records import Trial


def told_handovers(handovers: Iterable[Handover], names: Mapping[str, str]) -> tuple[Handover, ...]:
    """The handovers, by the names of trainers' accounts."""
    return tuple(
        replace(each, wanted_trainer=_name(each.wanted_trainer, names), trainer=_name(each.trainer, names))
        for each in handovers
    )


def told_notes(notes: Iterable[TrainerNote], names: Mapping[str, str]) -> tuple[TrainerNote, ...]:
    """The notes, by the names of trainers' accounts."""
    return tuple(replace(each, trainer=names[each.trainer]) for each in notes)


def told_trials(trials: Iterable[Trial], accounts: Iterable[TrainerAccount]) -> tuple[Trial, ...]:
    """The trials, by the names of trainers' accounts; one without an account keeps the id of the gym's file."""
    names = {each.login: each.name for each in accounts}
    return tuple(
        replace(
            each,
            wanted_trainer=each.wanted_trainer and names.get(each.wanted_trainer, each.wanted_trainer),
            trainer=each.trainer and names.get(each.trainer, each.trainer),
        )
        for each in trials
    )


def _name(trainer: str | None, names: Mapping[str, str]) -> str | None:
    return None if trainer is None else names[trainer]

"""The trainers: who is here, how many lifters each has, and when they work today."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.surroundings import Surroundings
from bot.handover.hours import clock, current, next_opening
from bot.handover.when import moment_text
from bot.store.handover_records import Presence, TrainerAccount

NOT_TODAY = "not at work today"


@dataclass(frozen=True)
class Person:
    """A trainer as others see them. `hours` is empty where the gym's file has none of theirs."""

    account: TrainerAccount
    load: int
    capacity: int
    hours: str

    @property
    def is_here(self) -> bool:
        """Whether they have said so."""
        return self.account.presence is Presence.HERE

    @property
    def is_full(self) -> bool:
        """Whether they have as many lifters as they can take."""
        return self.load >= self.capacity


def people(here: Surroundings) -> tuple[Person, ...]:
    """All who are at work, those who are here first."""
    found = [person(here, each) for each in here.stores.trainers.trainers() if each.is_active]
    return tuple(sorted(found, key=lambda each: not each.is_here))


def person(here: Surroundings, account: TrainerAccount) -> Person:
    """One of them."""
    listed = here.gym.trainer(account.login) if here.gym else None
    load = len(here.stores.handovers.of_trainer(account.id))
    return Person(account, load, listed.capacity if listed else account.capacity, hours_today(here, account))


def hours_today(here: Surroundings, account: TrainerAccount) -> str:
    """ "6:00–14:00"."""
    listed = here.gym.trainer(account.login) if here.gym else None
    if here.gym is None or listed is None:
        return ""
    spans = listed.hours.on(here.now().astimezone(here.gym.zone).date())
    return ", ".join(f"{clock(each.begins)}–{clock(each.ends)}" for each in spans) or NOT_TODAY


def comes_at(here: Surroundings, account: TrainerAccount) -> str:
    """When somebody who is outside their hours comes, as lifters are told: "tomorrow at 6:00"; "" else."""
    listed, now = here.gym.trainer(account.login) if here.gym else None, here.now()
    if here.gym is None or listed is None or current(listed.hours, here.gym.zone, now):
        return ""
    coming = next_opening(listed.hours, here.gym.zone, now)
    return moment_text(coming.begins, now, here.gym.zone) if coming else ""


def names_of(accounts: Sequence[TrainerAccount]) -> dict[str, str]:
    """Names by ids."""
    return {each.id: each.name for each in accounts}

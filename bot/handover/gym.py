"""A gym: when it is open, what it offers, and who trains people there. docs/gym.yml shows the file behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.handover.hours import Hours
from bot.handover.terms import Speciality
from bot.store.handover_records import HandoverReason


@dataclass(frozen=True)
class Contact:
    """How to reach the gym without Spotter; "" where it has none."""

    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Offer:
    """What a newcomer can try: so many one-to-one sessions of so many minutes. `price` is text with its currency."""

    name: str
    what: str
    one_to_ones: int
    minutes: int
    price: str
    link: str


@dataclass(frozen=True)
class Trainer:
    """Somebody who trains people. `hours` lie within the gym's, `languages` are codes, `capacity` is chats at once."""

    id: str
    name: str
    specialities: frozenset[Speciality]
    languages: tuple[str, ...]
    hours: Hours
    capacity: int


@dataclass(frozen=True)
class Gym:
    """All of the file. `escalation_minutes`: after so long without a first reply others are told."""

    name: str
    zone: ZoneInfo
    contact: Contact
    hours: Hours
    offer: Offer | None
    trainers: tuple[Trainer, ...]
    escalation_minutes: Mapping[HandoverReason, int]

    def trainer(self, id: str) -> Trainer | None:
        """The trainer with an id; None if the gym has none."""
        return next((each for each in self.trainers if each.id == id), None)

"""What was agreed with a trainer, and holds: a complaint of it is trained around like one that the lifter told.

It is read from the handovers whenever it is needed and kept nowhere else, so that it ends with its last day, and with
the consent that it is kept on.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.coaching.terms import BodyPart
from bot.store.handover_records import Agreement, AgreementKind, Handover


def agreed_on(handovers: Iterable[Handover], day: date) -> Iterator[tuple[Handover, Agreement]]:
    """What holds on a day of the lifter's, with where it was agreed, the oldest first."""
    return ((each, one) for each in handovers for one in each.agreed if one.holds_on(day))


def complaints_on(handovers: Iterable[Handover], day: date) -> tuple[BodyPart, ...]:
    """The parts of the body to be trained around on a day, each once; of two terms the longer one counts."""
    return tuple(dict.fromkeys(part for _, one in agreed_on(handovers, day) if (part := part_of(one))))


def part_of(agreement: Agreement) -> BodyPart | None:
    """The part of the body that an agreement spares; None if it is a note, or names none that Spotter knows."""
    known = agreement.kind is AgreementKind.COMPLAINT and agreement.value in {each.value for each in BodyPart}
    return BodyPart(agreement.value) if known else None

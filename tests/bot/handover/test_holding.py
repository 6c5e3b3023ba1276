"""What was agreed holds through its last day, and only what names a part of the body is trained around."""

from datetime import UTC, date, datetime, timedelta

from bot.coaching.terms import BodyPart
from bot.handover.holding import agreed_on, complaints_on, part_of
from bot.store.handover_records import Agreement, AgreementKind, Handover, HandoverReason, HandoverState

DAY = date(2026, 3, 15)
COMPLAINT, NOTE = AgreementKind.COMPLAINT, AgreementKind.NOTE


def ended(*agreed: Agreement) -> Handover:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    return Handover("h", "web:1", "l", HandoverReason.ASKED, HandoverState.CLOSED, now, ended_at=now, agreed=agreed)


def test_a_complaint_holds_through_its_last_day_and_of_two_terms_the_longer_one_counts() -> None:
    found = [
        ended(Agreement("no overhead work", COMPLAINT, "shoulder", DAY), Agreement("mind it", COMPLAINT, "knee")),
        ended(Agreement("rest it", COMPLAINT, "hip", DAY - timedelta(days=1))),
        ended(Agreement("until Tuesday", COMPLAINT, "shoulder", DAY + timedelta(days=2))),
    ]
    assert complaints_on(found, DAY) == (BodyPart.SHOULDER, BodyPart.KNEE)
    assert complaints_on(found, DAY + timedelta(days=2)) == (BodyPart.KNEE, BodyPart.SHOULDER)
    assert complaints_on(found, DAY + timedelta(days=3)) == (BodyPart.KNEE,)
    assert [one.text for _, one in agreed_on(found, DAY)] == ["no overhead work", "mind it", "until Tuesday"]


def test_a_note_and_a_part_that_nobody_knows_are_not_trained_around() -> None:
    assert part_of(Agreement("come on Tuesdays", NOTE, "knee")) is None
    assert part_of(Agreement("no handstands", COMPLAINT, "handstand")) is None
    assert part_of(Agreement("mind the knee", COMPLAINT, "knee")) is BodyPart.KNEE

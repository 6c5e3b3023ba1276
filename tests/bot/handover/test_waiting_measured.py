"""What is measured of the wait: from asking to the first reply, and from there to the end, while somebody is there."""

from dataclasses import replace
from datetime import timedelta

from bot.handover.waiting import Measured, measured_in
from bot.store.handover_records import Handover, HandoverReason, HandoverState
from tests.bot.handover.gyms import GYM, MONDAY_9, utc

NEW = Handover("a" * 32, "web:1", "b" * 32, HandoverReason.ASKED, HandoverState.WAITING, MONDAY_9)
REPLIED = replace(NEW, replied_at=MONDAY_9 + timedelta(minutes=4))
ENDED = replace(REPLIED, ended_at=MONDAY_9 + timedelta(minutes=16))


def test_replies_and_talks_are_measured_in_minutes() -> None:
    assert measured_in([NEW, REPLIED, ENDED], GYM) == Measured((4, 4), (12,))


def test_a_night_in_which_nobody_is_there_says_nothing() -> None:
    night = utc(2026, 11, 22, 23)
    assert measured_in([replace(ENDED, asked_at=night)], GYM) == Measured()

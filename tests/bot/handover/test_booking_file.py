"""The calendar file of a trial, read back as a calendar would."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

from bot.handover.booking import Booking, cancel
from bot.handover.booking_file import for_lifter, for_trainer, uid
from bot.handover.gym import Offer
from tests.bot.handover.gyms import GYM, MONDAY_9, utc

OFFER: Offer = GYM.offer  # type: ignore[assignment]
BOOKING = Booking("b" * 32, "trainer-one", utc(2026, 11, 24, 6), 60, MONDAY_9)


def event(content: bytes) -> Component:
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    return found


def lifters(booking: Booking = BOOKING) -> bytes:
    return for_lifter(booking, GYM, OFFER)


def test_the_lifters_side() -> None:
    found = event(lifters())
    assert str(found["summary"]) == "Starter pack with Trainer one"
    assert found.decoded("dtstart") == utc(2026, 11, 24, 6)
    assert found.decoded("dtend") == utc(2026, 11, 24, 7)
    assert found["dtstart"].params["TZID"] == "Europe/Berlin"
    assert str(found["location"]) == "Example Gym, 1 Example Street, Example Town"
    assert str(found["url"]) == OFFER.link
    assert str(found["organizer"]) == "mailto:desk@gym.example"
    assert "Price: 99 EUR" in found["description"]
    assert "Cannot come? +00 000 000000, desk@gym.example" in found["description"]
    assert str(found["status"]) == "CONFIRMED"


def test_the_trainers_side_names_the_lifter_only_if_it_may() -> None:
    assert str(event(for_trainer(BOOKING, GYM, OFFER))["summary"]) == "Starter pack: a new lifter"
    named = for_trainer(BOOKING, GYM, OFFER, "Sam")
    assert str(event(named)["summary"]) == "Starter pack: Sam"
    assert b"Price" not in named


def test_both_sides_have_one_event() -> None:
    assert event(lifters())["uid"] == event(for_trainer(BOOKING, GYM, OFFER))["uid"] == uid(BOOKING)
    assert event(lifters()).decoded("dtstart") == event(for_trainer(BOOKING, GYM, OFFER)).decoded("dtstart")


def test_a_change_keeps_the_uid_and_raises_the_sequence() -> None:
    moved = replace(
        BOOKING, begins=BOOKING.begins + timedelta(days=1), sequence=1, changed_at=MONDAY_9 + timedelta(hours=1)
    )
    before, after = event(lifters()), event(lifters(moved))
    assert before["uid"] == after["uid"]
    assert (before.decoded("sequence"), after.decoded("sequence")) == (0, 1)
    assert after.decoded("dtstamp") > before.decoded("dtstamp")


def test_calling_it_off_takes_it_out_of_the_calendar() -> None:
    off = lifters(cancel(BOOKING, MONDAY_9))
    assert str(Calendar.from_ical(off)["method"]) == "CANCEL"
    assert str(event(off)["status"]) == "CANCELLED"
    assert (event(off)["uid"], event(off).decoded("sequence")) == (uid(BOOKING), 1)
    assert str(Calendar.from_ical(lifters())["method"]) == "PUBLISH"


@pytest.mark.parametrize("month", range(1, 13))
def test_the_file_describes_its_zone_so_that_the_hour_is_right_all_year(month: int) -> None:
    begins = utc(2027, month, 28, 6)  # in March the day on which the clocks go forward
    content = lifters(replace(BOOKING, begins=begins))
    (zone,) = Calendar.from_ical(content).walk("VTIMEZONE")
    shown = begins.astimezone(GYM.zone)
    wall = event(content).decoded("dtstart").replace(tzinfo=None)
    assert wall == shown.replace(tzinfo=None)
    assert wall.replace(tzinfo=zone.to_tz(lookup_tzid=False)).utcoffset() == shown.utcoffset()


def test_the_same_booking_gives_the_same_bytes() -> None:
    assert lifters() == lifters()
    assert len(lifters()) < 4000


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=80)
    | st.sampled_from(["A\nEND:VEVENT", "A\r\nATTENDEE:x", "a;b,c\\d:e"])
)
def test_a_name_never_breaks_out_of_its_line(name: str) -> None:
    content = for_trainer(BOOKING, GYM, OFFER, name)
    assert "attendee" not in event(content)
    assert event(content)["uid"] == uid(BOOKING)

"""A trial is booked: every time that is granted can be had, and what cannot is told in words with what else to do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handover.booking import Booking, Diary, Refusal, Request, Wall, cancel, confirm, move, refusal, request
from bot.handover.booking_text import about_offer, asked_text, booked_text
from bot.handover.errors import BookingError
from bot.handover.gym import Offer
from bot.handover.hours import DAY, is_open
from tests.bot.handover.gyms import GYM, MONDAY_9, ONE, THREE, utc

ID = "b" * 32
NOW = MONDAY_9
DIARY = Diary(GYM, (), NOW)
TUESDAY = date(2026, 11, 24)
AT_7 = Wall(TUESDAY, 7 * 60)
OFFER: Offer = GYM.offer  # type: ignore[assignment]


TUESDAY_7 = utc(2026, 11, 24, 6)


def booking(begins: datetime = TUESDAY_7) -> Booking:
    return Booking(ID, "trainer-one", begins, 60, NOW)


def test_a_request_keeps_its_times_in_order() -> None:
    asked = request(ID, [Wall(date(2026, 11, 26), 13 * 60), AT_7], None, DIARY)
    assert asked == Request(ID, (utc(2026, 11, 26, 12), utc(2026, 11, 24, 6)), 60, None, NOW)


@pytest.mark.parametrize(
    ("wanted", "trainer", "words"),
    [
        ([], None, "Give me one to three times that suit you."),
        ([Wall(TUESDAY, minutes * 60) for minutes in (7, 8, 9, 10)], None, "Give me one to three times that suit you."),
        ([AT_7, AT_7], None, "Two of these times are the same. Give me one more, or leave one out."),
        ([AT_7], "nobody", "I do not know that trainer. Pick one from the list, or leave it open."),
        (
            [Wall(date(2026, 11, 23), 10 * 60)], None,
            "That is too soon for us, today at 10:00. Give us 2 hours at least. "
            "The next time there is: today at 11:00.",
        ),
        (
            [Wall(date(2026, 11, 20), 10 * 60)], None,
            "That is too soon for us, on Friday 20 November at 10:00. Give us 2 hours at least.",
        ),
        (
            [Wall(date.min, 0)], None,
            "That is too soon for us, on Monday 1 January 1 at 0:00. Give us 2 hours at least.",
        ),
        (
            [Wall(date.max, 1439)], None,
            "That is too far ahead, on Friday 31 December 9999 at 23:59. Pick a day within 90 days.",
        ),
        (
            [Wall(TUESDAY, 5 * 60)], None,
            "We are not open for all of that, tomorrow at 5:00. The next time there is: tomorrow at 6:00.",
        ),
        (
            [Wall(TUESDAY, 21 * 60 + 30)], None,
            "We are not open for all of that, tomorrow at 21:30. The next time there is: on Wednesday at 6:00.",
        ),
        (
            [Wall(TUESDAY, 13 * 60 + 30)], "trainer-one",
            "Trainer one is not here for all of that, tomorrow at 13:30. The next time there is: on Wednesday at 6:00.",
        ),
        (
            [Wall(TUESDAY, 13 * 60 + 30)], None,
            "No trainer is here for all of that, tomorrow at 13:30. The next time there is: tomorrow at 14:00.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(wanted: list[Wall], trainer: str | None, words: str) -> None:
    with pytest.raises(BookingError) as caught:
        request(ID, wanted, trainer, DIARY)
    assert str(caught.value) == words


def test_a_time_that_the_clocks_skip_is_told() -> None:
    with pytest.raises(BookingError, match=r"The clocks go forward then, .* on Sunday 28 March at 2:30\."):
        request(ID, [Wall(date(2027, 3, 28), 150)], None, replace(DIARY, now=utc(2027, 3, 20)))


def test_the_last_day_ends_at_the_hour_that_it_is_now() -> None:
    last = NOW + timedelta(days=90)
    assert refusal(last, None, 60, DIARY) is not Refusal.TOO_LATE
    assert refusal(last + timedelta(minutes=1), None, 60, DIARY) is Refusal.TOO_LATE


def test_a_gym_without_an_offer_has_no_trial() -> None:
    with pytest.raises(BookingError, match="no trial"):
        request(ID, [AT_7], None, replace(DIARY, gym=replace(GYM, offer=None)))


def test_a_trainer_agrees_to_one_of_the_times() -> None:
    asked = request(ID, [AT_7], None, DIARY)
    assert confirm(asked, utc(2026, 11, 24, 6), "trainer-one", DIARY) == booking()


def test_a_time_that_was_not_asked_for_or_another_trainer_than_was_wanted_is_refused() -> None:
    asked = request(ID, [AT_7], "trainer-one", DIARY)
    with pytest.raises(BookingError, match="not one of the times"):
        confirm(asked, utc(2026, 11, 24, 7), "trainer-one", DIARY)
    with pytest.raises(BookingError, match="not one of the times"):
        confirm(asked, utc(2026, 11, 24, 6), "trainer-two", DIARY)


def test_a_trainer_has_one_trial_at_a_time_and_the_next_one_right_after() -> None:
    asked = request(ID, [AT_7], None, DIARY)
    taken = replace(DIARY, booked=(replace(booking(utc(2026, 11, 24, 6, 30)), id="c" * 32),))
    with pytest.raises(BookingError, match=r"Somebody was quicker: tomorrow at 7:00 is now taken\."):
        confirm(asked, asked.times[0], "trainer-one", taken)
    after = replace(DIARY, booked=(replace(booking(utc(2026, 11, 24, 7)), id="c" * 32),))
    assert confirm(asked, asked.times[0], "trainer-one", after) == booking()
    called_off = replace(DIARY, booked=(cancel(taken.booked[0], NOW),))
    assert confirm(asked, asked.times[0], "trainer-one", called_off) == booking()


def test_anybody_is_enough_while_one_trainer_has_time() -> None:
    thursday = utc(2026, 11, 26, 12)  # 13:00: one and three are there
    one = booking(thursday)
    assert refusal(thursday, None, 60, replace(DIARY, booked=(one,))) is None
    both = (one, replace(one, id="c" * 32, trainer="trainer-three"))
    assert refusal(thursday, None, 60, replace(DIARY, booked=both)) is Refusal.TAKEN


def test_a_trial_is_moved_also_to_a_time_that_overlaps_its_old_one() -> None:
    later = replace(DIARY, booked=(booking(),), now=NOW + timedelta(hours=1))
    moved = move(booking(), Wall(TUESDAY, 7 * 60 + 30), later)
    assert moved == replace(booking(), begins=utc(2026, 11, 24, 6, 30), changed_at=later.now, sequence=1)
    with pytest.raises(BookingError, match="not here for all of that"):
        move(booking(), Wall(TUESDAY, 20 * 60), later)


def test_a_trial_is_called_off_once_and_stays_off() -> None:
    off = cancel(booking(), NOW)
    assert (off.is_cancelled, off.sequence) == (True, 1)
    assert cancel(off, NOW + timedelta(days=1)) == off
    with pytest.raises(BookingError, match="called off"):
        move(off, AT_7, DIARY)


def test_a_trainer_who_has_left_the_gym_cannot_take_a_trial() -> None:
    without = replace(DIARY, gym=replace(GYM, trainers=(THREE,)))
    with pytest.raises(BookingError, match="do not know that trainer"):
        move(booking(), AT_7, without)


IDS = [each.id for each in GYM.trainers]
WALLS = st.builds(
    Wall, st.dates(date(2027, 3, 20), date(2027, 4, 5)), st.integers(0, DAY // 15 - 1).map(lambda n: n * 15)
)
STARTS = st.integers(0, 12).map(lambda days: utc(2027, 3, 18) + timedelta(days=days))


@settings(max_examples=200, deadline=None)
@given(wall=WALLS, trainer=st.none() | st.sampled_from(IDS), now=STARTS)
def test_a_time_is_granted_if_and_only_if_gym_and_trainer_are_there_for_every_minute_of_it(
    wall: Wall, trainer: str | None, now: datetime
) -> None:
    diary = Diary(GYM, (), now)
    naive = datetime.combine(wall.day, time(wall.minutes // 60, wall.minutes % 60), GYM.zone)
    begins = naive.astimezone(UTC)
    minutes = [begins + timedelta(minutes=minute) for minute in (0, 15, 30, 45, 59)]
    able = [
        each for each in GYM.trainers
        if trainer in (None, each.id) and all(is_open(each.hours, GYM.zone, minute) for minute in minutes)
    ]  # fmt: skip
    is_late_enough = begins >= now + timedelta(hours=2)
    if not able or not is_late_enough or begins.astimezone(GYM.zone).replace(tzinfo=None) != naive.replace(tzinfo=None):
        with pytest.raises(BookingError):
            request(ID, [wall], trainer, diary)
        return
    asked = request(ID, [wall], trainer, diary)
    assert asked.times == (begins,)
    assert confirm(asked, begins, able[0].id, diary).ends == begins + timedelta(hours=1)


def test_what_the_lifter_reads() -> None:
    asked = request(ID, [AT_7, Wall(date(2026, 11, 26), 13 * 60)], None, DIARY)
    assert asked_text(asked, GYM, OFFER, NOW) == (
        "Got it: Starter pack, 99 EUR. You would like to come tomorrow at 7:00 or on Thursday at 13:00. "
        "One of our trainers will pick one, and you get word here."
    )
    wanted = replace(asked, trainer=ONE.id)
    assert "Trainer one will pick one" in asked_text(wanted, GYM, OFFER, NOW)
    booked = booking()
    assert booked_text(booked, GYM, OFFER, NOW) == (
        "It is booked: Starter pack with Trainer one, tomorrow at 7:00, 60 minutes. Here is a file for your calendar."
    )
    assert booked_text(replace(booked, sequence=1), GYM, OFFER, NOW) == (
        "It is moved: Starter pack with Trainer one is now tomorrow at 7:00. "
        "Open the new file, and your calendar follows."
    )
    assert booked_text(cancel(booked, NOW), GYM, OFFER, NOW) == (
        "It is called off: Starter pack with Trainer one, tomorrow at 7:00. The new file takes it out of your calendar."
    )


def test_what_there_is_to_try() -> None:
    assert about_offer(OFFER) == (
        "Starter pack: 3 one-to-one sessions of 60 minutes, 99 EUR. A trainer looks at how you lift, sets up your "
        "program and is there for the first heavy day. https://gym.example/starter-pack"
    )
    assert "Starter pack: a one-to-one session of 60 minutes" in about_offer(replace(OFFER, one_to_ones=1))

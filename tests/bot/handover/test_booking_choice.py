"""Times as they were said become times that can be had; what cannot be is told with when it could."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handover.booking import Booking, Diary, Wall, next_free, refusal, request
from bot.handover.booking_choice import choose, suggestions
from bot.handover.booking_names import named_trainer, without_name
from bot.handover.hours import first_shown
from bot.nlu.trial_times import read_trial_times
from tests.bot.handover.gyms import GYM, MONDAY_9, ONE, TWO, utc

DIARY = Diary(GYM, (), MONDAY_9)
MONDAY = date(2026, 11, 23)


def chosen(text: str, trainer: str | None = None, diary: Diary = DIARY) -> tuple[list[str], str]:
    """The times as "24. 18:00", and what is said of the others."""
    choice = choose(read_trial_times(text, MONDAY).wanted, trainer, diary)
    return [f"{each.day.day}. {each.minutes // 60}:{each.minutes % 60:02}" for each in choice.walls], " ".join(
        choice.refused
    )


@pytest.mark.parametrize(
    ("text", "trainer", "expected"),
    [
        ("tue 6pm or thu after 7", None, ["24. 18:00", "26. 19:00"]),
        ("tomorrow morning", None, ["24. 9:00"]),
        ("tomorrow morning", "trainer-three", []),
        ("tue or thu at 6", None, ["24. 18:00", "26. 18:00"]),
        ("tue or thu at 6", "trainer-one", ["24. 6:00", "26. 6:00"]),
        ("this weekend in the evening", None, ["28. 18:00"]),
        ("monday at 10", None, ["30. 10:00"]),
        ("today after 7pm", None, ["23. 19:00"]),
        ("sunday between 10 and 1", None, ["29. 10:00"]),
        ("sunday between 12:30 and 1:15", None, []),
        ("any weekday after 8pm", "trainer-two", ["23. 20:00"]),
        ("wed noon, wed at 12", None, ["25. 12:00"]),
        ("tue 7am, wed 7am, thu 7am, fri 7am", None, ["24. 7:00", "25. 7:00", "26. 7:00"]),
    ],
)
def test_the_first_time_that_can_be_had_is_chosen(text: str, trainer: str | None, expected: list[str]) -> None:
    assert chosen(text, trainer)[0] == expected


def test_what_cannot_be_had_is_told_with_the_next_time_that_there_is() -> None:
    walls, refused = chosen("sat 10am or sunday 3pm")
    assert walls == ["28. 10:00"]
    assert refused == (
        "We are not open for all of that, on Sunday at 15:00. The next time there is: on Sunday at 16:00."
    )


def test_four_times_are_cut_to_three() -> None:
    assert choose(read_trial_times("tue 7am, wed 7am, thu 7am, fri 7am", MONDAY).wanted, None, DIARY).is_cut
    assert not choose(read_trial_times("tue 7am, wed 7am, thu 7am", MONDAY).wanted, None, DIARY).is_cut


def test_a_time_that_is_booked_makes_way_within_a_span_and_is_refused_by_itself() -> None:
    taken = Diary(GYM, (Booking("b" * 32, ONE.id, utc(2026, 11, 24, 8), 60, MONDAY_9),), MONDAY_9)
    assert chosen("tomorrow morning", ONE.id, taken)[0] == ["24. 6:00"]
    walls, refused = chosen("tomorrow 9am", ONE.id, taken)
    assert walls == []
    assert refused == "Somebody was quicker: tomorrow at 9:00 is now taken. The next time there is: tomorrow at 10:00."


def test_suggestions_can_be_had_and_lie_on_different_days() -> None:
    found = suggestions(None, DIARY)
    assert found == (Wall(MONDAY, 1080), Wall(date(2026, 11, 24), 1080), Wall(date(2026, 11, 25), 1080))
    request("b" * 32, found, None, DIARY)
    assert [each.minutes // 60 for each in suggestions(None, DIARY, [date(2026, 11, 28)])] == [9, 14, 18]
    assert suggestions(None, DIARY, [date(2026, 12, 25)]) == ()
    assert all(each.day.weekday() in (2, 3, 6) for each in suggestions("trainer-three", DIARY))


NOWS = st.integers(0, 60 * 24 * 20).map(lambda minutes: datetime(2026, 12, 15, tzinfo=UTC) + timedelta(minutes=minutes))


@settings(max_examples=60, deadline=None)
@given(now=NOWS, trainer=st.none() | st.sampled_from(GYM.trainers))
def test_the_next_time_there_is_can_be_had(now: datetime, trainer: object) -> None:
    diary = Diary(GYM, (), now)
    found = next_free(now, trainer, 60, diary)  # type: ignore[arg-type]
    assert found
    assert refusal(found, trainer, 60, diary) is None  # type: ignore[arg-type]


def test_the_next_time_is_not_one_that_is_booked() -> None:
    begins = first_shown(date(2026, 11, 24), 6 * 60, GYM.zone)
    booked = tuple(Booking(f"{hour}" * 32, ONE.id, begins + timedelta(hours=hour), 60, MONDAY_9) for hour in range(2))
    assert next_free(begins, ONE, 60, Diary(GYM, booked, MONDAY_9)) == begins + timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("with trainer two please", TWO),
        ("is Trainer One's hour free", ONE),
        ("a trainer at two", None),
        ("any trainer", None),
        ("trainer one or trainer two", None),
    ],
)
def test_the_trainer_who_is_named_is_known(text: str, expected: object) -> None:
    assert named_trainer(text, GYM) == expected


def test_a_name_is_no_hour() -> None:
    assert without_name("a workout with Trainer Two on friday", TWO).split() == ["a", "workout", "with", "on", "friday"]
    assert without_name("friday at two", None) == "friday at two"

"""The calendar: one event for each workout, in order, on the program's days, readable by others."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

from bot.documents.calendar_file import as_calendar
from bot.documents.cells import line
from bot.documents.visits import all_visits
from tests.bot.documents.programs import HARD_TITLE, NAMES, program

MONDAY, AT = date(2026, 1, 5), time(18, 30)


def events(content: bytes) -> list[Component]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


@pytest.mark.parametrize("name", NAMES)
def test_there_is_one_event_for_each_workout_of_each_week(name: str) -> None:
    found = events(as_calendar(program(name), MONDAY, AT))
    visits = all_visits(program(name))
    assert len(found) == len(visits) == sum(len(each) for each in weeks_of(name))
    for event, visit in zip(found, visits, strict=True):
        day = MONDAY + timedelta(weeks=visit.week.number - 1, days=visit.workout.weekday)
        assert event.decoded("dtstart") == datetime.combine(day, AT)
        assert event.decoded("duration") == timedelta(minutes=visit.workout.minutes)
        assert str(event["summary"]).startswith(f"{visit.workout.title} (week {visit.week.number}, day {visit.day}")
        assert all(line(each, visit.goes_up) in event["description"] for each in visit.workout.prescriptions)


def weeks_of(name: str) -> list[tuple[object, ...]]:
    from bot.programs.periodization import week

    return [week(program(name), number).workouts for number in range(1, program(name).weeks + 1)]


@settings(max_examples=30, deadline=None)
@given(name=st.sampled_from(NAMES), start=st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_whatever_the_first_day_order_and_weekdays_are_kept(name: str, start: date) -> None:
    found = events(as_calendar(program(name), start, AT))
    days = [event.decoded("dtstart").date() for event in found]
    assert len(found) == len(all_visits(program(name)))
    assert days == sorted(set(days))
    assert start <= days[0] < start + timedelta(weeks=1)
    assert {day.weekday() for day in days} <= {visit.workout.weekday for visit in all_visits(program(name))}
    titles = [visit.workout.title for visit in all_visits(program(name))]
    assert all(str(event["summary"]).startswith(title) for event, title in zip(found, titles, strict=True))


def test_who_starts_in_mid_week_does_the_first_workout_first() -> None:
    wednesday = MONDAY + timedelta(days=2)
    first, second, *_, last = events(as_calendar(program("two workouts in turn"), wednesday, AT))
    assert first.decoded("dtstart").date() == wednesday
    assert str(first["summary"]) == "Workout A (week 1, day 1)"
    assert second.decoded("dtstart").date() == wednesday + timedelta(days=2)
    assert last.decoded("dtstart").date() == MONDAY + timedelta(weeks=12)


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_stay_when_the_hour_moves(name: str) -> None:
    ids = [str(event["uid"]) for event in events(as_calendar(program(name), MONDAY, AT))]
    assert len(set(ids)) == len(ids)
    assert ids == [str(event["uid"]) for event in events(as_calendar(program(name), MONDAY, time(7)))]
    other = [str(event["uid"]) for event in events(as_calendar(program(name), MONDAY + timedelta(weeks=20), AT))]
    assert not set(ids) & set(other)


@pytest.mark.parametrize("name", NAMES)
def test_it_survives_being_read_and_written_and_is_the_same_each_time(name: str) -> None:
    content = as_calendar(program(name), MONDAY, AT)
    assert Calendar.from_ical(content).to_ical() == content == as_calendar(program(name), MONDAY, AT)
    assert all(len(each) <= 75 for each in content.split(b"\r\n"))


def test_the_head_names_maker_version_and_program() -> None:
    calendar = Calendar.from_ical(as_calendar(program("made by hand"), MONDAY, AT))
    assert calendar["version"] == "2.0"
    assert calendar["prodid"] == "-//Spotter//Strength programs//EN"
    assert calendar["x-wr-calname"] == HARD_TITLE


def test_signs_with_a_meaning_in_the_format_come_back_as_they_were() -> None:
    first, *_ = events(as_calendar(program("made by hand"), MONDAY, AT))
    assert str(first["summary"]) == f"{HARD_TITLE} (week 1, day 1)"


def test_times_belong_to_no_zone_even_if_the_hour_given_does() -> None:
    zoned = datetime.now().astimezone().timetz().replace(hour=6, minute=0, second=0, microsecond=0)
    first, *_ = events(as_calendar(program("one short day"), MONDAY, zoned))
    assert first.decoded("dtstart").tzinfo is None
    assert first.decoded("dtstart").time() == time(6)


def test_an_easy_week_says_so_and_the_first_lift_has_its_warm_up() -> None:
    found = events(as_calendar(program("six days"), MONDAY, AT))
    easy = [event for event in found if "easy week" in event["summary"]]
    assert easy
    assert all("rest up" in event["description"] for event in easy)
    assert "Warm up with 20 kg × 10" in found[0]["description"]

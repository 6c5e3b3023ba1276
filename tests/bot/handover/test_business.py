"""What is said of the gym stands in its file, and nothing else is said."""

from dataclasses import replace
from datetime import date

from bot.handover.business import (
    address_answer,
    contact_answer,
    holidays_text,
    hours_text,
    languages_in,
    spans_text,
    trainer_hours_text,
    trainers_text,
    unknown_text,
    week_text,
)
from bot.handover.gym import Contact
from bot.handover.hours import Hours, Span
from bot.handover.terms import Speciality
from tests.bot.handover.gyms import GYM, MONDAY_9, ONE, utc

WEEK = "Monday to Friday 6:00–22:00, Saturday 8:00–20:00, Sunday 9:00–13:00 and 16:00–20:00"
DECEMBER = utc(2026, 12, 20, 10)


def test_the_week_is_told_in_runs_of_days() -> None:
    assert week_text(GYM.hours) == WEEK
    odd = Hours(((Span(0, 1440),), (Span(0, 1440),), (), (Span(600, 1440),), (), (), ()))
    assert week_text(odd) == (
        "Monday and Tuesday around the clock, Wednesday closed, Thursday 10:00–midnight, Friday to Sunday closed"
    )
    assert spans_text(()) == "closed"


def test_without_a_day_it_is_told_how_it_is_now_and_what_is_otherwise_soon() -> None:
    assert hours_text(GYM, (), MONDAY_9) == f"We are open until 22:00. Our week: {WEEK}."
    told = hours_text(GYM, (), DECEMBER)
    assert told.endswith("But on these days: Thursday 8:00–12:00, Friday closed, Friday 1 January 2027 12:00–18:00.")


def test_of_a_day_its_own_hours_are_told() -> None:
    assert hours_text(GYM, [(date(2026, 11, 29),)], MONDAY_9) == ("We are open on Sunday 9:00–13:00 and 16:00–20:00.")
    both = [(date(2026, 11, 23), date(2026, 11, 30)), (date(2026, 12, 25),)]
    assert hours_text(GYM, both, MONDAY_9) == "We are open today 6:00–22:00. We are closed on Friday 25 December."
    always = replace(GYM, hours=Hours(((Span(0, 1440),),) * 7))
    assert hours_text(always, [(date(2026, 11, 24),)], MONDAY_9) == "We are open tomorrow around the clock."


def test_of_a_feast_that_the_file_does_not_name_it_is_said_that_hours_may_differ() -> None:
    told = hours_text(GYM, [(date(2026, 12, 31),)], MONDAY_9, is_feast=True)
    assert told == (
        "We are open on Thursday 31 December 6:00–22:00. Those are our usual hours. "
        "On a holiday better ask: +00 000 000000, desk@gym.example."
    )
    assert "better ask" not in hours_text(GYM, [(date(2026, 12, 25),)], MONDAY_9, is_feast=True)


def test_holidays_are_those_of_the_file() -> None:
    assert holidays_text(GYM, MONDAY_9).startswith("Days on which it is otherwise: Thursday 24 December 8:00–12:00,")
    bare = replace(GYM, hours=Hours(GYM.hours.week))
    assert "no other hours for holidays" in holidays_text(bare, MONDAY_9)


def test_a_trainers_hours_are_their_week() -> None:
    assert trainer_hours_text(ONE) == "Trainer one is here Monday to Friday 6:00–14:00."
    assert trainer_hours_text(replace(ONE, hours=Hours(((),) * 7))) == "Trainer one has no fixed hours."


def test_trainers_are_told_with_what_they_are_good_at() -> None:
    assert trainers_text(GYM).splitlines() == [
        "Our trainers:",
        "- Trainer one: good at strength and aches and old injuries. Speaks English and German.",
        "- Trainer two: good at building muscle and helping beginners. Speaks English.",
        "- Trainer three: good at size and strength together, helping beginners and aches and old injuries. "
        "Speaks English and Spanish.",
    ]
    assert "Trainer two" not in trainers_text(GYM, languages=languages_in("anyone who speaks spanish"))
    strong = trainers_text(GYM, [Speciality.STRENGTH])
    assert "Trainer one" in strong
    assert "Trainer three" in strong
    assert "Trainer two" not in strong


def test_where_no_trainer_is_like_that_it_is_said_and_all_are_shown() -> None:
    told = trainers_text(GYM, languages=languages_in("does anyone speak japanese"))
    assert told.startswith("I know of no trainer like that. These are ours:")
    assert len(told.splitlines()) == 4


def test_many_trainers_are_counted() -> None:
    many = replace(GYM, trainers=tuple(replace(ONE, id=f"t-{number}") for number in range(9)))
    assert trainers_text(many).splitlines()[-1] == "- and 3 more"


def test_contact_and_address_are_told_as_far_as_there_are_any() -> None:
    assert contact_answer(GYM) == (
        "You reach us here: +00 000 000000, desk@gym.example. You find us here: 1 Example Street, Example Town."
    )
    bare = replace(GYM, contact=Contact(phone="+00 1"))
    assert contact_answer(bare) == "You reach us here: +00 1."
    assert address_answer(bare) == "Our address is not in my notes. You reach us here: +00 1."


def test_what_is_not_in_the_file_is_named_and_passed_on() -> None:
    assert unknown_text(GYM, ["prices", "classes"]) == (
        "What I do not know, so I will not guess: what membership costs and classes. "
        "Our team does: +00 000 000000, desk@gym.example."
    )
    assert unknown_text(GYM, []).startswith("I do not have that in my notes")

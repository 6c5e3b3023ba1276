"""What a question about the gym asks for, as people type it."""

from datetime import date

import pytest

from bot.nlu.gym_questions import read_gym_question

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what time do you shut tonight", "hours"),
        ("when do u open tomorow", "hours"),
        ("opening times", "hours"),
        ("r u open rn", "hours"),
        ("hours on sunday?", "hours"),
        ("are you open easter monday", "hours"),
        ("24/7 gym?", "hours"),
        ("how late are you open on fridays", "hours"),
        ("opneing hrs sat", "hours"),
        ("what are your hours of operation this weekend", "hours"),
        ("can I get in at 5am on weekdays", "hours"),
        ("Whats the latest I can come in on a Tuesday?", "hours"),
        ("opening hours on boxing day", "hours"),
        ("whats the number of the gym", "contact"),
        ("can i ring you", "contact"),
        ("email?", "contact"),
        ("how do I reach you guys", "contact"),
        ("where are you located", "address"),
        ("whats ur adress", "address"),
        ("how do i get to the gym by bus", "address"),
        ("wheres your gym", "address"),
        ("who are the coaches", "trainers"),
        ("which trainer is good for beginners", "trainers"),
        ("is there anyone who speaks spanish", "trainers"),
        ("tell me about the starter pack", "offer"),
        ("how much for a trial", "offer"),
        ("what do you charge for personal training", "offer"),
        ("membership prices", "prices"),
        ("what does it cost per month", "prices"),
        ("cancel membership", "membership"),
        ("is there a yoga class on monday", "classes"),
        ("class opening times", "classes"),
        ("parking?", "facilities"),
        ("is the sauna open on sunday", "facilities"),
        ("can i bring my dog", "rules"),
        ("guy keeps hogging the only rack", "rules"),
        ("how busy is it when you open", "busy"),
        ("i lost my keys, who do i ask", "lost"),
        ("are you hiring", "jobs"),
        ("when do you open and where do i park", "hours facilities"),
        ("whats your phone number and address", "contact address"),
        ("someone took my bench", ""),
    ],
)
def test_what_is_asked_for_is_found(text: str, asked: str) -> None:
    assert " ".join(read_gym_question(text, MONDAY).asked) == asked


@pytest.mark.parametrize(
    ("text", "day", "is_feast"),
    [
        ("are you open on sunday", date(2026, 11, 29), False),
        ("till when are you open tmrw", date(2026, 11, 24), False),
        ("open on christmas day?", date(2026, 12, 25), True),
        ("what about the 24th of december, do you close early", date(2026, 12, 24), False),
    ],
)
def test_the_day_that_is_meant_is_found(text: str, day: date, is_feast: bool) -> None:
    said = read_gym_question(text, MONDAY)
    assert said.days[0][0] == day
    assert said.has_feast is is_feast


def test_now_and_holidays_are_told_apart_from_days() -> None:
    assert read_gym_question("are you still open", MONDAY).is_now
    assert read_gym_question("do you open on bank holidays", MONDAY).is_of_holidays
    said = read_gym_question("opening hours", MONDAY)
    assert (said.is_now, said.is_of_holidays, said.days) == (False, False, ())


def test_a_price_of_nothing_in_particular_may_be_any() -> None:
    assert read_gym_question("how much is it", MONDAY).is_of_any_price
    assert not read_gym_question("how much is the membership", MONDAY).is_of_any_price


def test_what_a_trainer_is_to_be_good_at_is_found() -> None:
    assert read_gym_question("which trainer knows about powerlifting", MONDAY).specialities == ("strength",)

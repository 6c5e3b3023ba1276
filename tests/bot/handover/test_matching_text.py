"""A match in words."""

from dataclasses import replace

import pytest

from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.handover.gym import Contact
from bot.handover.matching import Desk, Need, match
from bot.handover.matching_text import choice_texts, contact_text, matching_text
from bot.handover.terms import DayTime
from bot.store.handover_records import HandoverReason
from tests.bot.handover.gyms import GYM, MONDAY_9, utc

HERE = Desk(frozenset({"trainer-one", "trainer-two", "trainer-three"}))
MORNING, EVENING = DayTime.MORNING, DayTime.EVENING
STRENGTH = TrainingGoal.STRENGTH


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (Need(HandoverReason.ASKED, STRENGTH, times=(MORNING,)), "because you train for strength and come mornings."),
        (Need(HandoverReason.ASKED, STRENGTH), "because you train for strength."),
        (Need(HandoverReason.ASKED, STRENGTH, languages=("de",)), "because you train for strength and speak German."),
        (Need(HandoverReason.ASKED, STRENGTH, languages=("en",)), "because you train for strength."),
        (
            Need(HandoverReason.COMPLAINT, STRENGTH),
            "because you have something that should be looked at and train for strength.",
        ),
        (Need(HandoverReason.ASKED, times=(MORNING, EVENING)), "because you come mornings."),
    ],
)
def test_the_best_match_comes_with_its_reasons(need: Need, words: str) -> None:
    assert matching_text(match(need, GYM, HERE, MONDAY_9), need, GYM, MONDAY_9) == f"Trainer one fits best, {words}"


def test_without_a_reason_the_trainer_just_has_time() -> None:
    need = Need(HandoverReason.ASKED)
    assert (
        matching_text(match(need, GYM, HERE, MONDAY_9), need, GYM, MONDAY_9)
        == "Trainer one is here and has time for you."
    )


def test_after_a_red_flag_nothing_is_said_but_that_somebody_is_here() -> None:
    need = Need(HandoverReason.RED_FLAG, STRENGTH, has_complaint=True)
    assert matching_text(match(need, GYM, HERE, MONDAY_9), need, GYM, MONDAY_9) == "Trainer one is here now."


def test_who_was_asked_for_is_here_or_it_is_said_that_they_are_not() -> None:
    need = Need(HandoverReason.ASKED, STRENGTH, wanted="trainer-one")
    assert matching_text(match(need, GYM, HERE, MONDAY_9), need, GYM, MONDAY_9) == "Trainer one is here, as you asked."
    need = replace(need, wanted="trainer-two")
    assert matching_text(match(need, GYM, HERE, MONDAY_9), need, GYM, MONDAY_9) == (
        "Trainer two is not free right now. Trainer one fits best, because you train for strength."
    )


def test_nobody_here_says_who_is_next_and_when_and_how_to_reach_the_gym() -> None:
    need = Need(HandoverReason.ASKED)
    assert matching_text(match(need, GYM, Desk(), MONDAY_9), need, GYM, MONDAY_9) == (
        "Nobody is at the desk right now. Trainer two is here next, today at 14:00. If somebody is back sooner, "
        "they see you first. Until then you reach us here: +00 000 000000, desk@gym.example."
    )


def test_everybody_full_promises_the_place_and_no_time() -> None:
    need = Need(HandoverReason.ASKED)
    full = match(need, GYM, Desk(frozenset({"trainer-one"}), {"trainer-one": 4}), MONDAY_9)
    assert matching_text(full, need, GYM, MONDAY_9) == (
        "Trainer one is next. All of us are with somebody right now; you keep your place."
    )


def test_where_nobody_ever_comes_that_is_said() -> None:
    need, empty = Need(HandoverReason.ASKED), replace(GYM, trainers=())
    told = matching_text(match(need, empty, HERE, MONDAY_9), need, empty, MONDAY_9)
    assert told.startswith("I cannot tell when a trainer is here next. Until then you reach us here:")


def test_a_choice_of_three_comes_with_a_line_for_each() -> None:
    thursday = utc(2026, 11, 26, 13)  # 14:00 in Berlin: one leaves, two comes, three is there
    need = Need(HandoverReason.ASKED, TrainingGoal.BOTH, TrainingAge.NOVICE)
    assert choice_texts(match(need, GYM, HERE, thursday)) == (
        ("trainer-three", "Trainer three: you train for size and strength and are new to lifting"),
        ("trainer-two", "Trainer two: you are new to lifting"),
    )
    assert choice_texts(match(Need(HandoverReason.ASKED), GYM, HERE, MONDAY_9)) == (
        ("trainer-one", "Trainer one: is here now"),
    )


def test_how_to_reach_the_gym() -> None:
    assert contact_text(Contact(phone="+00 1")) == "+00 1"
    assert contact_text(Contact(email="a@b.example", address="Street")) == "a@b.example"

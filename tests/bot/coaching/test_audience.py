"""What follows from who asks."""

import pytest

from bot.coaching.audience import cited, claim, is_new_older_adult, trained_as
from bot.coaching.errors import KnowledgeError
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal


def test_fat_loss_is_trained_like_size_and_other_goals_like_themselves() -> None:
    assert trained_as(TrainingGoal.FAT_LOSS) is TrainingGoal.HYPERTROPHY
    assert trained_as(TrainingGoal.POWER) is TrainingGoal.POWER
    assert trained_as(None) is None


@pytest.mark.parametrize(
    ("age_years", "training_age", "expected"),
    [
        (65, None, True),
        (80, TrainingAge.NOVICE, True),
        (64, TrainingAge.NOVICE, False),
        (80, TrainingAge.INTERMEDIATE, False),
        (None, None, False),
    ],
)
def test_older_adults_are_those_of_65_and_more_who_are_new_to_training(
    age_years: int | None, training_age: TrainingAge | None, expected: bool
) -> None:
    assert is_new_older_adult(Question(age_years=age_years, training_age=training_age)) is expected


def test_sources_of_what_is_told_come_first_and_each_once() -> None:
    rules = guideline("tempo")
    told = cited(rules, claim(rules, "slow_is_weaker"), rules.figure("seconds_up"))
    assert told[:2] == ("hermes_2023", "acsm_2009")
    assert len(told) == len(set(told))
    assert set(told) == set(rules.sources())


def test_a_claim_that_does_not_exist_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"tempo\.yml.*no_such_claim"):
        claim(guideline("tempo"), "no_such_claim")

"""The band that weekly sets should lie in."""

import pytest

from bot.coaching.errors import KnowledgeError
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.coaching.weekly_volume import band


@pytest.mark.parametrize(
    ("goal", "age", "expected"),
    [
        (TrainingGoal.HYPERTROPHY, None, (10, 20)),
        (TrainingGoal.HYPERTROPHY, TrainingAge.ADVANCED, (12, 20)),
        (TrainingGoal.BOTH, TrainingAge.INTERMEDIATE, (12, 20)),
        (TrainingGoal.STRENGTH, TrainingAge.INTERMEDIATE, (5, 9)),
        (TrainingGoal.STRENGTH, TrainingAge.NOVICE, (4, 10)),
        (TrainingGoal.BOTH, TrainingAge.NOVICE, (4, 10)),
    ],
)
def test_the_band_is_that_of_the_guideline(
    goal: TrainingGoal, age: TrainingAge | None, expected: tuple[float, float]
) -> None:
    assert band(goal, age) == expected


def test_a_goal_without_figures_has_no_band() -> None:
    with pytest.raises(KnowledgeError):
        band(TrainingGoal.ENDURANCE, None)

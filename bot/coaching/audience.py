"""What follows from who asks: whose figures hold for them, and which sources an answer cites first."""

from bot.coaching.errors import KnowledgeError
from bot.coaching.figures import constant
from bot.coaching.guideline import Claim, Figure, Guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal


def trained_as(goal: TrainingGoal | None) -> TrainingGoal | None:
    """The goal whose figures hold: fat loss is trained like size, so that the muscle stays."""
    return TrainingGoal.HYPERTROPHY if goal is TrainingGoal.FAT_LOSS else goal


def fat_loss_caveats(question: Question) -> tuple[str, ...]:
    """Says that fat loss is trained like size, where it is the goal."""
    return ("lift_as_for_size",) if question.training_goal is TrainingGoal.FAT_LOSS else ()


def is_new_older_adult(question: Question) -> bool:
    """Whether to tell the NSCA's figures for older adults: old enough, and not long in training."""
    age, new = question.age_years, question.training_age in (None, TrainingAge.NOVICE)
    return age is not None and age >= constant("set_count", "older_adults_from") and new


def claim(rules: Guideline, claim_id: str) -> Claim:
    """A claim of a guideline by id. Raises KnowledgeError if there is none."""
    for each in rules.claims:
        if each.id == claim_id:
            return each
    raise KnowledgeError(f"{rules.topic}.yml: claims: no {claim_id!r}; add it or correct the id")


def cited(rules: Guideline, *followed: Figure | Claim) -> tuple[str, ...]:
    """Source ids of an answer: those of the figures and claims it tells, then the topic's others, each once."""
    return rules.sources(*(source for each in followed for source in _sources(each)))


def _sources(told: Figure | Claim) -> tuple[str, ...]:
    return told.sources if isinstance(told, Claim) else (told.source,)

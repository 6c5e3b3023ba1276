"""What a trial must hold to be kept. All raise RecordError; no message quotes a value."""

from bot.store.field_checks import NAME, NOTE, expect, expect_id, expect_moment, expect_text
from bot.store.record_checks import check_conversation
from bot.store.trial_records import Trial

MOST_TIMES = 3
LONGEST = 240
"""Minutes."""
SEPARATOR = ","


def check_trial(trial: Trial) -> None:
    """A new request, to which nothing has happened yet."""
    expect_id("trial.id", trial.id)
    check_conversation(trial.conversation)
    expect_moment("trial.asked_at", trial.asked_at)
    expect(1 <= len(trial.times) <= MOST_TIMES, "trial.times", f"1 to {MOST_TIMES}")
    for each in trial.times:
        expect_moment("trial.times", each)
    expect(type(trial.minutes) is int and 1 <= trial.minutes <= LONGEST, "trial.minutes", f"1 to {LONGEST}")
    if trial.wanted_trainer is not None:
        expect_text("trial.wanted_trainer", trial.wanted_trainer, NAME, least=1)
    new = Trial(
        trial.id, trial.conversation, trial.lifter, trial.asked_at, trial.times, trial.minutes, trial.wanted_trainer
    )
    expect(trial == new, "trial", "one that is asked for, to which nothing has happened")


def check_trainer(trainer: str) -> None:
    """The id of a trainer in the gym's file."""
    expect_text("trial.trainer", trainer, NAME, least=1)


def check_declined(words: str) -> None:
    """What a trainer writes when declining."""
    expect_text("trial.words", words, NOTE)

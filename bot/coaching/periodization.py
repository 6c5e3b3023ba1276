"""Training in phases: how long to stay with a focus or a program, and one block written out."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import trained_as
from bot.coaching.exercise_choice import citing
from bot.coaching.guideline import Figure, guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "periodization"
SIZE, STRENGTH, BOTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH
PHASES = {"strength": STRENGTH, "size": SIZE, "both": BOTH}
OF_EACH_PHASE = ("phase", "days", "reps", "rest")
CLAIMS = {
    "": "cycle_and_repeat",
    "size": "phases_do_not_matter_for_size",
    "strength": "phases_beat_sameness_for_strength",
    "novice": "weekly_switching_fails",
    "block": "phases_beat_sameness_for_strength",
}


def advise(question: Question) -> Advice:
    """Weeks per phase; the block written out for who wants both; for who is new, one program for some months."""
    if question.training_age is TrainingAge.NOVICE:
        return _advice("novice", first_program=guideline(TOPIC).figure("first_program", None, TrainingAge.NOVICE))
    goal = trained_as(question.training_goal)
    if goal is BOTH:
        return _block()
    variant = {SIZE: "size", STRENGTH: "strength"}.get(goal, "") if goal else ""
    return _advice(variant, phase=guideline(TOPIC).figure("phase_length"))


def _block() -> Advice:
    rules = guideline(TOPIC)
    found = {f"{name}_{of}": rules.figure(f"block_{of}", goal) for name, goal in PHASES.items() for of in OF_EACH_PHASE}
    found["block"] = rules.figure("block")
    found["accessory_reps"] = rules.figure("block_accessory_reps", BOTH)
    found["full_body_reps"] = rules.figure("block_full_body_reps", BOTH)
    return _advice("block", **found)


def _advice(variant: str, **figures: Figure) -> Advice:
    rules = guideline(TOPIC)
    stick = rules.figure("stick_with_a_focus")
    values: dict[str, Value] = {"stick": stick.amount, **{name: figure.amount for name, figure in figures.items()}}
    sources = (*(figure.source for figure in figures.values()), *citing(rules, CLAIMS[variant]))
    return Advice(TOPIC, values, variant, (), tuple(dict.fromkeys(sources)))

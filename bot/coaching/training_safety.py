"""Lifting safely: alone, when new to it, young or old."""

from bot.coaching import limits
from bot.coaching.advice import Advice
from bot.coaching.amounts import ends
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge

TOPIC = "training_safety"


def advise(question: Question) -> Advice:
    """What keeps this lifter safe: age first, then training age. Minors get no numbers."""
    if limits.is_minor(question):
        return Advice(TOPIC, {}, "teen", (), ("aap_training_2020",))
    if limits.is_older(question):
        return _advice(question, "older", "nsca_older_2019", "older_sets", "older_first_sets", "older_rest")
    if question.training_age is TrainingAge.NOVICE:
        return _advice(question, "novice", "nasm_explainer", "bodyweight_squats_first", "missed_rep_harmless")
    return _advice(question, "", "keogh_2017", "injuries", "missed_rep_harmless", "missed_rep_dangerous")


def _advice(question: Question, variant: str, source_id: str, *variables: str) -> Advice:
    rules = guideline(TOPIC)
    values = {name: rules.figure(name).amount for name in (*variables, "weekly_increase")}
    return Advice(TOPIC, values, variant, _caveats(question), rules.sources(source_id))


def _caveats(question: Question) -> tuple[str, ...]:
    dangerous, _ = ends(guideline(TOPIC).figure("missed_rep_dangerous").amount)
    return ("spotter_near_maximum",) if (question.percent_1rm or 0) >= dangerous else ()

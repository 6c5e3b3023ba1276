"""Sleep."""

from bot.coaching import limits
from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.amounts import ends
from bot.coaching.guideline import guideline
from bot.coaching.question import Question

TOPIC = "sleep"


def advise(question: Question) -> Advice:
    """Hours a night for the lifter's age; for adults the last coffee as well."""
    rules = guideline(TOPIC)
    if limits.is_minor(question):
        night = rules.figure("night_teen").amount
        return Advice(TOPIC, {"night": night}, "teen", (), rules.sources("paruthi_2016"))
    last_coffee = round(ends(rules.figure("last_coffee").amount)[0])
    values: dict[str, Value] = {
        "night": rules.figure("night").amount,
        "last_coffee": Amount(last_coffee, last_coffee, "hours"),
    }
    return Advice(TOPIC, values, "", (), rules.sources())

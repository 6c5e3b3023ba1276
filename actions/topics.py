"""Every topic that has a rule: its name and the rule."""

from collections.abc import Callable

from bot.coaching import (
    rep_range,
)
from bot.coaching.advice import Advice
from bot.coaching.question import Question

Rule = Callable[[Question], Advice]

RULES: dict[str, Rule] = {module.TOPIC: module.advise for module in (rep_range,)}

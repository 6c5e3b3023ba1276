"""Which of a gym's trainers a message names."""

import re

from bot.handover.gym import Gym, Trainer

LEAST = 3
"""Letters of a name that stands for a trainer alone."""


def named_trainer(text: str, gym: Gym) -> Trainer | None:
    """The one trainer whose name, or a part of it that only they have, stands in a text; None for none or several."""
    words = _words(text)
    found = [each for each in gym.trainers if _is_in(_words(each.name), words)]
    found = found or [each for each in gym.trainers if not _own_words(each, gym).isdisjoint(words)]
    return found[0] if len(found) == 1 else None


def _own_words(trainer: Trainer, gym: Gym) -> set[str]:
    others = {word for each in gym.trainers if each is not trainer for word in _words(each.name)}
    return {word for word in _words(trainer.name) if len(word) >= LEAST and word not in others | NUMBERS}


NUMBERS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
"""No name by itself: "at two"."""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("'s ", " ").replace("’s ", " "))


def _is_in(name: list[str], words: list[str]) -> bool:
    """Whether all words of a name stand beside each other."""
    return any(words[at : at + len(name)] == name for at in range(len(words)))


def without_name(text: str, trainer: Trainer | None) -> str:
    """A text without a trainer's name, in which a number may be that is no hour."""
    return re.sub(re.escape(trainer.name), " ", text, flags=re.IGNORECASE) if trainer else text

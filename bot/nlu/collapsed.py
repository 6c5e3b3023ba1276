"""A message with each named exercise and program as one token, so that no digit of theirs is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.coaching.exercise import Loading, exercise
from bot.nlu.canonical import Canonical, join
from bot.nlu.lexicon import Phrase
from bot.nlu.quantities import Found
from bot.nlu.token import Token

KINDS = ("exercise", "named_program")
WITH_WEIGHTS, WITH_THE_BODY, PROGRAM = "EXW", "EXB", "PROG"


@dataclass(frozen=True)
class Collapsed:
    """The `whole` message made shorter; `places` holds where each token, and the end, stood in the message,
    `exercises` what the tokens stand for that are one."""

    whole: Canonical
    canonical: Canonical
    places: tuple[int, ...]
    exercises: Mapping[int, Phrase]

    @classmethod
    def of(cls, canonical: Canonical, phrases: Mapping[str, Sequence[Phrase]]) -> "Collapsed":
        """Put one token in the place of each phrase that names an exercise or a program."""
        names = {each.first: each for kind in KINDS for each in phrases[kind]}
        tokens: list[Token] = []
        places: list[int] = []
        exercises: dict[int, Phrase] = {}
        at = 0
        while at < len(canonical.tokens):
            name = names.get(at)
            places.append(at)
            if name and name.kind == "exercise":
                exercises[len(tokens)] = name
            tokens.append(Token(_mark(name), *canonical.span(at, name.end)) if name else canonical.tokens[at])
            at = name.end if name else at + 1
        return cls(canonical, join(tokens), (*places, at), exercises)

    @cached_property
    def texts(self) -> list[str]:
        return [token.text for token in self.canonical.tokens]

    def said(self, at: int) -> list[str]:
        """The words that name the exercise at token `at`."""
        name = self.exercises[at]
        return [token.text for token in self.whole.tokens[name.first : name.end]]

    def placed(self, found: Found) -> Found:
        """What was found here, with its place in the whole message."""
        return replace(found, first=self.places[found.first], end=self.places[found.end])


def _mark(name: Phrase) -> str:
    if name.kind == "named_program":
        return PROGRAM
    return WITH_THE_BODY if exercise(name.value).loading is Loading.BODYWEIGHT else WITH_WEIGHTS

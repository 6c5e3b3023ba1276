"""A topic's numbers and claims, each with whom it holds for and its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.coaching.advice import Amount
from bot.coaching.errors import KnowledgeError
from bot.coaching.knowledge import FOLDER, read_checked
from bot.coaching.source import all_sources
from bot.coaching.terms import TrainingAge, TrainingGoal


@dataclass(frozen=True)
class Figure:
    """What one source says about one variable, for whom. The recommended one says why it is followed."""

    amount: Amount
    source: str
    training_goal: TrainingGoal | None = None
    training_ages: tuple[TrainingAge, ...] = ()
    recommended: bool = False
    reason: str = ""
    note: str = ""

    def holds_for(self, training_goal: TrainingGoal | None, training_age: TrainingAge | None) -> bool:
        """Whether it may be told to a lifter with this goal and training age (None: not known)."""
        goal_fits = self.training_goal is None or self.training_goal is training_goal
        age_fits = not self.training_ages or training_age in self.training_ages
        return goal_fits and age_fits

    @property
    def specificity(self) -> int:
        return int(self.training_goal is not None) + int(bool(self.training_ages))


@dataclass(frozen=True)
class Claim:
    """What sources say without a number. Claims on one `point` that disagree share it; one is recommended."""

    id: str
    text: str
    sources: tuple[str, ...]
    training_goal: TrainingGoal | None = None
    point: str = ""
    recommended: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Guideline:
    """guidelines/<topic>.yml. `figures` by variable name."""

    topic: str
    title: str
    figures: dict[str, tuple[Figure, ...]]
    claims: tuple[Claim, ...]

    def figure(
        self,
        variable: str,
        training_goal: TrainingGoal | None = None,
        training_age: TrainingAge | None = None,
    ) -> Figure:
        """The recommended figure of a variable, the most specific that holds.

        Raises KnowledgeError if none holds, or if two that are equally specific do.
        """
        holding = [
            figure
            for figure in self.figures.get(variable, ())
            if figure.recommended and figure.holds_for(training_goal, training_age)
        ]
        best = max((figure.specificity for figure in holding), default=None)
        found = [figure for figure in holding if figure.specificity == best]
        if len(found) != 1:
            whom = f"training_goal={training_goal}, training_age={training_age}"
            raise KnowledgeError(
                f"{self.topic}.yml: figures/{variable}: {len(found)} recommended entries for {whom}, expected 1"
            )
        return found[0]

    def sources(self, *first: str) -> tuple[str, ...]:
        """Ids of every source cited, each once: `first`, those of what is told, then the recommended, then the rest."""
        figures = [figure for entries in self.figures.values() for figure in entries]
        cited = [(figure.recommended, figure.source) for figure in figures]
        cited += [(claim.recommended, each) for claim in self.claims for each in claim.sources]
        ordered = sorted(cited, key=lambda pair: not pair[0])
        return tuple(dict.fromkeys((*first, *(each for _, each in ordered))))


def _cited_in(content: dict[str, Any]) -> Iterator[str]:
    for variable in content.get("figures", {}).values():
        yield from (entry["source"] for entry in variable["entries"])
    for claim in content.get("claims", ()):
        yield from claim["sources"]


def _figure(entry: dict[str, Any], unit: str) -> Figure:
    given = dict(entry)
    exact = given.pop("exactly", None)
    amount = Amount(given.pop("low", exact), given.pop("high", exact), unit)
    ages = tuple(TrainingAge(age) for age in given.pop("training_age", ()))
    return Figure(amount=amount, training_goal=_goal(given), training_ages=ages, **given)


def _claim(entry: dict[str, Any]) -> Claim:
    given = dict(entry)
    cited = tuple(given.pop("sources"))
    return Claim(sources=cited, training_goal=_goal(given), **given)


def _goal(given: dict[str, Any]) -> TrainingGoal | None:
    goal = given.pop("training_goal", None)
    return TrainingGoal(goal) if goal else None


@cache
def guideline(topic: str) -> Guideline:
    """The guideline of a topic. Raises KnowledgeError, naming file and key, if it is missing or broken."""
    content = read_checked(FOLDER / "guidelines" / f"{topic}.yml", "guideline")
    if content["topic"] != topic:
        raise KnowledgeError(f"{topic}.yml: topic: is {content['topic']!r}, expected {topic!r}")
    for cited in _cited_in(content):
        if cited not in all_sources():
            raise KnowledgeError(f"{topic}.yml: source {cited}: not in sources.yml; add it there or correct the id")
    figures = {
        name: tuple(_figure(entry, variable["unit"]) for entry in variable["entries"])
        for name, variable in content.get("figures", {}).items()
    }
    claims = tuple(_claim(entry) for entry in content.get("claims", ()))
    return Guideline(topic, content["title"], figures, claims)

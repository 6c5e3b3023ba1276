"""What holds for every guideline: one answer wherever sources disagree, and a reason for it."""

from collections import Counter
from collections.abc import Iterator

import pytest
import yaml

from bot.coaching.advice import Amount
from bot.coaching.errors import KnowledgeError
from bot.coaching.guideline import Claim, Figure, Guideline, guideline
from bot.coaching.knowledge import FOLDER
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPICS = sorted(path.stem for path in (FOLDER / "guidelines").glob("*.yml"))
Whom = tuple[TrainingGoal | None, TrainingAge | None]


def by_whom(entries: tuple[Figure, ...]) -> dict[Whom, list[Figure]]:
    """Entries by goal and training age; None where an entry names none."""
    groups: dict[Whom, list[Figure]] = {}
    for entry in entries:
        for age in entry.training_ages or (None,):
            groups.setdefault((entry.training_goal, age), []).append(entry)
    return groups


def undecided_figures(rules: Guideline) -> Iterator[str]:
    """Variables with nothing to follow, or with too much for some goal and training age on which entries disagree."""
    for variable, entries in rules.figures.items():
        if not any(entry.recommended for entry in entries):
            yield f"{variable}: nothing recommended"
        for whom, group in by_whom(entries).items():
            followed = [entry for entry in group if entry.recommended]
            if len(followed) > 1 or (len({entry.amount for entry in group}) > 1 and not decides(rules, variable, whom)):
                yield f"{variable} for {whom}: {len(followed)} of {len(group)} recommended"


def decides(rules: Guideline, variable: str, whom: Whom) -> bool:
    try:
        return rules.figure(variable, *whom).recommended
    except KnowledgeError:
        return False


def undecided_points(rules: Guideline) -> list[str]:
    """Points on which not exactly one claim is recommended."""
    followed = Counter(claim.point for claim in rules.claims if claim.point and claim.recommended)
    return [point for point in {claim.point: None for claim in rules.claims if claim.point} if followed[point] != 1]


def without_reason(rules: Guideline) -> list[str]:
    """What is recommended without saying why."""
    figures = [(variable, entry) for variable, entries in rules.figures.items() for entry in entries]
    told: list[tuple[str, Figure | Claim]] = [*figures, *((claim.id, claim) for claim in rules.claims)]
    return [name for name, each in told if each.recommended and not each.reason]


def keys_given_twice(node: yaml.Node) -> Iterator[str]:
    """Keys of a YAML text of which only the last would count."""
    if isinstance(node, yaml.MappingNode):
        keys = Counter(key.value for key, _ in node.value)
        yield from (key for key, count in keys.items() if count > 1)
    children = node.value if isinstance(node, yaml.CollectionNode) else ()
    for child in children:
        for each in child if isinstance(child, tuple) else (child,):
            yield from keys_given_twice(each)


def test_there_are_guidelines() -> None:
    assert len(TOPICS) > 30


@pytest.mark.parametrize("topic", TOPICS)
def test_a_guideline_loads_and_says_something(topic: str) -> None:
    rules = guideline(topic)
    assert rules.figures or rules.claims
    assert rules.sources()


@pytest.mark.parametrize("topic", TOPICS)
def test_where_figures_disagree_exactly_one_is_followed(topic: str) -> None:
    assert list(undecided_figures(guideline(topic))) == []


@pytest.mark.parametrize("topic", TOPICS)
def test_where_claims_disagree_exactly_one_is_followed(topic: str) -> None:
    assert undecided_points(guideline(topic)) == []


@pytest.mark.parametrize("topic", TOPICS)
def test_what_is_followed_has_a_reason(topic: str) -> None:
    assert without_reason(guideline(topic)) == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_figure_has_its_ends_in_order_and_stands_once(topic: str) -> None:
    for variable, entries in guideline(topic).figures.items():
        for low, high in ((entry.amount.low, entry.amount.high) for entry in entries):
            assert low is None or high is None or low <= high, variable
        assert len(entries) == len(set(entries)), variable


@pytest.mark.parametrize("topic", TOPICS)
def test_claims_have_ids_of_their_own(topic: str) -> None:
    ids = Counter(claim.id for claim in guideline(topic).claims)
    assert [each for each, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_no_key_is_given_twice(topic: str) -> None:
    text = (FOLDER / "guidelines" / f"{topic}.yml").read_text(encoding="utf-8")
    assert list(keys_given_twice(yaml.compose(text, Loader=yaml.CSafeLoader))) == []


def test_the_checks_see_what_they_look_for() -> None:
    def reps(low: float, goal: TrainingGoal | None, recommended: bool) -> Figure:
        return Figure(Amount(low, low, "reps"), "spotter", goal, recommended=recommended)

    size, strength = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
    figures = {
        "nothing": (reps(1, size, False),),
        "too_much": (reps(1, size, True), reps(2, size, True)),
        "open": (reps(1, size, False), reps(2, size, False), reps(3, strength, True)),
        "decided": (reps(1, size, False), reps(2, size, False), reps(3, None, True)),
    }
    claims = (
        Claim("one", "Nobody follows this.", ("spotter",), point="open"),
        Claim(
            "two", "This is followed.", ("spotter",), point="decided", recommended=True, reason="As a test wants it."
        ),
        Claim("three", "This is not.", ("spotter",), point="decided"),
    )
    rules = Guideline("squats", "squats", figures, claims)
    assert [each.split()[0].rstrip(":") for each in undecided_figures(rules)] == ["nothing", "too_much", "open"]
    assert undecided_points(rules) == ["open"]
    assert without_reason(rules) == ["too_much", "too_much", "open", "decided"]
    assert list(keys_given_twice(yaml.compose("a: [{b: 1, b: 2}]\nc: 1\nc: 2"))) == ["c", "b"]

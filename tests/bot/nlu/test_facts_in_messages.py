"""Facts about the lifter in whole messages: what is read, and what is another's, over, asked about or hoped for."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu import dates
from bot.nlu.canonical import LEXICON_FOLDER, canonical_tokens, join
from bot.nlu.entity import LISTED
from bot.nlu.lexicon import vocabulary
from bot.nlu.quantities import masked, sections
from tests.bot.nlu.test_entity_reader import ALL, facts, listed

PROFILE_KINDS = {
    "training_goal", "training_age", "priority", "equipment", "complaint", "recovered", "disliked", "liked",
    "days_per_week", "training_weekdays", "workout_minutes", "minutes_today", "body_mass", "age_years", "sex",
    "mass_unit",
}  # fmt: skip
MESSAGES = yaml.safe_load((Path(__file__).parent / "facts_in_messages.yml").read_text(encoding="utf-8"))
TEXTS = [each["text"] for each in MESSAGES]
TODAY = date(2025, 5, 20)
LONG = " I sleep well, eat enough, and nothing in the logbook has gone up for weeks."


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the messages are read."""
    monkeypatch.setattr(dates, "today", lambda: TODAY)


def profile(text: str) -> dict[str, Any]:
    return {kind: value for kind, value in facts(text).items() if kind in PROFILE_KINDS}


@pytest.mark.parametrize("message", MESSAGES, ids=[text[:60] for text in TEXTS])
def test_a_message_gives_every_fact_of_the_lifter_and_no_other(message: dict[str, Any]) -> None:
    expected = {kind: listed(value) if kind in LISTED else value for kind, value in message["facts"].items()}
    assert profile(message["text"]) == expected


def test_the_messages_are_many_and_most_are_long() -> None:
    words = sorted(len(text.split()) for text in TEXTS)
    assert len(words) >= 100
    assert words[len(words) // 2] >= 50
    assert {kind for each in MESSAGES for kind in each["facts"]} >= PROFILE_KINDS - {
        "liked",
        "minutes_today",
        "mass_unit",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My husband lifts 5 days a week", {}),
        ("my older brother is 90kg and trains 6 days", {}),
        ("a guy at my gym trains 6 days a week", {}),
        ("me and my wife lift 3 days a week", {"days_per_week": 3}),
        ("I train with my brother 3 days a week", {"days_per_week": 3}),
        ("my husband set up a rack, I have 3 days", {"equipment": ["rack"], "days_per_week": 3}),
        ("as a dad of two I get 3 days a week", {"sex": "male", "days_per_week": 3}),
        ("hey guys, 30M, 80kg", {"age_years": 30, "sex": "male", "body_mass": "80 kg"}),
        ("program for a guy with 3 days a week", {"days_per_week": 3}),
        ("she dropped a plate on my left foot, it hurts", {"complaint": ["foot"]}),
        ("her knees hurt", {}),
        ("I used to train 6 days a week", {}),
        ("I used to train 6 days, now 3 days", {"days_per_week": 3}),
        ("when I was 20 I weighed 70kg", {}),
        ("In 2019 I trained 5 days a week", {}),
        ("someday I'd love a power rack", {}),
        ("I hope to weigh 80kg", {}),
        ("is 3 days a week enough", {"days_per_week": 3}),
        ("is 3 days a week enough?" + LONG, {}),
        ("is my 3 day split enough?" + LONG, {"days_per_week": 3}),
        ("I trained 6 days last month but I can only do 3 days", {"days_per_week": 3}),
        ("chest twice a week", {}),
        ("I do 3 sets a week", {}),
        ("it takes 5 mins to recover from a set", {}),
        ("we'd lift monday and friday", {"days_per_week": 2, "training_weekdays": [0, 4]}),
        ("m/w/f", {"days_per_week": 3, "training_weekdays": [0, 2, 4]}),
        ("mon off, tue gym, wed work", {}),
        ("40ish min, ~3x/w", {"workout_minutes": 40, "days_per_week": 3}),
        ("w/o a rack, just a bar n plates", {"equipment": ["barbell"]}),
        ("4 x 45 min", {"days_per_week": 4, "workout_minutes": 45}),
        ("lifting on and off for ten years", {"training_age": "intermediate"}),
        ("lifting for a decade", {"training_age": "advanced"}),
        ("my arms look better", {}),
        ("broken ankle (fine now)", {"recovered": ["ankle"]}),
        ("right knee hurts. left knee is fine now", {"complaint": ["knee"]}),
        ("chest hurt on the last set, spread to both arms, feel ok now", {"complaint": ["chest"]}),
        ("plans with barbells everywhere. I do not own a barbell", {}),
        ("the gym at work, it has dumbbells and a cable machine", {"equipment": ["cable", "dumbbells"]}),
        ("i started lifting last october", {"training_age": "intermediate"}),
        ("gym since late 2022, 3 days a week", {"training_age": "intermediate", "days_per_week": 3}),
        ("I have not lifted since 2018", {}),
        ("my numbers are back since march", {}),
        ("mon wed fri, weekends off", {"days_per_week": 3, "training_weekdays": [0, 2, 4]}),
        ("should I train on weekdays?", {}),
        ("weekdays and weekends", {}),
        ("I'm 72 and bench 95 lb", {"age_years": 72}),
        ("I'm 34, bench 100, I'm 92 and squat 140", {"age_years": 34, "body_mass": "92"}),
        ("im 58 and deadlift 80", {}),
    ],
)
def test_whose_a_fact_is_and_of_when_decides(text: str, expected: dict[str, Any]) -> None:
    assert profile(text) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 1, 10), "novice"),
        (date(2025, 7, 31), "intermediate"),
        (date(2026, 1, 1), "novice"),
        (date(2028, 5, 1), "novice"),
    ],
)
def test_a_month_without_a_year_is_the_last_one_that_has_begun(
    monkeypatch: pytest.MonkeyPatch, day: date, expected: str
) -> None:
    monkeypatch.setattr(dates, "today", lambda: day)
    assert profile("lifting since january") == {"training_age": expected}


@pytest.mark.parametrize(
    ("named", "months"),
    [
        ("january", 4.1), ("march 2024", 14.1), ("2019", 70.6), ("last year", 10.6), ("last spring", 13.1),
        ("3 week before christmas", 5.5), ("late 2023", 18.6), ("the start of the year", 2.6), ("last may", 12.1),
        ("jan ' 24", 16.1), ("2030", None), ("june 2025", None), ("1905", None),
    ],
)  # fmt: skip
def test_a_date_is_as_many_months_ago_as_its_middle(named: str, months: float | None) -> None:
    since = dates.months_since(named)
    assert since == months if months is None else since == pytest.approx(months, abs=0.06)


def test_what_a_section_of_the_patterns_needs_leaves_nothing_out() -> None:
    for text in (*TEXTS, *(text for text, _ in ALL)):
        canonical = join(vocabulary().repair(canonical_tokens(text)))
        tokens = frozenset(canonical.text.split())
        for section in sections():
            if section.needs and section.needs.isdisjoint(tokens):
                assert not any(pattern.search(masked(canonical.text)) for pattern in section.patterns), section.name


def test_no_word_of_the_lexicons_is_read_as_true_or_false() -> None:
    def words(content: Any) -> list[Any]:
        if isinstance(content, dict):
            return [word for key, value in content.items() if key != "anywhere" for word in (key, *words(value))]
        return [word for value in content for word in words(value)] if isinstance(content, list) else [content]

    for path in LEXICON_FOLDER.glob("*.yml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert not [word for word in words(content) if isinstance(word, bool)], path.name

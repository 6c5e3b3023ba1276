"""Which picture a message names, how it should look, and which week it means."""

import pytest

from bot.progress.asked import Asked, asked
from bot.progress.gallery import Kind
from bot.progress.theme import ThemeName


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("show my progress", None),
        ("how is it going", None),
        ("how strong am i", Kind.STRENGTH),
        ("e1rm graph", Kind.STRENGTH),
        ("show my estimated maxes", Kind.STRENGTH),
        ("weekly sets per muscle", Kind.MUSCLES),
        ("hard sets", Kind.MUSCLES),
        ("which muscles did i train", Kind.MUSCLES),
        ("tonnage", Kind.TONNAGE),
        ("total weight moved each month", Kind.TONNAGE),
        ("my volume load", Kind.TONNAGE),
        ("body weight graph", Kind.BODY_MASS),
        ("how has my weight changed", Kind.BODY_MASS),
        ("plot my weigh-ins", Kind.BODY_MASS),
        ("BW curve", Kind.BODY_MASS),
        ("my streak", Kind.CALENDAR),
        ("how consistent was I?", Kind.CALENDAR),
        ("weeks in a row", Kind.CALENDAR),
        ("best sets of calisthenics", Kind.REPS),
    ],
)
def test_a_kind_is_known_by_its_words(text: str, kind: Kind | None) -> None:
    assert asked(text).kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("my streek", Kind.CALENDAR), ("consistancy chart", Kind.CALENDAR), ("my tonnnage", Kind.TONNAGE),
     ("bodywieght chart", Kind.BODY_MASS), ("estmiated max", Kind.STRENGTH)],
)  # fmt: skip
def test_a_slip_of_the_thumb_in_a_long_word_is_forgiven(text: str, kind: Kind) -> None:
    assert asked(text).kind is kind


def test_of_two_the_longer_name_holds() -> None:
    assert asked("total weight lifted, not my weight").kind is Kind.TONNAGE
    assert asked("weekly volume per muscle").kind is Kind.MUSCLES


def test_short_words_must_be_whole_and_the_same() -> None:
    assert asked("maximal scalene setup").kind is None
    assert asked("calves").kind is None  # nearly "scales"


@pytest.mark.parametrize(
    ("text", "theme"),
    [("dark mode please", ThemeName.DARK), ("light theme", ThemeName.LIGHT), ("my lifts", None)],
)
def test_a_theme_is_known_by_its_words(text: str, theme: ThemeName | None) -> None:
    assert asked(text).theme is theme


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("this week so far", 0),
        ("how was last week", 1),
        ("the week before last", 2),
        ("2 weeks ago", 2),
        ("my week", None),
    ],
)
def test_a_week_is_known_by_its_words(text: str, back: int | None) -> None:
    assert asked(text).weeks_back == back


def test_nothing_is_named_in_nothing() -> None:
    assert asked("") == asked("🙂") == Asked(None, None, None)

"""Which facts of a profile a message names."""

import pytest

from bot.coaching.terms import BodyPart
from bot.nlu.canonical import read_lexicon
from bot.nlu.profile_fields import named_facts
from tests.test_domain import DOMAIN


@pytest.mark.parametrize(
    ("text", "fields", "parts"),
    [
        ("forget my body weight", ("body_mass",), ()),
        ("Forget how heavy I am and how old I am", ("body_mass", "age_years"), ()),
        ("delete my age, sex and goal", ("age_years", "sex", "training_goal"), ()),
        ("my training age", ("training_age",), ()),
        ("forget my training days", ("days_per_week", "weekdays"), ()),
        ("forget about my shoulder and my lower  back", (), ("shoulder", "lower_back")),
        ("forget the exercises i don’t like", ("disliked",), ()),
        ("forget my 1RMs", ("one_rep_maxes",), ()),
        ("forget my injuries", ("complaints",), ()),
        ("forget the message", (), ()),
        ("", (), ()),
    ],
)
def test_the_facts_are_found(text: str, fields: tuple[str, ...], parts: tuple[str, ...]) -> None:
    found = named_facts(text)
    assert (found.fields, found.parts) == (fields, parts)


def test_every_field_is_a_slot_and_every_part_a_part_of_the_body() -> None:
    assert set(read_lexicon("profile_field")) <= set(DOMAIN["slots"])
    assert set(read_lexicon("body_part")) <= set(BodyPart)

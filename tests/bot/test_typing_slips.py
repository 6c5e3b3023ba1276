"""One slip of a thumb."""

from random import Random

from rapidfuzz.distance import OSA

from bot.typing_slips import mistyped

TEXT = "how heavy should i squat"


def test_a_text_is_one_slip_away_and_keeps_its_first_letter() -> None:
    spoilt = {mistyped(TEXT, Random(seed)) for seed in range(200)}
    assert len(spoilt) > 50
    for each in spoilt:
        assert OSA.distance(TEXT, each) <= 1
        assert each[0] == TEXT[0]


def test_the_same_seed_slips_alike() -> None:
    assert mistyped(TEXT, Random(3)) == mistyped(TEXT, Random(3))


def test_a_text_without_letters_stays() -> None:
    assert {mistyped("100", Random(seed)) for seed in range(9)} == {"100"}

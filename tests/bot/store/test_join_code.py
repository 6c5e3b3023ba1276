"""Codes that join two chats: how they look, and what does not look like one."""

import pytest

from bot.store.join_code import LETTERS, code_digest, find_code, new_code


@pytest.mark.parametrize("code", [new_code() for _ in range(200)], ids=range(200))
def test_every_new_code_is_found_however_it_is_typed(code: str) -> None:
    plain = code.replace("-", "")
    for typed in (code, code.lower(), plain, plain.lower(), f"{plain[:4]} {plain[4:]}", f" {code}. ", f"“{code}”"):
        assert find_code(typed) == code, typed
        assert code_digest(find_code(typed) or "") == code_digest(code)
    for said in (f"my code is {code}", f"here: {code.lower()}!", f"{code} is the code", f"code={code}"):
        assert find_code(said) == code, said


@pytest.mark.parametrize(
    "text",
    [
        "", "strength", "push-pull", "full-body", "squatted", "85kgx3x5", "85kg 3x55", "2x5s-2x8s", "2024-2025",
        "23456789", "bench 5x5 at 80kg then 3x8", "100x5 110x5", "i trained 2345 2345", "K7QX", "K7QX-2MD",
        "K7QX-2MDPP", "AK7QX-2MDP", "my best is 225x5-235x3", "what about upper-lower", "call me on 5555-6666",
    ],
)  # fmt: skip
def test_what_lifters_write_is_no_code(text: str) -> None:
    assert find_code(text) is None


def test_codes_are_many_and_of_letters_that_look_like_no_others() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert set("".join(codes)) == {*LETTERS, "-"}
    assert not set("IO01") & set("".join(codes))

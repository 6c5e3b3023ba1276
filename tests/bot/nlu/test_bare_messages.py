"""Messages that need no model: little else than a fact, or than the name of a program."""

import pytest

from bot.nlu.bare_facts import is_bare_facts
from bot.nlu.named_programs import is_named_program
from bot.nlu.reading import read_entities


def read(text: str) -> list[dict[str, object]]:
    return [{"entity": each.kind, "start": each.start, "end": each.end} for each in read_entities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "give me gzclp", "give me starting strength", "Starting Strength", "5/3/1 for beginners", "531", "reddit rr",
        "show me starting strength", "ppl", "phul pls", "I\u2019d like nsuns", "can you make me a ppl program?",
        "gzclp, 3 days a week, full gym", "let's do stronglifts",
    ],
)  # fmt: skip
def test_the_name_of_a_program_is_a_request_for_it(text: str) -> None:
    assert is_named_program(text, read(text))


@pytest.mark.parametrize(
    "text",
    [
        "how heavy is the first set in 531", "what is gzclp", "is 531 good", "how many reps in ppl", "ppl or phul",
        "squat form for starting strength", "531 week 3", "gzclp day 2", "I hate ppl", "531 bench 100 kg", "a program",
        "why gzclp", "tired on ppl",
    ],
)  # fmt: skip
def test_a_question_that_mentions_a_program_is_none(text: str) -> None:
    assert not is_named_program(text, read(text))


@pytest.mark.parametrize(
    "text",
    [
        "muscle", "more muscle", "im new", "I\u2019m new", "new", "idk maybe 6 months", "2 or 3 times", "45-60 min",
        "45 to 60 minutes", "four", "tue thu sat", "I can do Mon/Wed/Fri", "3 days a week", "in pounds please", "in kg",
        "i dont know, 2 years", "gym", "only on weekends",
    ],
)  # fmt: skip
def test_an_answer_to_a_form_is_bare_facts(text: str) -> None:
    assert is_bare_facts(text, read(text))


@pytest.mark.parametrize(
    "text",
    [
        "is monday and tuesday in a row bad", "how many days a week", "do I go 3 times a week", "muscle or strength?",
        "is 45-60 min enough", "go to the gym 3 days a week", "does muscle turn to fat", "idk", "45 min of cardio",
    ],
)  # fmt: skip
def test_a_question_or_a_story_is_no_bare_fact(text: str) -> None:
    assert not is_bare_facts(text, read(text))

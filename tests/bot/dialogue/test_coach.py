"""The one way in: buttons, red flags, failures. Whatever happens, somebody answers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actions import advice
from bot.dialogue.answer import Answer
from bot.dialogue.coach import Coach
from bot.dialogue.errors import ModelError
from bot.settings import settings

Ask = Callable[..., Answer]
EMERGENCY = "crushing chest pain and my left arm is numb"
PREGNANT = "im 5 months pregnant, can i still squat"


def words(answer: Answer) -> str:
    return "\n".join(reply.text for reply in answer.replies)


def test_a_payload_that_was_never_offered_is_refused_kindly(ask: Ask) -> None:
    answer = ask("buttons-1", payload='/inform{"training_goal": "strength"}')
    assert answer.error
    assert "not from this chat" in words(answer)


def test_a_button_works_with_its_title_as_the_message(ask: Ask) -> None:
    offered = ask("buttons-2", "how many reps").replies[0].buttons[1]
    answer = ask("buttons-2", payload=offered.payload)
    assert (answer.message, answer.intent, answer.topics) == (offered.title, "ask_rep_range", ("rep_range",))


def test_a_button_of_another_conversation_is_refused(ask: Ask) -> None:
    offered = ask("buttons-3", "how many reps").replies[0].buttons[0]
    assert ask("buttons-4", payload=offered.payload).error


@pytest.mark.parametrize("payload", ["/restart", "/session_start", "/", "", "restart", '/inform{"x": '])
def test_a_made_up_payload_fires_nothing(payload: str, ask: Ask) -> None:
    answer = ask("buttons-5", payload=payload)
    assert answer.error
    assert answer.intent == ""


def test_an_emergency_stops_the_coaching_until_a_human_clears_it(ask: Ask, coach: Coach) -> None:
    import asyncio

    first = ask("stop-1", EMERGENCY)
    assert first.intent == "report_red_flag"
    assert "emergency" in words(first).lower()
    for said in ("how many reps for size", "/restart", "start over", "im fine now", "my doctor cleared me"):
        answer = ask("stop-1", said)
        assert answer.intent == "report_red_flag", said
        assert not answer.sources
    asyncio.run(coach.clear_red_flag("stop-1"))
    assert ask("stop-1", "how many reps for size").topics == ("rep_range",)


def test_a_medical_stop_ends_with_the_lifters_clear_word(ask: Ask) -> None:
    assert ask("stop-2", PREGNANT).intent == "report_red_flag"
    assert ask("stop-2", "ok but how many sets").intent == "report_red_flag"
    ask("stop-2", "my doctor cleared me to train")
    assert ask("stop-2", "how many sets for size").topics == ("set_count",)


def test_a_medical_stop_can_be_cleared_by_its_button(ask: Ask) -> None:
    offered = {button.title: button.payload for reply in ask("stop-3", PREGNANT).replies for button in reply.buttons}
    ask("stop-3", payload=offered["A professional cleared me"])
    assert ask("stop-3", "how many sets for size").topics == ("set_count",)


def test_a_trainer_can_be_asked_for_while_stopped(ask: Ask) -> None:
    ask("stop-4", EMERGENCY)
    answer = ask("stop-4", "i want to talk to a trainer")
    assert "ask for a trainer" in words(answer)
    assert "happy to help" not in words(answer)
    assert "professional says you are fine" not in words(answer)
    ask("stop-9", PREGNANT)
    assert "stays paused" in words(ask("stop-9", "i want to talk to a trainer"))


def test_what_is_known_is_told_while_stopped(ask: Ask) -> None:
    ask("stop-10", "3 days a week with dumbbells")
    ask("stop-10", EMERGENCY)
    assert "3 days" in words(ask("stop-10", "what do you know about me"))


def test_a_lesser_flag_does_not_soften_an_emergency(ask: Ask) -> None:
    ask("stop-7", EMERGENCY)
    ask("stop-7", PREGNANT)
    ask("stop-7", "my doctor cleared me to train")
    assert ask("stop-7", "how many sets for size").intent == "report_red_flag"


def test_an_age_said_with_a_red_flag_is_remembered(ask: Ask) -> None:
    ask("stop-8", "im 15 and want to lose 10kg fast")
    assert "15" in words(ask("stop-8", "what do you know about me"))


def test_a_red_flag_inside_a_form_stops_the_form(ask: Ask) -> None:
    ask("stop-5", "set up my profile")
    assert ask("stop-5", "3 days but i get chest pain when i lift").intent == "report_red_flag"
    assert "how long" not in words(ask("stop-5", "ok")).lower()


def test_a_red_flag_in_a_wall_of_text_is_found(ask: Ask) -> None:
    wall = "so my program is push pull legs and i like it. " * 200 + EMERGENCY
    assert ask("stop-6", wall).intent == "report_red_flag"


@pytest.mark.parametrize(
    "raw", ["", "  ", "💪", "a" * 10_000, "сколько повторений", "/restart", "\ud800", "\x00", "?" * 50]
)
def test_odd_messages_get_words(raw: str, ask: Ask) -> None:
    assert words(ask("odd", raw)).strip()


def test_a_failing_action_apologises(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(question: Any) -> Any:
        raise ValueError("secret: my knee hurts")

    monkeypatch.setitem(advice.RULES, "rep_range", broken)
    answer = ask("broken-1", "how many reps for size")
    assert "broke on my side" in words(answer)
    assert "secret" not in words(answer)
    assert ask("broken-1", "how many sets for size").topics == ("set_count",)


def test_a_failing_policy_apologises(ask: Ask, coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(coach._agent.processor, "_run_prediction_loop", broken)
        assert "broke on my side" in words(ask("broken-2", "how many reps for size"))
    assert ask("broken-2", "how many reps for size").topics == ("rep_range",)


def test_a_failing_reader_apologises(ask: Ask, coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(coach._agent.processor, "parse_message", broken)
        assert "broke on my side" in words(ask("broken-3", "how many reps for size"))
        assert ask("broken-3", EMERGENCY).intent == "report_red_flag"


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_a_missing_or_broken_model_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "spotter.tar.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"spotter.tar.gz.*spotter train"):
        Coach.load(path, settings())

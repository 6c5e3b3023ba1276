"""The brief from the stores: what was said to the coach and logged comes out of it, as far as the lifter agreed."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions import services
from bot.channels.replies import bodies_of, plain
from bot.dialogue.coach import Coach
from bot.handover.brief import Answered, Said
from bot.settings import settings
from bot.store.errors import MissingError
from bot.store.handover_records import Agreement, AgreementKind, Handover, HandoverReason, HandoverState
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind, LoggedSet, ProfileEntry, new_id
from bot.store.memory import memory_stores
from bot.store.postbox_records import IncomingMessage
from bot.trainer_brief import brief_of, text_of, told_of
from bot.trainer_chat import answered_in, chat_in
from tests.bot.store.conftest import (  # noqa: F401  fixtures
    _empty_file,
    _server_stores,
    database,
    stores,
    trainer,
    workout,
)
from tests.postgresql_server import postgresql  # noqa: F401  a fixture

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
WEB = "web:1"
Talk = Callable[..., None]


@pytest.fixture(scope="module")
def kept() -> Stores:
    """Stores that the coach shares; each test begins with nobody in them."""
    return memory_stores()


@pytest.fixture(scope="module")
def coach(model: Path, kept: Stores) -> Coach:
    here = settings()
    given = replace(services.services_of(here, kept), now=lambda: NOW)
    return Coach.load(model, here, kept, context=partial(services.using, given))


@pytest.fixture
def lifter(kept: Stores) -> str:
    kept.rights.erase(kept.lifters.lifter_of(WEB, NOW).id, NOW, "test")
    return kept.lifters.lifter_of(WEB, NOW).id


@pytest.fixture
def talk(coach: Coach, kept: Stores) -> Iterator[Talk]:
    """talk(text, …): each message comes in, is answered by the coach, and both are kept as a channel keeps them."""

    async def one(text: str) -> None:
        kept.inbox.take(IncomingMessage(WEB, new_id(), NOW, text))
        (claimed,) = kept.inbox.claim(NOW, NOW + timedelta(minutes=1))
        answer = await coach.answer(WEB, text, message_id=claimed.message.id)
        kept.inbox.answered(claimed, bodies_of(answer.replies), NOW)

    with asyncio.Runner() as runner:
        yield lambda *texts: [runner.run(one(each)) for each in texts] and None


def asked(kept: Stores, lifter: str, reason: HandoverReason = HandoverReason.ASKED, **more: Any) -> Handover:
    plain = Handover(new_id(), WEB, lifter, reason, HandoverState.WAITING, NOW - timedelta(minutes=4))
    return kept.handovers.ask(replace(plain, **more))


def text(kept: Stores, found: Handover) -> list[str]:
    return text_of(kept, found, NOW, ZONE).splitlines()


def test_what_was_told_asked_answered_and_logged_is_in_it(talk: Talk, kept: Stores, lifter: str) -> None:
    kept.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOW)
    talk(
        "I want to get stronger, I'm a beginner, I train 3 days a week for 60 minutes in a full gym",
        "my knee hurts a bit when I squat", "yes",
        "what's my workout today?",
        "barbell back squat 60 kg 3x8 today",
        "how long should I rest between sets?",
        "how many reps for strength?",
    )  # fmt: skip
    lines = text(kept, asked(kept, lifter, HandoverReason.COMPLAINT, passes_on=True))
    assert lines[0] == "Complaints: knee"
    beside = told_of(kept, asked(kept, lifter), NOW, ZONE).splitlines()
    assert beside == lines[: len(beside)]
    assert lines[len(beside) : len(beside) + 2] == ["", "Chat, the latest last:"]
    assert lines[1] == "Why: a complaint or a medical topic. Waiting since 9:56 (4 minutes)"
    found = "\n".join(lines)
    assert "Training: strength, novice, 3 days a week, up to 60 minutes, a full gym" in found
    assert "Program: Full body, three times a week, since 16 Mar 2026. Workout 1 is next" in found
    assert "Mon 16 Mar: barbell back squat 3 × 8 at 60 kg" in found
    assert "rest interval (2–3 minutes, 1–2 minutes, 3 minutes); rep range (8–12 reps)" in found
    assert "Spotter would: Full body A next: " in found
    chat = lines[lines.index("Chat, the latest last:") + 1 :]
    assert "Lifter: how many reps for strength?" in chat
    assert any(each.startswith("Spotter: For strength, aim for 8–12 reps a set.") for each in chat)
    assert len(chat) == 6


def test_the_figures_are_those_that_the_lifter_read(talk: Talk, kept: Stores, lifter: str) -> None:
    talk("how many reps for size?", "I squatted 100 kg for 5, what's my max?", "how many reps for size?", "thanks")
    assert answered_in(kept, WEB) == (
        Answered("one_rep_max", ("100 kg", "5 reps", "112.5–117.5 kg", "116.6 kg")),
        Answered("rep_range", ("6–12 reps",)),
    )
    said = "\n".join(each.text for each in chat_in(kept, WEB) if each.by == "spotter")
    assert all(figure in said for each in answered_in(kept, WEB) for figure in each.figures)


def test_without_a_yes_it_holds_the_chat_and_the_red_flag_alone(talk: Talk, kept: Stores, lifter: str) -> None:
    kept.log.keep_workouts(lifter, [workout(lifter)], "log", NOW)
    talk("I want to get stronger, I'm a beginner, 3 days", "I have chest pain and my left arm is numb")
    lines = text(kept, asked(kept, lifter, HandoverReason.RED_FLAG, passes_on=False))
    assert lines[0] == "RED FLAG: chest or heart (emergency)"
    assert "Profile and log: not agreed to pass on. Ask what you need." in lines
    brief = lines[: lines.index("Chat, the latest last:")]
    assert not any(word in "\n".join(brief) for word in ("strength", "novice", "squat", "Spotter would", "Training"))
    assert "Lifter: I have chest pain and my left arm is numb" in lines
    found = brief_of(kept, asked(kept, lifter), NOW)
    assert found.passed is None
    assert "novice" not in repr(found)


def test_beside_a_red_flag_no_load_is_suggested_and_the_flag_comes_first(talk: Talk, kept: Stores, lifter: str) -> None:
    talk("Squatted 100 for 3x5 today", "I fainted in the gym yesterday")
    lines = text(kept, asked(kept, lifter, HandoverReason.RED_FLAG, passes_on=True))
    assert lines[0].startswith("RED FLAG: fainting or dizziness")
    assert any("back squat 3 × 5 at 100 kg" in each for each in lines)
    assert not any("Spotter would" in each for each in lines)


def test_without_a_program_the_next_load_of_the_last_workout_is_suggested(kept: Stores, lifter: str) -> None:
    squats = [LoggedSet("barbell_back_squat", 5, 100.0, 100.0, "kg")] * 3
    kept.log.keep_workouts(lifter, [workout(lifter, *squats, day=date(2026, 3, 13))], "log", NOW)
    found = brief_of(kept, asked(kept, lifter, passes_on=True), NOW, ZONE)
    assert found.asking.suggestion == "next: barbell back squat 3 × 5 at 100 kg"


def test_what_was_agreed_before_is_in_it_while_it_holds(kept: Stores, lifter: str) -> None:
    coach = trainer(kept, "Robin")
    kept.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOW)
    first = asked(kept, lifter, passes_on=True, asked_at=NOW - timedelta(days=7))
    kept.handovers.claim(first.id, coach, NOW - timedelta(days=7))
    agreed = [
        Agreement("no overhead work for two weeks", AgreementKind.COMPLAINT, "shoulder", date(2026, 3, 23)),
        Agreement("no running", AgreementKind.COMPLAINT, "knee", date(2026, 3, 15)),
    ]
    kept.handovers.hand_back(first.id, coach, "", agreed, NOW - timedelta(days=7))
    again = asked(kept, lifter, passes_on=True)
    assert "Agreed before: no overhead work for two weeks (until Mon 23 Mar)" in text(kept, again)
    assert not any("overhead" in each for each in text(kept, replace(again, passes_on=False)))
    kept.consents.withdraw(lifter, ConsentKind.HEALTH, NOW)
    assert not any("overhead" in each for each in text(kept, again))


def test_a_trainers_words_and_words_that_were_not_kept_are_told_as_that(kept: Stores, lifter: str) -> None:
    kept.inbox.take(IncomingMessage(WEB, "m", NOW, "my secret"))
    (claimed,) = kept.inbox.claim(NOW, NOW + timedelta(minutes=1))
    kept.inbox.answered(claimed, [plain("Noted.")], NOW, is_forgotten=True)
    kept.outbox.post(WEB, "t", [plain("Hi, Robin here.", "trainer", trainer="Robin")], NOW)
    kept.outbox.post(WEB, "o", [json.dumps({"kind": "event"})], NOW)
    assert chat_in(kept, WEB)[:3] == (Said("lifter", ""), Said("spotter", "Noted."), Said("trainer", "Hi, Robin here."))
    assert text(kept, asked(kept, lifter))[-4:-1] == [
        "Lifter: (words not kept)", "Spotter: Noted.", "Trainer: Hi, Robin here.",
    ]  # fmt: skip


def test_of_somebody_who_is_gone_there_is_none(kept: Stores, lifter: str) -> None:
    found = asked(kept, lifter)
    kept.rights.erase(lifter, NOW, "test")
    with pytest.raises(MissingError):
        brief_of(kept, found, NOW)


def test_every_kind_of_store_gives_the_same_brief_and_a_lift_that_the_catalogue_has_lost_is_no_harm(
    stores: Stores,  # noqa: F811
) -> None:
    lifter = stores.lifters.lifter_of(WEB, NOW).id
    stores.profiles.keep_facts(lifter, [ProfileEntry(lifter, "training_goal", "strength", NOW)])
    stores.log.keep_workouts(lifter, [workout(lifter, day=date(2026, 3, 13))], "log", NOW)
    stores.outbox.post(WEB, "x", [plain("Hi.")], NOW)
    assert text_of(stores, asked(stores, lifter, passes_on=True), NOW, ZONE).splitlines() == [
        "Complaints: not known, as there is no consent to keep them. Ask before you plan.",
        "Why: asked for a human. Waiting since 9:56 (4 minutes)",
        "Who: via web",
        "Training: strength",
        "Fri 13 Mar: back squat 3 × 5 at 100 kg",
        "",
        "Chat, the latest last:",
        "Spotter: Hi.",
    ]

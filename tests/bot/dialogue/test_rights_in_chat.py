"""A lifter's rights from the first word to the last byte: through the trained model, with everything on disk."""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions import services
from bot.dialogue.answer import Answer
from bot.rights.archive import read_archive
from bot.settings import Settings, settings
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind
from bot.store.sql import open_stores
from bot.waking import wake
from tests.bot.store.everything import plant

MARKER = "zanzibarquokka"
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")
Say = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def here(home: Path) -> Settings:
    database = f"sqlite:///{home / 'spotter.db'}"
    return replace(settings(), database=database, downloads_folder=home / "downloads", history_file=home / "history")


@pytest.fixture
def stores(here: Settings) -> Stores:
    return open_stores(here.database)


@pytest.fixture
def coach(model: Path, here: Settings, stores: Stores) -> Any:
    return wake(model, here, stores)


@pytest.fixture
def say(coach: Any) -> Iterator[Say]:
    """say(chat, text), or say(chat, payload=…)."""
    with asyncio.Runner() as runner:
        yield lambda chat, text=None, payload=None: runner.run(coach.answer(chat, text, payload))


def words(answer: Answer) -> str:
    return "\n".join(reply.text for reply in answer.replies)


def bytes_in(home: Path) -> bytes:
    return b"".join(str(each).encode() + (each.read_bytes() if each.is_file() else b"") for each in home.rglob("*"))


def talk(say: Say, chat: str) -> None:
    """Leaves the marker in messages, read and unread, with consent to keep the latter."""
    say(chat, f"hi my name is {MARKER} and i want to get stronger")
    say(chat, f"{MARKER} snorp grelb")
    if say(chat, f"snorp {MARKER} grelb norf").replies[-1].buttons:
        say(chat, payload="/request_keep_texts")
    say(chat, f"grelb {MARKER} norf")


def test_after_a_yes_no_byte_of_the_lifter_is_in_any_file_and_the_next_word_is_a_strangers(
    say: Say, stores: Stores, home: Path
) -> None:
    lifter = plant(stores, "web:1", MARKER)
    (home / "history").write_text(f"+{MARKER}\n")
    stores.lifters.redeem_join_code(stores.lifters.make_join_code(lifter, services.utc_now()).code, "terminal:here",
                                    services.utc_now())  # fmt: skip
    talk(say, "web:1")
    talk(say, "terminal:here")
    say("web:1", "download my data")
    assert bytes_in(home).count(MARKER.encode()) > 40
    assert "Shall I?" in words(say("web:1", "delete my data"))
    assert "is gone" in words(say("web:1", "yes"))
    left = bytes_in(home)
    assert MARKER.encode() not in left
    assert lifter.encode() not in left
    assert "Nothing yet" in words(say("web:1", "what do you know about me"))
    assert "Nothing yet" in words(say("terminal:here", "what do you know about me"))
    assert MARKER.encode() not in bytes_in(home)


def test_a_message_in_flight_in_another_chat_of_the_lifter_leaves_no_byte(
    coach: Any, stores: Stores, home: Path
) -> None:
    async def both() -> None:
        for text in ("hi", "delete my data"):
            await coach.answer("web:1", text)
        chats = [coach.answer("slack:2", f"how many sets for {MARKER} {number}") for number in range(8)]
        await asyncio.gather(*chats, coach.answer("web:1", "yes"))

    lifter = plant(stores, "web:1", MARKER)
    code = stores.lifters.make_join_code(lifter, services.utc_now()).code
    stores.lifters.redeem_join_code(code, "slack:2", services.utc_now())
    with asyncio.Runner() as runner:
        runner.run(both())
    assert stores.lifters.find(lifter) is None
    after = stores.lifters.lifter_of("slack:2", services.utc_now())  # what came after it was said by somebody new
    kept = stores.rights.export(after.id, services.utc_now(), "test")
    assert {each.text[:8] for each in kept.messages if each.by == "lifter"} == {"how many"}
    assert kept.workouts == kept.profile == ()
    stores.rights.erase(after.id, services.utc_now(), "test")
    assert MARKER.encode() not in bytes_in(home)


def test_a_no_keeps_everything_and_a_later_yes_deletes_nothing(say: Say, stores: Stores) -> None:
    lifter = plant(stores, "web:1", MARKER)
    say("web:1", "please delete all of my data")
    assert "stays as it is" in words(say("web:1", "no"))
    say("web:1", "yes")
    say("web:1", "delete my data")
    say("web:1", "how many sets for size")
    say("web:1", "yes")
    assert stores.lifters.find(lifter)
    assert stores.log.workouts(lifter)


def test_the_button_does_what_the_word_does(say: Say, stores: Stores) -> None:
    lifter = plant(stores, "web:1", MARKER)
    asked = say("web:1", "erase everything you have stored about me")
    buttons = {button.title: button.payload for button in asked.replies[-1].buttons}
    say("web:1", payload=buttons["Yes, delete all"])
    assert stores.lifters.find(lifter) is None


def test_the_download_holds_everything_that_was_planted_and_said(say: Say, stores: Stores, home: Path) -> None:
    lifter = plant(stores, "web:1", MARKER)
    talk(say, "web:1")
    place = re.search(r"/\S+\.zip", words(say("web:1", "download my data")))
    assert place
    found = read_archive(Path(place[0]))
    kept = stores.rights.export(lifter, services.utc_now(), "test")
    for name in ("identities", "profile", "workouts", "body_masses", "consents", "programs", "reminders", "replaced",
                 "replaced_masses", "unread"):  # fmt: skip
        assert getattr(found, name) == getattr(kept, name) != (), name
    assert any(MARKER in each.text for each in found.messages)


def test_a_code_from_one_chat_typed_in_another_makes_them_one(say: Say, stores: Stores) -> None:
    lifter = plant(stores, "web:1", MARKER)
    code = CODE.search(words(say("web:1", "connect my telegram")))
    assert code
    typed = say("telegram:5", code[0].lower())
    assert typed.intent == "request_join"
    assert "Telegram and Web" in words(typed)
    assert stores.lifters.lifter_of("telegram:5", services.utc_now()).id == lifter
    known = words(say("telegram:5", "what do you know about me"))
    assert "2 workouts" in known
    assert known.splitlines()[-3:] == words(say("web:1", "what do you know about me")).splitlines()[-3:]


def test_consent_to_texts_outlives_the_program_and_ends_everywhere_at_once(
    say: Say, stores: Stores, coach: Any, model: Path, here: Settings
) -> None:
    talk(say, "web:1")
    lifter = stores.lifters.lifter_of("web:1", services.utc_now()).id
    (consent,) = stores.consents.consents(lifter)
    assert consent.text.startswith("May I keep messages that I did not understand")
    stores.lifters.redeem_join_code(
        stores.lifters.make_join_code(lifter, services.utc_now()).code, "slack:2", services.utc_now()
    )
    assert len(say("slack:2", "glimp snorp norf").replies) == 1, "not asked again"
    assert any("glimp" in (each.text or "") for each in stores.unread.unread())
    stores.consents.withdraw(lifter, ConsentKind.TEXTS, services.utc_now())
    say("slack:2", "grelb snorp again")
    assert [each.text for each in stores.unread.unread() if each.text] == []

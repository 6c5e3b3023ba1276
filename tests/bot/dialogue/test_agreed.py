"""What a trainer agreed until a day, through the trained model: in every chat, through that day, and no longer."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions import services
from bot.dialogue.answer import Answer
from bot.dialogue.coach import Coach
from bot.handover.agreed import agreed_in
from bot.settings import Settings, settings
from bot.store.errors import ConsentMissingError
from bot.store.handover_records import Agreement, AgreementKind, Handover, HandoverReason, HandoverState
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind, new_id
from bot.store.sql import open_stores
from bot.trainer_desk import TrainerDesk
from tests.bot.store.conftest import trainer

Say = Callable[..., str]
WEB, SLACK, STRANGER = "web:1", "slack:T:U", "telegram:9"
TODAY = date(2026, 3, 16)
ZONE = ZoneInfo("America/Los_Angeles")
PROFILE = "I want to get stronger, I'm a beginner, I train 3 days a week for 60 minutes in a full gym"
SWAP = "what can I do instead of the overhead press?"
KNEE = "what can I do instead of the back squat?"


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 16, 17, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def ticking() -> Clock:
    return Clock()


@pytest.fixture
def clock(ticking: Clock) -> Clock:
    ticking.now = Clock().now
    return ticking


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("agreed") / "home"
    database = f"sqlite:///{home / 'spotter.db'}"
    return replace(settings(), database=database, downloads_folder=home / "files", history_file=home / "h", zone=ZONE)


@pytest.fixture(scope="module")
def coach(model: Path, here: Settings, ticking: Clock) -> tuple[Coach, Stores]:
    """A coach and the stores behind it: each test begins with nobody in them."""
    stores = open_stores(here.database)
    given = replace(services.services_of(here, stores), now=ticking)
    return Coach.load(model, here, stores, context=partial(services.using, given)), stores


@pytest.fixture
def stores(coach: tuple[Coach, Stores], clock: Clock) -> Stores:
    """With one lifter, who has a chat on the web and one in Slack."""
    _, made = coach
    for chat in (WEB, STRANGER):
        made.rights.erase(made.lifters.lifter_of(chat, clock()).id, clock(), "test")
    lifter = made.lifters.lifter_of(WEB, clock())
    made.lifters.redeem_join_code(made.lifters.make_join_code(lifter.id, clock()).code, SLACK, clock())
    return made


@pytest.fixture
def say(coach: tuple[Coach, Stores], stores: Stores) -> Iterator[Say]:
    """say(chat, text): the words of the answer."""

    def words(answer: Answer) -> str:
        return "\n".join(reply.text for reply in answer.replies)

    with asyncio.Runner() as runner:
        yield lambda chat, text: words(runner.run(coach[0].answer(chat, text)))


def lifter_in(stores: Stores) -> str:
    found = stores.lifters.find(WEB)
    assert found
    return found.id


def agree(stores: Stores, now: datetime, *agreed: Agreement, consent: bool = True) -> Handover:
    """A handover in the web chat that ended with what was agreed."""
    lifter, coach = lifter_in(stores), trainer(stores, "Robin")
    if consent:
        stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", now)
    asked = stores.handovers.ask(Handover(new_id(), WEB, lifter, HandoverReason.ASKED, HandoverState.WAITING, now))
    desk = TrainerDesk(stores, lambda: now)
    assert desk.claim(asked.id, coach)
    assert desk.hand_back(asked.id, coach, "See you on Tuesday.", agreed)
    return asked


(OVERHEAD,) = agreed_in("No overhead work for two weeks.", TODAY)
"""What a trainer writes, as it is read: about the shoulder, until 30 March."""


def test_it_holds_in_every_chat_through_its_last_day_where_the_lifter_is_and_is_gone_the_day_after(
    say: Say, stores: Stores, clock: Clock
) -> None:
    before = {chat: say(chat, SWAP) for chat in (WEB, SLACK)}
    assert all("- dumbbell shoulder press" in each for each in before.values())
    agree(stores, clock(), OVERHEAD)
    during = {chat: say(chat, SWAP) for chat in (WEB, SLACK)}
    for each in during.values():
        assert each.startswith("To spare your shoulder, swap the overhead press for:")
        assert lines_of_lifts(each) == ["- landmine press"]
    assert say(STRANGER, SWAP) == before[WEB], "it is nobody else's"
    clock.now = datetime(2026, 3, 31, 6, 59, tzinfo=UTC)  # in Los Angeles the last minute of 30 March
    assert {chat: say(chat, SWAP) for chat in (WEB, SLACK)} == during
    clock.now += timedelta(minutes=1)
    assert {chat: say(chat, SWAP) for chat in (WEB, SLACK)} == before


def test_what_the_lifter_told_stays_when_it_ends_and_is_never_mixed_with_it(
    say: Say, stores: Stores, clock: Clock
) -> None:
    agree(stores, clock(), OVERHEAD)
    say(WEB, "my knee hurts a bit when I squat")
    assert say(WEB, KNEE).startswith("To spare your knee and shoulder, swap the barbell back squat for:")
    profile = stores.profiles.profile(lifter_in(stores))
    assert profile["complaints"].value == ("knee",), "the shoulder is not the lifter's own word"
    clock.now += timedelta(days=20)
    assert say(SLACK, KNEE).startswith("To spare your knee, swap the barbell back squat for:")
    assert "spare" not in say(SLACK, SWAP)


def week(say: Say, chat: str) -> list[str]:
    """The lifts of each of three days."""
    return [line for day in (1, 2, 3) for line in lines_of_lifts(say(chat, f"show me day {day}"))]


def test_it_changes_the_program_that_is_in_progress_and_the_program_comes_back_as_it_was(
    say: Say, stores: Stores, clock: Clock
) -> None:
    say(WEB, PROFILE)
    first = say(WEB, "what's my workout today?")
    kept, before = stores.programs.current(lifter_in(stores)), week(say, WEB)
    assert kept
    assert "- Overhead press: 3 × 8–12" in before
    agree(stores, clock(), OVERHEAD)
    for chat in (WEB, SLACK):
        during = week(say, chat)
        assert len(during) == pytest.approx(len(before), abs=2)
        assert not any("verhead" in each or "shoulder press" in each or "Bench press" in each for each in during)
        assert any("andmine press" in each for each in during)
    assert "Bench press" not in say(SLACK, "what's my workout today?")
    assert stores.programs.current(lifter_in(stores)) == kept, "what is kept knows nothing of it"
    clock.now += timedelta(days=15)
    assert week(say, WEB) == week(say, SLACK) == before
    assert lines_of_lifts(say(WEB, "what's my workout today?")) == lines_of_lifts(first)
    assert stores.programs.current(lifter_in(stores)) == kept


def test_a_program_made_meanwhile_is_around_it_and_free_of_it_afterwards(
    say: Say, stores: Stores, clock: Clock
) -> None:
    agree(stores, clock(), OVERHEAD)
    assert "sore spot" in say(WEB, PROFILE)
    assert "floor press" in say(WEB, "what's my workout today?")
    kept = stores.programs.current(lifter_in(stores))
    assert kept
    assert "shoulder" not in kept.request
    clock.now += timedelta(days=15)
    assert "- Overhead press: 3 × 8–12" in week(say, WEB)


@pytest.mark.parametrize(
    "asked", ["overhead press sets?", "how heavy should i go on ohp", "should i do overhead press today?"]
)
def test_it_is_said_before_whatever_is_answered_of_such_an_exercise(
    asked: str, say: Say, stores: Stores, clock: Clock
) -> None:
    before = say(WEB, asked)
    agree(stores, clock(), OVERHEAD)
    said = say(SLACK, asked)
    assert said.startswith("You and Robin agreed on: No overhead work for two weeks (until Monday 30 March).")
    assert "Try the landmine press instead." in said
    assert "agreed" not in before + say(STRANGER, asked)
    clock.now += timedelta(days=15)
    assert say(WEB, asked) == before


def test_a_workout_for_a_goal_that_is_not_known_keeps_to_it(say: Say, stores: Stores, clock: Clock) -> None:
    asked = "give me a shoulder day"
    before = say(WEB, asked)
    assert "overhead press" in before
    agree(stores, clock(), OVERHEAD)
    during = say(WEB, asked)
    assert "Size, " in during
    assert "landmine press" in during
    assert not any(each in during for each in ("overhead press", "shoulder press", "bench press"))
    clock.now += timedelta(days=15)
    assert say(WEB, asked) == before


def test_it_is_not_said_beside_a_red_flag(say: Say, stores: Stores, clock: Clock) -> None:
    agree(stores, clock(), OVERHEAD)
    said = say(WEB, "I have crushing chest pain, how many sets of overhead press?")
    assert "emergency" in said
    assert "agreed" not in said + say(WEB, "overhead press sets?")


def lines_of_lifts(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("- ")]


def test_the_lifter_sees_it_with_its_day_and_who_agreed_and_can_have_it_forgotten(
    say: Say, stores: Stores, clock: Clock
) -> None:
    before = say(SLACK, SWAP)
    agree(stores, clock(), OVERHEAD, Agreement("come on Tuesdays", AgreementKind.NOTE))
    known = say(SLACK, "what do you know about me")
    assert "- Agreed with Robin: No overhead work for two weeks (until 30 Mar 2026)" in known.splitlines()
    assert "- Agreed with Robin: come on Tuesdays" in known.splitlines()
    assert "Forgotten: your shoulder" in say(SLACK, "forget my shoulder")
    known = say(WEB, "what do you know about me")
    assert "overhead" not in known
    assert "Tuesdays" in known
    assert say(SLACK, SWAP) == before


def test_that_it_feels_fine_again_does_not_end_what_a_trainer_agreed(say: Say, stores: Stores, clock: Clock) -> None:
    agree(stores, clock(), OVERHEAD)
    said = say(WEB, "my shoulder is fine again")
    assert "A trainer and you agreed to go easy on this: shoulder" in said
    assert "no longer" not in said
    assert "To spare your shoulder" in say(WEB, SWAP)


def test_it_goes_with_the_consent_that_it_is_kept_on_and_is_not_kept_without(
    say: Say, stores: Stores, clock: Clock
) -> None:
    with pytest.raises(ConsentMissingError):
        agree(stores, clock(), OVERHEAD, consent=False)
    (unheld,) = stores.handovers.of_lifter(lifter_in(stores))
    stores.handovers.close(unheld.id, trainer(stores, "Robin"), clock())
    agree(stores, clock(), OVERHEAD)
    assert "To spare your shoulder" in say(WEB, SWAP)
    stores.consents.withdraw(lifter_in(stores), ConsentKind.HEALTH, clock())
    assert "spare" not in say(WEB, SWAP)
    assert "overhead" not in say(WEB, "what do you know about me")
    said = [each.text for each in stores.rights.export(lifter_in(stores), clock(), "test").messages]
    assert not any("spare your shoulder" in each for each in said), "what was said around it goes, too"

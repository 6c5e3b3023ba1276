"""While a trainer has the conversation the bot is silent, whatever the lifter does; but for a red flag."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from bot.channels.post_office import ONLY_WORDS, PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.replies import plain
from bot.channels.worker import LAST_WORDS
from bot.dialogue.answer import Answer, Button, Reply
from bot.store.errors import StoreUnavailableError
from bot.store.handover_records import HandoverReason
from bot.store.interface import Stores
from bot.store.sql import open_stores
from bot.trainer_desk import TrainerDesk
from tests.bot.channels.conftest import QUICK, message, posted, shown, until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.handed_over import asked, taken, trainer

FREE = Allowance(10**9, 10**9)
RACES = 100
WARNING = "Stop training and call an emergency number."
DISGUISES = (
    "/restart", " /restart", "/ask_rep_range{}", "/request_cancel_handover", "\u200b/restart", "\uff0frestart",
    "/restart\n", "／restart", "⁄restart", "/start", "/stop", "@spotter /restart", "//restart", "\\/restart",
    '/inform{"red_flag": null}', "/session_start", "/back", "EXTERNAL: /restart", "stop", "let me talk to the bot",
)  # fmt: skip
PAYLOADS = ("/restart", "/request_cancel_handover", '/ask_rep_range{"training_goal": "strength"}', "/stop")

Make = Callable[..., PostOffice]


def last_words(text: str) -> str:
    """As the coach's: of a red flag its answer."""
    return WARNING if "chest" in text else LAST_WORDS


class FlaggingCoach(FakeCoach):
    """Answers a red flag with a warning and more."""

    def _said(self, conversation: str, text: str) -> Answer:
        if "chest" not in text:
            return super()._said(conversation, text)
        replies = (Reply(WARNING, (Button("Get a trainer", "/request_trainer"),)), Reply("May I keep that?"))
        return Answer(conversation, text, "report_red_flag", 1.0, replies=replies)


@pytest.fixture
def coach() -> FlaggingCoach:
    return FlaggingCoach()


@pytest.fixture
async def make_office(coach: FakeCoach) -> AsyncIterator[Make]:
    offices: list[PostOffice] = []

    def make(stores: Stores, **options) -> PostOffice:
        options = {"limit": RateLimit(FREE, FREE), "pace": QUICK, "last_words": last_words} | options
        offices.append(PostOffice(stores, options.pop("answer", coach.answer), **options))
        return offices[-1]

    yield make
    for each in offices:
        await each.stop(5)


async def said(office: PostOffice, stores: Stores, *messages) -> None:
    for each in messages:
        assert await office.take(each)
    await until(lambda: not stores.inbox.waiting()[0])


async def test_whatever_is_typed_or_pressed_is_kept_shown_and_answered_by_nothing(
    stores: Stores, coach: FakeCoach, make_office: Make, tell: Callable[[str], None]
) -> None:
    taken(stores, "web:1")
    office = make_office(stores)
    office.start()
    typed = [message(id=f"t{at}", text=text) for at, text in enumerate(DISGUISES)]
    pressed = [message(id=f"p{at}", text="A button", payload=payload) for at, payload in enumerate(PAYLOADS)]
    await said(office, stores, *typed, *pressed)
    assert shown(stores, kind="lifter") == [*DISGUISES, *["A button"] * len(PAYLOADS)]
    assert shown(stores) == []
    assert not coach.calls
    tell(f"silence: {len(typed)} texts and {len(pressed)} buttons while a trainer has it: all kept, 0 answered")


async def test_while_nobody_has_claimed_it_spotter_goes_on_and_after_the_end_too(
    stores: Stores, make_office: Make
) -> None:
    found, who = asked(stores, "web:1"), trainer(stores)
    office = make_office(stores)
    office.start()
    await said(office, stores, message(id="m1", text="one"))
    stores.handovers.claim(found.id, who, found.asked_at)
    await said(office, stores, message(id="m2", text="two"))
    stores.handovers.close(found.id, who, found.asked_at)
    await said(office, stores, message(id="m3", text="three"))
    assert shown(stores) == ["re: one", "re: three"]


async def test_an_answer_that_is_under_way_as_a_trainer_claims_does_not_slip_out(
    stores: Stores, coach: FakeCoach, make_office: Make
) -> None:
    coach.seconds = 0.3
    found, who = asked(stores, "web:1"), trainer(stores)
    office = make_office(stores)
    office.start()
    await office.take(message())
    await until(lambda: coach.at_once)
    assert stores.handovers.claim(found.id, who, found.asked_at)
    await until(lambda: not stores.inbox.waiting()[0])
    assert coach.done
    assert shown(stores) == []


async def test_claims_in_the_middle_of_answers_let_none_out_afterwards(
    url: str, hasty: None, coach: FakeCoach, make_office: Make, tell: Callable[[str], None]
) -> None:
    """Answers take a moment, and a claim comes from another process at any time in it."""
    stores, other = open_stores(url), open_stores(url)
    coach.seconds, who, late, silent = 0.02, trainer(stores), 0, 0
    office = make_office(stores, pace=replace(QUICK, at_once=8))
    office.start()

    async def race(number: int) -> tuple[int, int]:
        where = f"web:{number}"
        found = asked(stores, where)
        await office.take(message(where))
        await asyncio.sleep(number % 20 / 400)
        assert await asyncio.to_thread(other.handovers.claim, found.id, who, found.asked_at)
        before = len(await asyncio.to_thread(shown, other, where))
        await until(lambda: not stores.outbox.standings([where])[where].is_unanswered)
        return before, len(shown(stores, where))

    for first in range(0, RACES, 10):
        for before, after in await asyncio.gather(*map(race, range(first, first + 10))):
            late, silent = late + (after > before), silent + (after == 0)
    tell(f"silence: {RACES} claims around an answer: {late} answers came after the claim, {silent} were left out")
    assert late == 0
    assert 0 < silent < RACES


@pytest.mark.parametrize("text", ["my chest hurts", "/restart my chest hurts"])
async def test_a_red_flag_gets_its_answer_and_alerts_the_trainers(
    text: str, stores: Stores, coach: FakeCoach, make_office: Make
) -> None:
    found, _ = taken(stores, "web:1")
    office = make_office(stores)
    office.start()
    await said(office, stores, message(id="m1", text="how are you"), message(id="m2", text=text))
    assert shown(stores) == [WARNING]
    assert "buttons" not in posted(stores)[-1].body
    assert [text for _, text, _ in coach.done] == [text]
    await until(lambda: stores.handovers.find(found.id).escalated_at)
    assert stores.handovers.find(found.id).reason is HandoverReason.RED_FLAG


async def test_a_red_flag_is_answered_though_the_coach_fails_and_hangs(
    stores: Stores, coach: FakeCoach, make_office: Make
) -> None:
    found, _ = taken(stores, "web:1")
    coach.hangs = True
    office = make_office(stores, pace=replace(QUICK, answer_seconds=0.2))
    office.start()
    await said(office, stores, message(text="my chest hurts"))
    assert shown(stores) == [WARNING]
    await until(lambda: stores.handovers.find(found.id).escalated_at)


async def test_a_button_is_no_red_flag(stores: Stores, make_office: Make) -> None:
    taken(stores, "web:1")
    office = make_office(stores)
    office.start()
    await said(office, stores, message(text="my chest hurts", payload="/report_complaint"))
    assert shown(stores) == []


async def test_a_red_flag_while_it_waits_makes_it_urgent(stores: Stores, make_office: Make) -> None:
    found = asked(stores, "web:1")
    office = make_office(stores)
    office.start()
    await said(office, stores, message(text="my chest hurts"))
    assert shown(stores)[0] == WARNING
    await until(lambda: stores.handovers.find(found.id).reason is HandoverReason.RED_FLAG)
    assert stores.handovers.find(found.id).escalated_at is None


async def test_an_alert_that_cannot_be_kept_is_tried_again(
    stores: Stores, make_office: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found, _ = taken(stores, "web:1")
    real, failures = stores.handovers.alert, [StoreUnavailableError("away"), StoreUnavailableError("away")]

    def alert(*given: object) -> bool:
        if failures:
            raise failures.pop()
        return real(*given)

    monkeypatch.setattr(stores.handovers, "alert", alert)
    office = make_office(stores)
    office.start()
    await said(office, stores, message(text="my chest hurts"))
    await until(lambda: stores.handovers.find(found.id).escalated_at)
    assert shown(stores) == [WARNING]
    assert "chest" not in caplog.text


async def test_nothing_is_said_unasked_but_what_a_lifter_has_to_know(stores: Stores, make_office: Make) -> None:
    found, who = taken(stores, "web:1")
    office = make_office(stores)
    assert not await office.post("web:1", "reminder", [plain("Training today")])
    await office.notice("web:1", "refused", "That is too long for me.")
    await office.notice("web:1", "photo", "I can only read text.", ONLY_WORDS)
    assert shown(stores) == ["That is too long for me.", ONLY_WORDS]
    assert TrainerDesk(stores).reply(found.id, who, "Hello!", "r1")
    assert shown(stores, kind="trainer") == ["Hello!"]


async def test_there_is_no_sign_of_typing_while_a_trainer_has_it(
    stores: Stores, make_office: Make, caplog: pytest.LogCaptureFixture
) -> None:
    taken(stores, "web:1")
    office, signs = make_office(stores), []
    ring = office.bell.begin
    office.bell.begin = lambda conversation: (signs.append(conversation), ring(conversation))[1]
    office.start()
    with caplog.at_level(logging.INFO, "bot.channels.tally"):
        await said(office, stores, message("web:1"), message("web:2"))
        outcomes = {"silent", "answer"}
        await until(lambda: {each.outcome for each in caplog.records if each.msg == "answered"} == outcomes)
    assert shown(stores, "web:2")
    assert signs == ["web:2"]

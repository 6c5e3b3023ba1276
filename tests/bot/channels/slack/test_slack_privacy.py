"""Goal S4 for Slack: nobody acts for another, and nothing personal is said where others read along."""

import asyncio
import json
import random

import pytest

from bot.channels.buttons import Buttons
from bot.channels.replies import plain
from bot.channels.slack_desk import IN_PRIVATE, NOT_HERE
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from tests.bot.channels.conftest import until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.slack.conftest import BROKEN, BUTTON_SECRET, SLOW, Serve
from tests.bot.channels.slack.fake_slack import BOT, HALL, KIM, LEE, TEAM, FakeSlack

OTHER_TEAM = "T0OTHER"


async def test_what_is_personal_is_answered_in_direct_messages(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    spotter = await serve(stores)
    spotter.personal.add("my knee hurts")
    mention = fake.mention("my knee hurts")
    for _ in range(3):
        assert await spotter.event(mention) == 200
    await spotter.rest()
    assert fake.texts(HALL) == [IN_PRIVATE]
    assert fake.direct(KIM) == ["re: my knee hurts"]
    assert coach.done == [(f"slack:{TEAM}:{KIM}", "my knee hurts", None)]


@pytest.mark.parametrize("text", [SLOW, BROKEN])
async def test_what_cannot_be_judged_is_personal(
    serve: Serve, fake: FakeSlack, stores: Stores, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("bot.channels.slack_desk.JUDGING_SECONDS", 0.1)
    spotter = await serve(stores)
    await spotter.event(fake.mention(text))
    await spotter.rest()
    assert (fake.texts(HALL), fake.direct(KIM)) == ([IN_PRIVATE], [f"re: {text}"])


def pressed(shown: dict) -> list[dict]:
    """The actions of a press that Slack tells twice: its moment stays the same."""
    return [{"type": "button", "action_ts": "1700000009.000001", **shown["blocks"][-1]["elements"][0]}]


async def offered(spotter, conversation: str, payload: str) -> None:
    button = {"title": "My knee hurts", "payload": payload}
    await spotter.office.post(
        conversation, payload, [json.dumps(json.loads(plain("What now?")) | {"buttons": [button]})]
    )
    await spotter.rest()


@pytest.mark.parametrize(
    ("payload", "is_moved"), [("/report_injury", True), ("/request_export", True), ("/ask_rest", False)]
)
async def test_a_personal_button_in_a_channel_is_answered_in_direct_messages(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach, payload: str, is_moved: bool
) -> None:
    spotter, thread = await serve(stores), f"slack:{TEAM}:{KIM}:{HALL}:1700000000.000100"
    await offered(spotter, thread, payload)
    for _ in range(2):
        assert await spotter.press(fake.press(fake.posted[0]) | {"actions": pressed(fake.posted[0])}) == 200
    await spotter.rest()
    if is_moved:
        assert coach.done == [(f"slack:{TEAM}:{KIM}", "My knee hurts", None)]
        assert fake.texts(HALL)[1:] == [IN_PRIVATE]
    else:
        assert coach.done == [(thread, None, payload)]
        assert fake.texts(HALL)[1:] == [f"re: {payload}"]


async def test_nobody_presses_the_buttons_of_another(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach, tell
) -> None:
    spotter, chance = await serve(stores), random.Random(1)
    await spotter.event(fake.mention("how many reps"))
    await spotter.event(fake.message("and sets"))
    await until(lambda: len(fake.posted) == 2)
    await spotter.rest()
    before = list(coach.done)
    numbers = [each.number for each in stores.outbox.latest(f"slack:{TEAM}:{KIM}", 9)]
    for number in range(1000):
        shown = chance.choice(fake.posted)
        press = fake.press(shown)
        match number % 5:
            case 0:
                press["user"]["id"] = chance.choice([LEE, "U1", "W1", KIM.lower(), "", f"{KIM}:{HALL}"])
            case 1:
                press["user"]["team_id"] = chance.choice([OTHER_TEAM, "T1", f"{TEAM}:{KIM}"])
            case 2:
                press["container"] |= {"channel_id": chance.choice(["C1", "G1", "X", f"D{LEE}"]), "message_ts": "1.2"}
            case 3:
                forged = Buttons(bytes([number % 250]) * 32)
                press["actions"][0]["value"] = forged.seal(f"slack:{TEAM}:{KIM}", chance.choice(numbers), 0)
            case _:
                other = f"slack:{TEAM}:{LEE}"
                press["actions"][0]["value"] = Buttons(BUTTON_SECRET).seal(other, chance.choice(numbers), 0)
        if press["container"]["channel_id"] == f"D{LEE}":
            press["user"]["id"] = LEE
        assert await spotter.press(press) == 200
    await asyncio.sleep(0.2)
    await spotter.rest()
    assert coach.done == before
    assert len(fake.posted) == 2
    assert {each["text"] for each in fake.whispered} == {
        "That button is not from this chat. Just type what you would like to know."
    }
    tell(f"S4 (slack): 1,000 presses of others' buttons: 0 taken, {len(fake.whispered)} told kindly, to them alone")


async def test_the_same_id_in_another_workspace_is_somebody_else(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    """A guest from a shared channel is answered in the thread; what is personal is not brought to the namesake here."""
    spotter = await serve(stores)
    await until(lambda: spotter.channel._me)
    spotter.personal.add("my knee hurts")
    for text in ("how many reps", "my knee hurts"):
        await spotter.event(fake.mention(text, team=OTHER_TEAM, user_team=OTHER_TEAM))
    await spotter.event(fake.message("what do you know of me", team=OTHER_TEAM))
    await spotter.rest()
    assert [each[0].split(":")[1] for each in coach.done] == [OTHER_TEAM]
    assert fake.direct(KIM) == []
    assert sorted(fake.texts(HALL)) == [NOT_HERE, "re: how many reps"]


async def test_another_installation_of_the_app_is_not_answered_with_this_token(
    serve: Serve, fake: FakeSlack, coach: FakeCoach
) -> None:
    spotter = await serve(memory_stores())
    await until(lambda: spotter.channel._me)
    event = fake.message("how many reps", team=OTHER_TEAM) | {"team_id": OTHER_TEAM}
    event["authorizations"] = [{"team_id": OTHER_TEAM, "user_id": "U0BOT2", "is_bot": True}]
    assert await spotter.event(event) == 200
    assert await spotter.press(fake.press({"blocks": [{"type": "actions", "elements": [{"value": "x"}]}], "ts": "1.2",
                                           "channel": "D1"}) | {"team": {"id": OTHER_TEAM}}) == 200  # fmt: skip
    await spotter.rest()
    assert not coach.done
    assert not fake.whispered


async def test_a_reply_to_somebody_of_another_workspace_is_never_brought_to_a_namesake(
    serve: Serve, fake: FakeSlack, stores: Stores
) -> None:
    spotter = await serve(stores)
    await spotter.office.post(f"slack:{OTHER_TEAM}:{KIM}", "r1", [plain("You weigh 88 kg.")])
    await spotter.rest()
    assert not fake.posted
    assert "conversations.open" not in fake.calls
    assert BOT not in str(fake.posted)

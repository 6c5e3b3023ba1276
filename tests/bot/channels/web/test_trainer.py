"""A trainer on a website: who has it is told, words of another process come soon, and the bot shows no sign."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from bot.store.interface import Stores
from bot.store.sql import open_stores
from bot.trainer_desk import TrainerDesk
from tests.bot.channels.handed_over import taken
from tests.bot.channels.web.guest import Event, Guest, of
from tests.bot.channels.web.serving import Served

REPLIES = 20


def conversation_of(guest: Guest) -> str:
    return f"web:{guest.token.split('.')[1]}"


def states(events: list[Event]) -> list[str]:
    return [each.get("trainer", "") for each in of("state", events)]


async def test_who_has_it_is_told_first_and_whenever_it_changes(guest: Guest, stores: Stores) -> None:
    where = conversation_of(guest)
    listening = asyncio.create_task(guest.listen(lambda found: len(states(found)) >= 3))
    await asyncio.sleep(0.3)
    found, who = taken(stores, where)
    await asyncio.sleep(0.8)
    late = await guest.listen(lambda found: found)
    stores.handovers.close(found.id, who, datetime.now(UTC))
    events = await listening
    assert states(events) == ["", "Robin", ""]
    assert states(late) == ["Robin"]
    seen = 0
    for each in events:
        seen = max(seen, each.get("n", 0))
        assert each.get("last", seen) >= seen, "the widget would take it for a loss of data"


async def test_a_trainers_words_come_with_the_name_and_without_a_sign_of_the_bots_typing(
    guest: Guest, stores: Stores
) -> None:
    found, who = taken(stores, conversation_of(guest))
    listening = asyncio.create_task(guest.listen(lambda found: of("trainer", found)))
    await asyncio.sleep(0.2)
    assert (await guest.say("are you there?")).status == 202
    await asyncio.sleep(0.8)
    TrainerDesk(stores).reply(found.id, who, "Yes, I am.", "r1")
    events = await listening
    (said,) = of("trainer", events)
    assert (said["text"], said["trainer"]) == ("Yes, I am.", "Robin")
    assert [each["text"] for each in of("lifter", events)] == ["are you there?"]
    assert of("typing", events) == []
    assert len(of("spotter", events)) == 1, "the greeting and nothing else"


async def test_the_words_of_another_process_are_looked_for_often(
    guest: Guest, served: Served, url: str, tell: Callable[[str], None]
) -> None:
    other = open_stores(url)
    found, who = taken(other, conversation_of(guest))
    waits: list[float] = []
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def listen() -> None:
        async with guest.stream() as answer:
            async for part in answer.content.iter_any():
                if b'"kind":"trainer"' in part:
                    heard.put_nowait(part.decode())

    listening = asyncio.create_task(listen())
    await asyncio.sleep(1)
    for number in range(REPLIES):
        begun = asyncio.get_running_loop().time()
        await asyncio.to_thread(TrainerDesk(other).reply, found.id, who, f"reply {number}", f"r{number}")
        async with asyncio.timeout(5):
            assert f"reply {number}" in await heard.get()
        waits.append(asyncio.get_running_loop().time() - begun)
        await asyncio.sleep(number * 0.013)
    listening.cancel()
    tell(f"website: {REPLIES} replies of a trainer in another process, there after {1000 * max(waits):.0f} ms at most")
    assert sorted(waits)[REPLIES // 2] < 0.5

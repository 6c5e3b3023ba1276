"""While a trainer has a chat of Telegram their words arrive under the name, and nothing brings the bot back."""

import asyncio

from bot.channels.post_office import ONLY_WORDS
from bot.store.interface import Stores
from bot.trainer_desk import TrainerDesk
from tests.bot.channels.conftest import shown
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.handed_over import taken
from tests.bot.channels.telegram.conftest import Serve
from tests.bot.channels.telegram.persons import Person

COMMANDS = ("/start", "/start gym", "/restart", "/stop", "/help", "/request_cancel_handover", "／restart")


async def test_commands_buttons_and_words_bring_no_answer_and_no_sign_of_typing(
    serve: Serve, stores: Stores, coach: FakeCoach, ann: Person
) -> None:
    served = await serve(stores)
    await served.tell(ann.says("how many reps"))
    await served.is_done(ann.id, 1)
    found, who = taken(stores, ann.conversation)
    typing = served.far.typing[ann.id]
    await served.tell(*map(ann.says, COMMANDS), ann.presses(served.far.chats[ann.id][0]), ann.says("are you there?"))
    await asyncio.sleep(1)
    await served.is_quiet()
    assert TrainerDesk(stores).reply(found.id, who, "Yes, I am.", "r1")
    assert await served.is_done(ann.id, 2) == ["re: how many reps", "Robin, trainer\nYes, I am."]
    assert coach.done == [(ann.conversation, "how many reps", None)]
    assert served.far.typing[ann.id] == typing
    assert shown(stores, ann.conversation, "lifter")[-2:] == ["Why?", "are you there?"]


async def test_a_photo_that_the_trainer_does_not_get_is_said_to_be_one(
    serve: Serve, stores: Stores, ann: Person
) -> None:
    served = await serve(stores)
    taken(stores, ann.conversation)
    await served.tell(ann.sends("photo", [{"file_id": "x"}]))
    assert await served.is_done(ann.id, 1) == [ONLY_WORDS]

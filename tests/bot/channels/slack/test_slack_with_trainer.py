"""While a trainer has somebody's direct messages: the trainer's words arrive under the name, and the bot is silent."""

from bot.channels.slack.desk import IN_PRIVATE, WITH_TRAINER
from bot.store.interface import Stores
from bot.trainer_desk import TrainerDesk
from tests.bot.channels.conftest import shown, until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.handed_over import taken
from tests.bot.channels.slack.conftest import Serve
from tests.bot.channels.slack.fake_slack import HALL, KIM, TEAM, FakeSlack

WHERE = f"slack:{TEAM}:{KIM}"


async def test_words_commands_and_buttons_bring_no_answer(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    spotter = await serve(stores)
    await spotter.event(fake.message("how many reps"))
    await spotter.rest()
    found, who = taken(stores, WHERE)
    for text in ("/restart", "//restart", "<@U0BOT> /restart", "stop"):
        assert await spotter.event(fake.message(text)) == 200
    assert await spotter.press(fake.press(fake.posted[0])) == 200
    await spotter.event(
        fake.envelope({"type": "app_home_opened", "user": KIM, "channel": f"D{KIM}", "tab": "messages"})
    )
    await spotter.rest()
    assert TrainerDesk(stores).reply(found.id, who, "I am here.", "r1")
    await until(lambda: len(fake.direct(KIM)) > 1)
    assert fake.direct(KIM) == ["re: how many reps", "Robin, trainer:\nI am here."]
    assert len(coach.done) == 1
    assert len(shown(stores, WHERE, "lifter")) == 6


async def test_a_thread_hears_that_something_personal_went_to_the_trainer(
    serve: Serve, fake: FakeSlack, stores: Stores
) -> None:
    spotter = await serve(stores)
    spotter.personal.add("my knee hurts")
    taken(stores, WHERE)
    await spotter.event(fake.mention("my knee hurts"))
    await spotter.rest()
    assert fake.texts(HALL) == [WITH_TRAINER] != [IN_PRIVATE]
    assert fake.direct(KIM) == []

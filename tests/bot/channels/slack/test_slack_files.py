"""Pictures and files come into Slack itself: their addresses are for nobody else."""

import json

import pytest

from bot.channels.replies import plain
from bot.store.interface import Stores
from tests.bot.channels.slack.conftest import Serve
from tests.bot.channels.slack.fake_slack import HALL, KIM, TEAM, FakeSlack

PICTURE, PDF = b"\x89PNG\r\n", b"%PDF-1.7"


@pytest.mark.parametrize("place", ["", f":{HALL}:1700000000.000100"])
async def test_pictures_and_files_are_uploaded_with_words_for_who_cannot_see(
    serve: Serve, fake: FakeSlack, stores: Stores, place: str
) -> None:
    spotter = await serve(stores)
    kept = spotter.downloads.keep({"progress.png": PICTURE, "program.pdf": PDF}, KIM)
    body = plain(
        "Your squat went up.", image={"url": kept["progress.png"], "alt": "Squat, January to May"},
        files=[{"url": kept["program.pdf"], "name": "program.pdf"}],
    )  # fmt: skip
    await spotter.office.post(f"slack:{TEAM}:{KIM}{place}", "r1", [body])
    await spotter.rest()
    text, *files = fake.posted
    assert text["text"] == "Your squat went up."
    assert [each["files"][0]["name"] for each in files] == ["progress.png", "program.pdf"]
    assert [(each["content"], each.get("alt_txt")) for each in fake.uploads.values()] == [
        (PICTURE, "Squat, January to May"), (PDF, None)
    ]  # fmt: skip
    assert {each.get("thread_ts") for each in fake.posted} == {place.rpartition(":")[2] or None}
    assert "spotter.example" not in json.dumps(fake.posted)


async def test_a_file_that_is_no_longer_kept_is_missed_kindly(serve: Serve, fake: FakeSlack, stores: Stores) -> None:
    spotter = await serve(stores)
    gone = {"url": "https://spotter.example/files/0/1/program.pdf", "name": "program.pdf"}
    await spotter.office.post(f"slack:{TEAM}:{KIM}", "r1", [plain("Here it is: program.pdf", files=[gone])])
    await spotter.rest()
    assert [each["text"][:30] for each in fake.posted] == ["Here it is: program.pdf", "That file is no longer kept. A"]


async def test_a_picture_alone_comes_with_a_few_words(serve: Serve, fake: FakeSlack, stores: Stores) -> None:
    spotter = await serve(stores)
    kept = spotter.downloads.keep({"progress.png": PICTURE}, KIM)
    body = plain("", image={"url": kept["progress.png"], "alt": ""})
    await spotter.office.post(f"slack:{TEAM}:{KIM}", "r1", [body])
    await spotter.rest()
    assert [each["text"] for each in fake.posted] == ["Here is your picture.", ""]
    assert fake.posted[1]["files"][0]["name"] == "progress.png"

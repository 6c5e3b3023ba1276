"""`spotter console` as it is run, on a database of its own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.channels.replies import plain
from bot.console.passwords import hash_of
from bot.store.handover_records import Handover, HandoverReason, HandoverState, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.sql import open_stores
from tests.bot.handover.gyms import FILE
from tests.console.asking import TOKEN
from tests.console.served import PASSWORD, now

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return open_stores(f"sqlite:///{tmp_path / 'spotter.db'}")


@pytest.fixture
def address(stores: Stores, tmp_path: Path) -> Iterator[str]:
    """Where it listens."""
    (tmp_path / "gym.yml").write_text(FILE.read_text())
    given = {each: told for each, told in os.environ.items() if not each.startswith("SPOTTER_")}
    command = [sys.executable, "-m", "bot.cli", "console", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=given | {"SPOTTER_HOME": str(tmp_path)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        found = re.search(r"Listening on (http://127\.0\.0\.1:\d+)\.", process.stdout.readline())
        assert found
        yield found[1]
    finally:
        process.terminate()
        told = process.communicate(timeout=20)[1]
    assert "Nobody can sign in yet" in told
    assert PASSWORD not in told


def test_a_trainer_answers_a_lifter_of_another_process(address: str, stores: Stores) -> None:
    account = TrainerAccount(new_id(), "Robin", "trainer-one", hash_of(PASSWORD))
    stores.trainers.keep(account)
    lifter = stores.lifters.lifter_of("telegram:4711", now())
    asked = Handover(
        new_id(), "telegram:4711", lifter.id, HandoverReason.ASKED, HandoverState.WAITING, now()
    )  # fmt: skip
    stores.handovers.ask(asked)
    stores.outbox.post("telegram:4711", new_id(), [plain("A trainer will be with you.")], now())
    with httpx.Client(base_url=address, follow_redirects=True, timeout=30) as client:

        def post(path: str, **form: str) -> httpx.Response:
            token = TOKEN.search(client.get("/").text)
            assert token
            answer = client.post(path, data={"csrf": token[1], **form})
            assert answer.status_code == 200
            return answer

        assert "With you" in post("/login", login="trainer-one", password=PASSWORD).text
        assert "A trainer will be with you." in post(f"/conversations/{asked.id}/claim").text
        assert "Hello you" in post(f"/conversations/{asked.id}/reply", text="Hello you", reply_id="abc").text
        post(f"/conversations/{asked.id}/note", note_id=new_id(), text="Mornings")
        summary = "Box squats are fine."
        kept = {"read": summary, "keep_0": "on", "text_0": summary}
        assert "Done." in post(f"/conversations/{asked.id}/hand-back", summary=summary, **kept).text
    said = [json.loads(each.body)["text"] for each in stores.outbox.latest("telegram:4711", 9)]
    assert said == ["A trainer will be with you.", "Hello you"]
    ended = stores.handovers.find(asked.id)
    assert ended
    assert (ended.state, ended.summary, ended.agreed[0].text) == (HandoverState.CLOSED, summary, summary)


def test_a_gym_file_that_is_wrong_ends_it(tmp_path: Path) -> None:
    (tmp_path / "gym.yml").write_text("name: 5")
    given = {each: told for each, told in os.environ.items() if not each.startswith("SPOTTER_")}
    command = [sys.executable, "-m", "bot.cli", "console", "--port", "0"]
    ended = subprocess.run(
        command, cwd=ROOT, env=given | {"SPOTTER_HOME": str(tmp_path)}, capture_output=True, text=True, timeout=60
    )  # fmt: skip
    assert ended.returncode == 1
    assert "gym.yml" in ended.stderr

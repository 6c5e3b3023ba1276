"""`spotter review` as an owner uses it: every key, what is written, what is deleted."""

import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from bot import review_command
from bot.cli import main
from bot.model import model_path
from bot.nlu.intent_model import IntentModel
from bot.settings import Settings, settings
from bot.store.records import KEEPS_FOR, Reason, UnreadMessage
from bot.store.sql import SqlUnreadStore, open_database
from bot.trained_intents import trained_intents
from tests.bot.test_review import EXAMPLES, archived, tiny

__all__ = ["tiny"]
SLEEP = ("is seven hours of sleep fine", "is seven hours sleep ok")
SHOES = "best squat shoes"


@pytest.fixture
def project(tmp_path: Path, tiny: IntentModel, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with a dozen examples, a model of these, and a database of its own."""
    (tmp_path / "data").mkdir()
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in EXAMPLES.items()
    ]
    (tmp_path / "data" / "topics.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}))
    (tmp_path / "models").mkdir()
    archived(tiny, tmp_path / "models" / "spotter.tar.gz")
    here = replace(
        settings(),
        project_folder=tmp_path,
        model_folder=tmp_path / "models",
        database=f"sqlite:///{tmp_path / 'spotter.db'}",
    )
    monkeypatch.setattr(review_command, "settings", lambda: here)
    return here


@pytest.fixture
def store(project: Settings) -> SqlUnreadStore:
    return SqlUnreadStore(open_database(project.database))


@pytest.fixture
def keep(store: SqlUnreadStore) -> Callable[..., None]:
    """Keeps a message: keep(text, days=…, guess=…)."""

    def keep_one(text: str | None, days: float = 1, guess: str = "ask_sleep") -> None:
        said_at = datetime.now(UTC) - timedelta(days=days)
        id = f"{text}{days}"
        store.keep(UnreadMessage(id, "c", said_at, text, guess, 0.1, 3, Reason.NOT_UNDERSTOOD))

    return keep_one


@pytest.fixture
def two_groups(keep: Callable[..., None]) -> None:
    """Two messages about sleep, and one about shoes."""
    for text in (*SLEEP, SHOES):
        keep(text)


def review(*words: str, keys: str = "") -> Result:
    return CliRunner(mix_stderr=False).invoke(main, ["review", *words], input=keys)


def written(project: Settings) -> dict[str, list[str]]:
    """Own examples by intent."""
    path = project.project_folder / "data" / "own_examples.yml"
    content = yaml.safe_load(path.read_text()) if path.exists() else {"nlu": []}
    return {each["intent"]: each["examples"].replace("- ", "").splitlines() for each in content["nlu"]}


def relabelled(project: Settings, intent: str, other: str) -> IntentModel:
    """The project's model with another name for one of its intents."""
    model = trained_intents(model_path(project))
    assert model is not None
    return replace(model, intents=tuple(other if each == intent else each for each in model.intents))


def left(store: SqlUnreadStore) -> list[str | None]:
    return [message.text for message in store.unread()]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("words", [(), ("--list",)])
def test_with_nothing_kept_there_is_nothing_to_review(words: tuple[str, ...]) -> None:
    result = review(*words)
    assert (result.exit_code, result.stdout) == (0, "Nothing to review.\n")


@pytest.mark.usefixtures("store")
def test_with_nothing_kept_json_is_empty() -> None:
    assert review("--json").stdout == ""


@pytest.mark.usefixtures("two_groups")
def test_a_group_is_shown_with_its_topics_and_keys() -> None:
    shown = review(keys="q").stdout
    assert "1 of 2: 2 messages" in shown
    assert all(f"“{text}”" in shown for text in SLEEP)
    assert "1 sleep   2 " in shown
    assert "s skip   d discard   q quit" in shown
    assert SHOES not in shown


@pytest.mark.usefixtures("two_groups")
def test_a_number_makes_all_texts_examples_of_its_topic(project: Settings, store: SqlUnreadStore) -> None:
    result = review(keys="1q")
    assert written(project) == {"ask_sleep": sorted(SLEEP)}
    assert left(store) == [SHOES]
    assert "2 new examples of sleep." in result.stdout
    assert "2 examples added to data/own_examples.yml. Run `spotter train` to take them up." in result.stdout


@pytest.mark.usefixtures("two_groups")
@pytest.mark.parametrize("key", ["2", "3"])
def test_the_other_numbers_take_the_other_topics(key: str, project: Settings) -> None:
    shown = review("--json").stdout.splitlines()[0]
    review(keys=f"{key}q")
    assert list(written(project)) == [json.loads(shown)["topics"][int(key) - 1]]


@pytest.mark.usefixtures("two_groups")
def test_a_red_flag_is_not_suggested_but_can_be_typed(project: Settings) -> None:
    topics = project.project_folder / "data" / "topics.yml"
    topics.write_text(topics.read_text().replace("intent: ask_sleep", "intent: report_cardiac"))
    archived(relabelled(project, "ask_sleep", "report_cardiac"), project.model_folder / "spotter.tar.gz")
    assert "cardiac" not in review("--list").stdout
    review(keys="treport cardiac\nq")
    assert written(project) == {"report_cardiac": sorted(SLEEP)}


@pytest.mark.usefixtures("two_groups")
def test_o_makes_them_out_of_scope(project: Settings, store: SqlUnreadStore) -> None:
    review(keys="so")
    assert written(project) == {"out_of_scope": [SHOES]}
    assert left(store) == list(SLEEP)


@pytest.mark.usefixtures("two_groups")
@pytest.mark.parametrize("typed", ["load", "ask_load", "lo"])
def test_t_takes_a_topic_by_its_name(typed: str, project: Settings) -> None:
    review(keys=f"t{typed}\nq")
    assert written(project) == {"ask_load": sorted(SLEEP)}


@pytest.mark.usefixtures("two_groups")
def test_t_asks_whether_a_like_name_is_meant(project: Settings) -> None:
    result = review(keys="tprotien intake\n1q")
    assert "Did you mean: 1 protein intake" in result.stdout
    assert written(project) == {"ask_protein_intake": sorted(SLEEP)}


@pytest.mark.usefixtures("two_groups")
@pytest.mark.parametrize("keys", ["tprotien intake\nxq", "tzzzqqq\nq", "t\nq", "t"])
def test_t_goes_back_when_no_topic_is_meant(keys: str, project: Settings, store: SqlUnreadStore) -> None:
    result = review(keys=keys)
    assert result.exit_code == 0
    assert written(project) == {}
    assert len(left(store)) == 3


@pytest.mark.usefixtures("two_groups")
def test_s_leaves_a_group_for_the_next_time(store: SqlUnreadStore) -> None:
    result = review(keys="ss")
    assert len(left(store)) == 3
    assert "2 of 2" in result.stdout
    assert result.stdout.endswith("0 examples added to data/own_examples.yml.\n")


@pytest.mark.usefixtures("two_groups")
def test_d_discards_a_group(project: Settings, store: SqlUnreadStore) -> None:
    review(keys="dq")
    assert left(store) == [SHOES]
    assert written(project) == {}


@pytest.mark.usefixtures("two_groups")
def test_a_key_without_meaning_asks_again_and_capitals_do_not_matter(project: Settings) -> None:
    result = review(keys="x9\x1b1Q")
    assert result.stdout.count("q quit") == 5
    assert written(project) == {"ask_sleep": sorted(SLEEP)}


@pytest.mark.usefixtures("two_groups")
@pytest.mark.parametrize("keys", ["", "\x03", "\x04"])
def test_the_end_of_input_and_ctrl_c_quit(keys: str, store: SqlUnreadStore) -> None:
    result = review(keys=keys)
    assert result.exit_code == 0
    assert "0 examples added" in result.stdout
    assert len(left(store)) == 3


def test_m_shows_the_texts_that_did_not_fit(keep: Callable[..., None], project: Settings) -> None:
    for number in range(7):
        keep(f"is {number} hours of sleep enough for me")
    result = review(keys="m1")
    assert result.stdout.count("hours of sleep enough for me”") == 5 + 7
    assert "… and 2 more" in result.stdout
    assert len(written(project)["ask_sleep"]) == 7


def test_a_message_that_teaches_nothing_is_named_and_deleted(
    keep: Callable[..., None], project: Settings, store: SqlUnreadStore
) -> None:
    keep("[]{}")
    result = review(keys="o")
    assert "'[]{}' is nothing to learn from." in result.stdout
    assert "0 new examples of out of scope." in result.stdout
    assert written(project) == {}
    assert left(store) == []


def test_messages_without_text_are_summed_up_and_stay(keep: Callable[..., None], store: SqlUnreadStore) -> None:
    for days in (1, 2, 3):
        keep(None, days=days, guess="ask_rest_interval")
    keep(None, days=4, guess="greet")
    assert review().stdout == "4 more without text: 3 looked like rest interval, 1 like greet.\n"
    assert len(left(store)) == 4


def test_what_is_older_than_30_days_is_deleted_first(keep: Callable[..., None], store: SqlUnreadStore) -> None:
    keep(SHOES, days=KEEPS_FOR.days + 0.01)
    keep(SLEEP[0], days=KEEPS_FOR.days - 0.01)
    assert SHOES not in review("--list").stdout
    assert left(store) == [SLEEP[0]]


@pytest.mark.usefixtures("two_groups")
def test_list_prints_all_groups_and_changes_nothing(project: Settings, store: SqlUnreadStore) -> None:
    result = review("--list")
    assert "1 of 2: 2 messages" in result.stdout
    assert "2 of 2: 1 message," in result.stdout
    assert "q quit" not in result.stdout
    assert len(left(store)) == 3
    assert written(project) == {}


@pytest.mark.usefixtures("two_groups")
def test_json_prints_a_line_for_each_group(keep: Callable[..., None]) -> None:
    keep(None)
    first, second, rest = map(json.loads, review("--json").stdout.splitlines())
    assert (first["count"], sorted(first["texts"]), first["topics"][0]) == (2, sorted(SLEEP), "ask_sleep")
    assert second["texts"] == [SHOES]
    assert rest == {"without_text": 1, "guesses": {"ask_sleep": 1}}


@pytest.mark.usefixtures("two_groups")
def test_without_a_model_no_topic_is_suggested_and_the_keys_work(project: Settings) -> None:
    (project.model_folder / "spotter.tar.gz").unlink()
    result = review(keys="1tsleep\nq")
    assert "no trained model" in result.stderr
    assert "1 of 2: 2 messages" in result.stdout
    assert written(project) == {"ask_sleep": sorted(SLEEP)}


@pytest.mark.usefixtures("two_groups")
def test_a_broken_file_of_examples_is_named_and_nothing_is_deleted(project: Settings, store: SqlUnreadStore) -> None:
    (project.project_folder / "data" / "own_examples.yml").write_text("- no")
    result = review(keys="1")
    assert result.exit_code == 1
    assert "own_examples.yml" in result.stderr
    assert len(left(store)) == 3


@pytest.mark.usefixtures("two_groups")
def test_examples_that_cannot_be_written_cost_no_message(project: Settings, store: SqlUnreadStore) -> None:
    (project.project_folder / "data" / "own_examples.new").mkdir()
    result = review(keys="1")
    assert result.exit_code == 1
    assert "Nothing was deleted" in result.stderr
    assert len(left(store)) == 3


def test_a_database_that_cannot_be_used_is_named(project: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_command, "settings", lambda: replace(project, database="nonsense"))
    result = review()
    assert result.exit_code == 1
    assert "SPOTTER_DATABASE" in result.stderr


def test_at_a_real_terminal_one_key_is_enough(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'spotter.db'}"
    keeper = SqlUnreadStore(open_database(url))
    keeper.keep(UnreadMessage("m", "c", datetime.now(UTC), SHOES, "greet", 0.1, 3, Reason.NOT_UNDERSTOOD))
    here, there = pty.openpty()
    environment = os.environ | {"SPOTTER_DATABASE": url, "SPOTTER_MODELS": str(tmp_path)}
    with subprocess.Popen(
        [Path(sys.executable).with_name("spotter"), "review"], stdin=there, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=environment,
    ) as running:  # fmt: skip
        while running.poll() is None:
            os.write(here, b"d")  # again and again: what is typed before it listens is lost
            time.sleep(0.2)
        printed, complaint = running.communicate()
    os.close(here)
    os.close(there)
    assert running.returncode == 0, complaint
    assert "Discarded." in printed
    assert keeper.unread() == ()


def test_without_a_terminal_the_other_ways_are_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'spotter.db'}"
    keeper = SqlUnreadStore(open_database(url))
    keeper.keep(UnreadMessage("m", "c", datetime.now(UTC), SHOES, "greet", 0.1, 3, Reason.NOT_UNDERSTOOD))
    done = subprocess.run(
        [Path(sys.executable).with_name("spotter"), "review"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        env=os.environ | {"SPOTTER_DATABASE": url, "SPOTTER_MODELS": str(tmp_path)}, start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "--list" in done.stderr
    assert len(keeper.unread()) == 1

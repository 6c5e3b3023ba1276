"""Places are off until they are set up, and say what is missing; their guides and words fit them."""

import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
import textstat
import yaml

from bot.channels.buttons import Buttons
from bot.channels.post_office import PostOffice
from bot.settings import ChatwootSettings, Settings, SlackSettings, settings
from bot.store.handover_records import AgreementKind
from bot.store.interface import Stores
from bot.trainer_desk import CLEARED, TrainerDesk
from bot.trainer_places import PLACES, PlaceError, PlaceSurroundings, TrainersChatwoot, TrainersSlack
from bot.trainer_places.chatwoot.api import ChatwootApi
from bot.trainer_places.chatwoot.text import plainly
from bot.trainer_places.handing_back import hand_back_in, said_back
from bot.trainer_places.ledger import Ledger
from bot.trainer_places.people import People
from bot.trainer_places.words import FILE
from tests.bot.channels.fakes import FakeCoach
from tests.bot.trainer_places.conftest import ZONE, Gym

ROOT = Path(__file__).parents[3]
SLACK = SlackSettings("xoxb-1", "5ecret", "", "https://slack.com/api/", "C012AB3CD", {"U1": "kim"})
CHATWOOT = ChatwootSettings("https://desk.gym.example", 1, 2, "api-t0ken", "b0t-token", "w3bhook-key-" * 3)
TODAY = date(2026, 3, 2)
HARDEST_GRADE = 8


def here(slack: SlackSettings = SLACK, chatwoot: ChatwootSettings = CHATWOOT) -> Settings:
    return replace(settings(), slack=slack, chatwoot=chatwoot)


def test_both_are_on_with_all_their_settings_and_off_without_any() -> None:
    assert [each(here()).why_off for each in PLACES] == ["", ""]
    off = [each(here(SlackSettings(), ChatwootSettings())).why_off for each in PLACES]
    assert off[0] == "It needs slack.trainers_channel and slack.trainers (docs/trainers_slack.md)."
    assert all(f"chatwoot.{each.name}" in off[1] for each in fields(ChatwootSettings) if each.name != "trainers")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"trainers_channel": "#trainers"}, "slack.trainers_channel is the id of a channel"),
        ({"trainers": {}}, "It needs slack.trainers"),
        ({"trainers": {"kim": "kim"}}, "members of Slack by their ids"),
        ({"bot_token": ""}, "It needs slack.bot_token"),
    ],
)
def test_slack_says_what_is_wrong(change: dict[str, object], says: str) -> None:
    assert says in TrainersSlack(here(replace(SLACK, **change))).why_off


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"bot_token": ""}, "It needs chatwoot.bot_token (docs"),
        ({"account": 0, "inbox": 0}, "chatwoot.account, chatwoot.inbox (docs"),
        ({"url": "http://desk.gym.example"}, "begins with https://"),
        ({"url": "http://127.0.0.1:3000"}, ""),
    ],
)
def test_chatwoot_says_what_is_wrong(change: dict[str, object], says: str) -> None:
    found = TrainersChatwoot(here(chatwoot=replace(CHATWOOT, **change))).why_off
    assert says in found
    assert bool(says) == bool(found)


def test_trainers_in_slack_are_heard_by_the_slack_channel(stores: Stores) -> None:
    office, desk = PostOffice(stores, FakeCoach().answer), TrainerDesk(stores)
    with pytest.raises(PlaceError, match="has to name it"):
        TrainersSlack(here()).open(PlaceSurroundings(office, stores, desk, Buttons(b"s" * 32), ZONE))


def test_a_secret_is_in_no_repr() -> None:
    shown = repr(here()) + repr(ChatwootApi(CHATWOOT)) + "".join(repr(each(here())) for each in PLACES)
    for each in (CHATWOOT.api_token, CHATWOOT.bot_token, CHATWOOT.webhook_secret, SLACK.bot_token):
        assert each not in shown


def test_the_guides_name_every_setting_and_nothing_that_is_none() -> None:
    slack, chatwoot = (
        (ROOT / f"docs/{each}.md").read_text(encoding="utf-8") for each in ("trainers_slack", "chatwoot")
    )
    assert all(f"{each}:" in slack for each in ("trainers_channel", "trainers"))
    assert all(f" {each.name}:" in chatwoot for each in fields(ChatwootSettings))
    document = (ROOT / "docs/settings.yml").read_text(encoding="utf-8")
    keys = {each.lower() for each in re.findall(r"SPOTTER_(?:SLACK|CHATWOOT)_([A-Z_]+)", slack + chatwoot)}
    assert len(keys) == 5
    assert all(f"#   {each}:" in document for each in keys)


@pytest.mark.parametrize("said", [
    "hand back: no overhead work", "Hand back - no overhead work", "@spotter hand back: no overhead work",
    "spotter, handing back: no overhead work", "HAND-BACK. no overhead work", "hand back, cleared: no overhead work",
])  # fmt: skip
def test_it_is_read_that_somebody_hands_back(said: str) -> None:
    found = hand_back_in(said)
    assert found is not None
    assert (found.words, found.is_cleared) == ("no overhead work", "cleared" in said)


@pytest.mark.parametrize("said", [
    "hand back squats are fun", "I hand back: x", "please hand back", "cleared: hand back", "hand", "backhand: x", "",
    "I will hand you back: bye",
])  # fmt: skip
def test_what_is_said_to_the_lifter_is_no_handing_back(said: str) -> None:
    assert hand_back_in(said) is None


def test_what_was_read_is_told_before_it_holds() -> None:
    found = hand_back_in("hand back, cleared: no overhead work for two weeks. Come on Tuesdays.")
    assert found is not None
    agreed = found.agreed(TODAY)
    assert [each.kind for each in agreed] == [AgreementKind.COMPLAINT, AgreementKind.NOTE, AgreementKind.NOTE]
    assert agreed[-1].value == CLEARED
    told = said_back(agreed, TODAY).splitlines()
    assert told[1] == "• I leave alone, and train around: shoulder (until Mon 16 Mar)"
    assert told[2] == "• A note, word for word: Come on Tuesdays."
    assert told[3] == "• The red flag was looked into. Spotter may coach again."
    nothing = hand_back_in("hand back")
    assert nothing is not None
    assert said_back(nothing.agreed(TODAY), TODAY) == "Nothing was agreed."


def test_text_for_chatwoot_is_no_markup_fills_in_nothing_and_calls_nobody() -> None:
    said = "{{ contact.email }} {% raw %} ![x](http://y.example/z) [@k](mention://user/1/k) <b>**5%**"
    told = plainly(said)
    assert not re.search(r"\{\{|\{%|(?<!\\)[\[\]()<>*!{}]", told)
    assert told.replace("\\", "") == said
    assert not re.search(r"\(mention://(user|team)/(\d+)/(.+?)\)", told), "so Chatwoot finds whom to call"


def test_whose_account_it_is_comes_from_the_settings_or_is_the_name_itself(gym: Gym) -> None:
    people = People(gym.stores, {"U1": "Kim", "U2": "nobody"})
    assert people.account("U1") == gym.stores.trainers.find(gym.kim)
    assert people.account("lee") == gym.stores.trainers.find(gym.lee)
    assert [people.account(each) for each in ("U2", "U3", "", "*")] == [None] * 4
    everybody = People(gym.stores, {"U1": "kim", "*": "lee"})
    assert [everybody.account(each).id for each in ("U1", "U3")] == [gym.kim, gym.lee]  # type: ignore[union-attr]
    gym.stores.trainers.keep(replace(gym.stores.trainers.find(gym.kim), is_active=False))
    assert people.account("U1") is None


def test_what_a_place_remembers_is_never_sent(stores: Stores, gym: Gym) -> None:
    ledger = Ledger("trainers_slack", stores, TrainerDesk(stores))
    id = gym.ask().id
    assert ledger.kept(id) == {}
    ledger.keep(id, "thread", thread="1.2")
    ledger.keep(id, "heard:1", heard=1)
    ledger.keep(id, "heard:2", heard=2)
    ledger.keep(id, "thread", thread="3.4")
    assert ledger.kept(id) == {"thread": "1.2", "heard": 2}
    assert stores.outbox.waiting("trainers_slack")[0] == 0


def test_the_words_are_short_and_plain() -> None:
    words = [text for section in yaml.safe_load(FILE.read_text(encoding="utf-8")).values() for text in section.values()]
    assert len(words) > 35
    for text in words:
        plain = re.sub(r"\{[a-z]+\}", "it", text)
        assert len(plain.split()) < 6 or textstat.flesch_kincaid_grade(plain) <= HARDEST_GRADE, text
        assert not re.search(r"\b(user|client|session)s?\b", text, re.IGNORECASE), text

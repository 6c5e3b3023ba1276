"""What is kept, in words: all that the store holds, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.kept import CONSENTS, channels, what_is_deleted, what_is_kept
from actions.profile import TellProfile
from actions.services import Services
from bot.store.handover_records import Agreement, AgreementKind
from bot.store.log_records import RED_FLAG, BodyMass, ConsentKind, Identity, ProfileEntry
from tests.actions.conftest import SUNDAY, Outcome
from tests.bot.store.conftest import DAY, handover, program, reminder, trainer, workout

Run = Callable[..., Outcome]


@pytest.fixture
def lifter(here: Services) -> str:
    return here.stores.lifters.lifter_of("web:1", SUNDAY).id


def test_of_somebody_new_nothing_is_told(here: Services, lifter: str) -> None:
    assert what_is_kept(here.stores, lifter) == ""


def test_every_kind_of_record_has_its_line(here: Services, lifter: str) -> None:
    stores = here.stores
    stores.log.keep_workouts(lifter, [workout(lifter), workout(lifter, day=DAY + timedelta(days=40))], "a", SUNDAY)
    stores.log.keep_body_masses(lifter, [BodyMass(lifter, DAY, 80, 80, "kg")], "b", SUNDAY)
    stores.programs.start(program(lifter, template="basic_beginner"))
    stores.reminders.keep(reminder(lifter))
    stores.consents.give(lifter, ConsentKind.TEXTS, "May I?", SUNDAY)
    assert what_is_kept(stores, lifter).splitlines() == [
        "- 2 workouts, 1 Mar to 10 Apr 2026",
        "- 1 body weight, the last of 1 Mar 2026",
        "- Program: Basic Beginner Routine, since 1 Mar 2026",
        "- Reminders: Monday, Wednesday and Friday at 18:00",
        "- Your yes to keeping messages that I did not get (since 15 Mar 2026)",
        "- Chats: Web",
    ]


def test_what_was_agreed_has_its_day_and_who_agreed(here: Services, lifter: str) -> None:
    stores, coach = here.stores, trainer(here.stores, "Robin")
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", SUNDAY)
    shoulder = Agreement("no overhead work", AgreementKind.COMPLAINT, "shoulder", DAY + timedelta(days=40))
    for agreed in ([shoulder], [Agreement("come on Tuesdays", AgreementKind.NOTE)], []):
        made = stores.handovers.ask(handover(lifter, asked_at=SUNDAY))
        stores.handovers.claim(made.id, coach, SUNDAY)
        stores.handovers.hand_back(made.id, coach, "", agreed, SUNDAY)
    told = what_is_kept(stores, lifter).splitlines()
    assert set(told[:2]) == {
        "- Agreed with Robin: no overhead work (until 10 Apr 2026)", "- Agreed with Robin: come on Tuesdays",
    }  # fmt: skip
    assert told[2] == "- That you asked for a trainer: 3 times, the last on 15 Mar 2026"
    assert "- Agreed with Robin: come on Tuesdays" in what_is_deleted(stores, lifter)


def test_what_ended_was_stopped_or_was_withdrawn_is_not_told(here: Services, lifter: str) -> None:
    here.stores.programs.start(program(lifter, ended=DAY))
    here.stores.reminders.keep(reminder(lifter, is_active=False))
    here.stores.consents.give(lifter, ConsentKind.TEXTS, "May I?", SUNDAY)
    here.stores.consents.withdraw(lifter, ConsentKind.TEXTS, SUNDAY)
    assert what_is_kept(here.stores, lifter) == ""


def test_that_the_coaching_is_paused_is_told_even_if_nothing_else_is_kept(
    run: Run, make_tracker: Callable, here: Services
) -> None:
    lifter = here.stores.lifters.lifter_of("lifter", SUNDAY).id
    here.stores.profiles.keep_facts(lifter, [ProfileEntry(lifter, RED_FLAG, "{}", SUNDAY)])
    outcome = run(TellProfile(), make_tracker("ask_profile"))
    assert outcome.responses == ["utter_kept"]
    assert outcome.values("utter_kept")["kept"].startswith("- That your coaching is paused, for your health\n- Chats: ")
    here.stores.profiles.keep_facts(lifter, [ProfileEntry(lifter, RED_FLAG, None, SUNDAY)])
    assert run(TellProfile(), make_tracker("ask_profile")).responses == ["utter_profile_empty"]


def test_joined_chats_are_told_even_if_nothing_else_is_kept(here: Services, lifter: str) -> None:
    code = here.stores.lifters.make_join_code(lifter, SUNDAY).code
    here.stores.lifters.redeem_join_code(code, "telegram:5", SUNDAY)
    assert what_is_kept(here.stores, lifter) == "- Chats: Telegram and Web"


def test_each_channel_is_named_once_and_no_id_is_shown() -> None:
    chats = [Identity(each, "a" * 32, SUNDAY) for each in ("web:1", "web:2", "slack:U7", "c1")]
    assert channels(chats) == "Slack, Web and another chat"


def test_every_kind_of_consent_has_its_words() -> None:
    assert set(CONSENTS) == set(ConsentKind)


def test_the_profile_is_told_with_what_else_is_kept(run: Run, make_tracker: Callable, here: Services) -> None:
    assert run(TellProfile(), make_tracker("ask_profile")).responses == ["utter_profile_empty"]
    assert run(TellProfile(), make_tracker("ask_profile", sex="male")).responses == ["utter_profile"]
    lifter = here.stores.lifters.lifter_of("lifter", SUNDAY).id
    here.stores.log.keep_workouts(lifter, [replace(workout(lifter))], "a", SUNDAY)
    assert run(TellProfile(), make_tracker("ask_profile")).responses == ["utter_kept"]
    here.stores.consents.give(lifter, ConsentKind.TEXTS, "May I?", SUNDAY)
    outcome = run(TellProfile(), make_tracker("ask_profile", sex="male"))
    assert outcome.responses == ["utter_profile", "utter_kept_with_texts"]
    assert "1 workout, 1 Mar 2026" in outcome.values("utter_kept_with_texts")["kept"]


def test_what_goes_with_everything_names_what_is_only_told_too(here: Services, lifter: str) -> None:
    assert what_is_deleted(here.stores, lifter) == "- Our messages, of the last 30 days\n- Chats: Web"
    told = [ProfileEntry(lifter, "days_per_week", 3, SUNDAY), ProfileEntry(lifter, "red_flag", "{}", SUNDAY)]
    here.stores.profiles.keep_facts(lifter, told)
    assert what_is_deleted(here.stores, lifter).splitlines() == [
        "- What you told me about yourself",
        "- That your coaching is paused, for your health",
        "- Our messages, of the last 30 days",
        "- Chats: Web",
    ]

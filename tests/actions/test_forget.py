"""Single facts of a profile are forgotten when the lifter says so."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.forget import NAMES, ForgetFacts
from actions.services import Services
from bot.nlu.canonical import read_lexicon
from bot.store.log_records import BodyMass, ProfileEntry
from tests.actions.conftest import SUNDAY, Outcome
from tests.bot.store.conftest import DAY

Run = Callable[..., Outcome]


@pytest.fixture
def lifter(here: Services) -> str:
    made = here.stores.lifters.lifter_of("lifter", SUNDAY).id
    facts: dict[str, Any] = {"body_mass": "80 kg", "age_years": 30, "complaints": ("knee", "shoulder")}
    here.stores.profiles.keep_facts(made, [ProfileEntry(made, key, value, SUNDAY) for key, value in facts.items()])
    here.stores.log.keep_body_masses(made, [BodyMass(made, DAY, 80, 80, "kg")], "m", SUNDAY)
    return made


def test_a_named_fact_goes_from_the_chat_and_the_store_and_the_others_stay(
    run: Run, make_tracker: Callable, here: Services, lifter: str
) -> None:
    outcome = run(ForgetFacts(), make_tracker("request_forget", "forget my age", age_years=30, sex="male"))
    assert outcome.values("utter_forgotten")["facts"] == "your age"
    assert outcome.slots == {"age_years": None}
    assert set(here.stores.profiles.profile(lifter)) == {"body_mass", "complaints"}
    assert here.stores.profiles.history(lifter, "age_years") == ()
    assert here.stores.log.body_masses(lifter)


def test_with_the_body_weight_goes_what_the_log_has_of_it(
    run: Run, make_tracker: Callable, here: Services, lifter: str
) -> None:
    outcome = run(ForgetFacts(), make_tracker("request_forget", "Forget my body weight and my age"))
    assert outcome.values("utter_forgotten")["facts"] == "your weight and your age"
    assert here.stores.log.body_masses(lifter) == ()
    assert set(here.stores.profiles.profile(lifter)) == {"complaints"}


def test_of_what_hurts_only_the_part_that_is_named_is_forgotten(
    run: Run, make_tracker: Callable, here: Services, lifter: str
) -> None:
    tracker = make_tracker("request_forget", "forget the knee thing", complaints=["knee", "shoulder"])
    outcome = run(ForgetFacts(), tracker)
    assert outcome.values("utter_forgotten")["facts"] == "your knee"
    assert outcome.slots == {"complaints": ["shoulder"]}
    assert here.stores.profiles.history(lifter, "complaints") == ()
    assert run(ForgetFacts(), make_tracker("x", "forget my knee", complaints=["knee"])).slots == {"complaints": None}
    tracker = make_tracker("request_forget", "forget my knee injury", complaints=["knee", "shoulder"])
    assert run(ForgetFacts(), tracker).slots == {"complaints": None}


def test_without_a_name_it_is_asked_what(run: Run, make_tracker: Callable, here: Services, lifter: str) -> None:
    outcome = run(ForgetFacts(), make_tracker("request_forget", "forget something"))
    assert outcome.responses == ["utter_forget_what"]
    assert outcome.events == []
    assert len(here.stores.profiles.profile(lifter)) == 3


def test_every_field_that_can_be_named_has_words() -> None:
    assert set(NAMES) == set(read_lexicon("profile_field"))

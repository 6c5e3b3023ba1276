"""What is said to a red flag: something for every hazard, plain, short, without numbers, with a human at hand."""

from pathlib import Path

import pytest
import textstat
import yaml

from bot.coaching.red_flag_book import book
from bot.coaching.red_flags import all_hazards

TOPICS = Path(__file__).parents[3] / "data" / "topics"
RESPONSES = yaml.safe_load((TOPICS / "red_flags.yml").read_text(encoding="utf-8"))["responses"]
HAZARDS = set(all_hazards())
TRAINER = {"utter_red_flag_trainer_emergency", "utter_red_flag_trainer_medical"}
STANDING = TRAINER | {
    f"utter_red_flag_{name}"
    for name in (
        "still_stopped_emergency",
        "still_stopped_medical",
        "reminders_emergency",
        "reminders_medical",
        "cleared",
    )
}
WITH_EMERGENCIES = {rule.hazard for rule in book().rules if rule.severity == "emergency"}
MEDICAL_ONLY = {rule.hazard for rule in book().rules if rule.severity == "medical"} - WITH_EMERGENCIES


def text(name: str) -> str:
    (variant,) = RESPONSES[name]
    return variant["text"]


def payloads(name: str) -> list[str]:
    return [button["payload"] for button in RESPONSES[name][0].get("buttons", ())]


def test_every_hazard_has_a_response_and_no_response_lacks_a_hazard() -> None:
    assert set(RESPONSES) == {f"utter_red_flag_{hazard}" for hazard in HAZARDS} | STANDING


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_is_short_plain_and_without_numbers(name: str) -> None:
    assert len(text(name).split()) <= 80
    assert textstat.flesch_kincaid_grade(text(name)) <= 8
    assert not any(char.isdigit() or char in "{}[]\n" for char in text(name))


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_offers_a_human(name: str) -> None:
    assert "ask for a trainer" in text(name) if name in TRAINER else "/request_trainer" in payloads(name)
    assert len(payloads(name)) <= 4


@pytest.mark.parametrize("hazard", sorted(WITH_EMERGENCIES))
def test_where_life_may_be_at_stake_the_emergency_number_is_named(hazard: str) -> None:
    assert "your local emergency number" in text(f"utter_red_flag_{hazard}")


@pytest.mark.parametrize("hazard", sorted(MEDICAL_ONLY))
def test_what_a_professional_can_clear_says_so_with_a_button(hazard: str) -> None:
    assert "/report_clearance" in payloads(f"utter_red_flag_{hazard}")


@pytest.mark.parametrize(
    "words", ["sets", "reps", "kg", "mg", "deficit", "probably", "nothing serious", "do not worry"]
)
def test_no_response_coaches_doses_or_diagnoses(words: str) -> None:
    assert not [name for name in RESPONSES if f" {words} " in f" {text(name).lower()} "]

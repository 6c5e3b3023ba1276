"""What `rasa data validate` does not see: actions without a class, undeclared entities, double responses."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from actions.advice import DIALOGUES, topic_of
from actions.topics import PROGRAM_TOPICS, RULES
from bot.coaching.red_flags import all_hazards
from bot.evaluation_topics import NO_ADVICE, TOPICS_OF
from bot.nlu.hazard_intents import is_hazard

ROOT = Path(__file__).parent.parent
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
FILES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data").rglob("*.yml"))}
INTENTS = [next(iter(intent)) if isinstance(intent, dict) else intent for intent in DOMAIN["intents"]]
RESPONSES = [
    (stem, name, variants) for stem, file in FILES.items() for name, variants in file.get("responses", {}).items()
]
NAMES = {name for _, name, _ in RESPONSES}
GIVEN_WITHOUT_EXAMPLES = {
    "nlu_fallback", "report_red_flag", "request_keep_texts", "request_keep_no_texts", "request_keep_health",
    "request_keep_no_health", "answer_log", "request_erase_everything", "request_keep_everything",
    "rate_handover",
}  # fmt: skip
PAYLOAD = re.compile(r"^/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?$")


def buttons() -> list[tuple[str, dict[str, str]]]:
    return [
        (name, button)
        for _, name, variants in RESPONSES
        for variant in variants
        for button in variant.get("buttons", ())
    ]


def examples() -> list[tuple[str, str]]:
    """Every training example with its intent."""
    return [
        (line.removeprefix("- ").strip(), entry["intent"])
        for file in FILES.values()
        for entry in file.get("nlu", ())
        if "intent" in entry
        for line in entry["examples"].splitlines()
        if line.strip()
    ]


def test_every_action_of_the_domain_has_a_class_and_the_other_way_round() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(DOMAIN["actions"])


def test_every_topic_has_its_four_files_its_intent_and_its_action() -> None:
    assert len(RULES) >= 45
    intents = {topic_of(intent) for intent in INTENTS}
    for topic in RULES:
        package = "programs" if topic in PROGRAM_TOPICS else "coaching"
        for path in (
            f"bot/coaching/guidelines/{topic}.yml",
            f"bot/{package}/{topic}.py",
            f"tests/bot/coaching/cases/{topic}.yml",
            f"data/topics/{topic}.yml",
        ):
            assert (ROOT / path).is_file(), f"{topic}: {path} is missing"
        assert topic in intents, f"{topic}: no intent in domain.yml"
        assert f"action_advise_{topic}" in DOMAIN["actions"]


def test_every_rule_of_the_package_is_in_the_table_of_topics() -> None:
    stems = {
        path.stem
        for package in ("coaching", "programs")
        for path in (ROOT / "bot" / package).glob("*.py")
        if re.search(r"^def advise\(", path.read_text(), re.M)
    }
    assert stems == set(RULES)


def test_every_intent_is_declared_once_and_has_examples() -> None:
    assert len(INTENTS) == len(set(INTENTS))
    trained = Counter(intent for _, intent in examples())
    assert set(trained) == set(INTENTS) - GIVEN_WITHOUT_EXAMPLES
    few = {intent: count for intent, count in trained.items() if count < 8}
    assert not few


def test_no_example_stands_twice() -> None:
    counts = Counter(text.casefold() for text, _ in examples())
    assert len(counts) > 1500
    assert not [text for text, count in counts.items() if count > 1]


def test_no_response_is_defined_twice() -> None:
    counts = Counter(name for _, name, _ in RESPONSES)
    assert not [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize(("name", "button"), buttons())
def test_a_button_asks_an_intent_of_the_domain_with_declared_entities(name: str, button: dict[str, str]) -> None:
    match = PAYLOAD.match(button["payload"].replace("{{", "{").replace("}}", "}"))
    assert match, f"{name}: {button}"
    assert match["intent"] in INTENTS
    entities = yaml.safe_load(match["entities"] or "{}")
    assert set(entities) <= set(DOMAIN["entities"])


def test_every_slot_is_filled_from_a_declared_entity() -> None:
    mappings = [mapping for slot in DOMAIN["slots"].values() for mapping in slot["mappings"]]
    wanted = {mapping["entity"] for mapping in mappings if mapping["type"] == "from_entity"}
    assert wanted
    assert wanted <= set(DOMAIN["entities"])


def test_every_slot_of_a_form_is_asked_for() -> None:
    slots = [slot for form in DOMAIN["forms"].values() for slot in form["required_slots"]]
    assert {f"utter_ask_{slot}" for slot in slots} <= NAMES


def test_every_hazard_and_every_problem_has_its_words() -> None:
    hazards = all_hazards()
    assert len(hazards) >= 12
    assert {f"utter_red_flag_{hazard}" for hazard in hazards} <= NAMES
    problems = ("empty", "too_long", "no_words", "other_script", "unknown_button")
    assert {f"utter_gate_{problem}" for problem in problems} <= NAMES


def uttered_by_code() -> set[str]:
    """Names of responses that are written out in Python. ("utter_action" is Rasa's word for such a name.)"""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("actions", "bot/dialogue")
        for path in (ROOT / folder).glob("*.py")
    )
    return {name for name in re.findall(r"\"(utter_[a-z_]+)\"", code) if not name.endswith("_")} - {
        "utter_advise",
        "utter_action",
    }


def test_every_response_that_code_or_a_rule_utters_exists() -> None:
    rules: list[dict[str, Any]] = [rule for file in FILES.values() for rule in file.get("rules", ())]
    ruled = {step["action"] for rule in rules for step in rule["steps"] if step.get("action", "").startswith("utter_")}
    assert ruled
    assert uttered_by_code()
    assert (ruled | uttered_by_code()) <= NAMES


def test_every_intent_has_a_place_in_the_evaluation() -> None:
    known = set(TOPICS_OF) | set(NO_ADVICE)
    stems = {topic_of(intent) for intent in INTENTS if not is_hazard(intent)} - {
        "report_red_flag",
        "request_profile_form",
        "request_goal_choice",
    }
    assert stems - known <= {"common_mistakes", "time_to_results"}
    assert set(DIALOGUES) <= set(RULES)

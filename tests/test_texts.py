"""Every text that a lifter can get: short, plain, its numbers from guidelines, its variables supplied."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textstat
import yaml

from actions.topics import PROGRAM_TOPICS, RULES
from bot.wording import marks, show
from tests.bot.coaching.test_cases import CASES, read_question
from tests.log_advice import log_advices
from tests.test_domain import NAMES, RESPONSES

MOST_WORDS = 80
MOST_WORDS_OF_A_PLAN = 130
PLANS = {*PROGRAM_TOPICS, "log"} - {"program_review"}
"""Topics whose answers hold a list that one asked to see: a workout, a week, the log, the rules of a program."""
MOST_BUTTONS = 4
HARDEST_GRADE = 8
VARIABLE = re.compile(r"(?<!\{)\{([a-z0-9_]+)\}(?!\})")
NAMES_WITH_DIGITS = re.compile(r"\b1RM\b|\bx\b")
TEXTS = [(name, variant["text"], variant) for _, name, variants in RESPONSES for variant in variants]
ADVICE = [(param.values[0], param.values[1]) for param in CASES]
SUPPLIED_BY_ACTIONS = {
    "utter_why": {"title", "reasons"}, "utter_sources": {"title", "table"}, "utter_form_out_of_range": {"low", "high"},
    "utter_why_exercise_trains": {"exercise", "muscles"}, "utter_why_exercise_needs": {"equipment"},
    "utter_why_exercise_spares": {"complaints"}, "utter_form_chosen": {"choice"},
    "utter_offer_swap": {"exercise"}, "utter_recovered": {"parts"},
    "utter_progress_strength": {"told"}, "utter_progress_best_sets": {"told"}, "utter_progress_muscles": {"told"},
    "utter_progress_tonnage": {"told"}, "utter_progress_body_weight": {"told"}, "utter_progress_calendar": {"told"},
    "utter_progress_nothing": {"told"}, "utter_progress_no_lift": {"lift"}, "utter_weekly_review": {"told"},
    "utter_weekly_review_alone": {"told"}, "utter_weekly_highlights": {"told"},
    "utter_program_files": {"pdf", "calendar"}, "utter_form_stopped": {"facts"},
    "utter_program_started": {"program"}, "utter_program_started_in_place": {"program", "before"},
    "utter_reminder": {"time"}, "utter_reminder_workout": {"time", "workout"},
    "utter_reminder_set": {"reminder", "first"}, "utter_reminder_changed": {"reminder", "first"},
    "utter_reminder_already": {"reminder"}, "utter_ask_reminder_change": {"reminder"},
    "utter_reminders_enough": {"most", "reminders"}, "utter_reminders": {"reminders"},
    "utter_reminders_left": {"reminders"}, "utter_reminder_not_found": {"reminders"},
    "utter_ask_reminder_once": {"days"}, "utter_ask_reminder_half": {"early", "late"},
    "utter_program_started_before": {"program"}, "utter_facts_noted": {"facts"}, "utter_profile": {"facts"},
    "utter_logged": {"day", "sets"}, "utter_logged_in_kg": {"day", "sets"}, "utter_logged_days": {"days"},
    "utter_logged_mass": {"masses"}, "utter_log_left_out": {"sets"}, "utter_log_undone_many": {"count"},
    "utter_log_undone_mass": {"masses"}, "utter_log_day_to_come": {"day"},
    **{f"utter_log_{name}": {"day", "sets"} for name in ("changed", "deleted", "undone", "restored")},
    **{name: {"said", "sets", "exercise", "day", "title"} for name in NAMES if name.startswith("utter_ask_log_")},
    **{name: {"told"} for name in NAMES if name.startswith("utter_trial_")}, "utter_gym_told": {"told"},
    "utter_trainer_contact": {"contact"}, "utter_trainer_contact_while_stopped": {"contact"},
    "utter_trainer_prompt": {"why"}, "utter_trainer_choice": {"trainers"}, "utter_trainer_has_it": {"trainer"},
    **{f"utter_trainer_{name}": {"told"} for name in ("offer", "asked", "alerted", "status", "was_here")},
    "utter_trainer_is_here": {"trainer"}, "utter_trainer_late": {"contact"},
    "utter_trainer_late_urgent": {"contact"},
    "utter_handover_ended": {"trainer", "agreed"},
    "utter_kept": {"kept"}, "utter_kept_with_texts": {"kept"}, "utter_ask_erase": {"kept"}, "utter_export": {"place"},
    "utter_forgotten": {"facts"}, "utter_join_code": {"code", "until"}, "utter_joined": {"chats"},
}  # fmt: skip


def answers() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Case id, response name and the values it is filled with, for every advice and caveat of every case."""
    for topic, case in ADVICE:
        advice = RULES[topic](read_question(case["question"]))
        values = {key: show(value) for key, value in advice.values.items()} | {"marks": marks(advice.sources)}
        name = "_".join(filter(None, ("utter_advise", topic, advice.variant)))
        yield f"{topic}: {case['name']}", name, values
        for caveat in advice.caveats:
            yield f"{topic}: {case['name']}", f"utter_caveat_{caveat}", values


def answers_by_log() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The same for the answers that come from a log."""
    for case, advice in log_advices():
        values = {key: show(value) for key, value in advice.values.items()} | {"marks": marks(advice.sources)}
        values |= {f"{key}_id": value for key, value in advice.values.items() if isinstance(value, str)}
        yield case, "_".join(filter(None, ("utter_advise", advice.topic, advice.variant))), values
        for caveat in advice.caveats:
            yield case, f"utter_caveat_{caveat}", values


ANSWERS = [*answers(), *answers_by_log()]
WORDS = {name: [text for each, text, _ in TEXTS if each == name] for name in NAMES}


def prose(text: str) -> str:
    """A text without its marks and list dashes, as it is read aloud."""
    text = re.sub(r"\s*\[[^\]]*\]$", "", text.strip())
    return re.sub(r"(?m)^- (.*[^.!?:])$", r"\1.", text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, _ in TEXTS])
def test_a_text_holds_no_figure_of_its_own(name: str, text: str) -> None:
    assert not re.search(r"\d", NAMES_WITH_DIGITS.sub("", VARIABLE.sub("", text))), f"{name}: {text}"


@pytest.mark.parametrize(("name", "variant"), [(name, variant) for name, _, variant in TEXTS])
def test_a_text_has_no_blank_line_and_few_buttons(name: str, variant: dict[str, Any]) -> None:
    assert "\n\n" not in variant["text"].strip(), name
    assert len(variant.get("buttons", ())) <= MOST_BUTTONS, name


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, _ in TEXTS if "{" not in text])
def test_a_fixed_text_is_short_and_plain(name: str, text: str) -> None:
    assert len(prose(text).split()) <= MOST_WORDS, name
    assert textstat.flesch_kincaid_grade(prose(text)) <= HARDEST_GRADE, f"{name}: {text}"


@pytest.mark.parametrize(("case", "name", "values"), ANSWERS, ids=[case for case, _, _ in ANSWERS])
def test_an_answer_is_supplied_short_and_plain(case: str, name: str, values: dict[str, Any]) -> None:
    assert name in NAMES, f"{case}: no response {name}"
    for text in WORDS[name]:
        missing = set(VARIABLE.findall(text)) - set(values)
        assert not missing, f"{name} wants {missing}"
        filled = prose(VARIABLE.sub(lambda match: str(values[match[1]]), text))
        most = MOST_WORDS_OF_A_PLAN if case.split(":")[0] in PLANS else MOST_WORDS
        assert len(filled.split()) <= most, f"{len(filled.split())} words: {filled}"
        assert textstat.flesch_kincaid_grade(filled) <= HARDEST_GRADE, filled


def test_every_variant_and_caveat_is_reached_by_a_case() -> None:
    reached = {name for _, name, _ in ANSWERS}
    written = {name for name in NAMES if name.startswith(("utter_advise_", "utter_caveat_"))}
    assert len(written) > 80
    assert written <= reached, sorted(written - reached)


def test_every_other_text_gets_its_variables_from_an_action() -> None:
    for name, text, _ in TEXTS:
        if not name.startswith(("utter_advise_", "utter_caveat_")):
            assert set(VARIABLE.findall(text)) <= SUPPLIED_BY_ACTIONS.get(name, set()), name


def test_every_topic_has_a_case_with_words() -> None:
    assert {topic for topic, _ in ADVICE} == set(RULES)


def test_yaml_of_topics_comes_in_the_order_nlu_responses_rules() -> None:
    wanted = ["version", "nlu", "responses", "rules"]
    for path in sorted(Path("data/topics").glob("*.yml")):
        keys = list(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert keys == [key for key in wanted if key in keys], path.name

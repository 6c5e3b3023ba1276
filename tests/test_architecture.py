"""Who may import whom (the table below), and no numerals in the formulas."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STANDARD = frozenset(sys.stdlib_module_names)
LOG_READERS = (
    "bot.nlu.logged_sets", "bot.nlu.said_workout", "bot.nlu.log_corrections", "bot.nlu.log_answers",
    "bot.nlu.body_mass_told", "bot.nlu.fragments",
)  # fmt: skip
"""What reads a told workout: plain functions of a text, without Rasa."""
ALLOWED = {
    "bot/coaching": {"yaml", "jsonschema", "bot.coaching"},
    "bot/nlu": {
        "rasa", "spacy", "onnxruntime", "tokenizers", "numpy", "scipy", "sklearn", "rapidfuzz", "yaml", "bot.nlu",
        "bot.coaching.exercise", "bot.coaching.terms", "bot.coaching.units", "bot.coaching.definition_aliases",
        "bot.coaching.exercise_alias",
    },
    "bot/dialogue": {
        "rasa", "rasa_sdk", "bot.dialogue", "bot.coaching.red_flags", "bot.settings", "bot.store.interface",
        "bot.store.memory", "bot.store.records", "bot.store.log_records", "bot.store.errors",
        "bot.store.conversation_records", "bot.store.join_code", "bot.store.handover_records", "bot.nlu.reminder_times",
        "bot.nlu.trial_times", "bot.handover", *LOG_READERS,
    },
    "bot/reminders": {
        "bot.reminders", "bot.nlu.reminder_times", "bot.wording", "bot.store.interface", "bot.store.log_records",
        "bot.store.errors", "bot.logbook", "bot.programs", "bot.coaching",
    },
    "bot/store": {"sqlalchemy", "alembic", "bot.store"},
    "bot/programs": {"yaml", "bot.coaching", "bot.wording", "bot.programs"},
    "bot/documents": {
        "yaml", "reportlab", "icalendar", "bot.coaching", "bot.wording", "bot.words_file", "bot.programs",
        "bot.documents",
    },
    "bot/progress": {
        "yaml", "matplotlib", "numpy", "PIL", "bot.coaching", "bot.store.log_records", "bot.store.interface",
        "bot.wording", "bot.words_file", "bot.progress",
    },
    "bot/transfer": {"rapidfuzz", "bot.coaching", "bot.store.log_records", "bot.store.alike", "bot.transfer"},
    "bot/rights": {
        "yaml", "bot.coaching", "bot.progress", "bot.rights", "bot.store.errors", "bot.store.interface",
        "bot.store.log_records", "bot.store.records", "bot.transfer",
    },
    "bot/handover": {
        "yaml", "icalendar", "bot.coaching", "bot.wording", "bot.words_file", "bot.handover", "bot.store.log_records",
        "bot.store.handover_records", "bot.store.trial_records", "bot.store.interface", "bot.nlu.trial_times",
    },
    "bot/console": {
        "starlette", "anyio", "jinja2", "uvicorn", "argon2", "yaml", "bot.console", "bot.channels.errors",
        "bot.channels.identity", "bot.channels.rate_limit", "bot.channels.secret", "bot.coaching.errors",
        "bot.coaching.guideline", "bot.coaching.terms", "bot.downloads", "bot.handover", "bot.review_groups",
        "bot.review_text", "bot.topic_search", "bot.trainer_desk", "bot.trial_desk", "bot.wording", "bot.words_file",
        "bot.store.errors", "bot.store.field_checks", "bot.store.handover_records", "bot.store.interface",
        "bot.store.log_records", "bot.store.postbox_records", "bot.store.records", "bot.store.trial_records",
        "bot.switchboard.late",
    },
    "bot/logbook": {
        "bot.coaching", "bot.programs", "bot.wording", "bot.logbook", "bot.nlu.log_questions", "bot.nlu.log_limits",
        "bot.handover.holding", "bot.store.interface", "bot.store.log_records", "bot.store.errors", *LOG_READERS,
    },
    "bot/channels": {
        "rasa.core.channels", "rasa.shared.exceptions", "sanic", "slack_sdk", "aiohttp", "httpx", "prometheus_client",
        "bot.channels", "bot.settings", "bot.store.interface", "bot.store.postbox_records", "bot.store.records",
        "bot.store.errors", "bot.store.handover_records",
    },
    "bot/trainer_places": {
        "sanic", "httpx", "bot.trainer_places", "bot.trainer_desk", "bot.channels", "bot.handover.agreed",
        "bot.handover.brief_text", "bot.settings", "bot.words_file", "bot.store.interface", "bot.store.errors",
        "bot.store.handover_records",
    },
    "bot/switchboard": {
        "bot.switchboard", "bot.channels", "bot.handover", "bot.trainer_desk", "bot.wording", "bot.store.interface",
        "bot.store.handover_records", "bot.store.log_records", "bot.store.postbox_records",
    },
    "actions": {
        "rasa_sdk", "actions", "bot.coaching", "bot.wording", "bot.programs", "bot.documents", "bot.logbook",
        "bot.progress", "bot.transfer", "bot.rights", "bot.store.interface", "bot.store.log_records",
        "bot.store.errors", "bot.store.join_code", "bot.nlu.reminder_times", "bot.nlu.log_questions",
        "bot.nlu.profile_fields", "bot.reminders", "bot.handover", "bot.store.handover_records",
        "bot.store.trial_records", "bot.nlu.trial_times", "bot.nlu.gym_questions", *LOG_READERS,
    },
}  # fmt: skip
ALLOWED_IN = {
    "bot/wording.py": {"bot.coaching"},
    "actions/services.py": {"bot.settings", "bot.store.sql", "bot.downloads", "bot.gym"},
}
"""Single modules, and what they may import besides what their package may."""
DATABASE = ("bot/store/sql/", "bot/store/migrations/", "bot/store/tables.py")
"""All of bot/store that knows a database; what others import of it does not."""
FORMULAS = ("bot/coaching", "bot/programs")
NUMERALS_ALLOWED_IN = {"units.py"}


def modules_of(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def is_allowed(module: str, allowed: set[str]) -> bool:
    return module.split(".")[0] in STANDARD or any(module == each or module.startswith(f"{each}.") for each in allowed)


def not_allowed(path: Path, allowed: set[str]) -> list[str]:
    name = path.relative_to(ROOT).as_posix()
    allowed = allowed | ALLOWED_IN.get(name, set())
    return [f"{name} imports {module}" for module in imports_of(path) if not is_allowed(module, allowed)]


@pytest.mark.parametrize("folder", ALLOWED)
def test_a_package_imports_only_what_it_may(folder: str) -> None:
    paths = modules_of(folder)
    assert len(paths) > 5
    assert not [wrong for path in paths for wrong in not_allowed(path, ALLOWED[folder])]


def test_the_words_of_values_know_coaching_only() -> None:
    assert not not_allowed(ROOT / "bot/wording.py", set())
    assert not not_allowed(ROOT / "bot/words_file.py", {"yaml", "bot.coaching.errors"})


def test_what_others_import_of_the_store_knows_no_database() -> None:
    paths = [path for path in modules_of("bot/store") if not path.relative_to(ROOT).as_posix().startswith(DATABASE)]
    assert {"interface.py", "log_records.py", "records.py", "errors.py"} <= {path.name for path in paths}
    known = {f"bot.store.{path.stem}" for path in paths} | {"bot.store.memory"}
    assert not [wrong for path in paths for wrong in not_allowed(path, known)]


def test_migrations_know_alembic_and_nothing_of_the_store_which_goes_on_changing() -> None:
    migrations = modules_of("bot/store/migrations")
    assert not [wrong for path in migrations for wrong in not_allowed(path, {"alembic", "sqlalchemy"})]
    others = [path for path in modules_of("bot/store") if path not in migrations]
    assert not [wrong for path in others for wrong in not_allowed(path, {"sqlalchemy", "bot.store"})]


def test_the_import_check_sees_an_import_that_is_not_allowed() -> None:
    assert not_allowed(ROOT / "bot/documents/pdf.py", {"bot"})
    assert not not_allowed(ROOT / "bot/documents/pdf.py", {"bot", "reportlab"})


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "actions")
        for path in modules_of(folder)
        if {"environ", "getenv"}
        & {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    }
    assert readers == {"bot/settings.py"}


def numerals_of(path: Path) -> list[str]:
    """Numbers other than 0 and 1 in a module, with their lines."""
    return [
        f"{path.name}:{node.lineno}: {node.value}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value not in (0, 1)
    ]


@pytest.mark.parametrize("folder", FORMULAS)
def test_formulas_hold_no_numerals_but_0_and_1_and_unit_conversions(folder: str) -> None:
    paths = [path for path in modules_of(folder) if path.name not in NUMERALS_ALLOWED_IN]
    assert len(paths) > 5
    assert not [numeral for path in paths for numeral in numerals_of(path)]


def test_the_numeral_check_sees_a_numeral(tmp_path: Path) -> None:
    (tmp_path / "formula.py").write_text("def load(one_rep_max: float) -> float:\n    return one_rep_max * 0.8\n")
    assert numerals_of(tmp_path / "formula.py") == ["formula.py:2: 0.8"]

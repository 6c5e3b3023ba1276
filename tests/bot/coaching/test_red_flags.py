"""Red flags: what is caught, what is not, and that no pattern is there for nothing."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import red_flag_book
from bot.coaching.errors import KnowledgeError
from bot.coaching.phrase import Message, Phrase, find, index_of
from bot.coaching.red_flag_book import SEVERITIES, Rule, book
from bot.coaching.red_flags import all_hazards, check, is_clearance, read, without_look_alikes

HERE = Path(__file__).parent


def load(name: str) -> dict:
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


FLAGS, SAFE, CLEARANCE = load("red_flag_messages"), load("safe_messages"), load("clearance_messages")
CLASSES = [(hazard, severity) for hazard, severities in FLAGS.items() for severity in severities]
EMERGENCIES = [message for severities in FLAGS.values() for message in severities.get("emergency", ())]
ORDINARY = [message for messages in SAFE.values() for message in messages]
ROOT = HERE.parents[2]


@pytest.mark.parametrize(("hazard", "severity"), CLASSES)
def test_every_message_of_a_class_is_caught_as_what_it_is(hazard: str, severity: str) -> None:
    raised = {message: check(message) for message in FLAGS[hazard][severity]}
    wrong = {m: flag for m, flag in raised.items() if not flag or (flag.hazard, flag.severity) != (hazard, severity)}
    assert not wrong


@pytest.mark.parametrize("kind", SAFE)
def test_ordinary_messages_are_not_stopped(kind: str) -> None:
    assert not {message: flag for message in SAFE[kind] if (flag := check(message))}


@pytest.mark.parametrize("message", CLEARANCE["clear"])
def test_a_stated_clearance_is_understood_and_raises_nothing_itself(message: str) -> None:
    assert is_clearance(message)
    assert check(message) is None


@pytest.mark.parametrize("message", CLEARANCE["not_clear"])
def test_what_is_no_clear_statement_clears_nothing(message: str) -> None:
    assert not is_clearance(message)


def test_a_clearance_never_covers_an_emergency() -> None:
    covered = [m for m in EMERGENCIES if check(f"my doctor cleared me to train but {m}").severity != "emergency"]
    assert not covered


def test_the_sets_are_large_enough_to_mean_something() -> None:
    assert set(FLAGS) == set(all_hazards())
    assert min(sum(map(len, severities.values())) for severities in FLAGS.values()) >= 20
    assert sum(len(messages) for severities in FLAGS.values() for messages in severities.values()) >= 600
    assert len(set(ORDINARY)) >= 1000


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}. how many sets should i do for size?",
        "hi, i train three days a week and my bench is stuck, {}",
        "whats a good leg day? {} thanks",
        "for my client {}",
    ],
)
def test_an_emergency_inside_a_training_question_is_still_one(wrapped: str) -> None:
    missed = [m for m in EMERGENCIES if (flag := check(wrapped.format(m))) is None or flag.severity != "emergency"]
    assert not missed


@pytest.mark.parametrize("spoken", [str.upper, str.title, lambda m: f"  {m}  ", lambda m: m.replace(" ", "   ")])
def test_case_and_spacing_do_not_hide_an_emergency(spoken) -> None:
    assert not [m for m in EMERGENCIES if (flag := check(spoken(m))) is None or flag.severity != "emergency"]


def test_voice_to_text_without_punctuation_does_not_hide_an_emergency() -> None:
    dictated = [message.translate(str.maketrans("", "", ".,!?;:'")) for message in EMERGENCIES]
    assert not [m for m in dictated if (flag := check(m)) is None or flag.severity != "emergency"]


@pytest.mark.parametrize(
    ("message", "severity"),
    [
        ("no chest pain or dizziness, just unfit", None),
        ("no pain, chest feels tight", "emergency"),
        ("never had chest pain like this before", "emergency"),
        ("never had chest pain until today", "emergency"),
        ("not sure if its chest pain", "emergency"),
        ("it was chest pain but its gone now", "emergency"),
        ("used to have chest pain", "emergency"),
        ("its not that bad my chest hurts", "emergency"),
        ("not great, chest pain", "emergency"),
        ("no, my knee still hurts", "caution"),
        ("i dont know my knee hurts", "caution"),
        ("no pain, numbness or swelling", None),
        ("i dont have diabetes or high blood pressure", None),
        ("i dont want to kill myself", "emergency"),
        ("no knee pain until last week", "caution"),
        ("knee pain went away but came back", "caution"),
        ("my knee isnt fully healed", "caution"),
        ("knee pain is gone", None),
        ("tore my acl in 2015, fully healed", None),
        ("tore my acl in 2015 and it still hurts", "caution"),
        ("tore my acl today", "medical"),
        ("my blood pressure is fine", None),
        ("my blood pressure is high", "medical"),
        ("im 15 and want to get strong", None),
        ("im 15 and want to lose weight", "caution"),
        ("im 15 lbs over, want to lose weight", None),
        ("i'll train when i'll have time", None),
        ("i eat 2,800 kcal", None),
        ("i eat 800 kcal", "medical"),
    ],
)
def test_negation_past_and_numbers_count(message: str, severity: str | None) -> None:
    flag = check(message)
    assert (flag.severity if flag else None) == severity


@pytest.mark.parametrize(
    ("spelled_out", "short"),
    [
        ("I could not get my breath", "I couldn't get my breath"),
        ("he can not speak properly", "he can't speak properly"),
        ("i cannot   breathe", "i cant breathe"),
        ("my heart will not slow down", "my heart won't slow down"),
        ("my knee does not feel right", "my knee doesn't feel right"),
        ("i have not had chest pain", "i haven't had chest pain"),
    ],
)
def test_a_not_that_is_spelled_out_means_what_the_short_form_means(spelled_out: str, short: str) -> None:
    assert check(spelled_out) == check(short)


@pytest.mark.parametrize(
    "typed", ["shouder", "shouldder", "shouldet", "shoudler", "shooulder", "SHOULDER", "shoulderrrr"]
)
def test_one_typing_slip_in_a_guarded_word_is_forgiven(typed: str) -> None:
    flag = check(f"my {typed} clicks when i press")
    assert flag
    assert flag.hazard == "complaint"


@pytest.mark.parametrize(
    "typed", ["my chess clock clicks", "a painting of a starling", "shuolderx clicks", "soldier clicks"]
)
def test_another_word_is_not_taken_for_a_slip(typed: str) -> None:
    assert check(typed) is None


@pytest.mark.parametrize(
    "hidden",
    ["ch\u200best pain", "ch\u00e9st p\u00e4in", "CHEST\u00a0PAIN", "chest pain\u2026", "I\u2019ve got chest pain"],
)
def test_signs_that_nobody_sees_hide_nothing(hidden: str) -> None:
    flag = check(hidden)
    assert flag
    assert flag.severity == "emergency"


@pytest.fixture
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the knowledge files that a test may break."""
    shutil.copytree(red_flag_book.FOLDER / "hazards", tmp_path / "hazards")
    shutil.copy(red_flag_book.FOLDER / red_flag_book.COMMON, tmp_path)
    monkeypatch.setattr(red_flag_book, "FOLDER", tmp_path)
    book.cache_clear()
    yield tmp_path
    book.cache_clear()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("hazards/rhabdo.yml", "- rhabdo", "- <no_such_group> rhabdo", "groups: <no_such_group>"),
        ("hazards/cardiac.yml", "had_before]", "no_such_excuse]", r"cardiac.yml: rules/\d: unless: 'no_such_excuse'"),
        ("hazards/nerve.yml", "severity: medical", "severity: bad", "nerve.yml: rules/0/severity: 'bad'"),
        ("hazards/nerve.yml", "sources: [", "sources: [no_such_source, ", "no_such_source: no such source"),
        ("red_flags.yml", "hazards: [cardiac", "hazards: [no_such_hazard", "no_such_hazard.yml: no such file"),
        ("red_flags.yml", "  light: 4", "  light: lots", "red_flags.yml: limits/light"),
    ],
)
def test_a_broken_file_is_named_with_its_key(own_files: Path, file: str, old: str, new: str, told: str) -> None:
    path = own_files / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=told):
        book()


def test_the_worst_flag_wins() -> None:
    flag = check("my knee hurts, i am pregnant and i get chest pain")
    assert (flag.hazard, flag.severity, flag.matched) == ("cardiac", "emergency", "chest pain")


def examples(rule: Rule) -> list[Message]:
    messages = FLAGS[rule.hazard].get(rule.severity, ())
    return [without_look_alikes(read(message).message, book()) for message in messages]


def unused(phrases: tuple[Phrase, ...], messages: list[Message]) -> set[str]:
    """Texts of phrases that stand in none of the messages, in neither order."""
    by_text: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        by_text.setdefault(phrase.text, []).append(phrase)
    return {t for t, orders in by_text.items() if not any(find(m, index_of({t: orders})) for m in messages)}


@pytest.mark.parametrize("rule", book().rules, ids=lambda rule: rule.name)
def test_every_pattern_catches_a_case_of_its_own_class(rule: Rule) -> None:
    assert not unused(rule.phrases, examples(rule)) | unused(rule.also, examples(rule))


def test_every_look_alike_and_every_remark_is_needed_by_a_message() -> None:
    flagged = [message for severities in FLAGS.values() for messages in severities.values() for message in messages]
    ordinary = [read(message).message for message in ORDINARY]
    anything = ordinary + [read(m).message for m in flagged + CLEARANCE["clear"] + CLEARANCE["not_clear"]]
    assert not unused(book().neutral, ordinary)
    assert not {name: idle for name, each in book().excuses.items() if (idle := unused(each.phrases, anything))}


def test_every_excuse_is_used_by_a_rule() -> None:
    used = {name for rule in (*book().rules, book().clearance) for name in rule.unless}
    assert set(book().excuses) <= used


def test_rules_stand_with_the_worst_first() -> None:
    order = [SEVERITIES.index(rule.severity) for rule in book().rules]
    assert order == sorted(order)


HOSTILE = [
    "xyz" * 20,
    "no pain ",
    "knee pain fully healed ",
    "used to hurt ",
    "numb one side ",
    "doms hurt ",
    "a ",
    "chest is so ",
    "x" * 60,
]


@pytest.mark.parametrize("words", [*HOSTILE, " ".join(ORDINARY)])
def test_time_grows_no_faster_than_the_text(words: str) -> None:
    text = words * (16_000 // len(words) + 1)
    short, long = text[:4_000], text[:16_000]
    check(long)
    times = [(seconds(short), seconds(long)) for _ in range(9)]
    best_short, best_long = (min(column) for column in zip(*times, strict=True))
    assert best_long < 10 * best_short, "four times the text took more than ten times as long (sixteen: quadratic)"


def seconds(text: str) -> float:
    """Processor time of one check, so that other programs count little."""
    start = time.process_time()
    check(text)
    return time.process_time() - start


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    assert check(text) == check(text)
    assert is_clearance(text) in (True, False)


def test_the_answer_does_not_hang_on_the_order_of_hashes() -> None:
    code = (
        "import sys, yaml; from bot.coaching.red_flags import check;"
        "print([check(m) for s in yaml.safe_load(sys.stdin).values() for ms in s.values() for m in ms])"
    )
    text = (HERE / "red_flag_messages.yml").read_text(encoding="utf-8")
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True, cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(answers) == 1
    assert "RedFlag" in answers.pop()


def test_every_file_of_a_hazard_is_listed() -> None:
    assert {path.stem for path in (red_flag_book.FOLDER / "hazards").glob("*.yml")} == set(all_hazards())

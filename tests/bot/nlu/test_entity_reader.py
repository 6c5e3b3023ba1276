"""What is read from messages: the phrase files, offsets, any text, speed, and the component in Rasa."""

from pathlib import Path
from time import process_time
from typing import Any, cast

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.coaching import terms
from bot.coaching.exercise import Exercise, all_exercises, find_alias_table
from bot.nlu import entity_reader
from bot.nlu.canonical import canonical_tokens, join, read_lexicon
from bot.nlu.entity import LISTED, Entity
from bot.nlu.entity_reader import EntityReader
from bot.nlu.goals import VAGUE
from bot.nlu.lexicon import LAYERS, vocabulary
from bot.nlu.quantities import read_quantities, sections
from bot.nlu.reading import read_entities

FOLDER = Path(__file__).parent
NO_STORAGE, NO_CONTEXT = cast("ModelStorage", None), cast("ExecutionContext", None)  # it keeps nothing
LONG_MESSAGE = (
    "beginner here, bench is 60kg x 5, knees hurt a bit, dummbell rows 3x8 @ 70%, rest 90s, 3-4 days a week, "
    "strenght or size? "
)
ENUMS = {
    "training_goal": terms.TrainingGoal,
    "training_age": terms.TrainingAge,
    "priority": terms.Priority,
    "wish": terms.Priority,
    "equipment": terms.Equipment,
    "muscle": terms.Muscle,
    "body_part": terms.BodyPart,
}


def phrases(name: str) -> list[tuple[str, dict[str, Any]]]:
    content = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return [(text, expected) for case in content for text, expected in case.items()]


QUANTITIES, OTHERS, PROGRAMS = phrases("quantity_phrases"), phrases("entity_phrases"), phrases("program_phrases")
ALL = QUANTITIES + OTHERS + PROGRAMS


def plain(value: Any) -> Any:
    """A mass as "value unit", a lift as "exercise load unit x reps max"."""
    if not isinstance(value, dict):
        return value
    if "exercise" not in value:
        return f"{value['value']:g} {value['unit'] or ''}".strip()
    reps = f"x {value['reps']}" if value["reps"] else ""
    words = (value["exercise"], f"{value['load']:g}", value["unit"] or "", reps, "max" if value["is_max"] else "")
    return " ".join(word for word in words if word)


def listed(values: list[str]) -> list[str]:
    """The values in order, with "all lunge" as the ids of the movement's exercises whose names end so."""
    families = [value.removeprefix("all ") for value in values if value.startswith("all ")]
    ids = [each.id for family in families for each in all_exercises().values() if is_of(each, family)]
    return sorted([*ids, *(value for value in values if not value.startswith("all "))])


def is_of(each: Exercise, family: str) -> bool:
    aliases, name = find_alias_table(), family.replace("-", " ")
    movement = all_exercises()[aliases.get(name) or aliases[f"{name}s"]].pattern
    return each.pattern is movement and f" {each.name}".endswith(f" {family}")


def facts(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entity in read_entities(text):
        if entity.kind in LISTED:
            found[entity.kind] = sorted([*found.get(entity.kind, []), plain(entity.value)])
        else:
            assert entity.kind not in found, f"two of {entity.kind}"
            found[entity.kind] = plain(entity.value)
    return found


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[text for text, _ in ALL])
def test_a_phrase_is_read_as_its_file_says(text: str, expected: dict[str, Any]) -> None:
    assert facts(text) == {kind: listed(value) if kind in LISTED else value for kind, value in expected.items()}


def test_the_phrase_files_are_large_enough_to_mean_something() -> None:
    assert len(QUANTITIES) >= 200
    assert len(OTHERS) >= 100
    assert len(PROGRAMS) >= 150


def test_the_phrases_hold_every_kind_and_the_component_describes_each() -> None:
    kinds = {kind for _, expected in ALL for kind in expected}
    assert len(kinds) == 35
    assert not [kind for kind in kinds if kind not in (entity_reader.__doc__ or "")]


def test_offsets_point_into_the_given_text() -> None:
    text = "I’m stuck:  benched 225lbs x 5, bad  knees"
    marked = {entity.kind: text[entity.start : entity.end] for entity in read_entities(text)}
    assert marked.pop("lift") == "benched 225lbs"
    assert marked == {"exercise": "benched", "load": "225lbs", "reps": "5", "complaint": "knees"}


def test_a_correction_replaces_what_was_said_before() -> None:
    assert facts("bench 80kg, sorry 85kg")["load"] == "85 kg"
    assert facts("3 days a week, no wait, 4 days")["days_per_week"] == 4


def test_of_several_sets_the_first_is_kept_whole() -> None:
    assert facts("worked up to 405x1, then 3x3 @ 365") == {"load": "405", "reps": 1}


@pytest.mark.parametrize("text", ["405x1", "bench 100 kg"])
def test_a_figure_that_one_pattern_has_read_is_not_read_again(text: str) -> None:
    found = read_quantities(join(canonical_tokens(text)))
    assert len({(each.first, each.end) for each in found}) == len(found)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
@example("İ" * 40)
@example("¹")
@example("years and a half ")
@example("9" * 5000)
@example("1e400 ¹² ½½ ٣ kg x ∞ 5'10\" \ud83d\udcaa \x00")
@example("''''####@@@@////----....")
def test_any_text_is_read_without_an_error(text: str) -> None:
    for entity in read_entities(text):
        assert 0 <= entity.start < entity.end <= len(text)


ODD_PIECES = [
    "½",
    "²",
    "٣",
    "1",
    "1/2",
    "12½",
    "5'10\"",
    "–",
    "/",
    "1:30",
    "hundred",
    "and",
    "a",
    "half",
    "oh",
    "1.",
    "..5",
    "۵",
    "①",
    "\u200b",
    "\x00",
    "💪",
    "''",
    "st",
    "#",
    "$",
    "~",
    "ORM",
    "EXW",
]
WORDS = sorted({word for text, _ in ALL for word in text.split()}) + ODD_PIECES


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_mixture_of_the_words_of_lifters_is_read_without_an_error(words: list[str]) -> None:
    text = " ".join(words)
    found = read_entities(text)
    assert all(isinstance(entity, Entity) and text[entity.start : entity.end].strip() for entity in found)
    single = [entity.kind for entity in found if entity.kind not in LISTED]
    assert len(single) == len(set(single))


def seconds(text: str, times: int) -> float:
    """The fastest of several readings: the others say how busy the machine is."""
    taken = []
    for _ in range(times):
        start = process_time()
        read_entities(text)
        taken.append(process_time() - start)
    return min(taken)


def test_a_long_message_takes_time_in_proportion() -> None:
    read_entities(LONG_MESSAGE)
    assert seconds(LONG_MESSAGE * 80, 3) < 12 * seconds(LONG_MESSAGE * 20, 5)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "x",
        "5x",
        "kg lb ",
        "rest a a a a ",
        "1 / ",
        "bad knee ",
        "size or ",
        "sorry 5 days or ",
        "- ",
        "a 5 - ",
        "no squat, ",
        "squat 100x5 ",
        "squat/row 50/40 ",
        "today 40 min ",
        "week 3 ",
        "my wife ",
        "if i had ",
        "when i was ",
        "only 3 nights ",
        "left one knee ",
        "no barbell, barbell ",
        "bar, plates ",
        "sciatica, fine now ",
        "muscle or strong. ",
        "25f, 80kg, ",
        "m/w/",
    ],
)
def test_no_text_of_ten_thousand_characters_takes_long(piece: str) -> None:
    read_entities("bench")
    assert seconds(piece * (10_000 // len(piece)), 3) < 20 * seconds(piece * (2_000 // len(piece)), 5)


def test_memory_does_not_grow_with_what_strangers_type() -> None:
    read_entities("warm up")
    strings = vocabulary().strings
    before = len(strings)
    for number in range(200):
        read_entities(f"zzq{number}x wqxz{'abc'[number % 3] * (number % 17)} {number}kg x {number}")
    assert len(strings) == before


@pytest.mark.parametrize("kind", ENUMS)
def test_every_value_of_the_vocabulary_is_one_of_the_terms(kind: str) -> None:
    values = {value for key in read_lexicon(kind) for value in str(key).split("+")}
    allowed = {str(value) for value in ENUMS[kind]} | {"nothing", *VAGUE}
    assert len(values) > 2
    assert values <= allowed


def test_every_exercise_is_found_by_its_name() -> None:
    missing = [each.id for each in all_exercises().values() if facts(each.name).get("exercise") != [each.id]]
    assert not missing


def test_no_wording_of_a_kind_has_two_meanings() -> None:
    for layer in LAYERS:
        for kind in layer:
            if kind in ("exercise", "complaint"):
                continue
            wordings = [str(wording).lower() for forms in read_lexicon(kind).values() for wording in forms]
            assert sorted(set(wordings)) == sorted(wordings), kind


def test_every_section_of_the_patterns_is_used_by_a_phrase() -> None:
    texts = [join(vocabulary().repair(canonical_tokens(text))).text for text, _ in ALL]
    idle = [
        section.name
        for section in sections()
        if not any(pattern.search(text) for pattern in section.patterns for text in texts)
    ]
    assert not idle


def test_the_component_adds_entities_as_rasa_keeps_them() -> None:
    message = Message({"text": "only dumbbells", "entities": [{"entity": "given"}]})
    reader = EntityReader.create(EntityReader.get_default_config(), NO_STORAGE, Resource("reader"), NO_CONTEXT)
    reader.process([message])
    assert message.get("entities") == [
        {"entity": "given"},
        {"entity": "equipment", "value": "dumbbells", "start": 5, "end": 14, "extractor": "EntityReader"},
    ]


def test_a_message_without_text_has_no_entities() -> None:
    message = Message({})
    EntityReader().process([message])
    assert message.get("entities") == []

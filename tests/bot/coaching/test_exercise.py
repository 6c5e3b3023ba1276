"""The exercise catalogue: what a file may hold, what must hold over all files, and how exercises are found."""

import json
import re
import shutil
from pathlib import Path

import pytest

from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import (
    Exercise,
    Loading,
    alias_table,
    all_exercises,
    exercise,
    exercises_for,
    find_alias_table,
    read_exercises,
)
from bot.coaching.exercise_alias import spellings
from bot.coaching.knowledge import FOLDER
from bot.coaching.terms import BodyPart, Equipment, MovementPattern, Muscle, TrainingAge

FILES = FOLDER / "exercises"
CATALOGUE = all_exercises()
EXERCISES = [pytest.param(each, id=each.id) for each in CATALOGUE.values()]
MUSCLE_AT = {
    BodyPart.NECK: Muscle.NECK,
    BodyPart.CALF: Muscle.CALVES,
    BodyPart.HAMSTRING: Muscle.HAMSTRINGS,
    BodyPart.GROIN: Muscle.ADDUCTORS,
    BodyPart.CHEST: Muscle.CHEST,
}
"""A muscle that hurts itself has to rest: no exercise for it can be recommended."""
LOADED_WITH = {
    Loading.BARBELL: {Equipment.BARBELL, Equipment.FULL_GYM},
    Loading.DUMBBELL: {Equipment.DUMBBELLS},
    Loading.DUMBBELL_EACH: {Equipment.DUMBBELLS},
    Loading.KETTLEBELL: {Equipment.KETTLEBELL},
    Loading.MACHINE: {Equipment.MACHINE, Equipment.FULL_GYM},
    Loading.CABLE: {Equipment.CABLE},
    Loading.BAND: {Equipment.BANDS},
    Loading.PLATE: {Equipment.FULL_GYM},
}
IN_THE_ARTICLES = {
    "barbell back squat": "barbell_back_squat",
    "squats": "barbell_back_squat",
    "Romanian deadlift": "romanian_deadlift",
    "barbell hip thrust": "barbell_hip_thrust",
    "hip thrust": "barbell_hip_thrust",
    "walking lunge": "walking_lunge",
    "lunges": "bodyweight_lunge",
    "leg press": "leg_press",
    "hack squat": "hack_squat",
    "leg extension": "leg_extension",
    "leg curl": "lying_leg_curl",
    "standing calf raise": "standing_calf_raise",
    "rows": "barbell_row",
    "biceps curls": "dumbbell_curl",
    "bench press": "barbell_bench_press",
    "bench": "barbell_bench_press",
    "overhead press": "overhead_press",
    "pushups": "push_up",
    "triceps extensions": "overhead_triceps_extension",
    "deadlifts": "deadlift",
}
IN_STARTER_PROGRAMS = {
    "power clean": "power_clean",
    "chin-ups": "chin_up",
    "pull-up": "pull_up",
    "dips": "dip",
    "face pulls": "face_pull",
    "front squat": "front_squat",
    "lat pulldown": "lat_pulldown",
    "close-grip bench press": "close_grip_bench_press",
    "lateral raises": "lateral_raise",
    "plank": "plank",
    "hanging leg raise": "hanging_leg_raise",
}
AS_PEOPLE_TYPE = {
    "rdls": "romanian_deadlift",
    "ohp": "overhead_press",
    "skull crushers": "skull_crusher",
    "skullcrushers": "skull_crusher",
    "pull ups": "pull_up",
    "pullups": "pull_up",
    "chins": "chin_up",
    "press ups": "push_up",
    "press-ups": "push_up",
    "db row": "dumbbell_row",
    "dumbell curls": "dumbbell_curl",
    "dummbell bench press": "dumbbell_bench_press",
    "bicep curl": "dumbbell_curl",
    "tricep pushdowns": "triceps_pushdown",
    "bb rows": "barbell_row",
    "kettlbell swings": "kettlebell_swing",
    "kb swing": "kettlebell_swing",
    "farmers walk": "farmers_carry",
    "farmer's carries": "farmers_carry",
    "chest flyes": "dumbbell_fly",
    "chest flies": "dumbbell_fly",
    "one arm dumbbell row": "dumbbell_row",
    "single-arm dumbbell row": "dumbbell_row",
    "one leg rdl": "single_leg_romanian_deadlift",
    "leg presses": "leg_press",
    "bulgarians": "bulgarian_split_squat",
}


def entry_like(folder: Path, text: str) -> Path:
    """A copy of the catalogue with something appended to grip.yml."""
    copy = folder / "exercises"
    shutil.copytree(FILES, copy)
    with (copy / "grip.yml").open("a", encoding="utf-8") as file:
        file.write(text)
    return copy


def an_entry(**changes: str) -> str:
    fields = {
        "name": "new hold",
        "muscles": "{forearms: 1}",
        "equipment": "[none]",
        "loading": "bodyweight",
        "compound": "false",
        "substitutes": "[dead_hang, towel_hang]",
        "cues": "[Hold on tight to it, Stand up tall, Let go in time]",
    } | changes
    return "new_hold:\n" + "".join(f"  {key}: {value}\n" for key, value in fields.items())


def test_there_are_many_exercises_and_one_file_for_each_pattern() -> None:
    assert len(CATALOGUE) >= 120
    assert {path.stem for path in FILES.glob("*.yml")} == set(MovementPattern)
    assert {each.pattern for each in CATALOGUE.values()} == set(MovementPattern)


def test_no_id_is_written_twice_in_the_files() -> None:
    ids = [key for path in FILES.glob("*.yml") for key in re.findall(r"^(\w+):$", path.read_text("utf-8"), re.M)]
    assert len(ids) == len(set(ids)) == len(CATALOGUE)


def test_every_kind_of_equipment_and_loading_is_used() -> None:
    assert {piece for each in CATALOGUE.values() for piece in each.equipment} == set(Equipment)
    assert {each.loading for each in CATALOGUE.values()} == set(Loading)


@pytest.mark.parametrize(
    ("field", "terms"),
    [("equipment", Equipment), ("avoid_with", BodyPart), ("good_for", TrainingAge)],
)
def test_the_schema_knows_the_same_words_as_the_terms(field: str, terms: type) -> None:
    schema = json.loads((FOLDER / "schema" / "exercise.json").read_text("utf-8"))["additionalProperties"]["properties"]
    assert schema[field]["items"]["enum"] == [str(term) for term in terms]  # type: ignore[attr-defined]
    assert schema["muscles"]["propertyNames"]["enum"] == [str(muscle) for muscle in Muscle]
    assert set(schema["loading"]["enum"]) == {str(loading) for loading in Loading}


def test_names_are_unique_and_titles_begin_with_a_capital() -> None:
    assert len({each.name for each in CATALOGUE.values()}) == len(CATALOGUE)
    assert exercise("leg_press").title == "Leg press"
    assert exercise("ez_bar_curl").title == "EZ-bar curl"


@pytest.mark.parametrize("each", EXERCISES)
def test_cues_fit_in_an_answer(each: Exercise) -> None:
    assert sum(len(cue.split()) for cue in each.cues) <= 52


@pytest.mark.parametrize("each", EXERCISES)
def test_what_is_lifted_agrees_with_the_equipment(each: Exercise) -> None:
    if each.loading is not Loading.BODYWEIGHT:
        assert LOADED_WITH[each.loading] & set(each.equipment)
    assert each.equipment == (Equipment.NONE,) or Equipment.NONE not in each.equipment


@pytest.mark.parametrize("each", EXERCISES)
def test_a_compound_exercise_trains_several_muscles(each: Exercise) -> None:
    assert len(each.muscles) > 1 or not each.compound


@pytest.mark.parametrize("each", EXERCISES)
def test_a_substitute_works_a_muscle_that_the_exercise_is_done_for(each: Exercise) -> None:
    for other in map(exercise, each.substitutes):
        assert set(each.direct_muscles) & set(other.muscles), other.id


@pytest.mark.parametrize("each", EXERCISES)
def test_the_first_substitute_is_a_close_one(each: Exercise) -> None:
    first = exercise(each.substitutes[0])
    assert each.pattern is first.pattern or set(each.direct_muscles) & set(first.direct_muscles)


@pytest.mark.parametrize("each", EXERCISES)
def test_for_every_complaint_some_substitute_spares_it(each: Exercise) -> None:
    for part in each.avoid_with:
        if each.main_muscle is not MUSCLE_AT.get(part):
            assert [other for other in each.substitutes if not exercise(other).troubles([part])], part


@pytest.mark.parametrize("part", MUSCLE_AT)
def test_what_trains_a_muscle_directly_is_to_be_avoided_when_it_hurts(part: BodyPart) -> None:
    isolated = [each for each in CATALOGUE.values() if each.direct_muscles == (MUSCLE_AT[part],)]
    assert isolated
    assert [each.id for each in isolated if not each.troubles([part])] == []


@pytest.mark.parametrize("muscle", Muscle)
def test_every_muscle_can_be_trained_in_a_gym_and_without_anything(muscle: Muscle) -> None:
    assert len(exercises_for([muscle], [Equipment.FULL_GYM])) >= 3
    assert exercises_for([muscle], [Equipment.NONE])
    assert len(exercises_for([muscle], [Equipment.NONE, Equipment.BANDS, Equipment.DUMBBELLS])) >= 2


@pytest.mark.parametrize("muscle", Muscle)
def test_every_muscle_has_something_for_a_novice(muscle: Muscle) -> None:
    assert [each for each in exercises_for([muscle]) if TrainingAge.NOVICE in each.good_for]


@pytest.mark.parametrize(("words", "meant"), (IN_THE_ARTICLES | IN_STARTER_PROGRAMS | AS_PEOPLE_TYPE).items())
def test_an_exercise_is_found_by_the_words_people_use(words: str, meant: str) -> None:
    assert find_alias_table()[words.lower()] == meant


@pytest.mark.parametrize("words", ["good morning", "clean", "press", "get up", "step up", "jerk", "rowing"])
def test_words_that_mostly_mean_something_else_are_no_alias(words: str) -> None:
    assert words not in find_alias_table()


def test_aliases_are_lower_case_and_each_means_one_exercise_without_hyphens_too() -> None:
    table = find_alias_table()
    assert all(words == words.lower() for words in table)
    meant: dict[str, set[str]] = {}
    for words, exercise_id in table.items():
        meant.setdefault(words.replace("-", " "), set()).add(exercise_id)
        meant.setdefault(words.replace("-", ""), set()).add(exercise_id)
    assert {words: ids for words, ids in meant.items() if len(ids) > 1} == {}
    assert set(table.values()) == set(CATALOGUE)


def test_two_exercises_that_claim_the_same_words_are_refused() -> None:
    squat, other = exercise("barbell_back_squat"), exercise("front_squat")
    clash = Exercise(**{**vars(other), "aliases": ("Back-Squats",)})
    with pytest.raises(KnowledgeError, match=r"squat\.yml: front_squat: aliases: 'back squats' already means barbell"):
        alias_table({squat.id: squat, clash.id: clash})


def test_spellings_cover_hyphens_plurals_short_forms_and_apostrophes() -> None:
    assert {"pull-up", "pull up", "pullup", "pull-ups", "pull ups", "pullups"} == spellings("pull-up")
    assert {"db fly", "db flys", "db flies", "db flyes", "dumbbell fly"} <= spellings("dumbbell fly")
    assert {"farmers walk", "farmer's walk", "farmers walks"} <= spellings("Farmer’s walk")
    assert spellings("dips") == {"dips"}
    assert spellings("benching") == {"benching"}
    assert "kb swings" in spellings("kettlebell swing")


def test_no_equipment_means_body_weight_only() -> None:
    found = exercises_for(equipment=[Equipment.NONE])
    assert found
    assert {each.equipment for each in found} == {(Equipment.NONE,)}


def test_a_full_gym_has_everything_and_so_has_nothing_known() -> None:
    assert set(exercises_for(equipment=[Equipment.FULL_GYM])) == set(exercises_for()) == set(CATALOGUE.values())


def test_all_pieces_are_needed() -> None:
    bench_press = exercise("dumbbell_bench_press")
    assert not bench_press.can_be_done_with([Equipment.DUMBBELLS])
    assert bench_press.can_be_done_with([Equipment.DUMBBELLS, Equipment.BENCH])
    assert exercise("push_up").can_be_done_with([Equipment.DUMBBELLS])
    assert not exercise("trap_bar_deadlift").can_be_done_with([Equipment.BARBELL, Equipment.RACK])


def test_exercises_for_a_muscle_come_with_its_main_ones_first_and_spare_complaints() -> None:
    found = exercises_for([Muscle.QUADS], complaints=[BodyPart.KNEE])
    assert found[0].main_muscle is Muscle.QUADS
    assert all(Muscle.QUADS in each.direct_muscles and not each.troubles([BodyPart.KNEE]) for each in found)
    mains = [each.main_muscle is Muscle.QUADS for each in found]
    assert mains == sorted(mains, reverse=True)


def test_the_main_muscle_counts_whole_and_a_helper_half() -> None:
    bench_press = exercise("barbell_bench_press")
    assert bench_press.main_muscle is Muscle.CHEST
    assert bench_press.muscles[Muscle.TRICEPS] == 0.5
    assert bench_press.direct_muscles == (Muscle.CHEST,)
    assert hash(bench_press) == hash(exercise("barbell_bench_press"))


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="flying_squat: no such exercise"):
        exercise("flying_squat")


def test_a_good_new_entry_is_read(tmp_path: Path) -> None:
    assert read_exercises(entry_like(tmp_path, an_entry()))["new_hold"].pattern is MovementPattern.GRIP


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (an_entry(equipment="[rocket]"), r"grip\.yml: new_hold/equipment/0: 'rocket'"),
        (an_entry(muscles="{forearms: 0.7}"), r"grip\.yml: new_hold/muscles/forearms: 0\.7"),
        (an_entry(muscles="{forearms: 0.5}"), r"grip\.yml: new_hold: muscles: none has 1"),
        (an_entry(substitutes="[dead_hang, dead_hand]"), r"grip\.yml: new_hold: substitutes: dead_hand: no other"),
        (an_entry(substitutes="[dead_hang, new_hold]"), r"grip\.yml: new_hold: substitutes: new_hold: no other"),
        (an_entry(cues="[Hold it for 30 seconds, Stand up tall, Let go in time]"), r"grip\.yml: new_hold/cues/0"),
        (an_entry(colour="red"), r"grip\.yml: new_hold: .*'colour' was unexpected"),
        (an_entry().replace("new_hold:", "front_squat:"), r"grip\.yml: front_squat: already in squat\.yml"),
        ("  - [\n", r"grip\.yml: not readable as YAML"),
    ],
)
def test_a_broken_entry_is_refused_with_file_and_key(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem):
        read_exercises(entry_like(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = entry_like(tmp_path, "")
    (folder / "carry.yml").unlink()
    with pytest.raises(KnowledgeError, match=r"carry\.yml: no such file"):
        read_exercises(folder)

"""What holds for every next load, and that the rules say what the programs print."""

import re
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.advice import Mass
from bot.coaching.amounts import ends
from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import Loading, all_exercises, exercise
from bot.coaching.limits import cap_load_increase
from bot.coaching.load_rule import LOWER, LoadRule, all_load_rules, load_rule
from bot.coaching.log import ASSISTED
from bot.coaching.next_load import next_load
from bot.coaching.next_load_reason import Decision
from bot.coaching.next_load_steps import HANGS_LOAD
from bot.coaching.terms import MassUnit, TrainingAge
from bot.coaching.units import to_kg
from bot.programs.template import all_templates, template
from tests.bot.coaching.conftest import WriteFile
from tests.bot.coaching.logs import TODAY, plan, workouts

LINEAR = ("stronglifts_5x5", "starting_strength", "basic_beginner", "metallicadpa_ppl", "own")
UNITS = st.sampled_from(list(MassUnit))
REPS = st.lists(st.integers(1, 12), min_size=3, max_size=5).map(lambda each: ",".join(map(str, each)))


def line(load: float, reps: str) -> str:
    return f"{load:g}x{reps}"


@given(
    program=st.sampled_from(LINEAR), unit=UNITS, load=st.integers(8, 100), reps=st.lists(REPS, min_size=1, max_size=5)
)
def test_a_step_up_can_be_put_together_and_is_small(program: str, unit: MassUnit, load: int, reps: list[str]) -> None:
    step = 2.5 if unit is MassUnit.KG else 5
    log = workouts([line(load * step, each) for each in reps], unit=unit)
    found = next_load(
        "barbell_back_squat", log, TODAY, load_rule(program), plan("3x5", "barbell_back_squat"), unit=unit
    )
    following = found.prescription.load
    assert isinstance(following, Mass)
    assert following.unit is unit
    assert isclose(following.value % step, 0, abs_tol=1e-9)
    rise = following.value - load * step
    assert rise <= 2 * step
    if found.decision not in (Decision.ADD, Decision.ADD_TWICE):
        assert rise <= 0
    elif rise > step:
        assert following.value <= cap_load_increase(load * step, following.value)


@given(reps=st.lists(st.integers(1, 15), min_size=1, max_size=6), loads=st.lists(st.integers(4, 60), min_size=1))
def test_spotters_own_rule_never_goes_beyond_the_limit_of_a_week(reps: list[int], loads: list[int]) -> None:
    log = workouts([f"{load}x{','.join(map(str, reps))}" for load in loads], "incline_dumbbell_press")
    found = next_load("incline_dumbbell_press", log, TODAY, load_rule("own"), plan("3x8-12", "incline_dumbbell_press"))
    assert isinstance(found.prescription.load, Mass)
    if found.decision is Decision.ADD and min(sorted(reps)[-3:]) < 14:
        assert found.prescription.load.value <= cap_load_increase(max(loads), 1e9) + 1e-9


@pytest.mark.parametrize("name", sorted(all_exercises()))
@pytest.mark.parametrize("unit", MassUnit)
def test_every_exercise_has_a_next_load(name: str, unit: MassUnit) -> None:
    for log in ([], ["x12,12,12"], ["20x12,12,12"], ["20x12,12,12", "20x3,3,3", "20x3,3,3", "20x3,3,3"]):
        for age in TrainingAge:
            found = next_load(name, workouts(log, name, unit), TODAY, load_rule("", 0, age), unit=unit)
            assert found.values["lift"] == name
            assert found.sources


def test_the_order_in_which_workouts_are_given_does_not_matter() -> None:
    log = workouts(["95x5,5,5", "97.5x5,5,4", "97.5x5,5,5"])
    squat, rule = plan("3x5", "barbell_back_squat"), load_rule("starting_strength")
    one, other = (next_load("barbell_back_squat", each, TODAY, rule, squat) for each in (log, log[::-1]))
    assert one == other


def test_other_exercises_of_a_workout_do_not_matter() -> None:
    log = workouts(["deadlift 140x5; 100x5,5,5; barbell_bench_press 80x5,5,3"])
    found = next_load("barbell_back_squat", log, TODAY, load_rule("starting_strength"), plan("3x5", "deadlift"))
    assert found.prescription.load == Mass(102.5, MassUnit.KG)


def test_a_program_without_a_rule_of_its_own_follows_spotters() -> None:
    assert load_rule("full_body_three_times").name == "own"
    assert load_rule().name == "free_trained"
    assert load_rule("", 0, TrainingAge.NOVICE).name == "free_novice"
    assert load_rule("starting_strength", 7) == all_load_rules()["starting_strength"][-1]


def steps_of(rule: LoadRule) -> set[float]:
    tables = [rule.steps, *(each for tier in rule.tiers for each in (tier.steps, tier.restart_steps) if each)]
    return {units[MassUnit.KG] for table in tables for units in table.values()}


@pytest.mark.parametrize("name", sorted(set(all_load_rules()) & set(all_templates())))
def test_a_rule_has_the_steps_that_its_program_prints(name: str) -> None:
    for at, phase in enumerate(template(name).phases):
        printed = {step[MassUnit.KG] for step in phase.steps.values()}
        assert not printed or steps_of(load_rule(name, at)) <= printed


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stronglifts_5x5", "twice more; after the third miss take 10% off"),
        ("starting_strength", "two workouts in a row, take 10% off"),
        ("metallicadpa_ppl", "three times in a row, take 10% off"),
        ("phul", "two or three workouts, take 10% off"),
        ("basic_beginner", "Take 10% off"),
        ("phraks_greyskull", "Take 10% off"),
    ],
)
def test_a_rule_drops_when_its_program_says_so(name: str, words: str) -> None:
    rules = " ".join(template(name).phases[0].rules)
    assert words in rules
    said = {"third": 3, "two workouts": 2, "three times": 3, "two or three": 3}
    misses = next((count for text, count in said.items() if text in words), 1)
    assert (load_rule(name).misses, load_rule(name).drop_percent) == (misses, 10)


def test_more_than_ten_reps_are_worth_two_steps_where_the_program_says_so() -> None:
    for name in ("basic_beginner", "phraks_greyskull"):
        (said,) = re.findall(r"more than (\d+) reps mean twice the step", " ".join(template(name).phases[0].rules))
        assert load_rule(name).double_above == int(said)


def test_a_wave_has_the_percentages_of_its_program() -> None:
    wave = load_rule("beginners_531").wave
    assert wave
    printed = {
        tuple(round(each.low / wave.training_max_percent * 100, 3) for each in one.percents if each.low)
        for workout in template("beginners_531").phases[0].workouts
        for one in workout.prescriptions
        if len(one.percents) > 1
    }
    assert printed == {tuple(map(float, week)) for week in wave.percents}


def test_the_lists_of_exercises_name_exercises() -> None:
    assert all(exercise(each) for each in (*ASSISTED, *HANGS_LOAD))
    assert {each.pattern for each in all_exercises().values()} > LOWER


def test_a_broken_rule_names_file_program_and_key(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_file("load_rules.yml", {"odd": [{"sources": ["coach_2001"], "steps": {"lower": {"kg": 2.5}}}]})
    monkeypatch.setattr("bot.coaching.load_rule.FOLDER", path.parent)
    all_load_rules.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match=r"load_rules.yml: odd/0/steps"):
            all_load_rules()
        steps = {each: {"kg": 2.5, "lb": 5} for each in ("lower", "upper", "flying_squat")}
        write_file("load_rules.yml", {"odd": [{"sources": ["coach_2001"], "steps": steps}]})
        with pytest.raises(KnowledgeError, match=r"load_rules.yml: odd: steps: flying_squat"):
            all_load_rules()
        wave = {"training_max_percent": 90, "cut_steps": 3, "weeks": [{"reps": [5, 5], "percents": [65]}]}
        steps.pop("flying_squat")
        write_file("load_rules.yml", {"odd": [{"sources": ["coach_2001"], "steps": steps, "wave": wave}]})
        with pytest.raises(KnowledgeError, match=r"load_rules.yml: odd: wave: weeks: reps and percents"):
            all_load_rules()
    finally:
        all_load_rules.cache_clear()


PRESCRIPTIONS = [
    (name, phase, prescription)
    for name, each in all_templates().items()
    for phase, part in enumerate(each.phases)
    for prescription in {one for workout in part.workouts for one in workout.prescriptions}
]


@given(data=st.data(), unit=UNITS, days=st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_whatever_was_logged_every_program_has_a_load_that_can_be_lifted(
    data: st.DataObject, unit: MassUnit, days: list[int]
) -> None:
    program, phase, prescription = data.draw(st.sampled_from(PRESCRIPTIONS))
    loads = st.one_of(st.just(""), st.floats(0.5, 400).map(lambda load: f"{load:.2f}"))
    sets = st.lists(st.tuples(loads, st.integers(0, 30)), min_size=1, max_size=8)
    drawn = [(day, data.draw(sets)) for day in days]
    lines = [f"-{day}: {'; '.join(f'{load}x{reps}' for load, reps in each)}" for day, each in drawn]
    log = workouts(lines, prescription.exercise, unit)
    is_easy = data.draw(st.booleans())
    found = next_load(
        prescription.exercise, log, TODAY, load_rule(program, phase), prescription, unit=unit, is_easy_week=is_easy
    )
    load = found.prescription.load
    given_loads = load if isinstance(load, tuple) else [load] if load else []
    heaviest = max((to_kg(each.value, each.unit) for each in given_loads), default=0)
    lifted = [abs(each.load_kg or 0) for one in log for each in one.sets]
    assert heaviest <= max(max(lifted, default=0) / 0.65 + 20, 0), lines
    assert all(each.unit is unit for each in given_loads)
    if exercise(prescription.exercise).loading is Loading.BARBELL:
        assert all(each.value > 0 for each in given_loads)
    assert found.prescription.exercise == prescription.exercise
    assert ends(found.prescription.sets)[0] >= 1

"""What a trainer looks for before signing a program, over many requests that are drawn once and for all."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random

import pytest

from bot.coaching.advice import PlannedWorkout
from bot.coaching.amounts import ends
from bot.coaching.exercise import Exercise, Loading, exercise
from bot.coaching.terms import BodyPart, Equipment, MovementPattern, TrainingAge, TrainingGoal
from bot.programs.builder import build
from bot.programs.numbers import LOADED
from bot.programs.preferences import alike, is_rare
from bot.programs.program import Program, ProgramRequest

KITS = {
    "nothing": (Equipment.NONE,),
    "bands": (Equipment.BANDS,),
    "dumbbells": (Equipment.DUMBBELLS,),
    "a kettlebell": (Equipment.KETTLEBELL,),
    "a bar alone": (Equipment.BARBELL,),
    "a bar, a rack and a bench": (Equipment.BARBELL, Equipment.RACK, Equipment.BENCH),
    "dumbbells and a bench": (Equipment.DUMBBELLS, Equipment.BENCH),
    "dumbbells and bands": (Equipment.DUMBBELLS, Equipment.BANDS),
    "dumbbells and a pull-up bar": (Equipment.DUMBBELLS, Equipment.PULL_UP_BAR),
    "machines": (Equipment.MACHINE, Equipment.CABLE),
    "a gym": (Equipment.FULL_GYM,),
}
GOALS = (TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH)
DAYS, MINUTES = range(1, 7), (20, 30, 45, 60, 90, 120)
COMPLAINTS: tuple[tuple[BodyPart, ...], ...] = (
    (), (), (), *((part,) for part in BodyPart), (BodyPart.SHOULDER, BodyPart.LOWER_BACK),
    (BodyPart.KNEE, BodyPart.LOWER_BACK), (BodyPart.ELBOW, BodyPart.WRIST), (BodyPart.HIP, BodyPart.KNEE),
)  # fmt: skip
DRAWN, SEED, SHORT = 300, 20251122, 30
PUSH = {MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PUSH}
PULL = {MovementPattern.HORIZONTAL_PULL, MovementPattern.VERTICAL_PULL}
KNEE = {MovementPattern.SQUAT, MovementPattern.LUNGE}
HIP = {MovementPattern.HINGE, MovementPattern.HIP_EXTENSION}
BIG = PUSH | PULL | KNEE | HIP
BARBELL_LIFTS = (
    {"barbell_back_squat"}, {"deadlift", "romanian_deadlift"}, {"barbell_bench_press"}, {"overhead_press"},
)  # fmt: skip


def requests(
    goals: tuple[TrainingGoal, ...] = GOALS,
    ages: tuple[TrainingAge, ...] = tuple(TrainingAge),
    kits: tuple[str, ...] = tuple(KITS),
    complaints: tuple[tuple[BodyPart, ...], ...] = COMPLAINTS,
) -> list[ProgramRequest]:
    every = product(goals, ages, DAYS, MINUTES, [KITS[kit] for kit in kits], complaints)
    return [ProgramRequest(*each) for each in every]


@cache
def drawn() -> tuple[Program, ...]:
    return tuple(build(each) for each in Random(SEED).sample(requests(), DRAWN))


@cache
def in_a_gym() -> tuple[Program, ...]:
    return tuple(build(each) for each in requests(kits=("a gym",), complaints=((),)))


def workouts(program: Program) -> Iterator[PlannedWorkout]:
    for phase in program.phases:
        for week in phase.microcycles:
            yield from week


def exercises(workout: PlannedWorkout) -> list[Exercise]:
    return [exercise(each.exercise) for each in workout.prescriptions]


def all_of(programs: tuple[Program, ...]) -> Iterator[tuple[Program, PlannedWorkout, list[Exercise]]]:
    for program in programs:
        for workout in workouts(program):
            yield program, workout, exercises(workout)


def test_a_workout_begins_with_a_compound_exercise_if_it_has_any() -> None:
    assert [
        (program.request, workout.title)
        for program, workout, done in all_of(drawn())
        if not done[0].compound and any(each.compound for each in done)
    ] == []


def test_the_big_movements_come_before_the_single_joints() -> None:
    for program, workout, done in all_of(drawn()):
        is_big = [each.compound and each.pattern in BIG for each in done]
        assert is_big == sorted(is_big, reverse=True), (program.request, workout.title)


def test_no_exercise_comes_twice_in_a_workout() -> None:
    for program, workout, done in all_of(drawn()):
        assert len(set(done)) == len(done), (program.request, workout.title)


def test_no_muscle_is_isolated_by_two_exercises_of_a_kind_in_a_workout() -> None:
    for program, workout, done in all_of(drawn()):
        kinds = Counter(each.pattern for each in done if each.pattern not in BIG)
        assert not kinds or max(kinds.values()) == 1, (program.request, workout.title)


def test_from_half_an_hour_up_a_day_has_several_exercises_or_the_week_is_spread_thin() -> None:
    """One exercise alone is left where six days share few sets, or the program says what it gave up."""
    alone = [
        program
        for program, workout, done in all_of(drawn())
        if program.request.workout_minutes >= SHORT and len(done) == 1 and not program.gave_up
    ]
    assert [each.request for each in alone if each.request.days_per_week < max(DAYS) - 1] == []
    assert len(alone) <= DRAWN / 50


def test_what_is_for_advanced_lifters_only_is_left_to_them() -> None:
    for program, _, done in all_of(drawn()):
        if program.request.training_age is not TrainingAge.ADVANCED:
            assert [each.id for each in done if each.good_for == (TrainingAge.ADVANCED,)] == []


def test_novices_are_spared_what_is_too_hard_for_them() -> None:
    hard = {"nordic_curl", "pistol_squat", "handstand_push_up", "muscle_up", "sissy_squat", "glute_ham_raise"}
    for program, _, done in all_of(drawn()):
        if program.request.training_age is TrainingAge.NOVICE:
            assert hard.isdisjoint(each.id for each in done), program.request


def test_nothing_odd_is_done_where_a_gym_has_everything_and_nothing_hurts() -> None:
    assert {each.id for _, _, done in all_of(in_a_gym()) for each in done if is_rare(each)} == set()


def test_a_gym_is_not_left_for_the_floor() -> None:
    big = {each for _, _, done in all_of(in_a_gym()) for each in done if each.pattern in BIG}
    assert {each.id for each in big if each.equipment == (Equipment.NONE,)} == set()


@pytest.mark.parametrize("kit", [each for each in KITS if each != "nothing"])
def test_a_workout_is_headed_by_something_that_the_lifter_has(kit: str) -> None:
    for request in requests(kits=(kit,), complaints=((),)):
        if request.workout_minutes == max(MINUTES):
            heads = [exercises(workout)[0] for workout in workouts(build(request))]
            assert [each.id for each in heads if each.equipment == (Equipment.NONE,)] == [], request


@pytest.mark.parametrize("kit", ["a bar, a rack and a bench", "a gym"])
@pytest.mark.parametrize("age", [TrainingAge.INTERMEDIATE, TrainingAge.ADVANCED])
def test_strength_is_built_on_the_barbell_lifts(kit: str, age: TrainingAge) -> None:
    for request in requests((TrainingGoal.STRENGTH,), (age,), (kit,), ((),)):
        if request.days_per_week > 1 and request.workout_minutes >= 45:
            week = {each.exercise for workout in workouts(build(request)) for each in workout.prescriptions}
            assert [wanted for wanted in BARBELL_LIFTS if not wanted & week] == [], request


def test_a_dislike_of_a_barbell_lift_leaves_another_one_in_its_place() -> None:
    request = ProgramRequest(
        TrainingGoal.STRENGTH, TrainingAge.ADVANCED, 3, 60, KITS["a bar, a rack and a bench"], disliked=("deadlift",)
    )
    week = {each.exercise for workout in workouts(build(request)) for each in workout.prescriptions}
    assert "deadlift" not in week
    assert week & {"romanian_deadlift", "sumo_deadlift"}


@pytest.mark.parametrize("kit", ["a bar, a rack and a bench", "a gym"])
def test_heavy_squats_and_deadlifts_have_days_of_their_own(kit: str) -> None:
    for request in requests((TrainingGoal.STRENGTH, TrainingGoal.BOTH), kits=(kit,), complaints=((),)):
        if request.days_per_week > 1:
            for workout in workouts(build(request)):
                both = {"barbell_back_squat", "deadlift"}
                assert not both <= {each.exercise for each in workout.prescriptions}, (request, workout.title)


def test_the_heaviest_sets_come_first() -> None:
    for program, workout, done in all_of(in_a_gym()):
        loaded = [each for each, by in zip(workout.prescriptions, done, strict=True) if by.loading in LOADED]
        fewest = [ends(each.reps)[0] for each in loaded if not isinstance(each.reps, tuple)]
        assert fewest == sorted(fewest), (program.request, workout.title)


def test_a_full_body_day_has_legs_a_push_and_a_pull() -> None:
    for program, workout, done in all_of(drawn()):
        request = program.request
        if workout.title.startswith("Full body") and request.workout_minutes >= SHORT and not request.complaints:
            patterns = {each.pattern for each in done}
            assert all(patterns & wanted for wanted in (KNEE | HIP, PUSH, PULL)), (request, workout.title)


def test_a_day_for_one_half_of_the_body_leaves_the_other_alone() -> None:
    for program, workout, done in all_of(drawn()):
        patterns = {each.pattern for each in done}
        if workout.title.startswith(("Lower", "Legs")):
            assert not patterns & (PUSH | PULL), (program.request, workout.title)
        if workout.title.startswith(("Upper", "Push", "Pull")):
            assert not patterns & (KNEE | HIP), (program.request, workout.title)


@pytest.mark.parametrize("age", TrainingAge)
def test_knees_and_hips_take_turns_at_the_head_of_leg_days(age: TrainingAge) -> None:
    for request in requests(ages=(age,), kits=("a gym",), complaints=((),)):
        days = [exercises(each) for each in workouts(build(request)) if each.title.startswith(("Lower", "Legs"))]
        assert not days or {day[0].pattern for day in days} == {MovementPattern.SQUAT, MovementPattern.HINGE}


def test_no_workout_has_two_exercises_that_are_nearly_the_same() -> None:
    for program, workout, done in all_of((*drawn(), *in_a_gym())):
        ids = [each.id for each in done]
        assert [each for each in ids if len(alike(each).intersection(ids)) > 1] == [], (program.request, workout.title)


def test_novices_get_nothing_odd_where_nothing_hurts() -> None:
    for request in requests(ages=(TrainingAge.NOVICE,), complaints=((),)):
        done = {each for workout in workouts(build(request)) for each in exercises(workout)}
        assert {each.id for each in done if is_rare(each)} == set(), request


def test_no_band_is_taken_where_there_are_weights() -> None:
    assert {each.id for _, _, done in all_of(in_a_gym()) for each in done if each.loading is Loading.BAND} == set()


def test_an_hour_of_strength_is_led_by_three_sets_of_the_barbell_lifts() -> None:
    kit, ages = ("a bar, a rack and a bench",), (TrainingAge.INTERMEDIATE, TrainingAge.ADVANCED)
    for request in requests((TrainingGoal.STRENGTH,), ages, kit, ((),)):
        if request.days_per_week > 3 and request.workout_minutes >= 60:
            heads = [each.prescriptions[0] for each in workouts(build(request))]
            assert all(ends(each.sets)[1] >= 3 for each in heads), request

"""What holds for programs whose exercises and numbers Spotter chooses: the guidelines' sets, reps, rest and effort."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from bot.coaching.advice import Amount, Prescription
from bot.coaching.exercise import Loading, exercise
from bot.coaching.guideline import guideline
from bot.coaching.terms import MovementPattern, TrainingAge, TrainingGoal
from bot.programs.program import Phase, ProgramRequest
from bot.programs.template import Role, TemplatePhase
from tests.bot.programs.properties import Property
from tests.bot.programs.recount import UNLOADED, Case, figure, least_and_most, suiting

SIZE, STRENGTH, BOTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH
ADVANCED = TrainingAge.ADVANCED


def sets_are_the_guidelines(case: Case) -> list[str]:
    """From one set to the guideline's most."""
    wrong = []
    for phase, each in _own(case):
        low, high = least_and_most(each.sets)
        most = figure("set_count", "sets_per_exercise", _aim(phase), case.request.training_age)[1]
        if not 1 <= low == high <= most or low != int(low):
            wrong.append(f"{each.exercise}: {low:g}–{high:g} sets, at most {most:g}")
    return wrong


def reps_are_the_guidelines(case: Case) -> list[str]:
    """Those for a place in the workout: big lifts, supporting ones, small ones; others without a load to choose."""
    return [
        f"{each.exercise}: {each.reps}"
        for phase, each in _own(case)
        if each.reps not in _reps(each, phase.training_goal, case.request.training_age)
    ]


def _reps(each: Prescription, goal: TrainingGoal, age: TrainingAge) -> list[Amount]:
    """The figures that may be meant. What lifts much of the body, and is not for novices, is as hard as a load."""
    found, rules = exercise(each.exercise), guideline("program")
    is_hard = found.loading is Loading.BODYWEIGHT and found.compound and TrainingAge.NOVICE not in found.good_for
    if found.loading in UNLOADED and (not is_hard or goal is STRENGTH):
        return [rules.figure("reps_without_a_load", goal if is_hard else None, age).amount]
    big = ("reps_on_main_lifts", "reps_on_accessories") if found.compound else ()
    return [rules.figure(name, goal, age).amount for name in (*big, "reps_on_small_exercises")]


def rests_are_the_guidelines(case: Case) -> list[str]:
    """Within the guideline's rest for the goal; for one joint that of small exercises."""
    wrong = []
    for phase, each in _own(case):
        assert each.rest is not None
        low, high = least_and_most(each.rest)
        allowed = _rests(exercise(each.exercise).compound, phase.training_goal, case.request.training_age)
        if not any(least <= low <= high <= most for least, most in allowed):
            wrong.append(f"{each.exercise}: {low:g}–{high:g} s of rest, expected {allowed}")
    return wrong


def _rests(compound: bool, goal: TrainingGoal, age: TrainingAge) -> list[tuple[float, float]]:
    small = figure("rest_interval", "rest_on_small_exercises")
    aims = (SIZE, STRENGTH) if goal is BOTH else (goal,)
    big = [figure("rest_interval", "rest_between_sets", aim, age) for aim in aims]
    return [*big, small] if compound else [small]


def reserve_is_the_guidelines(case: Case) -> list[str]:
    wanted = guideline("effort").figure("reps_in_reserve", None, case.request.training_age).amount
    return [f"{each.exercise}: {each.reserve}" for _, each in _own(case) if each.reserve != wanted]


def movements_without_an_exercise_are_said(case: Case) -> list[str]:
    """'movement' names what nothing is left for, and nothing else."""
    if not case.template.is_frame or case.request.swaps:
        return []
    lost = {each.value for phase in case.template.phases for each in _lost(phase, case.request)}
    said = case.given_up("movement")
    return [] if said == (lost or None) else [f"movements given up: {said}, expected {sorted(lost)}"]


def _lost(phase: TemplatePhase, request: ProgramRequest) -> Iterator[MovementPattern]:
    """First movements of the slots that stay empty; and those that there is the equipment for, but that do not suit."""
    suits, doable = suiting(request), suiting(replace(request, complaints=(), disliked=(), training_age=ADVANCED))
    for workout in phase.workouts:
        for slot in workout.slots:
            first = slot.patterns[0]
            nothing = not any(suits[pattern] for pattern in slot.patterns)
            if slot.role is not Role.SMALL and (nothing or (doable[first] and not suits[first])):
                yield first


def near_twins_are_not_in_one_workout(case: Case) -> list[str]:
    """Of exercises that are nearly the same a workout has one; a swap may ask for the other."""
    wrong = []
    for workout in case.workouts if case.template.is_frame else ():
        own = {each.exercise for each in workout.prescriptions} - case.asked_in
        wrong += [f"{workout.title}: {sorted(own & twins)}" for twins in near_twins() if len(own & twins) > 1]
    return wrong


@cache
def near_twins() -> list[set[str]]:
    """Ids of exercises that are nearly the same, group by group."""
    preferences = yaml.safe_load(Path("bot/programs/preferences.yml").read_text(encoding="utf-8"))
    return [set(group) for each in preferences.values() for group in each.get("alike", ())]


def _own(case: Case) -> list[tuple[Phase, Prescription]]:
    """Prescriptions of a frame whose exercise and numbers belong together: a swap keeps those of another exercise."""
    return [
        (phase, each)
        for phase in (case.program.phases if case.template.is_frame else ())
        for microcycle in phase.microcycles
        for workout in microcycle
        for each in workout.prescriptions
        if each.exercise not in case.asked_in
    ]


def _aim(phase: Phase) -> TrainingGoal:
    """Sets per exercise for both goals are those for size."""
    return SIZE if phase.training_goal is BOTH else phase.training_goal


OF_FRAMES: tuple[Property, ...] = (
    sets_are_the_guidelines,
    reps_are_the_guidelines,
    rests_are_the_guidelines,
    reserve_is_the_guidelines,
    movements_without_an_exercise_are_said,
    near_twins_are_not_in_one_workout,
)

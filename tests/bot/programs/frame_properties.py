"""What holds for programs whose exercises and numbers Spotter chooses: the guidelines' sets, reps, rest and effort."""

from bot.coaching.advice import Amount, Prescription
from bot.coaching.exercise import exercise
from bot.coaching.guideline import guideline
from bot.coaching.terms import MovementPattern, TrainingAge, TrainingGoal
from bot.programs.program import Phase
from bot.programs.template import Role, TemplatePhase
from tests.bot.programs.properties import Property
from tests.bot.programs.recount import UNLOADED, Case, figure, least_and_most, suiting

SIZE, STRENGTH, BOTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH


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
    found, small = exercise(each.exercise), "reps_on_small_exercises"
    rules = guideline("program")
    if found.loading in UNLOADED:
        return [
            rules.figure("reps_without_a_load", aim, age).amount
            for aim in ((goal, None) if found.compound else (None,))
        ]
    names = ("reps_on_main_lifts", "reps_on_accessories", small) if found.compound else (small,)
    return [rules.figure(name, goal, age).amount for name in names]


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
    """'movement' names what nothing is left for, and nothing that is in the program."""
    if not case.template.is_frame or case.request.swaps:
        return []
    said = case.given_up("movement") or set()
    done = {exercise(each).pattern.value for each in case.chosen}
    lost = {first.value for phase in case.template.phases for first in _lost(phase, suiting(case.request))}
    return [f"{each}: given up, and in it" for each in said & done] + [
        f"{each}: nothing left for it, not given up" for each in lost - done - said
    ]


def _lost(phase: TemplatePhase, suiting: dict[MovementPattern, set[str]]) -> list[MovementPattern]:
    """First movements of the slots that no exercise suits."""
    slots = [slot for workout in phase.workouts for slot in workout.slots if slot.role is not Role.SMALL]
    return [slot.patterns[0] for slot in slots if not any(suiting[pattern] for pattern in slot.patterns)]


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
)

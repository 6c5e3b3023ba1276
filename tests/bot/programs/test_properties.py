"""What holds for every program that can be asked for: on a sample here, on the whole enumeration in .ci/programs.sh."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.terms import BodyPart, Equipment, MassUnit, TrainingAge
from bot.programs.builder import build
from bot.programs.errors import NothingFitsError, UnknownTemplateError
from bot.programs.program import Program, ProgramRequest
from bot.programs.shorten import shortened
from bot.programs.swap import exercises_of
from bot.programs.template import all_templates
from tests.bot.programs.again import wrongly_shortened
from tests.bot.programs.broken import BROKEN, Breakage, requests
from tests.bot.programs.combinations import GOALS, lifts, request_at, sample
from tests.bot.programs.judge import OF_ONE, PROPERTIES, REFUSAL, Violation, judged
from tests.bot.programs.recount import Case, case_of

SAMPLED, SEED, AGAIN_EVERY = 2500, 3, 5
NAMES = [each.__name__ for each in PROPERTIES]
OF_NAME = dict(zip(NAMES, PROPERTIES, strict=True))
IDS = sorted(all_exercises())


@pytest.fixture(scope="module")
def violations() -> dict[str, list[str]]:
    """What speaks against the programs of a sample, by property. Asking again takes longest, so not all are."""
    found: dict[str, list[str]] = {}
    for turn, point in enumerate(sample(SAMPLED, SEED)):
        _, wrong = judged(request_at(*point), OF_ONE if turn % AGAIN_EVERY else PROPERTIES)
        for name, why in wrong:
            found.setdefault(name, []).append(f"request_at{point}: {why}")
    return found


@pytest.mark.parametrize("name", [*NAMES, REFUSAL])
def test_it_holds_for_a_sample_of_all_requests(name: str, violations: dict[str, list[str]]) -> None:
    wrong = violations.get(name, [])
    assert not wrong, f"{len(wrong)} times, first {wrong[:3]}"


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {name: case_of(request) for name, request in requests().items()}


def test_a_way_to_break_it_is_known_for_every_property() -> None:
    assert set(BROKEN) == set(NAMES)


@pytest.mark.parametrize(
    ("name", "base", "breakage"), [(name, *each) for name, them in BROKEN.items() for each in them]
)
def test_a_broken_program_is_reported(name: str, base: str, breakage: Breakage, cases: dict[str, Case]) -> None:
    holds = OF_NAME[name]
    assert holds(cases[base]) == []
    assert holds(breakage(cases[base]))


def test_a_workout_that_is_cut_wrongly_is_reported(cases: dict[str, Case]) -> None:
    whole = cases["frame"].weeks[0].workouts[0]
    cut = shortened(whole, 30)
    turned = replace(cut, prescriptions=cut.prescriptions[::-1])
    assert list(wrongly_shortened(whole, cut, 30)) == []
    for wrong in (whole, turned, replace(cut, minutes=29), replace(cut, prescriptions=()), replace(cut, title="Rest")):
        assert list(wrongly_shortened(whole, wrong, 30))
    assert list(wrongly_shortened(cut, whole, 60))


ids = st.sampled_from(IDS)
odd_requests = st.builds(
    ProgramRequest,
    training_goal=st.sampled_from(GOALS),
    training_age=st.sampled_from(TrainingAge),
    days_per_week=st.integers(-1, 9),
    workout_minutes=st.sampled_from((0, 5, 19, 20, 21, 37, 45, 46, 64, 95, 120, 121, 500)),
    equipment=st.lists(st.sampled_from(Equipment), unique=True, max_size=6).map(tuple),
    complaints=st.lists(st.sampled_from(BodyPart), unique=True, max_size=4).map(tuple),
    disliked=st.lists(ids, unique=True, max_size=60).map(tuple),
    one_rep_maxes=st.one_of(
        st.just(()),
        st.floats(0.01, 30).map(lambda share: tuple((name, share * max_kg) for name, max_kg in lifts()[1][1])),
        st.lists(st.tuples(ids, st.floats(0.1, 3000)), max_size=20).map(tuple),
    ),
    mass_unit=st.sampled_from(MassUnit),
    template=st.sampled_from(("", "", *all_templates())),
    weekdays=st.lists(st.integers(0, 6), max_size=6).map(tuple),
)


# Each a place in the program, and the exercise that is wanted there: any, or a hold, which is counted otherwise.
holds = st.sampled_from([name for name in IDS if exercise(name).timed])
odd_swaps = st.lists(st.tuples(st.integers(0, 60), st.one_of(ids, holds)), max_size=2)


def with_swaps(request: ProgramRequest, swaps: list[tuple[int, str]]) -> ProgramRequest:
    """The request with swaps of exercises that are in its program; without, if nothing fits."""
    try:
        there = exercises_of(build(request))
    except NothingFitsError:
        return request
    return replace(request, swaps=tuple({there[place % len(there)]: wanted for place, wanted in swaps}.items()))


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(odd_requests, odd_swaps)
def test_it_holds_for_odd_requests(request: ProgramRequest, swaps: list[tuple[int, str]]) -> None:
    found: list[Violation] = judged(with_swaps(request, swaps))[1]
    assert found == []


def test_an_unknown_template_is_refused_with_those_that_there_are() -> None:
    asked = request_at("free", 0)
    with pytest.raises(UnknownTemplateError, match=r"no program 'zumba', expected one of .*upper_lower"):
        build(ProgramRequest(asked.training_goal, asked.training_age, 3, 60, template="zumba"))


def programs() -> Iterator[Program | None]:
    for point in sample(60, SEED):
        try:
            yield build(request_at(*point))
        except NothingFitsError:
            yield None


def forget() -> None:
    """Empties every cache of the project."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bot."):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def test_the_same_comes_again_when_every_cache_is_empty() -> None:
    before = list(programs())
    forget()
    assert list(programs()) == before


def digest() -> str:
    return hashlib.sha256(repr(list(programs())).encode()).hexdigest()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_comes_from_a_process_that_hashes_otherwise(seed: str) -> None:
    code = "from tests.bot.programs.test_properties import digest; print(digest())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest()

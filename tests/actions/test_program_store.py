"""What hurts is named in no program that is kept without consent, and goes from all of them when it is forgotten."""

from collections.abc import Callable
from datetime import UTC, datetime

from actions.forget import ForgetFacts
from actions.program_store import given_request, start
from actions.services import Services
from actions.slots import question_from
from bot.coaching.exercise import exercise
from bot.coaching.terms import BodyPart
from bot.logbook.in_progress import program_in
from bot.programs.program import Program
from bot.programs.request_json import from_json
from bot.store.log_records import ConsentKind
from tests.actions.conftest import Outcome
from tests.actions.test_program import with_program

NOW = datetime(2026, 3, 15, tzinfo=UTC)
Run = Callable[..., Outcome]


def agree(here: Services) -> None:
    lifter = here.stores.lifters.lifter_of("lifter", NOW).id
    here.stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOW)


def test_without_consent_what_hurts_is_not_kept_but_still_spared(make_tracker: Callable, here: Services) -> None:
    tracker = make_tracker("request_start_program", **with_program(complaints=["knee"]))
    question = question_from(tracker, {})
    kept = start(tracker, question)
    assert kept
    assert from_json(kept.request).complaints == ()
    agree(here)
    told = given_request(tracker, question)
    assert told
    assert [str(each) for each in told.complaints] == ["knee"]
    begun = start(make_tracker("request_start_program", **with_program(complaints=["knee"])), question)
    assert begun
    assert [str(each) for each in from_json(begun.request).complaints] == ["knee"]
    for each in (begun, kept):
        assert not troubling(program_in(each), BodyPart.KNEE)


def test_what_is_forgotten_goes_from_every_program(run: Run, make_tracker: Callable, here: Services) -> None:
    agree(here)
    tracker = make_tracker("request_start_program", **with_program(complaints=["knee", "shoulder"]))
    kept = start(tracker, question_from(tracker, {}))
    assert kept
    run(ForgetFacts(), make_tracker("request_forget", "forget my knee", complaints=["knee", "shoulder"]))
    now = here.stores.programs.programs(kept.lifter)[0]
    assert [str(each) for each in from_json(now.request).complaints] == ["shoulder"]
    assert not troubling(program_in(now), BodyPart.KNEE)
    run(ForgetFacts(), make_tracker("request_forget", "forget what hurts", complaints=["shoulder"]))
    assert from_json(here.stores.programs.programs(kept.lifter)[0].request).complaints == ()


def troubling(program: Program, part: BodyPart) -> list[str]:
    """Exercises of a program to be careful with for a complaint."""
    weeks = [week for phase in program.phases for week in phase.microcycles]
    planned = {each.exercise for week in weeks for workout in week for each in workout.prescriptions}
    return sorted(each for each in planned if exercise(each).troubles([part]))

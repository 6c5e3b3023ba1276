"""Lifters who follow programs for weeks: every next load follows from the log, with its reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.coaching.advice import Mass
from bot.coaching.attempt import targets
from bot.coaching.next_load_reason import Decision
from bot.coaching.terms import MassUnit, TrainingGoal
from bot.logbook.in_progress import begun, changed, coming_lifts, due_workout, program_in
from bot.programs.errors import OutdatedRequestError
from bot.programs.request_json import from_json
from bot.store.handover_records import Agreement, AgreementKind
from bot.store.log_records import ConsentKind, LoggedSet, ProgramInProgress, new_id
from tests.bot.logbook.lifter import MONDAY, Trainee, at, next_of, request
from tests.bot.store.conftest import handover, trainer

SQUAT, BENCH, DEADLIFT, PRESS = "barbell_back_squat", "barbell_bench_press", "deadlift", "overhead_press"
MAXES = ((BENCH, 90.0), (SQUAT, 120.0), (DEADLIFT, 150.0), (PRESS, 60.0))


def load_kg(trainee: Trainee, lift: str) -> float | None:
    load = next_of(trainee.due(), lift).next.prescription.load
    assert load is None or isinstance(load, Mass)
    return load and load.value


def squats(reps: int, load: float) -> LoggedSet:
    return LoggedSet(SQUAT, reps, load, load, "kg")


def test_without_a_program_nothing_is_due() -> None:
    trainee = Trainee()
    assert due_workout(trainee.stores, trainee.id, MONDAY, MassUnit.KG) is None
    assert coming_lifts(trainee.stores, trainee.id, [SQUAT], MONDAY, MassUnit.KG) == {}


def test_twelve_weeks_of_a_novice_go_up_by_a_step_each_time() -> None:
    trainee = Trainee()
    trainee.starts(request("stronglifts_5x5"))
    loads: list[float] = []
    for number in range(36):
        due, _ = trainee.trains(3 if number and number % 3 == 0 else 2)
        assert (due.week.number, due.day, due.following) == (number // 3 + 1, number % 3 + 1, number + 1)
        squat = next_of(due, SQUAT).next
        assert squat.decision is (Decision.ADD if number else Decision.FIRST)
        assert all(each.next.sources for each in due.lifts)
        loads += [squat.prescription.load.value] if isinstance(squat.prescription.load, Mass) else []
    assert loads == [60 + 2.5 * step for step in range(1, 36)]


def test_missed_reps_repeat_the_load_and_then_take_a_tenth_off() -> None:
    trainee = Trainee()
    trainee.starts(request("starting_strength"))
    trainee.trains()
    trainee.missing = {SQUAT: 1}
    first, _ = trainee.trains(2)
    second, _ = trainee.trains(2)
    assert [next_of(each, SQUAT).next.decision for each in (first, second)] == [Decision.ADD, Decision.REPEAT]
    dropped = next_of(trainee.due(), SQUAT).next
    assert (dropped.decision, dropped.prescription.load) == (Decision.DROP, Mass(55.0, "kg"))
    assert next_of(trainee.due(), DEADLIFT).next.decision is Decision.ADD


def test_after_a_long_break_the_load_is_lighter() -> None:
    trainee = Trainee()
    trainee.starts(request("stronglifts_5x5"))
    for _ in range(6):
        trainee.trains(2)
    trainee.today += timedelta(days=15)
    assert next_of(trainee.due(), SQUAT).next.decision is Decision.AFTER_BREAK
    trainee.today += timedelta(days=30)
    squat = next_of(trainee.due(), SQUAT).next
    assert (squat.decision, squat.prescription.load) == (Decision.AFTER_LONG_BREAK, Mass(65.0, "kg"))


def test_a_wave_of_percentages_goes_up_when_it_went_well() -> None:
    trainee = Trainee()
    trainee.starts(request("beginners_531", one_rep_maxes=MAXES))
    decisions = []
    for _ in range(12):
        due, _ = trainee.trains(2)
        if any(each.exercise == SQUAT for each in due.planned.prescriptions):
            decisions.append(next_of(due, SQUAT).next.decision)
    assert decisions == [
        Decision.FIRST, Decision.WAVE, Decision.WAVE, Decision.WAVE, Decision.WAVE, Decision.WAVE, Decision.WAVE_UP,
        Decision.WAVE,
    ]  # fmt: skip
    main = next_of(trainee.due(), SQUAT).next.prescription.load
    assert isinstance(main, tuple)
    assert [each.value for each in main] == sorted(each.value for each in main)


def test_gzclp_leads_a_missed_lift_through_its_stages() -> None:
    trainee = Trainee()
    trainee.starts(request("gzclp", days_per_week=4))
    trainee.missing = {SQUAT: 1, BENCH: 1}
    first, second = [], []
    for _ in range(32):
        due, _ = trainee.trains(2)
        for seen, lift, at_place in ((first, SQUAT, 0), (second, BENCH, 1)):
            each = due.lifts[at_place].next
            if each.prescription.exercise == lift:
                seen.append((each.decision, each.prescription.sets.low, targets(each.prescription)[0].low))
    assert first[:3] == [(Decision.FIRST, 5, 3), (Decision.NEXT_STAGE, 6, 2), (Decision.NEXT_STAGE, 10, 1)]
    assert second[:4] == [
        (Decision.FIRST, 3, 10), (Decision.NEXT_STAGE, 3, 8), (Decision.NEXT_STAGE, 3, 6), (Decision.RESTART, 3, 10),
    ]  # fmt: skip


def test_a_corrected_entry_changes_what_follows() -> None:
    trainee = Trainee()
    trainee.starts(request("stronglifts_5x5"))
    trainee.trains()
    _, done = trainee.trains(2)
    assert load_kg(trainee, SQUAT) == 65
    missed = replace(done, sets=(*done.sets[:4], replace(done.sets[4], reps=3), *done.sets[5:]))
    assert trainee.stores.log.replace_workout(done, missed, new_id(), at(trainee.today))
    assert next_of(trainee.due(), SQUAT).next.decision is Decision.REPEAT
    assert trainee.stores.log.undo(trainee.id, new_id(), at(trainee.today))
    assert load_kg(trainee, SQUAT) == 65
    assert trainee.stores.log.undo(trainee.id, new_id(), at(trainee.today))
    assert trainee.due().day == 2
    assert load_kg(trainee, SQUAT) == 62.5


def test_another_day_of_the_week_leaves_out_those_before_it_and_one_done_again_goes_not_back() -> None:
    trainee = Trainee()
    trainee.starts(request("stronglifts_5x5"))
    assert trainee.due(day=3).following == 3
    trainee.trains(day=2)
    assert trainee.due().day == 3
    assert trainee.due(day=1).following == 2
    assert due_workout(trainee.stores, trainee.id, trainee.today, MassUnit.KG, day=4) is None


def test_an_easy_week_of_the_program_is_lighter_and_the_load_comes_back_after_it() -> None:
    trainee = Trainee()
    trainee.starts(request("", training_goal=TrainingGoal.STRENGTH, one_rep_maxes=MAXES))
    easy, hard, before = [], [], {}
    for _ in range(3 * 9):
        due, _ = trainee.trains(2)
        for each in due.lifts:
            load = each.next.prescription.load
            lift = each.next.prescription.exercise
            if not isinstance(load, Mass):
                continue
            if due.week.is_deload:
                easy.append(each.next.decision)
                assert load.value <= before.get(lift, load.value)
            elif each.next.decision in (Decision.ADD, Decision.MORE_REPS, Decision.BACK_UP) and lift in before:
                hard.append(load.value >= before[lift])
                before[lift] = load.value
            else:
                before[lift] = load.value
    assert easy
    assert set(easy) == {Decision.EASY_WEEK}
    assert hard
    assert all(hard)


def test_what_was_lifted_before_the_program_gives_its_first_loads() -> None:
    trainee = Trainee(today=MONDAY)
    trainee.logs(*[squats(5, 100.0)] * 5)
    trainee.today += timedelta(days=3)
    trainee.starts(request("stronglifts_5x5"))
    assert load_kg(trainee, SQUAT) == 102.5


def test_sets_of_another_plan_are_no_misses_of_this_one_but_tell_the_load() -> None:
    trainee = Trainee(today=MONDAY)
    trainee.logs(*[squats(3, 130.0)] * 5)
    trainee.today += timedelta(days=3)
    trainee.starts(request("", training_goal=TrainingGoal.HYPERTROPHY, swaps=(("leg_press", SQUAT),)))
    found = next_of(trainee.due(), SQUAT).next
    assert found.decision is Decision.FIRST
    assert isinstance(found.prescription.load, Mass)
    assert 80 <= found.prescription.load.value <= 115


def test_a_program_changed_in_the_middle_keeps_its_place_and_its_loads() -> None:
    trainee = Trainee()
    trainee.starts(request("stronglifts_5x5"))
    for _ in range(7):
        trainee.trains(2)
    current = trainee.stores.programs.current(trainee.id)
    assert current is not None
    swapped = replace(from_json(current.request), swaps=(("barbell_row", "seated_cable_row"),))
    trainee.stores.programs.change(changed(current, swapped))
    due = trainee.due()
    assert (due.program.id, due.program.started, due.week.number, due.day) == (current.id, current.started, 3, 2)
    assert next_of(due, SQUAT).next.prescription.load == Mass(77.5, "kg")
    trainee.trains(2)
    assert any(each.exercise == "seated_cable_row" for each in trainee.due().planned.prescriptions)


def test_with_fewer_days_the_week_stays_and_the_day_is_one_that_there_is() -> None:
    trainee = Trainee()
    trainee.starts(request("", days_per_week=4))
    for _ in range(7):
        trainee.trains(2)
    current = trainee.stores.programs.current(trainee.id)
    assert current is not None
    trainee.stores.programs.change(changed(current, replace(from_json(current.request), days_per_week=2)))
    due = trainee.due()
    assert (due.week.number, due.day, len(due.week.workouts)) == (2, 2, 2)


def test_after_its_end_the_program_goes_on_with_its_last_phase() -> None:
    trainee = Trainee()
    trainee.starts(request("phraks_greyskull"))
    current = trainee.stores.programs.current(trainee.id)
    assert current is not None
    whole = sum(len(phase.microcycles[n % len(phase.microcycles)]) for phase in program_in(current).phases
                for n in range(phase.weeks))  # fmt: skip
    trainee.stores.programs.change(replace(current, next_workout=whole))
    assert trainee.due().is_extra
    assert trainee.due().following == whole + 1


def test_a_lift_comes_as_the_program_has_it_next() -> None:
    trainee = Trainee()
    trainee.starts(request("stronglifts_5x5"))
    trainee.trains()
    found = coming_lifts(trainee.stores, trainee.id, [BENCH, PRESS, "leg_press"], trainee.today, MassUnit.KG)
    assert {lift: each.decision for lift, each in found.items()} == {BENCH: Decision.ADD, PRESS: Decision.FIRST}


def test_pounds_are_told_in_pounds() -> None:
    trainee = Trainee(unit=MassUnit.LB)
    trainee.starts(request("stronglifts_5x5", mass_unit=MassUnit.LB))
    trainee.logs(*[LoggedSet(SQUAT, 5, 102.06, 225, "lb")] * 5)
    assert next_of(trainee.due(), SQUAT).next.prescription.load == Mass(230, "lb")


def test_a_program_that_cannot_be_read_any_more_says_so() -> None:
    trainee = Trainee()
    trainee.stores.programs.start(ProgramInProgress(new_id(), trainee.id, "{}", "gzclp", MONDAY))
    with pytest.raises(OutdatedRequestError):
        trainee.due()


def test_the_same_request_begins_the_same_program() -> None:
    asked = request("gzclp")
    assert from_json(begun("somebody", asked, MONDAY).request) == asked
    assert begun("somebody", asked, MONDAY).template == "gzclp"


def agree(trainee: Trainee, part: str, until: date) -> None:
    """A trainer agrees with the lifter to spare a part of the body."""
    stores, now = trainee.stores, at(MONDAY)
    name, coach = stores.lifters.identities(trainee.id)[0].conversation, trainer(stores)
    stores.consents.give(trainee.id, ConsentKind.HEALTH, "May I?", now)
    made = stores.handovers.ask(handover(trainee.id, conversation=name, asked_at=now))
    stores.handovers.claim(made.id, coach, now)
    stores.handovers.hand_back(made.id, coach, "", [Agreement("spare it", AgreementKind.COMPLAINT, part, until)], now)


def test_what_a_trainer_agreed_is_planned_around_on_its_days_and_the_count_of_workouts_goes_on() -> None:
    trainee = Trainee()
    trainee.starts(request("stronglifts_5x5"))
    kept = trainee.stores.programs.current(trainee.id)
    agree(trainee, "shoulder", MONDAY + timedelta(days=14))

    def lifts(ahead: int) -> list[str]:
        due = due_workout(trainee.stores, trainee.id, MONDAY + timedelta(days=ahead), MassUnit.KG, 2)
        assert due
        assert (due.week.number, due.day, due.following) == (1, 2, 2)
        return [each.exercise for each in due.planned.prescriptions]

    assert PRESS in lifts(15)
    assert PRESS not in lifts(14)
    assert DEADLIFT in lifts(0)
    assert len(lifts(0)) == len(lifts(15))
    assert PRESS in coming_lifts(trainee.stores, trainee.id, [PRESS], MONDAY + timedelta(days=15), MassUnit.KG)
    assert PRESS not in coming_lifts(trainee.stores, trainee.id, [PRESS], MONDAY, MassUnit.KG)
    assert trainee.stores.programs.current(trainee.id) == kept

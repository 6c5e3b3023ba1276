"""What is worth saying after a log: records once, stalls once, an easy week now and then, next loads always."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.coaching.advice import Mass
from bot.coaching.next_load_reason import Decision
from bot.coaching.personal_record import RecordKind
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.logbook.after_log import Trainee as Whom
from bot.logbook.after_log import main_lifts, next_loads, plans_easy_weeks, what_follows
from bot.store.log_records import LoggedSet, ProgramInProgress, Workout, new_id
from tests.bot.logbook.lifter import MONDAY, Trainee, request

SQUAT, BENCH, CURL = "barbell_back_squat", "barbell_bench_press", "dumbbell_curl"


def sets(lift: str, load: float, *reps: int, warm_up: bool = False) -> list[LoggedSet]:
    return [LoggedSet(lift, each, load, load, "kg", is_warm_up=warm_up) for each in reps]


def whom(trainee: Trainee, age: TrainingAge = TrainingAge.NOVICE) -> Whom:
    return Whom(trainee.id, trainee.today, trainee.unit, age)


def logged(trainee: Trainee, lift: str, load: float, *reps: int, after: int = 3) -> Workout:
    trainee.today += timedelta(days=after)
    return trainee.logs(*sets(lift, load, *reps))


def test_the_first_workout_has_no_record_and_its_next_load() -> None:
    trainee = Trainee()
    found = what_follows(trainee.stores, whom(trainee), [logged(trainee, SQUAT, 60, 5, 5, 5)])
    assert (found.records, found.stalls, found.deload) == ((), (), None)
    assert [(each.decision, each.prescription.load) for each in found.next] == [(Decision.ADD, Mass(62.5, "kg"))]


def test_the_best_record_of_each_lift_is_told() -> None:
    trainee = Trainee()
    logged(trainee, SQUAT, 60, 5, 5, 5)
    trainee.logs(*sets(BENCH, 50, 5))
    trainee.today += timedelta(days=2)
    done = trainee.logs(*sets(SQUAT, 65, 5, 5, 5), *sets(BENCH, 50, 6))
    found = what_follows(trainee.stores, whom(trainee), [done])
    assert {each.exercise: each.kind for each in found.records} == {
        SQUAT: RecordKind.LOAD,
        BENCH: RecordKind.ONE_REP_MAX,
    }


def test_more_in_one_workout_alone_is_told_once_and_not_beside_other_records() -> None:
    trainee = Trainee()
    logged(trainee, SQUAT, 60, 5, 5)
    found = what_follows(trainee.stores, whom(trainee), [logged(trainee, SQUAT, 60, 5, 5, 5)])
    assert [each.kind for each in found.records] == [RecordKind.VOLUME]


def test_an_older_workout_told_later_is_measured_by_all_others() -> None:
    trainee = Trainee()
    logged(trainee, SQUAT, 60, 5)
    logged(trainee, SQUAT, 80, 5)
    late = Workout(new_id(), trainee.id, MONDAY, trainee.stores.log.latest_workouts(trainee.id)[0].logged_at,
                   tuple(sets(SQUAT, 70, 5)))  # fmt: skip
    trainee.stores.log.keep_workouts(trainee.id, [late], new_id(), late.logged_at)
    assert what_follows(trainee.stores, whom(trainee), [late]).records == ()


def test_a_stall_is_told_when_it_shows_and_not_again() -> None:
    trainee = Trainee()
    told = [
        bool(what_follows(trainee.stores, whom(trainee), [logged(trainee, SQUAT, 100, 5, 5, 4)]).stalls)
        for _ in range(8)
    ]
    assert told.count(True) == 1


def test_an_easy_week_is_proposed_now_and_then_and_not_where_the_program_plans_them() -> None:
    trainee = Trainee(today=MONDAY)
    proposed = []
    for _ in range(3 * 12):
        done = logged(trainee, SQUAT, 100, *[8] * 6, after=2 if trainee.today.weekday() < 4 else 3)
        if what_follows(trainee.stores, whom(trainee, TrainingAge.INTERMEDIATE), [done]).deload:
            proposed.append(trainee.today)
    assert proposed
    assert all((after - before).days >= 14 for before, after in pairwise(proposed))
    trainee.starts(request("", training_goal=TrainingGoal.HYPERTROPHY, training_age=TrainingAge.INTERMEDIATE))
    assert plans_easy_weeks(trainee.stores, trainee.id)
    for _ in range(12):
        done = logged(trainee, SQUAT, 100, *[8] * 6)
        assert what_follows(trainee.stores, whom(trainee, TrainingAge.INTERMEDIATE), [done]).deload is None


def test_lifts_of_several_joints_come_first_and_three_are_enough() -> None:
    trainee = Trainee()
    names = (CURL, SQUAT, BENCH, "deadlift", "barbell_row")
    warm = sets("leg_press", 50, 10, warm_up=True)
    done = trainee.logs(*warm, *(one for lift in names for one in sets(lift, 20, 8)))
    assert main_lifts([done]) == (SQUAT, BENCH, "deadlift")


def test_what_the_program_has_not_goes_by_itself() -> None:
    trainee = Trainee()
    trainee.starts(request("stronglifts_5x5"))
    trainee.logs(*sets(CURL, 10, 12, 12, 12), *sets(SQUAT, 60, 5, 5, 5, 5, 5), *sets("plank", 1, 60, warm_up=True))
    found = next_loads(trainee.stores, whom(trainee), [CURL, SQUAT, "leg_press", "plank"])
    assert [each.prescription.exercise for each in found] == [CURL, SQUAT]
    assert found[1].sources == ("stronglifts",)


def test_a_program_that_cannot_be_read_does_not_stand_in_the_way() -> None:
    trainee = Trainee()
    trainee.stores.programs.start(ProgramInProgress(new_id(), trainee.id, "{}", "gzclp", MONDAY))
    found = what_follows(trainee.stores, whom(trainee), [logged(trainee, SQUAT, 60, 5, 5, 5)])
    assert found.next[0].decision is Decision.ADD


def test_trained_lifters_wait_for_a_second_good_workout() -> None:
    trainee = Trainee()
    logged(trainee, SQUAT, 60, 5, 5, 5)
    known = replace(whom(trainee), training_age=TrainingAge.ADVANCED)
    assert next_loads(trainee.stores, known, [SQUAT])[0].decision is Decision.AGAIN_TO_BE_SURE

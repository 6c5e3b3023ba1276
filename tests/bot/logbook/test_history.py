"""What the log says when it is asked: only what is in it, and the latest where nothing is."""

from datetime import date, timedelta

import pytest

from bot.coaching.terms import MassUnit, Muscle
from bot.logbook.history import Asked, History
from bot.nlu.log_questions import LogKind
from bot.store.log_records import LoggedSet
from tests.bot.logbook.lifter import Trainee

SQUAT, BENCH = "barbell_back_squat", "barbell_bench_press"
TODAY = date(2026, 3, 15)


def sets(lift: str, load: float | None, *reps: int, warm_up: bool = False) -> list[LoggedSet]:
    return [LoggedSet(lift, each, load, load, "kg", is_warm_up=warm_up) for each in reps]


@pytest.fixture
def trainee() -> Trainee:
    """Somebody who squats and benches on Thursday and Saturday, and squatted in February."""
    made = Trainee()
    for day, done in (
        (date(2026, 2, 10), sets(SQUAT, 110, 1)),
        (date(2026, 3, 12), [*sets(SQUAT, 60, 5, warm_up=True), *sets(SQUAT, 100, 5, 5, 4), *sets(BENCH, 60, 8, 8)]),
        (date(2026, 3, 14), [*sets(SQUAT, 90, 8), *sets("pull_up", None, 8, 7), *sets("plank", None, 60)]),
    ):
        made.today = day
        made.logs(*done)
    return made


def told(trainee: Trainee, kind: str = "list", unit: str = "kg", **asked: object) -> tuple[str, dict[str, object]]:
    history = History(trainee.stores, trainee.id, TODAY, MassUnit(unit))
    advice = history.answer(Asked(LogKind(kind), **asked))  # type: ignore[arg-type]
    return advice.variant, dict(advice.values)


def test_an_empty_log_says_so() -> None:
    assert told(Trainee()) == ("nothing_at_all", {})
    assert told(Trainee(), "best", exercises=(SQUAT,))[0] == "nothing_at_all"


def test_workouts_are_told_with_their_day_without_warm_ups(trainee: Trainee) -> None:
    variant, values = told(trainee, first=date(2026, 3, 12), last=date(2026, 3, 12))
    assert (variant, values["workouts"]) == (
        "list", "Thursday 12 March:\n- Barbell back squat: 5, 5, 4 at 100 kg\n- Bench press: 8, 8 at 60 kg"
    )  # fmt: skip


def test_one_lift_is_told_in_a_line_for_each_day_the_latest_first(trainee: Trainee) -> None:
    assert told(trainee, exercises=(SQUAT,))[1]["workouts"] == (
        "- Saturday 14 March: Barbell back squat: 8 at 90 kg\n"
        "- Thursday 12 March: Barbell back squat: 5, 5, 4 at 100 kg\n"
        "- Tuesday 10 February: Barbell back squat: 1 at 110 kg"
    )


def test_a_load_is_told_as_it_was_said_or_in_the_unit_that_is_asked(trainee: Trainee) -> None:
    trainee.logs(LoggedSet(SQUAT, 3, 102.0583, 225, "lb"))
    today = {"first": trainee.today, "last": trainee.today, "exercises": (SQUAT,)}
    assert "3 at 225 lb" in str(told(trainee, unit="lb", **today)[1])
    assert "3 at 102.1 kg" in str(told(trainee, **today)[1])


def test_what_is_not_there_is_said_with_the_latest_of_it(trainee: Trainee) -> None:
    variant, values = told(trainee, exercises=(BENCH,), first=date(2026, 3, 14), last=date(2026, 3, 14))
    assert (variant, values["what"]) == ("nothing", "bench press, Saturday 14 March")
    assert values["workouts"] == "- Thursday 12 March: Bench press: 8, 8 at 60 kg"
    variant, values = told(trainee, exercises=("deadlift",))
    assert (variant, values["what"]) == ("nothing", "deadlift")
    assert str(values["workouts"]).startswith("Saturday 14 March:\n- Barbell back squat")


def test_muscles_are_asked_by_what_trains_them(trainee: Trainee) -> None:
    assert told(trainee, "when", muscles=(Muscle.CHEST,)) == (
        "when",
        {"workouts": "Thursday 12 March:\n- Bench press: 8, 8 at 60 kg", "ago": told(trainee, "when",
         muscles=(Muscle.CHEST,))[1]["ago"]},
    )  # fmt: skip
    assert told(trainee, "when", muscles=(Muscle.CALVES,))[0] == "nothing"


def test_the_last_time_is_so_many_days_ago(trainee: Trainee) -> None:
    variant, values = told(trainee, "when", exercises=(BENCH,))
    assert (variant, str(values["ago"])) == ("when", "Amount(low=3, high=3, unit='days')")
    trainee.today = TODAY
    trainee.logs(*sets(BENCH, 60, 8))
    assert told(trainee, "when", exercises=(BENCH,))[0] == "when_today"


def test_the_latest_is_one_workout(trainee: Trainee) -> None:
    assert told(trainee, "latest")[1]["workouts"] == (
        "Saturday 14 March:\n- Barbell back squat: 8 at 90 kg\n- Pull-up: 8, 7\n- Plank: 60 seconds"
    )


def test_the_best_is_the_heaviest_set_with_its_day_and_the_1rm_as_a_range(trainee: Trainee) -> None:
    variant, values = told(trainee, "best", exercises=(SQUAT,))
    assert variant == "best"
    assert str(values["bests"]).startswith("- Barbell back squat: 110 kg × 1, Tuesday 10 February (1RM ≈ ")
    march = told(trainee, "best", exercises=(SQUAT,), first=date(2026, 3, 1), last=TODAY)[1]["bests"]
    assert str(march).startswith("- Barbell back squat: 100 kg × 5, Thursday 12 March")
    everything = str(told(trainee, "best")[1]["bests"])
    assert "Pull-up: 8 reps" in everything
    assert "Plank: 60 seconds" in everything


def test_workouts_are_counted(trainee: Trainee) -> None:
    variant, values = told(trainee, "count", first=date(2026, 3, 1), last=TODAY)
    assert (variant, str(values["count"]), values["span"]) == (
        "count", "Amount(low=2, high=2, unit='workouts')", "Sunday 1 March – Sunday 15 March"
    )  # fmt: skip
    variant, values = told(trainee, "count", exercises=(BENCH,))
    assert (variant, values["what"], values["span"]) == (
        "count_of",
        "bench press",
        "Thursday 12 March – Sunday 15 March",
    )
    assert told(trainee, "count", first=date(2025, 3, 1), last=date(2025, 3, 2))[0] == "nothing"


def test_a_long_log_comes_in_pages() -> None:
    trainee = Trainee(today=TODAY - timedelta(days=20))
    for _ in range(7):
        trainee.today += timedelta(days=2)
        trainee.logs(*sets(SQUAT, 100, 5), *sets(BENCH, 60, 5))
    seen, skipped = [], 0
    while (page := told(trainee, skipped=skipped))[0].startswith("list"):
        seen += [line for line in str(page[1]["workouts"]).splitlines() if not line.startswith("-")]
        skipped = int(float(str(page[1].get("next_page", 0)))) or 99
    assert len(seen) == len(set(seen)) == 7
    assert page[0] == "no_more"


def test_another_lifter_has_another_log(trainee: Trainee) -> None:
    other = Trainee(stores=trainee.stores)
    other.id = trainee.stores.lifters.lifter_of("terminal:other", trainee.stores.lifters.find(trainee.id).made_at).id  # type: ignore[union-attr]
    assert told(other)[0] == "nothing_at_all"

"""Weekly sets, and the balance of movements."""

from bot.coaching.advice import Amount, Prescription
from bot.coaching.terms import Muscle
from bot.programs.balance import Balance, balance
from bot.programs.volume import BIG, mean_sets, weekly_sets


def done(exercise: str, low: float | None, high: float | None = None) -> Prescription:
    return Prescription(exercise, Amount(low, high or low, "sets"), Amount(5, 5, "reps"))


def test_a_set_counts_whole_for_what_it_is_done_for_and_half_for_what_helps() -> None:
    found = weekly_sets(
        [(done("barbell_bench_press", 4),), (done("barbell_bench_press", 2), done("triceps_pushdown", 3))]
    )
    assert found[Muscle.CHEST] == 6
    assert found[Muscle.TRICEPS] == 6 / 2 + 3
    assert Muscle.QUADS not in found


def test_of_a_range_of_sets_the_middle_counts_and_of_none_nothing() -> None:
    assert mean_sets(done("deadlift", 3, 4)) == 3.5
    assert mean_sets(done("deadlift", None)) == 0
    assert weekly_sets([]) == {}


def test_the_sides_of_the_body_are_counted_apart() -> None:
    day = (
        done("overhead_press", 3), done("face_pull", 2), done("leg_extension", 4), done("lying_leg_curl", 1),
        done("dumbbell_curl", 5),
    )  # fmt: skip
    assert balance([day, day]) == Balance(pushes=6, pulls=4, knee=8, hip=2)


def test_every_program_must_reach_the_large_muscles_of_both_halves() -> None:
    assert {Muscle.CHEST, Muscle.LATS, Muscle.QUADS, Muscle.HAMSTRINGS} <= set(BIG)

"""Made-up lifters: new ones and old ones, in kilos and in pounds, with one workout, with own weight only, with gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from bot.coaching.units import to_kg
from bot.store.log_records import BodyMass, LoggedSet, Workout

TODAY = date(2026, 3, 6)
"""A Friday."""


@dataclass(frozen=True)
class History:
    """A lifter's log."""

    unit: MassUnit
    workouts: tuple[Workout, ...]
    masses: tuple[BodyMass, ...]
    training_goal: TrainingGoal | None = None
    training_age: TrainingAge | None = None


def workout(day: date, sets: Iterable[LoggedSet]) -> Workout:
    at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    return Workout(f"{day:%Y%m%d}", "lifter", day, at, tuple(sets))


def sets(
    name: str, load: float | None, *reps: int, unit: MassUnit = MassUnit.KG, warm_up: bool = False
) -> list[LoggedSet]:
    load_kg = None if load is None else to_kg(load, unit)
    return [LoggedSet(name, each, load_kg, load, unit, is_warm_up=warm_up) for each in reps]


def weighed(day: date, mass: float, unit: MassUnit = MassUnit.KG) -> BodyMass:
    return BodyMass("lifter", day, to_kg(mass, unit), mass, unit)


def novice() -> History:
    """Six weeks of StrongLifts, three days a week, the last two weeks with misses."""
    first, log = TODAY - timedelta(weeks=6, days=-1), []
    for at in range(18):
        day = first + timedelta(weeks=at // 3, days=(0, 2, 4)[at % 3] - first.weekday())
        squat = 40 + 2.5 * min(at, 15)
        reps = (5, 5, 5, 5, 4) if at > 15 else (5,) * 5
        lifts = sets("barbell_back_squat", 20, 10, warm_up=True) + sets("barbell_back_squat", squat, *reps)
        if at % 2 == 0:
            lifts += sets("barbell_bench_press", 30 + 1.25 * at, *(5,) * 5) + sets("barbell_row", 30 + at, *(5,) * 5)
        else:
            lifts += sets("overhead_press", 22.5 + at, *(5,) * 5) + sets("deadlift", 60 + 2.5 * at, 5)
        log.append(workout(day, lifts))
    masses = [weighed(first + timedelta(days=3 * at), 72.4 + 0.1 * at + 0.4 * (at % 3)) for at in range(14)]
    return History(MassUnit.KG, tuple(log), tuple(masses), TrainingGoal.STRENGTH, TrainingAge.NOVICE)


def five_years(unit: MassUnit = MassUnit.KG, seed: int = 1) -> History:
    """Four days a week with an upper and a lower body, an easy week out of five, two breaks, 20 sets a workout."""
    chance, step = Random(seed), 2.5 if unit is MassUnit.KG else 5
    log, masses = [], []
    first, weeks = TODAY - timedelta(weeks=260), 260
    for week in range(weeks + 1):
        if 60 <= week < 67 or 150 <= week < 153:
            continue
        for number, weekday in enumerate((0, 1, 3, 4)):
            day = first - timedelta(days=first.weekday()) + timedelta(weeks=week, days=weekday)
            if day > TODAY or chance.random() < 0.06:
                continue
            growth = 1 + 0.75 * (1 - 2.718 ** (-week / 90))
            easy = 0.9 if week % 5 == 4 else 1
            log.append(workout(day, _upper_or_lower(number, growth * easy, step, unit, chance, easy < 1)))
        kilos = 84 - 4 * min(week, 60) / 60 + 3 * max(0, week - 130) / 130
        masses += [
            weighed(first + timedelta(weeks=week, days=at), round(_in(kilos, unit) + chance.gauss(0, 0.5), 1), unit)
            for at in (0, 3)
            if first + timedelta(weeks=week, days=at) <= TODAY
        ]
    return History(unit, tuple(log), tuple(masses), TrainingGoal.HYPERTROPHY, TrainingAge.INTERMEDIATE)


def one_workout() -> History:
    """The very first."""
    lifts = sets("barbell_back_squat", 60, 5, 5, 5) + sets("dumbbell_row", 20, 10, 10) + sets("plank", None, 45)
    return History(MassUnit.KG, (workout(TODAY, lifts),), (weighed(TODAY, 80),))


def pounds() -> History:
    """Five months of 5/3/1-like training in pounds, with one lift that was given up and another begun."""
    log = []
    for week in range(22):
        for number, weekday in enumerate((0, 2, 4)):
            day = TODAY - timedelta(weeks=21 - week) - timedelta(days=TODAY.weekday()) + timedelta(days=weekday)
            top = 5 * (week // 3)
            main = (("barbell_back_squat", 225), ("barbell_bench_press", 155), ("deadlift", 275))[number]
            lifts = sets(main[0], main[1] + top, 5, 5, 5 + week % 3, unit=MassUnit.LB)
            lifts += sets("romanian_deadlift" if week < 12 else "leg_press", 135 + top, 10, 10, unit=MassUnit.LB)
            lifts += sets("pull_up", None, 6 + week // 6, 6, 5) + sets(
                "incline_dumbbell_press", 50, 10, 9, unit=MassUnit.LB
            )
            if day <= TODAY:
                log.append(workout(day, lifts))
    masses = [weighed(TODAY - timedelta(weeks=20 - at), 205.4 - 0.6 * at, MassUnit.LB) for at in range(21)]
    return History(MassUnit.LB, tuple(log), tuple(masses), TrainingGoal.STRENGTH, TrainingAge.INTERMEDIATE)


def own_weight() -> History:
    """Ten weeks of push-ups, pull-ups and planks; a belt for the pull-ups in the end. Never on the scales."""
    log = []
    for at in range(30):
        day = TODAY - timedelta(days=TODAY.weekday()) - timedelta(weeks=9 - at // 3) + timedelta(days=(0, 2, 4)[at % 3])
        lifts = sets("push_up", None, 12 + at // 3, 10 + at // 3, 9) + sets("bodyweight_squat", None, 20, 20)
        lifts += sets("pull_up", None if at < 24 else 5, *((4 + at // 5,) * 3 if at < 24 else (5, 5, 4)))
        lifts += sets("plank", None, 40 + 2 * at, 40)
        if day <= TODAY:
            log.append(workout(day, lifts))
    return History(MassUnit.KG, tuple(log), (), TrainingGoal.HYPERTROPHY, TrainingAge.NOVICE)


def with_gaps() -> History:
    """A year and a half with two breaks of months, and three workouts since the last."""
    days = [TODAY - timedelta(days=back) for back in (*range(540, 400, -7), *range(300, 180, -5), 16, 9, 2)]
    log = [workout(day, sets("deadlift", 100 + at, 5, 5)) for at, day in enumerate(days)]
    masses = [weighed(day, 90 - at / 10) for at, day in enumerate(days[::3])]
    return History(MassUnit.KG, tuple(log), tuple(masses))


HISTORIES = {
    "novice": novice,
    "five_years": five_years,
    "five_years_in_pounds": lambda: five_years(MassUnit.LB),
    "pounds": pounds,
    "one_workout": one_workout,
    "own_weight": own_weight,
    "with_gaps": with_gaps,
}
UPPER_AND_LOWER = (
    (("barbell_bench_press", 60), ("barbell_row", 55), ("overhead_press", 38), ("lat_pulldown", 50)),
    (("barbell_back_squat", 80), ("romanian_deadlift", 70), ("leg_press", 120), ("standing_calf_raise", 60)),
    (("incline_dumbbell_press", 20), ("pull_up", 0), ("lateral_raise", 7), ("seated_cable_row", 50)),
    (("deadlift", 100), ("front_squat", 60), ("walking_lunge", 14), ("leg_extension", 40), ("plank", 0)),
)


def _in(kilos: float, unit: MassUnit) -> float:
    return kilos if unit is MassUnit.KG else kilos / 0.45359237


def _upper_or_lower(
    number: int, strength: float, step: float, unit: MassUnit, chance: Random, is_easy: bool
) -> list[LoggedSet]:
    found: list[LoggedSet] = []
    for at, (name, start) in enumerate(UPPER_AND_LOWER[number]):
        load = round(_in(start, unit) * strength * chance.uniform(0.97, 1.02) / step) * step or None
        reps = [chance.randint(5, 8) if at == 0 else chance.randint(8, 13) for _ in range(2 if is_easy else 4)]
        reps = [45] * len(reps) if name == "plank" else reps
        found += sets(name, load, *reps, unit=unit)
    return found

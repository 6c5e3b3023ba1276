"""Programs to write down: some built, and one made by hand of whatever is hard to set."""

from functools import cache

from bot.coaching.advice import Amount, Mass, PlannedWorkout, Prescription
from bot.coaching.terms import BodyPart, Equipment, MassUnit, TrainingAge, TrainingGoal
from bot.programs.builder import build
from bot.programs.program import GivenUp, Phase, Program, ProgramRequest

SIZE, STRENGTH, BOTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH
NOVICE, INTERMEDIATE, ADVANCED = TrainingAge.NOVICE, TrainingAge.INTERMEDIATE, TrainingAge.ADVANCED
GYM = (Equipment.FULL_GYM,)
LIFTS = (
    ("barbell_back_squat", 140.0), ("barbell_bench_press", 100.0), ("deadlift", 180.0), ("overhead_press", 62.0),
    ("dumbbell_bench_press", 40.0),
)  # fmt: skip
ACHES = (BodyPart.KNEE, BodyPart.SHOULDER, BodyPart.LOWER_BACK, BodyPart.WRIST, BodyPart.ELBOW)
REQUESTS = {
    "two days, dumbbells": ProgramRequest(SIZE, NOVICE, 2, 45, (Equipment.DUMBBELLS,)),
    "one short day": ProgramRequest(STRENGTH, NOVICE, 1, 20, (Equipment.NONE,)),
    "six days": ProgramRequest(BOTH, ADVANCED, 6, 90, GYM, one_rep_maxes=LIFTS),
    "six long days": ProgramRequest(SIZE, INTERMEDIATE, 6, 120, GYM, one_rep_maxes=LIFTS, mass_unit=MassUnit.LB),
    "twelve weeks in pounds": ProgramRequest(
        BOTH, INTERMEDIATE, 3, 75, GYM, one_rep_maxes=LIFTS, mass_unit=MassUnit.LB, template="twelve_week_block"
    ),
    "much given up": ProgramRequest(STRENGTH, NOVICE, 9, 15, (Equipment.BANDS,), ACHES),
    "two workouts in turn": ProgramRequest(STRENGTH, NOVICE, 3, 60, GYM, template="stronglifts_5x5"),
    "percents": ProgramRequest(STRENGTH, NOVICE, 3, 90, GYM, template="beginners_531"),
    "loads by percents": ProgramRequest(
        STRENGTH, NOVICE, 3, 90, GYM, one_rep_maxes=LIFTS, mass_unit=MassUnit.LB, template="beginners_531"
    ),
    "own body": ProgramRequest(BOTH, NOVICE, 3, 75, (Equipment.PULL_UP_BAR,), template="recommended_routine"),
    "legs alone": ProgramRequest(SIZE, INTERMEDIATE, 2, 90, GYM, template="articles_hypertrophy_lower_body"),
}
BY_HAND = "made by hand"
NAMES = (*REQUESTS, BY_HAND)
KINDS = (
    "volume", "more_volume", "movement", "pulls", "legs", "days", "minutes", "left_out", "exchanged", "shortened",
)  # fmt: skip
HARD_TITLE = 'Café "½" — legs & <b>arms</b>; back, 5\\3'


@cache
def program(name: str) -> Program:
    """The program of that name in NAMES."""
    return by_hand() if name == BY_HAND else build(REQUESTS[name])


def by_hand() -> Program:
    """One phase of 5 weeks with signs that PDF and calendar have to escape, long names, and every way to give up."""
    rest = Amount(90, 120, "seconds")
    tens = Amount(8, 12, "reps")
    two = Amount(2, 2, "reps in reserve")
    prescriptions = (
        Prescription("single_leg_romanian_deadlift", Amount(3, 3, "sets"), tens, rest, Mass(22.5, MassUnit.KG), two),
        Prescription(
            "barbell_back_squat", Amount(3, 3, "sets"),
            (Amount(5, 5, "reps"), Amount(5, 5, "reps"), Amount(5, None, "reps")), rest,
            tuple(Mass(load, MassUnit.KG) for load in (62.5, 72.5, 82.5)), Amount(3, None, "reps in reserve"),
        ),
        Prescription("plank", Amount(2, 2, "sets"), Amount(30, 60, "seconds")),
        Prescription("pull_up", Amount(4, 4, "sets"), tens, rest, Mass(10, MassUnit.KG), two),
        Prescription("dumbbell_bench_press", Amount(2, 3, "sets"), tens, rest, Mass(20, MassUnit.KG), two),
    )  # fmt: skip
    workout = PlannedWorkout(HARD_TITLE, 1, prescriptions, 47)
    rules = tuple(f"Rule {at}: add a rep, “{'and one more ' * (at % 4)}” & so on; 5 < 6 > 4." for at in range(1, 11))
    what = {"days": ("9", "6"), "minutes": ("10",), "movement": ("vertical_pull", "lunge"),
            "left_out": ("pull_up", "deadlift"), "exchanged": ("leg_press",), "shortened": (HARD_TITLE,)}  # fmt: skip
    return Program(
        request=ProgramRequest(BOTH, INTERMEDIATE, 2, 50, GYM, (BodyPart.KNEE,)),
        template="upper_lower",
        title=HARD_TITLE,
        author="Zoë Müller-Ødegård",
        phases=(Phase("Phase; one, & only", 5, BOTH, ((workout,),), rules, 5),),
        why=("It is what there is: <i>not</i> much.",),
        sources=("acsm_2009", "spotter"),
        gave_up=tuple(GivenUp(kind, what.get(kind, ("quads", "front_delts"))) for kind in KINDS),
        next_up=("upper_lower", "push_pull_legs"),
    )

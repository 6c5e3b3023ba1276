"""Programs broken by hand, one way or more for each property: a property that passes them cannot fail."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.coaching.advice import Amount, Mass, PlannedWorkout, Prescription
from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.terms import BodyPart, Equipment, MassUnit, TrainingAge, TrainingGoal
from bot.programs.program import GivenUp, ProgramRequest
from tests.bot.programs.combinations import lifts
from tests.bot.programs.frame_properties import near_twins
from tests.bot.programs.recount import SIDES, Case

Breakage = Callable[[Case], Case]
Change = Callable[[PlannedWorkout], PlannedWorkout]
HOME = (Equipment.DUMBBELLS, Equipment.BENCH)


def requests() -> dict[str, ProgramRequest]:
    """A frame of four days, and one without knee bends; programs by name, as they are, exchanged and shortened."""
    frame = ProgramRequest(
        TrainingGoal.BOTH, TrainingAge.INTERMEDIATE, 4, 60, (Equipment.FULL_GYM,), one_rep_maxes=lifts()[1][1]
    )
    return {
        "frame": frame,
        "kneeless": replace(frame, disliked=tuple(each for each in all_exercises() if _side(each) == "knee")),
        "printed": replace(frame, template="phul", workout_minutes=90),
        "exchanged": replace(frame, template="phul", workout_minutes=90, equipment=HOME),
        "shortened": replace(frame, template="phul", workout_minutes=30),
    }


def _program(**changes: Any) -> Breakage:
    return lambda case: replace(case, program=replace(case.program, **changes))


def _request(**changes: Any) -> Breakage:
    return lambda case: replace(case, request=replace(case.request, **changes))


def _giving_up(*more: GivenUp) -> Breakage:
    return lambda case: _program(gave_up=(*case.program.gave_up, *more))(case)


def _silent(kind: str) -> Breakage:
    return lambda case: _program(gave_up=tuple(each for each in case.program.gave_up if each.kind != kind))(case)


def _week(change: Callable[[tuple[PlannedWorkout, ...]], tuple[PlannedWorkout, ...]]) -> Breakage:
    """Changes the first week of the first phase, as it is planned."""

    def broken(case: Case) -> Case:
        first, *others = case.program.phases
        phase = replace(first, microcycles=(change(first.microcycles[0]), *first.microcycles[1:]))
        return _program(phases=(phase, *others))(case)

    return broken


def _workout(**changes: Any) -> Breakage:
    return _week(lambda week: (replace(week[0], **changes), *week[1:]))


def _prescriptions(change: Callable[[tuple[Prescription, ...]], tuple[Prescription, ...]]) -> Breakage:
    """Changes the first workout."""
    return lambda case: _workout(prescriptions=change(next(case.workouts).prescriptions))(case)


def _first(**changes: Any) -> Breakage:
    """Changes the first exercise of the first workout."""
    return _prescriptions(lambda them: (replace(them[0], **changes), *them[1:]))


def _rules(*rules: str) -> Breakage:
    return lambda case: _program(phases=tuple(replace(each, rules=rules) for each in case.program.phases))(case)


def _made(at: int, **changes: Any) -> Breakage:
    """Changes a week as it is made."""

    def broken(case: Case) -> Case:
        changed = replace(case.weeks[at - 1], **changes)
        return replace(case, weeks=(*case.weeks[: at - 1], changed, *case.weeks[at:]))

    return broken


def _done(number: int, change: Callable[[Prescription], Prescription]) -> Breakage:
    """Changes every exercise of a week as it is made."""

    def broken(case: Case) -> Case:
        workouts = tuple(
            replace(each, prescriptions=tuple(map(change, each.prescriptions)))
            for each in case.weeks[number - 1].workouts
        )
        return _made(number, workouts=workouts)(case)

    return broken


def _heavier(share: float, more: float = 0) -> Callable[[Prescription], Prescription]:
    def heavier(each: Prescription) -> Prescription:
        if not isinstance(each.load, Mass):
            return each
        return replace(each, load=Mass(each.load.value * share + more, each.load.unit))

    return heavier


def _without_pulls(week: tuple[PlannedWorkout, ...]) -> tuple[PlannedWorkout, ...]:
    return tuple(
        replace(workout, prescriptions=tuple(each for each in workout.prescriptions if _side(each.exercise) != "pull"))
        for workout in week
    )


def _side(name: str) -> str:
    return next((side for side, patterns in SIDES.items() if exercise(name).pattern.value in patterns), "")


def _easy_as_hard(case: Case) -> Case:
    easy = next(each for each in case.weeks if each.is_deload)
    return _made(easy.number, workouts=case.weeks[easy.number - 2].workouts)(case)


def _with_an_untrue_swap(case: Case) -> Case:
    name = next(case.prescriptions).exercise
    return _request(swaps=((name, "zercher_squat"),))(case)


def _with_a_near_twin(case: Case) -> Case:
    """The first workout has all the exercises of a group that are nearly the same."""
    twins = [Prescription(each, _sets(1), Amount(5, 5, "reps")) for each in sorted(near_twins()[0])]
    return _prescriptions(lambda them: (*them, *twins))(case)


def _sets(count: int) -> Amount:
    return Amount(count, count, "sets")


def _reserve(count: int) -> Amount:
    return Amount(count, count, "reps in reserve")


BROKEN: dict[str, tuple[tuple[str, Breakage], ...]] = {
    "days_are_as_asked": (("frame", _week(lambda week: week[:-1])), ("frame", _giving_up(GivenUp("days", ("4",))))),
    "weekdays_ascend": (("frame", _week(lambda week: week[::-1])), ("frame", _workout(weekday=1))),
    "weekdays_are_the_lifters": (("frame", _request(weekdays=(6, 2, 4, 5))),),
    "workouts_fit_the_minutes": (("frame", _workout(minutes=61)), ("frame", _request(workout_minutes=40))),
    "minutes_out_of_the_limits_are_said": (("frame", _request(workout_minutes=500)),),
    "equipment_is_there": (("frame", _request(equipment=(Equipment.NONE,))),),
    "no_complaint_speaks_against_it": (("frame", _request(complaints=tuple(BodyPart))),),
    "nothing_disliked_is_in_it": (("frame", _request(disliked=("barbell_bench_press", "barbell_back_squat"))),),
    "nothing_for_the_advanced_alone": (("frame", _first(exercise="handstand_push_up")),),
    "nothing_comes_twice_in_a_workout": (("frame", _prescriptions(lambda them: (*them, them[0]))),),
    "counts_fit_the_exercise": (
        ("frame", _first(exercise="plank")),
        ("frame", _first(reps=(Amount(5, 5, "reps"), Amount(4, 4, "reps")), sets=_sets(3))),
    ),
    "volume_is_said": (
        ("frame", _giving_up(GivenUp("volume", ("chest",)))),
        ("frame", _week(lambda week: tuple(replace(each, prescriptions=each.prescriptions[:1]) for each in week))),
        ("frame", _first(sets=_sets(30))),
    ),
    "balance_is_said": (("frame", _week(_without_pulls)), ("frame", _giving_up(GivenUp("legs")))),
    "what_is_given_up_is_told_once": (
        ("frame", _giving_up(GivenUp("pulls"), GivenUp("pulls"))),
        ("frame", _giving_up(GivenUp("patience"))),
    ),
    "rules_are_whole_sentences": (("frame", _rules("Add {step}.")), ("frame", _rules())),
    "sources_and_followers_exist": (
        ("frame", _program(sources=("hearsay",))),
        ("frame", _program(next_up=("another",))),
        ("frame", _program(why=())),
    ),
    "titles_tell_workouts_apart": (
        ("frame", _week(lambda week: tuple(replace(each, title="Workout") for each in week))),
    ),
    "sets_stay_below_the_top": (("frame", _first(sets=_sets(12))),),
    "sets_are_the_guidelines": (("frame", _first(sets=_sets(6))), ("frame", _first(sets=_sets(0)))),
    "reps_are_the_guidelines": (("frame", _first(reps=Amount(15, 20, "reps"))),),
    "rests_are_the_guidelines": (("frame", _first(rest=Amount(30, 30, "seconds"))),),
    "reserve_is_the_guidelines": (("frame", _first(reserve=_reserve(0))),),
    "movements_without_an_exercise_are_said": (
        ("frame", _giving_up(GivenUp("movement", ("squat",)))),
        ("kneeless", _silent("movement")),
    ),
    "near_twins_are_not_in_one_workout": (("frame", _with_a_near_twin),),
    "numbers_are_the_authors": (
        ("printed", _first(reps=Amount(15, 20, "reps"))),
        ("printed", _first(sets=_sets(2))),
        ("printed", _prescriptions(lambda them: them[::-1])),
    ),
    "exchanges_are_said": (
        ("exchanged", _silent("exchanged")),
        ("printed", _giving_up(GivenUp("left_out", ("deadlift",)))),
    ),
    "nothing_is_left_out_without_need": (("exchanged", _prescriptions(lambda them: them[1:])),),
    "shortening_is_said": (
        ("shortened", _silent("shortened")),
        ("printed", _giving_up(GivenUp("shortened", ("Day",)))),
    ),
    "every_week_can_be_made": (
        ("frame", lambda case: replace(case, weeks=case.weeks[:-1])),
        ("frame", _made(2, is_deload=True)),
        ("frame", _made(2, number=3)),
        ("printed", lambda case: _program(phases=tuple(replace(each, weeks=13) for each in case.program.phases))(case)),
    ),
    "hard_weeks_keep_the_work": (("frame", _done(2, lambda each: replace(each, sets=_sets(9)))),),
    "easy_weeks_are_lighter": (("frame", _easy_as_hard), ("frame", _done(5, _heavier(2)))),
    "effort_rises": (
        ("frame", _done(1, lambda each: replace(each, reserve=_reserve(1)))),
        ("frame", _done(2, lambda each: replace(each, reserve=Amount(2.5, 2.5, "reps in reserve")))),
        ("frame", _done(4, lambda each: replace(each, reserve=_reserve(2)))),
    ),
    "effort_never_falls": (("frame", _done(3, lambda each: replace(each, reserve=_reserve(3)))),),
    "loads_can_be_put_together": (
        ("frame", _done(1, _heavier(1, 0.3))),
        ("frame", _request(mass_unit=MassUnit.LB)),
        ("frame", _request(one_rep_maxes=())),
    ),
    "loads_stay_below_the_max": (("frame", _done(1, _heavier(2))),),
    "loads_grow_slowly": (("frame", _done(2, _heavier(1.25))),),
    "the_same_comes_again": (("frame", _program(title="Another")),),
    "order_makes_no_difference": (("frame", _workout(minutes=1)),),
    "swaps_change_nothing_else": (("frame", _with_an_untrue_swap),),
    "stand_ins_suit": (("frame", _request(complaints=tuple(BodyPart))),),
    "shortened_workouts_fit": (("frame", _done(1, lambda each: replace(each, sets=_sets(0)))),),
}

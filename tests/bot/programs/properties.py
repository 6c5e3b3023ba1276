"""What holds for every program. A property takes a case and returns what speaks against it, one line each."""

from collections import Counter
from collections.abc import Callable, Iterator

from bot.coaching.exercise import exercise
from bot.coaching.source import all_sources
from bot.coaching.terms import Muscle
from bot.programs.template import all_templates
from tests.bot.programs.recount import (
    BIG,
    Case,
    clamped,
    figure,
    has_the_equipment,
    is_beyond,
    is_spoken_against,
    muscle_sets,
    one,
    recounted_minutes,
    side_sets,
    wanted_band,
)

Property = Callable[[Case], list[str]]
KINDS = {
    "days", "minutes", "volume", "more_volume", "movement", "pulls", "legs", "exchanged", "left_out", "shortened",
}  # fmt: skip


def days_are_as_asked(case: Case) -> list[str]:
    """As many workouts a week as asked, within the limits; else 'days' is given up, and only then.

    A block may have other days in some of its phases: it has those that its template has.
    """
    wanted = clamped("days_per_week", case.request.days_per_week)
    found = {len(microcycle) for microcycle in case.microcycles}
    of_block = len(case.template.phases) > 1 and wanted in case.template.days
    of_phases = {len(phase.weekdays) for phase in case.template.phases}
    kept = (found == {wanted} or (of_block and found == of_phases)) and wanted == case.request.days_per_week
    said = case.given_up("days") is not None
    return [] if kept is not said else [f"{found} days a week for {case.request.days_per_week}, given up: {said}"]


def weekdays_ascend(case: Case) -> list[str]:
    weeks = [[workout.weekday for workout in microcycle] for microcycle in case.microcycles]
    return [f"weekdays {week}" for week in weeks if week != sorted(set(week)) or not set(week) <= set(range(7))]


def weekdays_are_the_lifters(case: Case) -> list[str]:
    """Where the lifter has named as many weekdays as there are workouts, the workouts are on these."""
    named = sorted(set(case.request.weekdays))
    weeks = [[workout.weekday for workout in microcycle] for microcycle in case.microcycles]
    return [f"on {week}, expected {named}" for week in weeks if len(week) == len(named) and week != named]


def workouts_fit_the_minutes(case: Case) -> list[str]:
    """The minutes told are those of the time model, and no more than asked; where rests are open, with the longest."""
    most = clamped("minutes", case.request.workout_minutes)
    wrong = []
    for workout in case.workouts:
        counted = recounted_minutes(workout.prescriptions, most)
        if workout.minutes != counted or counted > most:
            wrong.append(f"{workout.title}: {workout.minutes} min told, {counted} counted, {most} asked")
        if case.template.is_frame and recounted_minutes(workout.prescriptions, most, longest_rests=True) > most:
            wrong.append(f"{workout.title}: the longest rests do not fit {most} min")
    return wrong


def minutes_out_of_the_limits_are_said(case: Case) -> list[str]:
    asked = case.request.workout_minutes
    wanted = None if clamped("minutes", asked) == asked else {str(asked)}
    said = case.given_up("minutes")
    return [] if said == wanted else [f"minutes given up: {said}, expected {wanted}"]


def equipment_is_there(case: Case) -> list[str]:
    return [each for each in case.chosen if not has_the_equipment(exercise(each), case.request)]


def no_complaint_speaks_against_it(case: Case) -> list[str]:
    return [each for each in case.chosen if is_spoken_against(exercise(each), case.request)]


def nothing_disliked_is_in_it(case: Case) -> list[str]:
    return sorted(case.chosen & set(case.request.disliked))


def nothing_for_the_advanced_alone(case: Case) -> list[str]:
    """But for what a template's author prints."""
    printed = {each.exercise for phase in case.template.phases for w in phase.workouts for each in w.prescriptions}
    return [each for each in case.chosen - printed if is_beyond(exercise(each), case.request)]


def nothing_comes_twice_in_a_workout(case: Case) -> list[str]:
    """Nor more often than its author has an exercise in that workout: some do a lift heavy and then light."""
    often = {
        workout.title: max(Counter(each.exercise for each in workout.prescriptions).values(), default=1)
        for phase in case.template.phases
        for workout in phase.workouts
    }
    return [
        f"{workout.title}: {found} {times} times"
        for workout in case.workouts
        for found, times in Counter(each.exercise for each in workout.prescriptions).items()
        if times > often[workout.title]
    ]


def counts_fit_the_exercise(case: Case) -> list[str]:
    """Seconds for holds, reps for the rest; one number for each set, or one for all."""
    wrong = []
    for each in case.prescriptions:
        unit = "seconds" if exercise(each.exercise).timed else "reps"
        reps = each.reps if isinstance(each.reps, tuple) else (each.reps,)
        if {count.unit for count in reps} != {unit}:
            wrong.append(f"{each.exercise}: counted in {reps[0].unit}, expected {unit}")
        for name, given in (("reps", reps), ("percents", each.percents)):
            if len(given) not in (0, 1, each.sets.high):
                wrong.append(f"{each.exercise}: {len(given)} {name} for {each.sets.high} sets")
    return wrong


def volume_is_said(case: Case) -> list[str]:
    """'volume' names the big muscles that get too few weekly sets, 'more_volume' those that get too many.

    Where workouts come in turn from week to week, on average.
    """
    found: dict[str, set[Muscle]] = {"volume": set(), "more_volume": set()}
    for phase in case.program.phases if case.is_a_whole_week else ():
        low, high = wanted_band(phase.training_goal, case.request.training_age)
        weeks = len(phase.microcycles)
        sets = muscle_sets(workout for microcycle in phase.microcycles for workout in microcycle)
        found["volume"] |= {muscle for muscle in BIG if sets[muscle] / weeks < low}
        found["more_volume"] |= {muscle for muscle in sets if sets[muscle] / weeks > high}
    return [
        f"{kind} given up: {case.given_up(kind)}, expected {sorted(muscles)}"
        for kind, muscles in found.items()
        if case.given_up(kind) != (muscles or None)
    ]


def balance_is_said(case: Case) -> list[str]:
    """'pulls' is given up if there are fewer pulls than pushes, 'legs' if knees or hips get too much, and only then."""
    ratio, uneven = figure("program_review", "pulls_per_push")[0], figure("program", "legs_in_balance")[1]
    counted = [
        side_sets(workout for microcycle in phase.microcycles for workout in microcycle)
        for phase in (case.program.phases if case.is_a_whole_week else ())
    ]
    holds = {
        "pulls": any(each["pull"] < each["push"] * ratio for each in counted),
        "legs": any(max(each["knee"], each["hip"]) > uneven * min(each["knee"], each["hip"]) for each in counted),
    }
    return [
        f"{kind} given up: {not out}, expected {out}, in {counted}"
        for kind, out in holds.items()
        if out is not (case.given_up(kind) is not None)
    ]


def what_is_given_up_is_told_once(case: Case) -> list[str]:
    kinds = Counter(each.kind for each in case.program.gave_up)
    wrong = [f"{kind} {count} times" for kind, count in kinds.items() if count > 1]
    wrong += [f"{kind}: no such kind" for kind in kinds.keys() - KINDS]
    return wrong + [f"{each}" for each in case.program.gave_up if len(set(each.what)) < len(each.what)]


def rules_are_whole_sentences(case: Case) -> list[str]:
    rules = [rule for phase in case.program.phases for rule in phase.rules]
    empty = [f"{phase.title}: no rules" for phase in case.program.phases if not phase.rules]
    return empty + [rule for rule in rules if set("{}") & set(rule) or not rule[0].isupper() or rule[-1] != "."]


def sources_and_followers_exist(case: Case) -> list[str]:
    program = case.program
    wrong = [f"no source {each}" for each in program.sources if each not in all_sources()]
    wrong += [f"no template {each}" for each in program.next_up if each not in all_templates()]
    return wrong + [f"no {name}" for name in ("sources", "why", "title", "author") if not getattr(program, name)]


def titles_tell_workouts_apart(case: Case) -> list[str]:
    """In a week a title stands for one workout; an author may have the same one on two days."""
    wrong = []
    for microcycle in case.microcycles:
        done: dict[str, object] = {}
        for workout in microcycle:
            if workout.title in done and (case.template.is_frame or done[workout.title] != workout.prescriptions):
                wrong.append(f"{workout.title} twice in a week")
            done[workout.title] = workout.prescriptions
    return wrong


def sets_stay_below_the_top(case: Case) -> list[str]:
    """Frames: no muscle gets more sets than the guideline has for a week, nor for a workout. Swaps may change that."""
    if not case.template.is_frame or case.request.swaps:
        return []
    return list(_over_the_top(case))


def _over_the_top(case: Case) -> Iterator[str]:
    a_workout = one("weekly_volume", "most_in_one_workout")
    for phase in case.program.phases:
        a_week = wanted_band(phase.training_goal, case.request.training_age)[1]
        for microcycle in phase.microcycles:
            of_week = muscle_sets(microcycle)
            yield from (f"{muscle}: {of_week[muscle]:g} sets a week" for muscle in of_week if of_week[muscle] > a_week)
            for workout in microcycle:
                today = muscle_sets([workout])
                yield from (f"{muscle}: {today[muscle]:g} sets a day" for muscle in today if today[muscle] > a_workout)


OF_ANY: tuple[Property, ...] = (
    days_are_as_asked,
    weekdays_ascend,
    weekdays_are_the_lifters,
    workouts_fit_the_minutes,
    minutes_out_of_the_limits_are_said,
    equipment_is_there,
    no_complaint_speaks_against_it,
    nothing_disliked_is_in_it,
    nothing_for_the_advanced_alone,
    nothing_comes_twice_in_a_workout,
    counts_fit_the_exercise,
    volume_is_said,
    balance_is_said,
    what_is_given_up_is_told_once,
    rules_are_whole_sentences,
    sources_and_followers_exist,
    titles_tell_workouts_apart,
    sets_stay_below_the_top,
)

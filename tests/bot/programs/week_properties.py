"""What holds from week to week: the same work with more effort, easy weeks, and loads that can be put together."""

from collections.abc import Iterator
from functools import cache

from bot.coaching.advice import Mass, Prescription
from bot.coaching.amounts import ends
from bot.coaching.errors import OutOfRangeError
from bot.coaching.exercise import Loading, exercise
from bot.coaching.limits import cap_load_increase
from bot.coaching.plates import common_plates, load_bar
from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg
from bot.programs.periodization import week
from bot.programs.program import Phase, Week
from tests.bot.programs.properties import Property
from tests.bot.programs.recount import UNLOADED, Case, clamped, one, recounted_minutes

HELD = {Loading.DUMBBELL: "dumbbell", Loading.DUMBBELL_EACH: "dumbbell", Loading.KETTLEBELL: "kettlebell"}
NOISE = 1e-9


def every_week_can_be_made(case: Case) -> list[str]:
    """Weeks 1 to the last, easy ones where they are due, and no others."""
    wrong = [f"week {at}: numbered {each.number}" for at, each in enumerate(case.weeks, 1) if each.number != at]
    due = [at for phase in case.program.phases for at in _easy(phase)]
    if [each.is_deload for each in case.weeks] != due:
        wrong.append(f"easy weeks {[each.number for each in case.weeks if each.is_deload]}, expected {due}")
    wrong += [f"week {at} is made" for at in (0, len(due) + 1) if _is_made(case, at)]
    return wrong + _of_the_wrong_length(case)


def _easy(phase: Phase) -> list[bool]:
    """For each week of a phase, whether it is to be an easy one."""
    return [phase.deload_every is not None and at % phase.deload_every == 0 for at in range(1, phase.weeks + 1)]


def _is_made(case: Case, number: int) -> bool:
    try:
        week(case.program, number)
    except OutOfRangeError:
        return False
    return True


def _of_the_wrong_length(case: Case) -> list[str]:
    """Phases last as their template says; if it does not say, two rounds of hard weeks and an easy one."""
    every = int(one("program", "weeks_to_an_easy_week", None, case.request.training_age))
    rounds = int(one("program", "mesocycles"))
    return [
        f"{phase.title}: {phase.weeks} weeks, one of {phase.deload_every} easy"
        for phase, given in zip(case.program.phases, case.template.phases, strict=True)
        if (phase.weeks, phase.deload_every)
        != ((given.weeks, given.deload_every) if given.weeks else (rounds * every, every))
    ]


def hard_weeks_keep_the_work(case: Case) -> list[str]:
    """But for loads and effort, a hard week is the phase's: its weeks in turn."""
    wrong = []
    for phase, at, each in _hard(case):
        planned = phase.microcycles[at % len(phase.microcycles)]
        same = [(w.title, w.weekday, w.minutes, *map(_work, w.prescriptions)) for w in planned]
        if [(w.title, w.weekday, w.minutes, *map(_work, w.prescriptions)) for w in each.workouts] != same:
            wrong.append(f"week {each.number} is not the week planned")
    return wrong


def _work(each: Prescription) -> tuple[object, ...]:
    return each.exercise, each.sets, each.reps, each.rest, each.percents


def easy_weeks_are_lighter(case: Case) -> list[str]:
    """The same exercises with fewer sets, none with more, and none heavier than the week before; still on time."""
    wrong = []
    for phase, at, each in _weeks(case):
        if each.is_deload:
            planned = phase.microcycles[at % len(phase.microcycles)]
            wrong += [
                f"week {each.number}: {easy.title}: {why}"
                for easy, hard in zip(each.workouts, planned, strict=True)
                for why in _not_lighter(easy.prescriptions, hard.prescriptions)
            ]
            wrong += _heavier(each, case.weeks[: each.number - 1])
            wrong += _late(case, each)
    return wrong


def _not_lighter(easy: tuple[Prescription, ...], hard: tuple[Prescription, ...]) -> Iterator[str]:
    if [each.exercise for each in easy] != [each.exercise for each in hard]:
        yield "other exercises"
        return
    fewer = [ends(less.sets)[1] - ends(more.sets)[1] for less, more in zip(easy, hard, strict=True)]
    if max(fewer) > 0 or (sum(fewer) == 0 and any(ends(each.sets)[1] > 1 for each in hard)):
        yield "no fewer sets"


def _heavier(easy: Week, before: tuple[Week, ...]) -> list[str]:
    last = {(w.title, at): each for past in before for w in past.workouts for at, each in enumerate(w.prescriptions)}
    return [
        f"week {easy.number}: {each.exercise}: heavier than before"
        for workout in easy.workouts
        for at, each in enumerate(workout.prescriptions)
        if (workout.title, at) in last
        and max(_loads(each), default=0) > max(_loads(last[workout.title, at]), default=0)
    ]


def _late(case: Case, each: Week) -> list[str]:
    most = clamped("minutes", case.request.workout_minutes)
    counted = {workout.title: recounted_minutes(workout.prescriptions, most) for workout in each.workouts}
    return [
        f"week {each.number}: {workout.title}: {workout.minutes} min told, {counted[workout.title]} counted"
        for workout in each.workouts
        if not workout.minutes == counted[workout.title] <= most
    ]


def effort_rises(case: Case) -> list[str]:
    """Reps to leave: whole, from the most in the first hard week to the least in the last, never more than before."""
    wrong = []
    for phase in {id(phase): phase for phase in case.program.phases}.values():
        of_it = [(at, each) for its, at, each in _hard(case) if its is phase]
        every = phase.deload_every or phase.weeks + 1
        last_hard = min(every - 1, phase.weeks) - 1
        for at, each in of_it:
            planned = phase.microcycles[at % len(phase.microcycles)]
            for told, plan in _pairs(each, planned):
                why = _wrong_effort(told, plan, at % every, last_hard)
                wrong += [f"week {each.number}: {told.exercise}: {why}"] if why else []
    return wrong


def _wrong_effort(told: Prescription, plan: Prescription, place: int, last: int) -> str:
    if plan.reserve is None or told.reserve is None:
        return "" if plan.reserve is told.reserve else f"{told.reserve}, and {plan.reserve} planned"
    least, most = ends(plan.reserve)
    low, high = ends(told.reserve)
    wanted = {last: least} | {0: most}
    fits = low == high == int(low) and least <= low <= most and low == wanted.get(place, low)
    return "" if fits else f"{low:g}–{high:g} left in hard week {place + 1} of {last + 1}, planned {least:g}–{most:g}"


def effort_never_falls(case: Case) -> list[str]:
    """From a hard week to the next one, unless an easy one or another phase comes between."""
    wrong = []
    for before, after in zip(case.weeks, case.weeks[1:], strict=False):
        if before.phase is not after.phase or before.is_deload or after.is_deload:
            continue
        left = {(w.title, at): each.reserve for w in before.workouts for at, each in enumerate(w.prescriptions)}
        for workout in after.workouts:
            for at, each in enumerate(workout.prescriptions):
                was = left.get((workout.title, at))
                if was and each.reserve and ends(each.reserve)[0] > ends(was)[0]:
                    wrong.append(f"week {after.number}: {each.exercise}: easier than before")
    return wrong


def loads_can_be_put_together(case: Case) -> list[str]:
    """In the lifter's unit, from common plates and sizes; none for what has no load, or is not known."""
    known = dict(case.request.one_rep_maxes)
    wrong = []
    for number, each in _loaded(case):
        masses = each.load if isinstance(each.load, tuple) else (each.load,)
        loading = exercise(each.exercise).loading
        if loading in UNLOADED or each.exercise not in known:
            wrong.append(f"week {number}: {each.exercise}: a load, and none is known")
        if len(masses) not in (1, each.sets.high):
            wrong.append(f"week {number}: {each.exercise}: {len(masses)} loads for {each.sets.high} sets")
        for mass in masses:
            assert mass is not None
            if mass.unit is not case.request.mass_unit or not _can_be_loaded(mass.value, mass.unit, loading):
                wrong.append(f"week {number}: {each.exercise}: {mass.value:g} {mass.unit}")
    return wrong


@cache
def _can_be_loaded(load: float, unit: MassUnit, loading: Loading) -> bool:
    if loading is Loading.BARBELL:
        bar = one("plates", f"bar_{unit}")
        return load >= bar and load_bar(load, bar, common_plates(unit)).total == load
    tool = HELD.get(loading, "barbell")
    light = load < one("rounding", f"light_below_{tool}_{unit}")
    step = one("rounding", f"step_light_{unit}" if light else f"step_{tool}_{unit}")
    return load > 0 and abs(load / step - round(load / step)) < NOISE


def loads_stay_below_the_max(case: Case) -> list[str]:
    known, unit = dict(case.request.one_rep_maxes), case.request.mass_unit
    return [
        f"week {number}: {each.exercise}: {max(_loads(each)):g} {unit}, max {known.get(each.exercise)} kg"
        for number, each in _loaded(case)
        if to_kg(max(_loads(each)), unit) > known.get(each.exercise, 0) * (1 + NOISE)
    ]


def loads_grow_slowly(case: Case) -> list[str]:
    """From a hard week to the next with the same exercise for the same reps, within the limit for a week."""
    last: dict[tuple[object, ...], float] = {}
    wrong = []
    for _, _, each in _hard(case):
        now: dict[tuple[object, ...], float] = {}
        for workout in each.workouts:
            for done in workout.prescriptions:
                if done.load:
                    key = done.exercise, done.reps, done.percents
                    now[key] = max(now.get(key, 0), *_loads(done))
        for key, load in now.items():
            if key in last and load > cap_load_increase(last[key], load) + NOISE:
                wrong.append(f"week {each.number}: {key[0]}: from {last[key]:g} to {load:g} {case.request.mass_unit}")
        last |= now
    return wrong


def _loads(each: Prescription) -> list[float]:
    masses = each.load if isinstance(each.load, tuple) else (each.load,)
    return [mass.value for mass in masses if isinstance(mass, Mass)]


def _loaded(case: Case) -> Iterator[tuple[int, Prescription]]:
    for each in case.weeks:
        for workout in each.workouts:
            yield from ((each.number, done) for done in workout.prescriptions if done.load is not None)


def _weeks(case: Case) -> Iterator[tuple[Phase, int, Week]]:
    """Each week with its phase, and which of the phase's weeks it is, from 0."""
    places = ((phase, at) for phase in case.program.phases for at in range(phase.weeks))
    yield from ((phase, at, each) for (phase, at), each in zip(places, case.weeks, strict=True))


def _hard(case: Case) -> Iterator[tuple[Phase, int, Week]]:
    return ((phase, at, each) for phase, at, each in _weeks(case) if not each.is_deload)


def _pairs(each: Week, planned: tuple[object, ...]) -> Iterator[tuple[Prescription, Prescription]]:
    for told, plan in zip(each.workouts, planned, strict=True):
        yield from zip(told.prescriptions, plan.prescriptions, strict=True)


OF_WEEKS: tuple[Property, ...] = (
    every_week_can_be_made,
    hard_weeks_keep_the_work,
    easy_weeks_are_lighter,
    effort_rises,
    effort_never_falls,
    loads_can_be_put_together,
    loads_stay_below_the_max,
    loads_grow_slowly,
)

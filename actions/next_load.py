"""What to lift next, and why; what is worth saying after a log."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.lifter import lifter_of, today
from actions.slots import facts_of_message, question_from
from actions.told import Told
from actions.utter import utter
from bot.coaching.advice import Advice, Value
from bot.coaching.audience import is_new_older_adult
from bot.coaching.exercise import exercise
from bot.coaching.next_load_reason import Decision, NextLoad
from bot.coaching.personal_record import PersonalRecord
from bot.coaching.progression import advise as progression
from bot.coaching.question import Question
from bot.coaching.terms import MassUnit, TrainingAge
from bot.logbook.after_log import MOST_LIFTS, Trainee, WhatFollows, main_lifts, next_loads, what_follows
from bot.logbook.in_progress import due_workout
from bot.logbook.lines import reps_text
from bot.programs.errors import ProgramError
from bot.store.interface import Stores
from bot.store.log_records import Workout
from bot.wording import listed, name, show, work

TOPIC = "next_load"
OWN_REASONS = (
    "misses", "allowed", "percent", "weeks_off", "over", "needed", "up_from", "drops", "training_max",
    "training_max_before",
)  # fmt: skip
"""Values that some decisions have besides those of every one; lifts of which they are alike are told together."""


def say_what_follows(
    dispatcher: CollectingDispatcher, tracker: Tracker, lifter: str, logged: Sequence[Workout], unit: str | None = None
) -> None:
    """After something was logged: records, what to lift next, and rarely that a lift is stuck or a week be easy.

    `unit` is the one that it was told in, if all of it was; else it is said in the lifter's.
    """
    question = question_from(tracker, {})
    whom = trainee(lifter, replace(question, mass_unit=MassUnit(unit)) if unit else question)
    for advice in advices(what_follows(services.services().stores, whom, logged)):
        utter(dispatcher, advice)


def trainee(lifter: str, question: Question) -> Trainee:
    """Whose log it is."""
    age = TrainingAge.NOVICE if is_new_older_adult(question) else question.training_age
    return Trainee(lifter, today(), question.mass_unit, age, question.training_goal, question.body_mass_kg)


def advices(found: WhatFollows) -> tuple[Advice, ...]:
    """What follows, as answers: records, next loads, stalls or an easy week."""
    proposal = (found.deload.advice,) if found.deload else tuple(each.advice for each in found.stalls[:1])
    return (*record_advices(found.records), *next_advices(found.next), *proposal)


def record_advices(records: Iterable[PersonalRecord]) -> tuple[Advice, ...]:
    """An answer for each kind of record, with a line for each lift."""
    by_kind = groupby(sorted(records, key=lambda each: each.kind), key=lambda each: each.kind)
    found = [(kind, list(same)) for kind, same in by_kind]
    return tuple(
        Advice("personal_record", {"lines": _lines(map(_record_line, same))}, kind, (), same[0].advice.sources)
        for kind, same in found
    )


def _record_line(record: PersonalRecord) -> str:
    at = f" at {show(record.load)}" if record.kind == "reps" and record.load else ""
    return f"{exercise(record.exercise).title}{at}: {show(record.before)} → {show(record.value)}"


def next_advices(found: Iterable[NextLoad]) -> tuple[Advice, ...]:
    """An answer for each decision, with a line for each lift that it is made for."""
    groups: dict[tuple[object, ...], list[NextLoad]] = {}
    for each in found:
        own = tuple((key, each.values[key]) for key in OWN_REASONS if key in each.values)
        groups.setdefault((variant_of(each), own), []).append(each)
    return tuple(Advice(TOPIC, _values(same), variant_of(same[0]), (), same[0].sources) for same in groups.values())


def variant_of(found: NextLoad) -> str:
    """The decision; with "_counted" where it is known after how many misses load comes off."""
    if found.decision is Decision.REPEAT and "allowed" in found.values:
        return f"{found.decision}_counted"
    if found.decision is Decision.FIRST and found.prescription.load is not None:
        return f"{found.decision}_with_load"
    return str(found.decision)


def _values(same: Sequence[NextLoad]) -> dict[str, Value]:
    own = {key: value for key, value in same[0].values.items() if key in OWN_REASONS}
    return {"lines": _lines(map(next_line, same)), "lifts": listed(name(each.prescription.exercise) for each in same),
            **own}  # fmt: skip


def next_line(found: NextLoad) -> str:
    """ "Back squat: 5, 5, 5 at 100 kg → 3 × 5 at 102.5 kg"; without a log what comes next alone."""
    title, following = exercise(found.prescription.exercise).title, work(found.prescription)
    if "done" not in found.values:
        return f"{title}: {following}"
    return f"{title}: {done_text(found)} → {following}"


def done_text(found: NextLoad) -> str:
    """The reps that were done, with their load where all sets had the same."""
    reps = found.values["done"]
    assert isinstance(reps, tuple)
    told = reps_text(each for each in reps if isinstance(each, float))
    one_load = "load" in found.values and not isinstance(found.prescription.load, tuple)
    return f"{told} at {show(found.values['load'])}" if one_load and "training_max" not in found.values else told


def _lines(lines: Iterable[str]) -> str:
    found = list(lines)
    return f"{found[0]}." if len(found) == 1 else "\n".join(f"- {each}" for each in found)


def tell(tracker: Tracker, question: Question) -> Told:
    """What to lift next of the lifts that are named; of none: of the workout that is due, else of the last one."""
    stores, lifter = services.services().stores, lifter_of(tracker).id
    whom = trainee(lifter, question)
    lifts = _named(tracker, question)[:MOST_LIFTS] or _lifts_in_question(stores, whom)
    found = next_loads(stores, whom, lifts)
    if not found:
        general = progression(question)
        about_a_log = general.variant in ("ready", "not_yet", "next_load", "implausible")
        return Told((general,) if about_a_log else (no_log(lifts), general))
    missing = [lift for lift in lifts if lift not in {each.prescription.exercise for each in found}]
    return Told((*next_advices(found), *([no_log(missing)] if missing else [])))


def _named(tracker: Tracker, question: Question) -> tuple[str, ...]:
    """The lifts that are asked about; after a whole workout those of the message alone."""
    if "request_program_workout" in (tracker.get_slot("last_topics") or ()):
        return tuple(dict.fromkeys(facts_of_message(tracker).get("exercises", ())))
    return question.exercises


def no_log(lifts: Sequence[str]) -> Advice:
    """That nothing is logged of lifts, or of none at all."""
    values: dict[str, Value] = {"lifts": listed(map(name, lifts))} if lifts else {}
    return Advice(TOPIC, values, "no_log" if lifts else "nothing_logged", (), ("spotter",))


def _lifts_in_question(stores: Stores, whom: Trainee) -> tuple[str, ...]:
    try:
        due = due_workout(stores, whom.lifter, whom.today, whom.unit)
    except ProgramError:
        due = None
    if due is not None:
        return tuple(dict.fromkeys(each.exercise for each in due.planned.prescriptions))[:MOST_LIFTS]
    return main_lifts(stores.log.latest_workouts(whom.lifter))

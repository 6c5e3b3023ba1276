"""The brief of a handover, from the stores: what a trainer should know before the first word.

Without the lifter's yes to passing it on, profile and log are not even read; red flags and the chat itself always are.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.coaching.advice import Prescription
from bot.coaching.exercise import all_exercises
from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from bot.handover.brief import LATEST, Asking, Brief, brief_of_records, known_facts
from bot.handover.brief_text import brief_text, chat_text
from bot.handover.words import say
from bot.logbook.after_log import Trainee, main_lifts, next_loads
from bot.logbook.in_progress import due_workout
from bot.programs.errors import ProgramError
from bot.programs.template import all_templates
from bot.store.errors import MissingError
from bot.store.handover_records import Handover
from bot.store.interface import Stores
from bot.store.log_records import RED_FLAG, LifterRecords, ProgramInProgress
from bot.trainer_chat import answered_in, chat_in
from bot.wording import name, work

MOST_LIFTS = 3
UTC = ZoneInfo("UTC")


def text_of(stores: Stores, handover: Handover, now: datetime, zone: ZoneInfo) -> str:
    """The brief, and the latest messages behind it. Raises StoreError."""
    brief = brief_of(stores, handover, now, zone)
    return "\n\n".join(filter(None, [brief_text(brief, now, zone), chat_text(brief)]))


def told_of(stores: Stores, handover: Handover, now: datetime, zone: ZoneInfo) -> str:
    """The brief alone, where the chat stands beside it. Raises StoreError."""
    return brief_text(brief_of(stores, handover, now, zone), now, zone)


def brief_of(stores: Stores, handover: Handover, now: datetime, zone: ZoneInfo = UTC) -> Brief:
    """What the store holds for it. `zone` says which day it is at the gym. Raises StoreError."""
    records = _records(stores, handover)
    program = next(iter(records.programs), None)
    suggestion = _suggestion(stores, records, now.astimezone(zone).date()) if handover.passes_on else ""
    asking = Asking(
        handover.reason, handover.asked_at, handover.conversation, handover.passes_on,
        answered_in(stores, handover.conversation), suggestion, _title(program) if program else "",
        chat_in(stores, handover.conversation),
    )  # fmt: skip
    return brief_of_records(records, asking)


def _records(stores: Stores, handover: Handover) -> LifterRecords:
    """Of a lifter's records what a brief can show: not the whole log."""
    lifter = stores.lifters.find(handover.lifter)
    if lifter is None:
        raise MissingError("There is no such lifter.")
    profile = stores.profiles.profile(lifter.id)
    if not handover.passes_on:
        flags = tuple(each for field, each in profile.items() if field == RED_FLAG)
        return LifterRecords(lifter, profile=flags)
    program = stores.programs.current(lifter.id)
    return LifterRecords(
        lifter,
        profile=tuple(profile.values()),
        workouts=stores.log.latest_workouts(lifter.id, LATEST),
        consents=stores.consents.consents(lifter.id),
        programs=(program,) if program else (),
        handovers=stores.handovers.of_lifter(lifter.id),
    )


def _title(program: ProgramInProgress) -> str:
    known = all_templates().get(program.template)
    return known.title if known else say("brief.own_program")


def _suggestion(stores: Stores, records: LifterRecords, today: date) -> str:
    """What Spotter would have them lift next: of the workout that is due, else of the last one."""
    whom = _trainee(records, today)
    try:
        due = due_workout(stores, whom.lifter, today, whom.unit)
    except ProgramError:
        due = None
    if due:
        lifts = _lifts(each.next.prescription for each in due.lifts)
        return say("brief.next_workout", title=due.planned.title, lifts=lifts)
    lifts = _lifts(each.prescription for each in next_loads(stores, whom, _lifted_last(records)))
    return say("brief.next_lifts", lifts=lifts) if lifts else ""


def _lifted_last(records: LifterRecords) -> tuple[str, ...]:
    """The main lifts of the last workout, without what the catalogue has lost."""
    last = records.workouts[:1]
    return main_lifts(
        replace(each, sets=tuple(one for one in each.sets if one.exercise in all_exercises())) for each in last
    )


def _lifts(prescriptions: Iterable[Prescription]) -> str:
    """ "back squat 3 × 5 at 102.5 kg; bench press 3 × 8 at 60 kg"."""
    told = [f"{name(each.exercise)} {work(each)}" for each in prescriptions]
    return "; ".join(told[:MOST_LIFTS])


def _trainee(records: LifterRecords, today: date) -> Trainee:
    facts = known_facts(records.profile, ())
    goal, age = facts.get("training_goal"), facts.get("training_age")
    return Trainee(
        records.lifter.id, today, MassUnit(str(facts.get("mass_unit") or MassUnit.KG)),
        TrainingAge(str(age)) if age else None, TrainingGoal(str(goal)) if goal else None,
    )  # fmt: skip

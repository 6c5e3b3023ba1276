"""Keeps what a message tells of a workout, says it back as the store has it, and asks what is not clear."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import Events
from actions.lifter import command_of, lifter_of, now, today
from actions.log_words import ask, left_in, say_kept, say_left_out, say_masses
from actions.next_load import say_what_follows
from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg
from bot.logbook.entry import Entry, entry_of
from bot.logbook.in_progress import DueWorkout, due_workout
from bot.logbook.keeping import Kept, Log, is_due, told_before
from bot.logbook.planned import as_planned
from bot.logbook.waiting import Pending, Waiting, as_plain, from_plain
from bot.nlu.body_mass_told import ToldMass, read_body_mass
from bot.nlu.logged_sets import read_logs
from bot.nlu.said_workout import Doubt, SaidWorkout, Unsure
from bot.store.interface import Stores
from bot.store.log_records import BodyMass, LoggedSet

TOPIC = "report_workout"
QUESTION = "utter_ask_log_"
FAMILIAR = 6
"""So many of the latest workouts tell which exercises a lifter does."""
OFFERED_AT, GIVEN_UP_AT = 1, 4
"""After so many other messages an open question is brought up again, and what it is about given up."""
GOES_ON = ("then", "also", "and", "plus", "another", "more", "again", "one more", "+")
"""With one of these in front, the same sets once more are no slip."""


@dataclass(frozen=True)
class Desk:
    """What is needed to log: the log, the stores, and what is known of the lifter's ways."""

    log: Log
    stores: Stores
    unit: str | None
    familiar: tuple[str, ...]

    @classmethod
    def of(cls, tracker: Tracker) -> "Desk":
        stores, lifter = services.services().stores, lifter_of(tracker).id
        latest = stores.log.latest_workouts(lifter, FAMILIAR)
        lately = tuple(dict.fromkeys(each.exercise for workout in latest for each in workout.sets))
        units = (each.said_unit for workout in latest for each in workout.sets if each.said_load is not None)
        unit = lifters_own_unit(tracker) or next(units, None)
        return cls(Log(stores.log, lifter, command_of(tracker), now()), stores, unit, lately)

    @property
    def shown_unit(self) -> MassUnit:
        """The unit to plan in."""
        return MassUnit(self.unit or MassUnit.KG)


@dataclass(frozen=True)
class Outcome:
    """What became of what was told."""

    kept: tuple[Kept, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    known: tuple[LoggedSet, ...] = ()
    """Kept by this very message before, and changed since."""


def lifters_own_unit(tracker: Tracker) -> str | None:
    """The unit that the lifter asked for, or told body mass in; None if none of it shows."""
    body_mass = tracker.get_slot("body_mass") or {}
    return tracker.get_slot("mass_unit") or body_mass.get("unit")


def text_of(tracker: Tracker) -> str:
    """The latest message with its line breaks."""
    return str(tracker.latest_message.get("lines") or tracker.latest_message.get("text") or "")


def pending_of(tracker: Tracker) -> Pending:
    """What waits for an answer."""
    return from_plain(tracker.get_slot("pending_log"))


@dataclass(frozen=True)
class LogSaid:
    """What is said about a log: what was stored, and what is asked now, as messages of a dispatcher."""

    told: tuple[dict[str, Any], ...] = ()
    asked: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, dispatcher: CollectingDispatcher) -> "LogSaid":
        """Divides what was uttered."""
        messages = dispatcher.messages
        questions = [each for each in messages if str(each["response"]).startswith(QUESTION)]
        return cls(tuple(each for each in messages if each not in questions), tuple(questions))


def log_told(tracker: Tracker) -> tuple[Events | None, LogSaid]:
    """Keeps the workouts and body masses that the latest message tells, and what to say of it; None without any."""
    dispatcher = CollectingDispatcher()
    events = _log_told(dispatcher, tracker)
    return events, LogSaid.of(dispatcher)


def _log_told(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    text, pending = text_of(tracker), pending_of(tracker)
    desk = Desk.of(tracker)
    told = _pressed_as_planned(tracker) or read_logs(text, today(), desk.unit, pending.is_workout_asked)
    mass = read_body_mass(text, today(), desk.unit)
    if not told and mass is None:
        return None
    planned = [(each, _due(desk, each)) for each in told]
    if any(_is_of_a_program(each) and due is None and not each.sets for each, due in planned):
        dispatcher.utter_message(response="utter_log_no_program")
    parts = [_part(each, due) for each, due in planned if each.sets or due]
    changes = len(parts) + (mass is not None)
    found = [
        keep(replace(desk, log=desk.log.numbered(number, changes)), part, text)
        for number, part in enumerate(parts, start=1)
    ]
    if mass is not None:
        _keep_mass(dispatcher, replace(desk, log=desk.log.numbered(changes, changes)), mass)
    return settle(dispatcher, tracker, desk, _joined(found), pending)


def _pressed_as_planned(tracker: Tracker) -> tuple[SaidWorkout, ...]:
    """The workout that was shown, or else the one that is due: a button says that it went as planned."""
    if not any(each["entity"] == "as_planned" for each in tracker.latest_message.get("entities") or ()):
        return ()
    is_shown = "request_program_workout" in (tracker.get_slot("last_topics") or ())
    day = int(tracker.get_slot("program_day") or 0) if is_shown else 0
    return (SaidWorkout(today(), program_day=day or None, is_todays=not day, as_planned=True),)


def settle(dispatcher: CollectingDispatcher, tracker: Tracker, desk: Desk, outcome: Outcome, before: Pending) -> Events:
    """Says what was kept, what follows from it and what is asked now; remembers both."""
    say_kept(dispatcher, outcome.kept)
    if outcome.known:
        dispatcher.utter_message(response="utter_log_known")
    pending = Pending(before.waiting, _token(desk.log.command), 0, now().isoformat()).with_more(outcome.waiting)
    unit: Events = []
    if outcome.kept:
        told_in = {each.said_unit for one in outcome.kept for each in one.sets if each.said_load is not None}
        unit = _take_unit(tracker, desk, told_in)
        logged = [each.of_its_lifts for each in outcome.kept]
        say_what_follows(dispatcher, tracker, desk.log.lifter, logged, told_in.pop() if len(told_in) == 1 else None)
        unit.append(SlotSet("last_log", _remembered(desk, outcome.kept)))
    ask(dispatcher, pending, desk.familiar)
    return [*unit, remember(pending)]


def _take_unit(tracker: Tracker, desk: Desk, told_in: Set[str]) -> Events:
    """When the first loads of a log are told in lb, all that comes later is said in lb."""
    if desk.unit or told_in != {str(MassUnit.LB)}:
        return []
    tracker.slots["mass_unit"] = str(MassUnit.LB)
    return [SlotSet("mass_unit", str(MassUnit.LB))]


def remember(pending: Pending) -> dict[str, Any]:
    """The event that keeps what waits."""
    has_any = pending.waiting or pending.is_workout_asked
    event: dict[str, Any] = SlotSet("pending_log", as_plain(pending) if has_any else None)
    return event


def ask_for_workout(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """After the lifter was asked what was done: the next message is read as that. With a program, offers its plan."""
    stores = services.services().stores
    if stores.programs.current(lifter_of(tracker).id) is not None:
        dispatcher.utter_message(response="utter_offer_as_planned")
    return [remember(replace(pending_of(tracker), is_workout_asked=True))]


def offer_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """After another question was answered: brings up once more what waits, and gives it up in the end, aloud."""
    pending = pending_of(tracker)
    if (not pending.waiting and not pending.is_workout_asked) or tracker.active_loop:
        return []
    offers = pending.offers + 1
    if not pending.waiting:
        return [SlotSet("pending_log", None)]
    if offers >= GIVEN_UP_AT:
        say_left_out(dispatcher, left_in(pending))
        return [SlotSet("pending_log", None)]
    if offers == OFFERED_AT:
        dispatcher.utter_message(response="utter_log_still_open")
        ask(dispatcher, pending, Desk.of(tracker).familiar)
    return [remember(replace(pending, offers=offers))]


def _is_of_a_program(said: SaidWorkout) -> bool:
    return said.program_day is not None or said.is_todays or said.as_planned


def _due(desk: Desk, said: SaidWorkout) -> DueWorkout | None:
    """The workout of the program in progress that a message tells of."""
    if not _is_of_a_program(said):
        return None
    return due_workout(desk.stores, desk.log.lifter, today(), desk.shown_unit, said.program_day)


def _part(said: SaidWorkout, due: DueWorkout | None) -> Waiting:
    """What was told, with the sets of the plan where it was done as planned."""
    if due is None:
        return Waiting(said)
    if said.as_planned:
        said = as_planned(said, [each.next.prescription for each in due.lifts])
    elif not said.sets:
        said = replace(said, doubts=(*said.doubts, Doubt(Unsure.PLANNED, (), due.planned.title)))
    return Waiting(said, due.planned.title, "planned" if said.as_planned else "said", due.following)


def expanded(desk: Desk, waiting: Waiting) -> Waiting | None:
    """A workout of the program of which it is clear now that all of it went as planned; None if there is none."""
    said = replace(waiting.said, doubts=waiting.said.doubts[1:], as_planned=True)
    due = _due(desk, said)
    return _part(said, due) if due else None


def keep(desk: Desk, part: Waiting, text: str, is_new: bool = True) -> Outcome:
    """Stores what is sure of a told workout; what is not, and what the log has already, waits."""
    entry = entry_of(part.said, desk.unit, desk.familiar)
    waiting = [replace(part, said=entry.waiting)] if entry.waiting else []
    sure = entry.sure
    if not sure:
        return Outcome(waiting=tuple(waiting))
    before = desk.log.repeated(sure)
    if before is not None:
        return Outcome((replace(before, is_unit_guessed=entry.is_unit_guessed),), tuple(waiting))
    if is_new and not _goes_on(text):
        sure, again = _without_known(desk, entry)
        waiting += [replace(part, said=each) for each in again]
    if not sure:
        return Outcome(waiting=tuple(waiting))
    following = _following(desk, part, sure, entry)
    title, number = following
    kept = desk.log.keep(part.said.day, sure, title, part.source, number)
    if kept is None:
        return Outcome((), tuple(waiting), tuple(sure))
    return Outcome((replace(kept, is_unit_guessed=entry.is_unit_guessed),), tuple(waiting))


def _without_known(desk: Desk, entry: Entry) -> tuple[tuple[LoggedSet, ...], list[SaidWorkout]]:
    """The sure sets that are new, and those that the log has already, as a question."""
    places, again = told_before(desk.log, entry.said, entry.sure)
    new = tuple(each for at, each in enumerate(entry.sure) if at not in places)
    return new, [again] if again else []


def _following(desk: Desk, part: Waiting, sure: Sequence[LoggedSet], entry: Entry) -> tuple[str, int | None]:
    """The title of the workout, and which one comes next if it is the one that is due: told, or clear by its lifts."""
    current = desk.stores.programs.current(desk.log.lifter)
    if current is None:
        return part.title, None
    if part.next_workout is not None:
        return part.title, part.next_workout if part.next_workout > current.next_workout else None
    before = desk.log.exercises_of(part.said.day)
    due = due_workout(desk.stores, desk.log.lifter, today(), desk.shown_unit)
    now_done = before | {each.exercise for each in entry.sure}
    if due is None or not is_due(before, now_done, [each.next.prescription.exercise for each in due.lifts]):
        return part.title, None
    return ("" if before else due.planned.title), due.following


def _goes_on(text: str) -> bool:
    first = text.strip().lower()
    return any(first.startswith(f"{word} ") for word in GOES_ON)


def _keep_mass(dispatcher: CollectingDispatcher, desk: Desk, told: ToldMass) -> None:
    mass = BodyMass(desk.log.lifter, told.day, to_kg(told.said, MassUnit(told.unit)), told.said, told.unit)
    desk.stores.log.keep_body_masses(desk.log.lifter, [mass], desk.log.command, desk.log.at)
    say_masses(dispatcher, desk.stores.log.body_masses(desk.log.lifter, told.day, told.day))


def _joined(found: Sequence[Outcome]) -> Outcome:
    return Outcome(
        tuple(each for one in found for each in one.kept),
        tuple(each for one in found for each in one.waiting),
        tuple(each for one in found for each in one.known),
    )


def _token(command: str) -> str:
    """A short name of the question that a message led to."""
    return f"{crc32(command.encode()):x}"


def _remembered(desk: Desk, kept: Sequence[Kept]) -> dict[str, Any]:
    """What was logged last: for "undo" and "no, 102.5". `counts` are the sets told last of each workout."""
    return {
        "command": desk.log.command,
        "workouts": [each.workout.id for each in kept],
        "counts": [each.count for each in kept],
        "at": now().isoformat(),
    }

"""Puts right what was logged, or takes it back; says how the log stands now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import CoachAction, Events
from actions.lift_log import Desk, pending_of, text_of
from actions.lifter import now, today
from actions.log_words import left_in, say_changed, say_how_it_stands, say_left_out
from bot.logbook.keeping import OF
from bot.logbook.mending import mended
from bot.logbook.said_back import day_in_words, masses_in_words
from bot.nlu.log_corrections import Correction, SaidCorrection, read_correction
from bot.store.log_records import Undone, Workout, new_id

MOST_SHOWN = 3
"""Of more workouts that are taken back at once only their number is said."""
UNDO, UNIT, DAY = "undo", "unit", "day"


@dataclass(frozen=True)
class Target:
    """A logged workout that a message may be about, with the places of the sets that were told last."""

    workout: Workout
    told: tuple[int, ...]


class CorrectLog(CoachAction):
    """Changes the workout that was logged last, or takes back the last change of the log."""

    def name(self) -> str:
        return "action_correct_log"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk = Desk.of(tracker)
        said = _said(tracker, desk)
        if said is None:
            _ask_what(dispatcher, _targets(desk, tracker))
            return []
        if said.kind is Correction.UNDO and said.place is None and said.exercise is None:
            return _undo(dispatcher, tracker, desk)
        targets = _targets(desk, tracker)
        if not targets:
            dispatcher.utter_message(response="utter_log_nothing_to_change")
            return []
        if said.kind is Correction.DAY:
            return _move(dispatcher, desk, targets, said.day)
        return _mend(dispatcher, desk, targets, said)


def _said(tracker: Tracker, desk: Desk) -> SaidCorrection | None:
    """What is to be put right, by a button or in words."""
    entities = tracker.latest_message.get("entities") or ()
    pressed = next((str(each["value"]) for each in entities if each["entity"] == "log_change"), "")
    kind, _, value = pressed.partition(":")
    if kind == UNDO:
        return SaidCorrection(Correction.UNDO)
    if kind == UNIT:
        return SaidCorrection(Correction.CHANGE, unit=value)
    if kind == DAY:
        return SaidCorrection(Correction.DAY, day=date.fromisoformat(value))
    return read_correction(text_of(tracker), today(), desk.unit)


def _targets(desk: Desk, tracker: Tracker) -> list[Target]:
    """What was logged last in this conversation, if it is still there; else the latest workout of today."""
    last: dict[str, Any] = tracker.get_slot("last_log") or {"workouts": (), "counts": ()}
    found = []
    for identity, count in zip(last["workouts"], last["counts"], strict=True):
        if workout := desk.stores.log.workout(desk.log.lifter, identity):
            size = len(workout.sets)
            found.append(Target(workout, tuple(range(max(0, size - count), size))))
    if found:
        return found
    latest = desk.stores.log.workouts(desk.log.lifter, today(), today())[-1:]
    return [Target(each, tuple(range(len(each.sets)))) for each in latest]


def _ask_what(dispatcher: CollectingDispatcher, targets: Sequence[Target]) -> None:
    """It is not clear what is wrong."""
    if not targets:
        dispatcher.utter_message(response="utter_log_nothing_to_change")
    else:
        say_how_it_stands(dispatcher, "utter_ask_log_change", targets[-1].workout)


def _mend(dispatcher: CollectingDispatcher, desk: Desk, targets: Sequence[Target], said: SaidCorrection) -> Events:
    """Applies a correction to the one workout that it fits; the latest is tried first."""
    for target in reversed(targets):
        result = mended(target.workout, target.told, said)
        if result.workout is None:
            continue
        if result.is_odd:
            dispatcher.utter_message(response="utter_log_change_odd")
            return []
        return _replaced(dispatcher, desk, target, result.workout)
    _ask_what(dispatcher, targets)
    return []


def _replaced(dispatcher: CollectingDispatcher, desk: Desk, target: Target, new: Workout) -> Events:
    log, lifter = desk.stores.log, desk.log.lifter
    if not new.sets:
        log.delete_workouts(lifter, [new.id], desk.log.command, desk.log.at)
        say_how_it_stands(dispatcher, "utter_log_deleted", target.workout)
        return [_last(desk, [], [])]
    if new != target.workout:
        log.replace_workout(target.workout, new, desk.log.command, desk.log.at)
    kept = log.workout(lifter, new.id) or new
    say_changed(dispatcher, target.workout, kept, "utter_log_changed", "utter_log_deleted")
    count = max(0, len(target.told) + len(kept.sets) - len(target.workout.sets))
    return [_last(desk, [kept.id], [count or len(kept.sets)])]


def _move(dispatcher: CollectingDispatcher, desk: Desk, targets: Sequence[Target], day: date | None) -> Events:
    """To another day: the sets that were told last."""
    if day is None:
        dispatcher.utter_message(response="utter_ask_log_which_day", buttons=_days())
        return []
    if day > today():
        dispatcher.utter_message(response="utter_log_day_to_come", day=day_in_words(day, today()))
        return []
    target, log = targets[-1], desk.stores.log
    workout, moved = target.workout, [target.workout.sets[at] for at in target.told]
    rest = tuple(each for at, each in enumerate(workout.sets) if at not in target.told)
    if not rest:
        return _replaced(dispatcher, desk, target, replace(workout, day=day))
    log.replace_workout(workout, replace(workout, sets=rest), desk.log.numbered(1, 2).command, desk.log.at)
    new = Workout(new_id(), workout.lifter, day, desk.log.at, tuple(moved), "", "", workout.source)
    log.keep_workouts(workout.lifter, [new], desk.log.numbered(2, 2).command, desk.log.at)
    kept = log.workout(workout.lifter, new.id)
    if kept is None:  # moved by the same message before
        dispatcher.utter_message(response="utter_log_known")
        return []
    say_how_it_stands(dispatcher, "utter_log_changed", kept)
    return [_last(desk, [kept.id], [len(kept.sets)])]


def _days() -> list[dict[str, str]]:
    """The last days as buttons, without today."""
    ago = (today().fromordinal(today().toordinal() - back) for back in (1, 2, 3))
    return [
        {"title": day_in_words(day, today()).capitalize(), "payload": f'/correct_log{{"log_change": "{DAY}:{day}"}}'}
        for day in ago
    ]


def _undo(dispatcher: CollectingDispatcher, tracker: Tracker, desk: Desk) -> Events:
    """Takes back the last change of the log; what waits for an answer goes with it."""
    pending = pending_of(tracker)
    undone = _undone(desk)
    say_left_out(dispatcher, left_in(pending))
    if not undone:
        if not pending.waiting:
            dispatcher.utter_message(response="utter_log_nothing_to_undo")
        return [SlotSet("pending_log", None)]
    for each in undone:
        _say_undone(dispatcher, desk, each)
    restored = [workout for each in undone for workout in each.restored]
    counts = [len(workout.sets) for workout in restored]
    return [SlotSet("pending_log", None), _last(desk, [each.id for each in restored], counts)]


def _undone(desk: Desk) -> list[Undone]:
    """The changes that the last message made: of several, all."""
    log, lifter = desk.stores.log, desk.log.lifter
    first = log.undo(lifter, desk.log.command, desk.log.at)
    if first is None:
        return []
    found, changes = [first], _count(first.command)
    for number in range(1, changes):
        more = log.undo(lifter, f"{desk.log.command}{OF}{number}", desk.log.at)
        found += [more] if more else []
    return found


def _count(command: str) -> int:
    """How many changes the message made that this command is the last of."""
    _, *numbers = command.rsplit(OF, 2)
    is_last = len(numbers) == 2 and numbers[0] == numbers[1] and numbers[0].isdigit()
    return int(numbers[0]) if is_last else 1


def _say_undone(dispatcher: CollectingDispatcher, desk: Desk, undone: Undone) -> None:
    gone = [workout for workout in undone.removed if workout.id not in {each.id for each in undone.restored}]
    if len(gone) > MOST_SHOWN:
        dispatcher.utter_message(response="utter_log_undone_many", count=str(len(gone)))
    else:
        for workout in gone:
            say_how_it_stands(dispatcher, "utter_log_undone", workout)
    were = {each.id: each for each in undone.removed}
    for workout in undone.restored[:MOST_SHOWN]:
        say_changed(dispatcher, were.get(workout.id, workout), workout, "utter_log_restored", "utter_log_undone")
    if undone.removed_masses or undone.restored_masses:
        masses = masses_in_words(undone.removed_masses or undone.restored_masses, today())
        dispatcher.utter_message(response="utter_log_undone_mass", masses=masses)


def _last(desk: Desk, workouts: Sequence[str], counts: Sequence[int]) -> dict[str, Any]:
    event: dict[str, Any] = SlotSet(
        "last_log",
        {"command": desk.log.command, "workouts": list(workouts), "counts": list(counts), "at": now().isoformat()},
    )
    return event

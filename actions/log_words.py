"""What is said about the log: what was stored, what is asked, and what was left out."""

from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk.executor import CollectingDispatcher

from actions.lifter import today
from bot.logbook.keeping import Kept
from bot.logbook.questions import question_of
from bot.logbook.said_back import day_in_words, masses_in_words, said_in_words, sets_in_words
from bot.logbook.waiting import Pending
from bot.nlu.said_workout import SaidSet
from bot.store.log_records import BodyMass, LoggedSet, Workout

ANSWER = "answer_log"


def say_kept(dispatcher: CollectingDispatcher, kept: Sequence[Kept]) -> None:
    """Repeats what was stored, as the store has it."""
    if len(kept) == 1:
        response = "utter_logged_in_kg" if kept[0].is_unit_guessed else "utter_logged"
        dispatcher.utter_message(response=response, day=_day(kept[0].workout), sets=sets_in_words(kept[0].sets))
    elif kept:
        days = "\n".join(f"- {_upper(_day(each.workout))}: {sets_in_words(each.sets)}" for each in kept)
        dispatcher.utter_message(response="utter_logged_days", days=days)


def say_masses(dispatcher: CollectingDispatcher, masses: Sequence[BodyMass]) -> None:
    """Repeats what the lifter weighed."""
    if masses:
        dispatcher.utter_message(response="utter_logged_mass", masses=masses_in_words(masses, today()))


def say_how_it_stands(dispatcher: CollectingDispatcher, response: str, workout: Workout) -> None:
    """A workout, or part of it, as it is now."""
    dispatcher.utter_message(response=response, day=_day(workout), sets=sets_in_words(workout.sets))


def say_changed(
    dispatcher: CollectingDispatcher, before: Workout, now: Workout, response: str, gone_response: str
) -> None:
    """Those exercises of a workout that are not as they were; what is gone is said to be."""
    lifts = [lift for lift in _lifts(before, now) if _of(before, lift) != _of(now, lift)] or _lifts(now, now)
    stand = tuple(each for lift in lifts for each in _of(now, lift))
    gone = tuple(each for lift in lifts if not _of(now, lift) for each in _of(before, lift))
    if before.day != now.day:
        stand, gone = now.sets, ()
    if stand:
        say_how_it_stands(dispatcher, response, replace(now, sets=stand))
    if gone:
        say_how_it_stands(dispatcher, gone_response, replace(before, sets=gone))


def say_left_out(dispatcher: CollectingDispatcher, sets: Sequence[SaidSet]) -> None:
    """What was told and is not in the log."""
    if sets:
        dispatcher.utter_message(response="utter_log_left_out", sets=said_in_words(sets))


def ask(dispatcher: CollectingDispatcher, pending: Pending, familiar: Sequence[str]) -> None:
    """The open question, with its likely answers as buttons; nothing without one."""
    if not pending.waiting:
        return
    first = pending.waiting[0]
    question = question_of(first.said, today(), familiar)
    buttons = [
        {"title": each.title, "payload": f'/{ANSWER}{{"log_answer": "{pending.token}:{each.value}"}}'}
        for each in question.choices
    ]
    dispatcher.utter_message(
        response=f"utter_ask_log_{question.name}",
        said=question.said or question.sets,
        sets=question.sets,
        exercise=question.exercise or question.sets,
        day=question.day,
        title=first.title,
        token=pending.token,
        buttons=buttons,
    )


def left_in(pending: Pending) -> list[SaidSet]:
    """All sets that wait."""
    return [each for waiting in pending.waiting for each in waiting.said.sets]


def _lifts(*workouts: Workout) -> list[str]:
    return list(dict.fromkeys(each.exercise for workout in workouts for each in workout.sets))


def _of(workout: Workout, lift: str) -> tuple[LoggedSet, ...]:
    return tuple(each for each in workout.sets if each.exercise == lift)


def _day(workout: Workout) -> str:
    return day_in_words(workout.day, today())


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]

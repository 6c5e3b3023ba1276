"""The program in progress and the one of this conversation: one is made the other."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions import services
from actions.lifter import lifter_of, today
from actions.slots import asks_anew, own_complaints, question_from
from actions.wishes import OWN
from bot.coaching.advice import Advice
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, MassUnit
from bot.logbook.in_progress import begun, changed
from bot.programs.errors import NothingFitsError, ProgramError
from bot.programs.program import ProgramRequest
from bot.programs.request import missing, request_of, without_complaints
from bot.programs.request_json import as_json, from_json
from bot.store.errors import MissingError
from bot.store.log_records import ConsentKind, ProgramInProgress

IN_PROGRESS = "program_id"
"""The slot with the id of the program in progress, while the conversation's program is that one."""
REBUILDS = re.compile(
    r"\b(make (it|this|that)|chang\w*|switch|cut|drop|turn (it|this)|redo|instead|fewer|less|one (more|less)|get it"
    r"|swap|move|into)\b", re.IGNORECASE,
)  # fmt: skip
ANEW = re.compile(r"\b(new|another|different|other) (plan|program(me)?|routine|one)\b", re.IGNORECASE)


def current(tracker: Tracker) -> ProgramInProgress | None:
    """The program in progress of whoever is talking; nobody is made for it."""
    stores = services.services().stores
    lifter = stores.lifters.find(tracker.sender_id)
    return stores.programs.current(lifter.id) if lifter else None


def remember_program(tracker: Tracker) -> list[dict[str, Any]]:
    """Where the conversation has no program, that of the program in progress; the events, and they are done already."""
    if tracker.get_slot("program") or (kept := current(tracker)) is None:
        return []
    try:
        slots = slots_of(from_json(kept.request)) | {IN_PROGRESS: kept.id}
    except ProgramError:
        return []
    new = {slot: value for slot, value in slots.items() if value and not tracker.get_slot(slot)}
    tracker.slots.update(new)
    return [SlotSet(slot, value) for slot, value in new.items()]


def slots_of(request: ProgramRequest) -> dict[str, Any]:
    """The slots that a request is made of."""
    return {
        "program": request.template or OWN,
        "training_goal": str(request.training_goal),
        "training_age": str(request.training_age),
        "days_per_week": request.days_per_week,
        "workout_minutes": request.workout_minutes,
        "equipment": [str(each) for each in request.equipment],
        "complaints": [str(each) for each in request.complaints],
        "disliked": list(request.disliked),
        "swaps": dict(request.swaps),
        "one_rep_maxes": dict(request.one_rep_maxes),
        "weekdays": list(request.weekdays),
        "mass_unit": str(request.mass_unit) if request.mass_unit is not MassUnit.KG else None,
    }


def given_request(tracker: Tracker, question: Question) -> ProgramRequest | None:
    """The request of the conversation's program, as it may be kept: complaints only on consent. None without one.

    What a trainer agreed until a day is not in it, so that it ends on that day.
    """
    if not question.has_program or missing(question):
        return None
    request = request_of(replace(question, complaints=own_complaints(tracker)))
    if request.complaints and not services.services().stores.consents.holds(lifter_of(tracker).id, ConsentKind.HEALTH):
        return without_complaints(request)
    return request


def forget_complaints(lifter: str, parts: Collection[BodyPart] | None) -> None:
    """Takes complaints (all, or those parts) out of all programs; what they ruled out stays out. Raises StoreError."""
    programs = services.services().stores.programs
    for kept in programs.programs(lifter):
        try:
            request = from_json(kept.request)
        except ProgramError:
            continue
        if request.complaints:
            programs.change(replace(kept, request=as_json(without_complaints(request, parts))))


def start(tracker: Tracker, question: Question) -> ProgramInProgress | None:
    """Makes the conversation's program the one in progress, which it may be already; None without one.

    Raises StoreError, NothingFitsError.
    """
    request = given_request(tracker, question)
    if request is None:
        return None
    kept = current(tracker)
    if kept is not None and (kept.request == as_json(request) or kept.id == tracker.get_slot(IN_PROGRESS)):
        return kept
    program = begun(lifter_of(tracker).id, request, today())
    services.services().stores.programs.start(program)
    return program


def is_rebuilt(tracker: Tracker) -> bool:
    """Whether a message asks for the program in progress in another shape, not for another program."""
    message = tracker.latest_message
    if not tracker.get_slot(IN_PROGRESS):
        return False
    if not asks_anew(tracker):
        return True
    text = message.get("text") or ""
    told = {entity["entity"] for entity in message.get("entities") or ()}
    return "named_program" not in told and not ANEW.search(text) and bool(REBUILDS.search(text))


def keep_rebuilt(tracker: Tracker, advice: Advice, slots: dict[str, Any]) -> dict[str, Any]:
    """Changes the program in progress to what an answer gave, or lets go of it; more slots."""
    if not {"program", "swaps"} & slots.keys() or not tracker.get_slot(IN_PROGRESS):
        return {}
    asked = dict(tracker.slots)
    tracker.slots.update(slots)
    name = tracker.get_slot("program")
    request = given_request(tracker, question_from(tracker, {} if name == OWN else {"named_program": name}))
    tracker.slots.update(asked)
    kept = current(tracker)
    if request is None or kept is None or kept.id != tracker.get_slot(IN_PROGRESS):
        return {IN_PROGRESS: None}
    if kept.request == as_json(request):
        return {}
    if not is_rebuilt(tracker):
        return {IN_PROGRESS: None}
    try:
        services.services().stores.programs.change(changed(kept, request))
    except (MissingError, NothingFitsError):
        return {IN_PROGRESS: None}
    return {}

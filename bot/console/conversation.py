"""A conversation: the chat, beside it the brief and the notes. A trainer reads those that wait, and their own."""

from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.console import said
from bot.console.canned import canned
from bot.console.lifter import lifter_of
from bot.console.pages import say, words
from bot.console.people import Person, names_of, people
from bot.console.told import told_by, with_word
from bot.console.visit import Visit, as_id, signed_in
from bot.store.errors import RecordError
from bot.store.handover_records import Handover, HandoverState, TrainerNote
from bot.store.log_records import new_id
from bot.trainer_desk import LONGEST_REPLY

MINE, WAITING, OTHERS, OVER = "mine", "waiting", "others", "over"
"""How a conversation stands to who looks at it."""
MOST_DIGITS = 18
REFUSED, LOST = 400, 409


def show(visit: Visit) -> Response:
    """The page. Without a word of it, where somebody else has the conversation or it is over."""
    handover = handover_of(visit)
    standing = standing_of(visit, handover)
    if standing in (OTHERS, OVER):
        return visit.page("not_yours.html", told=told_by(visit), standing=standing, **_head(visit, handover))
    here = visit.here
    names = names_of(here.stores.trainers.trainers())
    notes = [(names[each.trainer], each) for each in here.stores.handovers.notes(handover.id)]
    return visit.page(
        "conversation.html", told=told_by(visit), standing=standing, said=said.latest(here, handover.conversation),
        brief=here.brief(handover).splitlines(), notes=notes, note_id=new_id(), reply_id=new_id(),
        canned=canned(visit.account), longest=LONGEST_REPLY, others=_others(visit), **_head(visit, handover),
    )  # fmt: skip


def news(visit: Visit) -> Response:
    """What was said after a number, and how the conversation stands now."""
    handover = handover_of(visit)
    standing, after = standing_of(visit, handover), visit.request.query_params.get("after", "")
    number = int(after) if after.isdecimal() and len(after) <= MOST_DIGITS else 0
    may_read = standing in (MINE, WAITING)
    new = said.after(visit.here, handover.conversation, number) if may_read else ()
    return visit.page("conversation_news.html", standing=standing, said=new, **_head(visit, handover))


def reply(visit: Visit) -> Response:
    """Say something. The script gets JSON; the same reply again is not said again."""
    handover = handover_of(visit)
    try:
        is_said = visit.here.desk.reply(handover.id, visit.account.id, visit.form.get("text", ""), _reply_id(visit))
    except RecordError:
        return _answered(visit, handover, REFUSED, say("reply.length", most=str(LONGEST_REPLY)))
    if not is_said:
        return _answered(visit, handover, LOST, words()["told"]["lost"])
    return _answered(visit, handover, 200, "")


def note(visit: Visit) -> Response:
    """Keep a note for the trainers."""
    handover, form = handover_of(visit), visit.form
    if standing_of(visit, handover) != MINE:
        return with_word("/", "lost", handover.id)
    kept = TrainerNote(
        form.get("note_id", ""), handover.id, visit.account.id, form.get("text", "").strip(), visit.here.now(),
        is_about_health="health" in form,
    )  # fmt: skip
    visit.here.stores.handovers.note(kept)
    return with_word(f"/conversations/{handover.id}", "noted", handover.id)


def handover_of(visit: Visit) -> Handover:
    """The handover that the address names. Raises MissingError."""
    return visit.here.desk.handover(as_id(visit.request.path_params["id"]))


def standing_of(visit: Visit, handover: Handover) -> str:
    """Whose it is now."""
    if not handover.is_open:
        return OVER
    if handover.state is HandoverState.WAITING:
        return WAITING
    return MINE if handover.trainer == visit.account.id else OTHERS


def _head(visit: Visit, handover: Handover) -> dict[str, Any]:
    """What stands above a conversation, and how long the lifter has waited for a first word."""
    stores = visit.here.stores
    holder = stores.trainers.find(handover.trainer) if handover.trainer else None
    minutes = visit.here.gym.escalation_minutes[handover.reason] if visit.here.gym else None
    return {
        "handover": handover, "lifter": lifter_of(stores, handover), "holder": holder.name if holder else "",
        "reason": words()["reasons"][handover.reason], "due_minutes": minutes,
    }  # fmt: skip


def _others(visit: Visit) -> list[Person]:
    """To whom it can be handed on."""
    return [each for each in people(visit.here) if each.account.id != visit.account.id]


def _reply_id(visit: Visit) -> str:
    """Made in the browser, and a trainer's own: nobody else's is taken for it. Raises RecordError."""
    given = visit.form.get("reply_id", "")
    if not (0 < len(given) <= len(visit.account.id) and given.isascii() and given.isalnum()):
        raise RecordError("reply_id: expected letters and digits")
    return f"{visit.account.id}:{given}"


def _answered(visit: Visit, handover: Handover, status: int, told: str) -> Response:
    if visit.is_live:
        return JSONResponse({"told": told}, status)
    if status == REFUSED:
        raise RecordError("text")
    where = f"/conversations/{handover.id}"
    return RedirectResponse(where, 303) if status < REFUSED else with_word(where, "lost", handover.id)


ROUTES = [
    Route("/conversations/{id}", signed_in(show), methods=["GET"]),
    Route("/conversations/{id}/news", signed_in(news), methods=["GET"]),
    Route("/conversations/{id}/reply", signed_in(reply), methods=["POST"]),
    Route("/conversations/{id}/note", signed_in(note), methods=["POST"]),
]

"""How a conversation ends for a trainer: handed on, handed back with a word to Spotter, or closed without one.

What is agreed is read from the summary, and shown: it holds as the trainer leaves it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from bot.coaching.terms import BodyPart
from bot.console.conversation import MINE, WAITING, handover_of, standing_of
from bot.console.lifter import lifter_of
from bot.console.pages import say
from bot.console.told import with_word
from bot.console.visit import Visit, as_id, signed_in
from bot.handover.agreed import agreed_in
from bot.store.errors import ConsentMissingError, MissingError, RecordError
from bot.store.handover_records import Agreement, AgreementKind, Handover, HandoverReason, Role
from bot.trainer_desk import CLEARED, TrainerDesk
from bot.wording import name

MOST = 30
"""Agreements of one handover."""
ABOUT_HEALTH = (HandoverReason.RED_FLAG, HandoverReason.COMPLAINT)
REFUSED, NO_CONSENT = 400, 409


def ask(visit: Visit) -> Response:
    """The page to write the summary on."""
    handover = handover_of(visit)
    if standing_of(visit, handover) != MINE:
        return with_word("/", "lost", handover.id)
    return _page(visit, handover, "", [], is_read=False)


def hand_back(visit: Visit) -> Response:
    """First what is read from the summary is shown; the second time it is kept as it was left."""
    handover, form = handover_of(visit), visit.form
    if standing_of(visit, handover) != MINE:
        return with_word("/", "lost", handover.id)
    summary = form.get("summary", "").strip()
    if "read" not in form or form["read"] != summary:
        proposed = list(agreed_in(summary, _today(visit)))[:MOST]
        return _page(visit, handover, summary, proposed, is_read=True)
    try:
        agreed = [*_agreed(form), *_cleared(form)]
        if "said_yes" in form:
            TrainerDesk(visit.here.stores, visit.here.now).said_yes(handover.id, visit.account.id)
        is_done = visit.here.stores.handovers.hand_back(
            handover.id, visit.account.id, summary, agreed, visit.here.now(), is_about_health="health" in form
        )
    except (ConsentMissingError, RecordError) as error:
        is_consent = isinstance(error, ConsentMissingError)
        told = say("hand_back.no_consent" if is_consent else "hand_back.wrong")
        left = list(_left(form))
        return _page(
            visit, handover, summary, left, is_read=True, told=told, status=NO_CONSENT if is_consent else REFUSED
        )
    return with_word("/", "handed_back" if is_done else "lost", handover.id)


def hand_on(visit: Visit) -> Response:
    """To another trainer. An owner can do it for who has it."""
    handover, to, me = handover_of(visit), as_id(visit.form.get("to", "")), visit.account
    is_owner = me.role is Role.OWNER
    holder = handover.trainer if is_owner and handover.trainer else me.id
    try:
        is_done = visit.here.stores.handovers.hand_on(
            handover.id, holder, to, visit.here.now(), by=me.id if holder != me.id else None
        )
    except MissingError:
        return with_word(f"/conversations/{handover.id}", "not_handed_on")
    return with_word("/", "handed_on" if is_done else "lost", handover.id)


def close(visit: Visit) -> Response:
    """Without a word."""
    handover = handover_of(visit)
    is_done = standing_of(visit, handover) in (MINE, WAITING) and visit.here.stores.handovers.close(
        handover.id, visit.account.id, visit.here.now()
    )
    return with_word("/", "closed" if is_done else "lost", handover.id)


def _page(
    visit: Visit, handover: Handover, summary: str, proposed: list[Agreement], *, is_read: bool, told: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    form = visit.form
    is_health = "health" in form if "read" in form else (
        handover.reason in ABOUT_HEALTH or any(each.needs_consent for each in proposed)
    )  # fmt: skip
    return visit.page(
        "hand_back.html", status, handover=handover, lifter=lifter_of(visit.here.stores, handover), summary=summary,
        proposed=proposed, is_read=is_read, told=told, is_health=is_health, is_cleared="cleared" in form,
        parts=[(each.value, name(each.value)) for each in BodyPart], today=_today(visit),
    )  # fmt: skip


def _today(visit: Visit) -> date:
    return visit.here.now().astimezone(visit.here.zone).date()


def _agreed(form: Mapping[str, str]) -> Iterator[Agreement]:
    """Those that are ticked, as they were left. Raises RecordError for what is no day, and no part."""
    for at in range(MOST):
        if f"keep_{at}" in form:
            yield _agreement(form, at)


def _left(form: Mapping[str, str]) -> Iterator[Agreement]:
    """Those that can be shown again."""
    for at in range(MOST):
        if f"text_{at}" in form:
            try:
                yield _agreement(form, at)
            except RecordError:
                yield Agreement(form[f"text_{at}"], AgreementKind.NOTE)


def _agreement(form: Mapping[str, str], at: int) -> Agreement:
    part, until = form.get(f"part_{at}", ""), form.get(f"until_{at}", "")
    try:
        day = date.fromisoformat(until) if until else None
        value = BodyPart(part).value if part else ""
    except ValueError as error:
        raise RecordError("agreement: expected a day and a part") from error
    kind = AgreementKind.COMPLAINT if part else AgreementKind.NOTE
    return Agreement(form.get(f"text_{at}", "").strip(), kind, value, day, is_about_health=f"health_{at}" in form)


def _cleared(form: Mapping[str, str]) -> Iterator[Agreement]:
    if "cleared" in form:
        yield Agreement(say("hand_back.cleared"), AgreementKind.NOTE, CLEARED)


ROUTES = [
    Route("/conversations/{id}/hand-back", signed_in(ask), methods=["GET"]),
    Route("/conversations/{id}/hand-back", signed_in(hand_back), methods=["POST"]),
    Route("/conversations/{id}/hand-on", signed_in(hand_on), methods=["POST"]),
    Route("/conversations/{id}/close", signed_in(close), methods=["POST"]),
]

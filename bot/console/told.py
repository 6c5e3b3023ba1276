"""A word about what was just done, on the page that one is sent to: named in its address, never quoted from there."""

from urllib.parse import urlencode

from starlette.responses import RedirectResponse

from bot.console.pages import say, words
from bot.console.people import comes_at
from bot.console.visit import Visit, as_id

SOMEBODY = "Another trainer"
OUTSIDE_HOURS = "outside_hours"


def with_word(page: str, told: str, handover: str = "") -> RedirectResponse:
    """To a page, with a word of words.yml, and the handover that it is about."""
    return RedirectResponse(f"{page}?{urlencode({'told': told, 'about': handover})}", 303)


def told_by(visit: Visit) -> str:
    """The word; "" for none."""
    key = visit.request.query_params.get("told", "")
    if key not in words()["told"]:
        return ""
    at = comes_at(visit.here, visit.account)
    if key == OUTSIDE_HOURS and not at:
        return ""
    handover = visit.here.stores.handovers.find(as_id(visit.request.query_params.get("about", "")))
    trainer = visit.here.stores.trainers.find(handover.trainer) if handover and handover.trainer else None
    return say(f"told.{key}", name=trainer.name if trainer else SOMEBODY, at=at)

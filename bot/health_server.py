"""What whoever runs Spotter asks it: does it live, is it ready, and what has it counted. On the loopback only.

GET /healthz    200 "ok" while the process lives
GET /readyz     200 when a message would be answered; else 503, and what is not ready
GET /metrics    for Prometheus; what came through a proxy gets nothing
"""

import asyncio
from collections.abc import Callable, Sequence

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw, text

from bot.channels.post_office import PostOffice
from bot.channels.threads import Threads
from bot.metrics import CONTENT_TYPE_LATEST, exposition, forget_waiting, note_waiting
from bot.store.errors import StoreError
from bot.store.interface import Stores

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
STORE_SECONDS = 2.0
THROUGH_A_PROXY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


def health_blueprint(
    stores: Stores, office: PostOffice, channels: Sequence[str], is_awake: Callable[[], bool]
) -> Blueprint:
    """The three routes. `is_awake` says whether the model is loaded."""
    blueprint, threads = Blueprint("health"), Threads(2)  # its own: a database that hangs holds up nothing but these

    async def healthz(_: Request) -> HTTPResponse:
        return text("ok", headers=HEADERS)

    async def readyz(request: Request) -> HTTPResponse:
        store_answers = await _answers(threads, stores.inbox.waiting)
        missing = [
            *([] if store_answers else ["database"]),
            *([] if is_awake() else ["model"]),
            *office.resting(),
            *_reminders(request),
            *_handovers(request),
        ]
        return json({"ready": not missing, "not_ready": missing}, 503 if missing else 200, HEADERS)

    async def metrics(request: Request) -> HTTPResponse:
        if any(each in request.headers for each in THROUGH_A_PROXY):
            return text("Not found", 404, HEADERS)
        if not await _answers(threads, note_waiting, stores, channels):
            forget_waiting()
        return raw(exposition(), headers=HEADERS, content_type=CONTENT_TYPE_LATEST)

    for each in (healthz, readyz, metrics):
        blueprint.add_route(each, f"/{each.__name__}", methods=["GET"])
    return blueprint


async def _answers(threads: Threads, call: Callable[..., object], *given: object) -> bool:
    """Whether the store does what is asked in time."""
    try:
        async with asyncio.timeout(STORE_SECONDS):
            await threads.run(call, *given)
    except (StoreError, TimeoutError):
        return False
    return True


def _reminders(request: Request) -> list[str]:
    reminding = getattr(request.app.ctx, "reminding", None)
    return ["reminders"] if reminding is None or reminding.done() else []


def _handovers(request: Request) -> list[str]:
    board = getattr(request.app.ctx, "switchboard", None)
    return [] if board is None or board.is_at_work() else ["handovers"]

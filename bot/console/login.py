"""Signing in and out. Whoever gets it wrong learns neither by words nor by time whether the name is known."""

import hmac
import re
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.errors import SlowDownError
from bot.channels.secret import key_for
from bot.console.pages import say, shown
from bot.console.passwords import is_right
from bot.console.requests import address_of, is_from_here, is_secure
from bot.console.surroundings import Surroundings
from bot.console.visit import NOT_YOURS, Visit, cookie_name, form_of, is_token, signed_in
from bot.store.handover_records import ConsoleLogin, Presence
from bot.store.log_records import AuditEntry

LASTS = timedelta(hours=12)
"""A long day at the gym."""
AT_ONCE = 2
"""Passwords that are checked at a time: each takes 64 MB."""
FORM_COOKIE = "console_form"
LONGEST_NAME = 255
WRONG, TOO_MANY = 401, 429
_BACK = re.compile(r"/(?:conversations/[0-9a-f]{32}|owner)?")


async def ask(request: Request) -> Response:
    """The page to sign in on."""
    return _form(request, request.query_params.get("next", "/"))


async def sign_in(request: Request) -> Response:
    """A name and a password."""
    here: Surroundings = request.app.state.here
    form = await form_of(request)
    back = form.get("next", "/")
    if not (is_from_here(request) and is_token(form, _token(here, request.cookies.get(FORM_COOKIE, "")))):
        return _form(request, back, say("login.again"), NOT_YOURS)
    name = "".join(each for each in form.get("login", "").lower() if each.isprintable() and each != " ")[:LONGEST_NAME]
    try:
        here.limit.check(name, address_of(request, here.proxies))
    except SlowDownError as error:
        slow = _form(request, back, say("login.slow"), TOO_MANY)
        slow.headers["retry-after"] = str(error.seconds)
        return slow
    made = await to_thread.run_sync(_begin, here, name, form.get("password", ""), limiter=_limiter(request))
    if made is None:
        return _form(request, back, say("login.wrong"), WRONG)
    answer = RedirectResponse(_safe(back), 303)
    answer.set_cookie(
        cookie_name(request), made.token, max_age=int(LASTS.total_seconds()), httponly=True, samesite="strict",
        secure=is_secure(request),
    )  # fmt: skip
    answer.delete_cookie(FORM_COOKIE, httponly=True, samesite="strict", secure=is_secure(request))
    return answer


def sign_out(visit: Visit) -> Response:
    """No longer signed in here, and away."""
    visit.here.stores.trainers.end_login(visit.request.cookies[cookie_name(visit.request)])
    visit.here.stores.trainers.set_presence(visit.account.id, Presence.AWAY)
    visit.here.stores.audit.write(AuditEntry(None, visit.here.now(), visit.account.name, "signed out"))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie_name(visit.request), httponly=True, samesite="strict", secure=is_secure(visit.request))
    return answer


def _begin(here: Surroundings, name: str, password: str) -> ConsoleLogin | None:
    account = here.stores.trainers.find_by_login(name)
    if not is_right(password, account) or account is None:
        return None
    made = here.stores.trainers.begin_login(account.id, here.now() + LASTS)
    here.stores.audit.write(AuditEntry(None, here.now(), account.name, "signed in"))
    return made


def _form(request: Request, back: str, told: str = "", status: int = 200) -> Response:
    """The page, with a token that goes with a cookie of its own: so nobody is signed in by another site."""
    here: Surroundings = request.app.state.here
    seed = request.cookies.get(FORM_COOKIE) or token_urlsafe()
    page = shown("login.html", status, csrf=_token(here, seed), told=told, back=_safe(back), me=None, here=here)
    page.set_cookie(FORM_COOKIE, seed, httponly=True, samesite="strict", secure=is_secure(request))
    return page


def _token(here: Surroundings, seed: str) -> str:
    return hmac.new(key_for("console login form", here.secret), seed.encode(), sha256).hexdigest()


def _safe(back: str) -> str:
    """A page of ours, whatever was sent."""
    return back if _BACK.fullmatch(back) else "/"


def _limiter(request: Request) -> CapacityLimiter:
    """One for each app: it belongs to the event loop that it was made in."""
    state = request.app.state
    if not hasattr(state, "limiter"):
        state.limiter = CapacityLimiter(AT_ONCE)
    limiter: CapacityLimiter = state.limiter
    return limiter


ROUTES = [
    Route("/login", ask, methods=["GET"]),
    Route("/login", sign_in, methods=["POST"]),
    Route("/logout", signed_in(sign_out), methods=["POST"]),
]

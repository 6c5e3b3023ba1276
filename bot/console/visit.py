"""Somebody at the console: who is signed in, what they sent, and what they may do.

A page is a plain function of a Visit. `signed_in(page)` makes it an endpoint: it sends who is not signed in to the
login, refuses a role that may not, and a form without its token; and runs the page in a thread, as stores block.
"""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.pages import shown
from bot.console.requests import is_from_here, is_secure
from bot.console.surroundings import Surroundings
from bot.store.field_checks import ID
from bot.store.handover_records import ConsoleLogin, Role, TrainerAccount

TOKEN = "csrf"
MOST_BYTES, MOST_FIELDS = 300_000, 400
NOT_SIGNED_IN, NOT_YOURS = 401, 403
SAFE = ("GET", "HEAD")
LIVE = "x-live"
"""Header of what our script fetches: it wants no page to sign in on, but to be told."""
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Visit:
    """A request of a trainer who is signed in. `form` is empty where nothing was sent."""

    request: Request
    here: Surroundings
    account: TrainerAccount
    login: ConsoleLogin
    form: Mapping[str, str]

    @property
    def is_live(self) -> bool:
        """Whether our script asks, and not the browser for a page."""
        return LIVE in self.request.headers

    def page(self, template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401  for templates
        """A page of templates/, with who is here."""
        return shown(template, status, me=self.account, csrf=csrf_of(self.login), here=self.here, **values)


def signed_in(page: Callable[[Visit], Response], role: Role = Role.TRAINER) -> Endpoint:
    """The endpoint of a page. An owner may do what a trainer may."""

    async def endpoint(request: Request) -> Response:
        here: Surroundings = request.app.state.here
        found = await run_in_threadpool(_who, here, request)
        if found is None:
            return _to_login(request)
        account, login = found
        if role is Role.OWNER and account.role is not Role.OWNER:
            raise HTTPException(NOT_YOURS)
        form = {} if request.method in SAFE else await form_of(request)
        if request.method not in SAFE and not (is_from_here(request) and is_token(form, csrf_of(login))):
            raise HTTPException(NOT_YOURS)
        return await run_in_threadpool(page, Visit(request, here, account, login, form))

    return endpoint


async def form_of(request: Request) -> dict[str, str]:
    """What a form holds; of fields with one name the last. Files are refused."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise HTTPException(413)
    async with request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES) as form:
        return {name: value.replace("\r\n", "\n") for name, value in form.multi_items() if isinstance(value, str)}


def csrf_of(login: ConsoleLogin) -> str:
    """What each form of somebody's holds, which no other site can know."""
    return hmac.new(login.csrf_secret.encode(), b"form", sha256).hexdigest()


def is_token(form: Mapping[str, str], token: str) -> bool:
    """Whether a form holds its token."""
    return hmac.compare_digest(form.get(TOKEN, "").encode(), token.encode())


def as_id(text: str) -> str:
    """What is an id; "" for whatever else was sent, which no database is asked about."""
    return text if ID.fullmatch(text) else ""


def cookie_name(request: Request) -> str:
    """Of the session. With its prefix a browser takes it over https alone, and from this host alone."""
    return "__Host-console" if is_secure(request) else "console"


def _who(here: Surroundings, request: Request) -> tuple[TrainerAccount, ConsoleLogin] | None:
    token = request.cookies.get(cookie_name(request))
    login = here.stores.trainers.find_login(token, here.now()) if token else None
    account = here.stores.trainers.find(login.trainer) if login else None
    return (account, login) if account and login and account.is_active else None


def _to_login(request: Request) -> Response:
    if LIVE in request.headers:
        raise HTTPException(NOT_SIGNED_IN)
    back = f"?next={quote(request.url.path)}" if request.method in SAFE and request.url.path != "/" else ""
    return RedirectResponse(f"/login{back}", 303)

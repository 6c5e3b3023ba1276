"""The chat on websites: what docs/widget.md says that the widget asks of a server.

POST /chat/visitor      who are you to me?  -> a token
POST /chat/messages     a message, or a button that was pressed
GET  /chat/events       everything that was said, and goes on with what is said
GET  /chat/widget/…     the widget's files; / shows them on a made-up gym's page
"""

import asyncio
import logging
from datetime import UTC, datetime
from functools import partial

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.attended import Attended
from bot.channels.channel import Channel, Surroundings
from bot.channels.errors import RefusedError, UnavailableError
from bot.channels.incoming import message_id_of, text_of
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.web.door import HEADERS, Door, address_of, body_of
from bot.channels.web.events import Events
from bot.channels.web.pages import Pages
from bot.channels.web.streams import Streams
from bot.channels.web.visits import Visit, Visits
from bot.store.errors import StoreError
from bot.store.postbox_records import IncomingMessage

logger = logging.getLogger(__name__)

PREFIX = "/chat"
GREETING = "greeting"
NEW_PER_ADDRESS = Allowance(60, 1.0)
"""Visitors. Opening the chat makes one, and so does every new private window."""
STREAMS_PER_PERSON, STREAMS_PER_ADDRESS = Allowance(30, 1.0), Allowance(600, 20.0)
"""How often a stream may be opened; after the server was away, a whole gym comes back at once."""
LONGEST_NUMBER = 16
GREETED_AT_ONCE, STOP_SECONDS = 4, 2.0
STREAM = {
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class WebChannel(Channel):
    """The chat on websites."""

    title = "Website chat"

    @classmethod
    def name(cls) -> str:
        """web:8f14e45f… is a conversation of it."""
        return "web"

    @property
    def why_off(self) -> str:
        """It needs no settings."""
        return ""

    def open(self, given: Surroundings) -> None:
        """Take what it stands on. It shows replies, and sends none."""
        self._given = given
        self._door, self._pages = Door(self.here), Pages()
        self._visits = Visits(given.secret, self.here.web.member_secret)
        self._newcomers = RateLimit(address=NEW_PER_ADDRESS)
        self._listeners = RateLimit(STREAMS_PER_PERSON, STREAMS_PER_ADDRESS)
        office = given.office
        events = Events(given.buttons, self.here.public_url)
        self._streams = Streams(given.stores.outbox, Attended(given.stores), office.threads, office.bell, events)
        self._greetings: set[asyncio.Task[None]] = set()
        self._greeted_at_once = asyncio.Semaphore(GREETED_AT_ONCE)

    def routes(self) -> tuple[Blueprint, ...]:
        """The chat, and the page that shows it."""
        chat, top = Blueprint("web", url_prefix=PREFIX), Blueprint("web_demo")
        preflight = self._door.guard(self._door.preflight)
        for handler, uri, method, is_reading in (
            (self._visitor, "/visitor", "POST", True),
            (self._messages, "/messages", "POST", True),
            (self._events, "/events", "GET", False),
            (self._pages.file, "/widget/<name:str>", "GET", False),
        ):
            chat.add_route(self._door.guard(handler), uri, [method], name=handler.__name__, stream=is_reading)
            chat.add_route(preflight, uri, ["OPTIONS"], name=f"before_{handler.__name__}")
        top.add_route(partial(self._pages.demo), "/", ["GET"], name="demo")
        top.add_route(partial(self._pages.icon), "/favicon.ico", ["GET"], name="icon")
        return chat, top

    async def start(self) -> None:
        """Look for news."""
        self._streams.start()

    async def stop(self) -> None:
        """End the streams, and take nothing more."""
        await self._streams.stop()
        if self._greetings:
            _, late = await asyncio.wait(self._greetings, timeout=STOP_SECONDS)
            for each in late:
                each.cancel()

    async def _visitor(self, request: Request) -> HTTPResponse:
        self._newcomers.check(None, address_of(request))
        body = await body_of(request)
        conversation = self._visits.conversation(request.headers.getone("authorization", None), body.get("member"))
        is_new = not await self._has_begun(conversation)
        if is_new:
            self._greet(conversation)
        token, visit = self._visits.token(conversation)
        found = {"token": token, "expires": visit.expires, "conversation": _name_of(visit), "greeting": is_new}
        return json(found, headers=HEADERS)

    async def _messages(self, request: Request) -> HTTPResponse:
        visit = self._visit(request)
        body = await body_of(request)
        id = message_id_of(body.get("id"))
        now = datetime.now(UTC)
        if "button" in body:
            title, payload = await self._pressed(visit.conversation, body["button"])
            message = IncomingMessage(visit.conversation, id, now, title, payload)
        else:
            message = IncomingMessage(visit.conversation, id, now, text_of(body.get("text")))
        await self._given.office.take(message, address_of(request))
        return json({"id": id}, 202, HEADERS)

    async def _events(self, request: Request) -> HTTPResponse | None:
        visit, after = self._visit(request), request.args.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) <= LONGEST_NUMBER):
            raise RefusedError("bad_request", "I could not read from where to go on.")
        self._listeners.check(visit.conversation, address_of(request))
        with self._streams.opened(visit) as stream:
            try:
                first = await self._streams.begin(stream, int(after))
            except (StoreError, TimeoutError) as error:
                raise UnavailableError from error
            headers = STREAM | self._door.cors(request)
            response = await request.respond(content_type="text/event-stream; charset=utf-8", headers=headers)
            await response.send(first)
            try:
                await self._streams.go_on(stream, response.send)
            except (StoreError, TimeoutError) as error:  # the widget comes again
                logger.error("web: a stream ended with %s", type(error).__name__)
            await response.eof()
        return None

    def _visit(self, request: Request) -> Visit:
        if self._streams.is_ending:
            raise UnavailableError
        return self._visits.visit(request.headers.getone("authorization", None))

    async def _pressed(self, conversation: str, sealed: object) -> tuple[str, str]:
        try:
            found = await self._given.office.threads.run(
                self._given.buttons.pressed, self._given.stores.outbox, conversation, sealed
            )
        except StoreError as error:
            raise UnavailableError from error
        return found.title, found.payload

    async def _has_begun(self, conversation: str) -> bool:
        try:
            return bool(await self._given.office.threads.run(self._given.stores.outbox.latest, conversation, 1))
        except StoreError as error:
            raise UnavailableError from error

    def _greet(self, conversation: str) -> None:
        """Says hello meanwhile: a token must not wait for words."""
        task = asyncio.create_task(self._greet_in_turn(conversation))
        self._greetings.add(task)
        task.add_done_callback(self._greetings.discard)

    async def _greet_in_turn(self, conversation: str) -> None:
        async with self._greeted_at_once:
            try:
                if not await self._has_begun(conversation):  # after the first question it would be in the way
                    await self._given.greet(conversation, GREETING)
            except Exception as error:  # noqa: BLE001  who is not greeted can still ask
                logger.error("web: greeting failed with %s", type(error).__name__)


def _name_of(visit: Visit) -> str:
    """What the widget may know the conversation by: enough to tell it from another."""
    return visit.conversation.partition(":")[2]

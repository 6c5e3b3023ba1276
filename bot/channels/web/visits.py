"""Who is visiting: the signed token of a visitor, and what a website has signed about its member.

"v" "." 32 hexadecimal digits of the conversation "." "1798761600" "." signature     v: a visitor, m: a member
"""

import base64
import hashlib
import hmac
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.channels.errors import RefusedError
from bot.channels.identity import new_visitor, web_member
from bot.channels.secret import key_for

logger = logging.getLogger(__name__)

LIFETIME = timedelta(days=30)
COMES_BACK_WITHIN = timedelta(days=180)
"""After its token has run out, a visitor without a name can go on with the conversation for so long."""
SITE = "site"
"""The one website whose members are known here."""
LONGEST_ID = 200
TELL_SECONDS = 60
"""How often, at most, the log says that members cannot prove who they are."""
UNSIGNED = (
    "web: a member's signature does not hold: the site signs with another secret than web.member_secret, "
    "or another text than the id, or not in hexadecimal"
)
NO_SECRET = "web: a page names its member, and web.member_secret is not set: without it nobody is a member"
STARTS = {"v": "web:", "m": "web:member:"}
_TOKEN = re.compile(r"([vm])\.([0-9a-f]{32})\.([0-9]{10})\.([A-Za-z0-9_-]{43})", re.ASCII)
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BEARER = re.compile(r"Bearer +(\S+)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """A conversation that somebody has proved to be theirs, and the second in which that proof ends."""

    conversation: str
    expires: int

    @property
    def is_anonymous(self) -> bool:
        """Whether the token is all that is known of who it is."""
        return not self.conversation.startswith(STARTS["m"])


class Visits:
    """Signs tokens, and knows its own again; knows members by what their website has signed."""

    def __init__(self, secret: bytes, member_secret: str = "", clock: Callable[[], float] = time.time) -> None:
        self._key, self._member_key, self._clock = key_for("visitor", secret), member_secret.encode(), clock
        self._quiet_until = 0.0

    def token(self, conversation: str) -> tuple[str, Visit]:
        """A token for a conversation."""
        kind = "m" if conversation.startswith(STARTS["m"]) else "v"
        expires = int(self._clock() + LIFETIME.total_seconds())
        signed = f"{kind}.{conversation.removeprefix(STARTS[kind])}.{expires}"
        return f"{signed}.{self._signature(signed)}", Visit(conversation, expires)

    def visit(self, authorization: str | None) -> Visit:
        """Whose conversation it is. Raises RefusedError for what is no token of ours, or has run out."""
        visit = self._read(authorization)
        if visit.expires <= self._clock():
            raise _not_signed_in()
        return visit

    def conversation(self, authorization: str | None, member: object) -> str:
        """The conversation of somebody who comes for a token: the member's, the one of an old token, or a new one.

        Raises RefusedError for a claim or a token that does not hold.
        """
        if member is not None:
            try:
                return self._member(member)
            except RefusedError:
                self._tell()
                raise
        if authorization is None:
            return new_visitor()
        old = self._read(authorization)
        is_late = old.expires + COMES_BACK_WITHIN.total_seconds() <= self._clock()
        if is_late or not old.is_anonymous:
            raise _not_signed_in()
        return old.conversation

    def _tell(self) -> None:
        """Tells the operator, who has to mend it; the id and the signature are nobody's business."""
        now = self._clock()
        if now >= self._quiet_until:
            self._quiet_until = now + TELL_SECONDS
            logger.warning(UNSIGNED if self._member_key else NO_SECRET)

    def _read(self, authorization: str | None) -> Visit:
        bearer = _BEARER.fullmatch(authorization or "")
        found = _TOKEN.fullmatch(bearer[1]) if bearer else None
        if found is None or not hmac.compare_digest(self._signature(found[0].rpartition(".")[0]), found[4]):
            raise _not_signed_in()
        return Visit(STARTS[found[1]] + found[2], int(found[3]))

    def _member(self, claim: object) -> str:
        given = claim if isinstance(claim, dict) else {}
        id, signature = given.get("id"), given.get("signature")
        if not (isinstance(id, str) and 0 < len(id) <= LONGEST_ID and isinstance(signature, str)):
            raise _no_member()
        said = id.encode("utf-8", "surrogatepass")
        wanted = hmac.new(self._member_key, said, hashlib.sha256).hexdigest()
        is_signed = _HEX.fullmatch(signature) and hmac.compare_digest(wanted, signature)
        if not (self._member_key and is_signed):
            raise _no_member()
        return web_member(SITE, id)

    def _signature(self, signed: str) -> str:
        return base64.urlsafe_b64encode(hmac.digest(self._key, signed.encode(), hashlib.sha256)).decode().rstrip("=")


def _not_signed_in() -> RefusedError:
    return RefusedError("not_signed_in", "I have lost track of who you are. Please open the chat again.", 401)


def _no_member() -> RefusedError:
    words = "This page could not prove who you are. Please sign in again, or reload the page."
    return RefusedError("not_signed_in", words, 401)

"""Calls of Slack's Web API, and what its errors mean for a reply.

No call is repeated here: the outbox does that, with its pauses. Nothing of a call is written to a log.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.errors import DeliveryError, NeverError, TryLaterError

logger = logging.getLogger(__name__)

CALL_SECONDS = 8
"""So that a reply has time for more than one call."""
UNTIL_MENDED = 120.0
"""Seconds until a reply is tried again while Slack does not take the token."""
TO_BE_MENDED = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "no_permission",
    "missing_scope", "not_allowed_token_type", "org_login_required", "ekm_access_denied", "team_access_not_granted",
    "two_factor_setup_required", "accesslimited", "access_denied",
})  # fmt: skip
"""What the operator can mend: the token, what it may do, or the workspace."""
NEVER = frozenset({
    "channel_not_found", "is_archived", "not_in_channel", "user_not_found", "users_not_found", "user_disabled",
    "user_not_visible", "user_is_restricted", "cannot_dm_bot", "thread_not_found", "restricted_action",
    "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel", "restricted_action_thread_locked", "messages_tab_disabled",
    "team_not_found", "invalid_user_combination",
})  # fmt: skip
LATER = frozenset({
    "ratelimited", "rate_limited", "message_limit_exceeded", "fatal_error", "internal_error", "service_unavailable",
    "request_timeout", "team_added_to_org", "external_channel_migrating",
})  # fmt: skip
FINE, TOO_MANY, WRONG = 200, 429, 500
_CODE = re.compile(r"[a-z_]{1,60}")


@dataclass(frozen=True)
class Me:
    """Who Spotter is in Slack: the workspace it is installed in, its id there, and the organisation if there is one."""

    team: str
    person: str
    enterprise: str = ""


class SlackApi:
    """Slack's Web API with Spotter's token."""

    def __init__(self, token: str, url: str) -> None:
        self._token, self._url = token, url
        self._session: aiohttp.ClientSession | None = None
        self._web: AsyncWebClient | None = None

    async def call(self, method: str, **given: Any) -> Mapping[str, Any]:  # noqa: ANN401  whatever JSON has
        """What a method of AsyncWebClient answers. Raises DeliveryError, OSError."""
        try:
            answer = await getattr(self._opened(), method)(**given)
        except SlackApiError as error:
            raise told_by(error.response) from None
        except aiohttp.ClientError as error:
            raise TryLaterError(type(error).__name__) from None
        return dict(answer.data)

    async def upload(self, url: str, content: bytes) -> None:
        """Brings the bytes of a file to the address that Slack gave for it."""
        try:
            async with self._opened().session.post(url, data=content) as answer:
                if answer.status != FINE:
                    raise TryLaterError(f"upload {answer.status}")
        except aiohttp.ClientError as error:
            raise TryLaterError(type(error).__name__) from None

    async def close(self) -> None:
        """Ends what is open; another call opens it again."""
        if self._session:
            await self._session.close()
        self._session = self._web = None

    def _opened(self) -> Any:  # noqa: ANN401  methods of the client are called by their names
        if self._web is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_SECONDS))
            self._web = AsyncWebClient(
                self._token, base_url=self._url, session=self._session, retry_handlers=[], logger=silent()
            )  # fmt: skip
        return self._web


def silent() -> logging.Logger:
    """A logger for Slack's SDK, which writes whole messages and addresses with secrets in them."""
    return logging.Logger("slack_sdk", logging.CRITICAL + 1)


def told_by(response: Any) -> DeliveryError:  # noqa: ANN401  the SDK's response, or that of its HTTP client
    """What an answer that is no success means for a reply."""
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", WRONG))
    data = getattr(response, "data", None)
    said = data.get("error") if isinstance(data, dict) else None
    code = said if isinstance(said, str) and _CODE.fullmatch(said) else f"HTTP {status}"
    if code in TO_BE_MENDED:
        logger.error("Slack does not let Spotter speak: %s. docs/slack.md says what to do.", code)
        return TryLaterError(code, UNTIL_MENDED)
    if status == TOO_MANY or status >= WRONG or code in LATER:
        return TryLaterError(code, _seconds(getattr(response, "headers", None)))
    logger.warning("Slack refuses what Spotter says: %s", code)
    return NeverError(code) if code in NEVER else DeliveryError(code)


def _seconds(headers: Any) -> float | None:  # noqa: ANN401
    said = next((value for key, value in (headers or {}).items() if key.lower() == "retry-after"), "")
    return float(said) if isinstance(said, str) and said.isascii() and said.isdecimal() else None


async def who_am_i(api: SlackApi) -> Me:
    """Raises DeliveryError, OSError."""
    answer = await api.call("auth_test")
    team, person = answer.get("team_id"), answer.get("user_id")
    if not (isinstance(team, str) and isinstance(person, str)):
        raise TryLaterError("auth.test without ids")
    return Me(team, person, answer.get("enterprise_id") or "")

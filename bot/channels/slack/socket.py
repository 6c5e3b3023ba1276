"""Socket Mode: Slack's events over a connection that is opened from here, for whoever has no public address."""

import asyncio
import logging
from contextlib import suppress

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.errors import UnavailableError
from bot.channels.slack.api import silent, told_by
from bot.channels.slack.desk import SlackDesk

logger = logging.getLogger(__name__)

CONNECT_SECONDS, LOOK_SECONDS, LONGEST_PAUSE = 30.0, 5.0, 60.0
MOST_LOOKS = 6
"""So often in a row a connection may be away, which the SDK opens again by itself, before it is made anew."""


class SlackSocket:
    """Keeps a connection open, and gives the desk what comes in."""

    def __init__(self, app_token: str, api_url: str, desk: SlackDesk) -> None:
        self._app_token, self._api_url, self._desk = app_token, api_url, desk

    async def run(self) -> None:
        """Goes on until it is cancelled."""
        pause = 1.0
        while True:
            if await self._connected():
                pause = 1.0
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _connected(self) -> bool:
        """Opens a connection, and ends when it is away for long; whether there was one."""
        web = AsyncWebClient(base_url=self._api_url, retry_handlers=[], logger=silent(), timeout=10)
        client = SocketModeClient(self._app_token, silent(), web, ping_interval=LOOK_SECONDS)
        client.socket_mode_request_listeners.append(self._taken)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                client.wss_uri = await client.issue_new_wss_url()
                await client.connect()
            logger.info("connected to Slack")
            looks = 0
            while looks < MOST_LOOKS:
                await asyncio.sleep(LOOK_SECONDS)
                looks = 0 if await client.is_connected() else looks + 1
        except SlackApiError as error:
            logger.warning("connecting to Slack failed: %s", told_by(error.response))
            return False
        except Exception as error:  # noqa: BLE001  whatever the far side does, it is tried again
            logger.warning("connecting to Slack failed with %s", type(error).__name__)
            return False
        finally:
            with suppress(Exception):
                await client.close()
        return True

    async def _taken(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Acknowledged once it is kept; else Slack sends it again."""
        take = {"events_api": self._desk.event, "interactive": self._desk.press}.get(request.type)
        try:
            if take:
                await take(request.payload)
        except UnavailableError:
            return
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

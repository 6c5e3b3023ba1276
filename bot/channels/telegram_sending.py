"""Sends replies to Telegram: text in pieces that it takes, pictures and documents, buttons under the last of them.

How many parts of a reply were sent is remembered: if one fails, those before it are not sent again. Telegram itself
cannot tell whether it has a message; one whose call was cut off may come twice.
"""

import logging
import mimetypes
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.channel import Surroundings
from bot.channels.delivery import Body
from bot.channels.errors import NeverError, TryLaterError
from bot.channels.identity import parts_of
from bot.channels.telegram_api import BotApi, File, TelegramError
from bot.channels.telegram_text import LONGEST_CAPTION, LONGEST_TEXT, Piece, pieces_of, units

logger = logging.getLogger(__name__)

GONE = "{name} is no longer there: I keep files for a few days only. Ask me again, and I make a new one."
A_PICTURE = "The picture"
WRONG_TOKEN_SECONDS = 600.0
REFUSED, FORBIDDEN, TOO_LARGE = 400, 403, 413
MOST_REMEMBERED = 1_000
ROW_CHARACTERS, MOST_IN_A_ROW = 28, 3
"""What fits beside one another on a phone, where all buttons of a row are equally wide."""


@dataclass(frozen=True)
class Part:
    """One message of a reply: a text, or a file by its address, with a text under it or none."""

    piece: Piece | None = None
    url: str = ""
    name: str = ""
    is_picture: bool = False


class Sending:
    """Sends replies of one bot."""

    def __init__(self, api: BotApi, given: Surroundings) -> None:
        self._api, self._given = api, given
        self._sent: OrderedDict[str, int] = OrderedDict()

    async def send(self, conversation: str, body: Body) -> None:
        """Send a reply. Raises TryLaterError or NeverError."""
        chat, parts = int(parts_of(conversation)[0]), parts_of_reply(body.content)
        buttons = self._keyboard(conversation, body)
        for at in range(self._sent.get(body.key, 0), len(parts)):
            more = buttons if at == len(parts) - 1 else {}
            try:
                await self._send(parts[at], {"chat_id": chat, **more})
            except TelegramError as error:
                raise _meaning(error) from None
            self._remember(body.key, at + 1)

    def _keyboard(self, conversation: str, body: Body) -> dict[str, Any]:
        shown = [
            {"text": each["title"], "callback_data": self._given.buttons.seal(conversation, body.number, place)}
            for place, each in enumerate(body.content.get("buttons", ()))
        ]
        return {"reply_markup": {"inline_keyboard": rows_of(shown)}} if shown else {}

    async def _send(self, part: Part, params: dict[str, Any]) -> None:
        if not part.url:
            return await self._send_text(part.piece or Piece(()), params)
        found = await self._given.office.threads.run(self._given.read_file, part.url)
        if found is not None:
            return await self._send_file(part, File(*found, _kind(found[0])), params)
        gone = f"{part.piece.plain}\n\n" if part.piece else ""
        return await self._send_text(pieces_of(gone + GONE.format(name=part.name))[0], params)

    async def _send_text(self, piece: Piece, params: dict[str, Any]) -> None:
        params = params | {"link_preview_options": {"is_disabled": True}}
        marked, plain = {"text": piece.html, "parse_mode": "HTML"}, {"text": piece.plain}
        await self._marked_or_plain(lambda text: self._api.call("sendMessage", params | text), marked, plain)

    async def _send_file(self, part: Part, file: File, params: dict[str, Any]) -> None:
        marked = {"caption": part.piece.html, "parse_mode": "HTML"} if part.piece else {}
        plain = {"caption": part.piece.plain} if part.piece else {}

        async def upload(text: dict[str, Any]) -> None:
            try:
                method, what = ("sendPhoto", "photo") if part.is_picture else ("sendDocument", "document")
                await self._api.upload(method, params | text, what, file)
            except TelegramError as error:
                if not (part.is_picture and _is_no_photo(error)):
                    raise
                await self._api.upload("sendDocument", params | text, "document", file)

        await self._marked_or_plain(upload, marked, plain)

    async def _marked_or_plain(
        self, send: Callable[[dict[str, Any]], Awaitable[Any]], marked: dict[str, Any], plain: dict[str, Any]
    ) -> None:
        try:
            await send(marked)
        except TelegramError as error:
            if error.status != REFUSED or "parse entities" not in error.says:
                raise
            logger.error("telegram: a reply is sent without marks, which Telegram could not read")
            await send(plain)

    def _remember(self, key: str, parts: int) -> None:
        self._sent[key] = parts
        self._sent.move_to_end(key)
        while len(self._sent) > MOST_REMEMBERED:
            self._sent.popitem(last=False)


def parts_of_reply(content: dict[str, Any]) -> list[Part]:
    """The messages that a reply becomes, in order: one file with a short text is one, else the text is first."""
    title = f"{content['trainer']}, trainer" if content.get("trainer") else ""
    image, text = content.get("image"), content["text"]
    files = [Part(None, image["url"], A_PICTURE, is_picture=True)] if image else []
    files += [Part(None, each["url"], each["name"]) for each in content.get("files", ())]
    pieces = pieces_of(text, title, LONGEST_TEXT)
    if len(files) == 1 and len(pieces) == 1 and units(pieces[0].plain) <= LONGEST_CAPTION:
        return [Part(pieces[0], files[0].url, files[0].name, files[0].is_picture)]
    return [*(Part(each) for each in pieces), *files]


def rows_of(buttons: Sequence[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Buttons in rows, as many in each as can be read."""
    rows: list[list[dict[str, str]]] = []
    for each in buttons:
        row = [*(rows[-1] if rows else []), each]
        is_fitting = max(len(one["text"]) for one in row) * len(row) <= ROW_CHARACTERS and len(row) <= MOST_IN_A_ROW
        if rows and is_fitting:
            rows[-1] = row
        else:
            rows.append([each])
    return rows


def _meaning(error: TelegramError) -> TryLaterError | NeverError:
    """What an error means for the reply."""
    if error.is_wrong_token:
        return TryLaterError(str(error), WRONG_TOKEN_SECONDS)
    if error.status in (REFUSED, FORBIDDEN, TOO_LARGE):
        return NeverError(str(error))
    return TryLaterError(str(error), error.retry_after)  # busy, broken, or out of reach


def _is_no_photo(error: TelegramError) -> bool:
    """Whether Telegram would take it as a document: a picture that is too large or has odd proportions."""
    return error.status == TOO_LARGE or (error.status == REFUSED and ("photo" in error.says or "image" in error.says))


def _kind(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"

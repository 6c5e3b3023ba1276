"""Tells the help desk: a handover becomes a contact and a conversation, and all that is said goes into it.

Each message carries the key of its reply as its source, so that whoever sends the reply again sees what has arrived.
"""

from bot.channels.delivery import Body
from bot.channels.errors import NeverError
from bot.channels.post_office import PostOffice
from bot.trainer_places.chatwoot.api import ChatwootApi
from bot.trainer_places.chatwoot.text import calling, plainly
from bot.trainer_places.ledger import Ledger
from bot.trainer_places.words import say

CALLING = ("handover", "escalated")
"""Kinds for which every agent of the inbox gets a notice."""
SHORT = 4


class DeskSending:
    """Sends what is told of handovers."""

    def __init__(self, api: ChatwootApi, ledger: Ledger, office: PostOffice) -> None:
        self._api, self._ledger, self._office = api, ledger, office

    async def send(self, conversation: str, body: Body) -> None:
        """Sends what of it has not arrived. Raises DeliveryError, OSError, StoreError."""
        id, kind = conversation.partition(":")[2], body.content["kind"]
        place = (await self._office.threads.run(self._ledger.kept, id)).get("place")
        if place is None and kind == "handover":
            place = await self._begun(id)
            await self._office.threads.run(self._ledger.keep, id, "place", place=place)
        if place is None:
            raise NeverError("no conversation was begun")
        is_there = body.may_be_there and any(each.source == body.key for each in await self._api.messages(place, 0))
        if not is_there:
            await self._say(place, body)
        if kind == "ended":
            await self._end(place)

    async def _begun(self, id: str) -> int:
        """The conversation of a handover: the one that is there, else a new one."""
        contact = await self._api.contact(f"spotter-{id}", say("desk.contact", code=id[:SHORT]))
        return await self._api.conversation_of(contact, id) or await self._api.begin(contact, id)

    async def _say(self, place: int, body: Body) -> None:
        kind, text = body.content["kind"], body.content["text"]
        if kind == "lifter":
            return await self._api.say(place, text, body.key, is_incoming=True)
        if kind == "spotter":
            return await self._api.say(place, plainly(text), body.key)
        speaker = f"{body.content['trainer']}: " if "trainer" in body.content else ""
        words = [plainly(f"{speaker}{text}")]
        if kind == "handover":
            words.append(plainly(say("desk.how")))
        if kind in CALLING and (called := calling(await self._api.members())):
            words.append(called)
        return await self._api.say(place, "\n\n".join(words), body.key, is_private=True)

    async def _end(self, place: int) -> None:
        there = await self._api.conversation(place)
        if there and there.status != "resolved":
            await self._api.set_status(place, "resolved")

"""The trainers' channel in Slack. docs/trainers_slack.md sets it up."""

import re

from bot.channels.slack import SlackChannel
from bot.channels.slack.api import SlackApi
from bot.channels.under_way import UnderWay
from bot.settings import Settings
from bot.trainer_places.ledger import Ledger
from bot.trainer_places.people import People
from bot.trainer_places.place import Place, PlaceError, PlaceSurroundings
from bot.trainer_places.slack.hearing import ThreadHearing
from bot.trainer_places.slack.sending import ThreadSending
from bot.trainer_places.slack.threads import HandoverThreads

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,31}")
_MEMBER = re.compile(r"[UW][A-Z0-9]{1,31}")


class TrainersSlack(Place):
    """Threads in one channel of the workspace where Spotter's app is."""

    name = "trainers_slack"
    title = "Trainers in Slack"

    def __init__(self, here: Settings) -> None:
        super().__init__(here)
        self._api = SlackApi(here.slack.bot_token, here.slack.api_url)

    @property
    def why_off(self) -> str:
        given = self.here.slack
        if not given.trainers_channel:
            return "It needs slack.trainers_channel and slack.trainers (docs/trainers_slack.md)."
        if not _CHANNEL.fullmatch(given.trainers_channel):
            return "slack.trainers_channel is the id of a channel, such as C012AB3CD (docs/trainers_slack.md)."
        if not given.trainers:
            return "It needs slack.trainers: who in Slack is which trainer (docs/trainers_slack.md)."
        if not all(map(_MEMBER.fullmatch, given.trainers)):
            return "slack.trainers names members of Slack by their ids, such as U2147483697 (docs/trainers_slack.md)."
        return SlackChannel(self.here).why_off

    def open(self, given: PlaceSurroundings) -> None:
        slack = next((each for each in given.channels if isinstance(each, SlackChannel)), None)
        if slack is None:
            raise PlaceError("Trainers in Slack are heard by the Slack channel: credentials.yml has to name it.")
        ledger = Ledger(self.name, given.stores, given.desk)
        threads = HandoverThreads(self._api, self.here.slack.trainers_channel, ledger, given.office, slack.known)
        self._sending = UnderWay(ThreadSending(self._api, threads, given.buttons, slack.known).send)
        self._hearing = ThreadHearing(
            given, self._api, threads, ledger, People(given.stores, self.here.slack.trainers), slack.known
        )
        given.office.deliver(self.name, self._sending.send)
        slack.set_aside(self._hearing)

    async def stop(self) -> None:
        await self._hearing.stop()
        await self._sending.stop()
        await self._api.close()

"""Opens the channels that credentials.yml names, and brings reminders into them."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import yaml
from rasa.shared.utils.common import class_from_module_path

from bot.channels.channel import Channel, Surroundings
from bot.channels.identity import channel_of
from bot.channels.post_office import PostOffice
from bot.channels.replies import bodies_of
from bot.channels.secret import secret_of
from bot.channels.tally import REMINDERS
from bot.dialogue.coach import Coach
from bot.downloads import Downloads
from bot.reminders.sending import words_for
from bot.reminders.worker import ReminderWorker, utc_now
from bot.settings import Settings
from bot.store.errors import StoreError
from bot.store.interface import Stores
from bot.store.log_records import Reminder

logger = logging.getLogger(__name__)

CREDENTIALS = "credentials.yml"
GREETING = "greeting"


class ChannelsError(Exception):
    """The channels cannot be opened; names the file and what was expected."""


def channels_in(file: Path, here: Settings) -> list[Channel]:
    """The channels that a file names, on or off. Raises ChannelsError."""
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise ChannelsError(f"{file}: cannot be read ({type(error).__name__}); expected class paths") from error
    if not isinstance(found, dict):
        raise ChannelsError(f"{file}: expected lines such as 'bot.channels.web.WebChannel:'")
    return [_class(file, str(path))(here) for path in found]


def open_channels(
    channels: Sequence[Channel], coach: Coach, stores: Stores, downloads: Downloads, here: Settings
) -> PostOffice:
    """Opens those channels that are on, over one post office. Raises SecretError."""
    office = PostOffice(stores, coach.answer, last_words=coach.last_words)
    given = Surroundings(
        here, office, stores, secret_of(here.secret, here.secret_file), downloads.read,
        partial(_greet, coach, office), coach.is_public,
    )  # fmt: skip
    for channel in channels:
        channel.open(given)
    return office


def reminders_for(
    channels: Sequence[Channel], coach: Coach, office: PostOffice, stores: Stores, now: Callable[[], datetime] = utc_now
) -> ReminderWorker:
    """A worker that brings the reminders of these channels."""

    async def send(reminder: Reminder) -> bool:
        if await office.is_taken(reminder.conversation):
            return False
        response, values = await asyncio.to_thread(words_for, reminder, stores, now())
        bodies = bodies_of((await coach.prompt(reminder.conversation, response, **values)).replies)
        if bodies:
            key = f"reminder:{reminder.id}:{reminder.next_due.isoformat()}"
            if await office.post(reminder.conversation, key, bodies):
                REMINDERS.labels(channel_of(reminder.conversation)).inc()
        return bool(bodies)

    return ReminderWorker(stores.reminders, {each.name(): send for each in channels}, now)


async def _greet(coach: Coach, office: PostOffice, conversation: str, id: str = GREETING) -> None:
    """Never raises: who is not greeted can still ask. Who talks with a trainer is not greeted."""
    try:
        if await office.is_taken(conversation):
            return
        await office.post(conversation, id, bodies_of((await coach.greet(conversation)).replies))
    except StoreError as error:
        logger.error("greeting failed with %s", type(error).__name__)


def _class(file: Path, path: str) -> type[Channel]:
    try:
        found = class_from_module_path(path)
    except ImportError as error:
        raise ChannelsError(f"{file}: there is no {path}; expected one like bot.channels.web.WebChannel") from error
    if not (isinstance(found, type) and issubclass(found, Channel)):
        raise ChannelsError(f"{file}: {path} is none of Spotter's channels, and Rasa's own are not safe to open")
    return found

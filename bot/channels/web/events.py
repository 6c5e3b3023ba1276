"""What was said, as the widget is told: server-sent events. What a button stands for is not among it."""

import json
from typing import Any
from urllib.parse import urlsplit

from bot.channels.buttons import Buttons
from bot.store.postbox_records import Posted

COMMENT = b":\n\n"


class Events:
    """Makes events. Files of ours get an address without a host: the widget asks where it asks for all else."""

    def __init__(self, buttons: Buttons, public_url: str) -> None:
        self._buttons, self._public_url = buttons, public_url
        self._path = urlsplit(public_url).path

    def of(self, posted: Posted) -> dict[str, Any]:
        """The event of something that was said."""
        said = json.loads(posted.body)
        event = {"n": posted.number, "kind": said["kind"], "at": int(posted.at.timestamp()), "text": said["text"]}
        if posted.message_id:
            event["message_id"] = posted.message_id
        if "trainer" in said:
            event["trainer"] = said["trainer"]
        if "buttons" in said:
            event["buttons"] = [
                {"title": each["title"], "button": self._buttons.seal(posted.conversation, posted.number, place)}
                for place, each in enumerate(said["buttons"])
            ]
        if "image" in said:
            event["image"] = {"url": self._address(said["image"]["url"]), "alt": said["image"]["alt"]}
        if "files" in said:
            event["files"] = [{"url": self._address(each["url"]), "name": each["name"]} for each in said["files"]]
        return event

    def _address(self, url: str) -> str:
        if self._public_url and url.startswith(f"{self._public_url}/"):
            return self._path + url.removeprefix(self._public_url)
        return url if url.startswith(("https://", "http://")) else ""


def frame(event: dict[str, Any]) -> bytes:
    """An event as it is sent, in ASCII."""
    number = f"id: {event['n']}\n" if "n" in event else ""
    return f"{number}data: {json.dumps(event, separators=(',', ':'))}\n\n".encode("ascii")

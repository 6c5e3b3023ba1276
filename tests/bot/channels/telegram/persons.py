"""People who write to the bot, and what Telegram makes of it: updates as documented."""

import time
from dataclasses import dataclass
from typing import Any

from tests.bot.channels.telegram.fake_telegram import Arrived, FakeTelegram

Update = dict[str, Any]


@dataclass
class Person:
    """Somebody with a private chat with the bot."""

    far: FakeTelegram
    id: int

    def __post_init__(self) -> None:
        self.far.known.add(self.id)

    @property
    def conversation(self) -> str:
        return f"telegram:{self.id}"

    def message(self, **content: Any) -> Update:
        """The message object."""
        return {"message_id": self.far.next_message_id(), **self.frame(), **content}

    def frame(self) -> Update:
        person = {"id": self.id, "is_bot": False, "first_name": "Ann", "language_code": "en"}
        return {"from": person, "chat": {"id": self.id, "first_name": "Ann", "type": "private"}, "date": 1_767_225_600}

    def says(self, text: str, **more: Any) -> Update:
        """The update of a text; Telegram marks commands in it."""
        marks = [{"offset": 0, "length": len(text.split()[0]), "type": "bot_command"}] if text[:1] == "/" else []
        return self.far.update(message=self.message(text=text, **({"entities": marks} if marks else {}), **more))

    def sends(self, kind: str, content: Any = None, **more: Any) -> Update:
        """The update of something that is no text."""
        return self.far.update(message=self.message(**{kind: content or {"file_id": "x"}}, **more))

    def edits(self, before: Update, text: str) -> Update:
        """The update of an edit of a message."""
        message = before.get("message") or before["edited_message"]
        return self.far.update(edited_message={**message, "text": text, "edit_date": int(time.time())})

    def presses(self, at: Arrived, place: int = 0, *, data: str | None = None, is_old: bool = False) -> Update:
        """The update of a press of a button under a message."""
        frame = self.frame()
        buttons = [one for row in at.buttons for one in row]
        message = {"message_id": at.message_id, "chat": frame["chat"], "date": 0 if is_old else 1_767_225_600}
        update = self.far.update(callback_query={
            "id": "", "from": frame["from"], "message": message, "chat_instance": "1",
            "data": buttons[place][1] if data is None else data,
        })  # fmt: skip
        update["callback_query"]["id"] = query = str(4_382_000_000_000_000 + update["update_id"])
        self.far.queries.add(query)
        return update

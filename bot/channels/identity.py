"""Names of conversations. They are made here, of what a channel has proved, and never taken from a message.

web:8f14e45fceea167a5a36dedd4bea2543            somebody on a website
web:member:2c26b46b68ffc68ff99b453c1d304134     a member whom the website knows
slack:T024BE7LD:U2147483697                     a member of a Slack workspace, in direct messages
slack:T024BE7LD:U2147483697:C012AB3CD           the same one in a channel, where others read along
telegram:4711                                   a private chat
"""

import re
import secrets

from bot.store.records import digest

_SLACK_ID = re.compile(r"[A-Z0-9]{1,32}")
_SLACK_PLACE = re.compile(r"[A-Z0-9]{1,32}(:[0-9]{1,20}\.[0-9]{1,10})?")
_MOST_TELEGRAM = 2**63
_BYTES, _DIGITS = 16, 32


def new_visitor() -> str:
    """A new conversation on a website, which nobody can guess."""
    return f"web:{secrets.token_hex(_BYTES)}"


def web_member(site: str, member: str) -> str:
    """The conversation of a member of a website; the same one, whatever device it is."""
    return f"web:member:{digest('member', site, member)[:_DIGITS]}"


def slack(team: str, person: str, place: str | None = None) -> str:
    """The conversation of somebody in Slack. `place` is a channel ("C012AB3CD"), or a thread in it ("C012AB3CD:1.2").

    Raises ValueError for what is no id of Slack's.
    """
    if not (_SLACK_ID.fullmatch(team) and _SLACK_ID.fullmatch(person)):
        raise ValueError("no ids of a Slack workspace and its member")
    if place is not None and not _SLACK_PLACE.fullmatch(place):
        raise ValueError("no id of a Slack channel or thread")
    return ":".join(("slack", team, person, *([place] if place else [])))


def telegram(chat: object) -> str:
    """The conversation in a private chat of Telegram. Raises ValueError for what is no id of one."""
    if type(chat) is not int or not 0 < chat < _MOST_TELEGRAM:
        raise ValueError("no id of a private chat")
    return f"telegram:{chat}"


def channel_of(conversation: str) -> str:
    """The channel of a conversation: "slack"."""
    return conversation.partition(":")[0]


def parts_of(conversation: str) -> list[str]:
    """What stands after the channel: ["T024BE7LD", "U2147483697"]."""
    return conversation.split(":", 3)[1:]

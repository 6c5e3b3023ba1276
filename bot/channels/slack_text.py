"""Text as Slack sends it: references in angle brackets, and three characters escaped."""

import html
import re
from collections.abc import Collection

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>[ \t]*")
_REFERENCE = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_MAIL_OR_PHONE = re.compile(r"^(?:mailto|tel):")
_SIGNS = {"@": "", "#": "#", "!": ""}


def readable(text: str, own: Collection[str]) -> str:
    """What somebody typed, without mentions of Spotter (whose ids are `own`), and with names in place of references."""
    text = _MENTION.sub(lambda found: "" if found[1] in own else found[0], text)
    text = _REFERENCE.sub(_named, text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def escaped(text: str) -> str:
    """A text that Slack shows as it is: it mentions nobody, and links nowhere."""
    return html.escape(text, quote=False)


def _named(found: re.Match[str]) -> str:
    """<@U1|kim> -> kim, <#C1|gym> -> #gym, <!here> -> here, <https://a.example|this> -> this"""
    sign, label = found["sign"], found["label"]
    if label:
        return label if not sign or label.startswith(("@", "#")) else _SIGNS[sign] + label
    if not sign:
        return _MAIL_OR_PHONE.sub("", found["what"])
    return found["what"] if sign == "!" else ""

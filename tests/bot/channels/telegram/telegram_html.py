"""Reads HTML as the Bot API does: its tags alone, nothing left open, nothing inside <pre>. Gives what is shown."""

import re

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler"}
_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z-]+)>|&(?P<entity>[a-z]+|#[0-9]+);|(?P<bare>[<>&])|(?P<text>[^<>&]+)")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class EntitiesError(ValueError):
    """Can't parse entities."""


def shown(html: str) -> str:
    """The text that is shown. Raises EntitiesError. Stricter than Telegram, which lets a lone & and > pass."""
    text, opened = [], []
    for found in _TOKEN.finditer(html):
        if found["bare"]:
            raise EntitiesError(f"{found['bare']} at {found.start()}")
        if found["text"]:
            text.append(found["text"])
        elif found["entity"]:
            text.append(_character(found["entity"]))
        else:
            _tag(found["tag"], opened, is_end=bool(found["end"]))
    if opened:
        raise EntitiesError(f"<{opened[-1]}> is left open")
    return "".join(text)


def _character(name: str) -> str:
    if name.startswith("#"):
        return chr(int(name[1:]))
    if name not in _ENTITIES:
        raise EntitiesError(f"&{name};")
    return _ENTITIES[name]


def _tag(tag: str, opened: list[str], *, is_end: bool) -> None:
    if tag not in TAGS:
        raise EntitiesError(f"unsupported start tag {tag}")
    if is_end:
        if not opened or opened.pop() != tag:
            raise EntitiesError(f"unexpected </{tag}>")
    elif {"pre", "code"} & {*opened}:
        raise EntitiesError(f"<{tag}> inside <{opened[-1]}>")
    else:
        opened.append(tag)

"""Text that Chatwoot fills in (Liquid) and renders (Markdown): nothing in it is taken for either, and calls nobody."""

import re
from collections.abc import Mapping
from urllib.parse import quote

_MARKUP = re.compile(r"([\\`*_{}\[\]()#!|~<>]|(?<=\{)%|(?<=mention:)/)")
MOST = 50


def plainly(text: str) -> str:
    """A text that is shown as it is."""
    return _MARKUP.sub(r"\\\1", text).replace("\n", "  \n")


def calling(members: Mapping[int, str]) -> str:
    """A line that names the inbox's agents: they get a notice."""
    return " ".join(
        f"[@{plainly(name)}](mention://user/{id}/{quote(name, safe='')})" for id, name in sorted(members.items())[:MOST]
    )

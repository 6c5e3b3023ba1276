"""Text for private notes, which Chatwoot renders as Markdown: nothing in it is taken for markup, and calls nobody."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#!|~<>])")


def plainly(text: str) -> str:
    """A text that is shown as it is."""
    return _MARKUP.sub(r"\\\1", text).replace("\n", "  \n")


def calling(members: dict[int, str], most: int = 50) -> str:
    """A line that tells the inbox's agents: those who are named get a notice."""
    return " ".join(f"[@{number}](mention://user/{id}/{number})" for number, id in enumerate(sorted(members)[:most], 1))

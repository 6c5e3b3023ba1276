"""Replies as Slack's messages: rich text, in which nothing is taken for markup, and buttons under it.

Slack renders what stands in a `text` of rich text as it is: no mention, no formatting, no link comes of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.channels.markup import BulletList, Paragraph, Table, parts_of, pieces_of, spans_of
from bot.channels.slack_text import escaped

MOST_CHARACTERS = 3_000
"""Of one message. It comes back whole with every press of its buttons, so it is not to be long."""
MOST_BUTTONS, LONGEST_TITLE = 25, 75
WIDEST_TABLE = 34
"""Characters of a fixed-width line that a phone shows without breaking it."""
PICTURE = "Here is your picture."

Element = dict[str, Any]
Message = dict[str, Any]
"""What chat.postMessage takes: `text`, which is read aloud and shown in notices, and `blocks`."""


def messages_of(content: Mapping[str, Any], seal: Callable[[int], str]) -> tuple[Message, ...]:
    """The messages that a reply is shown in; `seal` gives what a button of it, by its place, sends back."""
    pieces = pieces_of(content["text"], MOST_CHARACTERS) or (PICTURE,)
    messages = [message_of(each) for each in pieces]
    if name := content.get("trainer"):
        messages[0] = message_of(pieces[0], f"{name}, trainer")
    messages[-1]["blocks"] += _actions(content.get("buttons", ()), seal)
    return tuple(messages)


def message_of(text: str, speaker: str = "") -> Message:
    """A message of words alone."""
    elements = list(_elements(text))
    if speaker:
        elements.insert(0, _section([_text(f"{speaker}:\n", bold=True)]))
    spoken = f"{speaker}:\n{text}" if speaker else text
    return {"text": escaped(spoken), "blocks": [{"type": "rich_text", "elements": elements}]}


def _elements(text: str) -> Iterator[Element]:
    before: Element | None = None
    for part in parts_of(text):
        match part:
            case Paragraph(lines) if before and before["type"] == "rich_text_section":
                before["elements"] += [_text("\n\n"), *_linked("\n".join(lines))]
                continue
            case Paragraph(lines):
                before = _section(_linked("\n".join(lines)))
            case BulletList(items):
                before = _list([_linked(each) for each in items])
            case Table() as table:
                before = _table(table)
        yield before


def _table(table: Table) -> Element:
    """In columns if a phone can show them, else row by row."""
    rows = [table.head, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.head))]
    if sum(widths) + 2 * (len(widths) - 1) <= WIDEST_TABLE:
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        return {"type": "rich_text_preformatted", "elements": [_text("\n".join(lines))]}
    return _list([_row(table.head, row) for row in table.rows] or [_linked(" | ".join(table.head))])


def _row(head: Sequence[str], row: Sequence[str]) -> list[Element]:
    """**6–12 reps** – rest: 2 min; sets: 3"""
    first, *others = row
    told = "; ".join(f"{name}: {cell}" if name else cell for name, cell in zip(head[1:], others, strict=True) if cell)
    return [*([_text(first, bold=True)] if first else []), *_linked(f" – {told}" if told else "")]


def _linked(text: str) -> list[Element]:
    return [
        {"type": "link", "url": each.address, "text": each.text} if each.address else _text(each.text)
        for each in spans_of(text)
    ]


def _text(text: str, *, bold: bool = False) -> Element:
    return {"type": "text", "text": text, **({"style": {"bold": True}} if bold else {})}


def _section(elements: list[Element]) -> Element:
    return {"type": "rich_text_section", "elements": elements}


def _list(items: list[list[Element]]) -> Element:
    return {"type": "rich_text_list", "style": "bullet", "elements": [_section(each) for each in items]}


def _actions(buttons: Sequence[Mapping[str, str]], seal: Callable[[int], str]) -> list[Element]:
    elements = [
        {
            "type": "button", "action_id": f"button {place}", "value": seal(place),
            "text": {"type": "plain_text", "text": _short(each["title"]), "emoji": False},
        }
        for place, each in enumerate(buttons)
    ]  # fmt: skip
    rows = [elements[at : at + MOST_BUTTONS] for at in range(0, len(elements), MOST_BUTTONS)]
    return [{"type": "actions", "elements": row} for row in rows]


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"

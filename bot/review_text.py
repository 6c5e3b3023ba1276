"""What `spotter review` prints: groups of unread messages, what was kept without text, and JSON of both."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bot.own_examples import shortened
from bot.store.records import UnreadMessage
from bot.topic_search import name_of

if TYPE_CHECKING:
    from bot.review import Group

MOST_SHOWN = 5


def heading(group: "Group", number: int, of: int) -> str:
    """ "2 of 7: 4 messages, 2026-03-01 to 2026-03-09"."""
    first, last = (moment.astimezone().date().isoformat() for moment in (group.first, group.last))
    when = first if first == last else f"{first} to {last}"
    return f"{number} of {of}: {counted(len(group.messages), 'message')}, {when}"


def listed(groups: "Sequence[Group]") -> str:
    """Every group with its topics."""
    blocks = (
        f"{heading(group, number, len(groups))}\n{texts_of(group)}\n{topics_of(group)}".rstrip()
        for number, group in enumerate(groups, start=1)
    )
    return "\n\n".join(blocks) + "\n"


def texts_of(group: "Group", most: int | None = MOST_SHOWN) -> str:
    """A line for each text, the most typical first; of all, or of the first few."""
    lines = [f"  “{shortened(text)}”" for text in group.texts[:most]]
    more = len(group.texts) - len(lines)
    return "\n".join([*lines, f"  … and {more} more"] if more else lines)


def topics_of(group: "Group") -> str:
    """ "1 rest interval   2 set count", as they are chosen by key; "" without any."""
    return "   ".join(f"{key} {name_of(topic)}" for key, topic in enumerate(group.topics, start=1))


def without_text(messages: Iterable[UnreadMessage]) -> str:
    """One line about the messages whose text was not kept; "" if there are none."""
    count, guesses = guesses_of(messages)
    if not count:
        return ""
    first, *others = [(number, name_of(guess)) for guess, number in guesses.most_common(MOST_SHOWN)]
    told = [f"{first[0]} looked like {first[1]}", *(f"{number} like {name}" for number, name in others)]
    return f"{count} more without text: {', '.join(told)}{', …' if len(guesses) > MOST_SHOWN else ''}.\n"


def as_json_lines(groups: "Sequence[Group]", messages: Iterable[UnreadMessage]) -> list[str]:
    """A line of JSON for each group, and one for what was kept without text."""
    lines: list[dict[str, Any]] = [
        {
            "count": len(group.messages),
            "first": group.first.isoformat(),
            "last": group.last.isoformat(),
            "texts": list(group.texts),
            "topics": list(group.topics),
        }
        for group in groups
    ]
    count, guesses = guesses_of(messages)
    if count:
        lines.append({"without_text": count, "guesses": dict(guesses.most_common())})
    return [json.dumps(line) for line in lines]


def counted(number: int, noun: str) -> str:
    """ "1 example", "2 examples"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def guesses_of(messages: Iterable[UnreadMessage]) -> tuple[int, Counter[str]]:
    """How many messages were kept without their text, and what those looked like."""
    guesses = Counter(message.guess for message in messages if not message.text)
    return guesses.total(), guesses

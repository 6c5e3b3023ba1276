"""The keys of `spotter review`: each group of unread messages taught, skipped or discarded."""

from collections.abc import Sequence

import click

from bot.own_examples import OwnExamples
from bot.review import Group
from bot.review_text import counted, heading, texts_of, topics_of
from bot.store.interface import UnreadStore
from bot.topic_search import find, name_of

OUT_OF_SCOPE = "out_of_scope"
QUIT = "q"
KEYS = "t another topic   o out of scope   m all messages   s skip   d discard   q quit"
NO_TERMINAL = "There is no terminal to press keys in. Use --list, or --json."


class Review:
    """Takes a decision on each group. Examples are written, and messages deleted, as soon as a key says so."""

    def __init__(self, store: UnreadStore, own: OwnExamples) -> None:
        self._store, self._own, self.added = store, own, 0

    def go_through(self, groups: Sequence[Group]) -> None:
        """Every group in turn, until the owner quits."""
        for number, group in enumerate(groups, start=1):
            click.echo(f"{heading(group, number, len(groups))}\n{texts_of(group)}")
            if self._decided(group) == QUIT:
                break
            click.echo()

    def _decided(self, group: Group) -> str:
        """Asks for keys until one settles the group; that key."""
        while True:
            click.echo(f"{topics_of(group)}\n{KEYS}".lstrip())
            key = pressed()
            if key == "m":
                click.echo(texts_of(group, most=None))
            elif key in ("s", QUIT):
                return key
            elif key == "d":
                self._store.delete(group.ids)
                click.echo("Discarded.")
                return key
            elif topic := self._topic(key, group):
                self._teach(group, topic)
                return key

    def _topic(self, key: str, group: Group) -> str | None:
        """The intent that a key names; None if it names none."""
        if key == "o":
            return OUT_OF_SCOPE
        return self._typed() if key == "t" else chosen(key, group.topics)

    def _typed(self) -> str | None:
        try:
            typed = click.prompt("Topic", default="", show_default=False)
        except click.Abort:
            return None
        topic, near = find(typed, self._own.intents)
        if topic or not near:
            click.echo(f"Topic: {name_of(topic)}" if topic else "There is no such topic.")
            return topic
        offered = "   ".join(f"{key} {name_of(each)}" for key, each in enumerate(near, start=1))
        click.echo(f"Did you mean: {offered}? Any other key goes back.")
        return chosen(pressed(), near)

    def _teach(self, group: Group, topic: str) -> None:
        taught = self._own.add(topic, group.texts)
        self._store.delete(group.ids)
        self.added += taught.added
        click.echo("\n".join([f"{counted(taught.added, 'new example')} of {name_of(topic)}.", *taught.refused]))


def chosen(key: str, topics: Sequence[str]) -> str | None:
    """The topic with the number of a key, None if there is none."""
    is_number = key.isascii() and key.isdecimal() and 0 < int(key) <= len(topics)
    return topics[int(key) - 1] if is_number else None


def pressed() -> str:
    """The key that the owner presses; at the end of input, and at Ctrl-C, the one that quits."""
    try:
        return click.getchar().lower() or QUIT
    except (EOFError, KeyboardInterrupt):
        return QUIT
    except OSError as error:
        raise click.ClickException(NO_TERMINAL) from error

"""What a terminal shows while it waits; and the training that it may have to wait for."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from bot.model import TrainingError, is_current, model_path, train
from bot.settings import settings


def current_model() -> Path:
    """The current model, trained now if need be. Raises ClickException."""
    here = settings()
    return model_path(here) if is_current(here) else trained_model()


def trained_model() -> Path:
    """A model trained now. Raises ClickException."""
    with spinner("training (once, about a minute)") as say:
        try:
            return train(settings(), say)
        except TrainingError as error:
            raise click.ClickException(str(error)) from error


@contextmanager
def spinner(doing: str) -> Iterator["Say"]:
    """Shows what is being done; on standard error, and only at a terminal does it move."""
    # The stream is held fast: what Rasa prints meanwhile is redirected.
    with Console(file=sys.stderr).status(f"[dim]{doing}[/dim]", spinner="dots") as status:
        yield Say(doing, status)


class Say:
    """Adds the step at hand to a spinner's words."""

    def __init__(self, doing: str, status: object) -> None:
        self._doing, self._status = doing, status

    def __call__(self, step: str) -> None:
        self._status.update(f"[dim]{self._doing}: {step}[/dim]")  # type: ignore[attr-defined]

"""`spotter chat`: talking in a terminal, with colours, numbered buttons and a history."""

import asyncio
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.dialogue.answer import Button, Reply
from bot.dialogue.coach import Coach

CONVERSATION = "terminal:here"
LEAVING = {"/quit", "/exit", "quit", "exit", "bye", ":q"}
WIDTH = 80


def chat(coach: Coach, console: Console, history_file: Path) -> None:
    """Talk until the lifter leaves (quit, Ctrl-D or Ctrl-C)."""
    console.print("[dim]Type your question. A number picks a choice. quit leaves.[/dim]\n")
    prompt: PromptSession[str] = PromptSession(history=_history(history_file))
    with asyncio.Runner() as runner:
        buttons = _show(console, runner.run(coach.greet(CONVERSATION)).replies)
        while (line := _read(prompt)) is not None:
            if not line.strip():
                continue
            chosen = chosen_button(line, buttons)
            with console.status("[dim]thinking[/dim]", spinner="dots"):
                turn = coach.answer(CONVERSATION, None if chosen else line, chosen.payload if chosen else None)
                answer = runner.run(turn)
            if chosen:
                console.print(f"[dim]{chosen.title}[/dim]")
            buttons = _show(console, answer.replies)
    console.print("[dim]See you. Train well.[/dim]")


def chosen_button(line: str, buttons: tuple[Button, ...]) -> Button | None:
    """The button that a line picks, by its number or its title."""
    said = line.strip().rstrip(".)")
    if said.isdecimal() and 0 < int(said) <= len(buttons):
        return buttons[int(said) - 1]
    return next((button for button in buttons if button.title.casefold() == said.casefold()), None)


def _history(path: Path) -> History:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def _read(prompt: "PromptSession[str]") -> str | None:
    try:
        line = prompt.prompt(HTML("<ansigreen><b>you ›</b></ansigreen> "))
    except (EOFError, KeyboardInterrupt):
        return None
    return None if line.strip().casefold() in LEAVING else line


def _show(console: Console, replies: tuple[Reply, ...]) -> tuple[Button, ...]:
    """Prints replies; returns their buttons in the order of the numbers shown."""
    buttons: list[Button] = []
    for reply in replies:
        console.print(Text("spotter › ", style="bold cyan"), end="")
        console.print(Text(reply.text), width=min(WIDTH, console.width))
        if reply.image:
            console.print(Text(f"          {reply.image}", style="cyan"), soft_wrap=True)
        for button in reply.buttons:
            buttons.append(button)
            console.print(Padding(Text.assemble((f"{len(buttons)} ", "bold yellow"), button.title), (0, 0, 0, 10)))
    console.print()
    return tuple(buttons)

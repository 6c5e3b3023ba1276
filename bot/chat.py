"""`spotter chat`: talking in a terminal, with colours, numbered buttons and a history."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.dialogue.answer import Button, Reply
from bot.dialogue.coach import Coach
from bot.reminders.sending import words_for
from bot.reminders.worker import ReminderWorker, utc_now
from bot.store.interface import Stores
from bot.store.log_records import Reminder

CHANNEL = "terminal"
CONVERSATION = f"{CHANNEL}:here"
LEAVING = {"/quit", "/exit", "quit", "exit", "bye", ":q"}
WIDTH = 80


def chat(coach: Coach, console: Console, history_file: Path, stores: Stores | None = None) -> None:
    """Talk until the lifter leaves (quit, Ctrl-D or Ctrl-C); meanwhile reminders in `stores` come when they are due."""
    console.print("[dim]Type your question. A number picks a choice. quit leaves.[/dim]\n")
    prompt: PromptSession[str] = PromptSession(history=_history(history_file))
    screen = Screen(console)
    with asyncio.Runner() as runner:
        runner.run(_chat(coach, prompt, screen, stores))
    console.print("[dim]See you. Train well.[/dim]")


async def _chat(coach: Coach, prompt: "PromptSession[str]", screen: "Screen", stores: Stores | None) -> None:
    screen.show((await coach.greet(CONVERSATION)).replies)
    async with _reminding(coach, screen, stores):
        while (line := await _read(prompt)) is not None:
            if not line.strip():
                continue
            chosen = chosen_button(line, screen.buttons)
            with screen.console.status("[dim]thinking[/dim]", spinner="dots"):
                answer = await coach.answer(CONVERSATION, None if chosen else line, chosen.payload if chosen else None)
            if chosen:
                screen.console.print(f"[dim]{chosen.title}[/dim]")
            screen.show(answer.replies)


@asynccontextmanager
async def _reminding(coach: Coach, screen: "Screen", stores: Stores | None) -> AsyncIterator[None]:
    """Reminders of this chat come above the prompt while the block runs."""
    if stores is None:
        yield
        return

    async def send(reminder: Reminder) -> bool:
        if reminder.conversation != CONVERSATION:  # another's, in a terminal that is not this one
            return False
        response, values = await asyncio.to_thread(words_for, reminder, stores, utc_now())
        replies = (await coach.prompt(reminder.conversation, response, **values)).replies
        screen.show(replies)
        return bool(replies)

    worker = ReminderWorker(stores.reminders, {CHANNEL: send})
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop()
        await running


class Screen:
    """Where replies are shown; it knows the buttons that a number picks."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.buttons: tuple[Button, ...] = ()

    def show(self, replies: tuple[Reply, ...]) -> None:
        """Print replies; their buttons are those to pick from now on."""
        if replies:
            with self.console.capture() as shown:
                self.buttons = _show(self.console, replies)
            self.console.file.write(shown.get())  # at once: a prompt may be drawn anew between two pieces
            self.console.file.flush()


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


async def _read(prompt: "PromptSession[str]") -> str | None:
    try:
        with patch_stdout(raw=True):  # what is printed meanwhile comes above the line that is typed
            line = await prompt.prompt_async(HTML("<ansigreen><b>you ›</b></ansigreen> "))
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

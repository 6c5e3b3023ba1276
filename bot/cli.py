"""`spotter`: the one command-line program. Exit codes: 0 done, 1 failed, 2 called wrongly, 130 interrupted."""

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.console_command import console_command
from bot.doctor_command import doctor_command
from bot.import_command import import_command
from bot.model import is_current, model_path
from bot.program_command import program_command
from bot.progress_command import progress_command
from bot.resume_command import resume_command
from bot.review_command import review_command
from bot.rights_command import erase_command, export_command
from bot.serve_command import serve_command
from bot.settings import SettingsError, settings
from bot.spinner import current_model, spinner, trained_model
from bot.trainer_command import trainer_command

if TYPE_CHECKING:
    from bot.dialogue.coach import Coach
    from bot.store.interface import Stores

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=HELP)
@click.version_option(package_name="spotter")
@click.pass_context
def main(context: click.Context) -> None:
    """A strength coach that you talk to.

    \b
    spotter chat                              talk in this terminal
    spotter ask "how many reps for size?"     one question, one answer
    spotter program --days 3 --goal size      a program, on screen or to print
    """
    # Rasa and what it brings warn about each other, and set filters of their own: none of it is for the lifter.
    warnings.showwarning = lambda *_, **__: None
    try:
        if context.invoked_subcommand != "doctor":  # which says itself what is wrong with them
            settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


main.add_command(program_command)
main.add_command(progress_command)
main.add_command(review_command)
main.add_command(import_command)
main.add_command(export_command)
main.add_command(erase_command)
main.add_command(resume_command)
main.add_command(serve_command)
main.add_command(console_command)
main.add_command(trainer_command)
main.add_command(doctor_command)


@main.command("chat")
def chat_command() -> None:
    """Talk to Spotter here. Trains first if there is no current model."""
    coach = _coach()
    from actions import services
    from bot.chat import chat

    chat(coach, Console(), settings().history_file, services.services().stores)


@main.command("train")
@click.option("--force", is_flag=True, help="Train even if the model is current.")
def train_command(force: bool) -> None:
    """Train the model, unless it is current.

    \b
    spotter train
    spotter train --force
    """
    if is_current(settings()) and not force:
        click.echo(f"The model is current: {model_path(settings())}")
    else:
        click.echo(f"Trained: {trained_model()}")


@main.command("ask")
@click.argument("message", required=False)
@click.option("--json", "as_json", is_flag=True, help="Read JSON lines from standard input, write JSON lines.")
@click.option("--model", type=click.Path(path_type=Path), help="A model file to use, current or not.")
def ask_command(message: str | None, as_json: bool, model: Path | None) -> None:
    """Ask one question, or many as JSON lines.

    \b
    spotter ask "how long should I rest between sets of squats?"
    echo '{"conversation": "c1", "message": "how many sets?"}' | spotter ask --json
    """
    if (message is None) != as_json:
        raise click.UsageError("Give a message, or --json and one JSON object a line on standard input.")
    coach = _coach(model, keeps_conversations=False)
    from bot.ask import answer_lines, answer_once, as_text

    if message is not None:
        click.echo(as_text(answer_once(coach, message)))
        return
    for line in answer_lines(coach, sys.stdin.buffer):
        click.echo(line)
        sys.stdout.flush()


@main.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--errors", is_flag=True, help="List the messages that were read wrongly.")
@click.option("--typos", type=int, metavar="SEED", help="Put one slip of the thumb into each message first.")
@click.option("--folds", type=click.IntRange(2, 20), help="No file: score our own examples, each fold left out once.")
def evaluate_command(file: Path | None, errors: bool, typos: int | None, folds: int | None) -> None:
    """Score the reading of labelled messages: JSON lines with text, topic and alt_topics, or text and topics.

    \b
    spotter evaluate messages.jsonl
    spotter evaluate messages.jsonl --errors
    spotter evaluate messages.jsonl --typos 1
    spotter evaluate --folds 5
    """
    if (file is None) == (folds is None):
        raise click.UsageError("Give a file of messages, or --folds and no file.")
    if folds:
        click.echo(_folds_report(folds))
    elif file:
        click.echo(_evaluation_report(file, typos, errors=errors))


def _evaluation_report(file: Path, typos: int | None, *, errors: bool) -> str:
    from bot.evaluation import EvaluationError, evaluate, misspelt, read_labelled, report

    try:
        labelled = read_labelled(file)
    except EvaluationError as error:
        raise click.ClickException(str(error)) from error
    if typos is not None:
        labelled = misspelt(labelled, typos)
    return report(evaluate(_coach(keeps=False), labelled), errors=errors)


def _folds_report(folds: int) -> str:
    from bot.evaluation_folds import cross_validate, report_folds
    from bot.training_examples import read_examples

    with spinner("cross-validating") as say:
        return report_folds(list(cross_validate(read_examples(settings().project_folder / "data"), folds, say)))


@main.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    eval "$(spotter completion bash)"
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(main, {}, "spotter", "_SPOTTER_COMPLETE").source())


def _coach(model: Path | None = None, *, keeps: bool = True, keeps_conversations: bool = True) -> "Coach":
    """The coach with this model, or with a current one, trained now if need be; what `keeps` is false for is lost."""
    here = settings()
    path = model or current_model()
    with spinner("waking up"):
        from bot.dialogue.errors import ModelError
        from bot.handover.errors import GymError
        from bot.waking import wake

        try:
            return wake(path, here, _stores() if keeps else None, keeps_conversations=keeps_conversations)
        except (ModelError, GymError) as error:
            raise click.ClickException(str(error)) from error


def _stores() -> "Stores | None":
    """Where everything is kept; None, and a word about it, where nothing can be written: talking goes on."""
    from bot.store.errors import StoreError
    from bot.waking import stores_of

    try:
        return stores_of(settings())
    except StoreError as error:
        click.echo(f"{error}\nWhat you log is forgotten when you leave.", err=True)
        return None


if __name__ == "__main__":
    main()

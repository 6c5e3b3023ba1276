"""Which exercise a name in a file means: as --map says, or as somebody at a terminal does."""

from collections.abc import Iterable, Sequence

import click

from bot.coaching.exercise import exercise
from bot.import_text import doubtful
from bot.transfer.names import candidates, find_exercise
from bot.transfer.reading import DoubtfulName

LEAVE_OUT = ""


def mapped(given: Iterable[str]) -> dict[str, str]:
    """Ids of exercises by the name that a file has for them, of "Name=exercise". Raises BadParameter."""
    return dict(map(_mapped, given))


def _mapped(given: str) -> tuple[str, str]:
    name, is_there, meant = given.rpartition("=")
    if not is_there or not name.strip():
        raise click.BadParameter(f'{given!r}: expected "Name=exercise".', param_hint="--map")
    found = find_exercise(meant.strip())
    if found is None:
        near = " or ".join(candidates(meant.strip())) or "the name of an exercise"
        raise click.BadParameter(f"{meant!r} is no exercise; expected {near}.", param_hint="--map")
    return name.strip(), found


def ask(names: Sequence[DoubtfulName]) -> dict[str, str]:
    """What somebody at the terminal says that names mean, one by one; without those that are to be left out."""
    answers = {}
    for number, each in enumerate(names, start=1):
        click.echo(f"\n{number} of {len(names)}: which exercise is {doubtful(each)}?")
        for key, candidate in enumerate(each.candidates, start=1):
            click.echo(f"  {key} {exercise(candidate).name}")
        if found := _answer(each):
            answers[each.name] = found
    return answers


def _answer(name: DoubtfulName) -> str:
    while True:
        said = click.prompt("Number, name, or Enter to leave it out", default=LEAVE_OUT, show_default=False).strip()
        if said == LEAVE_OUT:
            return LEAVE_OUT
        if said.isdecimal() and 0 < int(said) <= len(name.candidates):
            return name.candidates[int(said) - 1]
        if found := find_exercise(said):
            return found
        near = ", ".join(exercise(each).name for each in candidates(said))
        click.echo(f"I know no exercise of that name.{f' Do you mean: {near}?' if near else ''}")

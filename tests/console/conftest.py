"""A browser, and a console that it meets."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.console.desk_page import DeskPage
from tests.console.served import Served
from tests.widget.conftest import browser

__all__ = ["browser"]


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Serves consoles: serve(now=…)."""
    made: list[Served] = []

    def make(**more: Any) -> Served:
        made.append(Served(more=more))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def console(serve: Callable[..., Served]) -> Served:
    return serve()


@pytest.fixture
def desk(browser: Browser, console: Served) -> Iterator[Callable[..., DeskPage]]:
    """Opens trainers' browsers: desk("robin"); at the end none of them may have had a problem."""
    made: list[DeskPage] = []

    def make(login: str = "", **options: Any) -> DeskPage:
        made.append(DeskPage(browser, console, **options))
        if login:
            made[-1].sign_in(login)
        return made[-1]

    yield make
    problems = [problem for each in made for problem in each.problems()]
    for each in made:
        each.context.close()
    assert not problems

"""A browser, a fake server and a visitor's tab."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.widget.fake_server import FakeServer
from tests.widget.widget_page import Visitor, WidgetPage, page_with


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; ends with this package, because while it runs no other event loop can."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is missing: apt install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def server() -> Iterator[FakeServer]:
    server = FakeServer()
    server.pages |= {"/": page_with(), "/other": page_with()}
    server.start()
    yield server
    server.close()


@pytest.fixture
def visitor(browser: Browser, server: FakeServer) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: visitor(color_scheme="dark"); at the end none of their tabs may have had a problem."""
    made: list[Visitor] = []

    def make(**options: Any) -> Visitor:
        made.append(Visitor(browser, server, **options))
        return made[-1]

    yield make
    problems = [problem for each in made for tab in each.tabs if not tab.page.is_closed() for problem in tab.problems()]
    for each in made:
        each.context.close()
    assert not problems


@pytest.fixture
def tab(visitor: Callable[..., Visitor]) -> WidgetPage:
    """A tab of a visitor who is new here."""
    return visitor().tab()

"""The widget as a visitor meets it: what a test does with a page, in its words."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.widget.fake_server import FakeServer

PATIENCE_S = 15

WATCH = """
window.executed = [];
window.alert = (what) => window.executed.push(String(what));
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
"""


def page_with(script_attributes: str = "", body: str = "", html_attributes: str = 'lang="en"') -> str:
    """A website that has put the widget on it with the one script line."""
    return (
        f"<!doctype html><html {html_attributes}><head><meta charset=utf-8><title>A gym</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f'<body><main><h1>A gym</h1><a href="/other">Prices</a>{body}</main>'
        f'<script type="module" src="/chat/widget/spotter-chat.js" data-endpoint="/chat" {script_attributes}></script>'
        "</body></html>"
    )


def until(condition: Callable[[], Any], page: Page, what: str = "", patience: float = PATIENCE_S) -> Any:
    """Waits until it holds and returns what it gave."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        page.wait_for_timeout(25)
    raise AssertionError(f"{what or 'that'} did not come about within {patience} s; last: {condition()!r}")


class WidgetPage:
    """One tab. `problems` are errors of scripts and refusals of the content policy; every test must end without."""

    def __init__(self, context: BrowserContext, server: FakeServer) -> None:
        self.server = server
        self.page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def go(self, path: str = "/") -> "WidgetPage":
        self.page.goto(f"{self.server.origin}{path}")
        self.page.locator("spotter-chat").wait_for(state="attached")
        return self

    def opened(self, path: str = "/") -> "WidgetPage":
        self.go(path)
        self.launcher.click()
        self.wait_open()
        return self

    def wait_open(self) -> None:
        until(lambda: self.server.calls("/events"), self.page, "a stream")

    @property
    def launcher(self) -> Locator:
        return self.page.locator("spotter-chat .launcher")

    @property
    def panel(self) -> Locator:
        return self.page.locator("spotter-chat .panel")

    @property
    def input(self) -> Locator:
        return self.page.locator("spotter-chat textarea")

    @property
    def log(self) -> Locator:
        return self.page.locator("spotter-chat [role=log]")

    def send(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def texts(self, kind: str) -> list[str]:
        return self.page.locator(f"spotter-chat .message.{kind} .bubble").all_inner_texts()

    def order(self) -> list[str]:
        """All bubbles as they stand."""
        return self.page.locator("spotter-chat .message .bubble").all_inner_texts()

    def fates(self) -> list[str]:
        """What is said of each own message, without its time."""
        return self.page.locator("spotter-chat .message.lifter .fate > span:first-child").all_inner_texts()

    def bar(self) -> str:
        bar = self.page.locator("spotter-chat .bar")
        return bar.inner_text() if bar.is_visible() else ""

    def until(self, condition: Callable[[], Any], what: str = "", patience: float = PATIENCE_S) -> Any:
        return until(condition, self.page, what, patience)

    def until_shown(self, kind: str, texts: list[str], patience: float = PATIENCE_S) -> None:
        until(lambda: self.texts(kind) == texts, self.page, f"{kind} {texts}, not {self.texts(kind)}", patience)

    def focused(self) -> str:
        """The class or tag of what has the focus, in the shadow tree if it is there."""
        return self.page.evaluate(
            "() => { let at = document.activeElement;"
            " while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
            " return at?.className || at?.localName; }"
        )

    def problems(self) -> list[str]:
        executed, violations = self.page.evaluate("[window.executed ?? [], window.violations ?? []]")
        return [*self.errors, *executed, *violations]


class Visitor:
    """One browser profile: its tabs share what the widget remembers."""

    def __init__(self, browser: Browser, server: FakeServer, **options: Any) -> None:
        self.server = server
        self.context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
        self.context.add_init_script(WATCH)
        self.tabs: list[WidgetPage] = []

    def tab(self) -> WidgetPage:
        self.tabs.append(WidgetPage(self.context, self.server))
        return self.tabs[-1]

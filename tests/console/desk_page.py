"""The console as a trainer meets it: what a test does in a browser, in its words."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from tests.console.served import PASSWORD, Served
from tests.widget.widget_page import WATCH, until

DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


class DeskPage:
    """A browser of a trainer's, with one page."""

    def __init__(self, browser: Browser, console: Served, size: dict[str, int] = DESKTOP, **options: Any) -> None:
        self.console = console
        self.context = browser.new_context(viewport=size, **options)
        self.context.add_init_script(WATCH)
        self.found: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.found.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "TrustedHTML" in message.text:
            self.found.append(message.text)

    def go(self, path: str = "/") -> "DeskPage":
        self.page.goto(f"{self.console.origin}{path}")
        return self

    def sign_in(self, login: str, password: str = PASSWORD) -> "DeskPage":
        self.go("/login")
        self.page.get_by_label("Name").fill(login)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_load_state()
        return self

    def open(self, handover: str) -> "DeskPage":
        return self.go(f"/conversations/{handover}")

    @property
    def box(self) -> Locator:
        return self.page.get_by_label("Your message to the lifter")

    def send(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def said(self, by: str = "") -> list[str]:
        return self.page.locator(f"#said .said{f'.{by}' if by else ''} .words").all_inner_texts()

    def until(self, condition: Callable[[], Any], what: str = "") -> Any:
        return until(condition, self.page, what)

    def problems(self) -> list[str]:
        executed, violations = self.page.evaluate("[window.executed ?? [], window.violations ?? []]")
        return [*self.found, *executed, *violations]

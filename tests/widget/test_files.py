"""What is served: small, self-contained, strict, and the page that shows it."""

import gzip
import re
from collections.abc import Callable

import pytest

from tests.widget.axe import faults_of
from tests.widget.fake_server import WIDGET, FakeServer
from tests.widget.widget_page import Visitor, page_with

SCRIPTS = sorted(WIDGET.glob("*.js"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS}
MOST_BYTES = 30_000
LONGEST_FILE = 250
FORBIDDEN = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|DOMParser"
    r"|createContextualFragment|srcdoc|\.cssText|setAttribute\('style|localStorage\.|XMLHttpRequest"
)


def test_all_of_it_is_at_most_thirty_kilobytes_gzipped() -> None:
    size = sum(len(gzip.compress(text.encode(), 9)) for text in TEXTS.values())
    print(f"\nwidget: {size} bytes gzipped in {len(TEXTS)} files")  # noqa: T201
    assert size <= MOST_BYTES


@pytest.mark.parametrize("name", TEXTS)
def test_a_script_is_short_and_parses_no_html(name: str) -> None:
    assert not re.findall(FORBIDDEN, TEXTS[name])
    assert len(TEXTS[name].splitlines()) <= LONGEST_FILE
    assert max(map(len, TEXTS[name].splitlines())) <= 120


def test_every_import_is_a_file_beside_it_and_every_file_is_imported() -> None:
    imported = {
        each for text in TEXTS.values() for each in re.findall(r"^import .* from '([^']+)';$", text, re.MULTILINE)
    }
    assert {f"./{name}" for name in TEXTS} - imported == {"./spotter-chat.js"}
    assert imported <= {f"./{name}" for name in TEXTS}


def test_no_address_but_the_namespace_of_svg_is_in_them() -> None:
    addresses = {each for text in TEXTS.values() for each in re.findall(r"https?://[\w.]+[\w/]*", text)}
    assert addresses == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_demo_page_works_under_the_strict_policy(
    visitor: Callable[..., Visitor], server: FakeServer, scheme: str
) -> None:
    tab = visitor(color_scheme=scheme, reduced_motion="reduce").tab()
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    tab.go("/chat/widget/demo.html")
    assert faults_of(tab) == []
    tab.launcher.click()
    tab.send("hello")
    tab.until_shown("spotter", ["Heard: hello"])
    assert all(url.startswith(f"{server.origin}/chat/") for url in asked)


def test_it_works_from_another_origin_that_the_server_allows(
    visitor: Callable[..., Visitor], server: FakeServer
) -> None:
    site = FakeServer().start()
    try:
        script = page_with().replace('"/chat', f'"{server.origin}/chat')
        site.pages["/"] = script
        site.csp = (
            f"default-src 'none'; script-src {server.origin}; style-src 'self'; img-src {server.origin}; "
            f"connect-src {server.origin}"
        )
        server.allowed_origin = site.origin
        server.faults["messages"].append("429:1")
        someone = visitor()
        tab = someone.tab()
        tab.server = site
        tab.go()
        tab.launcher.click()
        tab.send("hello")
        tab.until(lambda: tab.bar().startswith("A short breather"))
        tab.until_shown("spotter", ["Heard: hello"])
        server.only.say("spotter", "Chart", image={"url": "/chat/picture.svg", "alt": "A chart"})
        tab.page.get_by_role("button", name="A chart").wait_for()
        tab.until(lambda: tab.page.locator("spotter-chat img").evaluate("img => img.naturalWidth > 0"))
    finally:
        site.close()


def test_the_element_works_without_the_script_line_that_places_it(
    visitor: Callable[..., Visitor], server: FakeServer
) -> None:
    server.pages["/"] = (
        '<!doctype html><html lang="en"><title>A gym</title>'
        '<spotter-chat endpoint="/chat/" theme="dark"></spotter-chat>'
        '<script type="module" src="/chat/widget/spotter-chat.js"></script></html>'
    )
    tab = visitor().tab().opened()
    tab.send("hello")
    tab.until_shown("spotter", ["Heard: hello"])
    assert tab.page.locator("spotter-chat").count() == 1

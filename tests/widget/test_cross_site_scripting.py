"""200 hostile strings in every field that comes from somebody: shown as text, and nothing of them ever runs."""

import itertools
from collections.abc import Callable

import pytest

from tests.widget.fake_server import FakeServer
from tests.widget.widget_page import Visitor

CALL = "alert(1)"
PATTERNS = [
    "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg/onload={}//", "<body onload={}>",
    "<iframe srcdoc='<script>parent.{}</script>'>", "<iframe src=javascript:{}>", "<a href=javascript:{}>x</a>",
    "<details open ontoggle={}>", "<input autofocus onfocus={}>", "<video><source onerror={}></video>",
    "<math><mtext></table><mglyph><style><img src onerror={}>", "<object data=javascript:{}>",
    "<embed src=javascript:{}>",
    "<form action=javascript:{}><button>x</form>", "<template shadowrootmode=open><img src onerror={}></template>",
    "<style>@import 'javascript:{}';</style>", "<link rel=stylesheet href=javascript:{}>", "<marquee onstart={}>",
    "<base href=javascript:{}//>", "<meta http-equiv=refresh content='0;javascript:{}'>",
    "<x style=animation:a onanimationend={}>",
    "javascript:{}", "JaVaScRiPt:{}", " javascript:{}", "java\nscript:{}", "java\tscript:{}", "\x01javascript:{}",
    "javascript://example.org/%0a{}", "data:text/html,<script>{}</script>", "vbscript:{}",
    "data:image/svg+xml,<svg onload={}>", "blob:{}", "file:///{}", "https://javascript:{}@example.org/",
    "[x](javascript:{})", "![x](javascript:{})", "{{{{constructor.constructor('{}')()}}}}", "${{{}}}", "</textarea>{}",
]  # fmt: skip
SURROUNDINGS = ["{}", "'>\"{}", "- {}", "a | {}\nb | {}", "https://example.org/{}"]
HARMLESS = {
    "dialog", "div", "h2", "p", "button", "svg", "path", "span", "br", "ul", "li", "table", "thead", "tbody", "tr",
    "th", "td", "a", "img", "form", "label", "textarea", "time", "i",
}  # fmt: skip
PAYLOADS = [around.replace("{}", pattern.format(CALL)) for pattern, around in itertools.product(PATTERNS, SURROUNDINGS)]


def test_there_are_two_hundred_different_ones() -> None:
    assert len(set(PAYLOADS)) == 200


@pytest.mark.parametrize("policy", ["strict", "none"])
def test_nothing_of_them_runs(visitor: Callable[..., Visitor], server: FakeServer, policy: str) -> None:
    """Also without the site's content policy: the widget itself must not need it."""
    if policy == "none":
        server.csp = None
    tab = visitor().tab()
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    tab.opened()
    tab.until(lambda: server.conversations)
    for at, text in enumerate(PAYLOADS):
        buttons = [{"title": text, "button": text}] if at == len(PAYLOADS) - 1 else []
        more = {"image": {"url": text, "alt": text}, "files": [{"url": text, "name": text}], "buttons": buttons}
        server.only.say("trainer" if at % 2 else "spotter", text, trainer=text, **more)
    server.only.events += [
        {"n": 0.5, "kind": kind, "trainer": PAYLOADS[at]} for kind, at in (("state", 0), ("typing", 1))
    ]
    tab.until(lambda: len(tab.page.locator("spotter-chat .message").all()) == len(PAYLOADS), patience=30)
    for at in range(0, len(PAYLOADS), 40):
        tab.send(PAYLOADS[at].replace("\n", " "))
    tab.page.reload()
    tab.until(lambda: len(tab.page.locator("spotter-chat .message").all()) >= len(PAYLOADS), patience=30)
    tab.page.wait_for_timeout(300)
    made = "e => [...new Set([...e.shadowRoot.querySelectorAll('*')].map(each => each.localName))]"
    names = set(tab.page.locator("spotter-chat").evaluate(made))
    assert names <= HARMLESS
    attributes = "e => [...e.shadowRoot.querySelectorAll('*')].flatMap(each => each.getAttributeNames())"
    assert tab.page.locator("spotter-chat").evaluate(f"{attributes}.filter(name => name.startsWith('on'))") == []
    targets = "e => [...e.shadowRoot.querySelectorAll('a, img')].map(each => new URL(each.href || each.src).protocol)"
    assert set(tab.page.locator("spotter-chat").evaluate(targets)) <= {"http:", "https:"}
    assert {url.split("/")[2] for url in asked} == {f"127.0.0.1:{server.port}"}
    # That no `alert` was called, and no policy had to step in, is seen where the visitor leaves.

"""The widget in a browser, on the demo page of the real server under its strict policy; the coach alone is not real."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from bot.dialogue.answer import Answer, Reply
from bot.downloads import Downloads
from bot.store.sql import open_stores
from tests.bot.channels.conftest import QUICK
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.web.serving import HELLO, NO_LIMIT, Served, build
from tests.bot.channels.web.signing import claim
from tests.widget.axe import faults_of
from tests.widget.fake_server import FakeServer
from tests.widget.widget_page import Visitor, WidgetPage, page_with

Make = Callable[..., Visitor]


@dataclass
class Drawing(FakeCoach):
    """Gives a picture and a file to whom asks for them."""

    downloads: Downloads | None = None

    def _said(self, conversation: str, text: str) -> Answer:
        if self.downloads is None or text != "show me":
            return super()._said(conversation, text)
        drawn = BytesIO()
        Image.new("RGB", (640, 400), "white").save(drawn, "png")
        kept = self.downloads.keep({"week.png": drawn.getvalue(), "program.pdf": b"%PDF-1.4"}, "ann")
        replies = Reply("Your week", image=kept["week.png"]), Reply(f"Your program: {kept['program.pdf']}")
        return Answer(conversation, text, "request_progress", 1.0, replies=replies)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Served]:
    """The real server, with its database in a file; it may be stopped, and started again."""
    coach = Drawing()

    def make(served: Served) -> object:
        stores = open_stores(f"sqlite:///{tmp_path}/spotter.db")
        origins = (site.origin,)
        built = build(
            stores, tmp_path / "files", served.port, coach.answer, limit=NO_LIMIT, pace=QUICK, origins=origins
        )
        coach.downloads = built.house.downloads
        return built

    site = FakeServer().start()
    served = Served(make)  # type: ignore[arg-type]
    served.site = site  # type: ignore[attr-defined]
    served.start()
    yield served
    served.stop()
    site.close()


@pytest.fixture
def make_visitor(browser: Browser, real: Served) -> Iterator[Make]:
    """Makes visitors of the real server; at the end none of their tabs may have had a problem."""
    made: list[Visitor] = []

    def make(**options: object) -> Visitor:
        made.append(Visitor(browser, real, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    problems = [problem for each in made for tab in each.tabs for problem in tab.problems()]
    for each in made:
        each.context.close()
    assert not problems


@pytest.fixture
def tab(make_visitor: Make) -> WidgetPage:
    """A tab of a visitor who is new here, with the chat open."""
    return opened(make_visitor().tab())


def opened(tab: WidgetPage) -> WidgetPage:
    tab.go()
    tab.launcher.click()
    tab.until_shown("spotter", [HELLO])
    return tab


def test_a_visitor_is_greeted_asks_and_finds_it_all_after_a_reload(tab: WidgetPage) -> None:
    tab.send("how many reps?")
    tab.until_shown("spotter", [HELLO, "re: how many reps?"])
    tab.until(lambda: tab.fates() == ["Sent"])
    tab.page.reload()
    tab.until(lambda: tab.order() == [HELLO, "how many reps?", "re: how many reps?"])


def test_two_tabs_show_the_same(make_visitor: Make) -> None:
    someone = make_visitor()
    one = opened(someone.tab())
    other = opened(someone.tab())
    for number, tab in enumerate([one, other, one, other]):
        tab.send(f"question {number}")
        for each in (one, other):
            each.until(lambda each=each, number=number: each.texts("spotter")[-1] == f"re: question {number}")
    assert one.order() == other.order()
    assert len(one.order()) == 9


def test_what_is_written_while_the_server_is_away_is_answered_once_when_it_is_back(
    tab: WidgetPage, real: Served
) -> None:
    tab.send("before")
    tab.until_shown("spotter", [HELLO, "re: before"])
    real.stop()
    tab.send("meanwhile")
    tab.until(lambda: tab.fates()[-1] == "Will be sent when there is a connection")
    real.start()
    tab.until_shown("spotter", [HELLO, "re: before", "re: meanwhile"], patience=30)
    tab.page.reload()
    tab.until(lambda: tab.order() == [HELLO, "before", "re: before", "meanwhile", "re: meanwhile"])


def test_a_button_is_pressed(tab: WidgetPage) -> None:
    tab.send("how many reps?")
    tab.page.get_by_role("button", name="Why?").click()
    tab.until_shown("spotter", [HELLO, "re: how many reps?", "re: /why how many reps?"])
    assert tab.texts("lifter") == ["how many reps?", "Why?"]


def test_a_picture_is_shown_and_a_file_saved(tab: WidgetPage) -> None:
    tab.send("show me")
    picture = tab.page.locator("spotter-chat img")
    tab.until(lambda: picture.count() and picture.evaluate("img => img.naturalWidth") == 640)
    with tab.page.expect_download() as saved:
        tab.page.get_by_role("link", name="program.pdf").click()
    assert saved.value.suggested_filename == "program.pdf"
    assert Path(saved.value.path()).read_bytes() == b"%PDF-1.4"


def test_a_member_is_known_on_another_sites_page_and_who_only_says_so_is_told_kindly(
    make_visitor: Make, real: Served
) -> None:
    site: FakeServer = real.site  # type: ignore[attr-defined]
    site.csp = (
        f"default-src 'none'; script-src {real.origin}; style-src 'self'; img-src {real.origin}; "
        f"connect-src {real.origin}"
    )
    signed = claim("4711")["signature"]
    for path, signature in (("/", signed), ("/wrong", "0" * 64)):
        attributes = f'data-member-id="4711" data-member-signature="{signature}"'
        site.pages[path] = page_with(attributes).replace('"/chat', f'"{real.origin}/chat')
    tab = make_visitor().tab()
    tab.server = site
    tab.go("/wrong")
    tab.launcher.click()
    tab.until(lambda: tab.bar().startswith("I could not check who you are."))
    tab.page.locator("spotter-chat").evaluate("(chat, signed) => chat.setAttribute('member-signature', signed)", signed)
    tab.until_shown("spotter", [HELLO])
    assert not tab.bar()
    other = make_visitor().tab()
    other.server = site
    opened(other).send("from my phone")
    tab.until(lambda: tab.order() == other.order() == [HELLO, "from my phone", "re: from my phone"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_axe_finds_nothing_on_the_demo_page(make_visitor: Make, scheme: str, width: int, height: int) -> None:
    tab = make_visitor(color_scheme=scheme, reduced_motion="reduce").tab()
    tab.page.set_viewport_size({"width": width, "height": height})
    assert faults_of(opened(tab)) == []
    tab.send("show me")
    tab.page.get_by_role("link", name="program.pdf").wait_for()
    assert faults_of(tab) == []

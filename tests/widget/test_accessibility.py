"""Everybody can use it: axe finds nothing, the keyboard is enough, and what is read out is what is new."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.widget.axe import faults_of
from tests.widget.fake_server import FakeServer
from tests.widget.widget_page import Visitor, WidgetPage, page_with

PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 568}
DESKTOP = {"width": 1280, "height": 800}
LONG = "Supercalifragilisticexpialidocious" * 4


def say_everything(tab: WidgetPage, server: FakeServer) -> None:
    """One of each thing that a conversation can hold."""
    tab.until(lambda: server.conversations)
    server.answer = lambda conversation, event: None
    conversation = server.only
    conversation.say("spotter", "Hello.")
    conversation.say("lifter", "Size or strength?", message_id="a")
    conversation.say(
        "spotter",
        f"Both:\n- reps\n- sets\n\nGoal | Reps | Rest | Load\nSize | 6–12 | 1–2 minutes | 65% of 1RM\n\n{LONG}\n"
        f"https://example.org/{LONG}",
    )
    image = {"url": "/chat/picture.svg", "alt": "Bench press, 60 to 67.5 kg"}
    conversation.say("spotter", "Chart", image=image, files=[{"url": "/chat/picture.svg", "name": f"{LONG}.pdf"}])
    buttons = [{"title": "Why?", "button": "a"}, {"title": f"{LONG}?", "button": "b"}]
    conversation.say("trainer", "I looked at it.", trainer="Robin", buttons=buttons)
    tab.until(lambda: len(tab.order()) == 5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, SMALLEST, DESKTOP], ids=["phone", "smallest", "desktop"])
def test_axe_finds_nothing(
    visitor: Callable[..., Visitor], server: FakeServer, size: dict[str, int], scheme: str
) -> None:
    tab = visitor(color_scheme=scheme, reduced_motion="reduce").tab()
    tab.page.set_viewport_size(size)
    tab.go()
    assert faults_of(tab) == []
    tab.launcher.click()
    say_everything(tab, server)
    assert faults_of(tab) == []
    server.faults["messages"].extend(["400:too_long", *["503"] * 20])
    tab.send("refused")
    tab.send("waiting")
    tab.until(lambda: len(tab.fates()) == 3 and tab.fates()[-1].startswith("Will be sent"))
    tab.input.fill("x" * 2001)
    assert faults_of(tab) == []
    tab.page.locator("spotter-chat .picture").click()
    assert faults_of(tab) == []


@pytest.mark.parametrize("accent", ["#ffcc00", "#0033aa", "rgb(120, 120, 120)", "hotpink", "nonsense"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_gyms_own_colour_can_be_read(tab: WidgetPage, server: FakeServer, accent: str, theme: str) -> None:
    server.pages["/"] = page_with(f'data-accent="{accent}" data-theme="{theme}"')
    tab.page.emulate_media(reduced_motion="reduce")
    tab.opened()
    say_everything(tab, server)
    assert faults_of(tab) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", [SMALLEST, {"width": 640, "height": 400}], ids=["320 wide", "200 % zoom"])
def test_nothing_has_to_be_scrolled_sideways(
    tab: WidgetPage, server: FakeServer, size: dict[str, int], direction: str
) -> None:
    server.pages["/"] = page_with(f'data-dir="{direction}"', html_attributes=f'lang="en" dir="{direction}"')
    tab.page.set_viewport_size(size)
    tab.opened()
    say_everything(tab, server)
    tab.input.fill(LONG * 20)
    wide = (
        "e => [e.ownerDocument.scrollingElement, ...e.shadowRoot.querySelectorAll('.panel, .header, .log, .composer')]"
        ".filter(each => each.scrollWidth > each.clientWidth).map(each => each.className || each.localName)"
    )
    assert tab.page.locator("spotter-chat").evaluate(wide) == []
    outside = (
        "e => [...e.shadowRoot.querySelectorAll('.panel :is(button, textarea, a, .bubble)')].filter(each => {"
        " const {width, left, right} = each.getBoundingClientRect();"
        " return width && (left < -1 || right > innerWidth + 1); })"
        ".map(each => each.className)"
    )
    assert tab.page.locator("spotter-chat").evaluate(outside) == []


def test_what_is_pressed_is_large_enough_for_a_thumb(tab: WidgetPage, server: FakeServer) -> None:
    tab.page.set_viewport_size(PHONE)
    tab.opened()
    say_everything(tab, server)
    server.faults["messages"].append("400:bad_request")
    tab.send("refused")
    tab.page.get_by_role("button", name="Try again").wait_for()
    small = (
        "e => [...e.shadowRoot.querySelectorAll('button, textarea, .file')].map(each =>"
        " [each.className || each.localName, each.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && (box.width < 44 || box.height < 44)).map(([name]) => name)"
    )
    assert tab.page.locator("spotter-chat").evaluate(small) == []


def test_the_focus_goes_into_the_panel_and_back(tab: WidgetPage) -> None:
    tab.go()
    tab.launcher.focus()
    tab.page.keyboard.press("Enter")
    assert tab.focused() == "textarea"
    assert tab.launcher.get_attribute("aria-expanded") == "true"
    tab.page.keyboard.press("Escape")
    assert tab.focused() == "launcher"
    assert tab.launcher.get_attribute("aria-expanded") == "false"
    assert not tab.panel.is_visible()


def test_the_focus_goes_back_to_the_element_of_the_page_that_had_it(tab: WidgetPage) -> None:
    tab.go()
    tab.page.get_by_role("link", name="Prices").focus()
    tab.page.locator("spotter-chat").evaluate("e => e.open()")
    assert tab.focused() == "textarea"
    tab.page.keyboard.press("Escape")
    assert tab.focused() == "a"


def walk(tab: WidgetPage, key: str = "Tab", steps: int = 40) -> list[str]:
    """What gets the focus, one after the other, until it comes round."""
    seen: list[str] = []
    for _ in range(steps):
        tab.page.keyboard.press(key)
        at = tab.focused()
        if len(seen) > 2 and at == seen[0]:
            break
        seen.append(at)
    return seen


def test_beside_the_page_the_keyboard_reaches_everything_and_leaves(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    say_everything(tab, server)
    seen = walk(tab)
    assert {"send", "round", "log", "a", "picture", "file", "choice", "textarea", "launcher"} <= set(seen)


def test_over_the_whole_screen_the_keyboard_stays_inside(tab: WidgetPage, server: FakeServer) -> None:
    tab.page.set_viewport_size(PHONE)
    tab.opened()
    say_everything(tab, server)
    inside = {"send", "round", "log", "a", "picture", "file", "choice", "textarea", "table"}
    # "body" is the browser's own part of the round.
    assert set(walk(tab)) - {"body"} <= inside
    assert set(walk(tab, "Shift+Tab")) - {"body"} <= inside
    assert tab.panel.evaluate("panel => panel.matches(':modal')")
    tab.page.set_viewport_size(DESKTOP)
    tab.until(lambda: not tab.panel.evaluate("panel => panel.matches(':modal')"))
    assert tab.panel.is_visible()


def test_on_a_touch_screen_opening_brings_up_no_keyboard(visitor: Callable[..., Visitor]) -> None:
    tab = visitor(has_touch=True, is_mobile=True).tab()
    tab.go()
    tab.launcher.tap()
    assert tab.focused() == "log"


def test_the_panel_ends_above_the_keyboard_of_a_phone(tab: WidgetPage) -> None:
    tab.page.set_viewport_size(PHONE)
    tab.opened()
    tab.page.evaluate(
        "() => { Object.defineProperty(visualViewport, 'height', {value: 500});"
        " Object.defineProperty(visualViewport, 'offsetTop', {value: 40});"
        " visualViewport.dispatchEvent(new Event('resize')); }"
    )
    box = tab.panel.bounding_box()
    assert (box["y"], box["height"]) == (40, 500)
    assert float(tab.input.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 16


def test_the_past_is_not_read_out_and_the_present_is(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.answer = lambda conversation, event: None
    server.only.say("spotter", "then")
    tab.page.reload()
    tab.until(lambda: tab.order() == ["then"])
    tab.page.wait_for_timeout(900)
    server.only.say("spotter", "now")
    tab.send("mine")
    tab.until(lambda: tab.order() == ["then", "now", "mine"])
    assert tab.log.get_attribute("aria-live") == "polite"
    live = "messages => messages.map(each => each.getAttribute('aria-live'))"
    assert tab.page.locator("spotter-chat .message").evaluate_all(live) == ["off", None, "off"]


def test_a_message_that_could_not_be_sent_is_read_out(tab: WidgetPage, server: FakeServer) -> None:
    server.faults["messages"].append("400:too_long")
    tab.opened().send("one")
    voice = tab.page.locator("spotter-chat .panel > .spoken[role=status]")
    tab.until(lambda: voice.text_content() == "Not sent: it is too long.")


def test_every_control_has_a_name_and_every_message_a_speaker(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    say_everything(tab, server)
    for role, name in (
        ("dialog", "Spotter"), ("log", "Conversation"), ("textbox", "Your message"), ("button", "Send"),
        ("button", "Close the chat"), ("button", "Chat with Spotter"), ("group", "Suggested answers"),
        ("group", "Table"),
    ):  # fmt: skip
        assert tab.page.get_by_role(role, name=name, exact=True).is_visible(), (role, name)
    said = tab.page.locator("spotter-chat .message").evaluate_all(
        "all => all.map(each => each.textContent.slice(0, 9))"
    )
    assert [each.split(":")[0] for each in said] == ["Spotter", "You", "Spotter", "Spotter", "Robin, tr"]


def test_who_wants_less_motion_gets_none(visitor: Callable[..., Visitor], server: FakeServer) -> None:
    tab = visitor(reduced_motion="reduce").tab().opened()
    say_everything(tab, server)
    server.only.events.append({"n": 5.5, "kind": "typing"})
    tab.page.locator("spotter-chat .dots").wait_for()
    moving = "e => e.shadowRoot.getAnimations({subtree: true}).length + document.getAnimations().length"
    assert tab.page.locator("spotter-chat").evaluate(moving) == 0


def test_in_forced_colours_bubbles_and_buttons_keep_an_outline(
    visitor: Callable[..., Visitor], server: FakeServer
) -> None:
    tab = visitor(forced_colors="active").tab().opened()
    say_everything(tab, server)
    for name in (".bubble", ".choice", ".send", ".launcher", "textarea"):
        style: Any = tab.page.locator(f"spotter-chat {name}").first.evaluate(
            "e => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).borderTopColor]"
        )
        assert style[0] != "none", name
        assert style[1] != "rgba(0, 0, 0, 0)", name

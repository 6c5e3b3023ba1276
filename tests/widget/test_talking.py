"""A visitor writes, the answer comes, and all of it looks as it was meant."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.widget.fake_server import Conversation, FakeServer, signed
from tests.widget.widget_page import Visitor, WidgetPage, page_with

PHONE, LANDSCAPE = {"width": 390, "height": 844}, {"width": 844, "height": 390}
WIDE, LOW = {"width": 1280, "height": 800}, {"width": 1280, "height": 520}


def test_a_message_is_sent_and_answered(tab: WidgetPage) -> None:
    tab.opened().send("How many reps for size?")
    tab.until_shown("spotter", ["Heard: How many reps for size?"])
    assert tab.texts("lifter") == ["How many reps for size?"]
    tab.until(lambda: tab.fates() == ["Sent"])
    assert tab.input.input_value() == ""


def test_a_page_on_which_nobody_opened_it_asks_the_server_for_nothing(tab: WidgetPage, server: FakeServer) -> None:
    tab.go()
    tab.page.wait_for_timeout(300)
    assert server.calls("/visitor") == server.calls("/events") == 0


def test_after_a_reload_the_conversation_is_there_once_and_in_order(tab: WidgetPage) -> None:
    tab.opened()
    for text in ("one", "two"):
        tab.send(text)
        tab.until(lambda text=text: f"Heard: {text}" in tab.order())
    tab.page.reload()
    tab.until(lambda: len(tab.order()) == 4)
    tab.page.wait_for_timeout(200)
    assert tab.order() == ["one", "Heard: one", "two", "Heard: two"]


def test_the_panel_stays_open_on_the_next_page_without_taking_the_focus(tab: WidgetPage) -> None:
    tab.opened().send("one")
    tab.until_shown("spotter", ["Heard: one"])
    tab.go("/other")
    tab.until_shown("spotter", ["Heard: one"])
    assert tab.focused() == "body"


def test_on_a_phone_too_the_panel_is_as_it_was_after_a_reload(
    visitor: Callable[..., Visitor], server: FakeServer
) -> None:
    tab = visitor(has_touch=True, is_mobile=True).tab()
    tab.page.set_viewport_size(PHONE)
    tab.opened().send("one")
    tab.until_shown("spotter", ["Heard: one"])
    tab.page.reload()
    tab.until(lambda: tab.order() == ["one", "Heard: one"])
    assert tab.panel.evaluate("panel => panel.matches(':modal')")
    assert tab.focused() == "log"
    tab.page.get_by_role("button", name="Close the chat").tap()
    tab.page.reload()
    tab.launcher.wait_for()
    tab.page.wait_for_timeout(200)
    assert not tab.panel.is_visible()


def test_a_panel_that_the_browser_closes_is_closed(tab: WidgetPage) -> None:
    tab.page.set_viewport_size(PHONE)
    tab.opened()
    tab.panel.evaluate("panel => panel.close()")
    tab.until(lambda: tab.launcher.get_attribute("aria-expanded") == "false")
    tab.launcher.click()
    assert tab.panel.is_visible()


@pytest.mark.parametrize("sizes", [(PHONE, LANDSCAPE), (LANDSCAPE, PHONE), (PHONE, WIDE), (WIDE, PHONE), (WIDE, LOW)])
def test_when_the_window_is_turned_the_newest_stays_in_sight(
    tab: WidgetPage, server: FakeServer, sizes: tuple[Any, Any]
) -> None:
    tab.page.set_viewport_size(sizes[0])
    tab.opened()
    tab.until(lambda: server.conversations)
    for at in range(30):
        server.only.say("spotter", f"Answer {at}. " + "Rest two minutes between hard sets. " * (1 + at % 7))
    tab.until(lambda: len(tab.order()) == 30)
    is_at_end = "log => log.scrollHeight - log.scrollTop - log.clientHeight < 2"
    for size in (*sizes, *sizes):
        tab.page.set_viewport_size(size)
        tab.page.wait_for_timeout(250)
        assert tab.log.evaluate(is_at_end), size
    server.only.say("spotter", "The newest")
    tab.until(lambda: len(tab.order()) == 31)
    tab.until(lambda: tab.log.evaluate(is_at_end))


def test_what_was_typed_and_not_sent_survives_a_reload(tab: WidgetPage) -> None:
    tab.opened().input.press_sequentially("my knees feel")
    tab.page.reload()
    tab.until(lambda: tab.panel.is_visible())
    assert tab.input.input_value() == "my knees feel"


def test_a_button_sends_what_the_server_signed_and_goes_when_it_was_pressed(
    tab: WidgetPage, server: FakeServer
) -> None:
    tab.opened()
    buttons = [{"title": "Size", "button": "v1.opaque/{}'\"<"}, {"title": "Strength", "button": "v1.other"}]
    tab.until(lambda: server.conversations)
    server.only.say("spotter", "Size or strength?", buttons=buttons)
    tab.page.get_by_role("button", name="Size", exact=True).click()
    tab.until_shown("lifter", ["Size"])
    tab.until_shown("spotter", ["Size or strength?", "Heard: Size"])
    assert tab.page.get_by_role("button", name="Strength").count() == 0
    assert tab.focused() == "textarea"


def test_only_the_buttons_of_what_was_said_last_are_offered(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.only.say("spotter", "First", buttons=[{"title": "Old", "button": "a"}])
    server.only.say("lifter", "typed", message_id="m")
    server.only.say("spotter", "Second", buttons=[{"title": "New", "button": "b"}])
    server.only.say("spotter", "Third", buttons=[{"title": "Newer", "button": "c"}])
    tab.until(lambda: len(tab.order()) == 4)
    assert tab.page.locator("spotter-chat .choice:visible").all_inner_texts() == ["New", "Newer"]


def test_enter_sends_and_shift_enter_breaks_the_line(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened().input.press_sequentially("one")
    low = tab.input.bounding_box()["height"]
    tab.input.press("Shift+Enter")
    tab.input.press_sequentially("two")
    assert tab.input.bounding_box()["height"] > low
    assert tab.input.input_value() == "one\ntwo"
    tab.input.press("Enter")
    tab.until(lambda: server.conversations and server.only.texts("lifter") == ["one\ntwo"])
    assert tab.input.bounding_box()["height"] == low


def test_enter_while_a_word_is_being_composed_does_not_send(tab: WidgetPage) -> None:
    tab.opened().input.focus()
    protocol = tab.page.context.new_cdp_session(tab.page)
    protocol.send("Input.imeSetComposition", {"text": "すくわっと", "selectionStart": 5, "selectionEnd": 5})
    for properties in ("isComposing: true", "keyCode: 229"):
        tab.input.evaluate(f"e => e.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', {properties}}}))")
    assert tab.texts("lifter") == []
    protocol.send("Input.insertText", {"text": "スクワット"})
    tab.input.press("Enter")
    tab.until_shown("lifter", ["スクワット"])


def test_blank_text_is_not_sent(tab: WidgetPage) -> None:
    tab.opened().send("  \n ")
    assert tab.order() == []


def test_near_the_limit_it_counts_and_over_it_it_does_not_send(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    count = tab.page.locator("spotter-chat .count")
    tab.input.fill("x" * 1799)
    assert not count.is_visible()
    tab.input.fill("🏋" * 1990)
    assert count.inner_text() == "10 characters left"
    tab.send("x" * 2003)
    assert count.inner_text() == "3 characters too many"
    send = tab.page.get_by_role("button", name="Send", exact=True)
    assert (send.is_disabled(), tab.input.input_value()) == (True, "x" * 2003)
    send.dispatch_event("click")
    assert tab.input.input_value() == "x" * 2003
    assert tab.order() == []
    tab.input.fill("🏋" * 2000)
    assert send.is_enabled()
    tab.input.press("Enter")
    tab.until(lambda: server.only.texts("lifter") == ["🏋" * 2000])


def test_halves_of_characters_and_control_signs_are_not_sent(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened().input.evaluate("e => { e.value = 'a\\ud800b\\u0000c'; e.dispatchEvent(new Event('input')); }")
    tab.input.press("Enter")
    tab.until(lambda: server.only.texts("lifter") == ["a\ufffdbc"])


def test_it_shows_who_is_typing_until_the_answer_comes(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.answer = lambda conversation, event: None
    server.only.events.append({"n": 0.5, "kind": "typing"})  # no whole number: a sign, not a message
    typing = tab.page.locator("spotter-chat .typing")
    tab.until(typing.is_visible)
    assert typing.inner_text() == "Spotter is typing …"
    server.only.events.append({"n": 1, "kind": "spotter", "text": "Here."})
    tab.until(lambda: not typing.is_visible())


def test_the_first_words_of_the_server_take_the_place_of_the_welcome(tab: WidgetPage, server: FakeServer) -> None:
    server.greeting = "Hi. I am a bot."
    tab.opened()
    tab.until_shown("spotter", ["Hi. I am a bot."])
    assert not tab.page.locator("spotter-chat .welcome").is_visible()


def test_a_trainer_is_named(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.only.events.append({"n": 0.5, "kind": "state", "trainer": "Robin"})
    server.only.events.append({"n": 1, "kind": "trainer", "text": "Hello!", "trainer": "Robin"})
    tab.until_shown("trainer", ["Hello!"])
    assert tab.page.locator("spotter-chat .author").inner_text().startswith("Robin, trainer")
    assert tab.page.locator("spotter-chat .titles p").inner_text() == "You are talking to Robin."


def test_lists_tables_and_links_are_made_of_plain_text(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.only.say(
        "spotter",
        "Do this:\n- squat | bench\n- row\n\nGoal | Reps\nSize | 6–12\nStrength | 1–5\nEither a | b.\n\n"
        "See (https://example.org/a_(b)?x=1&y=2). Not javascript:alert(1).",
    )
    server.only.say("spotter", "One | line alone\n\nNext paragraph\nwith a break")
    bubbles = tab.page.locator("spotter-chat .spotter .bubble")
    tab.until(lambda: bubbles.count() == 2)
    first, second = bubbles.nth(0), bubbles.nth(1)
    assert first.locator("li").all_inner_texts() == ["squat | bench", "row"]
    assert first.locator("thead th[scope=col]").all_inner_texts() == ["Goal", "Reps"]
    assert first.locator("tbody td").all_inner_texts()[:4] == ["Size", "6–12", "Strength", "1–5"]
    assert first.locator("a").count() == 1
    link = first.locator("a")
    assert link.get_attribute("href") == "https://example.org/a_(b)?x=1&y=2"
    assert "noopener" in link.get_attribute("rel")
    assert second.locator("table").count() == 0
    assert second.locator("p").all_inner_texts() == ["One | line alone", "Next paragraph\nwith a break"]


def test_what_a_lifter_types_stays_as_typed(tab: WidgetPage) -> None:
    tab.opened().send("- squat 3x5\n- bench | row\n- a | b")
    tab.until_shown("lifter", ["- squat 3x5\n- bench | row\n- a | b"])
    assert tab.page.locator("spotter-chat .lifter :is(li, table)").count() == 0


PICTURE = {"url": "/chat/picture.svg", "alt": "Bench press, 60 to 67.5 kg"}


def test_a_picture_has_its_words_and_opens_large_and_escape_closes_only_it(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.only.say("spotter", "Your chart", image=PICTURE)
    small = tab.page.get_by_role("button", name="Bench press, 60 to 67.5 kg Enlarge picture")
    small.click()
    viewer = tab.page.get_by_role("dialog", name=PICTURE["alt"])
    assert viewer.is_visible()
    tab.page.keyboard.press("Escape")
    tab.until(lambda: viewer.count() == 0)
    assert tab.panel.is_visible()
    assert tab.focused() == "picture"


def test_a_file_is_downloaded_under_its_name(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.only.say("spotter", "Your program", files=[{"url": "picture.svg", "name": "my program.pdf"}])
    with tab.page.expect_download() as download:
        tab.page.get_by_role("link", name="Download my program.pdf").click()
    assert download.value.suggested_filename == "my program.pdf"
    assert download.value.url == f"{server.origin}/chat/picture.svg"


@pytest.mark.parametrize(
    "url", ["https://example.org/a.png", "data:image/png;base64,AAAA", "javascript:alert(1)", "//x/"]
)
def test_a_picture_from_elsewhere_is_not_asked_for(tab: WidgetPage, server: FakeServer, url: str) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.only.say("spotter", "Look", image={"url": url, "alt": "A chart"})
    tab.until_shown("spotter", ["Look", "The picture could not be loaded. A chart"])
    assert tab.page.locator("spotter-chat img").count() == 0


def test_a_picture_that_is_gone_leaves_its_words(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.only.say("spotter", "Look", image={"url": "/chat/gone.png", "alt": "A chart"})
    tab.until_shown("spotter", ["Look", "The picture could not be loaded. A chart"])


def test_a_reader_who_went_up_is_not_pulled_down_but_told(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    for at in range(20):
        server.only.say("spotter", f"Answer {at}\nof two lines")
    tab.until(lambda: len(tab.order()) == 20)
    tab.page.wait_for_timeout(200)
    tab.log.evaluate("log => { log.scrollTop = 0; }")
    tab.page.wait_for_timeout(100)
    server.only.say("spotter", "The newest")
    down = tab.page.get_by_role("button", name="New messages")
    tab.until(down.is_visible)
    assert tab.log.evaluate("log => log.scrollTop") == 0
    down.click()
    tab.until(lambda: tab.log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight < 2"))


def test_news_while_it_is_closed_are_counted_on_the_button(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened().send("one")
    tab.until_shown("spotter", ["Heard: one"])
    tab.launcher.click()
    server.only.say("trainer", "Are you there?", trainer="Robin")
    tab.until(lambda: tab.launcher.get_attribute("aria-label") == "Chat with Spotter, 1 new")
    tab.launcher.click()
    assert tab.launcher.get_attribute("aria-label") == "Chat with Spotter"


def test_visitors_do_not_see_each_other_and_a_member_is_found_again(
    visitor: Callable[..., Visitor], server: FakeServer
) -> None:
    server.pages["/"] = page_with(f'data-member-id="m-7" data-member-signature="{signed("m-7")}"')
    first = visitor().tab().opened("/other")
    second = visitor().tab().opened("/other")
    member, elsewhere = visitor().tab().opened(), visitor().tab().opened()
    for tab, text in ((first, "from one"), (second, "from two"), (member, "from a member")):
        tab.send(text)
        tab.until_shown("spotter", [f"Heard: {text}"])
    elsewhere.until_shown("lifter", ["from a member"])
    assert first.texts("lifter") == ["from one"]
    assert server.conversations["member-m-7"].texts("lifter") == ["from a member"]


def test_signing_in_without_a_new_page_changes_the_conversation(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened().send("as nobody")
    tab.until_shown("spotter", ["Heard: as nobody"])
    element = tab.page.locator("spotter-chat")
    element.evaluate(
        f"e => {{ e.setAttribute('member-id', 'm'); e.setAttribute('member-signature', '{signed('m')}'); }}"
    )
    tab.launcher.click()
    tab.until(lambda: "member-m" in server.conversations)
    assert tab.order() == []


def test_every_text_can_be_replaced(tab: WidgetPage, server: FakeServer) -> None:
    texts = '{"send": "Enviar", "open": "Habla con Spotter", "sent": "Enviado", "unknown": "x", "close": 5}'
    server.pages["/"] = page_with(f"data-texts='{texts}' data-text-title=Entrenador", html_attributes="lang=es")
    tab.go()
    tab.page.get_by_role("button", name="Habla con Spotter").click()
    assert tab.page.get_by_role("heading", name="Entrenador").is_visible()
    assert tab.page.get_by_role("button", name="Close the chat").is_visible()
    tab.input.fill("hola")
    tab.page.get_by_role("button", name="Enviar").click()
    tab.until(lambda: tab.fates() == ["Enviado"])


def answers_with(**more: Any) -> Callable[[Conversation, dict[str, Any]], None]:
    return lambda conversation, event: conversation.say("spotter", "Here", message_id=event["message_id"], **more)


def test_it_can_be_part_of_the_page(tab: WidgetPage, server: FakeServer) -> None:
    server.pages["/"] = page_with('data-mode="inline" data-target="#coach"', '<div id="coach"></div>')
    server.answer = answers_with()
    tab.go().send("one")
    tab.until_shown("spotter", ["Here"])
    assert tab.launcher.count() == 0
    assert tab.page.locator("#coach > spotter-chat").count() == 1
    tab.input.press("Escape")
    assert tab.panel.is_visible()


def test_a_page_can_open_and_close_it_and_is_told(tab: WidgetPage) -> None:
    tab.go()
    element = tab.page.locator("spotter-chat")
    element.evaluate(
        "e => { window.told = []; for (const name of ['spotter-open', 'spotter-close'])"
        " e.addEventListener(name, () => window.told.push(name)); e.open(); e.close(); }"
    )
    assert tab.page.evaluate("window.told") == ["spotter-open", "spotter-close"]
    assert not tab.panel.is_visible()


def test_without_an_endpoint_it_says_so_to_the_developer_and_shows_nothing(tab: WidgetPage, server: FakeServer) -> None:
    said: list[str] = []
    tab.page.on("console", lambda message: said.append(message.text))
    tab.go()
    tab.page.locator("spotter-chat").evaluate("e => e.setAttribute('endpoint', 'javascript:alert(1)')")
    tab.until(lambda: any('"endpoint"' in each for each in said))
    assert tab.launcher.count() == 0

"""Nothing is lost, doubled or put out of order, whatever the network, the server and the tabs do."""

import random
from collections.abc import Callable

import pytest

from tests.widget.fake_server import FakeServer, signed
from tests.widget.widget_page import Visitor, WidgetPage, page_with

ROUNDS = 24


def pairs(*texts: str) -> list[str]:
    return [each for text in texts for each in (text, f"Heard: {text}")]


def assert_whole(tab: WidgetPage, server: FakeServer, texts: list[str]) -> None:
    """The server has every text once and in order, and the page shows what the server has."""
    tab.until(lambda: server.conversations)
    tab.until(lambda: server.only.texts("lifter") == texts, f"{texts} at the server", patience=40)
    shown = [event["text"] for event in server.only.events]
    tab.until(lambda: tab.order() == shown, f"{shown} on the page", patience=40)
    assert set(tab.fates()) == {"Sent"}


@pytest.mark.parametrize("fault", ["cut", "end", "503", "429:1"])
def test_a_stream_that_breaks_goes_on_where_it_was(tab: WidgetPage, server: FakeServer, fault: str) -> None:
    server.faults["events"].extend([fault] * 3)
    tab.opened()
    for text in ("one", "two", "three"):
        tab.send(text)
    assert_whole(tab, server, ["one", "two", "three"])
    tab.until(lambda: not server.faults["events"], patience=20)
    assert_whole(tab, server, ["one", "two", "three"])


def test_events_that_come_twice_or_out_of_order_are_shown_once_and_in_order(
    tab: WidgetPage, server: FakeServer
) -> None:
    server.duplicates = server.is_shuffled = True
    tab.opened()
    tab.until(lambda: server.conversations)
    for at in range(30):
        server.only.say("spotter", f"{at}")
    tab.until(lambda: tab.order() == [f"{at}" for at in range(30)])
    server.drop_streams()
    for at in range(30, 40):
        server.only.say("spotter", f"{at}")
    tab.until(lambda: tab.order() == [f"{at}" for at in range(40)])


def test_a_message_that_was_stored_late_under_a_smaller_number_is_not_missed(
    tab: WidgetPage, server: FakeServer
) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    late = {"n": 2, "kind": "spotter", "text": "late"}
    server.only.events += [{"n": n, "kind": "spotter", "text": str(n)} for n in (1, 3, 4)]
    tab.until(lambda: tab.order() == ["1", "3", "4"])
    server.only.events.insert(1, late)
    server.drop_streams()
    tab.until(lambda: tab.order() == ["1", "late", "3", "4"])


def test_a_restart_of_the_server_is_survived(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened().send("before")
    tab.until_shown("spotter", ["Heard: before"])
    server.stop()
    tab.send("while it is away")
    tab.until(lambda: tab.bar() == "Connecting …")
    tab.until(lambda: tab.fates()[-1] == "Will be sent when there is a connection")
    server.start()
    tab.send("after")
    assert_whole(tab, server, ["before", "while it is away", "after"])
    tab.until(lambda: tab.bar() == "")


@pytest.mark.parametrize("says_last", [True, False])
def test_a_server_that_lost_its_memory_starts_a_new_conversation_under_the_old_one(
    tab: WidgetPage, server: FakeServer, says_last: bool
) -> None:
    server.says_last = says_last
    tab.opened()
    for text in ("one", "two"):
        tab.send(text)
        tab.until(lambda text=text: f"Heard: {text}" in tab.order())
    server.stop()
    server.forget()
    server.start()
    tab.until(lambda: server.conversations, patience=20)
    tab.send("three")
    tab.until(lambda: tab.order() == [*pairs("one", "two"), *pairs("three")], patience=30)
    assert tab.page.locator("spotter-chat .divider").count() == 1
    tab.send("four")
    tab.until(lambda: tab.order()[4:] == pairs("three", "four"))


def test_when_it_is_asked_to_slow_down_it_says_so_and_waits(tab: WidgetPage, server: FakeServer) -> None:
    server.faults["messages"].append("429:2")
    tab.opened().send("one")
    tab.send("two")
    tab.until(lambda: tab.bar() == "A short breather, please. Your message goes out by itself.")
    tab.send("three")
    assert tab.fates() == ["Will be sent in a moment"] * 3
    server.drop_streams()
    tab.page.wait_for_timeout(1000)
    assert server.calls("/messages") == 1
    assert_whole(tab, server, ["one", "two", "three"])
    tab.until(lambda: tab.bar() == "")


def test_what_cannot_wait_is_shown_until_the_message_is_taken(tab: WidgetPage, server: FakeServer) -> None:
    server.faults["messages"].extend(["503:Call your local emergency number now."] * 2)
    tab.opened().send("my chest hurts")
    tab.until(lambda: tab.bar() == "Call your local emergency number now.")
    assert_whole(tab, server, ["my chest hurts"])
    tab.until(lambda: tab.bar() == "")


def test_a_member_who_is_not_signed_is_told_at_once_and_the_server_is_left_in_peace(
    tab: WidgetPage, server: FakeServer
) -> None:
    server.pages["/"] = page_with(f'data-member-id="m-7" data-member-signature="{signed("m-8")}"')
    tab.go()
    tab.page.clock.install()
    tab.launcher.click()
    tab.until(lambda: tab.bar().startswith("I could not check who you are."), patience=1)
    tab.send("one")
    tab.until(lambda: tab.fates() == ["Not sent yet"])
    tab.page.clock.run_for(4_000)
    assert server.calls("/visitor") == 1
    tab.page.clock.run_for(7_000)
    tab.until(lambda: server.calls("/visitor") == 2)
    tab.send("two")
    assert tab.fates() == ["Not sent yet"] * 2
    tab.page.locator("spotter-chat").evaluate(f"e => e.setAttribute('member-signature', '{signed('m-7')}')")
    tab.until(lambda: tab.order() == pairs("one", "two"))
    assert server.only.texts("lifter") == ["one", "two"]


def test_it_says_soon_that_it_is_connecting_however_often_it_tries(tab: WidgetPage, server: FakeServer) -> None:
    server.faults["events"].extend(["503"] * 10)
    tab.opened()
    tab.until(lambda: tab.bar() == "Connecting …", patience=2.5)


def test_a_server_that_is_busy_is_asked_again(tab: WidgetPage, server: FakeServer) -> None:
    for route in ("visitor", "messages"):
        server.faults[route].extend(["503"] * 2)
    tab.go()
    tab.launcher.click()
    for text in ("one", "two", "three"):
        tab.send(text)
    assert_whole(tab, server, ["one", "two", "three"])


def test_an_answer_that_never_comes_is_not_waited_for(tab: WidgetPage, server: FakeServer) -> None:
    tab.page.clock.install()
    for route in ("visitor", "messages", "events"):
        server.faults[route].append("hang")
    tab.go()
    tab.launcher.click()
    tab.send("one")
    for path in ("/visitor", "/messages", "/events"):
        tab.until(lambda path=path: server.calls(path))
        tab.page.clock.fast_forward(21_000)
    assert_whole(tab, server, ["one"])


def test_a_stream_that_has_fallen_silent_is_opened_again(tab: WidgetPage, server: FakeServer) -> None:
    tab.page.clock.install()
    server.faults["events"].append("silent")
    tab.opened().send("one")
    tab.until(lambda: tab.fates() == ["Sent"])
    assert tab.texts("spotter") == []
    tab.page.clock.fast_forward(46_000)
    assert_whole(tab, server, ["one"])


@pytest.mark.parametrize("fault", ["store_then_drop", "store_then_hang"])
def test_a_message_that_was_stored_without_a_word_is_not_doubled(
    tab: WidgetPage, server: FakeServer, fault: str
) -> None:
    server.faults["messages"].append(fault)
    tab.opened().send("one")
    tab.send("two")
    assert_whole(tab, server, ["one", "two"])


def test_it_is_sent_again_under_its_id_when_the_stream_does_not_show_it(tab: WidgetPage, server: FakeServer) -> None:
    server.faults["messages"].append("store_then_drop")
    server.faults["events"].extend(["503"] * 3)
    tab.opened().send("one")
    assert_whole(tab, server, ["one"])
    assert list(server.only.taken.values()) == [2]


def test_a_token_that_is_no_longer_taken_is_replaced_and_the_message_kept(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened().send("one")
    tab.until_shown("spotter", ["Heard: one"])
    kept = "Object.entries(localStorage).find(([key]) => key.endsWith('token'))[1]"
    server.refused.add(tab.page.evaluate(f"JSON.parse({kept}).token"))
    server.drop_streams()
    tab.send("two")
    tab.until(lambda: tab.order() == pairs("one", "two"))
    assert [each.texts("lifter") for each in server.conversations.values()] == [["one"], ["two"]]
    assert tab.page.locator("spotter-chat .divider").inner_text() == "A new conversation starts here."


def test_what_is_written_offline_is_kept_and_sent_later(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened().send("one")
    tab.until_shown("spotter", ["Heard: one"])
    tab.page.context.set_offline(True)
    server.drop_streams()
    for text in ("two", "three"):
        tab.send(text)
    tab.until(lambda: tab.bar() == "You are offline. What you write is kept and sent later.")
    tab.page.context.set_offline(False)
    assert_whole(tab, server, ["one", "two", "three"])
    tab.until(lambda: tab.bar() == "")


def test_what_was_not_sent_when_the_tab_was_closed_is_sent_by_the_next_page(
    visitor: Callable[..., Visitor], server: FakeServer
) -> None:
    someone = visitor()
    tab = someone.tab().opened()
    tab.send("one")
    tab.until_shown("spotter", ["Heard: one"])
    server.faults["messages"].extend(["503"] * 4)
    for text in ("two", "three", "four"):
        tab.send(text)
    tab.until(lambda: len(server.faults["messages"]) < 4)
    tab.page.close()
    later = someone.tab().go("/other")
    tab = later
    tab.until(lambda: len(server.only.texts("lifter")) == 4)
    assert server.only.texts("lifter") == ["one", "two", "three", "four"]


@pytest.mark.parametrize("answer", ["400:bad_request", "400:too_long"])
def test_a_message_that_is_refused_says_so_and_does_not_hold_up_the_next(
    tab: WidgetPage, server: FakeServer, answer: str
) -> None:
    server.faults["messages"].append(answer)
    tab.opened().send("one")
    tab.send("two")
    tab.until_shown("spotter", ["Heard: two"])
    assert any(fate.startswith("Not sent") for fate in tab.fates())
    tab.page.reload()
    tab.until(lambda: sorted(tab.texts("lifter")) == ["one", "two"])
    tab.page.get_by_role("button", name="Try again").click()
    assert_whole(tab, server, ["two", "one"])


def test_a_refused_message_can_be_deleted_and_a_dead_button_only_that(tab: WidgetPage, server: FakeServer) -> None:
    tab.opened()
    tab.until(lambda: server.conversations)
    server.faults["messages"].append("400:unknown_button")
    server.only.say("spotter", "Size?", buttons=[{"title": "Yes", "button": "b"}])
    tab.page.get_by_role("button", name="Yes").click()
    tab.until(lambda: tab.fates() == ["This button no longer works. Please type your answer."])
    assert tab.page.get_by_role("button", name="Try again").count() == 0
    tab.page.get_by_role("button", name="Delete").click()
    tab.until(lambda: tab.order() == ["Size?"])
    assert tab.page.get_by_role("button", name="Yes").is_visible()
    assert tab.focused() == "textarea"


def test_two_tabs_show_one_conversation(visitor: Callable[..., Visitor], server: FakeServer) -> None:
    someone = visitor()
    tabs = [someone.tab().opened(), someone.tab().opened()]
    for at in range(6):
        tabs[at % 2].send(f"{at}")
        tabs[at % 2].until(lambda at=at: f"Heard: {at}" in tabs[at % 2].order())
    for tab in tabs:
        assert_whole(tab, server, [f"{at}" for at in range(6)])
    assert set(server.only.taken.values()) == {1}


def test_two_tabs_that_are_opened_at_once_are_one_visitor_and_send_in_order(
    visitor: Callable[..., Visitor], server: FakeServer
) -> None:
    someone = visitor()
    tabs = [someone.tab().go(), someone.tab().go()]
    server.faults["messages"].extend(["503"] * 3)
    for tab in tabs:
        tab.launcher.click()
    for at in range(4):
        tabs[at % 2].send(f"{at}")
    for tab in tabs:
        assert_whole(tab, server, ["0", "1", "2", "3"])
    assert server.calls("/visitor") == 1


def test_a_tab_that_is_hidden_for_long_gives_its_stream_back_and_resumes(tab: WidgetPage, server: FakeServer) -> None:
    tab.page.clock.install()
    tab.opened().send("one")
    tab.until_shown("spotter", ["Heard: one"])
    set_hidden(tab, True)
    tab.page.clock.fast_forward(61_000)
    calls = server.calls("/events")
    server.only.say("spotter", "Meanwhile")
    tab.page.wait_for_timeout(300)
    assert (server.calls("/events"), "Meanwhile" in tab.order()) == (calls, False)
    set_hidden(tab, False)
    tab.until(lambda: tab.order() == ["one", "Heard: one", "Meanwhile"])


def set_hidden(tab: WidgetPage, is_hidden: bool) -> None:
    tab.page.evaluate(
        "isHidden => { Object.defineProperty(document, 'hidden', {value: isHidden, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        is_hidden,
    )


def test_storage_that_is_blocked_is_done_without(tab: WidgetPage, server: FakeServer) -> None:
    blocked = (
        "Object.defineProperty(window, '{}', {{get() {{ throw new DOMException('blocked', 'SecurityError'); }}}});"
    )
    for name in ("localStorage", "sessionStorage"):
        tab.page.add_init_script(blocked.format(name))
    tab.opened()
    for text in ("one", "two"):
        tab.send(text)
    assert_whole(tab, server, ["one", "two"])


@pytest.mark.parametrize("seed", range(3))
def test_rapid_messages_from_two_tabs_amid_every_fault_arrive_once_and_in_order(
    visitor: Callable[..., Visitor], server: FakeServer, seed: int
) -> None:
    chance = random.Random(seed)
    server.says_last, server.duplicates, server.is_shuffled = (chance.random() < 0.5 for _ in range(3))
    someone = visitor()
    tabs = [someone.tab().opened(), someone.tab().opened()]
    rough = ["503", "store_then_drop", "429:1", "ok", "ok", "ok"]
    server.faults["messages"].extend(chance.choices(rough, k=ROUNDS))
    server.faults["events"].extend(chance.choices(["cut", "end", "503", "ok"], k=ROUNDS // 2))
    texts = [f"message {at}" for at in range(ROUNDS)]
    for text in texts:
        tab = chance.choice(tabs)
        tab.send(text)
        trouble(chance.random(), tab, server)
    someone.context.set_offline(False)
    for tab in tabs:
        assert_whole(tab, server, texts)


def trouble(kind: float, tab: WidgetPage, server: FakeServer) -> None:
    """A restart, a reload, a lost network that comes back some messages later, cut streams, or none."""
    if kind < 0.08:
        server.stop()
        server.start()
    elif kind < 0.16:
        tab.page.context.set_offline(False)
        tab.page.reload()
        tab.input.wait_for()
    elif kind < 0.22:
        tab.page.context.set_offline(True)
        tab.page.wait_for_timeout(200)
    elif kind < 0.5:
        tab.page.context.set_offline(False)
    elif kind < 0.6:
        server.drop_streams()

"""Lifters and trainers at once, in real browsers; and what happens when the connection, or the server, is gone."""

import json
from collections.abc import Callable

from playwright.sync_api import Route

from bot.store.handover_records import HandoverReason
from bot.store.log_records import ConsentKind
from tests.console.desk_page import DeskPage
from tests.console.served import Served, now

ONE, TWO = "web:" + "1" * 32, "telegram:4711"


def texts(console: Served, conversation: str) -> list[str]:
    return [json.loads(each.body)["text"] for each in console.stores.outbox.latest(conversation, 99)]


def test_two_lifters_and_two_trainers_at_once(desk: Callable[..., DeskPage], console: Served) -> None:
    console.trainer("Robin"), console.trainer("Kim")
    robin, kim = desk("robin"), desk("kim")
    first = console.lifter(ONE, "My knee hurts", reason=HandoverReason.RED_FLAG)
    second = console.lifter(TWO, "What does it cost?", reason=HandoverReason.GYM_BUSINESS)
    robin.page.locator(f"#claim-{first.id}").click()
    kim.page.locator(f"#claim-{second.id}").click()
    for at in range(3):
        robin.send(f"Robin {at}")
        kim.send(f"Kim {at}")
        console.says(ONE, f"One {at}")
        console.says(TWO, f"Two {at}")
        robin.until(lambda at=at: {f"One {at}", f"Robin {at}"} <= {*robin.said()})
        kim.until(lambda at=at: {f"Two {at}", f"Kim {at}"} <= {*kim.said()})
    robin.until(lambda: robin.said() == texts(console, ONE))
    kim.until(lambda: kim.said() == texts(console, TWO))
    assert not [each for each in kim.said() if each.startswith(("One", "Robin"))]
    assert robin.said("trainer") == ["Robin 0", "Robin 1", "Robin 2"]
    assert robin.page.locator("#standing .due").count() == 0


def test_of_two_who_claim_the_other_is_told_who_was_faster(desk: Callable[..., DeskPage], console: Served) -> None:
    console.trainer("Robin"), console.trainer("Kim")
    robin, kim = desk("robin"), desk("kim")
    for each in (robin, kim):
        each.page.route("**/news", lambda route: route.abort())
    handover = console.lifter(ONE, "Hi")
    robin.go(), kim.go()
    for each in (robin, kim):
        each.page.locator(f"#claim-{handover.id}").wait_for()
    robin.page.locator(f"#claim-{handover.id}").click()
    robin.box.wait_for()
    kim.page.locator(f"#claim-{handover.id}").click()
    kim.page.get_by_text("Robin was a moment faster, and has this lifter now.").wait_for()
    assert kim.page.locator(".lifter-card").count() == 0


def test_the_lists_follow_by_themselves(desk: Callable[..., DeskPage], console: Served) -> None:
    robin = console.trainer("Robin")
    kim = console.trainer("Kim")
    tab = desk("robin")
    tab.page.get_by_text("Nobody waits.").wait_for()
    handover = console.lifter(ONE, "Hi", wanted=robin.id)
    tab.page.get_by_text("asked for you").wait_for()
    assert tab.page.title() == "(1) Lifters · Spotter"
    assert tab.page.locator("#heard").inner_text() == "One more lifter is waiting."
    console.lifter(TWO, "My chest hurts", reason=HandoverReason.RED_FLAG)
    tab.until(lambda: tab.page.locator("#heard").inner_text() == "A red flag is waiting.")
    assert "red" in (tab.page.locator(".lifter-card").first.get_attribute("class") or "")
    console.stores.handovers.claim(handover.id, kim.id, now())
    tab.until(lambda: tab.page.locator(".lifter-card").count() == 1)


def test_who_is_in_a_list_by_keyboard_stays_there_when_it_changes(
    desk: Callable[..., DeskPage], console: Served
) -> None:
    console.trainer("Robin")
    handover = console.lifter(ONE, "Hi")
    tab = desk("robin")
    tab.page.locator(f"#claim-{handover.id}").focus()
    console.lifter(TWO, "My chest hurts", reason=HandoverReason.RED_FLAG)
    tab.until(lambda: tab.page.locator(".lifter-card").count() == 2)
    assert tab.page.evaluate("document.activeElement.id") == f"claim-{handover.id}"


def test_a_reload_and_a_restart_in_the_middle_lose_nothing(desk: Callable[..., DeskPage], console: Served) -> None:
    robin = console.trainer("Robin")
    handover = console.lifter(TWO, "Hi")
    console.stores.handovers.claim(handover.id, robin.id, now())
    tab = desk("robin").open(handover.id)
    tab.box.fill("half a sent")
    tab.page.reload()
    assert tab.box.input_value() == "half a sent"
    tab.box.press("End")
    tab.box.press_sequentially("ence")
    console.stop()
    tab.box.press("Enter")
    tab.box.press_sequentially("and another")
    tab.box.press("Enter")
    tab.page.get_by_text("Not sent yet.").wait_for()
    tab.page.get_by_text("No connection. Trying again.").wait_for()
    console.restart()
    console.says(TWO, "Are you there?")
    tab.until(lambda: tab.said() == texts(console, TWO) and len(tab.said()) == 4)
    assert sorted(texts(console, TWO)) == ["Are you there?", "Hi", "and another", "half a sentence"]
    assert tab.said("trainer") == ["half a sentence", "and another"]
    tab.until(lambda: tab.page.locator("#bar").inner_text() == "")


def test_a_reply_whose_answer_was_lost_is_said_once_also_after_a_reload(
    desk: Callable[..., DeskPage], console: Served
) -> None:
    robin = console.trainer("Robin")
    handover = console.lifter(TWO, "Hi")
    console.stores.handovers.claim(handover.id, robin.id, now())
    tab = desk("robin").open(handover.id)
    lost: list[str] = []

    def lose(route: Route) -> None:
        """It arrives, and nobody learns that it did."""
        if len(lost) < 2:
            lost.append(str(route.fetch().status))
            route.abort()
        else:
            route.continue_()

    tab.page.route("**/reply", lose)
    tab.send("Once only")
    tab.page.get_by_text("Not sent yet.").wait_for()
    tab.page.reload()
    tab.until(lambda: len(lost) == 2 and tab.page.locator(".pending").count() == 0)
    assert lost == ["200", "200"]
    assert texts(console, TWO) == ["Hi", "Once only"]
    assert tab.said() == ["Hi", "Once only"]


def test_who_is_signed_out_in_the_middle_goes_on_after_signing_in(
    desk: Callable[..., DeskPage], console: Served
) -> None:
    robin = console.trainer("Robin")
    handover = console.lifter(TWO, "Hi")
    console.stores.handovers.claim(handover.id, robin.id, now())
    tab = desk("robin").open(handover.id)
    token = next(each["value"] for each in tab.context.cookies() if each["name"] == "console")
    console.stores.trainers.end_login(token)
    tab.send("I am still here")
    tab.page.get_by_role("link", name="Sign in again").click()
    tab.page.get_by_label("Name").fill("robin")
    tab.page.get_by_label("Password").fill("correct horse battery")
    tab.page.get_by_role("button", name="Sign in").click()
    tab.until(lambda: tab.said() == ["Hi", "I am still here"])
    assert texts(console, TWO) == ["Hi", "I am still here"]


def test_words_typed_to_a_lifter_whom_another_has_now_can_be_copied(
    desk: Callable[..., DeskPage], console: Served
) -> None:
    robin, kim = console.trainer("Robin"), console.trainer("Kim")
    handover = console.lifter(ONE, "Hi")
    console.stores.handovers.claim(handover.id, robin.id, now())
    tab = desk("robin").open(handover.id)
    tab.box.fill("Long and thoughtful")
    console.stores.handovers.hand_on(handover.id, robin.id, kim.id, now())
    tab.page.get_by_text("Kim has this lifter now.").wait_for()
    assert tab.box.input_value() == "Long and thoughtful"
    assert tab.page.locator("#send").is_disabled()
    console.says(ONE, "For Kim alone")
    tab.page.wait_for_timeout(1000)
    assert "For Kim alone" not in tab.page.content()


def test_a_lifter_is_handed_back_with_what_was_agreed(desk: Callable[..., DeskPage], console: Served) -> None:
    robin = console.trainer("Robin")
    handover = console.lifter(ONE, "My shoulder", reason=HandoverReason.RED_FLAG)
    console.agrees(handover, ConsentKind.HEALTH)
    console.stores.handovers.claim(handover.id, robin.id, now())
    tab = desk("robin").open(handover.id)
    tab.page.get_by_text("Ready words").click()
    tab.page.get_by_role("button", name="Goodbye").click()
    assert tab.box.input_value().startswith("Glad I could help.")
    tab.box.press("Enter")
    tab.page.get_by_role("heading", name="Hand on or end").click()
    tab.page.get_by_role("link", name="Hand back to Spotter").click()
    tab.page.get_by_label("What did you agree on?").fill("No overhead work for two weeks. Ask me anything.")
    tab.page.get_by_role("button", name="Go on").click()
    tab.page.locator("[name=keep_1]").uncheck()
    tab.page.get_by_label("I have looked into the red flag.").check()
    tab.page.get_by_role("button", name="Hand back").click()
    tab.page.get_by_text("Spotter goes on from here.").wait_for()
    ended = console.stores.handovers.find(handover.id)
    assert ended
    assert [each.value for each in ended.agreed] == ["shoulder", "cleared"]
    assert texts(console, ONE)[-1].startswith("Glad I could help.")
    assert tab.page.evaluate("JSON.stringify(sessionStorage)") == "{}"


def test_nobody_is_handed_back_before_the_last_words_have_arrived(
    desk: Callable[..., DeskPage], console: Served
) -> None:
    robin = console.trainer("Robin")
    handover = console.lifter(ONE, "Hi")
    console.stores.handovers.claim(handover.id, robin.id, now())
    tab = desk("robin").open(handover.id)
    tab.page.route("**/reply", lambda route: route.abort())
    tab.send("My last words")
    tab.page.get_by_text("Not sent yet.").wait_for()
    tab.page.get_by_role("heading", name="Hand on or end").click()
    tab.page.get_by_role("link", name="Hand back to Spotter").click()
    tab.page.get_by_text("your last words are still on their way").wait_for()
    tab.page.unroute("**/reply")
    tab.page.get_by_label("What did you agree on?").wait_for()
    assert texts(console, ONE) == ["Hi", "My last words"]


def test_a_lifter_who_was_erased_is_gone_from_the_page(desk: Callable[..., DeskPage], console: Served) -> None:
    robin = console.trainer("Robin")
    handover = console.lifter(ONE, "Hi")
    console.stores.handovers.claim(handover.id, robin.id, now())
    tab = desk("robin").open(handover.id)
    console.stores.rights.erase(handover.lifter, now(), "operator")
    tab.page.get_by_text("This conversation was deleted.").wait_for()

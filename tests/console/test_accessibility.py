"""Everybody can use it: axe finds nothing, the keyboard is enough, and a phone is wide enough."""

from collections.abc import Callable
from importlib.resources import files

import pytest

from bot.store.handover_records import HandoverReason, Role
from bot.store.log_records import ConsentKind
from tests.console.desk_page import DESKTOP, PHONE, DeskPage
from tests.console.served import PASSWORD, Served, now
from tests.widget.axe import RULES

SMALLEST = {"width": 320, "height": 568}
ONE, TWO = "web:" + "1" * 32, "telegram:4711"
LONG = "Supercalifragilisticexpialidocious" * 4
AXE = files("axe_playwright_python").joinpath("axe.min.js")
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL_TARGETS = """[...document.querySelectorAll('button, a.button, select, input:not([type=hidden])')]
  .filter(each => each.checkVisibility()).map(each => [each.id || each.textContent, each.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height < 24 && box.width < 24).map(([name]) => name)"""


def faults_of(tab: DeskPage) -> list[str]:
    """What axe finds; what is wider than the page; what is too small for a finger."""
    tab.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.page.evaluate("rules => axe.run({ runOnly: rules })", [*RULES, "best-practice"])
    assert len(found["passes"]) > 10
    faults = [
        f"{rule['id']}: {at['target']}: {at['failureSummary']}" for rule in found["violations"] for at in rule["nodes"]
    ]
    too_small = tab.page.evaluate(SMALL_TARGETS)
    return faults + ["wider than the page"] * tab.page.evaluate(WIDER) + [f"too small: {each}" for each in too_small]


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(DESKTOP, "light"), (PHONE, "dark"), (SMALLEST, "light")],
    ids=["desktop-light", "phone-dark", "smallest-light"],
)
def test_axe_finds_nothing_on_any_page(
    desk: Callable[..., DeskPage], console: Served, size: dict[str, int], scheme: str
) -> None:
    robin, kim = console.trainer("Robin", "trainer-one"), console.trainer(f"Kim {LONG}", "kim", role=Role.OWNER)
    flagged = console.lifter(ONE, f"My chest {LONG}", reason=HandoverReason.RED_FLAG)
    console.lifter(TWO, "Hi", wanted=robin.id, languages=("de", "xx"))
    kims = console.lifter("slack:T1:U1", "Hi")
    console.stores.handovers.escalate(kims.id, now())
    console.stores.handovers.claim(kims.id, kim.id, now())
    console.brief = f"RED FLAG: chest or heart (emergency)\n{LONG}"
    tab = desk(size=size, color_scheme=scheme, reduced_motion="reduce")
    tab.go("/login")
    assert faults_of(tab) == []
    tab.sign_in("trainer-one", "wrong")
    assert faults_of(tab) == []
    tab.sign_in("trainer-one")
    assert faults_of(tab) == []
    tab.open(flagged.id)
    assert faults_of(tab) == []
    tab.page.locator("#claim").click()
    tab.page.get_by_text("Ready words").click()
    for each in ("Notes", "Hand on or end"):
        tab.page.get_by_role("heading", name=each).click()
    console.spotter_says(ONE, "Choose", buttons=[{"title": LONG, "payload": "x"}], image={"url": "x", "alt": "A chart"})
    tab.send("Hello")
    tab.until(lambda: len(tab.said("trainer")) == 1 and len(tab.said("spotter")) == 1)
    tab.page.route("**/reply", lambda route: route.abort())
    tab.send("Lost")
    tab.page.get_by_text("Not sent yet.").wait_for()
    assert faults_of(tab) == []
    tab.go(f"/conversations/{flagged.id}/hand-back")
    tab.page.locator("#summary").fill("No overhead work for two weeks. Ask me.")
    tab.page.get_by_role("button", name="Go on").click()
    tab.page.get_by_text("This is how Spotter reads it").wait_for()
    assert faults_of(tab) == []
    tab.page.get_by_role("button", name="Hand back").click()
    tab.page.get_by_role("alert").wait_for()
    assert faults_of(tab) == []
    tab.go(f"/conversations/{kims.id}")
    assert faults_of(tab) == []
    tab.go("/nothing")
    assert faults_of(tab) == []


def press_to(tab: DeskPage, id: str, key: str = "Tab") -> None:
    """Goes on with the keyboard until it is reached."""
    for _ in range(40):
        tab.page.keyboard.press(key)
        if tab.page.evaluate("document.activeElement.id") == id:
            return
    raise AssertionError(f"{id} is not reached by {key}")


def test_the_keyboard_is_enough(desk: Callable[..., DeskPage], console: Served) -> None:
    console.trainer("Robin")
    handover = console.lifter(ONE, "My shoulder")
    console.agrees(handover, ConsentKind.HEALTH)
    tab = desk().go("/login")
    keys = tab.page.keyboard
    press_to(tab, "login")
    keys.type("robin")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    tab.page.get_by_role("heading", name="Waiting").wait_for()
    press_to(tab, f"claim-{handover.id}")
    keys.press("Enter")
    tab.box.wait_for()
    press_to(tab, "text")
    keys.type("Hello")
    keys.press("Shift+Enter")
    keys.type("there")
    keys.press("Enter")
    tab.until(lambda: tab.said("trainer") == ["Hello\nthere"])
    assert tab.page.evaluate("document.activeElement.id") == "text"
    for _ in range(3):  # send, notes, hand on or end
        keys.press("Tab")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Enter")
    tab.page.get_by_label("What did you agree on?").wait_for()
    press_to(tab, "summary")
    keys.type("No overhead work for two weeks.")
    keys.press("Tab")
    keys.press("Enter")
    tab.page.get_by_text("This is how Spotter reads it").wait_for()
    press_to(tab, "text_0")
    tab.page.get_by_role("button", name="Hand back").focus()
    keys.press("Enter")
    tab.page.get_by_text("Spotter goes on from here.").wait_for()
    assert tab.page.evaluate("document.activeElement.id") == "notice"
    ended = console.stores.handovers.find(handover.id)
    assert ended
    assert ended.agreed[0].value == "shoulder"


def test_on_a_phone_the_box_is_in_sight_with_the_last_words(desk: Callable[..., DeskPage], console: Served) -> None:
    robin = console.trainer("Robin")
    handover = console.lifter(ONE, *[f"Message {each}" for each in range(30)])
    console.stores.handovers.claim(handover.id, robin.id, now())
    tab = desk("robin", size=PHONE, has_touch=True, is_mobile=True).open(handover.id)
    tab.page.locator("#send").scroll_into_view_if_needed()
    for seen in (tab.page.locator("#said .said").last, tab.box, tab.page.locator("#send")):
        box = seen.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= PHONE["height"]
    tab.box.fill("One line")
    tab.box.press("Enter")  # a phone's keyboard has no Shift: this is a new line
    assert tab.said("trainer") == []
    tab.page.locator("#send").tap()
    tab.until(lambda: tab.said("trainer") == ["One line"])

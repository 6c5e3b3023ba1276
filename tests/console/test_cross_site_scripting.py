"""200 hostile strings in everything that comes from somebody: shown as text, and nothing of them ever runs."""

from collections.abc import Callable

from bot.store.handover_records import HandoverReason, TrainerNote
from bot.store.log_records import ConsentKind, ProfileEntry, new_id
from tests.console.desk_page import DeskPage
from tests.console.served import Served, now
from tests.widget.test_cross_site_scripting import PAYLOADS

CHAT = "web:" + "1" * 32
HARMLESS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "form", "input", "button", "span",
    "main", "h1", "h2", "h3", "p", "div", "section", "ul", "ol", "li", "time", "label", "textarea", "select", "option",
    "details", "summary", "aside", "strong",
}  # fmt: skip
MADE = "[...new Set([...document.querySelectorAll('*')].map(each => each.localName))]"
HANDLERS = (
    "[...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames())"
    ".filter(name => name.startsWith('on') || name === 'style' || name === 'srcdoc')"
)
TARGETS = (
    "[...document.querySelectorAll('[href], [src], [action]')]"
    ".map(each => new URL(each.href || each.src || each.action).origin)"
)
AT_ONCE = 50


def is_clean(tab: DeskPage) -> None:
    """Nothing on the page but what we put there. That no `alert` was called is seen where the page is left."""
    assert {*tab.page.evaluate(MADE)} <= HARMLESS
    assert tab.page.evaluate(HANDLERS) == []
    assert {*tab.page.evaluate(TARGETS)} <= {tab.console.origin}
    executed, violations = tab.page.evaluate("[window.executed, window.violations]")
    assert (executed, violations) == ([], [])


def test_nothing_of_them_runs(desk: Callable[..., DeskPage], console: Served) -> None:
    robin = console.trainer("Robin")
    assert len({*PAYLOADS}) == 200
    tab = desk("robin")
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    for at, each in enumerate(PAYLOADS):  # names of lifters and of trainers
        console.trainer(each, f"trainer{at}")
        handover = console.lifter(f"telegram:{at + 1}", each, reason=HandoverReason.RED_FLAG)
        console.agrees(handover, ConsentKind.CONTACT)
        entry = ProfileEntry(handover.lifter, "name", each, now(), consent=ConsentKind.CONTACT)
        console.stores.profiles.keep_facts(handover.lifter, [entry])
    tab.until(lambda: tab.page.locator(".lifter-card").count() == len(PAYLOADS))
    assert tab.page.locator(".lifter-card h3").first.inner_text() == PAYLOADS[0]
    is_clean(tab)
    console.brief = "\n".join(PAYLOADS)
    handover = console.lifter(CHAT, *PAYLOADS[::4])
    console.stores.handovers.claim(handover.id, robin.id, now())
    for each in PAYLOADS:
        console.stores.handovers.note(TrainerNote(new_id(), handover.id, robin.id, each, now()))
    tab.open(handover.id)
    is_clean(tab)
    for each in PAYLOADS:  # these arrive while the page is open
        image, files = {"url": each, "alt": each + "!"}, [{"url": each, "name": each}]
        buttons = [{"title": each, "payload": each}]
        console.spotter_says(CHAT, each, buttons=buttons, image=image, files=files, trainer=each)
    count = len(PAYLOADS) + len(PAYLOADS[::4])
    tab.until(lambda: tab.page.locator("#said .said").count() == count)
    is_clean(tab)
    for each in PAYLOADS[:3]:
        tab.send(each)
    tab.until(lambda: tab.said("trainer") == PAYLOADS[:3])
    is_clean(tab)
    tab.page.reload()
    is_clean(tab)
    for at in range(0, len(PAYLOADS), AT_ONCE):  # summaries, and what is read from them
        tab.go(f"/conversations/{handover.id}/hand-back")
        tab.page.locator("#summary").fill("\n".join(PAYLOADS[at : at + AT_ONCE]))
        tab.page.get_by_role("button", name="Go on").click()
        tab.page.get_by_text("This is how Spotter reads it").wait_for()
        is_clean(tab)
    assert {"/".join(url.split("/")[:3]) for url in asked} == {console.origin}


def test_nothing_in_an_address_runs(desk: Callable[..., DeskPage], console: Served) -> None:
    console.trainer("Robin")
    out, tab = desk(), desk("robin")
    for each in PAYLOADS[::40]:
        for page, path in ((out, "/login?next="), (tab, "/?told="), (tab, "/?told=taken&about="), (tab, "/nothing/")):
            page.page.goto(console.origin + path + page.page.evaluate("encodeURIComponent", each))
            is_clean(page)

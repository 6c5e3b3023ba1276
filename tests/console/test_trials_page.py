"""The page of trials in a browser: axe finds nothing, a phone is wide enough, and a trial is confirmed by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.downloads import Downloads
from bot.store.handover_records import Role
from bot.store.trial_records import TrialState
from tests.bot.handover.gyms import MONDAY_9
from tests.console.asking import Asking
from tests.console.desk_page import DESKTOP, PHONE, DeskPage
from tests.console.served import Served
from tests.console.test_accessibility import SMALLEST, faults_of
from tests.console.test_trials import FRIDAY_15, asked, confirm, found


@pytest.fixture
def console(serve: Callable[..., Served], tmp_path: Path) -> Served:
    """On Monday morning."""
    return serve(now=lambda: MONDAY_9, downloads=Downloads(tmp_path / "downloads"))


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(DESKTOP, "light"), (PHONE, "dark"), (SMALLEST, "light")],
    ids=["desktop-light", "phone-dark", "smallest-light"],
)
def test_everybody_can_use_it(
    desk: Callable[..., DeskPage], console: Served, size: dict[str, int], scheme: str
) -> None:
    console.trainer("Robin", "trainer-one", Role.OWNER)
    asking = Asking(console)
    asking.sign_in("trainer-one")
    asked(console)
    asked(console, "slack:2", wanted_trainer="trainer-three")
    booked, off = asked(console, "web:3"), asked(console, "web:4")
    assert confirm(asking, booked, "trainer-two", FRIDAY_15.isoformat()).status_code == 303
    assert confirm(asking, off).status_code == 303
    asking.post(f"/trials/{off.id}/cancel")
    tab = desk("trainer-one", size=size, color_scheme=scheme, reduced_motion="reduce")
    tab.go("/trials")
    for each in tab.page.locator("summary").all():
        each.click()
    assert faults_of(tab) == []


def test_that_one_more_waits_appears_beside_the_lifters(desk: Callable[..., DeskPage], console: Served) -> None:
    console.trainer("Robin", "trainer-one")
    tab = desk("trainer-one")
    count = tab.page.locator("#trials-waiting")
    assert count.inner_text() == ""
    asked(console)
    assert tab.until(lambda: count.inner_text() == "1", "the count of trials")


def test_a_trial_is_confirmed_with_the_keyboard_alone(desk: Callable[..., DeskPage], console: Served) -> None:
    console.trainer("Robin", "trainer-one")
    ours = asked(console)
    tab = desk("trainer-one")
    tab.go("/trials")
    tab.page.locator(f"#time-{ours.id}").focus()
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("Booked. The lifter hears of it right away.").wait_for(timeout=20_000)
    assert found(console, ours).state is TrialState.BOOKED

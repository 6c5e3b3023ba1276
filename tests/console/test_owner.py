"""The owner's page: for owners alone, right in its numbers, with nobody's words, and for everybody to read."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot.store.handover_records import Role
from tests.console.desk_page import DESKTOP, PHONE, DeskPage
from tests.console.planted import MARKER, plant
from tests.console.served import Served, now
from tests.widget.axe import faults_of

Desk = Callable[..., DeskPage]


@pytest.fixture
def owner(desk: Desk, console: Served) -> Callable[..., DeskPage]:
    """A browser of the owner's, at a gym that has been open for 45 days."""
    console.trainer("Robin", role=Role.OWNER)
    plant(console.stores, console.trainer("Kim").id, now())
    return lambda **options: desk("robin", **options)


def test_a_trainer_is_told_kindly_that_it_is_not_theirs(desk: Desk, console: Served) -> None:
    console.trainer("Kim")
    page = desk("kim")
    for path in ("/owner", "/owner/unread", "/owner/days.csv", "/owner/kinds.csv"):
        answer = page.page.goto(f"{console.origin}{path}")
        assert answer
        assert answer.status == 403
        assert "These numbers are for the gym's owner." in page.page.locator("main").inner_text()
    assert not page.page.get_by_role("link", name="Numbers").count()
    stranger = desk()
    stranger.go("/owner")
    assert stranger.page.url.endswith("/login?next=/owner")


def test_what_is_on_it_are_numbers_and_nobodys_words(owner: Callable[..., DeskPage], console: Served) -> None:
    page = owner().page
    page.get_by_role("link", name="Numbers").click()
    for days in (7, 30, 90):
        page.get_by_role("link", name=f"{days} days").click()
        assert page.locator("[aria-current=page]").inner_text() == f"{days} days"
        assert page.locator("#table tbody tr").count() == days
        assert MARKER not in page.content()
    assert page.get_by_text("Messages are kept for 30 days.").is_visible()
    assert page.locator("figure svg").count() == 4
    assert page.locator("figure svg .unknown").count() == 2 * 60, "of days before, nobody knows who wrote"
    assert "rest between sets" in page.get_by_role("region", name="What lifters ask about").inner_text()
    assert "chest or heart" in page.get_by_role("region", name="Red flags").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Days as CSV").click()
    text = Path(download.value.path()).read_text()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 90
    assert MARKER not in text
    shown = int(page.locator(".number", has_text="Asked for a trainer").locator("dd").inner_text().split()[0])
    assert sum(int(each["handovers"]) for each in rows) == shown == len(console.stores.handovers.asked_since(_ever()))
    with page.expect_download() as download:
        page.get_by_role("link", name="Topics as CSV").click()
    kinds = {each["kind"] for each in csv.DictReader(io.StringIO(Path(download.value.path()).read_text()))}
    assert kinds == {"topic", "reason", "red_flag"}


def test_what_was_not_understood_is_shown_as_far_as_the_lifter_agreed(owner: Callable[..., DeskPage]) -> None:
    page = owner().go("/owner").page
    page.get_by_role("link", name="Read what was not understood").click()
    told = page.locator("main").inner_text()
    assert "“do you sell protein bars”" in told
    assert "without words" in told
    assert "sleep" in told
    assert MARKER not in page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_it_fits(owner: Callable[..., DeskPage], scheme: str, size: dict[str, int]) -> None:
    tab = owner(size=size, color_scheme=scheme)
    for path in ("/owner?days=30", "/owner/unread"):
        tab.go(path)
        for summary in tab.page.locator("summary").all():
            summary.click()
        assert not faults_of(tab)
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_single_lifter_it_says_so(desk: Desk, console: Served) -> None:
    console.trainer("Robin", role=Role.OWNER)
    tab = desk("robin").go("/owner?days=7")
    assert "Nobody asked." in tab.page.locator("main").inner_text()
    assert not faults_of(tab)
    tab.go("/owner/unread")
    assert "Spotter got it all." in tab.page.locator("main").inner_text()


def _ever() -> datetime:
    return now().replace(year=2020)

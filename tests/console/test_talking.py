"""Two lifters and two trainers at once, in real browsers."""

from collections.abc import Callable

from bot.store.handover_records import HandoverReason
from tests.console.desk_page import DeskPage
from tests.console.served import Served

ONE, TWO = "web:" + "1" * 32, "telegram:4711"


def test_two_lifters_and_two_trainers(desk: Callable[..., DeskPage], console: Served) -> None:
    console.trainer("Robin"), console.trainer("Kim")
    first = console.lifter(ONE, "My knee hurts", reason=HandoverReason.RED_FLAG)
    second = console.lifter(TWO, "What does it cost?", reason=HandoverReason.GYM_BUSINESS)
    robin, kim = desk("robin"), desk("kim")
    robin.page.locator(f"#claim-{first.id}").click()
    kim.page.locator(f"#claim-{second.id}").click()
    robin.send("Where does it hurt?")
    kim.send("It is in the offer.")
    robin.until(lambda: robin.said() == ["My knee hurts", "Where does it hurt?"])
    kim.until(lambda: kim.said() == ["What does it cost?", "It is in the offer."])
    console.says(ONE, "On the outside.")
    robin.until(lambda: robin.said()[-1] == "On the outside.")
    assert "On the outside." not in kim.said()

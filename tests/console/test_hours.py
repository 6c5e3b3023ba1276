"""Who says that they are here outside their hours reads when lifters are told that they come."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.bot.handover.gyms import MONDAY_9, utc
from tests.console.asking import Asking
from tests.console.served import Served

NIGHT = utc(2026, 11, 23, 22)
NOTICE = "These are not your hours. Lifters are told that you come "


def here(serve: Callable[..., Served], now: datetime, login: str, presence: str = "here") -> str:
    """The page that one is sent to who says that they are here, or away."""
    console = serve(now=lambda: now)
    console.trainer("Robin", login)
    asking = Asking(console)
    asking.sign_in(login)
    answer = asking.post("/presence", presence=presence)
    assert answer.status_code == 303
    return asking.get(answer.headers["location"]).text


def test_outside_the_hours_it_says_when_one_comes(serve: Callable[..., Served]) -> None:
    assert f"{NOTICE}tomorrow at 6:00." in here(serve, NIGHT, "trainer-one")


@pytest.mark.parametrize(
    ("now", "login", "presence"),
    [(MONDAY_9, "trainer-one", "here"), (NIGHT, "trainer-one", "away"), (NIGHT, "owner", "here")],
)
def test_else_there_is_nothing_to_say(serve: Callable[..., Served], now: datetime, login: str, presence: str) -> None:
    assert NOTICE not in here(serve, now, login, presence)

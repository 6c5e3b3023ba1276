"""`spotter serve` with the real coach, its channels and its database, as websites, Slack and Telegram use it.

A sample of each goal; `python -m benchmarks.channel_goals` takes the numbers of benchmarks/channel_goals.md.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.channel_goals import crash, hostile_messages, order, outage, slash
from benchmarks.channel_goals.far_side import Arrived, FarSide
from benchmarks.channel_goals.ledger import Ledger
from benchmarks.channel_goals.lifters import CHANNELS
from benchmarks.channel_goals.report import Found
from benchmarks.channel_goals.served import QuickServed

pytestmark = pytest.mark.usefixtures("model")


def check(found: Found, tell: Callable[[str], None]) -> None:
    """Whether a goal is met."""
    assert found.is_met, found
    tell(f"{found.goal}: {found.count}, 0 wrong")


async def test_whatever_is_sent_is_answered_and_breaks_nothing(tell: Callable[[str], None]) -> None:
    (found,) = await hostile_messages.s1(100, seconds=60, seed=7)
    check(found, tell)


async def test_no_disguise_makes_an_order_of_a_text(tell: Callable[[str], None]) -> None:
    (found,) = await slash.s5(40)
    check(found, tell)


async def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, tell: Callable[[str], None]) -> None:
    check(await crash.kill_quick(tmp_path / "home", 3, 1, 5, CHANNELS), tell)


async def test_a_deploy_loses_nothing_and_is_quick(tmp_path: Path, tell: Callable[[str], None]) -> None:
    check(await crash.terminate(tmp_path / "home", 1, 24, 4), tell)


async def test_a_locked_database_makes_nobody_forget(tell: Callable[[str], None]) -> None:
    (found,) = await outage.r3(3, long_seconds=2, short=(0.1, 0.5, 1, 2), known=2)
    check(found, tell)


async def test_whoever_asks_while_actions_fail_gets_a_sentence(tell: Callable[[str], None]) -> None:
    for found in await outage.r4(3, at_once=3, modes=("down", "raises")):
        check(found, tell)


async def test_rapid_messages_are_answered_in_order(tmp_path: Path, tell: Callable[[str], None]) -> None:
    far = await FarSide().start()
    served = QuickServed(tmp_path / "home", far)
    check(await order.order(served, 40, str, "quick coach"), tell)
    await served.close()
    await far.stop()


def test_it_would_see_what_is_lost_doubled_or_out_of_order(tmp_path: Path) -> None:
    ledger, far = Ledger(tmp_path / "none"), FarSide()
    load = crash.Load([], ledger, quick=True, acknowledged=[("telegram:1", f"1-{number}") for number in range(1, 5)])
    for number, replies in ((2, 1), (1, 1), (3, 2)):
        ledger.replies["telegram:1", f"1-{number}"] = [{"text": f"re: {number}"}] * replies
        ledger.order["telegram:1"].append(f"1-{number}")
    far.arrived["telegram:1"] = [Arrived("re: 1"), Arrived("re: 1"), Arrived("re: 3"), Arrived("re: 3")]
    found = crash.look("R1", load, ledger, far, {}, 0)
    assert (found.wrong["lost"], found.wrong["answered twice"], found.wrong["conversations out of order"]) == (1, 1, 1)
    assert (found.wrong["replies that did not arrive"], found.told["arrived twice at Telegram"]) == (1, 1)
    assert not found.is_met

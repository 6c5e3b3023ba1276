"""R10: trainers' replies reach web, Slack and Telegram, each once, in order, to its lifter alone, across restarts."""

from collections.abc import Callable
from pathlib import Path

from benchmarks import handover_goals

EACH, PEOPLE = 12, 2


async def test_replies_reach_their_lifter_while_the_bot_is_silent(tmp_path: Path, tell: Callable[[str], None]) -> None:
    found = await handover_goals.r10(tmp_path / "home", EACH, PEOPLE)
    tell(str(found))
    assert found.is_met, found
    assert found.told["arrived"] == {"web": EACH, "slack": EACH, "telegram": EACH}

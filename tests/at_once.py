"""Does several things at once, in threads, and never waits for ever: a thread that fails or hangs fails the test."""

import time
from collections.abc import Callable
from threading import Thread

SECONDS = 120.0
"""Longer than any of it takes on a machine that has much else to do."""


def at_once(*works: Callable[[], object], seconds: float = SECONDS) -> None:
    """Runs all of it at once, and waits for its end. Raises the first error; AssertionError if some of it hangs."""
    errors: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  it is raised in the test's own thread
            errors.append(error)

    threads = [Thread(target=run, args=(each,), daemon=True) for each in works]
    for each in threads:
        each.start()
    ends_at = time.monotonic() + seconds
    while any(each.is_alive() for each in threads) and not errors and time.monotonic() < ends_at:
        time.sleep(0.005)
    if errors:
        raise errors[0]
    assert not any(each.is_alive() for each in threads), f"some of it still runs after {seconds:g} s"

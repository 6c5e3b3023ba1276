"""`rasa` on Python 3.11, which stock Rasa is not for: Sanic 21.12 gives asyncio.wait coroutines, which 3.11 refuses.

Without this every websocket of stock Rasa is closed as soon as it is open, and SocketIO can only poll.
"""

import asyncio
import sys
from collections.abc import Awaitable, Iterable
from typing import Any

from rasa.__main__ import main

_wait = asyncio.wait


async def _as_before(what: Iterable[Awaitable[Any]], **options: Any) -> Any:
    return await _wait([asyncio.ensure_future(each) for each in what], **options)


if __name__ == "__main__":
    asyncio.wait = _as_before  # type: ignore[assignment]
    sys.exit(main())

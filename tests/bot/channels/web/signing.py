"""What a website's server does: signs who its member is."""

import hashlib
import hmac

from tests.bot.channels.web.serving import MEMBER_SECRET


def claim(id: str, secret: str = MEMBER_SECRET) -> dict[str, object]:
    """A member as a page names one."""
    signature = hmac.new(secret.encode(), id.encode(), hashlib.sha256).hexdigest()
    return {"id": id, "signature": signature}

"""The console without a browser: what a test asks of it, signed in or not."""

import re

from httpx import Client, Response

from tests.console.served import PASSWORD, Served

TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


class Asking:
    """Somebody's browser, as far as requests go."""

    def __init__(self, console: Served, **headers: str) -> None:
        self.console = console
        self.client = Client(base_url=console.origin, headers=headers, timeout=30)
        console.at_the_end.append(self.client.close)

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=headers)

    def post(self, path: str, token: str | None = None, headers: dict[str, str] | None = None, **form: str) -> Response:
        """With the token that belongs to it, or another one."""
        given = self.token() if token is None else token
        return self.client.post(path, data={"csrf": given, **form}, headers=headers or {})

    def token(self) -> str:
        page = self.get("/")
        found = TOKEN.search(page.text if page.status_code == 200 else self.get("/login").text)
        assert found
        return found[1]

    def sign_in(self, login: str, password: str = PASSWORD, **form: str) -> Response:
        return self.post("/login", login=login, password=password, **form)

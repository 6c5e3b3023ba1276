"""Signing in: who may, how often, and what goes with it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.routing import Route

from bot.channels.rate_limit import Allowance, RateLimit
from bot.console.app import make_console, routes
from bot.console.headers import HEADERS
from bot.console.passwords import hash_of, is_right
from bot.console.surroundings import Surroundings, login_limit
from bot.console.visit import signed_in
from bot.store.errors import RecordError, StoreUnavailableError
from bot.store.handover_records import Presence, Role, TrainerAccount
from bot.store.log_records import new_id
from tests.console.asking import TOKEN, Asking
from tests.console.served import MANY, PASSWORD, Served, now

WRONG = "not this one at all"
HTTPS = {"x-forwarded-proto": "https"}
ALLOWED_WITHOUT = {"/login", "/static/{name}"}


@pytest.fixture
def robin(console: Served) -> TrainerAccount:
    return console.trainer("Robin")


def test_a_right_password_opens_the_door_and_the_audit_knows(console: Served, robin: TrainerAccount) -> None:
    asking = Asking(console)
    answer = asking.sign_in(" Robin ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie
    assert "Robin" in asking.get("/").text
    assert asking.post("/logout").headers["location"] == "/login"
    assert asking.get("/").headers["location"] == "/login"
    assert [(each.actor, each.action) for each in console.stores.audit.entries(None)] == [
        ("Robin", "signed in"), ("Robin", "signed out"),
    ]  # fmt: skip


def test_behind_https_the_cookie_is_for_https_alone(console: Served, robin: TrainerAccount) -> None:
    asking = Asking(console, **HTTPS)
    page = asking.get("/login")
    form = {"csrf": TOKEN.findall(page.text)[0], "login": "robin", "password": PASSWORD}
    answer = asking.client.post("/login", data=form, headers={"cookie": page.headers["set-cookie"].partition(";")[0]})
    cookies = answer.headers["set-cookie"]
    assert cookies.count("Secure") == 2
    assert cookies.startswith("__Host-console=")
    held = cookies.partition(";")[0]
    assert asking.get("/", cookie=held).status_code == 200
    assert Asking(console).get("/", cookie=held).status_code == 303


@pytest.mark.parametrize("name", ["robin", "nobody", "off", "robin\0", "x" * 5000, "' or 1=1 --"])
def test_who_gets_it_wrong_learns_nothing(console: Served, robin: TrainerAccount, name: str) -> None:
    console.stores.trainers.keep(replace(robin, id=new_id(), login="off", is_active=False))
    asking = Asking(console)
    wrong = asking.sign_in(name, PASSWORD if name == "off" else WRONG)
    assert wrong.status_code == 401
    assert "do not match" in wrong.text
    assert "console=" not in wrong.headers["set-cookie"].replace("console_form=", "")


def test_an_unknown_name_takes_as_long_as_a_known_one(robin: TrainerAccount) -> None:
    def seconds(account: TrainerAccount | None) -> float:
        begun = time.perf_counter()
        assert not is_right(WRONG, account)
        return time.perf_counter() - begun

    known = statistics.median(seconds(robin) for _ in range(5))
    unknown = statistics.median(seconds(None) for _ in range(5))
    assert 0.4 < known / unknown < 2.5


def test_tries_are_limited_by_name_and_by_address(serve: Callable[..., Served]) -> None:
    console = serve(limit=login_limit(clock=lambda: 0.0))
    console.trainer("Robin")
    asking = Asking(console)
    assert [asking.sign_in("nobody", WRONG).status_code for _ in range(6)] == [401] * 5 + [429]
    for each in range(15):
        console.here.limit.check(f"other{each}", "127.0.0.1")
    slow = asking.sign_in("robin")
    assert slow.status_code == 429
    assert int(slow.headers["retry-after"]) > 0
    elsewhere = Asking(console, **{"x-forwarded-for": "203.0.113.9, 198.51.100.7"})
    assert elsewhere.sign_in("robin").status_code == 303


def test_a_made_up_forwarded_address_is_no_way_round(serve: Callable[..., Served]) -> None:
    console, answers = serve(limit=RateLimit(MANY, Allowance(2, 0.0001))), []
    for each in range(4):
        asking = Asking(console, **{"x-forwarded-for": f"198.51.100.{each}, 203.0.113.9"})
        answers.append(asking.sign_in(f"name{each}", WRONG).status_code)
    assert answers == [401, 401, 429, 429]


def test_a_session_ends_by_itself(serve: Callable[..., Served]) -> None:
    at = [now()]
    console = serve(now=lambda: at[0])
    console.trainer("Robin")
    asking = Asking(console)
    asking.sign_in("robin")
    at[0] += timedelta(hours=11)
    assert asking.get("/").status_code == 200
    at[0] += timedelta(hours=2)
    assert asking.get("/").headers["location"] == "/login"
    assert asking.get("/news", **{"x-live": "1"}).status_code == 401


def test_who_is_switched_off_or_has_another_password_is_out(console: Served, robin: TrainerAccount) -> None:
    asking = Asking(console)
    asking.sign_in("robin")
    console.stores.trainers.keep(replace(robin, password_hash=hash_of("another good one")))
    assert asking.get("/").status_code == 303


@pytest.mark.parametrize(
    ("back", "where"),
    [
        ("/conversations/" + "a" * 32, "/conversations/" + "a" * 32), ("/owner", "/owner"), ("//evil.example", "/"),
        ("https://evil.example/", "/"), ("/\\evil.example", "/"), ("javascript:alert(1)", "/"), ("/logout", "/"),
    ],
)  # fmt: skip
def test_one_comes_back_to_pages_of_ours_alone(
    console: Served, robin: TrainerAccount, back: str, where: str
) -> None:  # fmt: skip
    assert Asking(console).sign_in("robin", next=back).headers["location"] == where


def test_every_page_needs_a_login(console: Served) -> None:
    asking = Asking(console)
    closed = [each for each in routes() if isinstance(each, Route) and each.path not in ALLOWED_WITHOUT]
    assert len(closed) > 9
    for each in closed:
        path = each.path.replace("{id}", "a" * 32)
        for method in (each.methods or set()) & {"GET", "POST"}:
            answer = asking.client.request(method, path)
            assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login"), path


def test_every_form_needs_its_token_and_our_own_page(console: Served, robin: TrainerAccount) -> None:
    asking = Asking(console)
    assert asking.client.post("/login", data={"login": "robin", "password": PASSWORD}).status_code == 403
    asking.sign_in("robin")
    forms = [each.path for each in routes() if isinstance(each, Route) and "POST" in (each.methods or ())]
    assert len(forms) > 7
    good = asking.token()
    for path in (each.replace("{id}", "a" * 32) for each in forms):
        assert asking.post(path, "").status_code == 403, path
        assert asking.post(path, "0" * 64).status_code == 403, path
        assert asking.post(path, good, {"sec-fetch-site": "cross-site"}).status_code == 403, path
        assert asking.post(path, good, {"origin": "https://evil.example"}).status_code == 403, path
    assert console.stores.trainers.find(robin.id) == robin


def test_another_trainers_token_is_none(console: Served, robin: TrainerAccount) -> None:
    console.stores.trainers.keep(replace(robin, id=new_id(), login="kim", name="Kim"))
    one, other = Asking(console), Asking(console)
    one.sign_in("robin"), other.sign_in("kim")
    assert one.post("/presence", other.token(), presence="here").status_code == 403
    assert one.post("/presence", presence="here").status_code == 303
    found = console.stores.trainers.find(robin.id)
    assert found
    assert found.presence is Presence.HERE


def test_an_owners_page_is_an_owners(console: Served) -> None:
    console.trainer("Robin"), console.trainer("Boss", role=Role.OWNER)
    console.stop()
    console.app = make_console(console.here)
    console.app.router.routes.append(
        Route("/numbers", signed_in(lambda visit: visit.page("sorry.html", told="42"), Role.OWNER))
    )
    console.restart()
    for login, status in (("robin", 403), ("boss", 200)):
        asking = Asking(console)
        asking.sign_in(login)
        assert asking.get("/numbers").status_code == status


@pytest.mark.parametrize("path", ["/", "/login", "/nothing", "/static/console.css", "/static/nothing", "/news"])
def test_every_answer_has_the_headers(console: Served, path: str) -> None:
    answer = Asking(console).get(path)
    for name, value in HEADERS:
        assert answer.headers[name.decode()] == value.decode()
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("error", "status"), [(StoreUnavailableError("secret"), 503), (ZeroDivisionError("secret"), 500)]
)
def test_what_goes_wrong_is_told_in_our_words(
    console: Served, robin: TrainerAccount, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
    error: Exception, status: int,
) -> None:  # fmt: skip
    asking = Asking(console)
    asking.sign_in("robin")

    def fail(_: Surroundings) -> None:
        raise error

    monkeypatch.setattr("bot.console.queue.people", fail)
    answer = asking.get("/")
    assert answer.status_code == status
    assert "Please try again" in answer.text
    assert "content-security-policy" in answer.headers
    assert "secret" not in answer.text + caplog.text
    assert type(error).__name__ in caplog.text


def test_what_is_far_too_long_is_not_read(console: Served, robin: TrainerAccount) -> None:
    asking = Asking(console)
    asking.sign_in("robin")
    assert asking.post("/presence", presence="x" * 400_000).status_code == 413


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * 1001], ids=["none", "short", "long"])
def test_a_password_that_is_too_short_is_not_taken(password: str) -> None:
    with pytest.raises(RecordError, match="12 characters"):
        hash_of(password)


@pytest.mark.parametrize("password", ["x" * 12, "ünïcödé pässwörd 🏋", "x" * 1000], ids=["short", "any", "long"])
def test_a_password_may_be_whatever_somebody_likes(password: str, robin: TrainerAccount) -> None:
    assert is_right(password, replace(robin, password_hash=hash_of(password)))

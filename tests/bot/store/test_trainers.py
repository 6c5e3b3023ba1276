"""Trainers' accounts, and who is signed in to the console."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.store.errors import MissingError, RecordError
from bot.store.handover_records import Presence, Role, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.sql import open_database, open_stores
from bot.store.tables import console_logins
from tests.bot.store.conftest import NOON, trainer, url_of

HOUR = timedelta(hours=1)
COACH = TrainerAccount("c" * 32, "Coach", "coach", "scrypt$1", Role.OWNER, True, Presence.HERE, 3)


def test_an_account_comes_back_as_it_was(stores: Stores) -> None:
    stores.trainers.keep(COACH)
    assert stores.trainers.find(COACH.id) == stores.trainers.find_by_login("coach") == COACH
    assert stores.trainers.find(new_id()) is stores.trainers.find_by_login("Coach") is None


def test_accounts_come_by_name_and_one_takes_the_place_of_the_one_with_its_id(stores: Stores) -> None:
    names = ("beta", "Zeta", "alpha", "Émile")
    ids = {name: trainer(stores, name) for name in names}
    assert [each.name for each in stores.trainers.trainers()] == sorted(names)
    changed = replace(COACH, id=ids["alpha"], login="alpha2")
    stores.trainers.keep(changed)
    assert stores.trainers.find(ids["alpha"]) == stores.trainers.find_by_login("alpha2") == changed
    assert len(stores.trainers.trainers()) == 4


def test_a_login_is_one_trainers(stores: Stores) -> None:
    stores.trainers.keep(COACH)
    with pytest.raises(RecordError, match="no other trainer has"):
        stores.trainers.keep(replace(COACH, id=new_id()))
    other = trainer(stores, "Other")
    with pytest.raises(RecordError, match="no other trainer has"):
        stores.trainers.keep(replace(COACH, id=other))
    assert [each.name for each in stores.trainers.trainers()] == ["Coach", "Other"]


def test_presence_is_set_by_itself(stores: Stores) -> None:
    stores.trainers.keep(COACH)
    stores.trainers.set_presence(COACH.id, Presence.AWAY)
    assert stores.trainers.find(COACH.id) == replace(COACH, presence=Presence.AWAY)
    with pytest.raises(MissingError):
        stores.trainers.set_presence(new_id(), Presence.HERE)


def test_who_holds_the_token_is_signed_in_until_the_login_expires(stores: Stores) -> None:
    stores.trainers.keep(COACH)
    one, two = (stores.trainers.begin_login(COACH.id, NOON + HOUR) for _ in range(2))
    assert len({one.token, one.csrf_secret, two.token, two.csrf_secret}) == 4
    assert len(one.token) == len(one.csrf_secret) == 43
    assert stores.trainers.find_login(one.token, NOON) == one
    assert stores.trainers.find_login(one.token, NOON + HOUR) is None
    assert stores.trainers.find_login(one.token + "x", NOON) is stores.trainers.find_login("", NOON) is None


def test_signing_out_ends_one_login(stores: Stores) -> None:
    stores.trainers.keep(COACH)
    one, two = (stores.trainers.begin_login(COACH.id, NOON + HOUR) for _ in range(2))
    assert stores.trainers.end_login(one.token)
    assert not stores.trainers.end_login(one.token)
    assert stores.trainers.find_login(one.token, NOON) is None
    assert stores.trainers.find_login(two.token, NOON) == two


@pytest.mark.parametrize(
    ("changes", "stays"),
    [({"password_hash": "scrypt$2"}, False), ({"is_active": False}, False), ({"name": "C"}, True), ({}, True)],
)
def test_a_new_password_or_no_longer_being_at_work_ends_all_logins(
    stores: Stores, changes: dict[str, Any], stays: bool
) -> None:
    stores.trainers.keep(COACH)
    other = stores.trainers.begin_login(trainer(stores, "Other"), NOON + HOUR)
    login = stores.trainers.begin_login(COACH.id, NOON + HOUR)
    stores.trainers.keep(replace(COACH, **changes))
    assert (stores.trainers.find_login(login.token, NOON) is not None) is stays
    assert stores.trainers.find_login(other.token, NOON) == other


def test_only_a_trainer_who_is_at_work_can_sign_in(stores: Stores) -> None:
    for who in (new_id(), trainer(stores, "Gone", is_active=False)):
        with pytest.raises(MissingError):
            stores.trainers.begin_login(who, NOON + HOUR)
    with pytest.raises(RecordError):
        stores.trainers.begin_login(trainer(stores), NOON.replace(tzinfo=None))


def test_logins_that_have_expired_are_purged(stores: Stores) -> None:
    stores.trainers.keep(COACH)
    login = stores.trainers.begin_login(COACH.id, NOON + HOUR)
    assert stores.rights.purge(NOON + HOUR)["console_logins"] == 0
    assert stores.rights.purge(NOON + 2 * HOUR)["console_logins"] == 1
    assert not stores.trainers.end_login(login.token)


def test_no_secret_is_in_a_repr(stores: Stores) -> None:
    stores.trainers.keep(COACH)
    login = stores.trainers.begin_login(COACH.id, NOON + HOUR)
    for secret in (login.token, login.csrf_secret, COACH.password_hash):
        assert secret not in repr((login, COACH))


def test_of_a_token_only_a_digest_is_kept(database) -> None:
    stores = open_stores(url_of(database))
    login = stores.trainers.begin_login(trainer(stores), NOON + HOUR)
    with open_database(url_of(database)).connect() as connection:
        (row,) = connection.execute(console_logins.select()).mappings().all()
    assert len(row["token"]) == 64
    assert login.token not in repr(row)
    assert login.token.encode() not in b"".join(each.read_bytes() for each in database.parent.iterdir())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "short"), ("name", ""), ("login", ""), ("login", "Coach"), ("login", "co ach"), ("login", "coach\n"),
        ("password_hash", ""), ("role", "boss"), ("presence", "asleep"), ("capacity", -1), ("capacity", 1.5),
        ("capacity", True),
    ],
)  # fmt: skip
def test_an_account_that_cannot_be_kept_is_refused_by_its_field(stores: Stores, field: str, value: Any) -> None:
    with pytest.raises(RecordError, match=rf"trainer\.{field}: expected"):
        stores.trainers.keep(replace(COACH, **{field: value}))
    assert stores.trainers.trainers() == ()

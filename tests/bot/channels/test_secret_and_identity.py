"""The secret is made once and is its owner's alone; a conversation's name is made of what is proved."""

import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from bot.channels import identity
from bot.channels.secret import SecretError, key_for, secret_of


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret"
    made = secret_of("", path)
    assert len(made) == 64
    assert secret_of("", path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_secret_that_is_given_is_taken_and_nothing_is_made(tmp_path: Path) -> None:
    assert secret_of("x" * 32, tmp_path / "secret") == b"x" * 32
    assert list(tmp_path.iterdir()) == []


def test_a_secret_that_can_be_guessed_is_refused_without_a_quote(tmp_path: Path) -> None:
    with pytest.raises(SecretError, match="SPOTTER_SECRET") as raised:
        secret_of("hunter2", tmp_path / "secret")
    assert "hunter2" not in str(raised.value)
    (tmp_path / "secret").write_text("")
    with pytest.raises(SecretError, match="secret"):
        secret_of("", tmp_path / "secret")


def test_a_secret_that_cannot_be_kept_is_an_error_that_says_where(tmp_path: Path) -> None:
    with pytest.raises(SecretError, match="/proc/nowhere"):
        secret_of("", Path("/proc/nowhere/secret"))


def _make(barrier: Any, path: Path, found: Any) -> None:
    barrier.wait()
    found.put(secret_of("", path))


def test_processes_that_make_it_at_the_same_moment_get_the_same_one(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    barrier, found = fork.Barrier(4, timeout=20), fork.Queue()
    processes = [fork.Process(target=_make, args=(barrier, tmp_path / "secret", found)) for _ in range(4)]
    for each in processes:
        each.start()
    secrets = {found.get(timeout=20) for _ in processes}
    for each in processes:
        each.join()
    assert len(secrets) == 1


def test_keys_for_different_purposes_differ() -> None:
    assert key_for("button", b"s") != key_for("visitor", b"s") != key_for("visitor", b"t")


def test_names_of_conversations_begin_with_their_channel() -> None:
    names = [
        identity.new_visitor(), identity.web_member("gym", "anna@example.com"), identity.slack("T1", "U2"),
        identity.slack("T1", "U2", "C3"), identity.slack("T1", "U2", "C3:1503435956.000247"), identity.telegram(4711),
    ]  # fmt: skip
    assert [identity.channel_of(each) for each in names] == ["web"] * 2 + ["slack"] * 3 + ["telegram"]
    assert len(set(names)) == len(names)
    assert names[3:] == ["slack:T1:U2:C3", "slack:T1:U2:C3:1503435956.000247", "telegram:4711"]
    assert identity.parts_of(names[3]) == ["T1", "U2", "C3"]
    assert identity.parts_of(names[4]) == ["T1", "U2", "C3:1503435956.000247"]
    assert "anna" not in names[1]
    assert identity.web_member("gym", "anna@example.com") == names[1]
    assert identity.web_member("other", "anna@example.com") != names[1]
    assert identity.new_visitor() != identity.new_visitor()


@pytest.mark.parametrize(
    ("team", "person", "place"),
    [("", "U1", None), ("T1", "", None), ("T1", "U1:U2", None), ("T1", "u1\n", None), ("T1", "\ud800", None),
     ("T1", "U1", ""), ("T1", "U1", "C1:"), ("T1", "U1", "C1:x"), ("T1", "X" * 33, None)],
)  # fmt: skip
def test_what_is_no_id_of_slacks_makes_no_name(team: str, person: str, place: str | None) -> None:
    with pytest.raises(ValueError, match="Slack"):
        identity.slack(team, person, place)


@pytest.mark.parametrize("chat", ["U777", "4711", -100, 0, True, None, 1.5, 2**63])
def test_what_is_no_private_chat_of_telegrams_makes_no_name(chat: object) -> None:
    with pytest.raises(ValueError, match="private chat"):
        identity.telegram(chat)

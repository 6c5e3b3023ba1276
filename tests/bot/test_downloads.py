"""Files for a lifter: nobody else reads or guesses them, they expire, and erasing the lifter finds them."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.downloads import Downloads
from tests.at_once import at_once

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FILES = {"program.pdf": b"%PDF", "workouts.ics": b"BEGIN"}


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Noon of a day in March."""
    return Clock()


@pytest.fixture
def downloads(tmp_path: Path, clock: Clock) -> Downloads:
    """Downloads without a public URL."""
    return Downloads(tmp_path / "home" / "downloads", now=clock)


def parts(path: str) -> tuple[str, str, str]:
    """Key, token and name of an address."""
    key, token, name = path.split("/")[-3:]
    return key, token, name


def test_the_files_are_where_they_are_said_to_be(downloads: Downloads) -> None:
    places = downloads.keep(FILES, "ann")
    assert {name: Path(place).read_bytes() for name, place in places.items()} == FILES
    assert len({Path(place).parent for place in places.values()}) == 1


def test_each_time_they_have_a_place_of_their_own_that_others_cannot_read(downloads: Downloads, tmp_path: Path) -> None:
    places = {Path(downloads.keep({"a.txt": b"a"}, "ann")["a.txt"]) for _ in range(20)}
    assert len({place.parent for place in places}) == 20
    assert all(len(place.parent.name) >= 22 for place in places)
    made = [*(tmp_path / "home").rglob("*")]
    assert made
    assert all(each.stat().st_mode & 0o077 == 0 for each in made)


def test_with_a_public_url_the_place_is_an_address_under_it(tmp_path: Path) -> None:
    place = Downloads(tmp_path, "https://gym.example/coach").keep({"a.txt": b"a"}, "ann")["a.txt"]
    assert place.startswith("https://gym.example/coach/files/")
    assert "ann" not in place
    assert tmp_path.joinpath(*parts(place)).read_bytes() == b"a"


def test_a_file_is_found_by_its_address_until_a_week_is_over(downloads: Downloads, clock: Clock) -> None:
    address = parts(downloads.keep(FILES, "ann")["program.pdf"])
    clock.now = NOW + 7 * DAY - timedelta(seconds=1)
    found = downloads.find(*address)
    assert found is not None
    assert found.read_bytes() == b"%PDF"
    clock.now = NOW + 7 * DAY
    assert downloads.find(*address) is None


def test_how_long_they_are_kept_can_be_said(tmp_path: Path, clock: Clock) -> None:
    short = Downloads(tmp_path, kept_for=DAY, now=clock)
    address = parts(short.keep(FILES, "ann")["program.pdf"])
    clock.now = NOW + DAY
    assert short.find(*address) is None


@pytest.mark.parametrize(
    "at",
    [
        lambda key, token, name: (key, token, "other.pdf"),
        lambda key, token, name: (key, token[::-1], name),
        lambda key, token, name: (key[::-1], token, name),
        lambda key, token, name: (key.upper(), token, name),
        lambda key, token, name: (key, token, f"../{token}/{name}"),
        lambda key, token, name: ("..", key, token),
        lambda key, token, name: (key, "..", name),
        lambda key, token, name: (key, f"{token}/.", name),
        lambda key, token, name: (key, token, f"{name}\x00"),
        lambda key, token, name: (key, token, f"{name}\n"),
        lambda key, token, name: (key, token, ""),
        lambda key, token, name: ("", "", ""),
    ],
)
def test_at_any_other_address_there_is_nothing(downloads: Downloads, at) -> None:
    address = parts(downloads.keep(FILES, "ann")["program.pdf"])
    assert downloads.find(*address)
    assert downloads.find(*at(*address)) is None


def test_a_folder_is_no_file(downloads: Downloads, tmp_path: Path) -> None:
    key, token, _ = parts(downloads.keep(FILES, "ann")["program.pdf"])
    (tmp_path / "home" / "downloads" / key / token / "folder.pdf").mkdir()
    assert downloads.find(key, token, "folder.pdf") is None


@pytest.mark.parametrize("name", ["../a.txt", "a", "A B.txt", ".a.txt", "a/b.txt", "", "a.txt\n", "a" * 99 + ".txt"])
def test_a_name_that_no_address_may_have_is_refused_and_nothing_written(
    downloads: Downloads, name: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="no name for a download"):
        downloads.keep({"fine.txt": b"", name: b"a"}, "ann")
    assert not (tmp_path / "home").exists()


def test_a_lifters_files_are_deleted_and_nobody_elses(downloads: Downloads, tmp_path: Path) -> None:
    mine = [*downloads.keep(FILES, "ann").values(), *downloads.keep(FILES, "ann").values()]
    theirs = downloads.keep(FILES, "bob")["program.pdf"]
    assert downloads.delete("ann") == 4
    assert not any(Path(place).exists() for place in mine)
    assert Path(theirs).exists()
    assert len(list((tmp_path / "home" / "downloads").iterdir())) == 1
    assert downloads.delete("ann") == 0


def test_of_someone_unknown_there_is_nothing_to_delete(downloads: Downloads) -> None:
    assert downloads.delete("*") == 0
    assert downloads.purge(NOW) == 0


def test_what_has_expired_is_purged_and_nothing_else(downloads: Downloads, clock: Clock, tmp_path: Path) -> None:
    old = downloads.keep(FILES, "ann")["program.pdf"]
    clock.now = NOW + DAY
    new = downloads.keep(FILES, "ann")["program.pdf"]
    assert downloads.purge(NOW + 7 * DAY) == 2
    assert (Path(old).parent.exists(), Path(new).exists()) == (False, True)
    assert downloads.purge(NOW + 8 * DAY) == 2
    assert not list((tmp_path / "home" / "downloads").iterdir())


def test_what_is_not_theirs_in_the_folder_stays(downloads: Downloads, tmp_path: Path) -> None:
    other = tmp_path / "home" / "downloads" / "notes" / "old"
    other.mkdir(parents=True)
    assert downloads.purge(NOW + 999 * DAY) == 0
    assert other.exists()


def test_keeping_and_deleting_may_happen_at_once(downloads: Downloads) -> None:
    kept: list[str] = []

    def keep() -> None:
        for _ in range(200):
            with suppress(FileNotFoundError):  # deleted while it was written
                kept.append(downloads.keep({"a.txt": b"a"}, "ann")["a.txt"])

    def delete() -> None:
        for _ in range(200):
            downloads.delete("ann")

    at_once(keep, delete, keep, delete)
    assert kept
    downloads.delete("ann")
    assert not any(Path(place).exists() for place in kept)


def test_what_a_deletion_that_broke_off_has_left_is_deleted_next_time(
    downloads: Downloads, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    downloads.keep(FILES, "ann")

    def fail(_: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr("bot.downloads.shutil.rmtree", fail)
        with pytest.raises(PermissionError):
            downloads.delete("ann")
    assert downloads.delete("ann") == 2
    assert not list((tmp_path / "home" / "downloads").iterdir())


@pytest.mark.parametrize("public_url", ["", "https://gym.example/coach"])
def test_a_file_is_read_by_the_address_that_it_got(tmp_path: Path, public_url: str) -> None:
    kept = Downloads(tmp_path, public_url)
    address = kept.keep({"program.pdf": b"%PDF"}, "lifter")["program.pdf"]
    assert kept.read(address) == ("program.pdf", b"%PDF")
    for wrong in (f"{address}x", f"https://evil.example{address}", address.replace("program", "../program"), "", "/"):
        assert kept.read(wrong) is None

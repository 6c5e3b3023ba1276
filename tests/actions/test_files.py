"""Files are kept for who is there; of who was erased meanwhile none stays."""

from pathlib import Path

import pytest

from actions.files import keep_files
from actions.services import Services
from bot.store.errors import NoSuchLifterError


def test_files_are_kept_for_a_lifter(here: Services) -> None:
    lifter = here.stores.lifters.lifter_of("terminal:here", here.now()).id
    assert Path(keep_files({"a.txt": b"a"}, lifter)["a.txt"]).read_bytes() == b"a"


def test_files_of_a_lifter_who_was_erased_meanwhile_are_deleted(here: Services, tmp_path: Path) -> None:
    lifter = here.stores.lifters.lifter_of("terminal:here", here.now()).id
    here.stores.rights.erase(lifter, here.now(), "lifter")
    with pytest.raises(NoSuchLifterError):
        keep_files({"a.txt": b"a"}, lifter)
    assert not [each for each in (tmp_path / "downloads").rglob("*") if each.is_file()]

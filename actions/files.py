"""Files for a lifter to take away, kept so that an erasure on the way leaves none behind."""

from collections.abc import Mapping

from actions import services
from bot.store.errors import NoSuchLifterError


def keep_files(files: Mapping[str, bytes], lifter: str) -> dict[str, str]:
    """Keeps files by name; the address of each. Raises OSError, and NoSuchLifterError for one who was erased meanwhile.

    Whoever erases deletes the records first and the files then: files that are written in between are deleted here.
    """
    here = services.services()
    places = here.downloads.keep(files, lifter)
    if here.stores.lifters.find(lifter) is None:
        here.downloads.delete(lifter)
        raise NoSuchLifterError
    return places

"""The zip that holds everything that is kept of a lifter, written and read.

README.txt, spotter.json (exact), one CSV for each kind of record, and the pictures of progress
"""

import io
import json
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from bot.rights.errors import ArchiveError
from bot.rights.json_records import as_json, from_json
from bot.rights.pictures import pictures_of
from bot.rights.readme import readme
from bot.rights.tables import tables_of
from bot.store.log_records import LifterRecords

EXACT, README = "spotter.json", "README.txt"
FORMAT, VERSION = "spotter export", 1
MOST_BYTES = 500_000_000
"""Unpacked; ten thousand workouts have some ten millions."""
PRIVATE = 0o600 << 16


def write_archive(records: LifterRecords, now: datetime) -> bytes:
    """The zip of a lifter's records. `now` is aware, in the lifter's zone."""
    tables, pictures = tables_of(records), pictures_of(records, now.date())
    files = {name: text.encode() for name, text in tables.items()}
    files |= {name: picture.png for name, picture in pictures.items() if picture.png}
    files[EXACT] = _exact(records, now)
    told = readme(now.date(), tables, {name: picture.alt for name, picture in pictures.items()}, [EXACT])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {README: told.encode(), **files}.items():
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, PRIVATE
            archive.writestr(entry, content)
    return out.getvalue()


def is_archive(path: Path) -> bool:
    """Whether a file is a zip, whatever is in it. False for one that cannot be opened."""
    return zipfile.is_zipfile(path)


def read_archive(path: Path) -> LifterRecords:
    """The records in a zip that `write_archive` made. Raises ArchiveError."""
    content = _content(path)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ArchiveError(f"{path.name}: no export of Spotter's")
    if content.get("version") != VERSION:
        raise ArchiveError(f"{path.name}: written by another Spotter (expected version {VERSION}); use a newer one")
    try:
        return cast(LifterRecords, from_json(LifterRecords, content.get("records"), "records"))
    except ArchiveError as error:
        raise ArchiveError(f"{path.name}: {EXACT}: {error}. Take the zip as it was exported.") from error


def _exact(records: LifterRecords, now: datetime) -> bytes:
    content = {"format": FORMAT, "version": VERSION, "made_at": now.isoformat(), "records": as_json(records)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _content(path: Path) -> Any:  # noqa: ANN401  whatever the file holds
    try:
        with zipfile.ZipFile(path) as archive, archive.open(EXACT) as file:
            text = file.read(MOST_BYTES + 1)
    except KeyError as error:
        raise ArchiveError(f"{path.name}: no export of Spotter's: it has no {EXACT}") from error
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise ArchiveError(f"{path.name}: cannot be unpacked; take the zip as it was exported") from error
    if len(text) > MOST_BYTES:
        raise ArchiveError(f"{path.name}: {EXACT} is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"{path.name}: {EXACT} is no JSON; take the zip as it was exported") from error

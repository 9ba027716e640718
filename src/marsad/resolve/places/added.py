"""A user's own places: country dumps that `marsad places add` has read, in a folder, one file each.

A file is gzip with a first line "marsad-places 1", its source, the number of places and of names (tabs between), and
then rows as in cities.tsv with the kind of place and its reach in metres at the end. Equal dumps make equal bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from marsad.errors import DataError, InputError
from marsad.resolve.places.data import Index, row_entry
from marsad.resolve.places.dump import Dump

SUFFIX = ".places.gz"
_HEAD = "marsad-places 1"


class Added(NamedTuple):
    """One added file: its name (of `marsad places remove`), the file that it was read from, how many places and names."""

    name: str
    source: str
    places: int
    names: int
    path: Path


def default_folder() -> Path:
    """Where a user's own places lie unless told: $MARSAD_PLACES, or the folder for data of this platform."""
    if told := os.environ.get("MARSAD_PLACES"):
        return Path(told)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming") / "marsad/places"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/marsad/places"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "marsad/places"


def write(folder: Path, name: str, source: str, dump: Dump) -> Added:
    """Put the rows of a dump into the folder, in place of a file of the same name.

    Raises `InputError` for a name that is no file name, and for a folder that cannot be written.
    """
    if not name or name != Path(name).name or name.startswith("."):
        raise InputError("places.name", f"“{name}” cannot be the name of a file.")
    names = sum(row.split("\t", 1)[0].count(";") + 1 for row in dump.rows)
    head = "\t".join((_HEAD, source, str(len(dump.rows)), str(names)))
    path = folder / f"{name}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_bytes(gzip.compress("\n".join((head, *dump.rows)).encode(), 9, mtime=0))
        draft.replace(path)
    except OSError as problem:
        raise InputError("places.folder", f"{path} cannot be written: {problem.strerror}.") from problem
    return Added(name, source, len(dump.rows), names, path)


def remove(folder: Path, name: str) -> None:
    """Delete an added file; raises `InputError` where there is none of this name."""
    path = folder / f"{name}{SUFFIX}"
    if path.parent != folder or not path.is_file():
        known = ", ".join(p.name.removesuffix(SUFFIX) for p in paths(folder)) or "none"
        raise InputError("places.none", f"No places of the name “{name}” were added.", hint=f"Added: {known}.")
    path.unlink()


def paths(folder: Path) -> list[Path]:
    """The added files, sorted by name; none where there is no folder."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def listed(folder: Path) -> list[Added]:
    """The added files with what their first lines say; raises `DataError` for a damaged one."""
    return [_head(path, _read(path).split("\n", 1)[0]) for path in paths(folder)]


def extended(base: Index, folder: Path) -> Index:
    """The gazetteer's index with the places of a folder; the index itself where there are none.

    Raises `DataError` for a damaged file. About 5 µs a place.
    """
    files = paths(folder)
    if not files:
        return base
    entries, starts, single = dict(base.entries), dict(base.starts), set[str]()
    for path in files:
        for row in _rows(path):
            for name in row[: row.index("\t")].split(";"):
                known = entries.get(name)
                if known is not None:
                    entries[name] = [*known, row]
                    continue
                entries[name] = [row]
                words = name.count(" ") + 1
                if words == 1:
                    single.add(name)
                first = name.split(" ", 1)[0]
                if starts.get(first, 0) < words:
                    starts[first] = words
    return base.with_places(entries, starts, frozenset(single))


def digest(folder: Path) -> str | None:
    """Twelve hex digits of SHA-256 over the added files, in the order of their names; none where there are none."""
    files = paths(folder)
    if not files:
        return None
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()[:12]


def _rows(path: Path) -> Iterator[str]:
    head, *rows = _read(path).split("\n")
    if len(rows) != _head(path, head).places:
        raise _damaged(path)
    try:
        if rows:
            row_entry(rows[0])
            row_entry(rows[-1])
    except ValueError as problem:
        raise _damaged(path) from problem
    yield from rows


def _head(path: Path, line: str) -> Added:
    try:
        mark, source, places, names = line.split("\t")
        if mark != _HEAD:
            raise ValueError(mark)
        return Added(path.name.removesuffix(SUFFIX), source, int(places), int(names), path)
    except ValueError as problem:
        raise _damaged(path) from problem


def _read(path: Path) -> str:
    try:
        return gzip.decompress(path.read_bytes()).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as problem:
        raise _damaged(path) from problem


def _damaged(path: Path) -> DataError:
    hint = f"Add it again, or: marsad places remove {path.name.removesuffix(SUFFIX)}"
    return DataError("places.damaged", f"The added places {path} cannot be read.", hint=hint)

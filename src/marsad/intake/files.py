"""Files in: one after the other, archives from where they were left."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.errors import InputError
from marsad.ingest import Failure, Options, files_of, read_paths
from marsad.ingest.archive import REASONS, Reason, damaged, read_archive
from marsad.ingest.kinds import kind_of
from marsad.ingest.wacz import members
from marsad.intake.desk import Desk
from marsad.store.cursors import Cursor

Advance = Callable[[str, int, int], None]  # name of a file, bytes that are done, bytes in all
_MARK = 1 << 16  # bytes at the beginning by which a file is known again
_OFTEN = 200  # records without an article after which the place is kept


def take_paths(desk: Desk, paths: Iterable[Path], options: Options, advance: Advance) -> Iterator[str]:
    """Take the articles of files and folders; says of each archive what was passed over, in a line.

    `advance` hears how far an archive is, and of any other file that it is done.
    """
    for path in files_of(paths):
        if kind_of(path.name) in ("warc", "wacz") and path.is_file():
            yield from _take_archive(desk, path, advance)
        else:
            desk.take_all(read_paths([path], options))
            advance(path.name, 1, 1)


def _take_archive(desk: Desk, path: Path, advance: Advance) -> Iterator[str]:
    with path.open("rb") as stream:
        try:
            opened = (
                members(stream, path.name) if kind_of(path.name) == "wacz" else [(path.name, lambda: path.open("rb"))]
            )
            for name, opening in opened:
                with opening() as inside:
                    source = str(path.resolve()) + name.removeprefix(path.name)
                    passed = _take_records(desk, inside, name, source, advance)
                if passed["damaged"]:
                    desk.fail(Failure(name, damaged(passed["damaged"])))
                yield f"{name}: {_summary(passed)}"
        except InputError as error:
            desk.fail(Failure(path.name, error))


def _take_records(desk: Desk, stream: BinaryIO, name: str, source: str, advance: Advance) -> Counter[Reason]:
    cursor = _cursor(desk, stream, source)
    size = stream.seek(0, 2)
    passed: Counter[Reason] = Counter()
    for number, step in enumerate(read_archive(stream, cursor.position), start=1):
        cursor = msgspec.structs.replace(cursor, position=step.position)
        if step.document:
            desk.take(step.document, cursor)
        elif step.reason:
            passed[step.reason] += 1
        if not step.document and number % _OFTEN == 0:
            desk.store.cursors.move(cursor)
        advance(name, step.position, size)
    desk.store.cursors.move(Cursor(source=cursor.source, mark=cursor.mark, position=size, done=True))
    return passed


def _cursor(desk: Desk, stream: BinaryIO, source: str) -> Cursor:
    """Where the file was left; the beginning where it was read to its end, for who asks again wants it read again."""
    mark = hashlib.sha256(stream.read(_MARK)).hexdigest()[:16]
    cursor = desk.store.cursors.of(source, mark)
    return Cursor(source=source, mark=mark) if cursor.done else cursor


def _summary(passed: Counter[Reason]) -> str:
    listed = [f"{passed[reason]:,} {words}" for reason, words in REASONS.items() if passed[reason]]
    return f"{passed.total():,} pages passed over" + (f" ({', '.join(listed)})" if listed else "")

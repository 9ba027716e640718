"""A folder that is watched: what is put into it is taken once, when it is complete."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from marsad.ingest import Options, files_of
from marsad.intake.desk import Desk
from marsad.intake.files import Advance, take_paths
from marsad.store.cursors import Cursor

_UNFINISHED = (".part", ".tmp", ".crdownload", ".download")
_State = tuple[int, int]  # size, time of change in nanoseconds


def watch_folder(
    desk: Desk,
    folder: Path,
    options: Options,
    advance: Advance,
    *,
    every: float = 2.0,
    stopped: Callable[[], bool] = lambda: False,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Path]:
    """Take each file of a folder once, and again when it has changed; gives the files as they are done, until `stopped`.

    A file is complete when its size and time are the same in two looks, `every` seconds apart; names that begin with a
    dot or end like those of unfinished downloads are left alone, so writing elsewhere and renaming is safe at once. What
    has been taken is in the store, so nothing is taken again after a restart.
    """
    seen: dict[Path, _State] = {}
    while not stopped():
        now = {path: state for path in _files(folder) if (state := _state(path))}
        for path in (path for path, state in now.items() if seen.get(path) == state):
            taken = Cursor(source=f"{path.resolve()}#watched", mark=_mark(now[path]), done=True)
            if stopped() or desk.store.cursors.of(taken.source, taken.mark).done:
                continue
            for _ in take_paths(desk, [path], options, advance):
                pass
            desk.store.cursors.move(taken)
            yield path
        seen = now
        if not stopped():
            sleep(every)


def _files(folder: Path) -> list[Path]:
    return [path for path in files_of([folder]) if not path.name.lower().endswith(_UNFINISHED)]


def _state(path: Path) -> _State | None:
    try:
        found = path.stat()
    except OSError:  # it was taken away meanwhile
        return None
    return found.st_size, found.st_mtime_ns


def _mark(state: _State) -> str:
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]

"""Several files in one folder, all of them whole or none of them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_files(folder: Path, names: Iterable[str]) -> Iterator[dict[str, Path]]:
    """Paths to write to, by name; they take their names when the block ends well, and are deleted when it fails.

    >>> with whole_files(folder, ["events.csv"]) as paths:
    ...     paths["events.csv"].write_text("…")
    """
    paths = {name: folder / f"{name}.part" for name in names}
    try:
        yield paths
        for name, path in paths.items():
            path.replace(folder / name)
    finally:
        for path in paths.values():
            path.unlink(missing_ok=True)

"""What a format writes, as bytes or as a folder."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from marsad.export.formats import find_format
from marsad.store import Selection


def written(name: str, selections: Iterable[Selection]) -> bytes:
    """The file of a format of one file."""
    to, form = io.BytesIO(), find_format(name)
    assert form.write
    form.write(selections, to)
    return to.getvalue()


def written_folder(name: str, selections: Iterable[Selection], folder: Path) -> Path:
    """The folder of a format of several files."""
    form = find_format(name)
    assert form.write_folder
    form.write_folder(selections, folder)
    return folder

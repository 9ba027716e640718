"""WACZ packages: a zip archive with the WARC files of a crawl under archive/ (specs.webrecorder.net/wacz)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, cast

from marsad.errors import InputError


def members(stream: BinaryIO, name: str) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    """(name, how to open it) of each WARC file in a package; raises `InputError` (`input.unreadable`) for a damaged one.

    The name is that of the package and of the file in it: "crawl.wacz!archive/data.warc.gz".
    """
    try:
        package = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError("input.unreadable", f"The package is damaged: {error}.") from error
    for info in package.infolist():
        if info.filename.startswith("archive/") and info.filename.lower().endswith((".warc", ".warc.gz")):
            yield f"{name}!{info.filename}", partial(_open, package, info)


def _open(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, package.open(info))

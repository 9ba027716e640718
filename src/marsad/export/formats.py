"""Every format in which records leave Marsad: one module a format, listed here.

A module has a `FORMAT`. Another package adds one by an entry point in the group `marsad.export`, whose name is the format's
and whose object is a `Format`; a name of ours is never replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import BinaryIO

from marsad.errors import InputError
from marsad.store import EventFilter, Selection

FORMATS = {
    "jsonl": "marsad.export.jsonl",
    "csv": "marsad.export.csv_events",
    "csv-tables": "marsad.export.csv_tables",
    "xlsx": "marsad.export.xlsx",
    "parquet": "marsad.export.parquet",
    "geojson": "marsad.export.geojson",
    "geojsonl": "marsad.export.geojsonl",
    "polecat": "marsad.export.polecat",
    "acled": "marsad.export.acled",
    "ucdp-ged": "marsad.export.ucdp_ged",
    "gdelt": "marsad.export.gdelt",
    "ftm": "marsad.export.ftm",
    "ftm-statements": "marsad.export.ftm_statements",
    "sem": "marsad.export.sem",
    "webannotation": "marsad.export.webannotation",
    "timemap": "marsad.export.timemap",
    "bayanat": "marsad.export.bayanat",
    "labelstudio": "marsad.export.labelstudio",
    "gexf": "marsad.export.gexf",
    "datapackage": "marsad.export.datapackage",
    "sqlite": "marsad.export.public_sqlite",
}
"""Name of a format → its module."""

GROUP = "marsad.export"


@dataclass(frozen=True, slots=True)
class Format:
    """How selections of articles and events are written.

    One of `write` (to one file, in which case `suffix` is the file's) and `write_folder` (several files in a folder) is
    given. Both take the selections one by one, keep none, and return how many events they wrote. `title` says in one line
    what it is and for whom; `columns` names its columns or members with their meaning, for the docs.
    """

    name: str
    title: str
    suffix: str = ""
    write: Callable[[Iterable[Selection], BinaryIO], int] | None = None
    write_folder: Callable[[Iterable[Selection], Path], int] | None = None
    columns: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Selections together with the filter that they answer, for formats that say what was asked; `None` is everything."""

    selections: Iterable[Selection]
    where: EventFilter | None

    def __iter__(self) -> Iterator[Selection]:
        return iter(self.selections)


def format_names() -> list[str]:
    """All names: ours in the order of the list, then those of other packages."""
    return [*FORMATS, *sorted({point.name for point in entry_points(group=GROUP)} - set(FORMATS))]


def find_format(name: str) -> Format:
    """The format of this name; raises `InputError` `export.unknown` where there is none."""
    if name in FORMATS:
        found = import_module(FORMATS[name]).FORMAT
    else:
        found = next((point.load() for point in entry_points(group=GROUP) if point.name == name), None)
    if not isinstance(found, Format):
        raise InputError("export.unknown", f"There is no format {name!r}.", hint=f"One of {', '.join(format_names())}.")
    return found

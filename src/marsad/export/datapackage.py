"""Data Package (https://datapackage.org): events.csv with its schema, which coder made it, what was asked, how to cite it."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import msgspec

from marsad.export.csv_events import guarded
from marsad.export.event_row import COLUMNS, event_row
from marsad.export.folder import whole_files
from marsad.export.formats import Asked, Format
from marsad.record.types import CoderInfo, DatePrecision, PlacePrecision, Quad, SourceKind, Status
from marsad.store import Selection

FILES = ("events.csv", "datapackage.json", "README.md")

TYPES = {
    "intensity": "number", "lat": "number", "lon": "number", "confidence": "number",
    "geonames": "integer", "killed_low": "integer", "killed_high": "integer", "injured_low": "integer",
    "injured_high": "integer", "start": "integer", "end": "integer",
}  # fmt: skip
"""Column → type of the Table Schema; all others are strings, dates too, which may be a day or a minute."""

CODES = {
    "status": get_args(Status),
    "quad": get_args(Quad),
    "source_kind": get_args(SourceKind),
    "place_precision": get_args(PlacePrecision),
    "date_precision": get_args(DatePrecision),
}
"""Column → the codes that it may hold."""

REQUIRED = ("id", "article", "type", "quad", "intensity", "status", "trigger", "confidence", "sentence", "start", "end")

RIGHTS = (
    "Not stated by Marsad: say here under which licence you publish the codes. "
    "Headlines and sentences belong to their publishers."
)


class _Seen:
    """What the package says of itself: counted while the events pass."""

    def __init__(self) -> None:
        self.events = self.articles = 0
        self.outlets: set[str] = set()
        self.coders: set[tuple[str, str, str]] = set()
        self.first = self.last = ""

    def add(self, selection: Selection) -> None:
        article, coder = selection.report.article, selection.report.coder
        self.events += len(selection.events)
        self.articles += 1
        self.coders.add((coder.version, coder.model, coder.knowledge))
        if article.outlet:
            self.outlets.add(article.outlet)
        if article.published:
            day = article.published[:10]
            self.first, self.last = min(self.first or day, day), max(self.last, day)

    @property
    def citation(self) -> str:
        """One sentence to cite the data by."""
        coders = "; ".join(
            f"Marsad {version}, model {model}, knowledge {facts}" for version, model, facts in self._sorted
        )
        when = f", published {self.first} to {self.last}" if self.first else ""
        return f"{self.events} events from {self.articles} articles of {len(self.outlets)} outlets{when}, coded by {coders}."

    @property
    def _sorted(self) -> list[tuple[str, str, str]]:
        return sorted(self.coders)

    @property
    def coder_infos(self) -> list[dict[str, str]]:
        """Every coder that made some of the records."""
        return [msgspec.to_builtins(CoderInfo(version=v, model=m, knowledge=k)) for v, m, k in self._sorted]


def write_folder(selections: Iterable[Selection], folder: Path) -> int:
    """The three files. Text that a spreadsheet would run as a formula has an apostrophe before it, as in `csv`."""
    seen = _Seen()
    with whole_files(folder, FILES) as paths:
        with paths["events.csv"].open("w", encoding="utf-8", newline="") as to:
            writer = csv.DictWriter(to, COLUMNS)
            writer.writeheader()
            for selection in selections:
                seen.add(selection)
                writer.writerows(guarded(event_row(selection.report, event)) for event in selection.events)
        package = _package(seen, paths["events.csv"], selections)
        paths["datapackage.json"].write_bytes(msgspec.json.format(msgspec.json.encode(package), indent=2) + b"\n")
        paths["README.md"].write_text(_readme(package), "utf-8")
    return seen.events


def _package(seen: _Seen, events: Path, selections: Iterable[Selection]) -> dict[str, Any]:
    where = selections.where if isinstance(selections, Asked) else None
    with events.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {
        "profile": "tabular-data-package",
        "name": "marsad-events",
        "title": "Events reported in Arabic news, each with who says it",
        "description": "A row is what one article reports, according to its source, not a fact. "
        "The same happening is as many rows as articles report it.",
        "licenses": [{"name": "notspecified", "title": RIGHTS}],
        "citation": seen.citation,
        "query": {} if where is None else {k: v for k, v in msgspec.to_builtins(where).items() if v is not None},
        "coders": seen.coder_infos,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "events",
                "path": "events.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": events.stat().st_size,
                "hash": f"sha256:{digest}",
                "schema": {"fields": [_field(name) for name in COLUMNS], "primaryKey": ["id"]},
            }
        ],
    }


def _field(name: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": TYPES.get(name, "string"), "description": COLUMNS[name]}
    constraints: dict[str, Any] = {"required": True} if name in REQUIRED else {}
    if name in CODES:
        constraints["enum"] = list(CODES[name])
    return field | ({"constraints": constraints} if constraints else {})


def _readme(package: dict[str, Any]) -> str:
    asked = "".join(f"- {name}: {value}\n" for name, value in package["query"].items()) or "- everything\n"
    columns = "".join(f"- `{name}`: {meaning}\n" for name, meaning in COLUMNS.items())
    return (
        f"# {package['title']}\n\n{package['description']}\n\n"
        f"## How to cite\n\n{package['citation']}\n\n"
        f"## Rights\n\n{RIGHTS}\n\n## What was asked\n\n{asked}\n## Columns of events.csv\n\n{columns}"
    )


FORMAT = Format(
    "datapackage",
    "Data Package: events.csv, its schema, coder, query and citation.",
    write_folder=write_folder,
    columns={
        "events.csv": "one event a row, the columns of `csv`, in UTF-8 without a byte order mark",
        "datapackage.json": "Frictionless description: schema of the columns, sha256, and what follows",
        "datapackage.json licenses": "notspecified: the publisher of the data says under which licence",
        "datapackage.json citation": "a sentence to cite the data by",
        "datapackage.json query": "the filters of the export",
        "datapackage.json coders": "version, model and knowledge digest of every coder whose records are in it",
        "README.md": "the same for people",
    },
)

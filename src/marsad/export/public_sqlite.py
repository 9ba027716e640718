"""A public copy in one SQLite file, for Datasette and anybody with SQL: events, parties, figures, claims and who says them.

Articles are there by headline and address; of their texts there are only the sentences that say an event, a figure or a
claim, because the texts belong to their publishers. `public.sql` beside this module is its schema.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.resources import files
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from marsad.export.attribution import claims, figures, quote, sentence_of
from marsad.export.formats import Format
from marsad.record.types import AgreementClaim, Event, Figure, Report
from marsad.store import Selection

Row = tuple[str | int | float | None, ...]

_BATCH = 500  # articles
_ABOUT = {
    "made_by": "Marsad",
    "texts": "Left out. Of articles there are only the sentences that say an event, a figure or a claim.",
    "rights": "Headlines and sentences belong to their publishers.",
    "reading": "A row is what an article reports, according to its source (the outlet where source is null), not a fact.",
}


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """A whole database; it is made in the system's temporary folder, where it needs as much room as in the end."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "public.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(files("marsad.export").joinpath("public.sql").read_text("utf-8"))
            total = _fill(connection, selections)
        with path.open("rb") as made:
            shutil.copyfileobj(made, to)
    return total


def _fill(connection: sqlite3.Connection, selections: Iterable[Selection]) -> int:
    waiting, total = iter(selections), 0
    connection.executemany("INSERT INTO about VALUES (?, ?)", _ABOUT.items())
    while taken := list(islice(waiting, _BATCH)):
        connection.execute("BEGIN")
        for selection in taken:
            total += len(selection.events)
            for table, rows in _tables(selection).items():
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)
        connection.execute("COMMIT")
    connection.execute("CREATE INDEX events_date ON events (date_start)")
    connection.execute("CREATE INDEX parties_actor ON parties (actor) WHERE actor IS NOT NULL")
    return total


def _tables(selection: Selection) -> dict[str, list[Row]]:
    report = selection.report
    article, coder = report.article, report.coder
    return {
        "articles": [
            (article.id, article.url, article.outlet, article.title, article.published, article.agency, article.language,
             article.sha256, coder.version, coder.model, coder.knowledge)
        ],
        "sources": [(article.id, s.id, s.name, s.kind, s.actor, s.via) for s in report.sources],
        "events": [_event(report, event) for event in selection.events],
        "parties": [row for event in selection.events for row in _parties(article.id, event)],
        "figures": [_figure(report, figure) for figure in figures(selection)],
        "claims": [_claim(report, claim) for claim in claims(selection)],
    }  # fmt: skip


def _event(report: Report, e: Event) -> Row:
    p, d = e.place, e.date
    where = (p.name, p.geonames, p.country, p.admin1, p.lat, p.lon, p.precision) if p else (None,) * 7
    when = (d.start, d.end, d.precision) if d else (None,) * 3
    return (
        report.article.id, e.id, e.type, e.mode, e.quad, e.intensity, " ".join(e.contexts), e.status, e.trigger.text,
        *where, *when, e.source, e.confidence, sentence_of(report, e),
    )  # fmt: skip


def _parties(article: str, event: Event) -> Iterator[Row]:
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for number, p in enumerate(parties):
            yield article, event.id, role, number, p.name, p.actor, p.country, " ".join(p.sectors)


def _figure(report: Report, f: Figure) -> Row:
    return (
        report.article.id, f.id, f.measure, f.low, f.high, f.qualifier, f.who.text if f.who else None, f.scope, f.source,
        f.event, f.confidence, f.span.text, quote(report, f.span),
    )  # fmt: skip


def _claim(report: Report, c: AgreementClaim) -> Row:
    by, about = ((p.name, p.actor) if p else (None, None) for p in (c.by, c.about))
    return (
        report.article.id, c.id, c.kind, c.agreement, c.provision, *by, *about, c.source, c.event, c.confidence,
        quote(report, c.span),
    )  # fmt: skip


FORMAT = Format(
    "sqlite",
    "A public copy in SQLite: events, parties, figures, claims, sources; sentences, not texts.",
    ".sqlite",
    write,
    columns={
        "about": "what the file holds and how to read it",
        "articles": "id, url, outlet, title, published, agency, language, sha256 of the text, and which coder",
        "sources": "who says it: name, kind, actor where it is known, and through whom (via)",
        "events": "type, mode, quad, intensity, contexts, status, trigger, place, dates, source, confidence, the sentence",
        "parties": "who does it and to whom: role, name, actor, country, sectors",
        "figures": "measure, low, high, qualifier, who, scope, source, event, confidence, words, and the sentence",
        "claims": "about agreements: kind, agreement, provision, by whom, about whom, source, event, and the sentence",
        "who_says_what": "a view of the events with their speakers",
    },
)

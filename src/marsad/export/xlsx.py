"""A workbook for Excel and LibreOffice: sheets of events, figures, claims about agreements, and sources.

Sheets run from right to left. Texts are stored as texts and never run as formulas; those that look like one also carry
Excel's mark for texts, so that editing the cell does not make them run. A sheet that is full goes on in a further one
("events 2"): Excel takes 1,048,576 rows. A text of more than 32,767 characters is cut there, as Excel takes no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from marsad.export.csv_events import FORMULA
from marsad.export.event_row import COLUMNS, Cell, event_row
from marsad.export.extra import need
from marsad.export.formats import Format
from marsad.record.types import AgreementClaim, Figure, Report, Source
from marsad.store import Selection

ROW_LIMIT = 1_048_576
TEXT_LIMIT = 32_767
_MADE = datetime(1980, 1, 1)  # the same bytes in every run; the beginning of time in a ZIP file
_ARTICLE = {name: COLUMNS[name] for name in ("id", "url", "article", "outlet", "published")}
_SOURCE = {name: COLUMNS[name] for name in ("source", "source_kind", "via")}
_WHERE = {"start": "first code point of the words in the article's text", "end": "code point after the words"}

SHEETS: dict[str, dict[str, str]] = {
    "events": COLUMNS,
    "figures": _ARTICLE
    | {
        "measure": "what is counted",
        "low": "at least",
        "high": "at most; empty: no upper bound stated",
        "qualifier": "exact, at_least, at_most, about, vague",
        "words": "the words of the text",
        "who": "the class counted",
        "scope": "incident, daily, cumulative, since_agreement",
        "period_start": "first day of the time covered",
        "period_end": "last day of the time covered",
    }
    | _SOURCE
    | {"event": "id of the event", "confidence": "0 to 1"}
    | _WHERE,
    "agreement_claims": _ARTICLE
    | {
        "kind": "commitment, demand, violation, compliance, talks: as the source puts it",
        "agreement": "id of the agreement",
        "provision": "id of the provision",
        "words": "the words of the text",
        "provision_words": "the provision in the words of the text",
        "by": "who says it",
        "about": "whom it is about",
    }
    | _SOURCE
    | {"event": "id of the event", "confidence": "0 to 1"}
    | _WHERE,
    "sources": _ARTICLE
    | {"name": "who says so", "kind": COLUMNS["source_kind"], "actor": "id of the actor file", "via": COLUMNS["via"]}
    | _WHERE,
}
"""Sheet → column → meaning. Figures, claims and sources are those of every article that has an event asked for."""


def write(selections: Iterable[Selection], to: BinaryIO, *, row_limit: int = ROW_LIMIT) -> int:
    """One row is in memory at a time; raises `InputError` `export.extra` without xlsxwriter."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with need("xlsxwriter").Workbook(to, options) as book:
        book.set_properties({"created": _MADE})
        sheets = {name: _Sheet(book, name, list(columns), row_limit) for name, columns in SHEETS.items()}
        for selection in selections:
            for name, row in _rows(selection):
                sheets[name].add(row)
            count += len(selection.events)
    return count


class _Sheet:
    """One kind of rows, on as many sheets as they need."""

    def __init__(self, book: Any, name: str, columns: list[str], row_limit: int) -> None:
        self._book, self._name, self._columns, self._row_limit = book, name, columns, row_limit
        self._head = book.add_format({"bold": True})
        self._text = book.add_format({"quote_prefix": True})
        self._parts = 0
        self._begin()

    def add(self, row: Mapping[str, Cell]) -> None:
        if self._row == self._row_limit:
            self._begin()
        for column, name in enumerate(self._columns):
            value = row[name]
            if isinstance(value, str):
                if value:
                    self._write_text(column, value)
            elif value is not None:
                self._sheet.write_number(self._row, column, value)
        self._row += 1

    def _begin(self) -> None:
        self._parts += 1
        self._sheet = self._book.add_worksheet(self._name if self._parts == 1 else f"{self._name} {self._parts}")
        self._sheet.right_to_left()
        self._sheet.freeze_panes(1, 1)
        for column, name in enumerate(self._columns):
            self._sheet.write_string(0, column, name, self._head)
        self._row = 1

    def _write_text(self, column: int, value: str) -> None:
        text = value if len(value) <= TEXT_LIMIT else value[: TEXT_LIMIT - 1] + "…"
        self._sheet.write_string(self._row, column, text, self._text if text.startswith(FORMULA) else None)


def _rows(selection: Selection) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    report = selection.report
    sources = {source.id: source for source in report.sources}
    for event in selection.events:
        yield "events", event_row(report, event)
    for figure in report.figures:
        yield "figures", _article(report, figure) | _figure(figure) | _source(sources, figure.source)
    for claim in report.agreement_claims:
        yield "agreement_claims", _article(report, claim) | _claim(claim) | _source(sources, claim.source)
    for source in report.sources:
        via = sources.get(source.via or "")
        told: dict[str, Cell] = {"name": source.name, "kind": source.kind, "actor": source.actor}
        yield "sources", _article(report, source) | told | {"via": via.name if via else None}


def _article(report: Report, item: Figure | AgreementClaim | Source) -> dict[str, Cell]:
    article = report.article
    return {
        "id": item.id,
        "url": article.url,
        "article": article.id,
        "outlet": article.outlet,
        "published": article.published,
        "start": item.span.start,
        "end": item.span.end,
    }


def _figure(figure: Figure) -> dict[str, Cell]:
    return {
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "words": figure.span.text,
        "who": figure.who.text if figure.who else None,
        "scope": figure.scope,
        "period_start": figure.period.start if figure.period else None,
        "period_end": figure.period.end if figure.period else None,
        "event": figure.event,
        "confidence": figure.confidence,
    }


def _claim(claim: AgreementClaim) -> dict[str, Cell]:
    return {
        "kind": claim.kind,
        "agreement": claim.agreement,
        "provision": claim.provision,
        "words": claim.span.text,
        "provision_words": claim.provision_span.text if claim.provision_span else None,
        "by": claim.by.name if claim.by else None,
        "about": claim.about.name if claim.about else None,
        "event": claim.event,
        "confidence": claim.confidence,
    }


def _source(sources: dict[str, Source], source_id: str | None) -> dict[str, Cell]:
    source = sources.get(source_id or "")
    via = sources.get(source.via or "") if source else None
    return {
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "via": via.name if via else None,
    }


FORMAT = Format(
    "xlsx",
    "A workbook with sheets of events, figures, claims and sources, for Excel and LibreOffice.",
    ".xlsx",
    write,
    columns={f"{sheet}.{name}": meaning for sheet, columns in SHEETS.items() for name, meaning in columns.items()},
)

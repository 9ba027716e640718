"""Figures and claims as flat rows, like `marsad.export.event_row` for events: one article, one source, one event each."""

from __future__ import annotations

from marsad.export.event_row import Cell
from marsad.record.types import AgreementClaim, Event, Figure, Party, Report, Source, Span

_ARTICLE = ("id", "article", "url", "outlet", "title", "published")
_EVENT = (
    "event",
    "event_type",
    "event_status",
    "place",
    "geonames",
    "country",
    "date_start",
    "date_end",
    "date_precision",
)
_SAID = ("source", "source_kind", "via")
_WORDS = ("confidence", "words", "sentence", "start", "end")

FIGURE_COLUMNS = (
    *_ARTICLE, "measure", "low", "high", "qualifier", "who", "scope", "period_start", "period_end", *_SAID, *_EVENT, *_WORDS,
)  # fmt: skip
"""`low` and `high` are the bounds of the count, null: none stated; `place`, `date_start` … those of the event linked."""

CLAIM_COLUMNS = (
    *_ARTICLE, "kind", "agreement", "provision", "by", "by_id", "by_country", "about", "about_id", "about_country",
    *_SAID, *_EVENT, *_WORDS,
)  # fmt: skip
"""`by` says or does what `kind` tells, `about` whom the claim is about; `_id` are ids of the actor files."""


def figure_cells(report: Report, figure: Figure) -> dict[str, Cell]:
    """The row of one figure of a report, with the columns `FIGURE_COLUMNS`."""
    period = figure.period
    return {
        **_article(report, figure),
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "who": figure.who.text if figure.who else None,
        "scope": figure.scope,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        **_rest(report, figure),
    }


def claim_cells(report: Report, claim: AgreementClaim) -> dict[str, Cell]:
    """The row of one claim of a report, with the columns `CLAIM_COLUMNS`."""
    return {
        **_article(report, claim),
        "kind": claim.kind,
        "agreement": claim.agreement,
        "provision": claim.provision,
        **_party("by", claim.by),
        **_party("about", claim.about),
        **_rest(report, claim),
    }


def source_of(report: Report, source: str | None) -> Source | None:
    """The source of a report with this id."""
    return next((s for s in report.sources if s.id == source), None)


def event_of(report: Report, event: str | None) -> Event | None:
    """The event of a report with this id."""
    return next((e for e in report.events if e.id == event), None)


def sentence_of(report: Report, span: Span) -> str:
    """The sentence in which a span begins."""
    found = (s for s in report.sentences if s.start <= span.start < s.end)
    return next((report.article.text[s.start : s.end] for s in found), span.text)


def _article(report: Report, item: Figure | AgreementClaim) -> dict[str, Cell]:
    article = report.article
    return {
        "id": item.id,
        "article": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
    }


def _party(role: str, party: Party | None) -> dict[str, Cell]:
    return {
        role: party.name if party else None,
        f"{role}_id": party.actor if party else None,
        f"{role}_country": party.country if party else None,
    }


def _rest(report: Report, item: Figure | AgreementClaim) -> dict[str, Cell]:
    source, event = source_of(report, item.source), event_of(report, item.event)
    via = source_of(report, source.via) if source else None
    place, date = (event.place, event.date) if event else (None, None)
    return {
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "via": via.name if via else None,
        "event": item.event,
        "event_type": event.type if event else None,
        "event_status": event.status if event else None,
        "place": place.name if place else None,
        "geonames": place.geonames if place else None,
        "country": place.country if place else None,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_precision": date.precision if date else None,
        "confidence": item.confidence,
        "words": item.span.text,
        "sentence": sentence_of(report, item.span),
        "start": item.span.start,
        "end": item.span.end,
    }

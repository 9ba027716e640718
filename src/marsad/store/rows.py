"""A report as table rows, for any SQL database: what can be filtered by; the record itself stays whole beside them."""

from __future__ import annotations

from marsad.record.types import AgreementClaim, Event, Figure, Party, Report, Source
from marsad.text.normalise import fold

Value = str | int | float | None
Row = dict[str, Value]


def flatten_article(report: Report) -> Row:
    """The row of `articles`, without what only the store knows (version, newest, ingested_at)."""
    article, coder = report.article, report.coder
    return {
        "id": article.id,
        "sha256": article.sha256,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "text": article.text,
        "record": report.to_json().decode(),
        "coder_version": coder.version,
        "coder_model": coder.model,
        "coder_knowledge": coder.knowledge,
    }


def flatten_parts(report: Report) -> dict[str, list[Row]]:
    """The rows of every other table, by table, each in the order of the record."""
    sources = {source.id: source for source in report.sources}
    rows: dict[str, list[Row]] = {
        "events": [_event(event, sources.get(event.source or "")) for event in report.events],
        "sources": [_source(source) for source in report.sources],
        "figures": [_figure(figure) for figure in report.figures],
        "agreement_claims": [_claim(claim) for claim in report.agreement_claims],
    }
    placed = {table: [_place_in(report, n) | row for n, row in enumerate(found)] for table, found in rows.items()}
    parties = [_place_in(report, n) | row for n, event in enumerate(report.events) for row in _parties(event)]
    return placed | {"event_parties": parties}


def _place_in(report: Report, position: int) -> Row:
    return {"article": report.article.id, "position": position}


def _event(event: Event, source: Source | None) -> Row:
    place, date = event.place, event.date
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "intensity": event.intensity,
        "status": event.status,
        "trigger": event.trigger.text,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_precision": date.precision if date else None,
        "place_name": place.name if place else None,
        "place_folded": fold(place.name) if place else None,
        "geonames": place.geonames if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "source": event.source,
        "source_folded": fold(source.name) if source else None,
        "confidence": event.confidence,
    }


def _parties(event: Event) -> list[Row]:
    roles = [("actor", event.actors), ("recipient", event.recipients)]
    return [_party(role, number, party) for role, parties in roles for number, party in enumerate(parties)]


def _party(role: str, number: int, party: Party) -> Row:
    return {
        "role": role,
        "number": number,
        "name": party.name,
        "folded": fold(party.name),
        "actor": party.actor,
        "country": party.country,
        "sectors": " ".join(party.sectors),
    }


def _source(source: Source) -> Row:
    return {"id": source.id, "name": source.name, "kind": source.kind, "actor": source.actor, "via": source.via}


def _figure(figure: Figure) -> Row:
    return {
        "id": figure.id,
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "who": figure.who.text if figure.who else None,
        "scope": figure.scope,
        "period_start": figure.period.start if figure.period else None,
        "period_end": figure.period.end if figure.period else None,
        "source": figure.source,
        "event": figure.event,
        "confidence": figure.confidence,
    }


def _claim(claim: AgreementClaim) -> Row:
    return {
        "id": claim.id,
        "kind": claim.kind,
        "agreement": claim.agreement,
        "provision": claim.provision,
        "by_name": claim.by.name if claim.by else None,
        "by_actor": claim.by.actor if claim.by else None,
        "about_name": claim.about.name if claim.about else None,
        "about_actor": claim.about.actor if claim.about else None,
        "source": claim.source,
        "event": claim.event,
        "confidence": claim.confidence,
    }

"""An event as one flat row: the columns that spreadsheets and data frames share."""

from __future__ import annotations

from marsad.record.types import Event, Party, Report

Cell = str | int | float | None

COLUMNS = {
    "id": "id of the event, the same in every run",
    "url": "address of the article",
    "article": "id of the article",
    "outlet": "who published it",
    "title": "headline",
    "published": "time of publication, ISO 8601",
    "type": "PLOVER event type",
    "mode": "PLOVER mode",
    "quad": "PLOVER quad",
    "intensity": "-10 (conflict) to 10 (cooperation)",
    "contexts": "PLOVER contexts",
    "status": "how the article presents it: reported, denied, planned, demanded, conditional",
    "trigger": "the word of the text that says it",
    "actors": "who does it",
    "actor_ids": "ids of the actor files, one for each of `actors`",
    "actor_countries": "ISO 3166 alpha-3 or a PLOVER non-state code, one for each of `actors`",
    "actor_sectors": "PLOVER sectors, primary first, one list for each of `actors`",
    "recipients": "to whom it is done",
    "recipient_ids": "ids of the actor files, one for each of `recipients`",
    "recipient_countries": "as `actor_countries`",
    "recipient_sectors": "as `actor_sectors`",
    "place": "where",
    "geonames": "GeoNames id of the place",
    "country": "country of the place, ISO 3166 alpha-3",
    "admin1": "first-level division of the place",
    "lat": "degrees north, WGS 84",
    "lon": "degrees east, WGS 84",
    "place_precision": "point, quarter, town, district, region or country",
    "date_start": "first day or minute, ISO 8601, local time of the outlet",
    "date_end": "last day or minute",
    "date_precision": "minute, day, week, month, year or range",
    "source": "according to whom; empty: the outlet says it itself",
    "source_kind": "official, institution, armed_group, agency, media, organisation, witness, anonymous, document",
    "via": "through whom the source was quoted",
    "killed_low": "killed at least, over the figures linked to the event",
    "killed_high": "killed at most; empty: no upper bound stated",
    "injured_low": "injured at least",
    "injured_high": "injured at most",
    "confidence": "0 to 1",
    "sentence": "the sentence of the text",
    "start": "first code point of the trigger in the article's text",
    "end": "code point after the trigger",
}
"""Name → meaning, in order. Several parties share a cell, separated by "; "; an unknown code leaves its place empty."""


def event_row(report: Report, event: Event) -> dict[str, Cell]:
    """The row of one event of a report."""
    article, place, date, sentence = report.article, event.place, event.date, report.sentences[event.sentence]
    sources = {source.id: source for source in report.sources}
    source = sources.get(event.source or "")
    via = sources.get(source.via or "") if source else None
    return {
        "id": event.id,
        "url": article.url,
        "article": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "intensity": event.intensity,
        "contexts": "; ".join(event.contexts),
        "status": event.status,
        "trigger": event.trigger.text,
        **party_cells("actor", event.actors),
        **party_cells("recipient", event.recipients),
        "place": place.name if place else None,
        "geonames": place.geonames if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_precision": date.precision if date else None,
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "via": via.name if via else None,
        **_toll(report, event, "killed"),
        **_toll(report, event, "injured"),
        "confidence": event.confidence,
        "sentence": article.text[sentence.start : sentence.end],
        "start": event.trigger.start,
        "end": event.trigger.end,
    }


def toll(report: Report, event: Event, measure: str) -> tuple[int | None, int | None]:
    """The bounds of a measure over the figures linked to an event, whoever says them: lowest low and highest high.

    (None, None) where none is linked; the high is None too where a figure has no upper bound.
    """
    linked = [f for f in report.figures if f.id in event.figures and f.measure == measure]
    if not linked:
        return None, None
    highs = [f.high for f in linked]
    low = min(f.low or 0 for f in linked)
    return low, None if None in highs else max(h for h in highs if h is not None)


def _toll(report: Report, event: Event, measure: str) -> dict[str, Cell]:
    low, high = toll(report, event, measure)
    return {f"{measure}_low": low, f"{measure}_high": high}


def party_cells(role: str, parties: list[Party]) -> dict[str, Cell]:
    """Several parties in one cell a column; an unknown id or country leaves its place empty, so the lists keep in step."""
    return {
        f"{role}s": "; ".join(party.name for party in parties),
        f"{role}_ids": "; ".join(party.actor or "" for party in parties),
        f"{role}_countries": "; ".join(party.country or "" for party in parties),
        f"{role}_sectors": "; ".join(" ".join(party.sectors) for party in parties),
    }

"""Events in the columns of POLECAT, the data set of the PLOVER ontology, for code that was written for it.

Tab-separated, UTF-8, nothing quoted; several values share a cell, separated by ";"; what is not known is the word "None".
Only events that the article reports as having happened are written, as POLECAT has no column for anything else. POLECAT
has no columns for who says so, for figures, or for the words of the text: take `csv`, `parquet` or `jsonl` for those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from marsad.export.codes import country, days, happened
from marsad.export.event_row import Cell
from marsad.export.formats import Format
from marsad.export.tsv import write_tsv
from marsad.record.types import Event, Party, Report
from marsad.store import Selection

_UNKNOWN = "not known to Marsad: None"


def _roles(role: str) -> dict[str, str]:
    who = "who does it" if role == "Actor" else "to whom it is done"
    return {
        f"{role} Name": f"{who}: the name that the words stand for",
        f"{role} Country": "ISO 3166 alpha-3 or a PLOVER non-state code",
        f"{role} COW": "number of the country in the Correlates of War list",
        f"Primary {role} Sector": "first PLOVER sector of each",
        f"{role} Sectors": "all PLOVER sectors",
        f"{role} Title": _UNKNOWN,
        f"{role} Name Raw": "the words of the text",
        f"Wikipedia {role} ID": _UNKNOWN,
    }


COLUMNS = {
    "Event ID": "id of the event, the same in every run",
    "Event Date": "first day",
    "Event Type": "PLOVER type",
    "Event Mode": "PLOVER mode",
    "Intensity": "-10 (conflict) to 10 (cooperation)",
    "Quad Code": "the PLOVER quad, in words",
    "Contexts": "PLOVER contexts",
    **_roles("Actor"),
    **_roles("Recipient"),
    "Placename": "where",
    "City": "the place, where it is a town or lies in one",
    "District": "the place, where it is a district",
    "Province": "first-level division",
    "Country": "country of the place, ISO 3166 alpha-3",
    "Latitude": "degrees north, WGS 84",
    "Longitude": "degrees east, WGS 84",
    "GeoNames ID": "GeoNames id of the place",
    "Raw Placename": "the words of the text",
    "Feature Type": "point, quarter, town, district, region or country (not a GeoNames class)",
    "Source": "outlet",
    "Publication Date": "day of publication",
    "Story People": "persons that the article mentions",
    "Story Organizations": "organisations that it mentions",
    "Story Locations": "countries, places and facilities that it mentions",
    "Language": "language of the article, ISO 639-1",
    "Version": "version of the coder",
}
"""The 40 columns of POLECAT, names as in its files → meaning here."""


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """A header, and one row an event."""
    rows = (_row(selection.report, event) for selection, event in happened(selections))
    return write_tsv(rows, COLUMNS, to, header=True, null="None")


def _row(report: Report, event: Event) -> dict[str, Cell]:
    article, place = report.article, event.place
    return {
        "Event ID": event.id,
        "Event Date": days(event.date)[0],
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.intensity,
        "Quad Code": event.quad,
        "Contexts": _joined(event.contexts),
        **_parties("Actor", event.actors),
        **_parties("Recipient", event.recipients),
        "Placename": place.name if place else None,
        "City": place.name if place and place.precision in ("point", "quarter", "town") else None,
        "District": place.name if place and place.precision == "district" else None,
        "Province": place.admin1 if place else None,
        "Country": place.country if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "GeoNames ID": place.geonames if place else None,
        "Raw Placename": place.span.text if place and place.span else None,
        "Feature Type": place.precision if place else None,
        "Source": article.outlet,
        "Publication Date": (article.published or "")[:10],
        "Story People": _mentioned(report, "person"),
        "Story Organizations": _mentioned(report, "organisation", "group", "media"),
        "Story Locations": _mentioned(report, "country", "place", "facility"),
        "Language": article.language,
        "Version": report.coder.version,
    }


def _parties(role: str, parties: list[Party]) -> dict[str, Cell]:
    def of(value: Callable[[Party], str | None]) -> str:
        return _joined(value(party) or "None" for party in parties)

    return {
        f"{role} Name": of(lambda party: party.name),
        f"{role} Country": of(lambda party: party.country),
        f"{role} COW": of(lambda party: country(party.country, "cow")),
        f"Primary {role} Sector": of(lambda party: next(iter(party.sectors), None)),
        f"{role} Sectors": _joined(dict.fromkeys(sector for party in parties for sector in party.sectors)),
        f"{role} Title": None,
        f"{role} Name Raw": of(lambda party: party.span.text),
        f"Wikipedia {role} ID": None,
    }


def _mentioned(report: Report, *kinds: str) -> str:
    return _joined(dict.fromkeys(mention.span.text for mention in report.mentions if mention.kind in kinds))


def _joined(values: Iterable[str]) -> str:
    return ";".join(value.replace(";", ",") for value in values)


FORMAT = Format("polecat", "Events in the columns of POLECAT (tab-separated).", ".tsv", write, columns=COLUMNS)

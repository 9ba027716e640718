"""Events with deaths in the columns of UCDP GED, for scripts that read its files.

One row an event that has a figure of people killed in it and is reported as having happened. `low` and `high` are the
lowest and the highest that anybody says; `best` is given where all figures agree, and left empty where they do not,
because to choose between sources is not Marsad's to do. The deaths of a side (`deaths_a`, `deaths_b`, `deaths_civilians`)
are given where the class counted is a party of the event, else they are `deaths_unknown`; together they are `best`.
Figures are never added up: where one counts soldiers and another civilians, they differ, and `best` stays empty.
GED counts each event once from many sources; rows of this file are single reports. Conflicts and dyads are not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from marsad.export.codes import ARMED, country, days, first, happened, side
from marsad.export.csv_events import write_csv
from marsad.export.event_row import Cell, toll
from marsad.export.formats import Format
from marsad.record.types import Date, Event, Figure, Party, Place, Report, Span
from marsad.store import Selection

_EMPTY = "empty: not known to Marsad"
COLUMNS = {
    "id": "Marsad's id of the event",
    "relid": _EMPTY,
    "year": "year of the first day",
    "active_year": _EMPTY,
    "code_status": _EMPTY,
    "type_of_violence": "1 state-based, 2 between others, 3 against civilians; empty: the sides are not known",
    "conflict_dset_id": _EMPTY,
    "conflict_new_id": _EMPTY,
    "conflict_name": _EMPTY,
    "dyad_dset_id": _EMPTY,
    "dyad_new_id": _EMPTY,
    "dyad_name": "both sides",
    "side_a_dset_id": _EMPTY,
    "side_a_new_id": "id of the actor file",
    "side_a": "the party that acts, named first",
    "side_b_dset_id": _EMPTY,
    "side_b_new_id": "id of the actor file",
    "side_b": "the party that it is done to, named first; Civilians in violence against them",
    "number_of_sources": "1: a row is one report",
    "source_article": "address of the article, or its id",
    "source_office": "outlet",
    "source_date": "day of publication",
    "source_headline": "headline",
    "source_original": "who gives the figures",
    "where_prec": "1 the place, 2 near it, 3 its district, 4 its first-level division, 6 the country",
    "where_coordinates": "name of the place",
    "where_description": "the place in the words of the text",
    "adm_1": "first-level division",
    "adm_2": "the place, where it is a district",
    "latitude": "degrees north, WGS 84",
    "longitude": "degrees east, WGS 84",
    "geom_wkt": "the point in well-known text",
    "priogrid_gid": "number of the PRIO-GRID cell (half a degree)",
    "country": "country of the place, in English",
    "country_id": "its number in the Gleditsch and Ward list",
    "region": "UCDP region",
    "event_clarity": "1: a row is one event",
    "date_prec": "1 the day, 2 two to six days, 3 the week, 4 the month, 5 longer",
    "date_start": "first day",
    "date_end": "last day",
    "deaths_a": "killed of side a, where the text counts them apart",
    "deaths_b": "killed of side b, where the text counts them apart",
    "deaths_civilians": "killed civilians, where the text counts them apart",
    "deaths_unknown": "killed whose side is not said",
    "best": "the figure, where all agree; empty where they do not",
    "high": "highest figure; empty: no upper bound stated",
    "low": "lowest figure",
    "gwnoa": "number of side a's country, where side a is a state",
    "gwnob": "number of side b's country, where side b is a state",
}
"""The 49 columns of UCDP GED → meaning here."""

_WHERE_PREC = {"point": 1, "quarter": 1, "town": 1, "district": 3, "region": 4, "country": 6}
_REGIONS = ((199, "Americas"), (399, "Europe"), (626, "Africa"), (698, "Middle East"), (990, "Asia"))  # by GW number


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One row an event with people killed."""
    return write_csv(_rows(selections), COLUMNS, to)


def _rows(selections: Iterable[Selection]) -> Iterator[dict[str, Cell]]:
    for selection, event in happened(selections):
        report = selection.report
        deaths = [f for f in report.figures if f.id in event.figures and f.measure == "killed"]
        if deaths:
            yield _row(report, event, deaths)


def _row(report: Report, event: Event, deaths: list[Figure]) -> dict[str, Cell]:
    a, b = first(event.actors), first(event.recipients)
    violence = _violence(a, b)
    side_b = "Civilians" if violence == 3 else b.name if b else None
    article, (start, end), (low, high) = report.article, days(event.date), toll(report, event, "killed")
    sources = {source.id: source.name for source in report.sources}
    found: dict[str, Cell] = dict.fromkeys(COLUMNS)
    return found | {
        "id": event.id,
        "year": start[:4],
        "type_of_violence": violence,
        "dyad_name": f"{a.name} - {side_b}" if a and side_b else None,
        "side_a_new_id": a.actor if a else None,
        "side_a": a.name if a else None,
        "side_b_new_id": b.actor if b and violence != 3 else None,
        "side_b": side_b,
        "number_of_sources": 1,
        "source_article": article.url or article.id,
        "source_office": article.outlet,
        "source_date": (article.published or "")[:10],
        "source_headline": article.title,
        "source_original": "; ".join(dict.fromkeys(sources[f.source] for f in deaths if f.source in sources)),
        **_where(event.place),
        "event_clarity": 1,
        "date_prec": _date_prec(event.date, start, end),
        "date_start": start,
        "date_end": end,
        **_deaths(event, deaths),
        "high": high,
        "low": low,
        "gwnoa": _gw(a),
        "gwnob": _gw(b),
    }


def _violence(a: Party | None, b: Party | None) -> int | None:
    sides = (side(a) if a else None, side(b) if b else None)
    if sides[0] in ARMED and sides[1] == "civilian":
        return 3
    if sides[0] in ARMED and sides[1] in ARMED:
        return 1 if "state" in sides else 2
    return None


def _deaths(event: Event, deaths: list[Figure]) -> dict[str, Cell]:
    """The total where the figures agree on one, put under the side that they count."""
    stated = {figure.low for figure in deaths if figure.qualifier in ("exact", "at_least", "about")}
    if len(stated) != 1 or len(deaths) != len([f for f in deaths if f.low in stated and f.qualifier != "vague"]):
        return {}
    (best,) = stated
    if best is None:
        return {}
    counted = {_counted(event, figure.who) for figure in deaths}
    column = counted.pop() if len(counted) == 1 else "deaths_unknown"
    sides: dict[str, Cell] = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    return sides | {column: best, "best": best}


def _counted(event: Event, who: Span | None) -> str:
    for column, parties in (("deaths_a", event.actors), ("deaths_b", event.recipients)):
        for party in parties:
            if who and party.span.start < who.end and who.start < party.span.end:
                return "deaths_civilians" if side(party) == "civilian" else column
    return "deaths_unknown"


def _where(place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {}
    gw = country(place.country, "gw")
    found: dict[str, Cell] = {
        "where_prec": _WHERE_PREC.get(place.precision or ""),
        "where_coordinates": place.name,
        "where_description": place.span.text if place.span else None,
        "adm_1": place.admin1,
        "adm_2": place.name if place.precision == "district" else None,
        "country": country(place.country, "en"),
        "country_id": gw,
        "region": next((name for last, name in _REGIONS if int(gw) <= last), None) if gw else None,
    }
    if place.lat is None or place.lon is None:
        return found
    return found | {
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})",
        "priogrid_gid": priogrid(place.lat, place.lon),
    }


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID (Tollefsen and others 2012): half degrees, numbered from the south-west corner of the world.

    Nyala (12.05° N, 24.88° E) lies in cell 147290.
    """
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _date_prec(date: Date | None, start: str, end: str) -> int | None:
    if date is None or date.precision is None:
        return None
    if date.precision == "range":
        return 1 if start == end else 2 if start[:7] == end[:7] and int(end[8:] or 0) - int(start[8:] or 0) < 6 else 5
    return {"minute": 1, "day": 1, "week": 3, "month": 4, "year": 5}[date.precision]


def _gw(party: Party | None) -> str | None:
    return country(party.country, "gw") if party and side(party) == "state" else None


FORMAT = Format("ucdp-ged", "Events with deaths in the columns of UCDP GED.", ".csv", write, columns=COLUMNS)

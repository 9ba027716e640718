"""Events in the columns of GDELT 2.0's event table, for queries and scripts written for it.

61 tab-separated columns without a header, as GDELT's files come. One row for each pair of an actor and a recipient. Only
what the article reports as having happened is written. Codes of CAMEO come from PLOVER by `knowledge/cameo.yaml`, which
is Marsad's own mapping; the Goldstein scale follows the code. What GDELT computes from other material (tone, the places of
the actors, ethnic and religious codes) stays empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, BinaryIO

from marsad.export.codes import country, days, happened
from marsad.export.event_row import Cell
from marsad.export.formats import Format
from marsad.export.tsv import write_tsv
from marsad.knowledge import load
from marsad.record.types import Event, Party, Place, Report
from marsad.store import Selection

_EMPTY = "empty: not known to Marsad"


def _actor(number: int, who: str) -> dict[str, str]:
    name = f"Actor{number}"
    return {
        f"{name}Code": f"{who}: country and roles, as CAMEO puts them together",
        f"{name}Name": "the name that the words stand for, in Arabic",
        f"{name}CountryCode": "ISO 3166 alpha-3 or a PLOVER non-state code",
        f"{name}KnownGroupCode": _EMPTY,
        f"{name}EthnicCode": _EMPTY,
        f"{name}Religion1Code": _EMPTY,
        f"{name}Religion2Code": _EMPTY,
        f"{name}Type1Code": "CAMEO role from the first PLOVER sector that has one",
        f"{name}Type2Code": "from the second",
        f"{name}Type3Code": "from the third",
    }


def _geo(name: str, known: bool) -> dict[str, str]:
    meanings = {
        "Type": "1 country, 4 town, 5 first-level division",
        "Fullname": "where",
        "CountryCode": "FIPS 10-4",
        "ADM1Code": _EMPTY,
        "ADM2Code": _EMPTY,
        "Lat": "degrees north, WGS 84",
        "Long": "degrees east, WGS 84",
        "FeatureID": "GeoNames id (GDELT has GNS ids)",
    }
    return {f"{name}_{part}": meaning if known else _EMPTY for part, meaning in meanings.items()}


COLUMNS = {
    "GLOBALEVENTID": "a number made of Marsad's id of the event and of the pair",
    "SQLDATE": "first day, YYYYMMDD",
    "MonthYear": "YYYYMM",
    "Year": "YYYY",
    "FractionDate": "year and fraction, as GDELT computes it: (month × 30 + day) / 365",
    **_actor(1, "who does it"),
    **_actor(2, "to whom it is done"),
    "IsRootEvent": "1 where it stands in the title or in the first sentence of the text",
    "EventCode": "CAMEO code",
    "EventBaseCode": "its first three digits",
    "EventRootCode": "its first two digits",
    "QuadClass": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, of the CAMEO code",
    "GoldsteinScale": "Goldstein scale of the CAMEO code",
    "NumMentions": "1: a row is one report",
    "NumSources": "1: a row is one report",
    "NumArticles": "1: a row is one report",
    "AvgTone": _EMPTY,
    **_geo("Actor1Geo", known=False),
    **_geo("Actor2Geo", known=False),
    **_geo("ActionGeo", known=True),
    "DATEADDED": "publication, YYYYMMDDHHMMSS, local time of the outlet",
    "SOURCEURL": "address of the article",
}
"""The 61 columns of GDELT 2.0 events, in order → meaning here."""


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One row a pair of an actor and a recipient, whichever are known; how many rows, of which an event may have several."""
    return write_tsv(_rows(selections), COLUMNS, to, header=False, null="")


def cameo(event: Event) -> str | None:
    """The CAMEO code of an event: an air strike is "195". None for a type of another ontology."""
    codes: dict[str, str] = load("cameo")["codes"].get(event.type, {})
    return codes.get(event.mode or "", codes.get(""))


def _rows(selections: Iterable[Selection]) -> Iterator[dict[str, Cell]]:
    for selection, event in happened(selections):
        code = cameo(event)
        if code is not None:
            shared = _shared(selection.report, event, code)
            actors: list[Party | None] = [*event.actors] or [None]
            recipients: list[Party | None] = [*event.recipients] or [None]
            for number, (actor, recipient) in enumerate(product(actors, recipients)):
                pair: dict[str, Cell] = {"GLOBALEVENTID": _number(event.id, number)}
                yield shared | pair | _party("Actor1", actor) | _party("Actor2", recipient)


def _shared(report: Report, event: Event, code: str) -> dict[str, Cell]:
    facts, day = load("cameo"), days(event.date)[0].replace("-", "")
    body = next((n for n, sentence in enumerate(report.sentences) if sentence.part == "body"), 0)
    found: dict[str, Cell] = dict.fromkeys(COLUMNS)
    return found | {
        "SQLDATE": day if len(day) == 8 else None,
        "MonthYear": day[:6] if len(day) >= 6 else None,
        "Year": day[:4],
        "FractionDate": round(int(day[:4]) + (int(day[4:6]) * 30 + int(day[6:])) / 365, 4) if len(day) == 8 else None,
        "IsRootEvent": int(event.sentence <= body),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": facts["quad_class"][code[:2]],
        "GoldsteinScale": facts["goldstein"][code],
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        **_place(event.place),
        "DATEADDED": _digits(report.article.published),
        "SOURCEURL": report.article.url,
    }


def _party(name: str, party: Party | None) -> dict[str, Cell]:
    if party is None:
        return {}
    known: dict[str, str] = load("cameo")["roles"]
    roles = [known[sector] for sector in party.sectors if sector in known][:3]
    types: dict[str, Cell] = {f"{name}Type{number}Code": role for number, role in enumerate(roles, 1)}
    return types | {
        f"{name}Code": (party.country or "") + "".join(roles),
        f"{name}Name": party.name,
        f"{name}CountryCode": party.country,
    }


def _place(place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {}
    kinds: dict[str, Any] = load("cameo")["geo_type"]
    return {
        "ActionGeo_Type": kinds.get(place.precision or ""),
        "ActionGeo_Fullname": place.name,
        "ActionGeo_CountryCode": country(place.country, "fips"),
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": place.geonames,
    }


def _digits(published: str | None) -> str | None:
    if published is None:
        return None
    digits = "".join(filter(str.isdigit, published[:16]))
    return digits.ljust(14, "0") if len(digits) in (8, 12) else None


def _number(event_id: str, pair: int) -> int:
    """Equal in every run, and positive in 63 bits, as BigQuery's integers are."""
    return int.from_bytes(hashlib.sha256(f"{event_id} {pair}".encode()).digest()[:8]) >> 1


FORMAT = Format(
    "gdelt", "Events in the columns of GDELT 2.0 (tab-separated, no header).", ".export.CSV", write, columns=COLUMNS
)

"""Events in the columns of ACLED, for dashboards and scripts that read its exports.

The mapping from PLOVER to ACLED's types is Marsad's own and lies in `knowledge/acled.yaml`, which also says what is left
out: ACLED has no verbal events, and only what the article reports as having happened is written. ACLED codes by hand
from many sources; rows of this file are single reports, so that one happening may have several. Cells that ACLED fills
from what news does not say stay empty: `fatalities` too, where the article gives no figure (ACLED would write 0).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from marsad.export.codes import ARMED, country, days, happened, side
from marsad.export.csv_events import write_csv
from marsad.export.event_row import Cell, event_row, toll
from marsad.export.formats import Format
from marsad.knowledge import load
from marsad.record.types import Event, Party, Report
from marsad.store import Selection

COLUMNS = {
    "event_id_cnty": "country of the event, then Marsad's id of it",
    "event_date": "first day",
    "year": "year of the first day",
    "time_precision": "1 the day, 2 the week, 3 coarser",
    "disorder_type": "ACLED disorder type",
    "event_type": "ACLED event type",
    "sub_event_type": "ACLED sub-event type",
    "actor1": "the party that acts, named first",
    "assoc_actor_1": "further parties that act",
    "inter1": "1 state, 2 rebel, 3 militia, 5 rioters, 6 protesters, 7 civilians, 8 external",
    "actor2": "the party that it is done to, named first; of a clash the second side",
    "assoc_actor_2": "further such parties",
    "inter2": "as `inter1`",
    "interaction": "both codes, the smaller first",
    "civilian_targeting": "Civilian targeting, where actor2 is civilian",
    "iso": "number of the country, ISO 3166",
    "region": "ACLED region",
    "country": "country of the place, in English",
    "admin1": "first-level division",
    "admin2": "the place, where it is a district",
    "admin3": "empty: not known to Marsad",
    "location": "where",
    "latitude": "degrees north, WGS 84",
    "longitude": "degrees east, WGS 84",
    "geo_precision": "1 the town, 2 near it, 3 coarser",
    "source": "outlet, and after it who says so",
    "source_scale": "empty: not known to Marsad",
    "notes": "the sentence of the text",
    "fatalities": "killed at least, by the figures linked to the event; empty: no figure",
    "tags": "address of the article",
    "timestamp": "empty: not known to Marsad",
}
"""The 31 columns of ACLED → meaning here."""


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One row an event that ACLED has a type for."""
    return write_csv(_rows(selections), COLUMNS, to)


def sub_event(event: Event) -> str | None:
    """ACLED's sub-event type of an event; None where the mapping has none.

    An air strike (ASSAULT, aerial) is an "Air/drone strike", whoever is hit; a shooting is an "Attack" only where
    civilians are named as hit.
    """
    return next((rule["sub_event"] for rule in load("acled")["rules"] if _fits(rule, event)), None)


def _fits(rule: dict[str, Any], event: Event) -> bool:
    if event.type != rule["type"] or event.mode not in rule["mode"]:
        return False
    hit = {side(party) for party in event.recipients}
    if "victims" in rule and (rule["victims"] not in hit or hit & ARMED):
        return False
    armed = [party for party in (*event.actors, *event.recipients) if side(party) in ARMED]
    return len(armed) >= int(rule.get("armed_sides", 0))


def _rows(selections: Iterable[Selection]) -> Iterator[dict[str, Cell]]:
    for selection, event in happened(selections):
        if (found := sub_event(event)) is not None:
            yield _row(selection.report, event, found)


def _row(report: Report, event: Event, found: str) -> dict[str, Cell]:
    facts, plain, kinds = load("acled"), event_row(report, event), load("acled")["sub_events"][found]
    ones, others = event.actors, event.recipients
    if not others and found == "Armed clash":  # a fight between sides that the text does not tell apart
        ones, others = event.actors[:1], event.actors[1:]
    where, day, date = plain["country"], days(event.date)[0], event.date
    home = where if isinstance(where, str) else None
    inters = [_inter(ones, home, kinds["event_type"]), _inter(others, home, None)]
    place = event.place
    return {
        "event_id_cnty": f"{home or ''}{event.id}",
        "event_date": day,
        "year": day[:4],
        "time_precision": facts["time_precision"].get(date.precision) if date else None,
        **kinds,
        "sub_event_type": found,
        "actor1": ones[0].name if ones else None,
        "assoc_actor_1": "; ".join(party.name for party in ones[1:]),
        "inter1": inters[0],
        "actor2": others[0].name if others else None,
        "assoc_actor_2": "; ".join(party.name for party in others[1:]),
        "inter2": inters[1],
        "interaction": _interaction(inters, bool(others)),
        "civilian_targeting": "Civilian targeting" if inters[1] == facts["inter"]["civilian"] else None,
        "iso": country(home, "numeric"),
        "region": country(home, "acled_region"),
        "country": country(home, "en"),
        "admin1": plain["admin1"],
        "admin2": place.name if place and place.precision == "district" else None,
        "admin3": None,
        "location": plain["place"],
        "latitude": plain["lat"],
        "longitude": plain["lon"],
        "geo_precision": facts["geo_precision"].get(place.precision) if place else None,
        "source": "; ".join(str(x) for x in (plain["outlet"], plain["source"]) if x),
        "source_scale": None,
        "notes": plain["sentence"],
        "fatalities": toll(report, event, "killed")[0],
        "tags": plain["url"],
        "timestamp": None,
    }


def _inter(parties: list[Party], home: str | None, event_type: str | None) -> int | None:
    facts = load("acled")
    if not parties:
        return None
    code: int | None = facts["by_event"].get(event_type) or facts["inter"].get(side(parties[0]))
    if code == facts["inter"]["state"] and home is not None and parties[0].country not in (None, home):
        code = facts["abroad"]
    return code


def _interaction(inters: list[int | None], two_sided: bool) -> int | None:
    one, other = inters
    if one is None or (two_sided and other is None):
        return None
    return one * 10 if other is None else min(one, other) * 10 + max(one, other)


FORMAT = Format("acled", "Events in the columns of ACLED, as far as its types go.", ".csv", write, columns=COLUMNS)

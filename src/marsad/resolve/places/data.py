"""The gazetteer's files and the index over them.

`cities.tsv` comes from GeoNames (CC BY 4.0) by way of training/build_gazetteer.py; the other tables and countries.yaml
are Marsad's own. Countries follow the practice of the United Nations; the word "القدس" alone has none.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from marsad.errors import DataError
from marsad.resolve.places.names import key

_TABLES: dict[str, float] = {  # own tables and how well known their entries are, in inhabitants
    "territories": 1e6, "governorates": 5e4, "regions": 5e5, "districts": 1e4, "waters": 1e6, "world": 1e7, "towns": 2e4,
    "camps": 5e4, "crossings": 5e4, "quarters": 2e4, "sites": 5e4,
}  # fmt: skip
_KIND = {
    "territories": "territory", "governorates": "governorate", "regions": "governorate", "districts": "district",
    "waters": "water",
    "world": "world", "towns": "city", "camps": "camp", "crossings": "crossing", "quarters": "quarter", "sites": "site",
}  # fmt: skip
COVERED = frozenset([  # where every town is listed: there a name of one country's needs no support
    "PSE", "ISR", "SYR", "LBN", "JOR", "IRQ", "YEM", "SAU", "EGY", "SDN", "SSD", "LBY", "TUN", "DZA", "MAR", "ESH",
    "MRT", "SOM", "DJI", "KWT", "BHR", "QAT", "ARE", "OMN", "COM",
])  # fmt: skip
COUNTRY_WEIGHT = 3e6
UNCOUNTED = 2000.0  # inhabitants taken for a town whose population GeoNames does not know
ADDED = 5000.0  # and for a camp, a district or another thing that is no town


class Entry(NamedTuple):
    """One thing on the map. `weight`: inhabitants, or what stands for them; `radius` in metres; `country` may be ""."""

    name: str
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    radius: int
    weight: float
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Index:
    """Keys to entries, and what the words of a phrase mean.

    `starts`: the first word of a name and the most words of such a name; `common`: names that are everyday words;
    `divisions`: country and GeoNames' code of a first-level division to its name;
    `whole`: words whose first letter is no particle; `heads`: words that begin compound names; `nisba`: adjective to
    country; `borders`: two countries to latitude, longitude, radius in metres.
    """

    entries: dict[str, list[Entry | str]]
    starts: dict[str, int]
    common: frozenset[str]
    whole: frozenset[str]
    nisba: dict[str, str]
    countries: dict[str, Entry]
    capitals: dict[str, str]
    borders: dict[frozenset[str], tuple[float, float, int]]
    kinds: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    directions: dict[str, str]
    heads: frozenset[str]
    short: dict[str, tuple[Entry, ...]]
    divisions: dict[tuple[str, str], str]
    _done: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def means(self, word: str) -> frozenset[str]:
        """The kinds of thing that a describing word announces, with or without its article; none for other words."""
        return self.kinds.get(word) or (self.kinds.get(word[2:]) if word.startswith("ال") else None) or frozenset()

    def with_places(
        self, entries: dict[str, list[Entry | str]], starts: dict[str, int], common: frozenset[str]
    ) -> Index:
        """The same with more places; their names of one word (`common`) may be everyday words."""
        return replace(self, entries=entries, starts=starts, common=self.common | common, _done={})

    def get(self, name: str) -> tuple[Entry, ...]:
        """The entries that share this key; rows of cities.tsv are read when first asked for."""
        done = self._done.get(name)
        if done is None:
            rows = self.entries.get(name)
            if rows is None:
                return ()
            done = self._done[name] = tuple(row_entry(row) if isinstance(row, str) else row for row in rows)
        return done


def _read(name: str) -> str:
    path = files("marsad.knowledge") / name
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    except (OSError, EOFError, UnicodeDecodeError) as problem:
        raise DataError("places.file", f"The place file {name} cannot be read.", hint="Reinstall Marsad.") from problem


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = io.StringIO(_read(f"places/{name}.tsv"))
    head = next(lines).rstrip("\n").split("\t")
    for line in lines:
        yield dict(zip(head, line.rstrip("\n").split("\t"), strict=True))


def row_entry(row: str) -> Entry:
    """The entry of a row of cities.tsv, or of a user's places, which say their kind and reach; ValueError for neither."""
    _, geonames, name, _, country, admin1, lat, lon, population, *more = row.split("\t")
    kind, reach = more or ("city", "0")
    weight = max(float(population), UNCOUNTED if kind == "city" else ADDED)
    radius = int(reach) or (2000 if weight < 2e4 else 5000 if weight < 3e5 else 10000 if weight < 2e6 else 20000)
    return Entry(name, kind, country, admin1, float(lat), float(lon), radius, weight, int(geonames))


def _own(table: str) -> Iterator[tuple[list[str], Entry]]:
    for row in _rows(table):
        names = row["names"].split(";")
        kind, country = _KIND[table], row["country"]
        admin1 = names[0] if table == "governorates" else ""
        radius = round(float(row["radius_km"]) * 1000)
        weight = float(row.get("weight") or _TABLES[table])
        yield names, Entry(names[0], kind, country, admin1, float(row["lat"]), float(row["lon"]), radius, weight, None)


def read_countries() -> list[dict[str, Any]]:
    """The rows of countries.yaml."""
    loaded: list[dict[str, Any]] = yaml.load(_read("countries.yaml"), Loader=yaml.CSafeLoader)
    return loaded


def _nisba(masculine: str) -> Iterator[str]:
    """The forms of a nisba in a place phrase: "سوري" → سوري، سورية، with and without the article."""
    stem = key(masculine)
    bare = stem.removeprefix("ال")
    last = " ".join(w + "ه" for w in bare.split())
    yield from (
        bare,
        "ال" + bare,
        last,
        " ".join("ال" + w for w in last.split()),
        " ".join("ال" + w for w in bare.split()),
    )


@cache
def index() -> Index:
    """The index of this process, read once."""
    return read_index()


def read_index() -> Index:
    """Read every table (about 0.1 s); raises DataError for a missing or damaged one."""
    entries: dict[str, list[Entry | str]] = {}
    nisba: dict[str, str] = {}
    countries: dict[str, Entry] = {}
    capitals: dict[str, str] = {}
    for row in read_countries():
        iso3, radius = row["iso3"], row["radius_km"] * 1000
        entry = Entry(row["ar"][0], "country", iso3, "", row["lat"], row["lon"], radius, COUNTRY_WEIGHT, None)
        countries[iso3] = entry
        for name in row["ar"]:
            entries.setdefault(key(name), []).append(entry)
        for form in (f for n in row["nisba"] for f in _nisba(n)):
            nisba.setdefault(form, iso3)
        if row["capital_ar"]:
            capitals[iso3] = key(row["capital_ar"])
    for table in _TABLES:
        for names, entry in _own(table):
            for name in dict.fromkeys(map(key, names)):
                entries.setdefault(name, []).append(entry)
    for line in _read("places/cities.tsv.gz").splitlines():
        for name in line.split("\t", 1)[0].split(";"):
            entries.setdefault(name, []).append(line)
    starts: dict[str, int] = {}
    for name in entries:
        first, count = name.split(" ", 1)[0], name.count(" ") + 1
        if starts.get(first, 0) < count:
            starts[first] = count
    vocabulary: dict[str, Any] = yaml.load(_read("places/words.yaml"), Loader=yaml.CSafeLoader)
    kinds: dict[str, set[str]] = {}
    for kind, listed in vocabulary["kinds"].items():
        for word in listed:
            kinds.setdefault(key(word), set()).add(kind)
    return Index(
        entries=entries,
        starts=starts,
        common=frozenset(_read("places/common.txt").split("\n")),
        whole=frozenset(_read("places/whole.txt").split("\n")),
        nisba=nisba,
        countries=countries,
        capitals=capitals,
        borders={
            frozenset(r["countries"].split()): (float(r["lat"]), float(r["lon"]), int(r["radius_km"]) * 1000)
            for r in _rows("borders")
        },
        kinds={word: frozenset(found) for word, found in kinds.items()},
        words={
            role: frozenset(key(w) for w in vocabulary[role])
            for role in ("countryside", "near", "between", "border", "seated", "land", "inside", "linking")
        },
        directions={key(w): side for side, listed in vocabulary["directions"].items() for w in listed},
        heads=frozenset(map(key, vocabulary["heads"])),
        short={
            key(word): tuple(e for n in names for e in entries[key(n)] if not isinstance(e, str))
            for word, names in vocabulary["short"].items()
        },
        divisions={(r["country"], r["code"]): r["names"].split(";")[0] for r in _rows("governorates")},
    )

"""From the words of a place to the place: `gazetteer().resolve("ريف حلب الشمالي", PlaceContext())`."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from marsad.resolve.places.added import extended
from marsad.resolve.places.choose import KNOWN, TOWN, choose, distance_km
from marsad.resolve.places.data import COVERED, Entry, Index, index
from marsad.resolve.places.model import PlaceContext, Precision, ResolvedPlace
from marsad.resolve.places.names import Word, key, words
from marsad.resolve.places.phrase import Named, Reading, longest_name, read

_PRECISION: dict[str, Precision] = {
    "city": "town", "camp": "town", "quarter": "quarter", "crossing": "point", "site": "point",
    "district": "district", "governorate": "region", "territory": "region", "water": "region", "world": "region",
    "country": "country",
}  # fmt: skip
_OFFSET = {"north": (1.0, 0.0), "south": (-1.0, 0.0), "east": (0.0, 1.0), "west": (0.0, -1.0), "middle": (0.0, 0.0)}
UNKNOWN = "the gazetteer knows no place of this name"
BESIDE_KM, ABROAD_KM = 150.0, 50.0  # so far at most is a town from the one on whose side it lies; a village, or abroad
_BESIDE = {True: (BESIDE_KM, ABROAD_KM), False: (ABROAD_KM, ABROAD_KM)}
SLACK_KM = 5.0  # how far beyond the reach of what holds it a place may lie and be held
HELD_KM = 60.0  # and from the town or the division in which it is said to lie, beyond the reach of that
SEATED = 15_000  # metres around its seat, for a division that is known only by it
_AREAS = frozenset(["country", "territory", "governorate", "district", "world", "water"])


_PROMINENT = 300_000  # weight, about a population


class Gazetteer:
    """Names of places, their coordinates, and how to read a phrase that names one; the shared one is `gazetteer()`."""

    def __init__(self, data: Index) -> None:
        self._index = data
        self._mentions = lru_cache(maxsize=256)(self._read)  # an article is looked through twice, its phrases often

    @staticmethod
    def load(places: Path | None = None) -> Gazetteer:
        """The gazetteer of the package (about 0.1 s), with a user's own places where a folder of them is given.

        Raises DataError when a file is damaged.
        """
        return Gazetteer(extended(index(), places) if places else index())

    def resolve(self, phrase: str, context: PlaceContext | None = None) -> ResolvedPlace:
        """The place that a phrase names; unknown: nulls and a reason. Never raises.

        >>> gazetteer().resolve("مدينة إسطنبول").geonames
        745044
        """
        context = context or PlaceContext()
        reading = read(self._index, phrase)
        if reading.border and (found := self._border(phrase, reading)):
            return found
        if not reading.names:
            return self._unnamed(phrase, reading, context)
        said = self._said(reading)
        reason = UNKNOWN
        for at, name in enumerate(reading.names):
            after = reading.names[at + 1 :]
            if after and not after[0].joined and _only_names_it(name):
                continue
            holders = [(e, BESIDE_KM if o.sides else SLACK_KM) for o in after if not o.joined for e in o.entries]
            entry, why = choose(name, holders, said, context)
            if entry is None or _is_namesake(name, entry, after, context):
                reason = why if at == 0 else reason
            elif reading.between and after and (other := choose(after[0], [(entry, SLACK_KM)], said, context)[0]):
                return _midway(phrase, entry, other)
            else:
                return self._placed(phrase, name, entry, said, why if at == 0 else f"{why}, around the place meant")
        return ResolvedPlace(phrase.strip(), reason=reason)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where a text names places: half-open code point offsets, without attached و ب ل ف ك.

        A name that is also a common word counts only after a describing word ("مدينة الباب").
        """
        return [(start, end) for start, end, _ in self._mentions(text)]

    def prominent(self, phrase: str) -> bool:
        """Whether a phrase names a place that needs no second name beside it to be sure of: a big city, a region."""
        names = (name for _, _, name in self._mentions(phrase))
        return any(entry.weight >= _PROMINENT for name in names for entry in self._index.get(name))

    def context(self, text: str, dateline: ResolvedPlace | None = None) -> PlaceContext:
        """What a text says about where it is: a point for each mention of a country or of a place in one."""
        weights: dict[str, float] = {}
        for _, _, name in self._mentions(text):
            entries = self._index.get(name)
            lands = dict.fromkeys(e.country for e in entries if e.weight >= 0.2 * max(x.weight for x in entries))
            for land in lands:
                if land:
                    weights[land] = weights.get(land, 0.0) + 1.0 / len(lands)
        for word in words(text):
            land = self._index.nisba.get(word.key.removeprefix("و").removeprefix("ب"), "")
            if land and len(word.key) > 4:
                weights[land] = weights.get(land, 0.0) + 0.5
        return PlaceContext(weights, dateline)

    def _read(self, text: str) -> list[tuple[int, int, str]]:
        data, found, at, out = self._index, words(text), 0, []
        while at < len(found):
            name = longest_name(data, found, at)
            if name and (name[1] > 1 or self._stands_alone(found, at, name[0], name[2])):
                out.append((found[at].start + name[2], found[at + name[1] - 1].end, name[0]))
                at += name[1]
            else:
                at += 1
        return out

    def _stands_alone(self, found: list[Word], at: int, name: str, cut: int) -> bool:
        """Whether one word of a text is surely a place there."""
        data = self._index
        if data.means(name) or name in data.directions or name in data.short:
            return False
        before = found[at - 1].key if at and not found[at].apart else ""
        if data.means(before) or data.means(before[1:]):
            return True
        largest = max(data.get(name), key=lambda entry: entry.weight)
        if cut and (found[at].key in data.whole or not (name.startswith("ال") or _sure(largest))):
            return False
        if name in data.common:
            return before == "في" and largest.weight >= KNOWN
        return before == "في" or largest.kind != "city" or _sure(largest) or largest.country in COVERED

    def _said(self, reading: Reading) -> frozenset[str]:
        """The countries that the phrase itself names, by adjective or after the place."""
        said = list(reading.nisba)
        for name in reading.names[1:]:
            said += [e.country for e in name.entries if e.kind == "country" and not name.joined]
        return frozenset(said)

    def _border(self, phrase: str, reading: Reading) -> ResolvedPlace | None:
        lands = list(reading.nisba)
        lands += [e.country for name in reading.names for e in name.entries[:1] if e.country]
        for one, other in ((a, b) for i, a in enumerate(lands) for b in lands[i + 1 :] if a != b):
            line = self._index.borders.get(frozenset((one, other)))
            if line:
                name = self._index.countries[one]
                return ResolvedPlace(
                    phrase.strip(), None, name.country, None, line[0], line[1], "region", line[2], "border"
                )
        return None

    def _unnamed(self, phrase: str, reading: Reading, context: PlaceContext) -> ResolvedPlace:
        """A phrase without a name: "العاصمة السورية", "الشمال السوري", "الأراضي اللبنانية"."""
        lands = list(reading.nisba)
        if lands and not reading.land:
            return ResolvedPlace(phrase.strip(), reason="an adjective of a country, and no word for land before it")
        if not lands and "capital" in reading.left.kinds:
            lands = sorted(self._index.countries.keys() & context.countries, key=lambda c: (-context.countries[c], c))
        if not lands and (entries := self._index.short.get(key(phrase))):
            entry = max(entries, key=lambda e: context.countries.get(e.country, 0.0))
            if context.countries.get(entry.country, 0.0) > 0:
                return _plain(entry, "short name")
        if not lands:
            return ResolvedPlace(phrase.strip(), reason=UNKNOWN if phrase.strip() else "there are no words")
        country = self._index.countries[lands[0]]
        if "capital" in reading.left.kinds and (capital := self._index.capitals.get(lands[0])):
            name = Named(capital, self._index.get(capital), frozenset(["city"]))
            seat, _ = choose(name, [], frozenset(lands[:1]), context)
            if seat is not None:
                return _plain(seat, "capital")
        return self._placed(phrase, reading.left, country, frozenset(), "adjective")

    def _placed(self, phrase: str, name: Named, entry: Entry, said: frozenset[str], reason: str) -> ResolvedPlace:
        """The entry, moved and widened as the words around its name say."""
        place = _plain(entry, reason, self._land(entry, said))
        sides = [s for s in name.sides if s != "middle"]
        small = entry.kind == "district"
        if name.countryside and entry.kind == "city":
            return _at(phrase, place, entry, sides, max(entry.radius * 2, 25_000), "district")
        if name.seated and entry.kind == "city" and entry.weight < 2 * KNOWN:
            return _at(phrase, place, entry, sides, max(entry.radius * 2, SEATED), "district")
        if sides and entry.kind in _AREAS:
            return _at(phrase, place, entry, sides, entry.radius * 6 // 10, "district" if small else "region")
        if (sides or name.near) and entry.kind not in _AREAS:
            return _at(phrase, place, entry, [], max(entry.radius * 3 // 2, 5_000), "district")
        if entry.kind == "city" and "quarter" in name.kinds and not name.kinds & {"city", "district"}:
            return replace(place, precision="quarter")
        return place

    def _land(self, entry: Entry, said: frozenset[str]) -> str | None:
        return entry.country or (min(said) if len(said) == 1 else None)


def _sure(entry: Entry) -> bool:
    """Whether a place is so well known that its name, with a particle written onto it, is hardly anything else."""
    return entry.weight >= (TOWN if entry.country in COVERED else KNOWN)


def _only_names_it(name: Named) -> bool:
    """Whether a country only gives a building its name: "مسجد السودان" in "مسجد السودان بمدينة سلا"."""
    return bool(name.kinds & {"site", "quarter"}) and all(e.kind == "country" for e in name.entries)


def _is_namesake(name: Named, entry: Entry, after: list[Named], context: PlaceContext) -> bool:
    """Whether the place lies far from what it is said to lie beside or in: "قرية المغير شمال شرق رام الله"."""
    if entry.kind in _AREAS:
        return False
    large = name.seated or entry.weight >= TOWN / 2
    for other in after:
        if other.joined or not (other.sides or other.holds):
            continue
        areas = [e for e in other.entries if e.kind not in {"world", "water"}]
        if context.countries.get(entry.country):  # a division of that name in another country is none of this article
            areas = [e for e in areas if context.countries.get(e.country)]
        if areas:
            return not any(_within(entry, e, (HELD_KM, HELD_KM) if not other.sides else _BESIDE[large]) for e in areas)
    return False


def _within(entry: Entry, area: Entry, reach: tuple[float, float]) -> bool:
    """Whether a place lies so near an area: kilometres where they are in one country, and where not."""
    if area.kind == "country":
        return entry.country == area.country or not entry.country
    return (
        distance_km(entry.lat, entry.lon, area.lat, area.lon) - area.radius / 1000
        < reach[entry.country != area.country]
    )


def _plain(entry: Entry, reason: str, land: str | None = None) -> ResolvedPlace:
    country = land or entry.country or None
    admin1 = entry.admin1 or None
    precision = _PRECISION[entry.kind]
    return ResolvedPlace(
        entry.name, entry.geonames, country, admin1, entry.lat, entry.lon, precision, entry.radius, reason
    )


def _at(
    phrase: str, place: ResolvedPlace, entry: Entry, sides: list[str], radius: int, precision: Precision
) -> ResolvedPlace:
    """Part of a place: its middle moved half its radius to the sides named."""
    north = sum(_OFFSET[s][0] for s in sides)
    east = sum(_OFFSET[s][1] for s in sides)
    move = entry.radius / 2000 / 111.2 / max(1.0, math.hypot(north, east))
    lat = entry.lat + north * move
    lon = entry.lon + east * move / max(0.1, math.cos(math.radians(entry.lat)))
    name = " ".join(phrase.split())
    geonames = place.geonames if precision == "district" else None
    return ResolvedPlace(
        name, geonames, place.country, place.admin1, round(lat, 4), round(lon, 4), precision, radius, place.reason
    )


def _midway(phrase: str, one: Entry, other: Entry) -> ResolvedPlace:
    country = one.country if one.country == other.country else None
    half = distance_km(one.lat, one.lon, other.lat, other.lon) * 500
    lat, lon = round((one.lat + other.lat) / 2, 4), round((one.lon + other.lon) / 2, 4)
    precision: Precision = "district" if half < 50_000 else "region"
    return ResolvedPlace(phrase.strip(), None, country, None, lat, lon, precision, round(half) + 2000, "between two")


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, loaded once."""
    return Gazetteer.load()

"""Choosing among namesakes: what the phrase says first, then the article, then how well known a place is.

A score is log10 of the inhabitants plus points for each sign; a place that nothing supports must be a city of some
size, so that a village on another continent never answers for a common word.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from marsad.resolve.places.data import COVERED, Entry
from marsad.resolve.places.model import PlaceContext
from marsad.resolve.places.phrase import Named

SAID_KIND, SAID_COUNTRY, HELD, ARTICLE, DATELINE, NEARBY = 3.0, 6.0, 6.0, 3.0, 1.5, 1.5
AT_HOME = 0.7  # for a place in the countries that Arabic news is mostly about
NEARBY_KM = 150.0
TOWN = 20_000.0  # inhabitants of a town that no village abroad is preferred to
KNOWN = 300_000.0  # inhabitants from which a city needs no support
_AROUND = frozenset(["governorate", "district"])  # of the name of their seat, which is meant unless they are said
_COARSE = frozenset(["country", "world", "water"])


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance, haversine formula on a sphere of 6371 km."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half)))


Holder = tuple[Entry, float]  # what the phrase says that the place lies in or beside, and how many kilometres off


def choose(
    name: Named, holders: Sequence[Holder], said: frozenset[str], context: PlaceContext
) -> tuple[Entry | None, str]:
    """The entry meant, and why; none when nothing supports the best one. `said`: countries that the phrase names."""
    best: tuple[float, float, Entry] | None = None
    if not any(entry.country in said for entry in name.entries):
        said = frozenset()  # the country beside which it lies, say
    for entry in name.entries:
        support = _support(entry, name, holders, said, context)
        score = math.log10(entry.weight + 10) + support + (AT_HOME if entry.country in COVERED else 0.0)
        if best is None or score > best[0]:
            best = (score, support, entry)
    if best is None:
        return None, "the gazetteer knows no place of this name"
    _, support, entry = best
    lands = {e.country for e in name.entries}
    alone = len(lands) == 1 or (len(lands & COVERED) == 1 and entry.weight >= TOWN)
    sure = entry.country in COVERED and not name.common and alone
    small = entry.kind in {"city", "quarter"} or (name.common and not name.kinds)
    if support <= 0 and small and entry.weight < KNOWN and not sure:
        return None, f"known only as {entry.name} ({entry.country}), which nothing in the article supports"
    return entry, "named" if len(name.entries) == 1 else "supported" if support > 0 else "best known"


def _support(
    entry: Entry, name: Named, holders: Sequence[Holder], said: frozenset[str], context: PlaceContext
) -> float:
    support = 0.0
    if name.kinds:
        support += SAID_KIND if entry.kind in name.kinds else -0.5
    elif entry.kind in {"governorate", "district"} and any(
        e.kind == "city" and e.country == entry.country for e in name.entries
    ):
        support -= SAID_KIND
    if said and entry.country:
        support += SAID_COUNTRY if entry.country in said else -SAID_COUNTRY
    for holder, slack in holders:
        if holder.kind not in _COARSE:
            reach = holder.radius * 1.5 / 1000 + slack
            support += HELD if distance_km(entry.lat, entry.lon, holder.lat, holder.lon) <= reach else -1.0
    return support + _article(entry, context)


def _article(entry: Entry, context: PlaceContext) -> float:
    support = 0.0
    if context.countries and entry.country:
        most = max(context.countries.values())
        support += ARTICLE * context.countries.get(entry.country, 0.0) / most if most > 0 else 0.0
    if context.dateline is not None and entry.country and context.dateline.country == entry.country:
        support += DATELINE
    if entry.kind not in _COARSE and any(
        o.lat is not None
        and o.lon is not None
        and o.precision not in {"country", "region"}
        and distance_km(entry.lat, entry.lon, o.lat, o.lon) < NEARBY_KM
        for o in context.others
    ):
        support += NEARBY
    return support

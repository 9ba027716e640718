"""What the place resolver takes and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Precision = Literal["point", "quarter", "town", "district", "region", "country"]


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A place phrase on the map: "مدينة إسطنبول" is GeoNames 745044, TUR, a town.

    `lat`/`lon` in degrees (WGS 84); the place lies within `radius_m` metres of them; `country` ISO 3166 alpha-3, null
    on the high seas, across countries and for "القدس" alone. An unknown place has nulls and a `reason`.
    """

    name: str
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    radius_m: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What else the article says about where it is.

    `countries`: ISO 3166 alpha-3 to a weight (how often named, say); `dateline`: the printed one; `others`: places
    settled already.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    dateline: ResolvedPlace | None = None
    others: Sequence[ResolvedPlace] = ()

"""What the formats of other event data share: which events they take, their countries' codes, sides, days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from marsad.knowledge import load, text
from marsad.record.types import Date, Event, Party
from marsad.store import Selection

Side = Literal["state", "rebel", "militia", "civilian", "other"]
ARMED = frozenset({"state", "rebel", "militia"})
_NONE: dict[str, str] = {}


def happened(selections: Iterable[Selection]) -> Iterator[tuple[Selection, Event]]:
    """The events that their articles report as having happened.

    Formats without a column for it must not carry the rest: a denied or threatened attack would count as an attack.
    """
    for selection in selections:
        for event in selection.events:
            if event.status == "reported":
                yield selection, event


def country(iso3: str | None, code: str) -> str:
    """A country's code in another list ("numeric", "fips", "gw", "cow", "acled_region", "en"); "" where it has none.

    >>> country("SDN", "gw")
    '625'
    """
    return _countries().get(iso3 or "", _NONE).get(code, "")


def side(party: Party) -> Side | None:
    """On which side other data would count the party, by its sectors; None where they do not say."""
    return next((found for sector in party.sectors if (found := _sides().get(sector))), None)


def days(date: Date | None) -> tuple[str, str]:
    """First and last day of an event, ISO 8601; two empty texts where it has no date."""
    start = (date.start if date else None) or ""
    end = (date.end if date else None) or start
    return start[:10], end[:10]


def first(parties: list[Party]) -> Party | None:
    """The party that is named first, if any."""
    return parties[0] if parties else None


@cache
def _countries() -> dict[str, dict[str, str]]:
    head, *rows = [line.split("\t") for line in text("country_codes.tsv").splitlines() if not line.startswith("#")]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


@cache
def _sides() -> dict[str, Side]:
    return {sector: found for found, sectors in load("sides").items() for sector in sectors}

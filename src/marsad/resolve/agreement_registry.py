"""The registry of public agreements, and the words in which Arabic news speaks of agreements at all.

Data: one file an agreement in `knowledge/agreements`, `_provisions.yaml` for what they
share, `_phrases.yaml` for wording.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from marsad.knowledge import load, names
from marsad.resolve.surfaces import bare, surfaces
from marsad.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Provision:
    """What an agreement obliges to: `id` and `kind` as in `_provisions.yaml`; `obliged` is an actor id or None."""

    id: str
    kind: str
    ar: str
    en: str
    obliged: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement of the registry. Dates are days of the calendar, None where none is certain.

    `places` (ISO 3166 alpha-3): where it holds, all of which an article must be about. `named_only`: the general words
    ("وقف إطلاق النار") never mean it without a place or a party. `meant_until`: the last day on which they do.
    """

    id: str
    kind: str
    en: tuple[str, ...]
    ar: tuple[str, ...]
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    places: tuple[str, ...]
    words: tuple[str, ...]
    named_only: bool
    signed: datetime.date | None
    in_force: datetime.date | None
    ended: datetime.date | None
    meant_until: datetime.date | None
    provisions: tuple[Provision, ...]
    source: str

    @property
    def start(self) -> datetime.date:
        """The first day on which it can be spoken of as reached."""
        return self.signed or self.in_force or datetime.date.min


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that heads a mention: the kinds that it can mean, and whether it needs a complement to mean any."""

    kinds: frozenset[str]
    needs: bool
    ceasefire: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """`_phrases.yaml`, unfolded into written forms."""

    heads: dict[str, tuple[int, bool, Head]]
    complements: frozenset[str]
    adjectives: frozenset[str]
    proposed: frozenset[str]
    kinds: dict[str, str]
    not_before: frozenset[str]
    agreeing: frozenset[str]
    hopes: frozenset[str]
    acts: frozenset[str]
    links: frozenset[str]
    regions: frozenset[str]
    places: frozenset[str]


@cache
def agreements() -> Mapping[str, Agreement]:
    """The registry by id, in the order of the ids."""
    shared = {p["id"]: p for p in load("agreements/_provisions")}
    found = (load(name) for name in names("agreements") if "/_" not in name)
    return {a.id: a for a in (_agreement(data, shared) for data in found)}


def _agreement(data: dict[str, object], shared: dict[str, dict[str, str]]) -> Agreement:
    return Agreement(
        id=str(data["id"]),
        kind=str(data["kind"]),
        en=_strings(data["names"], "en"),
        ar=_strings(data["names"], "ar"),
        parties=_strings(data, "parties"),
        mediators=_strings(data, "mediators"),
        places=_strings(data, "places"),
        words=tuple(fold(w) for w in _strings(data, "words")),
        named_only=data.get("scope") == "named",
        signed=_day(data.get("signed")),
        in_force=_day(data.get("in_force")),
        ended=_day(data.get("ended")),
        meant_until=_day(data.get("meant_until")),
        provisions=tuple(_provision(p, shared[p["id"]]) for p in _rows(data, "provisions")),
        source=str(data["source"]),
    )


def _strings(data: object, field: str) -> tuple[str, ...]:
    return tuple(str(value) for value in (data.get(field) or ())) if isinstance(data, dict) else ()


def _rows(data: dict[str, object], field: str) -> list[dict[str, str]]:
    rows = data.get(field)
    return rows if isinstance(rows, list) else []


def _day(value: object) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else None


def _provision(own: dict[str, str], general: dict[str, str]) -> Provision:
    merged = {**general, **own}
    return Provision(merged["id"], merged["kind"], merged["ar"], merged["en"], own.get("obliged"))


@cache
def wording() -> Wording:
    """The wording lexicon, read once."""
    data = load("agreements/_phrases")
    heads: dict[str, tuple[int, bool, Head]] = {}
    for row in data["heads"]:
        head = Head(
            frozenset(row["kinds"]), row.get("needs", False), row.get("ceasefire", False), row.get("plural", False)
        )
        for word in row["words"]:
            heads.update((form, (skip, definite, head)) for form, skip, definite in surfaces(word))
    countries = (name for row in load("countries") for name in row["ar"])
    places = {bare(fold(name)) for name in countries} | {bare(w) for a in agreements().values() for w in a.words}
    forms = {fold(a) + ending for a in data["adjectives"] for ending in ("", "ه", "ا", "ين")}
    return Wording(
        heads=heads,
        complements=_forms(data["complements"]),
        adjectives=frozenset(forms),
        proposed=frozenset(fold(a) + ending for a in data["proposed"] for ending in ("", "ه", "ا")),
        kinds={form: kind for kind, cues in data["kinds"].items() for cue in cues for form, _, _ in surfaces(cue)},
        not_before=_forms(data["not_before"]),
        agreeing=frozenset(map(fold, data["agreeing"])),
        hopes=frozenset(map(fold, data["hopes"])),
        acts=_forms(data["acts"]),
        links=frozenset(map(fold, data["links"])),
        regions=frozenset(map(fold, data["regions"])),
        places=frozenset(places),
    )


def _forms(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(form for entry in entries for form, _, _ in surfaces(entry))

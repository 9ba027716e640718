"""Agencies and outlets by their names and web domains (knowledge/outlets.yaml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from marsad.knowledge import load
from marsad.text.normalise import fold

_AROUND = " \t\u00a0«»“”\"'()[]"
_AGENCY = "وكاله "  # folded, as are the press words
_LISTED = re.compile(r"\s*[،,+&]\s*|\s+و(?=وكالات)")
_PRESS_WORDS = frozenset(
    ["وكاله", "وكالات", "شبكه", "قناه", "صحيفه", "نيوز", "برس", "بوست", "للانباء", "انباء", "نت", "تايمز"]
)


def outlet_name(words: str, *, strict: bool = False) -> str | None:
    """The usual Arabic name of the agency or outlet that the words name; None if they name none.

    Where an agency is expected, a known one may lack its "وكالة" ("معا") and an unknown one is recognised by a press
    word and keeps its words ("وكالة عيّنة"); `strict` refuses both. Of several ("رويترز، أ ف ب") the first known counts.
    """
    words = words.strip(_AROUND)
    for part in (words, *_LISTED.split(words)):
        key = fold(part.strip(_AROUND)).strip()
        if name := _names().get(key) or (None if strict else _names().get(_AGENCY + key)):
            return name
    return words if not strict and _PRESS_WORDS.intersection(fold(words).split()) else None


def outlet_of(url: str | None) -> str | None:
    """The outlet whose web domain an address belongs to: "https://www.reuters.com/x" → "رويترز"."""
    return next((name for domain in domains_of(url) if (name := _domains().get(domain))), None)


def domains_of(url: str | None) -> list[str]:
    """The domains that an address lies in: "https://ara.reuters.com/x" → ["ara.reuters.com", "reuters.com"]."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return []
    labels = host.split(".")
    return [".".join(labels[i:]) for i in range(len(labels) - 1)]


def national_outlet(name: str | None) -> str | None:
    """The country (ISO 3166 alpha-3) that a newspaper writes about as its own; None for pan-Arab and foreign ones."""
    return _nations().get(name or "")


@cache
def _nations() -> dict[str, str]:
    rules = load("coreference")
    wide, arab = frozenset(rules["pan_arab"]), frozenset(rules["arab"])
    return {_usual(e): e["country"] for e in reversed(_entries()) if e["country"] in arab and e["id"] not in wide}


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in _entries():
        for name in (*entry["ar"], entry["en"], entry["id"]):
            names.setdefault(fold(name.rstrip("~")), _usual(entry))
    return names


@cache
def _domains() -> dict[str, str]:
    return {domain: _usual(entry) for entry in reversed(_entries()) for domain in entry.get("domains", [])}


def _usual(entry: dict[str, Any]) -> str:
    return str(entry["ar"][0]).rstrip("~")


def _entries() -> list[dict[str, Any]]:
    outlets = load("outlets")
    return [*outlets["agencies"], *outlets["outlets"]]

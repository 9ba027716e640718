"""PLOVER 2 as a lookup: which quad a type belongs to, how intense a mode is, what everything is called.

The facts are in knowledge/plover.yaml, which also says how the manual's defects were decided.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from marsad.knowledge import load
from marsad.record.types import Quad

Language = Literal["ar", "en"]


def quad(event_type: str) -> Quad:
    """The quarter of the cooperation–conflict plane: `quad("ASSAULT")` is "material conflict". KeyError if unknown."""
    value: Quad = _types()[event_type]["quad"]
    return value


def intensity(event_type: str, mode: str | None = None) -> float:
    """The PLOVER score from -10 (conflict) to +10 (cooperation); an unknown or absent mode takes the type's base.

    `intensity("ASSAULT", "aerial")` is -9.5, `intensity("ASSAULT", None)` is -9.0. KeyError for an unknown type.
    """
    base = _types()[event_type]
    return float(modes(event_type).get(mode or "", base)["intensity"])


def modes(event_type: str) -> dict[str, Any]:
    """The modes that a type may have, in file order; empty for a type without any (AGREE)."""
    found: dict[str, Any] = load("plover")["modes"].get(event_type, {})
    return found


def needs_recipient(event_type: str) -> bool:
    """Whether PLOVER asks for a recipient before the event counts (COOPERATE, AID, SANCTION)."""
    return bool(_types()[event_type].get("recipient", False))


def label(kind: str, code: str, language: Language = "ar") -> str:
    """What people call a code: `label("types", "AID")` is "مساعدة"; modes are "RETREAT/release".

    An unknown code is shown as it is, because a page must not break on a record of a later version.
    """
    return labels(kind, language).get(code, code)


@cache
def labels(kind: str, language: Language = "ar") -> dict[str, str]:
    """All labels of one list, in file order: `labels("statuses")["denied"]` is "منفي".

    Lists: types, modes, quads, contexts, sectors, nonstates, statuses, measures, qualifiers, scopes, claims,
    source_kinds, mention_kinds, place_precisions, date_precisions, date_bases. KeyError for another name.
    """
    entries: dict[str, Any] = load("plover")[kind]
    if kind == "modes":
        entries = {f"{t}/{mode}": entry for t, listed in entries.items() for mode, entry in listed.items()}
    return {code: entry[language] for code, entry in entries.items()}


def gloss(event_type: str, language: Language = "ar") -> str:
    """One line that says what a type covers, for legends and tooltips."""
    value: str = _types()[event_type]["gloss" if language == "en" else "gloss_ar"]
    return value


def _types() -> dict[str, Any]:
    types: dict[str, Any] = load("plover")["types"]
    return types

"""What the pieces of a phrase say together: whose actor, of which country, in which sectors, and why.

The first piece that names or describes somebody is the head. A role that takes "org" looks at the body that follows
("المتحدث باسم الشرطة"), the country is the first one named after the head and before a word of direction
("المبعوث الأميركي إلى سوريا" is American), and a person named at the end of a title is that person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.resolve.actors.book import Role
from marsad.resolve.actors.phrase import NONSTATE, Piece
from marsad.resolve.actors.shared import in_common

# Whose force it is → what the force is: None, what its own word says ("قوات الحكومة" is MIL, "مسلحو القبائل" UAF).
_FORCE = {"GOV": None, "CVL": None, "OPP": ("REB",), "JRN": None, "REL": None, "PTY": None, "REF": None, "ELI": None}


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome: nulls where the words do not say; `reason` in English."""

    actor: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    kind: str | None = None
    reason: str = "the phrase has no word"


def read(pieces: Sequence[Piece]) -> Reading:
    """The reading of a whole phrase; an empty one when nothing is known."""
    person = _person_after_title(pieces)
    if person:
        found = _of_actor(person, ())
        return replace(found, sectors=("ELI",), reason=f"{found.reason}, called former") if _former(pieces) else found
    for i, piece in enumerate(pieces):
        if piece.kind == "actor":
            return _of_actor(piece, pieces[i + 1 :])
        if piece.kind == "shared":
            return _of_shared(piece)
        if piece.kind in ("country", "capital"):
            return _of_country(piece)
        if piece.kind == "nisba":
            return _of_nisba(piece, pieces[i + 1 :])
        if piece.role and piece.role.takes not in ("part", "adj"):
            return _of_role(piece, pieces[i + 1 :])
    return _of_remains(pieces)


def _person_after_title(pieces: Sequence[Piece]) -> Piece | None:
    for i, piece in enumerate(pieces):
        if i and piece.actor and piece.actor.kind == "person" and not _belongs_to(pieces[:i]):
            return piece
        if piece.role and piece.role.takes not in ("part", "adj") and piece.role.source != "official":
            return None
    return None


def _belongs_to(before: Sequence[Piece]) -> bool:
    """Whether a person named after these words only owns what they name ("قوات الأسد", "الناطق باسم الرئيس أوباما")."""
    last = before[-1]
    if any(piece.words == "باسم" for piece in before) and last.kind != "actor":
        return True
    if last.kind in ("link", "towards"):
        return True
    if last.kind == "role" and last.role:
        title = last.role.source == "official" or last.role.takes in ("part", "adj")
        return not (title and (last.definite or len(last.words.split()) > 1 or last.role.takes == "part"))
    return last.kind == "unknown" and not last.definite


def _of_actor(piece: Piece, rest: Sequence[Piece]) -> Reading:
    actor = piece.actor
    assert actor is not None
    country = actor.country
    reason = f'"{piece.words}" is {actor.english} ({actor.id})'
    if country is None:
        found = _country(rest)
        country = found[0] if found else None
        reason += found[1] if found else ""
    return Reading(actor.id, country, actor.sectors, actor.kind, reason)


def _of_shared(piece: Piece) -> Reading:
    named = " and ".join(f"{actor.english} ({actor.id})" for actor in piece.among)
    country, sectors, kind = in_common(piece.among)
    reason = f'"{piece.words}" fits {len(piece.among)} actors, and no word of the phrase decides: {named}'
    return Reading(None, country, sectors, kind, reason)


def _of_country(piece: Piece) -> Reading:
    assert piece.country is not None
    base = piece.country.lower()
    if piece.kind == "capital":
        reason = f'"{piece.words}" is a capital that stands for the government of {piece.country}'
        return Reading(f"{base}-gov", piece.country, ("GOV",), "government", reason)
    return Reading(base, piece.country, (), "country", f'"{piece.words}" is the country {piece.country}')


def _of_nisba(piece: Piece, rest: Sequence[Piece]) -> Reading:
    said = f'"{piece.words}" gives {piece.country}'
    for follower in rest:
        if follower.role and follower.role.takes == "adj" and follower.role.sectors != ("ELI",):
            return Reading(None, piece.country, follower.role.sectors, follower.role.english, said)
    sectors = ("CVL",) if piece.plural else ()
    return Reading(None, piece.country, sectors, "people" if piece.plural else "nationality", said)


def _of_role(piece: Piece, following: Sequence[Piece]) -> Reading:
    role = piece.role
    assert role is not None
    rest = _until_direction(following)
    inner = _inner(rest) if role.takes in ("org", "force") else None
    adjective = _adjective(rest) if role.takes in ("org", "force") else None
    country = _country(rest, definite=piece.definite)
    code = country[0] if country else (inner.country if inner else None) or role.country
    if role.country in NONSTATE and not (following and following[0].kind == "nisba"):
        return _of_international(piece)
    sectors, why = _sectors(piece, inner, adjective)
    actor = inner.actor if inner and role.takes in ("org", "force") else None
    if actor is None and not inner and not adjective and role.body and code and code not in NONSTATE:
        actor = f"{code.lower()}-{role.body}"
    if inner and inner.actor and inner.country:
        code = inner.country
    if code in NONSTATE and role.english == "state":
        code = None  # a member of an organisation ("دولة عضوة في الحلف") is not the organisation
    if code in NONSTATE and not (inner and inner.sectors) and role.takes == "org":
        sectors = ()
    reason = f'"{piece.words}" means {role.english}{why}{country[1] if country and country[1] not in why else ""}'
    if role.source == "official" and (_former(rest) or role.sectors == ("ELI",)):
        return Reading(None, code, ("ELI",), "former official", f"{reason}; no longer in office")
    return Reading(actor, code, sectors, inner.kind if actor and inner else role.english, reason)


def _of_international(piece: Piece) -> Reading:
    """An office of an organisation of states ("المقرر الخاص"): countries that follow are where it works."""
    role = piece.role
    assert role is not None
    reason = f'"{piece.words}" means {role.english} ({role.country})'
    return Reading(role.body or None, role.country, role.sectors, role.english, reason)


def _until_direction(pieces: Sequence[Piece]) -> Sequence[Piece]:
    for i, piece in enumerate(pieces):
        if piece.kind == "towards":
            return pieces[:i]
    return pieces


def _inner(rest: Sequence[Piece]) -> Reading | None:
    """The body that an "org" role belongs to: the next actor or role, unless an adjective of nationality came between.

    After one, what follows without a preposition describes the head ("القوات الروسية المقاتلة") or names it.
    """
    closed = False
    for i, piece in enumerate(rest):
        if piece.joined:
            return None
        closed = piece.kind == "nisba" or (closed and piece.kind != "link" and piece.words[0] not in "بل")
        if piece.kind == "shared":
            return _of_shared(piece)
        if piece.actor:
            found = _of_actor(piece, rest[i + 1 :])
            return replace(found, actor=None) if piece.actor.kind in ("person", "people") else found
        if piece.role and piece.role.takes not in ("part", "adj") and not closed:
            return _of_role(piece, rest[i + 1 :])
    return None


def _adjective(rest: Sequence[Piece]) -> Piece | None:
    """The adjective of sector that comes before any body ("مصادر أمنية في الحكومة" is about security)."""
    for piece in rest:
        if piece.role and piece.role.takes == "adj":
            if piece.role.sectors != ("ELI",):
                return piece
        elif piece.role and piece.role.takes != "part":
            return None
    return None


def _sectors(piece: Piece, inner: Reading | None, adjective: Piece | None) -> tuple[tuple[str, ...], str]:
    role = piece.role
    assert role is not None
    if inner and inner.actor and inner.sectors and not (role.takes == "force" and inner.sectors[0] in _FORCE):
        return inner.sectors, f"; {inner.reason}"
    if adjective and adjective.role and role.takes == "org":
        return adjective.role.sectors, f'; "{adjective.words}" gives {adjective.role.sectors[0]}'
    if role.takes == "force" and adjective and adjective.role:
        sectors = adjective.role.sectors
        return (("REB",) if sectors[0] in ("OPP", "REB") else role.sectors), f'; "{adjective.words}"'
    if inner and inner.sectors and not _says_more(role, inner):
        if role.takes == "force" and inner.sectors[0] in _FORCE:
            return _FORCE[inner.sectors[0]] or role.sectors, f"; {inner.reason}"
        return inner.sectors, f"; {inner.reason}"
    return role.sectors, f" ({role.sectors[0]})" if role.sectors else ""


def _says_more(role: Role, inner: Reading) -> bool:
    """Whether the head says more than what follows: a club of citizens is a club, an armed faction is a faction."""
    if inner.sectors == ("CVL",):
        return bool(role.sectors) and role.source in ("official", "organisation")
    return inner.sectors[0] == "UAF" and role.source == "armed_group"


def _country(rest: Sequence[Piece], *, definite: bool = False) -> tuple[str, str] | None:
    """The first country named: one after "في" counts only when there is no adjective of nationality.

    An adjective without ال right after a definite word does not describe it ("الأمير تركي بن سعود").
    """
    weak: tuple[str, str] | None = None
    for i, piece in enumerate(rest):
        if piece.kind == "towards":
            break
        definite = definite and (piece.kind in ("unknown", "nisba") or _counts(piece)) and not piece.plural
        code = piece.country or (piece.actor.country if piece.actor else None)
        if not code or (definite and piece.kind == "nisba" and not piece.definite):
            continue
        said = code, f'; "{piece.words}" gives {code}'
        if piece.kind in ("nisba", "actor") or not (weak or (i and rest[i - 1].kind == "link")):
            return said
        weak = weak or said
    return weak


def _counts(piece: Piece) -> bool:
    return piece.role is not None and piece.role.takes == "part"


def _former(rest: Sequence[Piece]) -> bool:
    return any(piece.role is not None and piece.role.sectors == ("ELI",) for piece in rest)


def _of_remains(pieces: Sequence[Piece]) -> Reading:
    """Only counting words or adjectives: "قتلى" are people, "عسكرية" is military; "متقاعدون" alone are people."""
    for piece in pieces:
        if piece.role and piece.role.sectors:
            sectors = ("CVL",) if piece.role.sectors == ("ELI",) and piece.plural else piece.role.sectors
            reason = f'"{piece.words}" means {piece.role.english} ({sectors[0]})'
            return Reading(None, None, sectors, piece.role.english, reason)
    thing = next((p for p in pieces if p.role and p.role.english in _THINGS), None)
    return Reading(kind=thing.role.english if thing and thing.role else None, reason=_why_nobody(pieces))


_THINGS = frozenset({"place", "property"})  # what an event may be directed at without anybody being named


def _why_nobody(pieces: Sequence[Piece]) -> str:
    """Why a phrase names nobody: unknown words, words that only count, or none at all."""
    unknown = [piece.words for piece in pieces if piece.kind == "unknown"]
    if unknown:
        return f"no known actor, office or people in it; unknown: {', '.join(unknown)}"
    if pieces:
        said = " ".join(piece.words for piece in pieces)
        return f'"{said}" only counts, delimits or points; it names nobody'
    return "the phrase has no word"

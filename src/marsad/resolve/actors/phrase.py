"""A phrase cut into pieces that mean something: actors, roles, countries, adjectives of nationality, links."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from marsad.resolve.actors.book import Actor, Hit, Lexicon, Role, Roles
from marsad.resolve.actors.shared import bearers, shared_names
from marsad.resolve.actors.words import forms, words
from marsad.text.normalise import fold

NONSTATE = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")

Kind = Literal["actor", "shared", "role", "country", "capital", "nisba", "towards", "link", "unknown"]

_TOWARDS = frozenset(map(fold, ("إلى", "ضد", "مع", "لدى", "بشأن", "حول", "تجاه", "عقب", "خلال", "بعد")))
_LOYAL = frozenset(map(fold, ("موال", "موالي", "مدعوم", "مقرب", "حليف", "متحالف")))
_TITLES = ("role", "nisba", "country")
_LINKS = frozenset(map(fold, ("في", "من", "عن", "باسم", "داخل", "وسط", "لشؤون", "بشؤون", "على")))


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `start:end` of the phrase: `actor`, `role` or `country` (ISO alpha-3) is what they stand for.

    `joined`: the words begin with a "and" of their own ("والشرطة"), so that they add somebody and do not describe.
    `among`: who may be meant by a name of kind `shared`, which no word of the phrase decides.
    """

    kind: Kind
    start: int
    end: int
    words: str
    definite: bool = False
    plural: bool = False
    joined: bool = False
    actor: Actor | None = None
    role: Role | None = None
    country: str | None = None
    among: tuple[Actor, ...] = ()


class Countries:
    """Country names, capitals and adjectives of nationality with all their inflected forms."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.english = {entry["iso3"]: entry["en"] for entry in entries}
        self.arabic = {entry["iso3"]: entry["ar"][0] for entry in entries}
        self._places = Lexicon()
        self._capitals: set[str] = set()
        self._nisba: dict[str, list[tuple[str | None, str, bool]]] = {}
        for entry in entries:
            for name in entry["ar"]:
                self._places.add(name, entry["iso3"])
        for entry in entries:
            for nisba in entry["nisba"]:
                self._add_nisba(words(nisba), entry["iso3"])
            if entry["capital_ar"]:
                self._add_capital(entry["capital_ar"], entry["iso3"])

    def _add_nisba(self, parts: list[str], country: str) -> None:
        plural = parts[0].startswith("ال")
        key = parts[0].removeprefix("ال")
        entry = (parts[1] if len(parts) > 1 else None, country, plural)
        self._nisba.setdefault(key, []).append(entry)
        self._nisba[key].sort(key=lambda known: known[0] is None)

    def _add_capital(self, name: str, country: str) -> None:
        key = "".join(words(name))
        if key not in self._places.names:
            self._places.add(name, country)
            self._capitals.add(key)

    def place_at(self, tokens: list[str], i: int) -> Piece | None:
        """A country or capital that begins at word `i`."""
        found = self._places.at(tokens, i)
        if not found:
            return None
        kind: Kind = "capital" if found.key in self._capitals else "country"
        said = " ".join(tokens[i : i + found.length])
        return Piece(kind, i, i + found.length, said, definite=True, country=found.owner)

    def nisba_at(self, tokens: list[str], i: int) -> Piece | None:
        """An adjective of nationality at word `i` ("السوريين"; "الكورية الجنوبية" takes two words)."""
        for form in forms(tokens[i]):
            for second, country, plural in self._nisba.get(form.key, ()):
                n = 1 if second is None else 2
                if second is None or (i + 1 < len(tokens) and any(f.key == second for f in forms(tokens[i + 1]))):
                    said = " ".join(tokens[i : i + n])
                    many = plural or form.plural
                    return Piece("nisba", i, i + n, said, definite=form.definite, plural=many, country=country)
        return None


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is needed to cut a phrase."""

    actors: dict[str, Actor]
    lexicon: Lexicon
    roles: Roles
    countries: Countries
    shared: Lexicon = field(default_factory=shared_names)


def cut(tokens: list[str], tables: Tables) -> list[Piece]:
    """The pieces of a phrase, left to right, every word in one: the longest reading wins, a name before a role."""
    pieces: list[Piece] = []
    i = 0
    while i < len(tokens):
        piece = _piece_at(tokens, i, pieces, tables)
        pieces.append(piece)
        i = piece.end
    return [_decided(piece, k, pieces) if piece.kind == "shared" else piece for k, piece in enumerate(pieces)]


def _piece_at(tokens: list[str], i: int, before: list[Piece], tables: Tables) -> Piece:
    said = tokens[i]
    names = (_shared_at(tokens, i, before, tables), _name_at(tokens, i, before, tables))
    readings = [name for name in names if name]
    if not any(name.end == len(tokens) for name in readings):  # nothing can be longer
        others = (tables.countries.place_at(tokens, i), _role_at(tokens, i, tables.roles))
        readings += [other for other in others if other]
    if readings:
        found = max(readings, key=lambda piece: piece.end)
        # Who is loyal to a state or backed by it is not of that state: "فصائل موالية لإيران".
        return replace(found, kind="towards", country=None) if found.country and _is_loyal(before) else found
    if said in _TOWARDS:
        return Piece("towards", i, i + 1, said)
    if said in _LINKS:
        return Piece("link", i, i + 1, said)
    adjective = tables.countries.nisba_at(tokens, i) or _adjective_at(tokens, i, tables)
    return adjective or Piece("unknown", i, i + 1, said, definite=said.startswith("ال"))


def _is_loyal(before: list[Piece]) -> bool:
    last = next((piece for piece in reversed(before) if piece.kind != "link"), None)
    return last is not None and any(form.key in _LOYAL for form in forms(last.words))


def _decided(piece: Piece, at: int, pieces: list[Piece]) -> Piece:
    """A shared name as the only one who bears it in a country that the phrase names, what follows it first."""
    for other in (*pieces[at + 1 :], *reversed(pieces[:at])):
        code = other.country or (other.actor.country if other.actor else None)
        fitting = [actor for actor in piece.among if code and actor.country == code]
        if len(fitting) == 1:
            return replace(piece, kind="actor", actor=fitting[0], among=())
    return piece


def _shared_at(tokens: list[str], i: int, before: list[Piece], tables: Tables) -> Piece | None:
    """A name of several actors, unless the adjective that follows is of a country of none of them."""
    found = tables.shared.at(tokens, i)
    if not found:
        return None
    end = i + found.length
    among = bearers(found.owner, tables.actors)
    if found.key in tables.shared.alone and not (end == len(tokens) and _introduces(before, among[0])):
        return None
    if all(_contradicted(tokens, end, actor.country, tables) for actor in among):
        return None
    said, joined = " ".join(tokens[i:end]), _joined(tokens[i], found.start)
    return Piece("shared", i, end, said, definite=True, joined=joined, among=among)


def _name_at(tokens: list[str], i: int, before: list[Piece], tables: Tables) -> Piece | None:
    found = tables.lexicon.at(tokens, i) or _without_article(tokens, i, tables)
    if not found:
        return None
    end = i + found.length
    actor = tables.actors[found.owner]
    if found.key in tables.lexicon.alone and not (end == len(tokens) and _introduces(before, actor)):
        return None
    if actor.kind != "person" and _contradicted(tokens, end, actor.country, tables):
        return None
    said, joined = " ".join(tokens[i:end]), _joined(tokens[i], found.start)
    return Piece("actor", i, end, said, definite=True, joined=joined, actor=actor)


def _without_article(tokens: list[str], i: int, tables: Tables) -> Hit | None:
    """A name of one word said without its ال at the end of a phrase: "عناصر بيشمركة"."""
    if i + 1 < len(tokens):
        return None
    key = "ال" + tokens[i]
    if key not in tables.lexicon.names or key in tables.lexicon.alone:
        return None
    known = tables.actors[tables.lexicon.names[key]].kind not in ("person", "media", "people")
    return Hit(tables.lexicon.names[key], 1, key, tokens[i]) if known else None


def _introduces(before: list[Piece], actor: Actor) -> bool:
    """Whether what stands before a name that is also a common word makes it a name ("صحيفة الحياة", "الرئيس عباس")."""
    if before and actor.kind in ("agency", "media"):
        return before[-1].role is not None and before[-1].role.sectors == ("JRN",)
    return all(piece.kind in _TITLES for piece in before)


def _contradicted(tokens: list[str], end: int, country: str | None, tables: Tables) -> bool:
    """Whether an adjective of another country follows: "حزب الله العراقي" is not the party of that name in Lebanon."""
    if country is None or country in NONSTATE or end >= len(tokens) or not tokens[end].startswith("ال"):
        return False
    nisba = tables.countries.nisba_at(tokens, end)
    return nisba is not None and not nisba.plural and nisba.country != country


def _adjective_at(tokens: list[str], i: int, tables: Tables) -> Piece | None:
    for form in forms(tokens[i]):
        if identity := tables.lexicon.adjectives.get(form.key):
            actor = tables.actors[identity]
            return Piece("actor", i, i + 1, tokens[i], definite=form.definite, plural=form.plural, actor=actor)
    return None


def _role_at(tokens: list[str], i: int, roles: Roles) -> Piece | None:
    found = roles.at(tokens, i)
    if not found:
        return None
    role, n, form = found
    said, joined = " ".join(tokens[i : i + n]), _joined(tokens[i], form.key)
    return Piece("role", i, i + n, said, definite=form.definite, plural=form.plural, joined=joined, role=role)


def _joined(word: str, key: str) -> bool:
    return word.startswith("و") and not key.startswith("و")

"""Who is meant: from the words of an actor, recipient or source to an actor id, a country and PLOVER sectors.

>>> book = actor_book()
>>> book.resolve("وزير الخارجية التركي").country
'TUR'
>>> book.resolve("مسلحون مجهولون").sectors
('UAF',)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from marsad.record.types import SourceKind
from marsad.resolve.actors.book import (
    Actor,
    Lexicon,
    Roles,
    read_countries,
    read_roles,
    shipped_actors,
)
from marsad.resolve.actors.own import own_actors
from marsad.resolve.actors.phrase import Countries, Piece, Tables, cut
from marsad.resolve.actors.reading import read
from marsad.resolve.actors.running import find
from marsad.resolve.actors.sources import source_kind
from marsad.resolve.actors.words import as_written, words

__all__ = ["Actor", "ActorBook", "ResolvedActor", "actor_book"]


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """Whom a phrase means; `None` and `()` where its words do not say.

    `name`: the usual Arabic name of a known actor, else the words themselves. `actor`: an id of the actor files
    ("hamas"), of a country ("tur") or of a body of one ("tur-mil"). `country`: ISO 3166 alpha-3 or a PLOVER
    non-state code.
    `sectors`: PLOVER, primary first. `kind`: armed_group, party, office …; `reason`: one English sentence for a human.
    """

    name: str
    actor: str | None
    country: str | None
    sectors: tuple[str, ...]
    kind: str | None
    reason: str


class ActorBook:
    """Everybody known, and the rules that read a phrase about anybody. Immutable; shared by way of `actor_book()`."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors: dict[str, Actor] = {}
        lexicon = Lexicon()
        for actor in actors:
            self._actors.setdefault(actor.id, actor)
            for name in actor.names:
                lexicon.add(name, actor.id)
        self._tables = Tables(self._actors, lexicon, Roles(read_roles()), Countries(list(read_countries())))
        self._resolve = lru_cache(maxsize=1 << 14)(self._read)
        self.pieces = lru_cache(maxsize=1 << 14)(self._cut)

    @classmethod
    def load(cls, extra: Path | None = None) -> ActorBook:
        """The shipped actors and, before them, those of a user's own file (`resolve/actors/own.py` says in which form).

        Raises `DataError` when that file cannot be read.
        """
        shipped = list(shipped_actors())
        own = own_actors(extra, {actor.id: actor for actor in shipped}) if extra else ()
        return cls([*own, *shipped])

    def resolve(self, phrase: str) -> ResolvedActor:
        """Whom a noun phrase means: "رئيس جهاز الاستخبارات التركي" is tur-mit, TUR, SPY. Never raises."""
        return self._resolve(phrase)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Known actors in running text as (start, end, actor id): code points, half-open, without attached و ف ب ل ك
        (but "للأونروا" whole, for its article is inside).

        In "قالت حركة حماس" it finds "حركة حماس". The longest name wins; never overlapping, in text order.
        """
        return find(text, self._tables)

    def source_kind(self, phrase: str) -> SourceKind:
        """What sort of source it is: "مصادر أمنية" anonymous, "شهود عيان" witness, "وزارة الصحة" institution."""
        return source_kind(self.pieces(phrase))

    def country_name(self, code: str) -> str | None:
        """The usual Arabic name of a country by its ISO 3166 alpha-3 code; `None` for what is no country."""
        return self._tables.countries.arabic.get(code)

    def entry(self, actor: str) -> Actor | None:
        """The line of the actor files behind an id; `None` for a country or a body made by rule ("egy-mil")."""
        return self._actors.get(actor)

    def _cut(self, phrase: str) -> tuple[Piece, ...]:
        pieces, written = cut(words(phrase), self._tables), as_written(phrase)
        if not pieces or len(written) != pieces[-1].end:
            return tuple(pieces)
        return tuple(replace(piece, words=" ".join(written[piece.start : piece.end])) for piece in pieces)

    def _read(self, phrase: str) -> ResolvedActor:
        found = read(self.pieces(phrase))
        known = self._actors.get(found.actor or "")
        name = known.names[0].rstrip("~+") if known else " ".join(phrase.split())
        return ResolvedActor(name, found.actor, found.country, found.sectors, found.kind, found.reason)


@cache
def actor_book() -> ActorBook:
    """The shipped actor book, loaded once."""
    return ActorBook.load()

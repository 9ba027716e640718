"""Who a short form means: "الوزير" after "وزير الدفاع المصري", "بلاده", "نظيره", a family name, "الجيش" in news from Cairo.

`Antecedents` knows every party, speaker and name that the reader marked in an article. A phrase whose own words say who it
is needs none of this; one that points back takes country, sectors and actor from the nearest words that fit. Nothing is
guessed from further away than the lexicon (`coreference.yaml`) allows, and the reason always names the words behind it.
"Two" and "several" ("الجانبان") look back to a meeting: `marsad.resolve.collectives`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Protocol

from marsad.knowledge import load, text
from marsad.resolve.actors import ActorBook, ResolvedActor
from marsad.resolve.actors.phrase import Piece
from marsad.resolve.surfaces import Word, bare, words
from marsad.text.normalise import fold

Range = tuple[int, int]
_LIST = 40  # letters back that a place may stand in a list


@dataclass(frozen=True, slots=True)
class _Lexicon:
    nouns: frozenset[str]
    usual: frozenset[str]
    same: frozenset[str]
    others: dict[str, frozenset[str]]
    owned: dict[str, str]
    last: frozenset[str]
    pronouns: tuple[str, ...]
    reach: int
    stateless: frozenset[str]
    foreign: frozenset[str]
    local: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data = load("coreference")
    return _Lexicon(
        nouns=frozenset(map(fold, data["nouns"])),
        usual=frozenset(map(fold, data["usual"])),
        same=frozenset(map(fold, data["same"])),
        others={fold(noun): frozenset(map(fold, after)) for noun, after in data["others"].items()},
        owned={fold(noun.replace("ة", "ت")): noun for noun in data["owned"]},  # "حكومة" with a pronoun is "حكومته"
        last=frozenset(map(fold, data["last"])),
        pronouns=tuple(map(fold, data["pronouns"])),
        reach=data["reach"],
        stateless=frozenset(data["stateless"]),
        foreign=frozenset(map(fold, data["foreign"])),
        local=frozenset(map(fold, data["local"])),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """A phrase of the article and whom its own words mean."""

    at: Range
    words: tuple[Word, ...]
    means: ResolvedActor


class Lands(Protocol):
    """Of which country (ISO 3166 alpha-3) the news of an article is."""

    def at(self, offset: int) -> str | None:
        """Of the sentence at this offset."""

    def of(self, at: Range) -> str | None:
        """Of the place at these words ("حي الزيتون"); `None` where no place is."""

    def last(self, offset: int) -> Range | None:
        """Where the last place before an offset stands."""


class Antecedents:
    """The phrases of one article that name somebody, in text order; `lands` knows of which country its news is."""

    def __init__(self, text: str, spans: Iterable[Range], book: ActorBook, lands: Lands) -> None:
        self._text, self._book, self._lands = text, book, lands
        self._named = [_Named(at, words(text[slice(*at)]), book.resolve(text[slice(*at)])) for at in sorted(set(spans))]
        self._starts = [named.at[0] for named in self._named]

    def who(self, start: int, end: int) -> ResolvedActor:
        """Whom the words mean: by themselves, or by what they point back to; the reason says which."""
        phrase = self._text[start:end]
        found, row = self._book.resolve(phrase), words(phrase)
        earlier = self._named[: bisect_left(self._starts, start)]
        if len(row) == 1 and bare(row[0].key) in _lexicon().usual:
            return self._of_noun(found, row, earlier, start) or found
        if not row or found.actor or (found.country and not _counterpart(row)):
            return found
        for look in (self._of_owner, self._of_counterpart, self._of_noun, self._of_name, self._of_last):
            back = look(found, row, earlier, start)
            if back:
                return back if back.country else self._of_land(back, row, start)
        return self._of_place(found, (start, end)) or self._of_land(found, row, start)

    def _of_owner(
        self, found: ResolvedActor, row: Sequence[Word], earlier: Sequence[_Named], at: int
    ) -> ResolvedActor | None:
        """His own, "بلاده", "حكومته", "قوات بلاده": of the country of the nearest person or body before it."""
        lex = _lexicon()
        noun = next((n for p in lex.pronouns if (n := lex.owned.get(bare(row[-1].key).removesuffix(p)))), None)
        if noun is None or bare(row[-1].key) == fold(noun):
            return None
        owner = next((n for n in reversed(earlier) if n.means.country and at - n.at[1] < lex.reach), None)
        if owner is None:
            return None
        country = self._book.country_name(owner.means.country or "")
        if country is None:
            return None
        heads = [word.key for word in row[:-1]]
        said = [*heads, *([] if noun == "بلاد" else [noun]), country]
        return self._back(self._book.resolve(" ".join(said)), found, owner)

    def _of_counterpart(
        self, found: ResolvedActor, row: Sequence[Word], earlier: Sequence[_Named], at: int
    ) -> ResolvedActor | None:
        """A counterpart, "نظيره التونسي" after "وزير الدفاع المصري": the same office of another country."""
        if not _counterpart(row):
            return None
        office = next((n for n in reversed(earlier) if n.means.sectors and n.means.kind != "people"), None)
        if office is None or at - office.at[1] > _lexicon().reach:
            return None
        meant = replace(found, sectors=office.means.sectors, kind=office.means.kind)
        return self._back(meant, found, office)

    def _of_noun(
        self, found: ResolvedActor, row: Sequence[Word], earlier: Sequence[_Named], at: int
    ) -> ResolvedActor | None:
        """A bare noun, "الحركة" after "حركة النهضة"."""
        back = antecedent_noun(row, [named.words for named in earlier])
        return None if back is None else self._back(earlier[back].means, found, earlier[back])

    def _of_name(
        self, found: ResolvedActor, row: Sequence[Word], earlier: Sequence[_Named], at: int
    ) -> ResolvedActor | None:
        """A name alone ("السامرائي") that a phrase with an office holds ("رئيس الديوان حازم السامرائي"), nearest first.

        A headline names people before the text introduces them, so later phrases count where no earlier one fits.
        """
        if found.kind or len(row) > 3:
            return None
        keys = [_name_key(word) for word in row]
        rest = self._named[len(earlier) :]
        for named in (*reversed(earlier), *rest):
            inside = [_name_key(word) for word in named.words[1:]]
            if (named.means.country or named.means.sectors) and _runs(keys, inside):
                return self._back(named.means, found, named)
        return None

    def _of_last(
        self, found: ResolvedActor, row: Sequence[Word], earlier: Sequence[_Named], at: int
    ) -> ResolvedActor | None:
        """The latter, "الأخير", "هذا الأخير": whoever was named last."""
        if bare(row[-1].key) not in _lexicon().last or len(row) > 2:
            return None
        known = next((n for n in reversed(earlier) if n.means.country or n.means.sectors), None)
        return self._back(known.means, found, known) if known and at - known.at[1] < _lexicon().reach else None

    def _of_place(self, found: ResolvedActor, at: Range) -> ResolvedActor | None:
        """A place as a party, "مدينة الباب": it has a country and no sector."""
        if found.kind not in (None, "place"):
            return None
        country = self._lands.of(at) or self._of_list(at)
        return replace(found, country=country, kind="place", reason=f"a place in {country}") if country else None

    def _of_list(self, at: Range) -> str | None:
        """An unknown name that stands in a list behind a place ("قرى الزهور والياسمين") is a place of that country."""
        place = self._lands.last(at[0])
        if place is None or at[0] - place[1] > _LIST:
            return None
        between = self._text[place[1] : at[0]].rstrip("و ")
        names = re.split(r"[،,]|\sو", between)
        return self._lands.of(place) if all(len(name.split()) <= 2 for name in names) and names[0] == "" else None

    def _of_land(self, found: ResolvedActor, row: Sequence[Word], at: int) -> ResolvedActor:
        """Those of whom no word says of which country they are ("الجيش", "خمسة مدنيين"): of the one that the news is from.

        Not the unidentified ("مسلحون", "مصادر"), nor those who are said to be from elsewhere ("قوى أجنبية").
        """
        lex = _lexicon()
        said = {found.kind, *found.sectors[:1]}
        unnamed = said & lex.stateless or said == {"unnamed source"}
        if not found.kind or (unnamed and not any(bare(word.key) in lex.local for word in row)):
            return found
        if any(bare(word.key) in lex.foreign or word.key in lex.foreign for word in row):
            return found
        if _unknown_nation(self._book.pieces(found.name)):
            return found
        land = self._lands.at(at)
        if land is None:
            return found
        reason = f"{found.reason}; its words name no country, the news is from {land}"
        return replace(found, country=land, reason=reason)

    def _back(self, means: ResolvedActor, found: ResolvedActor, behind: _Named) -> ResolvedActor:
        words_behind = self._text[slice(*behind.at)]
        reason = f"{found.name} stands for “{words_behind}”, named in the article: {means.reason}"
        sectors = means.sectors or found.sectors
        return replace(means, sectors=sectors, reason=reason)


def _counterpart(row: Sequence[Word]) -> bool:
    return bool(row) and bare(row[0].key).lstrip("ولب").startswith(("نظيره", "نظيرت", "نظراء", "نظراي", "نظيري"))


def _unknown_nation(pieces: Sequence[Piece]) -> bool:
    """Whether an adjective after a body may be of a nation or group that nobody knows ("الجيش النرداني")."""
    for body, after in pairwise(pieces):
        if body.role and body.role.source == "institution" and after.kind == "unknown" and after.definite:
            key = fold(after.words)
            if key.endswith(("ي", "يه", "يون", "يين")) and key.removeprefix("ال") not in _common():
                return True
    return False


@cache
def _common() -> frozenset[str]:
    return frozenset(line for line in text("adjectives.txt").splitlines() if not line.startswith("#"))


def _name_key(word: Word) -> str:
    key = word.key
    return key[1:] if len(key) > 4 and key[0] in "ولب" and not key.startswith("ال") else key


def _runs(keys: Sequence[str], inside: Sequence[str]) -> bool:
    """Whether `keys` stand in `inside` one after another."""
    n = len(keys)
    return any(list(inside[i : i + n]) == list(keys) for i in range(len(inside) - n + 1))


def antecedent_noun(row: Sequence[Word], earlier: Sequence[Sequence[Word]]) -> int | None:
    """The earlier phrase that a short one points back to: its index in `earlier` (order of the text), or None.

    "الحركة" points to the nearest longer phrase with the same head ("حركة النهضة"), "المصدر نفسه" too; None for a phrase
    that says more ("الحركة الإسلامية") and for other nouns.

    >>> antecedent_noun(words("الوزارة"), [words("وزارة الصحة"), words("الشرطة")])
    0
    """
    lex = _lexicon()
    if not row or len(row) > 2 or (len(row) == 2 and row[1].key not in lex.same):
        return None
    noun = bare(row[0].key)
    if noun not in lex.nouns or noun == row[0].key:
        return None
    return next((i for i in range(len(earlier) - 1, -1, -1) if _names_more(noun, earlier[i])), None)


def _names_more(noun: str, row: Sequence[Word]) -> bool:
    lex = _lexicon()
    more = [word.key for word in row[1:] if word.key not in lex.same]
    return _head(row) == noun and bool(more) and more[0] not in lex.others.get(noun, frozenset())


def _head(row: Sequence[Word]) -> str:
    if not row:
        return ""
    key = bare(row[0].key)
    return key[1:] if key[:1] in ("ل", "ب", "و") and key[1:] in _lexicon().nouns else key


__all__ = ["Antecedents", "antecedent_noun"]

"""The names of an article: what the reader's taggers found, put right by who and what is known.

Three taggers mark persons, places and organisations, each for itself. Here one reading of each span is left:

- an adjective of nationality names nobody ("الفرنسية"), nor does a common noun alone ("البرلمان", "الحركة");
- a country or a known place that is marked as an organisation is a place, a known party or agency an organisation;
- of overlapping readings the surer stays; two halves of a person's name are one name;
- a name has one kind in the whole article, and is one wherever its words stand;
- known organisations and places that no tagger saw are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from marsad.reader.reading import Reading
from marsad.resolve.article import ArticleScope
from marsad.text.normalise import fold

NameKind = Literal["person", "place", "organisation"]

_GROUPS: dict[str, NameKind] = {"location": "place", "organisation": "organisation", "person": "person"}
_NATIONS = frozenset({"nationality", "people"})
_KNOWN = frozenset(
    {"armed_group", "party", "igo", "ngo", "union", "coalition", "agency", "media", "organisation", "company"}
)
_ADDED = _KNOWN - {"media"}  # a newspaper's name is too often a common word to be added where no tagger saw it


@dataclass(frozen=True, slots=True)
class Name:
    """Code points `[start, end)` that name somebody or something; `confidence` is the tagger's, 1 for known names."""

    start: int
    end: int
    kind: NameKind
    confidence: float


def names(reading: Reading, scope: ArticleScope) -> list[Name]:
    """Names in text order, never overlapping: in "قال ناطق باسم حزب الله في بيروت" the party and the city."""
    tagged = [right for name in _tagged(reading) if (right := _righted(name, scope))]
    whole = list(_joined(scope.text, _apart(tagged)))
    agreed = list(_agreed(whole, scope.text))
    return _apart([*agreed, *_again(agreed, scope.text), *_known(scope)])


def _agreed(found: list[Name], text: str) -> Iterator[Name]:
    """The names with one kind for each wording: the one of which the taggers are surer over the whole article."""
    sure: dict[str, dict[NameKind, float]] = {}
    keys = [_key(text[name.start : name.end]) for name in found]
    for name, key in zip(found, keys, strict=True):
        kinds = sure.setdefault(key, {})
        kinds[name.kind] = kinds.get(name.kind, 0.0) + name.confidence
    for name, key in zip(found, keys, strict=True):
        kind = max(sure[key], key=lambda k: (sure[key][k], k))
        yield name if kind == name.kind else Name(name.start, name.end, kind, name.confidence)


def _again(found: list[Name], text: str) -> Iterator[Name]:
    """Further places where the words of a sure name stand, whatever particle is attached."""
    kinds: dict[str, NameKind] = {}
    for name in found:
        words = text[name.start : name.end]
        if name.confidence >= _SURE and len(words) >= _LONG:
            kinds.setdefault(words.removeprefix("و"), name.kind)
    if kinds:
        longest = sorted(kinds, key=lambda words: (-len(words), words))
        pattern = rf"(?<!\w)[وفبكل]?({'|'.join(map(re.escape, longest))})(?!\w)"
        for match in re.finditer(pattern, text):
            yield Name(*match.span(), kinds[match[1]], _SEEN)


_SURE = 0.7  # the taggers' confidence from which a name is one wherever its words stand
_SEEN = 0.01  # confidence of such a place: below any tagger's, above what is only known
_LONG = 5  # letters of a name that is looked for elsewhere


def _key(words: str) -> str:
    key = fold(words)
    return key[1:] if len(key) > 4 and key[0] in "وفبل" and not key.startswith("ال") else key


def _tagged(reading: Reading) -> Iterator[Name]:
    for group, kind in _GROUPS.items():
        for span in reading.spans.get(group, []):
            yield Name(reading.words[span.start].start, reading.words[span.end - 1].end, kind, span.confidence)


def _righted(name: Name, scope: ArticleScope) -> Name | None:
    """The name with the kind that its words are known to have; `None` for words that name nothing."""
    found = scope.actor(name.start, name.end)
    if found.kind in _NATIONS:
        return None
    if found.kind == "country" and name.kind != "place":
        return Name(name.start, name.end, "place", name.confidence)
    if found.kind in _KNOWN and found.actor and name.kind != "organisation":
        return Name(name.start, name.end, "organisation", name.confidence)
    plain = " " not in scope.text[name.start : name.end].strip()
    if name.kind == "organisation" and plain and found.kind and not found.actor:
        return None
    return name


def _joined(text: str, found: list[Name]) -> Iterator[Name]:
    """Persons whose halves stand side by side made one."""
    last: Name | None = None
    for name in found:
        if (
            last
            and last.kind == name.kind == "person"
            and text[last.end : name.start] == " "
            and text[name.start] != "و"
        ):
            last = Name(last.start, name.end, "person", min(last.confidence, name.confidence))
            continue
        if last:
            yield last
        last = name
    if last:
        yield last


def _known(scope: ArticleScope) -> Iterator[Name]:
    """Parties, bodies and countries that no tagger needs to see; their confidence is below any tagger's."""
    for start, end, actor in scope.actors.find(scope.text):
        entry = scope.actors.entry(actor)
        if entry and entry.kind in _ADDED:
            yield Name(start, end, "organisation", 0.0)
    for start, end in scope.gazetteer.find(scope.text):
        place, _ = scope.place(start, end)
        if place.precision in _LARGE:
            yield Name(start, end, "place", 0.0)


_LARGE = frozenset({"country", "region", "town"})


def _apart(found: Iterable[Name]) -> list[Name]:
    """The surest of overlapping names, in text order."""
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: (-n.confidence, n.start, n.end, n.kind)):
        if all(name.end <= other.start or other.end <= name.start for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.start)

"""Reading a place phrase: which words are names, which describe, direct, qualify or link.

"ريف حلب الشمالي" → countryside · name حلب · north; "حي الزيتون شرقي مدينة غزة" → quarter · name · east · city · name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.resolve.places.data import COVERED, Entry, Index
from marsad.resolve.places.names import Word, without_particles, words

_OR = frozenset(["و", "او", "ثم"])


@dataclass(slots=True)
class Named:
    """A name in the phrase and what the words before it say of it.

    `kinds`: what it is said to be ("مدينة" → city); `sides`: the part of it that is meant; `seated`: it is
    said to be the division around a town of this name; `joined`: it stands beside
    the name before it ("غزة والقدس"), it does not hold it; `holds`: it is said to hold it ("في حلب"); `definite`: the
    describing word has an article, so that an adjective follows ("المدينة السورية"); `common`: an everyday word.
    """

    key: str
    entries: tuple[Entry, ...]
    kinds: frozenset[str] = frozenset()
    sides: list[str] = field(default_factory=list)
    countryside: bool = False
    near: bool = False
    seated: bool = False
    joined: bool = False
    holds: bool = False
    definite: bool = False
    common: bool = False


@dataclass(slots=True)
class Reading:
    """A phrase taken apart: its names in order, the countries that adjectives name, what no name followed.

    `land`: some word says that it is about land ("المجال الجوي السوري"; not "الجيش السوري").
    """

    names: list[Named] = field(default_factory=list)
    nisba: list[str] = field(default_factory=list)
    left: Named = field(default_factory=lambda: Named("", ()))
    between: bool = False
    border: bool = False
    land: bool = False


def longest_name(index: Index, found: list[Word], at: int) -> tuple[str, int, int] | None:
    """The longest name that begins at this word: its key, how many words it has, and the letters cut off its front."""
    best: tuple[str, int, int] | None = None
    for first, cut in without_particles(found[at].key):
        most = index.starts.get(first, 0)
        name = first
        for count in range(1, most + 1):
            if count > 1:
                if at + count > len(found) or found[at + count - 1].apart:
                    break
                name = f"{name} {found[at + count - 1].key}"
            if name in index.entries and (best is None or count > best[1]):
                best = (name, count, cut)
    return None if best and best[1] == 1 and _is_head(index, found, at, best[0]) else best


def _is_head(index: Index, found: list[Word], at: int, name: str) -> bool:
    """Whether a one-word name only begins a longer one that the gazetteer lacks: "عين" in "عين لاروز"."""
    return name in index.heads and at + 1 < len(found) and not found[at + 1].apart


def read(index: Index, phrase: str) -> Reading:
    """Take a phrase apart, from left to right, the longest names first."""
    found = words(phrase)
    reading = Reading()
    at = 0
    while at < len(found):
        name = longest_name(index, found, at)
        one_word = name is None or name[1] == 1
        if one_word and _takes(index, reading, found[at], is_name=name is not None):
            at += 1
        elif name is not None:
            _name(index, reading, name, found[at].key)
            at += name[1]
        else:
            at += 2 if _begins_unknown(index, found, at) else 1
    return reading


def _begins_unknown(index: Index, found: list[Word], at: int) -> bool:
    """Whether this word begins a compound name that the gazetteer lacks: of "دير الزهور" no part is a place."""
    if not _is_head(index, found, at, found[at].key) or found[at].key in index.kinds:
        return False
    after = found[at + 1].key
    return not (after in index.directions or index.means(after) or any(after in role for role in index.words.values()))


def _name(index: Index, reading: Reading, found: tuple[str, int, int], word: str) -> None:
    pending, (name, _, cut) = reading.left, found
    pending.key, pending.entries = name, index.get(name)
    pending.joined |= word[0] in "وف" and cut > 0
    pending.holds |= word[cut - 1] in "بل" if cut else False
    pending.common = name in index.common
    first, _, rest = name.partition(" ")
    if kinds := index.means(first) if rest else None:  # "حي الأشرفية" is on file in one city, "الأشرفية" in another
        pending.kinds |= kinds
        pending.entries += tuple(e for e in index.get(rest) if e.kind in kinds and e not in pending.entries)
    pending.seated |= bool(rest) and first in index.words["seated"]
    reading.names.append(pending)
    reading.left = Named("", ())


def _takes(index: Index, reading: Reading, word: Word, *, is_name: bool) -> bool:
    """Whether the word is one of the describing kind; if so, note what it says."""
    for form, cut in without_particles(word.key):
        if form in _OR:
            reading.left.joined = True
            return True
        if _notes(index, reading, form, is_name=is_name):
            if cut and word.key[0] == "و":
                reading.left.joined = True
            return True
    return False


def _notes(index: Index, reading: Reading, word: str, *, is_name: bool) -> bool:
    pending, marks = reading.left, index.words
    reading.land |= word in marks["land"] or word in index.directions or bool(index.means(word) - {"site"})
    pending.seated |= word in marks["seated"]
    if word in index.directions:
        after = reading.names[-1] if reading.names and word.startswith("ال") and not pending.sides else pending
        after.sides.append(index.directions[word])
    elif (kinds := index.means(word)) and (word in index.kinds or not (is_name and pending.kinds)):
        pending.kinds |= kinds
        pending.definite = word.startswith("ال")
        pending.countryside |= word in marks["countryside"]
        pending.near |= word in marks["near"]
        reading.border |= word in marks["border"] and only_lands(reading)
    elif word in marks["border"]:
        reading.border |= only_lands(reading)
    elif word in marks["between"]:
        reading.between |= not reading.names
    elif word in marks["near"]:
        pending.near = True
    elif word in index.nisba and not (is_name and _rather_a_name(index, pending, word)):
        reading.nisba.append(index.nisba[word])
    else:
        pending.holds |= word in marks["inside"]
        return word in marks["linking"] or word in marks["land"]
    return True


def _rather_a_name(index: Index, pending: Named, word: str) -> bool:
    """Whether a word that is an adjective of a country too is a name here: "مدينة السليمانية", "السليمانية"."""
    entries = index.get(word)
    if any(e.kind == "country" for e in entries):
        return True
    if pending.kinds:
        return not pending.definite
    return index.nisba[word] not in COVERED and any(e.country in COVERED for e in entries)


def only_lands(reading: Reading) -> bool:
    """Whether nothing but countries is named so far: the border is meant, not a town that lies on it."""
    return all(entry.kind == "country" for name in reading.names for entry in name.entries)

"""Topics: what a meeting was about, as the words after "بحث", "ناقش", "تطرق إلى" say it.

A topic is found only where its beginning is sure: after a subject of a known kind ("ناقش الاجتماع …"), after a verb
that holds its subject ("بحثا …"), or at a word that heads agenda items ("سبل", "تطورات"). Lexicon: `topics.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from marsad.knowledge import load
from marsad.resolve.surfaces import Word, gap, joined, surfaces, taken_off, words
from marsad.text.normalise import fold

REACH = 16  # words between a verb and the topic: a long name may stand there
NEAR = 12  # words between a meeting and "بشأن"
_OWN_SUBJECT = ("ا", "وا", "ان", "ون")  # endings of verbs whose subject is a pronoun
_SETTING = frozenset({"مع", "خلال", "في", "امس", "اليوم"})  # with whom and when, between a verb and the topic


@dataclass(frozen=True, slots=True)
class _Lexicon:
    verbs: frozenset[str]
    prepositional: frozenset[str]
    nouns: frozenset[str]
    prepositional_nouns: frozenset[str]
    before_nouns: frozenset[str]
    about: frozenset[str]
    meetings: frozenset[str]
    prepositions: frozenset[str]
    subjects: frozenset[str]
    persons: frozenset[str]
    heads: frozenset[str]
    stops: frozenset[str]
    stop_pairs: frozenset[tuple[str, str]]
    not_verbs: tuple[str, ...]
    more: frozenset[tuple[str, str]]
    longest: int
    cues: frozenset[str]  # every word that may announce a topic


@cache
def _lexicon() -> _Lexicon:
    data = load("topics")
    plain = {name: frozenset(map(fold, data[name])) for name in ("before_nouns", "prepositions", "subjects", "persons")}
    cues = {
        "verbs": _with(data["verbs"], "", "و", "ف", "س", "وس"),
        "prepositional": _with(data["prepositional"], "", "و", "ف", "س", "وس"),
        "nouns": _with(data["nouns"], "", "و", "ل", "ب", "ول"),
        "prepositional_nouns": _with(data["prepositional_nouns"], "", "و", "ب"),
        "about": _with(data["about"], "", "و"),
    }
    return _Lexicon(
        **plain,
        **cues,
        cues=frozenset().union(*cues.values()),
        meetings=frozenset(form for word in data["meetings"] for form, _, _ in surfaces(word)),
        heads=frozenset(map(fold, data["heads"])),
        stops=_with(data["stops"], "", "و"),
        stop_pairs=_pairs(data["stop_pairs"]),
        more=_pairs(data["more"]),
        not_verbs=tuple(map(fold, data["not_verbs"])),
        longest=data["longest"],
    )


def _with(entries: Iterable[str], *particles: str) -> frozenset[str]:
    return frozenset(particle + fold(entry) for entry in entries for particle in particles)


def _pairs(entries: Iterable[str]) -> frozenset[tuple[str, str]]:
    split = [fold(entry).split() for entry in entries]
    return frozenset((particle + first, second) for first, second in split for particle in ("", "و"))


def find_topics(text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """The topics of the meeting that a sentence `text[start:end]` tells of, in order, half-open offsets into `text`.

    Items with head nouns of their own are separate; the preposition before an item and its "و" are left out.

    >>> text = "بحث الجانبان العلاقات الثنائية وسبل تعزيز التعاون"
    >>> [text[a:b] for a, b in find_topics(text, (0, len(text)))]
    ['العلاقات الثنائية', 'سبل تعزيز التعاون']
    """
    row = words(text, *sentence)
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(row):
        start = _after_cue(text, row, i)
        i += 1
        while start is not None:
            items, end = _agenda(text, row, start)
            found += items
            i = max(i, end)
            start = _further(text, row, end) if items else None
    return found


def _after_cue(text: str, row: Sequence[Word], i: int) -> int | None:
    """The word at which the topic begins, if word `i` announces one."""
    lex = _lexicon()
    key = row[i].key
    if key not in lex.cues:
        return None
    following = row[i + 1].key if joined(text, row, i + 1) else ""
    before = row[i - 1].key if i else ""
    if not following:
        return None
    if key in lex.nouns and following != "عن" and (_led(before) or (key[0] in "لب" and key != "بحث")):
        return i + 1
    if key in lex.verbs and following != "عن":
        return _after_subject(text, row, i, key)
    if key in lex.prepositional:
        return _after_preposition(text, row, i + 1)
    if key in lex.prepositional_nouns and _led(before):
        return _after_preposition(text, row, i + 1)
    if key in lex.about and any(word.key in lex.meetings for word in row[max(0, i - NEAR) : i]):
        return i + 1
    return None


def _led(before: str) -> bool:
    lex = _lexicon()
    return before in lex.before_nouns or (before[:1] == "و" and before[1:] in lex.before_nouns)


def _after_subject(text: str, row: Sequence[Word], i: int, verb: str) -> int | None:
    lex = _lexicon()
    first = row[i + 1].key
    if verb == "بحثا" and first.endswith("ا") and first not in lex.heads:
        return None  # "بحثا جديدا": a piece of research
    if first in lex.subjects:
        start = _after_adjectives(text, row, i + 2)
        if start is None or row[start].key not in _SETTING:
            return start
    elif first in lex.heads or (_own(verb) and first not in _SETTING and first not in lex.persons):
        return i + 1
    for j in range(i + 1, min(i + 1 + REACH, len(row))):
        if gap(text, row[j - 1], row[j]) not in _IN_NAMES:
            return None
        if row[j].key in lex.heads and j > i + 1:
            return j
    return None


_IN_NAMES = frozenset({"", "،", "(", ")", ".", '"', "«", "»"})


def _own(verb: str) -> bool:
    """Whether the verb holds its subject ("بحثا", "يبحثون"); "بحثنا" may be a noun ("our search")."""
    return verb.endswith(_OWN_SUBJECT) and not verb.endswith("نا")


def _after_adjectives(text: str, row: Sequence[Word], j: int) -> int | None:
    """Past what belongs to "الاجتماع", "الجانبان": adjectives in -i ("الوزاري", "التركي والقطري"), "خلال اللقاء"."""
    lex = _lexicon()
    while joined(text, row, j):
        key = row[j].key.removeprefix("و")
        if key.startswith("ال") and key.endswith(("ي", "ان")) and key not in lex.heads:
            j += 1
        elif key == "خلال" and joined(text, row, j + 1):
            j += 2
        else:
            return j
    return None


def _after_preposition(text: str, row: Sequence[Word], j: int) -> int | None:
    """The word after "إلى", "على" …, which may stand behind the subject of the verb; "لقضايا" holds its preposition."""
    lex = _lexicon()
    for k in range(j, min(j + REACH, len(row))):
        if not joined(text, row, k):
            return None
        if row[k].key in lex.prepositions:
            return k + 1 if joined(text, row, k + 1) and row[k + 1].key != "جانب" else None
        if row[k].key[0] == "ل" and (row[k].key[1:] in lex.heads or f"ا{row[k].key}" in lex.heads):
            return k
    return None


def _further(text: str, row: Sequence[Word], j: int) -> int | None:
    """The word after "في مقدمتها", "إلى جانب" … where that follows a topic."""
    if (
        j + 2 < len(row)
        and (row[j].key, row[j + 1].key) in _lexicon().more
        and gap(text, row[j - 1], row[j]) in ("", "،")
    ):
        return j + 3 if row[j + 2].key in _lexicon().nouns and j + 3 < len(row) else j + 2
    return None


def _agenda(text: str, row: Sequence[Word], start: int) -> tuple[list[tuple[int, int]], int]:
    """The items that begin at word `start`, and the first word behind them."""
    items: list[tuple[int, int]] = []
    first, j = start, start
    while j < len(row) and not _stops(row, j):
        if j > first:
            opens = _opens(text, row, first, j)
            if opens:
                items += _item(text, row, first, j)
                first = j
            elif not joined(text, row, j) or "#" in gap(text, row[j - 1], row[j]) or _closes(text, row, first, j):
                break
            elif j - first >= _lexicon().longest:
                return [*items, *_item(text, row, first, j)], j
        j += 1
    return [*items, *_item(text, row, first, j)], j


def _stops(row: Sequence[Word], j: int) -> bool:
    lex = _lexicon()
    key = row[j].key
    pair = (key, row[j + 1].key if j + 1 < len(row) else "")
    verb = len(key) > 3 and key[0] == "ي" and not key.startswith(lex.not_verbs)
    discussing = key[0] == "و" and (key in lex.verbs or key in lex.nouns)
    return verb or discussing or key in lex.stops or pair in lex.stop_pairs


def _closes(text: str, row: Sequence[Word], first: int, j: int) -> bool:
    """Whether a quotation that began before the item ends before word `j`."""
    between, item = gap(text, row[j - 1], row[j]), text[row[first].start : row[j - 1].end]
    opened = text[max(0, row[first].start - 1) : row[first].start]
    return (
        ("»" in between and "«" not in item)
        or ("”" in between and "“" not in item)
        or (between == '"' and opened == '"' and '"' not in item)
    )


def _opens(text: str, row: Sequence[Word], first: int, j: int) -> bool:
    """Whether a further item begins at word `j`: "و" and a head noun, definite only where the item before it is so."""
    lex = _lexicon()
    key, between = row[j].key, gap(text, row[j - 1], row[j])
    if key[0] != "و" or key[1:] not in lex.heads or between not in {"", "،"}:
        return between == "،" and key in lex.heads and not key.startswith("ال")
    return between == "،" or not key.startswith("وال") or row[first].key.removeprefix("و").startswith("ال")


def _item(text: str, row: Sequence[Word], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Words `first` to `end` as a span, without a leading "و" or "ل" and a preposition at the end."""
    lex = _lexicon()
    while end > first and (row[end - 1].key in lex.prepositions or row[end - 1].key in {"من", "مع", "و", "بين", "ب"}):
        end -= 1
    if end > first:
        key = row[first].key
        attached = key[0] in "ول" and key[1:] in lex.heads
        yield taken_off(row[first], 1 if attached else 0), row[end - 1].end
